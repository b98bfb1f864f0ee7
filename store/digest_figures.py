"""What an issue of a digest says, worked out from the state as somebody looks at it (product.md, Digests)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from store import cycles, digest_escalations, digest_states, happenings, people, standings
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.opportunities import opportunities
from store.models.workspaces import people as people_table
from store.rules import parts
from store.rules.bridges import Cause, State, bridge
from store.rules.figures import Bridge, Figures, Part, Person, Sum
from store.rules.standings import Happening, Standing
from store.sessions import Session
from store.standings import Look, Point


@dataclass(frozen=True, slots=True)
class Last:
    """An issue before: when it was made, what it said, and the state that the next bridge begins from."""

    point: Point
    whole: Part
    expected: Sum
    state: State


_UNSEEN = timedelta(seconds=10)  # longer than it takes from the moment an entry is dated to its being seen
Theirs = tuple[list[Standing], list[Happening]]
_o, _c, _p = opportunities.c, contacts.c, people_table.c
_NAMED = (
    select(_o.id, _o.description, _c.name)
    .select_from(opportunities.join(contacts, (_c.workspace_id == _o.workspace_id) & (_c.id == _o.contact_id)))
    .where(_o.workspace_id == bindparam("workspace"), _o.id.in_(bindparam("ids", expanding=True, type_=Key)))
)
_PEOPLE = select(_p.id, _p.name).where(
    _p.workspace_id == bindparam("workspace"), _p.id.in_(bindparam("ids", expanding=True, type_=Key))
)


def figures(
    session: Session,
    look: Look,
    since: Point,
    until: Point,
    last: Last | None,
    *,
    escalated: bool = False,
    overlapping: bool = False,
) -> tuple[Figures, State]:
    """What an issue says of the time since `since`, and the state that the next one's bridge begins from.

    `escalated`: also what people were reminded of twice in vain, which is asked person by person. `overlapping`: all
    that can be seen by now is told, also what was written after `until`, and what the last one could not see yet.
    """
    here, told = standings.open_ones(session, look), _told(session, look, since, None if overlapping else until, last)
    before, state = digest_states.compare(session, look, here, told, last.state if last else None, since)
    whole, persons = _parts(session, look, here, told)
    if escalated:
        whole, persons = digest_escalations.added(session, look, whole, persons, until.at)
    crossed = _bridge(last, before, state)
    found = Figures(
        since.on, state.until, expected(state), crossed, last.whole.headline if last else None, whole, persons
    )
    same = last is not None and not told and not _moved(found) and _stands(whole) == _stands(last.whole)
    return replace(found, unchanged=same), digest_states.kept(state, told)


def looked_back(session: Session, look: Look, point: Point) -> Last:
    """What an issue would have said at the end of that day, from history: what a rehearsed bridge begins from."""
    then = replace(look, on=point.on)
    here = standings.open_ones(session, then)
    whole = parts.part(here, parts.picked(here, [], point.on), parts.Words({}, {}, {}, {}), point.on)
    _, state = digest_states.compare(session, then, here, [], None, point)
    return Last(point, whole, expected(state), state)


def expected(state: State) -> Sum:
    """What is expected to close in the period."""
    return Sum(sum(one.counts(state.until) for one in state.positions.values()), *state.worth)


def _told(session: Session, look: Look, since: Point, until: Point | None, last: Last | None) -> list[Happening]:
    """What happened, without what the last one told: the state it ended in knows."""
    if last is None or look.past:
        return happenings.between(session, look, since, until)
    found = happenings.between(session, look, replace(since, at=since.at - _UNSEEN), until)
    return [one for one in found if not _told_before(one, last.state)]


def _told_before(one: Happening, state: State) -> bool:
    before = state.positions.get(one.number)
    return before is not None and before.entry >= one.no


def _bridge(last: Last | None, before: State | None, state: State) -> Bridge | None:
    if last is None or before is None:
        return None
    steps = (step for step in bridge(before, state) if step.cause is not Cause.UNEXPLAINED)
    return Bridge(before.until, last.expected, tuple(steps))


def _moved(found: Figures) -> bool:
    return found.bridge is not None and (bool(found.bridge.steps) or not found.adds_up)


def _stands(whole: Part) -> object:
    """What has to be the same for nothing to have changed: how many stand where, and which are due, late or stuck."""
    names = ("due", "overdue", "stale", "parked", "escalated")
    lists = {name: whole.lists[name] for name in names if name in whole.lists}
    at = [(stage.stage, stage.count, stage.value, stage.weighted) for stage in whole.stages]
    rows = [(listed.total, [row.number for row in listed.rows]) for listed in lists.values()]
    return whole.headline.pipeline, whole.headline.not_started, at, rows


def _parts(
    session: Session, look: Look, here: list[Standing], told: list[Happening]
) -> tuple[Part, tuple[Person, ...]]:
    """What is said of all, and of each salesperson, the one with the largest pipeline first."""
    theirs: dict[int, Theirs] = defaultdict(lambda: ([], []))
    for standing in here:
        theirs[standing.salesperson_id][0].append(standing)
    for happening in told:
        theirs[happening.salesperson_id][1].append(happening)
    lists = {key: parts.picked(*found, look.on) for key, found in theirs.items()}
    of_all = parts.picked(here, told, look.on)
    words = _words(session, look, set().union(*map(parts.shown, (of_all, *lists.values()))), theirs)
    persons = [
        Person(key, words.people.get(key, ""), parts.part(theirs[key][0], found, words, look.on))
        for key, found in lists.items()
    ]
    persons.sort(key=lambda one: (-one.part.headline.pipeline.value, one.name, one.id))
    return parts.part(here, of_all, words, look.on), tuple(persons)


def _words(session: Session, look: Look, keys: Iterable[int], theirs: Iterable[int]) -> parts.Words:
    """The names of what is shown."""
    setup = cycles.setup(session, people.at_large(session, look.workspace_id))
    named = {row[0]: parts.Named(row[1], row[2]) for row in _rows(session, look, _NAMED, keys)}
    persons = {row[0]: row[1] for row in _rows(session, look, _PEOPLE, theirs)}
    codes = {key: f"{code.code} {code.description}".strip() for key, code in setup.codes.items()}
    return parts.Words(named, persons, {key: cycle.code for key, cycle in setup.cycles.items()}, codes)


def _rows(session: Session, look: Look, statement: Any, keys: Iterable[int]) -> list[Any]:
    found: list[Any] = []
    for ids in standings.in_parts(sorted(keys)):
        found += session.connection.execute(statement, {"workspace": look.workspace_id, "ids": ids})
    return found
