"""Two attempts at one delivery, the late one waking before its post: one message stays, and the ledger names it."""

from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

import pytest
from greenlet import greenlet

from handlers import deliveries as log
from handlers.asked import Asked
from handlers.texts import for_member
from jobs import deliveries
from jobs.clients import Client
from jobs.messages import Ending
from jobs.schedule import Jobs
from store import deliveries as ledger
from store import delivery_choices
from store.attempts import Attempt
from store.doubles import KIND
from store.rules.words import DeliveryState, Role
from tests.jobs.town import LEASE, NOTE, Town

PAST = 2 * LEASE + 1  # the lease is over, and Slack had its time


class Sleeper(Client):
    """The client of a process that is stopped just before a post, while something else happens.

    `looks`: it looks at the time once more when it wakes; else it was stopped after that last look.
    """

    town: Town
    meanwhile: Callable[[], object]
    looks: bool

    def elapsed(self) -> float:
        return self.town.clock.now().timestamp() if self.looks else 0.0

    def chat_postMessage(self, **given: Any) -> Any:  # noqa: N802 - slack_sdk's
        Context().run(self.meanwhile)
        return super().chat_postMessage(**given)


def sleeper(town: Town, meanwhile: Callable[[], object], *, looks: bool = False, **more: Any) -> Jobs:
    """The jobs of such a process."""
    url, token = f"{town.sandbox.url}api/", town.sandbox.environment()["SLACK_BOT_TOKEN"]
    slack = Sleeper(token, base_url=url, retry_handlers=[], timeout=1)
    slack.town, slack.meanwhile, slack.looks = town, meanwhile, looks
    jobs = town.jobs(**more)
    object.__setattr__(jobs.office, "client_for", lambda _team: slack)
    return jobs


def deliver(jobs: Jobs) -> None:
    """What one thread does once."""
    mine = deliveries.claim(jobs.office)
    assert mine is not None
    deliveries.deliver(jobs.office, mine)


def other(town: Town) -> Callable[[], None]:
    """Another process takes over when it may, and delivers."""

    def takes_over() -> None:
        town.later(PAST)
        deliver(town.jobs())

    return takes_over


@pytest.fixture
def owed(town: Town) -> Iterator[Town]:
    """A town in which Ana is owed a note, and Marc may read the log."""
    town.change(town.marc, role=Role.ADMIN)
    town.owe()
    yield town
    assert town.arrived() == 1, "at rest one message is there"
    row = town.row()
    assert row.state == DeliveryState.SENT and town.sandbox.world.message(row.channel, row.ts) is not None


def withdrawals(town: Town) -> list[str]:
    """How those stand that the ledger owes."""
    return [state for key, state in town.rows().items() if key.startswith("back:")]


def test_who_wakes_after_its_lease_sends_nothing(owed: Town) -> None:
    deliver(sleeper(owed, other(owed), looks=True))
    assert owed.sandbox.faults.asked["chat.postMessage"] == 1
    assert (owed.row().attempt, withdrawals(owed)) == (2, [])


def test_what_was_kept_back_surely_did_not_come_and_is_sent_without_a_look(owed: Town) -> None:
    deliver(sleeper(owed, lambda: owed.later(LEASE + 1), looks=True))
    row = owed.row()
    assert (row.state, row.reason, row.started_at) == (DeliveryState.DUE, "chat.postMessage: TooLate", None)
    assert owed.arrived() == 0
    owed.later(LEASE)
    owed.jobs().tick()
    assert owed.sandbox.faults.asked["conversations.history"] == 0


def test_a_post_may_leave_while_the_lease_lasts(owed: Town) -> None:
    deliver(sleeper(owed, lambda: owed.later(LEASE - 2), looks=True))
    assert owed.row().attempt == 1


def test_what_came_although_another_came_is_taken_back_for_all_to_see(owed: Town) -> None:
    deliver(sleeper(owed, other(owed)))
    assert (owed.arrived(), owed.row().attempt, withdrawals(owed)) == (2, 2, ["due"])
    stays = owed.row().ts
    owed.jobs().tick()
    assert (owed.arrived(), owed.row().ts, withdrawals(owed)) == (1, stays, ["sent"])
    asked = Asked("command", owed.marc, for_member(owed.marc), owed.clock.now(), {}, text="sent")
    with owed.sessions.reading() as session:
        said = str(log.typed(session, asked))
    assert "Message taken back" in said and "it had come twice" in said


@pytest.mark.parametrize("trouble", ["http_500", "accept_then_cut", "refuse", "ratelimited"])
def test_a_message_is_taken_back_however_often_it_takes(owed: Town, trouble: Any) -> None:
    deliver(sleeper(owed, other(owed)))
    owed.sandbox.faults.plan("chat.delete", trouble)
    jobs = owed.jobs()
    jobs.tick()
    assert withdrawals(owed) == ["due"]
    owed.later(PAST)
    jobs.tick()
    assert withdrawals(owed) == ["sent"] and owed.sandbox.faults.asked["chat.delete"] == 2


def test_a_message_that_slack_does_not_let_go_is_shown_as_failed(owed: Town) -> None:
    deliver(sleeper(owed, other(owed)))
    owed.sandbox.faults.plan("chat.delete", "error", code="cant_delete_message")
    jobs = owed.jobs()
    jobs.tick()
    assert withdrawals(owed) == ["failed"]
    with owed.sessions.writing() as session:
        key = next(key for key in owed.rows() if key.startswith("back:"))
        row = owed.row(key)
        delivery_choices.send_again(session, owed.marc, row.id, seen=row.attempt, now=owed.clock.now())
    jobs.tick()
    assert withdrawals(owed) == ["sent"]


def test_what_comes_while_the_other_may_not_look_makes_the_row_sure(owed: Town) -> None:
    kept: list[DeliveryState] = []

    def keeps(_session: Any, _mine: Attempt, ending: Ending, _now: Any) -> None:
        kept.append(ending.state)

    owed.sandbox.faults.plan("conversations.history", "error", times=None, code="missing_scope")
    jobs = sleeper(owed, other(owed))
    jobs.office.bookkeepers[NOTE] = keeps
    deliver(jobs)
    assert (owed.row().state, owed.row().reason, owed.row().retry_at) == (DeliveryState.SENT, "", None)
    assert kept == [DeliveryState.SENT] and withdrawals(owed) == []
    assert owed.sandbox.faults.asked["chat.postMessage"] == 1


def test_of_two_about_to_post_the_first_to_come_counts_and_the_other_takes_its_own_back(owed: Town) -> None:
    main = greenlet.getcurrent()
    late = greenlet(lambda: deliver(sleeper(owed, main.switch)))
    late.switch()
    owed.later(PAST)
    deliver(sleeper(owed, late.switch))  # it started, and before it posts the late one posts and settles
    first = owed.row().ts
    assert (owed.arrived(), owed.row().attempt, withdrawals(owed)) == (2, 2, ["due"])
    owed.jobs().tick()
    assert owed.row().ts == first


def test_what_comes_after_it_was_dropped_is_taken_back(town: Town) -> None:
    town.owe()

    def loses_its_reason() -> None:
        town.later(PAST)
        with town.sessions.writing() as session:
            ledger.remember(session, town.workspace_id, town.row().id, {"text": "never mind"})
        deliver(town.jobs())

    deliver(sleeper(town, loses_its_reason))
    assert (town.row().state, town.arrived()) == (DeliveryState.DROPPED, 1)
    town.jobs().tick()
    assert (town.row().state, town.arrived(), withdrawals(town)) == (DeliveryState.DROPPED, 0, ["sent"])


def test_a_withdrawal_is_about_what_its_message_was_about(town: Town) -> None:
    town.owe(opportunity="OP000007")
    deliver(sleeper(town, other(town)))
    key = next(key for key in town.rows() if key.startswith("back:"))
    row = town.row(key)
    assert (row.kind, row.subject, row.person_id) == (KIND, "OP000007", town.ana.id)
