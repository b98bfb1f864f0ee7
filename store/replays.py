"""Replaying a week of reminders: how many messages other rules would have sent, and to whom (issue 4, Rehearsal)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store import deliveries, replay_facts, replay_readers, standings
from store.deliveries import Told
from store.reasons import Why
from store.reminder_rules import LONGEST
from store.replay_facts import Facts
from store.replay_readers import Readers
from store.rights import Member
from store.rules import dates, reminders, replays
from store.rules.checks import Checks
from store.rules.refusals import OutOfRange
from store.rules.replays import Cause, Morning
from store.rules.standings import Standing
from store.rules.words import DigestScope
from store.sessions import Session
from store.standings import Look

DAYS = 7


@dataclass(frozen=True, slots=True)
class Rules:
    """What reminders go by: which kinds come, and after how many days."""

    kinds: frozenset[Why]
    idle_days: int
    not_started_days: int
    max_days: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a person would have got: a message each morning, with so many things."""

    person_id: int
    name: str
    mornings: tuple[Morning, ...]

    @property
    def things(self) -> int:
        """How many things in all."""
        return sum(one.things for one in self.mornings)


def tried(kinds: frozenset[Why], idle: int | None, not_started: int | None, longest: int | None) -> Rules:
    """Rules to try out. Raises all together OutOfRange on `idle_days`, `not_started_days`, `max_days`."""
    checks = Checks()
    found = Rules(
        kinds,
        checks(_within, idle, "idle_days"),
        checks(_within, not_started, "not_started_days"),
        checks(_within, longest, "max_days"),
    )
    checks.done()
    return found


def _within(number: int | None, field: str) -> int:
    if number is None or not 1 <= number <= LONGEST:
        raise OutOfRange(field, 1, LONGEST)
    return number


def week(by: Member, now: datetime) -> tuple[date, date]:
    """The first and the last day that a replay is about."""
    today = dates.today(now, by.workspace_timezone)
    return today - timedelta(days=DAYS), today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """What was, whatever the rules: the mornings, what bears on reminders, and who would have been told."""

    days: tuple[date, ...]
    facts: Facts
    readers: Readers


Stood = dict[date, dict[int, list[Standing]]]  # by the morning and the salesperson


def replay(session: Session, by: Member, tried: Sequence[Rules], now: datetime) -> list[list[Replayed]]:
    """The messages of the seven days before today under each of these rules, the most first; nobody who would have
    got none.

    Opportunities and tasks are as history has them on each morning, by dates of change. Working days, own switches,
    mutes and snoozes are those of now, and what was said before that week counts as said. What is said of somebody
    who was away stands with who covered for them. Raises NotAllowed.
    """
    by.must("reminder rules")
    first, last = week(by, now)
    days = tuple(first + timedelta(days=n) for n in range(DAYS))
    facts = replay_facts.read(session, by.workspace_id, by.workspace_timezone, first, last)
    all_of_it = Week(days, facts, replay_readers.read(session, by.workspace_id, first, last))
    stood = {most: {day: _stood(session, by, most, day) for day in days} for most in {one.max_days for one in tried}}
    return [_under(session, by, rules, all_of_it, stood[rules.max_days]) for rules in tried]


def _under(session: Session, by: Member, rules: Rules, of: Week, stood: Stood) -> list[Replayed]:
    """The messages of the week under these rules."""
    morning: dict[date, dict[int, list[Cause]]] = {day: defaultdict(list) for day in of.days}
    owners = {owner for there in stood.values() for owner in there} | of.facts.tasks.keys()
    members = of.readers.members
    for owner in sorted(owner for owner in owners if owner in members and members[owner].may("move")):
        on = rules.kinds - of.facts.off.get(owner, frozenset())
        for day in of.days:
            if reader := of.readers.of(owner, day):
                causes = _causes(day, stood[day].get(owner, []), owner, rules, of.facts)
                morning[day][reader].extend(one for one in causes if Why(one.kind) in on)
    found = replays.mornings(morning.items(), _told(session, by, morning, of.days[0]))
    shown = [Replayed(key, members[key].name, tuple(mornings)) for key, mornings in found.items()]
    return sorted(shown, key=lambda one: (-len(one.mornings), -one.things, one.name))


def _stood(session: Session, by: Member, max_days: int, day: date) -> dict[int, list[Standing]]:
    before = day - timedelta(days=1)
    look = Look(by.workspace_id, DigestScope.ALL, None, max_days, before, past=True)
    found: dict[int, list[Standing]] = defaultdict(list)
    for one in standings.open_ones(session, look):
        found[one.salesperson_id].append(one)
    return found


def _told(
    session: Session, by: Member, morning: Mapping[date, Mapping[int, Sequence[Cause]]], first: date
) -> dict[tuple[int, str], list[date]]:
    """What people, or who covered for them, were told before the week of what stands in it."""
    causes = [one for readers in morning.values() for causes in readers.values() for one in causes]
    every: dict[int, list[Told]] = defaultdict(list)
    for one in deliveries.told(session, by.workspace_id, sorted({cause.about for cause in causes})):
        every[one.facts.get("for", one.person_id)].append(one)
    return {
        (whose, about): [one.on for one in there if one.on < first]
        for whose, theirs in every.items()
        for about, there in deliveries.arrived(theirs, whose).items()
    }


def _causes(day: date, there: list[Standing], owner: int, rules: Rules, facts: Facts) -> Iterator[Cause]:
    """Every reason of that morning, as `store.reasons` has them."""
    numbers = {one.id: one for one in there}
    for task in facts.tasks.get(owner, ()):
        about = numbers.get(task.opportunity_id or 0)
        held = facts.held(owner, task.opportunity_id, day) or bool(about and _rests(about, day))
        if task.stands(day) and not held:
            yield Cause(owner, Why.TASK, f"rem:{task.about or '-'}:{Why.TASK}:{task.number}", task.due_on)
    for one in there:
        if not _rests(one, day) and not facts.held(owner, one.id, day):
            for why, mark, since in _marks(one, day, rules, facts):
                snoozed = facts.snoozed.get((owner, one.id))
                if since <= day:
                    yield Cause(owner, why, f"rem:{one.number}:{why}:{mark}", since, snoozed)


def _rests(one: Standing, day: date) -> bool:
    return one.rests_until is not None and one.rests_until > day


def _marks(one: Standing, day: date, rules: Rules, facts: Facts) -> Iterator[tuple[Why, str, date]]:
    """What one opportunity gives cause for, which fact, and since when (store.reasons.opportunities)."""
    if one.entry is None or one.closing_on is None or one.stay_on is None:
        since = one.created_on + timedelta(days=rules.not_started_days)
        yield Why.NOT_STARTED, one.created_on.isoformat(), since
        return
    yield Why.CLOSING, *reminders.closing(one.closing_on, day)
    yield Why.STAGE, str(one.stay_no), reminders.overstayed_on(one.stay_on, one.most_days)
    last_on = facts.last_on(one.id, day)
    if last_on:
        yield Why.IDLE, last_on.isoformat(), last_on + timedelta(days=rules.idle_days)
