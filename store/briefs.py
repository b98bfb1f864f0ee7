"""Briefs: what others did on somebody's opportunities while they were away (issue 4, Absence)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select

from store import absences
from store.absences import Absence
from store.models.audits import audits
from store.models.columns import Key, Moment
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import people
from store.rights import Member
from store.rules import dates
from store.rules.words import Action
from store.sessions import Session

SHOWN = 3  # of each kind, so that all fit into a message; how many there are in all is said
# What is told, in its order, and the operations of the audit trail that are it.
KINDS: dict[str, tuple[str, ...]] = {
    "won": (Action.WON,),
    "lost": (Action.LOST,),
    "moved": (Action.FIRST, Action.NEXT, Action.SKIPPED),
    "back": (Action.PREVIOUS, Action.JUMPED),
    "updated": (Action.UPDATED, "edit"),
    "parked": ("park",),
    "handed_over": ("hand over",),
    "task": ("complete task",),
    "logged": ("log",),
    "comment": ("comment",),
}
# Where the trail says what it was: the stage, to whom, what was said.
_NAMED = {
    "moved": "stage_description",
    "back": "stage_description",
    "parked": "reason",
    "handed_over": "salesperson",
    "logged": "description",
    "comment": "comment",
}
# Of which values the trail says what they became: of a closing the amount and why, of an update what changed.
_CHANGED = {
    "won": ("weighted", "close_code"),  # weighted by certainty: what it was sold for
    "lost": ("close_code",),
    "updated": ("value", "chances", "closing_on", "description", "contact", "cycle", "priority"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A value as the trail names and keeps it, before and after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done to one of the opportunities, by whom; `what`: the stage, the task, what was said;
    `changed`: what it was closed with, or the values that became others.
    """

    number: str
    description: str
    what: str
    person: str
    at: datetime
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The newest of a kind, and how many there are."""

    deeds: tuple[Deed, ...]
    count: int


_a, _o, _t, _p, _later = audits.c, opportunities.c, tasks.c, people.c, audits.alias("later").c
_PERSON = bindparam("person", type_=Key)
_KIND = case(*((_a.operation.in_(named), kind) for kind, named in KINDS.items()))
_WORKSPACE = _a.workspace_id == bindparam("workspace")
# Theirs now, or handed over meanwhile, of which the trail says whose it was.
_OWN = or_(
    _o.salesperson_id == _PERSON,
    and_(_a.operation == "hand over", _a.old["salesperson_id"].as_integer() == _PERSON),
)
# What closed it before it was undone; whatever closed it again comes after that.
_UNDONE = exists().where(
    *(_later.workspace_id == _a.workspace_id, _later.about == _a.about),
    *(_later.operation == "undo", _later.id > _a.id),
)
_DONE = (
    select(
        _KIND.label("kind"),
        _o.number,
        _o.description,
        _a.subject,
        _a.old,
        _a.new,
        _t.description.label("task"),
        _p.name.label("person"),
        _a.at,
        func.count().over(partition_by=_KIND).label("many"),
        func.row_number().over(partition_by=_KIND, order_by=_a.id.desc()).label("nth"),
    )
    .select_from(
        audits.join(opportunities, (_o.workspace_id == _a.workspace_id) & (_o.number == _a.about))
        .outerjoin(tasks, (_t.workspace_id == _a.workspace_id) & (_t.number == _a.subject))
        .outerjoin(people, (_p.workspace_id == _a.workspace_id) & (_p.id == _a.person_id))
    )
    .where(_WORKSPACE, _a.at >= bindparam("since", type_=Moment), _a.at < bindparam("until", type_=Moment))
    .where(_a.operation.in_([one for named in KINDS.values() for one in named]), _OWN)
    .where(or_(_a.person_id.is_(None), _a.person_id != _PERSON))
    .where(or_(_a.operation.not_in([*KINDS["won"], *KINDS["lost"]]), ~_UNDONE))
    .subquery("done")
)
_NEWEST = select(_DONE).where(_DONE.c.nth <= SHOWN).order_by(_DONE.c.kind, _DONE.c.nth)


def since_then(session: Session, person: Member, absence: Absence) -> dict[str, Told]:
    """What others did from the first day of the absence on, by its kind; a kind of which nothing was is not there.

    To opportunities that are the person's, and that somebody else handed one of theirs over. What is done from the
    first day of their next absence on is told of that one.
    """
    since, _ = dates.bounds(absence.from_on, person.workspace_timezone)
    until, _ = dates.bounds(_next(session, person, absence), person.workspace_timezone)
    values = {"workspace": person.workspace_id, "person": person.id, "since": since, "until": until}
    found: dict[str, list[Deed]] = defaultdict(list)
    counts: dict[str, int] = {}
    for row in session.connection.execute(_NEWEST, values):
        deed = Deed(row.number, row.description, _what(row), row.person or "", row.at, _changed(row))
        found[row.kind].append(deed)
        counts[row.kind] = row.many
    return {kind: Told(tuple(found[kind]), counts[kind]) for kind in KINDS if kind in found}


def _next(session: Session, person: Member, absence: Absence) -> date:
    """The first day of the absence after this one."""
    after = absence.until_on + timedelta(days=1)
    found = absences.meanwhile(session, person.workspace_id, absence.person_id, after, dates.LAST)
    return found[0].from_on if found else dates.LAST


def _what(row: Any) -> str:
    if row.kind == "task":
        return str(row.task or row.subject)
    return str(row.new.get(_NAMED.get(row.kind, "")) or "")


def _changed(row: Any) -> tuple[Changed, ...]:
    names = [name for name in _CHANGED.get(row.kind, ()) if row.new.get(name) is not None]
    return tuple(Changed(name, row.old.get(name), row.new[name]) for name in names)
