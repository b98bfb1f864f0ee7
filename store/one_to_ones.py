"""One-to-ones: what happened with a salesperson since their manager last sat down with them (issue 4, 6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from store import audits, digest_figures, people, tasks, teams, upserts
from store.models.absences import one_to_ones as table
from store.models.columns import Key, Moment
from store.rights import Member
from store.rules import dates, written
from store.rules.figures import Part, Sum
from store.rules.refusals import AlreadyHeld, NotFound
from store.rules.words import DigestScope
from store.sessions import Session, columns
from store.standings import Look, Point

FIRST = timedelta(days=14)  # how far back the first one looks
SHOWN = 3  # overdue tasks


@dataclass(frozen=True, slots=True)
class Held:
    """The last one: when, and how the pipeline stood then, as it is kept."""

    held_at: datetime
    pipeline: dict[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class Pack:
    """What to talk about: what happened since a moment, what is overdue, how the pipeline stands and stood.

    `version`: of the last one's moment; 0 when there was none.
    """

    person: Member
    since: datetime
    until: datetime
    part: Part
    was: Sum | None
    overdue: list[tasks.Task]
    overdue_tasks: int
    version: int

    @property
    def quiet(self) -> bool:
        """Whether nothing happened and nothing is overdue."""
        return not self.overdue_tasks and not any(self.part.lists[name].rows for name in LISTS)


# Of the pack, in their order.
LISTS = ("new", "won", "lost", "onwards", "back", "slipped", "overdue", "stale", "parked")
_h = table.c
_PAIR = (
    _h.workspace_id == bindparam("workspace"),
    _h.manager_id == bindparam("manager", type_=Key),
    _h.person_id == bindparam("person", type_=Key),
)
_LAST = select(*columns(Held, table)).where(*_PAIR)
_HOLD = (
    update(table)
    .where(*_PAIR, _h.version == bindparam("seen"), _h.held_at < bindparam("moment", type_=Moment))
    .values(held_at=bindparam("moment", type_=Moment), pipeline=bindparam("sums"), version=_h.version + 1)
)


def pack(session: Session, by: Member, person_id: int, now: datetime) -> Pack:
    """What happened with somebody since `by` last sat down with them; the first time since a fortnight ago.

    Raises NotAllowed, NotYours, NotFound.
    """
    teams.must_reach(session, by, "oneonone", person_id)
    person, last = _person(session, by, person_id), _last(session, by, person_id)
    since = last.held_at if last else now - FIRST
    today = dates.today(now, by.workspace_timezone)
    look = Look(by.workspace_id, DigestScope.PERSON, person_id, by.max_days, today)
    begins = Point(dates.today(since, by.workspace_timezone), since)
    found, _ = digest_figures.figures(session, look, begins, Point(today, now), None)
    late, how_many = tasks.due(session, by, person_id, today - timedelta(days=1), SHOWN)
    was = written.read(Sum, last.pipeline) if last else None
    return Pack(person, since, now, found.whole, was, late, how_many, last.version if last else 0)


def hold(
    session: Session, by: Member, person_id: int, *, seen: int, looked_at: datetime, pipeline: Sum, now: datetime
) -> Member:
    """Mark the one-to-one as held: the next pack begins where this one ended, when it was `looked_at`.

    `seen`: the version that the pack carried; `pipeline`: how it stood there, which the next one shows as that of
    then. Raises NotAllowed, NotYours, NotFound, AlreadyHeld.
    """
    teams.must_reach(session, by, "oneonone", person_id)
    person, last = _person(session, by, person_id), _last(session, by, person_id)
    moment, sums = min(looked_at, now), written.written(pipeline)
    keys = {"workspace_id": by.workspace_id, "manager_id": by.id, "person_id": person_id}
    if seen:
        values = {"workspace": by.workspace_id, "manager": by.id, "person": person_id}
        made = bool(session.change(_HOLD, **values, seen=seen, moment=moment, sums=sums))
    else:
        made = upserts.add(session, table, keys, {"held_at": moment, "pipeline": sums, "version": 1})
    if not made:
        last = _last(session, by, person_id)
        raise AlreadyHeld(person.name, last.held_at if last else now)
    old = {"since": last.held_at} if last else {}
    audits.write(session, by, "hold one-to-one", person.name, old=old, new={"since": moment}, now=now)
    return person


def _person(session: Session, by: Member, person_id: int) -> Member:
    person = people.get(session, by.workspace_id, person_id)
    if person is None:
        raise NotFound("person")
    return person


def _last(session: Session, by: Member, person_id: int) -> Held | None:
    return session.one(Held, _LAST, workspace=by.workspace_id, manager=by.id, person=person_id)
