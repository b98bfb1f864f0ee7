"""What was settled long ago is forgotten, but not the keys that still guard a fact."""

from datetime import timedelta

from jobs import upkeep
from store import deliveries, delivery_purges, reminders, stage_tasks, tasks
from store.deliveries import Fact
from store.models.deliveries import deliveries as ledger
from store.models.workspaces import people as people_table
from store.rules.words import DeliveryState, Outcome
from tests.store.firm import BEGAN, Firm, at
from tests.store.test_notices import most, notify

NOW = at(BEGAN)
LATER = NOW + delivery_purges.KEPT + timedelta(seconds=1)


def sent(firm: Firm, key: str, *carried: Fact, number: str | None = None) -> None:
    """Something that arrived on Monday, with what it carried."""
    facts = {"opportunity": number} if number else {}
    with firm.sessions.writing() as session:
        deliveries.owe(session, firm.ben.workspace_id, key, "day", firm.ben.id, facts, NOW, NOW, carried=carried)
        session.change(ledger.update().values(state=DeliveryState.SENT, settled_at=NOW))


def keys(firm: Firm) -> set[str]:
    """What is kept."""
    with firm.sessions.reading() as session:
        return set(session.values(ledger.select().with_only_columns(ledger.c.key)))


def forget(firm: Firm) -> set[str]:
    """What is kept after a look of the upkeep, ninety days later."""
    upkeep.forget(firm.sessions, LATER)
    return keys(firm)


def stage(number: str) -> Fact:
    """That an opportunity overstayed."""
    return Fact(f"rem:{number}:stage:1", 1, "rem:stage", {"opportunity": number})


def test_what_was_settled_ninety_days_ago_goes_and_what_came_later_stays(firm: Firm, other: Firm) -> None:
    sent(firm, "day:1")
    sent(other, "day:1")
    upkeep.forget(firm.sessions, LATER - timedelta(seconds=2))
    assert keys(firm) == {"day:1"}
    assert forget(firm) == set()


def test_what_is_not_settled_never_goes(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        deliveries.owe(session, firm.ben.workspace_id, "note:1", "note", firm.ben.id, {}, NOW, NOW)
    assert forget(firm) == {"note:1"}


def test_what_was_said_of_an_open_opportunity_stays_until_it_is_closed(firm: Firm) -> None:
    number, closed = firm.create(), firm.create()
    firm.close(closed, Outcome.LOST, on=BEGAN)
    sent(firm, "day:1", stage(number), stage(closed))
    sent(firm, "esc:1", number=number)
    assert forget(firm) == {"day:1", f"rem:{number}:stage:1:1", "esc:1"}, "with the bundle that carried it"
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert forget(firm) == set()


def call(firm: Firm, number: str | None) -> tuple[str, Fact]:
    """A task of an opportunity, or of none, and that it was due."""
    contact_id = None if number else firm.company.id
    with firm.sessions.writing() as session:
        made = tasks.create(session, firm.ana, number, description="Call", due_on=BEGAN, contact_id=contact_id, now=NOW)
    facts = {"why": "task", "opportunity": number, "mark": made.number}
    return made.number, Fact(f"rem:{number or '-'}:task:{made.number}", 1, "rem:task", facts)


def test_what_was_said_of_a_task_stays_until_it_is_done(firm: Firm) -> None:
    number = firm.create()
    told = [call(firm, None), call(firm, number)]
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=False)
    sent(firm, "day:1", *(fact for _, fact in told))
    left = {"day:1", *(fact.key for _, fact in told)}
    for task, fact in told:
        assert forget(firm) == left
        with firm.sessions.writing() as session:
            tasks.complete(session, firm.ana, task, NOW)
        left.discard(fact.key)
    assert forget(firm) == set()


def test_a_task_on_a_closed_opportunity_is_not_said_anew_once_it_was_said_twice(firm: Firm) -> None:
    number = firm.create()
    with firm.sessions.writing() as session:
        stage_tasks.cancel_open(session, firm.ana, firm.card(number).id, BEGAN)
    call(firm, number)
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=False)
    bundles = []
    for n in (1, 4, 7, 101):
        day = BEGAN + timedelta(days=n)
        upkeep.forget(firm.sessions, at(day))
        with firm.sessions.writing() as session:
            bundles.append(reminders.plan(session, firm.ana.workspace_id, firm.ana.id, day, at(day, 7)))
            mine = ledger.c.state == DeliveryState.DUE
            session.change(ledger.update().where(mine).values(state=DeliveryState.SENT, settled_at=at(day, 7)))
    assert bundles == [True, True, False, False]


def test_one_step_is_bounded(firm: Firm) -> None:
    rows = [
        {"workspace_id": firm.ben.workspace_id, "key": f"old:{n}", "kind": "note", "facts": {}, "state": "sent",
         "due_at": NOW, "attempt": 1, "created_at": NOW, "settled_at": NOW}
        for n in range(delivery_purges.AT_ONCE + 1)
    ]  # fmt: skip
    with firm.sessions.writing() as session:
        session.add_all(ledger, rows)
    with firm.sessions.writing() as session:
        assert delivery_purges.purge(session, firm.ben.workspace_id, LATER) == delivery_purges.AT_ONCE
    assert forget(firm) == set()


def test_what_waits_for_the_bundle_of_somebody_who_left_is_dropped_for_all_to_see(firm: Firm) -> None:
    most(firm, 0)
    notify(firm, "own:1")
    notify(firm, "own:2", firm.ana)
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ben.id).values(active=False))
    upkeep.forget(firm.sessions, NOW)
    with firm.sessions.reading() as session:
        rows = {row.key: (row.state, row.reason) for row in session.connection.execute(ledger.select())}
    assert rows == {"own:1": ("dropped", "the person is a guest or left"), "own:2": ("due", "")}
    upkeep.forget(firm.sessions, NOW + timedelta(days=30, seconds=1))
    with firm.sessions.reading() as session:
        assert {row.reason for row in session.connection.execute(ledger.select())} == {
            "the person is a guest or left",
            "no bundle came for 30 days",
        }
