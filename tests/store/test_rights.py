"""Who may do what: every role, a guest and somebody gone, times every operation, against a table of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from store import (
    boards,
    cards,
    closings,
    comments,
    contacts,
    cycles,
    entries,
    histories,
    listings,
    moves,
    opportunities,
    quotes,
    rights,
    search,
    tasks,
    templates,
)
from store.opportunities import First
from store.rights import Member
from store.rules.refusals import NotAllowed, Outsider
from store.rules.words import ContactKind, Outcome, Role, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, everything

NOW = at(BEGAN)
EVERYBODY = {Role.READER, Role.SALESPERSON, Role.MANAGER, Role.ADMIN}
SELLERS = EVERYBODY - {Role.READER}
ALLOWED = {
    "see": EVERYBODY,
    "create": SELLERS,
    "move": SELLERS,
    "close": SELLERS,
    "task": SELLERS,
    "comment": SELLERS,
    "quote": SELLERS,
    "contact": SELLERS,
    "setup": {Role.ADMIN},
}


@dataclass(frozen=True)
class Case:
    """What the operations are tried on: one opportunity of each kind."""

    firm: Firm
    started: str
    waiting: str
    quoted: str
    started_id: int


Operation = Callable[[Session, Member, Case], Any]


def _create(s: Session, by: Member, on: Case) -> str:
    return opportunities.create(
        s,
        by,
        description="New",
        contact_id=on.firm.person.id,
        salesperson_id=on.firm.ana.id,
        cycle_id=on.firm.cycle.id,
        first=None,
        now=NOW,
    )


def _task(s: Session, by: Member, on: Case) -> tasks.Task:
    subject, _ = entries.locked(s, on.firm.ana, on.started)
    return tasks.create(s, by, subject, 1, description="Call", due_on=BEGAN, now=NOW)


def _close(s: Session, by: Member, on: Case) -> closings.Closed:
    code = cycles.setup(s, on.firm.ana).close_codes(Outcome.LOST)[0]
    return closings.close(s, by, on.started, closings.Closing(Outcome.LOST, code.id, None), seen=1, now=NOW)


def _moving(verb: Verb) -> Operation:
    return lambda s, by, on: moves.move(s, by, on.started, verb, moves.Asked(), seen=1, now=NOW)


FIRST = First(Decimal(1), Decimal(1), BEGAN)
QUOTE: dict[str, Any] = {"quote": "Q2", "total": Decimal(1), "quoted_on": None, "now": NOW}
COMPANY: dict[str, Any] = {"name": "N", "kind": ContactKind.COMPANY, "now": NOW}
OPERATIONS: list[tuple[str, str, Operation]] = [
    ("see", "cards.card", lambda s, by, on: cards.card(s, by, on.started)),
    ("see", "cards.show", lambda s, by, on: cards.show(s, by, on.started)),
    ("see", "histories.of_opportunity", lambda s, by, on: histories.of_opportunity(s, by, on.started_id)),
    ("see", "histories.how_many", lambda s, by, on: histories.how_many(s, by, on.started_id)),
    ("see", "listings.opportunities", lambda s, by, _: listings.opportunities(s, by, listings.Filters(), BEGAN)),
    ("see", "boards.day", lambda s, by, _: boards.day(s, by, BEGAN)),
    ("see", "boards.pipeline", lambda s, by, _: boards.pipeline(s, by)),
    ("see", "search.contacts", lambda s, by, _: search.contacts(s, by, "")),
    ("see", "search.opportunities", lambda s, by, _: search.opportunities(s, by, "")),
    ("see", "contacts.get", lambda s, by, on: contacts.get(s, by, on.firm.person.id)),
    ("see", "contacts.show", lambda s, by, _: contacts.show(s, by, "ct1")),
    ("see", "tasks.get", lambda s, by, _: tasks.get(s, by, "td1")),
    ("see", "tasks.of_opportunity", lambda s, by, on: tasks.of_opportunity(s, by, on.started_id)),
    ("see", "tasks.of_person", lambda s, by, on: tasks.of_person(s, by, on.firm.ana.id)),
    ("see", "tasks.due", lambda s, by, on: tasks.due(s, by, on.firm.ana.id, BEGAN, 5)),
    ("create", "opportunities.create", _create),
    ("move", "moves.activate", lambda s, by, on: moves.activate(s, by, on.waiting, FIRST, NOW)),
    ("move", "moves.preset", lambda s, by, on: moves.preset(s, by, on.started, Verb.NEXT, NOW)),
    ("move", "moves.must_be_as_seen", lambda s, by, on: moves.must_be_as_seen(s, by, on.started, 1)),
    *(("move", f"moves.move {verb}", _moving(verb)) for verb in (Verb.NEXT, Verb.SKIP, Verb.UPDATE)),
    ("close", "closings.close", _close),
    ("task", "tasks.create", _task),
    ("task", "tasks.complete", lambda s, by, _: tasks.complete(s, by, "td1", NOW)),
    ("comment", "comments.add", lambda s, by, on: comments.add(s, by, on.started, "Hello", NOW)),
    ("quote", "quotes.link", lambda s, by, on: quotes.link(s, by, on.started, **QUOTE)),
    ("quote", "quotes.unlink", lambda s, by, on: quotes.unlink(s, by, on.quoted)),
    ("contact", "contacts.create", lambda s, by, _: contacts.create(s, by, **COMPANY)),
    ("contact", "contacts.company_named", lambda s, by, _: contacts.company_named(s, by, "N", NOW)),
    ("setup", "templates.install", lambda s, by, _: templates.install(s, by, "NEW", str)),
    ("setup", "cycles.make_default", lambda s, by, on: cycles.make_default(s, by, on.firm.cycle.id)),
]


class Undone(Exception):
    """Ends an operation that went well."""


def attempt(by: Member, operation: Operation, on: Case) -> Exception:
    """What the operation raised; Undone when it went well."""
    try:
        with on.firm.sessions.writing() as session:
            operation(session, by, on)
            raise Undone
    except (NotAllowed, Undone) as raised:
        return raised


def test_every_operation_of_the_table_of_rights_is_in_this_one_and_tried() -> None:
    assert rights._NEEDS.keys() == ALLOWED.keys() == {kind for kind, _, _ in OPERATIONS}


def test_every_role_guest_and_gone_may_exactly_what_the_table_says(firm: Firm) -> None:
    started, waiting, quoted = firm.create(), firm.create(value=None), firm.create()
    firm.link(quoted)
    on = Case(firm, started, waiting, quoted, firm.card(started).id)
    members = {
        (role, guest, active): firm.member(role, guest=guest, active=active)
        for role, guest, active in product(Role, (False, True), (True, False))
    }
    before = everything(firm.sessions)
    for (role, guest, active), by in members.items():
        for kind, name, operation in OPERATIONS:
            got = type(attempt(by, operation, on))
            inside = active and not guest
            wanted = Outsider if not inside else Undone if role in ALLOWED[kind] else NotAllowed
            assert got is wanted, (role, guest, active, name)
            assert by.may(kind) == (wanted is Undone)
    assert everything(firm.sessions) == before


def test_the_refusal_names_the_role_it_takes(firm: Firm) -> None:
    reader = firm.member(Role.READER)
    for kind, needs in (("create", Role.SALESPERSON), ("setup", Role.ADMIN)):
        with pytest.raises(NotAllowed) as refused:
            reader.must(kind)
        assert refused.value.needs is needs


def test_a_colleagues_opportunity_may_be_moved_by_every_salesperson(firm: Firm) -> None:
    number = firm.create(by=firm.ana)
    assert firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=1), by=firm.ben).stage == 2
