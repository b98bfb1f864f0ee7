"""The delivery log: what stands in the ledger in figures and rows, and what an admin decides on."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from store import attempts, audits, deliveries, delivery_choices, delivery_figures, delivery_log, notices
from store.deliveries import Fact
from store.delivery_log import Delivery, Filters, Page, Waiting, Which
from store.models.deliveries import deliveries as ledger
from store.models.workspaces import workspaces as workspace_table
from store.rights import Member
from store.rules.refusals import DeliveriesChanged, DeliverySettled, NotAllowed, NotFound
from store.rules.words import DeliveryState
from tests.store.firm import BEGAN, Firm, at, everything, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)
SOON = NOW + timedelta(minutes=1)


def owe(firm: Firm, key: str, *, kind: str = "hand_over", person: Member | None = None, **more: Any) -> None:
    """Owe Ben something about OP000007."""
    due_at = more.pop("due_at", NOW)
    facts = {"opportunity": "OP000007"}
    with firm.sessions.writing() as session:
        person = person or firm.ben
        assert deliveries.owe(session, person.workspace_id, key, kind, person.id, facts, due_at, NOW, **more)


def end(firm: Firm, state: DeliveryState, *, after: timedelta = timedelta(minutes=1), **what: Any) -> None:
    """Claim the next and let it end so."""
    then = NOW + after
    with firm.sessions.writing() as session:
        (mine,) = attempts.claim(session, lambda _: then, timedelta(seconds=60), then, 1)
        assert attempts.start(session, mine, lambda _: then, timedelta(), "D1", then)
        assert attempts.settle(session, mine, state, then, **what)


def every_end(firm: Firm) -> None:
    """One of each: sent, sent late, unsure, failed, dropped; one due, one for later."""
    for key, state, minutes in (
        ("sent", DeliveryState.SENT, 15),
        ("late", DeliveryState.SENT, 16),
        ("unsure", DeliveryState.UNSURE, 1),
        ("failed", DeliveryState.FAILED, 1),
        ("dropped", DeliveryState.DROPPED, 1),
    ):
        owe(firm, key)
        end(firm, state, after=timedelta(minutes=minutes), reason=f"why {key}")
    owe(firm, "due")
    owe(firm, "ahead", due_at=NOW + timedelta(days=1))


def page(firm: Firm, filters: Filters, start: int = 0) -> Page:
    """A page of the log as Ana sees it."""
    with firm.sessions.reading() as session:
        return delivery_log.page(session, firm.ana, filters, SOON, start)


def reasons(rows: list[Delivery]) -> list[str]:
    """What tells the rows apart."""
    return [row.reason for row in rows]


def test_every_state_is_counted_where_it_stands(firm: Firm, other: Firm) -> None:
    every_end(firm)
    owe(other, "another workspace's", person=other.ben)
    with firm.sessions.reading() as session:
        found = delivery_figures.of_workspace(session, firm.ana, SOON)
        every = delivery_figures.every(session, SOON)
    assert found.states == Counter(sent=2, unsure=1, failed=1, dropped=1, due=1)
    assert (found.late, found.ahead, found.for_person, found.oldest_due_at) == (1, 1, 1, NOW)
    assert found.why == {"why dropped": 1}
    assert found.kinds["hand_over", DeliveryState.SENT] == 2
    assert every.keys() == {firm.ana.workspace_id, other.ana.workspace_id}
    assert every[firm.ana.workspace_id].states == found.states


def test_what_was_settled_a_day_ago_is_counted_no_more_but_for_what_failed(firm: Firm) -> None:
    every_end(firm)
    with firm.sessions.reading() as session:
        found = delivery_figures.of_workspace(session, firm.ana, NOW + timedelta(days=1, minutes=17))
    assert found.states == Counter(unsure=1, failed=1, due=2)


def test_what_a_bundle_carries_is_no_message_and_what_waits_for_one_is_counted_apart(firm: Firm) -> None:
    owe(firm, "day:1", kind="day", carried=[Fact("rem:OP000007:stage:1", 1, "rem:stage", {"opportunity": "OP000007"})])
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(notices_a_day=0))
        facts = {"by": "Ana", "opportunities": ["OP000007"]}
        notices.notify(session, firm.ben.workspace_id, firm.ben.id, "own:1", "hand_over", facts, NOW)
    with firm.sessions.reading() as session:
        found = delivery_figures.of_workspace(session, firm.ana, SOON)
    assert (found.states, found.folded) == (Counter(due=1), 1)


def test_what_is_about_several_opportunities_is_found_under_each(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        for key, numbers in (("own:1", ["OP000001", "OP000002"]), ("own:2", ["OP000012"])):
            facts = {"by": "Ana", "opportunities": numbers}
            notices.notify(session, firm.ben.workspace_id, firm.ben.id, key, "hand_over", facts, NOW)
    with firm.sessions.reading() as session:
        for number in ("OP000001", "OP000002", "OP000012", "OP00000"):
            page = delivery_log.page(session, firm.ana, delivery_log.Filters(subject=number), NOW)
            assert len(page.rows) == (number != "OP00000"), number


@pytest.mark.parametrize(
    ("minutes", "state", "needed"),
    [(14, None, False), (16, None, True), (1, DeliveryState.FAILED, True), (1, DeliveryState.UNSURE, True)],
)
def test_a_person_is_needed_for_what_is_unsure_failed_or_overdue(
    firm: Firm, minutes: int, state: DeliveryState | None, needed: bool
) -> None:
    owe(firm, "one")
    if state:
        end(firm, state)
    then = NOW + timedelta(minutes=minutes)
    with firm.sessions.reading() as session:
        assert delivery_figures.every(session, then)[firm.ana.workspace_id].needs_somebody(then) is needed


def test_what_is_looked_for_again_by_itself_needs_nobody(firm: Firm) -> None:
    owe(firm, "one")
    end(firm, DeliveryState.UNSURE, retry_at=NOW + timedelta(minutes=5))
    with firm.sessions.reading() as session:
        assert not delivery_figures.every(session, SOON)[firm.ana.workspace_id].needs_somebody(SOON)
    assert page(firm, Filters()).rows == []


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Which.OPEN, ["why failed", "why unsure"]),
        (Which.OWED, ["", ""]),
        (Which.UNSURE, ["why unsure"]),
        (Which.FAILED, ["why failed"]),
        (Which.DROPPED, ["why dropped"]),
        (Which.LATE, ["why late"]),
        (Which.SENT, ["why late", "why sent"]),
    ],
)
def test_each_list_has_its_own(firm: Firm, other: Firm, which: Which, expected: list[str]) -> None:
    every_end(firm)
    owe(other, "theirs", person=other.ben)
    assert reasons(page(firm, Filters(which)).rows) == expected


def test_a_row_says_what_is_known_of_it_and_nothing_it_said(firm: Firm) -> None:
    every_end(firm)
    (row,) = page(firm, Filters(Which.LATE)).rows
    assert (row.kind, row.person, row.subject, row.late, row.attempt) == ("hand_over", "Ben", "OP000007", True, 1)
    assert not {"facts", "ts", "key"} & set(Delivery.__dataclass_fields__)


def test_those_to_a_person_and_those_about_an_opportunity(firm: Firm) -> None:
    every_end(firm)
    assert len(page(firm, Filters(person_id=firm.ben.id)).rows) == 7
    assert page(firm, Filters(person_id=firm.ana.id)).rows == []
    assert len(page(firm, Filters(subject="OP000007")).rows) == 7
    assert page(firm, Filters(subject="OP000008")).rows == []


def test_pages_follow_one_another(firm: Firm) -> None:
    for n in range(delivery_log.PAGE + 1):
        owe(firm, f"note:{n}")
    first, second = page(firm, Filters(Which.OWED)), page(firm, Filters(Which.OWED), delivery_log.PAGE)
    assert (len(first.rows), first.more, len(second.rows), second.more) == (delivery_log.PAGE, True, 1, False)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}


# Deciding


def unsure(firm: Firm, **carried: Any) -> Delivery:
    """One that nobody looks for any more."""
    owe(firm, "one", **carried)
    end(firm, DeliveryState.UNSURE, reason="why")
    (row,) = page(firm, Filters()).rows
    return row


def again(firm: Firm, row: Delivery, by: Member | None = None) -> None:
    """Send it again."""
    with firm.sessions.writing() as session:
        delivery_choices.send_again(session, by or firm.ana, row.id, seen=row.attempt, now=SOON)


def drop(firm: Firm, row: Delivery, by: Member | None = None) -> None:
    """Let it be."""
    with firm.sessions.writing() as session:
        delivery_choices.drop(session, by or firm.ana, row.id, seen=row.attempt, now=SOON)


@contextmanager
def one_audit(firm: Firm, operation: str, subject: str = "OP000007", to: str | None = "Ben") -> Iterator[None]:
    """The block writes exactly one audit row."""
    before = len(everything(firm.sessions)["audits"])
    yield
    assert len(everything(firm.sessions)["audits"]) == before + 1
    with firm.sessions.reading() as session:
        row = audits.of_person(session, firm.ana, firm.ana.id).rows[0]
    assert (row.operation, row.subject, row.new.get("to")) == (operation, subject, to)


def test_what_is_sent_again_is_claimed_without_being_looked_for(firm: Firm) -> None:
    row = unsure(firm)
    with one_audit(firm, "send again"):
        again(firm, row)
    with firm.sessions.writing() as session:
        (mine,) = attempts.claim(session, lambda _: SOON, timedelta(seconds=60), SOON, 1)
    assert (mine.id, mine.attempt, mine.started_at) == (row.id, 2, None)


def test_a_failed_one_can_be_sent_again_and_what_it_carries_goes_with_it(firm: Firm) -> None:
    owe(firm, "one", carried=[Fact("rem:OP000007:stage:1", 1, "rem:stage", {"opportunity": "OP000007"})])
    end(firm, DeliveryState.FAILED)
    (row,) = page(firm, Filters()).rows
    again(firm, row)
    with firm.sessions.reading() as session:
        assert [str(state) for state in session.values(ledger.select().with_only_columns(ledger.c.state))] == [
            "due",
            "due",
        ]


def test_what_is_dropped_stands_there_no_more_and_is_never_sent(firm: Firm) -> None:
    row = unsure(firm)
    with one_audit(firm, "drop delivery"):
        drop(firm, row)
    assert page(firm, Filters()).rows == []
    assert reasons(page(firm, Filters(Which.DROPPED)).rows) == [delivery_choices.DROPPED]
    with firm.sessions.writing() as session:
        assert attempts.claim(session, lambda _: SOON, timedelta(seconds=60), NOW + timedelta(days=365), 1) == []


def drop_all(firm: Firm, which: Which, seen: Waiting) -> int:
    """Let all of a list be that was seen."""
    with firm.sessions.writing() as session:
        return delivery_choices.drop_all(session, firm.ana, which, seen=seen, now=SOON)


def test_all_of_a_list_are_dropped_at_once_but_what_came_later(firm: Firm) -> None:
    for key, state in (("a", DeliveryState.UNSURE), ("b", DeliveryState.FAILED), ("c", DeliveryState.UNSURE)):
        owe(firm, key)
        end(firm, state)
    seen = page(firm, Filters(Which.UNSURE)).waiting
    assert seen.count == 2 and page(firm, Filters()).waiting.count == 3
    owe(firm, "later")
    end(firm, DeliveryState.UNSURE)
    with one_audit(firm, "drop deliveries", "2", None):
        assert drop_all(firm, Which.UNSURE, seen) == 2
    assert [row.state for row in page(firm, Filters()).rows] == [DeliveryState.UNSURE, DeliveryState.FAILED]
    assert reasons(page(firm, Filters(Which.DROPPED)).rows) == [delivery_choices.DROPPED] * 2


@pytest.mark.parametrize("which", [Which.OPEN, Which.FAILED])
def test_nothing_is_dropped_where_an_older_one_failed_after_the_list_was_seen(firm: Firm, which: Which) -> None:
    """Nor where one that stood in it was decided on, or failed once more: what is dropped is what was seen."""
    owe(firm, "older", due_at=NOW + timedelta(minutes=5))
    for key in "ab":
        owe(firm, key)
        end(firm, DeliveryState.FAILED)
    seen = page(firm, Filters(which)).waiting
    end(firm, DeliveryState.FAILED, after=timedelta(minutes=6))  # the older one, with the lowest number
    with refused(firm, DeliveriesChanged):
        drop_all(firm, which, seen)
    row = page(firm, Filters(which)).rows[0]
    seen = page(firm, Filters(which)).waiting
    again(firm, row)
    with refused(firm, DeliveriesChanged):
        drop_all(firm, which, seen)
    end(firm, DeliveryState.FAILED, after=timedelta(minutes=7))
    with refused(firm, DeliveriesChanged):
        drop_all(firm, which, seen)
    assert drop_all(firm, which, page(firm, Filters(which)).waiting) == 3


def test_of_two_admins_who_press_at_once_one_does(firm: Firm) -> None:
    row = unsure(firm)

    def press(session: Any, _n: int) -> Any:
        return delivery_choices.send_again(session, firm.ana, row.id, seen=row.attempt, now=SOON)

    got = at_once(firm.sessions, press)
    assert sum(isinstance(one, DeliverySettled) for one in got) == len(got) - 1


def test_what_went_meanwhile_is_refused_with_how_it_stands(firm: Firm) -> None:
    row = unsure(firm)
    again(firm, row)
    with refused(firm, DeliverySettled):
        again(firm, row)
    end(firm, DeliveryState.SENT, after=timedelta(minutes=2))
    with pytest.raises(DeliverySettled) as why:
        drop(firm, row)
    assert why.value.state is DeliveryState.SENT


def test_an_attempt_that_was_not_seen_is_not_decided_on(firm: Firm) -> None:
    row = unsure(firm)
    again(firm, row)
    end(firm, DeliveryState.UNSURE, after=timedelta(minutes=2))
    with refused(firm, DeliverySettled):
        again(firm, row)


def test_nobody_but_an_admin_of_the_workspace_decides(firm: Firm, other: Firm) -> None:
    row = unsure(firm)
    with refused(firm, NotAllowed):
        again(firm, row, firm.ben)
    with refused(firm, NotFound):
        drop(firm, row, other.ana)
