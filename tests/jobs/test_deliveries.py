"""Deliveries over real sockets: each thing owed arrives once, whatever Slack answers."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.sandbox.people import DORA
from jobs import deliveries
from store import attempts, pauses
from store.rules.words import DeliveryState
from tests.jobs.town import LEASE, Town

PAST = 2 * LEASE + 1  # the lease is over, and Slack had its time


def test_what_is_owed_arrives_once_and_is_settled_with_its_place(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    jobs.tick()
    jobs.tick()
    row = town.row()
    assert (row.state, row.attempt, town.arrived()) == (DeliveryState.SENT, 1, 1)
    message = town.sandbox.world.message(row.channel, row.ts)
    assert message is not None and message.text == "Note note:1"


def test_nothing_is_sent_before_it_is_due(town: Town) -> None:
    town.owe()
    town.later(-3600)
    town.jobs().tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.DUE, 0)


def test_what_has_no_reason_any_more_is_dropped_with_the_reason(town: Town) -> None:
    town.owe(text="never mind")
    town.jobs().tick()
    assert (town.row().state, town.row().reason, town.arrived()) == (DeliveryState.DROPPED, "never mind", 0)


@pytest.mark.parametrize("lost", ["accept_then_cut", "accept_then_half", "accept_then_500", "accept_then_silence"])
def test_an_accepted_message_whose_answer_was_lost_is_found_and_not_sent_again(town: Town, lost: str) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", lost)
    jobs = town.jobs()
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.UNSURE, 1)
    town.later(LEASE)
    jobs.tick()
    row = town.row()
    assert (row.state, row.attempt, town.arrived()) == (DeliveryState.SENT, 2, 1)
    assert town.sandbox.world.message(row.channel, row.ts) is not None
    assert town.sandbox.faults.asked["chat.postMessage"] == 1


@pytest.mark.parametrize("lost", ["http_500", "refuse", "deaf", "error"])
def test_a_message_that_never_came_is_sent_again_after_looking_for_it(town: Town, lost: str) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", lost)
    jobs = town.jobs()
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.UNSURE, 0)
    town.later(PAST)
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)
    assert town.sandbox.faults.asked["conversations.history"] == 1


def test_another_message_in_the_same_window_is_not_taken_for_the_lost_one(town: Town) -> None:
    town.owe("note:1")
    town.owe("note:2")
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    jobs = town.jobs()
    jobs.tick()
    assert (town.row("note:1").state, town.arrived("note:2")) == (DeliveryState.UNSURE, 1)
    town.later(PAST)
    jobs.tick()
    assert (town.arrived("note:1"), town.arrived("note:2")) == (1, 1)


def test_a_message_that_is_not_there_yet_is_not_sent_again_before_slack_had_its_time(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    jobs = town.jobs()
    jobs.tick()
    town.later(LEASE / 2)
    jobs.tick()
    assert (town.row().state, town.row().reason, town.arrived()) == (DeliveryState.UNSURE, "not there yet", 0)


def test_slack_has_its_time_from_the_last_moment_at_which_it_may_have_been_posted(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    jobs = town.jobs()
    jobs.tick()
    town.later(2 * LEASE - 5)  # whoever was held up after the start may have posted until the lease ended
    jobs.tick()
    assert (town.row().state, town.row().reason, town.arrived()) == (DeliveryState.UNSURE, "not there yet", 0)


def test_a_lookup_that_fails_leaves_it_unsure_until_one_succeeds(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    town.sandbox.faults.plan("conversations.history", "http_500", times=2)
    jobs = town.jobs()
    for _ in range(3):
        jobs.tick()
        assert (town.row().state, town.arrived()) == (DeliveryState.UNSURE, 1)
        town.later(PAST * 4)
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)


def test_without_the_right_to_look_it_stays_unsure_and_is_never_sent_again(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    town.sandbox.faults.plan("conversations.history", "error", times=None, code="missing_scope")
    jobs = town.jobs()
    jobs.tick()
    for _ in range(5):
        town.later(86400)
        jobs.tick()
    row = town.row()
    assert (row.state, row.retry_at, row.reason) == (DeliveryState.UNSURE, None, "conversations.history: missing_scope")
    assert town.sandbox.faults.asked["chat.postMessage"] == 1


def test_a_rate_limit_rests_the_workspace_and_loses_nothing(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "ratelimited", retry_after=30)
    jobs = town.jobs()
    jobs.tick()
    assert (town.row().state, town.resting()) == (DeliveryState.DUE, ["chat.postMessage"])
    town.later(25)
    town.jobs().tick()  # another replica obeys as well
    assert town.sandbox.faults.asked["chat.postMessage"] == 1
    town.later(10)
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)
    assert town.sandbox.faults.asked["conversations.history"] == 0, "a refused message need not be looked for"


def test_a_revoked_token_stops_the_workspace_until_it_is_back_and_keeps_what_is_owed(town: Town) -> None:
    town.owe("note:1")
    town.owe("note:2")
    town.sandbox.faults.plan("chat.postMessage", "error", code="token_revoked")
    jobs = town.jobs()
    jobs.tick()
    assert set(town.rows().values()) == {"due"} and town.resting() == [pauses.EVERYTHING]
    assert town.sandbox.faults.asked["chat.postMessage"] == 1, "no storm"
    with town.sessions.writing() as session:
        assert pauses.resume(session, town.workspace_id) == 1
    jobs.tick()
    assert set(town.rows().values()) == {"sent"}


def test_a_workspace_without_a_token_rests_and_keeps_what_is_owed(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    object.__setattr__(jobs.office, "client_for", lambda _team: None)
    jobs.tick()
    assert (town.row().state, town.resting()) == (DeliveryState.DUE, [pauses.EVERYTHING])


def test_a_connection_that_is_refused_is_tried_again_without_looking(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    with town.sandbox.outage():
        jobs.tick()
    assert town.row().state == DeliveryState.DUE
    town.later(PAST)
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)
    assert town.sandbox.faults.asked["conversations.history"] == 0


def test_somebody_who_left_is_not_written_to(town: Town) -> None:
    town.owe(to=DORA)
    town.jobs().tick()
    assert (town.row().state, town.row().reason) == (DeliveryState.DROPPED, "conversations.open: user_disabled")


def test_the_direct_message_with_a_person_is_asked_for_once_an_hour(town: Town) -> None:
    jobs = town.jobs()
    for nth, asked in enumerate((1, 1, 2)):
        town.owe(f"note:{nth}")
        jobs.tick()
        assert (town.arrived(f"note:{nth}"), town.sandbox.faults.asked["conversations.open"]) == (1, asked)
        town.later(1805)


@pytest.mark.parametrize("gone", ["channel_not_found", "is_archived", "user_disabled"])
def test_a_remembered_direct_message_that_is_gone_is_asked_for_anew_and_loses_nothing(town: Town, gone: str) -> None:
    jobs = town.jobs()
    town.owe("note:1")
    jobs.tick()
    town.owe("note:2")
    town.sandbox.faults.plan("chat.postMessage", "error", code=gone)
    jobs.tick()
    assert (town.row("note:2").state, town.row("note:2").reason) == (DeliveryState.DUE, f"chat.postMessage: {gone}")
    town.later(PAST)
    jobs.tick()
    assert (town.arrived("note:2"), town.sandbox.faults.asked["conversations.open"]) == (1, 2)
    assert town.sandbox.faults.asked["conversations.history"] == 0, "a refused message need not be looked for"


def test_a_direct_message_that_is_gone_although_it_was_just_asked_for_fails_for_all_to_see(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "error", code="channel_not_found")
    town.jobs().tick()
    assert (town.row().state, town.row().reason) == (DeliveryState.FAILED, "chat.postMessage: channel_not_found")


def test_a_message_slack_will_never_take_fails_for_all_to_see(town: Town) -> None:
    town.owe()
    town.sandbox.faults.plan("chat.postMessage", "error", code="invalid_blocks")
    town.jobs().tick()
    assert (town.row().state, town.row().reason) == (DeliveryState.FAILED, "chat.postMessage: invalid_blocks")


def test_a_claim_whose_lease_is_too_short_for_a_call_is_given_back_unsent(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    mine = deliveries.claim(jobs.office)
    assert mine is not None
    town.later(LEASE - 0.5)
    deliveries.deliver(jobs.office, mine)
    assert (town.row().state, town.arrived()) == (DeliveryState.DUE, 0)


def test_who_lost_the_lease_can_neither_start_nor_settle(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    slow = deliveries.claim(jobs.office)
    town.later(LEASE + 1)
    jobs.tick()
    assert slow is not None and (town.row().attempt, town.row().state) == (2, DeliveryState.SENT)
    deliveries.deliver(jobs.office, slow)
    with town.sessions.writing() as session:
        assert not attempts.settle(session, slow, DeliveryState.FAILED, town.clock.now())
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)


def test_a_delivery_left_by_a_dead_worker_is_taken_over_only_when_its_lease_is_over(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    assert deliveries.claim(jobs.office)
    town.later(LEASE / 2)
    jobs.tick()
    assert (town.row().state, town.row().attempt) == (DeliveryState.SENDING, 1)
    town.later(LEASE / 2 + 1)
    jobs.tick()
    assert (town.row().state, town.arrived()) == (DeliveryState.SENT, 1)


def test_the_client_of_the_deliveries_never_sends_again_by_itself(town: Town) -> None:
    town.owe()
    slack: WebClient = town.jobs().office.client_for("T")
    assert slack.retry_handlers == []
    assert timedelta(seconds=slack.timeout) * 2 <= timedelta(seconds=LEASE)
