"""Editing an opportunity's own fields while it is not closed (domain.md B.13; decision 38)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from store import audits, cards, contacts, cycles, entries, opportunities
from store.models.columns import Key
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities as table
from store.models.opportunities import tasks
from store.rights import Member
from store.rules import moves, text
from store.rules.checks import Checks, given
from store.rules.refusals import AlreadyChanged, CycleKept, OtherCompany
from store.rules.words import Priority
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody sent; None where the form does not have the field.

    `tasks_too`: the open tasks with the former contact go along (domain.md B.13, no by default).
    """

    description: str
    priority: Priority | None
    contact_id: int | None
    cycle_id: int | None = None
    tasks_too: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """What the form starts from: the card, how many open tasks are with its contact, the cycles it could run in."""

    card: cards.Card
    company_id: int | None
    contact_tasks: int
    cycles: tuple[cycles.Cycle, ...]  # none once it is started


@dataclass(frozen=True, slots=True)
class _Text:
    description: str
    priority: Priority


_o, _e, _t = table.c, entry_table.c, tasks.c
_OPPORTUNITY = bindparam("opportunity", type_=Key)
_TEXT = select(_o.description, _o.priority).where(_o.workspace_id == bindparam("workspace"), _o.id == _OPPORTUNITY)
_WITH_CONTACT = (_t.workspace_id == bindparam("workspace"), _t.opportunity_id == _OPPORTUNITY, _t.open)
_HOW_MANY = select(func.count()).where(*_WITH_CONTACT, _t.contact_id == bindparam("former", type_=Key))
_TASKS = (
    update(tasks)
    .where(*_WITH_CONTACT, _t.contact_id == bindparam("former", type_=Key))
    .values(contact_id=bindparam("named", type_=Key), version=_t.version + 1)
)
_ENTRY = (
    update(entry_table)
    .where(_e.workspace_id == bindparam("workspace"), _e.opportunity_id == _OPPORTUNITY, _e.active)
    .values(contact_id=bindparam("named", type_=Key))
)


def preset(session: Session, by: Member, number: str) -> Preset:
    """What the form starts from. Raises NotFound, NotAllowed, NotYours, IsClosed."""
    subject, active = entries.read(session, by, "edit", number)
    moves.must_be_open(subject)
    key = {"workspace": by.workspace_id, "opportunity": subject.id}
    with_contact = int(session.value(_HOW_MANY, **key, former=subject.contact_id))
    setup = cycles.setup(session, by)
    mine = setup.cycles[subject.cycle_id]
    offered = (mine, *(cycle for cycle in setup.offered() if cycle.id != mine.id))
    return Preset(cards.card(session, by, number), subject.company_id, with_contact, () if active else offered)


def edit(session: Session, by: Member, number: str, asked: Edit, *, version: int, now: datetime) -> bool:
    """Change description, priority, contact and, while it is not started, the cycle; whether anything changed.

    Raises NotFound, IsClosed, AlreadyChanged; Missing and TooLong on `description`, Missing, NotFound,
    ContactBlocked and OtherCompany on `contact`, NotFound, CycleBlocked and CycleKept on `cycle`.
    """
    subject, active = entries.locked(session, by, "edit", number)
    moves.must_be_open(subject)
    if subject.version != version:
        raise AlreadyChanged(number)
    before = session.kept(_Text, _TEXT, workspace=by.workspace_id, opportunity=subject.id)
    checks = Checks()
    described = checks(text.line, asked.description, "description", text.DESCRIPTION)
    contact = checks(_contact, session, by, subject, active, asked.contact_id)
    cycle = checks(_cycle, session, by, subject, active, asked.cycle_id)
    checks.done()
    priority = asked.priority or before.priority
    former, was = contacts.get(session, by, subject.contact_id), cycles.setup(session, by).cycles[subject.cycle_id]
    old = {"description": before.description, "priority": before.priority, "contact": former.name, "cycle": was.code}
    new = {"description": described, "priority": priority, "contact": contact.name, "cycle": cycle.code}
    if (old, former.id) == (new, contact.id):
        return False
    _write(session, by, subject, contact, description=described, priority=priority, cycle_id=cycle.id)
    moved = _contact_changes(session, by, subject, contact, asked.tasks_too) if former.id != contact.id else 0
    audits.write(session, by, "edit", number, old=old, new=new | ({"tasks": moved} if moved else {}), now=now)
    return True


def _write(session: Session, by: Member, subject: entries.Subject, contact: contacts.Contact, **values: Any) -> None:
    mine = (_o.workspace_id == by.workspace_id) & (_o.id == subject.id) & (_o.version == subject.version)
    written = (
        update(table)
        .where(mine)
        .values(
            **values,
            folded=text.folded(f"{values['description']} {subject.number}"),
            contact_id=contact.id,
            company_id=contact.company_id,
            version=_o.version + 1,
        )
    )
    if not session.change(written):
        raise AlreadyChanged(subject.number)


def _contact_changes(
    session: Session, by: Member, subject: entries.Subject, contact: contacts.Contact, tasks_too: bool
) -> int:
    """The active entry follows, open tasks if asked; how many did."""
    key = {"workspace": by.workspace_id, "opportunity": subject.id, "named": contact.id}
    session.change(_ENTRY, **key)
    return session.change(_TASKS, **key, former=subject.contact_id) if tasks_too else 0


def _contact(
    session: Session, by: Member, subject: entries.Subject, active: entries.Active | None, contact_id: int | None
) -> contacts.Contact:
    """The contact it is to have: once it is started only within its company (domain.md F074)."""
    contact_id = given(contact_id, "contact")
    if contact_id == subject.contact_id:
        return contacts.get(session, by, contact_id)
    contact = contacts.usable(session, by, contact_id)
    if active and contact.company_id != subject.company_id:
        company = contacts.get(session, by, subject.company_id).name if subject.company_id else None
        raise OtherCompany(subject.number, company)
    return contact


def _cycle(
    session: Session, by: Member, subject: entries.Subject, active: entries.Active | None, cycle_id: int | None
) -> cycles.Cycle:
    if cycle_id in (None, subject.cycle_id):
        return cycles.setup(session, by).cycles[subject.cycle_id]
    if active:
        raise CycleKept(subject.number)
    return opportunities.usable_cycle(session, by, cycle_id, starts=False)
