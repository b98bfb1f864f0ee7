"""What is taken away in the middle: nothing is dropped in silence, and admins read why in `/opp deliveries`."""

from datetime import timedelta
from typing import Any

import pytest

from bot.installations import Defaults, Installation
from bot.sandbox.people import MARC, SALES
from handlers import deliveries
from handlers.asked import Asked
from handlers.replies import Message
from handlers.texts import for_member
from jobs import deliveries as couriers
from store import feeds, occurrences
from store.models.digests import digests as digest_table
from store.rights import Member
from store.rules.places import Place, Unfit
from store.rules.words import Role
from tests.jobs.test_digest_messages import digest, ring, told
from tests.jobs.town import MONDAY, Town, client, key_of


@pytest.fixture
def town(selling: Town) -> Town:
    """One where something is sold."""
    return selling


def log(town: Town, words: str = "", by: Member | None = None) -> str:
    """What an admin reads: `/opp deliveries` with these words."""
    by = by or town.marc
    asked = Asked("command", by, for_member(by), town.clock.now(), {}, text=words)
    with town.sessions.reading() as session:
        said = deliveries.typed(session, asked)
    assert isinstance(said, Message)
    return "\n".join(str(block) for block in said.blocks)


def install_again(town: Town) -> None:
    """What a start with a token that Slack takes does first."""
    slack = client(town.sandbox.url, town.sandbox.environment()["SLACK_BOT_TOKEN"])
    Installation(slack, town.sessions, town.clock, Defaults("en", "Europe/Zurich", "CHF")).accept()


def heard(town: Town, begins: str) -> list[Any]:
    """The direct messages that Marc got, of the deliveries whose keys begin so."""
    found = town.sandbox.world.visible(MARC, town.sandbox.world.direct(MARC).id)
    return [message for message in found if key_of(message).startswith(begins)]


@pytest.mark.parametrize(
    ("code", "why"),
    [("token_revoked", "token was revoked"), ("account_inactive", "token was revoked, or the app removed")],
)
def test_what_a_revoked_token_or_a_removed_app_stopped_in_the_middle_goes_out_after_the_next_installation(
    town: Town, code: str, why: str
) -> None:
    for key in ("note:1", "note:2", "note:3"):
        town.owe(key)
    jobs = town.jobs()
    first = couriers.claim(jobs.office)
    assert first is not None
    couriers.deliver(jobs.office, first)
    town.sandbox.faults.plan("chat.postMessage", "error", code=code, times=None)
    jobs.tick()
    town.later(600)
    jobs.tick()
    assert [town.rows()[key] for key in ("note:1", "note:2", "note:3")] == ["sent", "due", "due"]
    assert town.sandbox.faults.asked["chat.postMessage"] == 2, "who let go of us is not asked over and over"
    said = log(town)
    assert "Nothing is sent until" in said and why in said
    owed = log(town, "owed")
    assert owed.count("*due*") == 2 and why in owed
    town.sandbox.faults.clear()
    install_again(town)
    jobs.tick()
    assert [town.arrived(key) for key in ("note:1", "note:2", "note:3")] == [1, 1, 1]
    assert "Nothing is sent until" not in log(town)


def test_a_token_that_is_revoked_while_slack_takes_a_message_leaves_no_second_one(town: Town) -> None:
    town.owe()
    jobs = town.jobs()
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    town.sandbox.faults.plan("conversations.history", "error", code="token_revoked")
    jobs.tick()
    town.later(600)
    jobs.tick()
    assert town.rows()["note:1"] == "unsure" and "Nothing is sent until" in log(town)
    install_again(town)
    town.later(600)
    jobs.tick()
    assert (town.rows()["note:1"], town.arrived()) == ("sent", 1)


def test_a_digest_whose_manager_left_rests_and_the_admins_hear_of_it(town: Town) -> None:
    town.change(town.ana, role=Role.MANAGER)
    one = digest(town, person_id=town.ana.id, next_on=MONDAY.date(), next_due_at=town.clock.now())
    town.change(town.ana, active=False)
    with town.sessions.writing() as session:
        assert not occurrences.ring(session, town.workspace_id, one.id, town.clock.now())
    town.jobs().tick()
    (message,) = heard(town, "digest trouble:")
    assert "Ana Keller, who set it up, is not here any more." in str(message.blocks)
    said = log(town)
    assert "The digest *Monday* rests." in said and "Ana Keller, who set it up, is not here any more." in said
    assert "Trouble with a digest" in log(town, "sent")


def test_a_channel_feed_that_rests_is_named_with_the_reason(town: Town) -> None:
    with town.sessions.writing() as session:
        feeds.create(session, town.marc, Place(SALES, "sales", None), "all", town.clock.now())
        feeds.lost(session, town.workspace_id, SALES, Unfit.ARCHIVED, town.clock.now())
    said = log(town)
    assert "The channel feed rests (whole workspace): nothing can go to #sales. #sales is archived." in said


def test_a_digest_that_was_due_when_its_manager_left_is_dropped_with_the_reason(town: Town) -> None:
    town.change(town.ana, role=Role.MANAGER)
    key = ring(town, digest(town, person_id=town.ana.id))
    town.change(town.ana, active=False)
    town.jobs().tick()
    assert town.rows()[key] == "dropped" and told(town) == []
    said = log(town, "dropped")
    assert "Digest" in said and "who set it up is a guest or has left" in said
    assert "who set it up is a guest or has left" in log(town)


def test_a_channel_that_is_archived_between_a_summary_and_its_parts_rests_the_digest(town: Town) -> None:
    one = digest(town, next_on=MONDAY.date() + timedelta(days=7), next_due_at=MONDAY + timedelta(days=7))
    ring(town, one)
    jobs = town.jobs()
    root = couriers.claim(jobs.office)
    assert root is not None
    couriers.deliver(jobs.office, root)
    town.sandbox.world.channels[SALES].is_archived = True
    jobs.tick()
    assert len(told(town)) == 1 and town.rows()[root.key] == "sent"
    failed = log(town, "failed")
    assert failed.count("*failed*") == 1 and "the channel is archived" in failed
    dropped = log(town, "dropped")  # the other part: the digest rests by then
    assert dropped.count("*dropped*") == 1 and "the digest was paused or deleted" in dropped
    said = log(town)
    assert "The digest *Monday* rests." in said and "#sales is archived." in said
    assert len(heard(town, "digest trouble:")) == 1
    town.to(MONDAY.date() + timedelta(days=7))
    jobs.tick()
    assert len(told(town)) == 1, "a digest that rests does not ring"
    with town.sessions.reading() as session:
        assert session.value(digest_table.select().with_only_columns(digest_table.c.paused))
