"""Creating and reading: what is required on every route, and what stands on the card."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import cards, comments, opportunities
from store.models.contacts import contacts as contact_table
from store.models.cycles import cycles as cycle_table
from store.models.cycles import stages as stage_table
from store.models.workspaces import workspaces as workspace_table
from store.opportunities import First
from store.rules.checks import Several
from store.rules.refusals import (
    ContactBlocked,
    CycleBlocked,
    Missing,
    NoCycle,
    NoStages,
    NotAPercentage,
    NotFound,
    NotPositive,
    Refusal,
    TooEarly,
    TooLarge,
    TooLong,
    TooPrecise,
)
from store.rules.words import Action, ContactKind, Outcome, Priority, Role, Status, Verb
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, everything, founded, refused


def test_created_and_activated_at_once_it_stands_at_the_first_stage_with_one_entry(firm: Firm) -> None:
    """F022: with value 50 000, 10 % and 31 March."""
    number = firm.create(value="50000", chances="10", closing_on=date(2026, 3, 31))
    card, (entry,) = firm.card(number), firm.history(number)
    assert (card.status, card.stage, card.stage_description, card.seen) == (Status.IN_PROGRESS, 1, "Initial", 1)
    assert (entry.action, entry.active, entry.closing_on) == (Action.FIRST, True, date(2026, 3, 31))
    assert (card.value, card.probability, card.weighted) == (Decimal(50000), Decimal("0.2"), Decimal(100))
    assert (card.priority, card.created_on, card.version) == (Priority.NORMAL, BEGAN, 1)


def test_created_without_activation_it_has_no_entry_and_no_figures(firm: Firm) -> None:
    """F024: not started, without history and figures."""
    number = firm.create(value=None)
    card = firm.card(number)
    assert (card.status, card.seen, card.stage, card.value, card.weighted) == (Status.NOT_STARTED, 0, None, None, None)
    assert firm.history(number) == [] and firm.tasks(number) == []


def test_the_creation_date_is_today_in_the_workspaces_zone(firm: Firm) -> None:
    """F020: nobody can type it (decision 10)."""
    late = at(BEGAN, 23)  # past midnight in Zurich
    with firm.sessions.writing() as session:
        number = opportunities.create(
            session,
            firm.ana,
            description="Late",
            contact_id=firm.person.id,
            salesperson_id=firm.ana.id,
            cycle_id=firm.cycle.id,
            first=None,
            now=late,
        )
    assert firm.card(number).created_on == BEGAN + timedelta(days=1)


def test_numbers_follow_one_another_and_are_found_as_people_type_them(firm: Firm) -> None:
    """F017: consecutive in the workspace's series."""
    assert [firm.create(value=None) for _ in range(3)] == ["OP000001", "OP000002", "OP000003"]
    for typed in ("OP000002", "op2", " Op0002 ", "2"):
        assert firm.card(typed).number == "OP000002"


def test_a_number_that_is_none_of_the_workspaces_is_not_found(firm: Firm) -> None:
    firm.create(value=None)
    for typed in ("OP000009", "9", "", "OP", "OPx", "-1", "0", "٢", "OP2; --", "1e3", "9" * 40):
        with refused(firm, NotFound) as not_found:
            firm.card(typed)
        assert (not_found.value.what, not_found.value.typed) == ("opportunity", typed)


def test_the_contact_company_and_salesperson_stand_on_the_card(firm: Firm) -> None:
    card = firm.card(firm.create(by=firm.ben))
    assert (card.contact_name, card.company_name) == ("Zoë Kägi", "Müller Maschinen AG")
    assert (card.salesperson_name, card.contact_number) == ("Ben", firm.person.number)
    assert firm.card(firm.create(contact=firm.company)).company_name is None
    assert firm.card(firm.create(contact=firm.contact("Solo", ContactKind.PERSON))).company_name is None


def test_what_is_missing_is_refused_all_together(firm: Firm) -> None:
    """F020, F023: each names its field."""
    with refused(firm, Several) as several, firm.sessions.writing() as session:
        opportunities.create(
            session,
            firm.ana,
            description=" ",
            contact_id=None,
            salesperson_id=None,
            cycle_id=None,
            first=First(None, None, None),
            now=at(BEGAN),
        )
    assert [(type(r), r.place) for r in several.value.refusals] == [
        *((Missing, "description"), (Missing, "contact"), (Missing, "salesperson"), (Missing, "cycle")),
        *((Missing, "value"), (Missing, "chances"), (Missing, "closing_on")),
    ]


WRONG: list[tuple[dict[str, Any], type[Refusal], str | None]] = [
    ({"description": "x" * 201}, TooLong, "description"),
    ({"description": "\u200b"}, Missing, "description"),
    ({"value": "0"}, NotPositive, "value"),
    ({"value": "-1"}, NotPositive, "value"),
    ({"value": "1000000000000"}, TooLarge, "value"),
    ({"value": "0.001"}, TooPrecise, "value"),
    ({"chances": "0"}, NotAPercentage, "chances"),
    ({"chances": "101"}, NotAPercentage, "chances"),
    ({"closing_on": BEGAN - timedelta(days=1)}, TooEarly, "closing_on"),
    ({"salesperson_id": 10**6}, NotFound, "salesperson"),
    ({"cycle_id": 10**6}, NotFound, "cycle"),
]


def test_each_thing_that_is_wrong_has_its_own_refusal(firm: Firm) -> None:
    """F020, F023: value 0, chances 0 and 101, one refusal each."""
    for asked, refusal, place in WRONG:
        with refused(firm, refusal) as one:
            firm.create(**asked)
        assert one.value.place == place


def test_a_description_of_two_hundred_characters_and_a_closing_today_pass(firm: Firm) -> None:
    card = firm.card(firm.create("x" * 200, closing_on=BEGAN))
    assert (len(card.description), card.closing_on) == (200, BEGAN)


def test_a_reader_a_guest_and_somebody_gone_can_not_be_the_salesperson(firm: Firm) -> None:
    for nobody in (
        firm.member(Role.READER),
        firm.member(Role.ADMIN, guest=True),
        firm.member(Role.MANAGER, active=False),
    ):
        with refused(firm, NotFound) as not_found:
            firm.create(salesperson_id=nobody.id)
        assert not_found.value.what == "salesperson"


def test_a_contact_blocked_for_privacy_is_refused(firm: Firm) -> None:
    """F097: creating for it."""
    with firm.sessions.writing() as session:
        mine = (contact_table.c.workspace_id == firm.ana.workspace_id) & (contact_table.c.id == firm.person.id)
        session.change(contact_table.update().where(mine).values(privacy_blocked=True))
    with refused(firm, ContactBlocked) as blocked:
        firm.create()
    assert (blocked.value.name, blocked.value.place) == ("Zoë Kägi", "contact")


def test_a_blocked_cycle_is_refused_and_what_runs_in_it_runs_on(firm: Firm) -> None:
    running = firm.create()
    with firm.sessions.writing() as session:
        session.change(
            cycle_table.update().where(cycle_table.c.workspace_id == firm.ana.workspace_id).values(blocked=True)
        )
    firm.set_up(1, max_days=1)  # so that the change is noticed
    with refused(firm, CycleBlocked):
        firm.create(value=None)
    assert firm.move(running, Verb.NEXT, on=BEGAN).stage == 2


def test_a_cycle_without_stages_takes_an_opportunity_and_never_starts_it(firm: Firm) -> None:
    """F027: on no route (decision 22)."""
    firm.set_up(1, max_days=1)
    with firm.sessions.writing() as session:
        session.change(stage_table.delete().where(stage_table.c.workspace_id == firm.ana.workspace_id))
        session.change(workspace_table.update().values(setup_version=99))
    firm.ana = firm.fresh(firm.ana)
    with refused(firm, NoStages):
        firm.create()
    number = firm.create(value=None)
    with refused(firm, NoStages):
        firm.activate(number)


def test_before_there_is_a_cycle_the_refusal_names_the_admins(sessions: Sessions) -> None:
    firm = founded(sessions)
    with firm.sessions.writing() as session:
        session.change(stage_table.delete())
        session.change(workspace_table.update().values(default_cycle_id=None, setup_version=9))
        session.change(cycle_table.delete())
    firm.ana = firm.fresh(firm.ana)
    with refused(firm, NoCycle) as none:
        firm.create(value=None)
    assert none.value.admins == ("UT1Ana",)


def test_a_rolled_back_creation_leaves_no_gap_in_the_numbers(firm: Firm) -> None:
    before = everything(firm.sessions)
    with pytest.raises(NotPositive):
        firm.create(value="0")
    with pytest.raises(ZeroDivisionError), firm.sessions.writing() as session:
        _interrupted(firm, session)
    assert everything(firm.sessions) == before
    assert firm.create(value=None) == "OP000001"


def _interrupted(firm: Firm, session: object) -> None:
    opportunities.create(
        session,  # type: ignore[arg-type] # the session it was opened with
        firm.ana,
        description="Interrupted",
        contact_id=firm.person.id,
        salesperson_id=firm.ana.id,
        cycle_id=firm.cycle.id,
        first=None,
        now=at(BEGAN),
    )
    raise ZeroDivisionError


def test_show_has_the_next_task_the_last_comment_and_the_stage_reached(firm: Firm) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    with firm.sessions.writing() as session:
        comments.add(session, firm.ana, number, "First", at(BEGAN))
        comments.add(session, firm.ben, number, "Second\nline", at(BEGAN, 10))
    firm.close(number, Outcome.LOST, on=BEGAN)
    with firm.sessions.reading() as session:
        shown = cards.show(session, firm.ana, number)
    todo = min((t for t in firm.tasks(number) if t.open), key=lambda t: (t.due_on, t.number))
    assert shown.todo is not None and (shown.todo.number, shown.todo.due_on) == (todo.number, BEGAN)
    assert shown.comment is not None and (shown.comment.text, shown.comment.author) == ("Second\nline", "Ben")
    assert shown.comment.at == at(BEGAN, 10)
    assert shown.reached == "Understanding needs meeting" and shown.cycle.code == "EX-LARGE"
