"""Making figures: which opportunities each list of a digest has, and what they come to (domain.md C.6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.rules.bridges import ZERO
from store.rules.figures import Headline, Line, Listed, Part, Reason, StageSum, Sum
from store.rules.standings import Happening, Standing, Way, by_closing, by_stay, by_value, ways
from store.rules.words import Action

SHOWN, TOP = 8, 5  # rows of a list


@dataclass(frozen=True, slots=True)
class Named:
    """What a list says of an opportunity besides its figures."""

    description: str
    contact: str


@dataclass(frozen=True, slots=True)
class Words:
    """The names of what figures are about, by key: of opportunities, people, cycles, close codes."""

    opportunities: Mapping[int, Named]
    people: Mapping[int, str]
    cycles: Mapping[int, str]
    codes: Mapping[int, str]


Picked = dict[str, list[Standing] | list[Way]]


def picked(standings: Sequence[Standing], happenings: Iterable[Happening], today: date) -> Picked:
    """Which opportunities each list has, in its order; parked ones are in the list of those alone."""
    begun = [one for one in standings if one.entry is not None]
    awake, told = [one for one in begun if not one.parked], ways(happenings)
    return {
        "new": [way for way in told if way.new],
        "onwards": [way for way in told if way.onwards],
        "back": [way for way in told if way.back],
        "won": [way for way in told if way.last.action is Action.WON],
        "lost": [way for way in told if way.last.action is Action.LOST],
        "slipped": [way for way in told if way.slipped],
        "due": by_closing(one for one in awake if one.due(today)),
        "overdue": by_closing(one for one in awake if one.overdue(today)),
        "stale": by_stay(one for one in awake if one.stale(today)),
        "top": by_value(awake)[:TOP],
        "parked": by_closing(one for one in begun if one.parked),
    }


def shown(lists: Picked) -> set[int]:
    """The keys of the opportunities whose names are needed."""
    return {_key(one) for rows in lists.values() for one in rows[:SHOWN]}


def _key(one: Standing | Way) -> int:
    return one.last.id if isinstance(one, Way) else one.id


def part(standings: Sequence[Standing], lists: Picked, words: Words, today: date) -> Part:
    """What is said of these opportunities."""
    awake = [one for one in standings if one.entry is not None and not one.parked]
    totals = {name: _total(rows) for name, rows in lists.items()}
    not_started = sum(one.entry is None for one in standings)
    headline = Headline(_total(awake), totals["parked"], not_started, totals["won"], totals["lost"])
    rows = {name: tuple(_line(one, words, today) for one in found[:SHOWN]) for name, found in lists.items()}
    drawn = {name: Listed(rows[name], totals[name]) for name in lists}
    return Part(headline, _stages(awake, words), _reasons(lists, words), drawn)


def _total(rows: Iterable[Standing | Way]) -> Sum:
    ends = [one.last if isinstance(one, Way) else one for one in rows]
    value = sum((one.value or ZERO for one in ends), ZERO)
    return Sum(len(ends), value, sum((one.weighted or ZERO for one in ends), ZERO))


def _line(one: Standing | Way, words: Words, today: date) -> Line:
    end = one.last if isinstance(one, Way) else one
    named = words.opportunities.get(end.id, Named("", ""))
    known = (end.number, named.description, named.contact, words.people.get(end.salesperson_id, ""))
    if isinstance(one, Way):
        won, code = one.last.action is Action.WON, one.last.close_code_id
        return Line(
            *known,
            stage=one.last.stage_description,
            value=one.last.weighted if won else one.last.value,
            closing_on=one.last.closing_on,
            was_stage=one.first.before or "",
            was_on=one.first.closing_before,
            note=words.codes.get(code, "") if code else "",
        )
    days = (today - one.stay_on).days if one.stay_on else 0
    return Line(
        *known,
        one.stage_description or "",
        one.value or ZERO,
        one.closing_on,
        days=days,
        note=one.rests_for or "",
        until_on=one.rests_until,
        times=one.rested,
    )


def _stages(awake: Sequence[Standing], words: Words) -> tuple[StageSum, ...]:
    at: dict[tuple[str, int, int], list[Standing]] = defaultdict(list)
    for one in awake:
        at[words.cycles.get(one.cycle_id, ""), one.cycle_id, one.stage or 0].append(one)
    found = []
    for (code, _cycle, stage), there in sorted(at.items()):
        total = _total(there)
        found.append(StageSum(code, stage, there[0].stage_description or "", total.count, total.value, total.weighted))
    return tuple(found)


def _reasons(lists: Picked, words: Words) -> tuple[Reason, ...]:
    count: Counter[tuple[bool, str]] = Counter()
    value: dict[tuple[bool, str], Decimal] = defaultdict(Decimal)
    for way in (*lists["won"], *lists["lost"]):
        if isinstance(way, Way):
            won = way.last.action is Action.WON
            key = won, words.codes.get(way.last.close_code_id or 0, "")
            count[key] += 1
            value[key] += way.last.weighted if won else way.last.value
    order = sorted(count, key=lambda key: (not key[0], -count[key], key[1]))
    return tuple(Reason(won, code, count[won, code], value[won, code]) for won, code in order)
