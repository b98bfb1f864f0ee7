"""How the ledger stands, for the monitoring and the terminal: digests nobody makes, and why things were dropped."""

from datetime import timedelta

import pytest

from bot import ledger
from bot.metrics import Metrics
from jobs import reminders as jobs_reminders
from store import deliveries
from store.models.deliveries import deliveries as table
from store.rules.words import DeliveryState
from store.sessions import Sessions
from tests.store.digesting import WANTED, kept, ring, set_up
from tests.store.firm import BEGAN, Firm, at, founded

NOW = at(BEGAN)


@pytest.fixture
def firm(sessions: Sessions) -> Firm:
    """A firm."""
    return founded(sessions)


def looked(firm: Firm, after: timedelta) -> tuple[list[str], list[str], bool]:
    """The gauges of the monitoring, the lines of the terminal, and whether a person is needed."""
    now, metrics = NOW + after, Metrics()
    with firm.sessions.reading() as session:
        figures, (lines, needed) = ledger.gauges(session, now), ledger.report(session, now)
    metrics.watch(ledger.GAUGES, lambda: figures)
    return metrics.text().decode().splitlines(), [line.strip() for line in lines], needed


def test_a_digest_that_nobody_makes_is_seen_and_needs_a_person_after_a_while(firm: Firm) -> None:
    digest = set_up(firm, WANTED, now=NOW)
    assert digest.next_due_at
    due = digest.next_due_at - NOW
    gauges, lines, needed = looked(firm, due + timedelta(minutes=14))
    assert "stagepost_digests_due 1.0" in gauges and not needed
    gauges, lines, needed = looked(firm, due + timedelta(hours=5))
    assert {"stagepost_digests_due 1.0", "stagepost_oldest_due_seconds 18000.0"} <= set(gauges) and needed
    assert "Digests due: 1; made late in 24 hours: 0." in lines
    assert f"The oldest of them has been due since {digest.next_due_at:%Y-%m-%d %H:%M} UTC." in lines


def test_what_was_made_late_is_counted_and_what_was_skipped_is_not(firm: Firm) -> None:
    digest = set_up(firm, WANTED, now=NOW)
    assert digest.next_due_at
    back = digest.next_due_at + timedelta(days=1, hours=2)  # one day is skipped, the next made late
    ring(firm, back)
    assert kept(firm, digest).last_on == back.date()
    gauges, lines, needed = looked(firm, back - NOW - timedelta(hours=3))
    assert {"stagepost_digests_due 0.0", "stagepost_digests_late 1.0"} <= set(gauges) and not needed
    assert "Digests due: 0; made late in 24 hours: 1." in lines


def test_mornings_that_the_jobs_did_not_plan_are_seen_and_need_a_person_after_a_while(firm: Firm) -> None:
    """Where nothing is owed the jobs leave no other trace."""
    eight = timedelta(hours=7) - (NOW - NOW.replace(hour=0, minute=0))  # in Zurich
    days = [eight, eight + timedelta(days=1)]
    assert "The jobs have planned no morning yet." in looked(firm, days[0])[1]
    jobs_reminders.plan(firm.sessions, NOW + days[0])
    last = f"The last morning was planned on {BEGAN}."
    _, lines, needed = looked(firm, days[1] + timedelta(minutes=14))
    assert last in lines and not needed
    _, lines, needed = looked(firm, days[1] + timedelta(minutes=16))
    began = NOW + days[1]
    asked = f"Nobody planned those that began at {began:%Y-%m-%d %H:%M} UTC: do the jobs run?"
    assert last in lines and asked in lines and needed
    jobs_reminders.plan(firm.sessions, began + timedelta(minutes=16))
    _, lines, needed = looked(firm, days[1] + timedelta(minutes=16))
    assert asked not in lines and not needed


def test_why_things_were_dropped_is_said_with_a_name_for_each_known_reason_and_one_for_all_others(firm: Firm) -> None:
    ends = ["no reason any more"] * 2 + ["chat.postMessage: user_disabled", "odd one", "odd two"]
    with firm.sessions.writing() as session:
        for n, reason in enumerate(ends):
            assert deliveries.owe(session, firm.ana.workspace_id, f"{n}", "hand_over", firm.ben.id, {}, NOW, NOW)
            end = {"state": DeliveryState.DROPPED, "settled_at": NOW, "reason": reason}
            session.change(table.update().where(table.c.key == f"{n}").values(**end))
    gauges, lines, needed = looked(firm, timedelta(minutes=1))
    named = "stagepost_deliveries_dropped{reason="
    assert {line for line in gauges if line.startswith(named)} == {
        f'{named}"no reason any more"}} 2.0',
        f'{named}"user_disabled"}} 1.0',
        f'{named}"other"}} 2.0',
    }
    (said,) = [line for line in lines if line.startswith("Dropped")]
    assert said.startswith("Dropped, the most frequent reasons: 2 × no reason any more; 1 × ") and not needed
