"""Opportunities: created, on every route with the same checks."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from store import activations, audits, contacts, cycles, entries, interactions, people, workspaces
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules import dates, text
from store.rules.checks import Checks, given
from store.rules.refusals import CycleBlocked, NoStages, NotFound
from store.rules.words import Action, Priority, Status
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class First:
    """What activating asks for: value, chances in percent, estimated closing date (decision 7)."""

    value: Decimal | None
    chances: Decimal | None
    closing_on: date | None


def create(
    session: Session, by: Member, *, description: str, contact_id: int | None, salesperson_id: int | None,
    cycle_id: int | None, priority: Priority = Priority.NORMAL, first: First | None,
    interaction_id: int | None = None, now: datetime,
) -> str:  # fmt: skip
    """A new opportunity, in progress at its first stage when `first` is given; its number.

    Made of an interaction, it takes that over with what was remarked on it. Raises, all together where several,
    Missing and TooLong on `description`, `contact`, `salesperson` and `cycle`, NotFound, ContactBlocked, CycleBlocked,
    NoStages, and what `activations.estimates` and `interactions.held` raise (domain.md B.4; decisions 7, 10, 22, 37).
    """
    by.must("create")
    source = interactions.held(session, by, interaction_id) if interaction_id is not None else None
    today = dates.today(now, by.workspace_timezone)
    checks = Checks()
    described = checks(text.line, description, "description", text.DESCRIPTION)
    contact = checks(_contact, session, by, contact_id)
    owner = checks(usable_salesperson, session, by, salesperson_id)
    cycle = checks(usable_cycle, session, by, cycle_id, starts=first is not None)
    estimates = checks(activations.estimates, cycle, first, today) if first else None
    checks.done()
    status = Status.IN_PROGRESS if estimates else Status.NOT_STARTED
    number = workspaces.numbers(session, by, "opportunity")[0]
    asked = {"number": number, "description": described, "priority": priority}
    closing = estimates.closing_on if estimates else None
    key = _store(session, by, contact, owner, cycle, status, today, now, closing_on=closing, **asked)
    made = {**asked, "contact": contact.name, "salesperson": owner.name, "cycle": cycle.code, "status": status}
    if source:
        interactions.link(session, by, source, key)
        made["interaction"] = source.description
    if estimates:
        subject = entries.Subject(key, number, 1, status, contact.id, contact.company_id, owner.id, cycle.id, today)
        first_entry = entries.arrive(session, by, subject, None, Action.FIRST, cycle.stages[0], estimates, today, now)
        made |= first_entry.columns
    audits.write(session, by, "create", number, new=made, now=now)
    return number


def _store(
    session: Session,
    by: Member,
    contact: contacts.Contact,
    owner: Member,
    cycle: cycles.Cycle,
    status: Status,
    today: date,
    now: datetime,
    **asked: Any,
) -> int:
    return session.add(
        opportunities,
        workspace_id=by.workspace_id,
        folded=text.folded(f"{asked['description']} {asked['number']}"),
        contact_id=contact.id,
        company_id=contact.company_id,
        salesperson_id=owner.id,
        cycle_id=cycle.id,
        status=status,
        created_on=today,
        created_by=by.id,
        created_at=now,
        **asked,
    )


def _contact(session: Session, by: Member, contact_id: int | None) -> contacts.Contact:
    return contacts.usable(session, by, given(contact_id, "contact"))


def usable_salesperson(session: Session, by: Member, person_id: int | None) -> Member:
    """The person, as an opportunity's salesperson. Raises Missing and NotFound on `salesperson`."""
    return people.offered(session, by, given(person_id, "salesperson"))


def usable_cycle(session: Session, by: Member, cycle_id: int | None, *, starts: bool) -> cycles.Cycle:
    """The cycle, for an opportunity that `starts` in it at once or not.

    Raises Missing, NotFound, CycleBlocked and NoStages on `cycle`.
    """
    setup = cycles.required(session, by)
    cycle = setup.cycles.get(given(cycle_id, "cycle"))
    if cycle is None or cycle.deleted:
        raise NotFound("cycle", cycle.code if cycle else "", field="cycle")
    if cycle.blocked:
        raise CycleBlocked(cycle.code)
    if starts and not cycle.stages:
        raise NoStages(cycle.code)
    return cycle
