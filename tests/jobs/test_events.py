"""What channels hear over real sockets: each thing once, in turn, under a card that is drawn again in place."""

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from bot.sandbox.api import DEFAULT_SCOPES
from bot.sandbox.people import GENERAL, MARC, SALES
from bot.sandbox.records import Message
from jobs import deliveries
from store import cards, closings, comments, cycles, deletions, feeds, moves, quotes
from store.models.teams import team_members, teams
from store.rules.places import Place, Unfit
from store.rules.words import DeliveryState, Outcome, Verb
from store.sessions import Sessions
from tests.jobs.killing import killing, nursery
from tests.jobs.test_kills import POSTED
from tests.jobs.town import LEASE, MONDAY, Town, founded, key_of

BEGAN = date(2026, 1, 11)
SCOPES = (*DEFAULT_SCOPES, "channels:history")
LOST = ["accept_then_cut", "accept_then_half", "accept_then_500", "accept_then_silence"]


@pytest.fixture
def town(sessions: Sessions) -> Iterator[Town]:
    """A town whose Slack lets the app read channels, and where #sales hears of everything."""
    clock = MovableClock(MONDAY)
    with Sandbox(clock=clock, transport="http", messages_per_second=None, scopes=SCOPES) as sandbox:
        town = founded(sessions, sandbox, clock)
        feed(town)
        town.jobs().tick()
        sandbox.world.messages.clear()
        yield town


def feed(town: Town, scope: str = "all", channel: str = SALES) -> feeds.Feed:
    """Marc lets a channel hear."""
    with town.sessions.writing() as session:
        return feeds.create(session, town.marc, Place(channel, "sales", None), scope, town.clock.now())


def mend(town: Town) -> None:
    """Marc saves the feed again, whose channel did not do."""
    with town.sessions.writing() as session:
        kept, now = feeds.every(session, town.marc)[0], town.clock.now()
        place = Place(kept.channel, "sales", None)
        feeds.change(session, town.marc, kept.id, place, kept.scope, seen=kept.version, now=now)


def move(town: Town, number: str, verb: Verb = Verb.NEXT, value: str | None = None) -> None:
    """Ana moves it on."""
    asked = moves.Asked(value=Decimal(value) if value else None, closing_on=BEGAN + timedelta(days=90))
    with town.sessions.writing() as session:
        moves.move(session, town.ana, number, verb, asked, seen=None, now=town.clock.now())


def close(town: Town, number: str, outcome: Outcome = Outcome.WON) -> None:
    """Ana closes it."""
    with town.sessions.writing() as session:
        code = cycles.setup(session, town.ana).close_codes(outcome)[0]
        asked = closings.Closing(outcome, code.id, Decimal(58500) if outcome is Outcome.WON else None)
        closings.close(session, town.ana, number, asked, seen=None, now=town.clock.now())


def link(town: Town, number: str, quote: str = "Q-1") -> None:
    """Ana links a quote."""
    given = {"quote": quote, "total": Decimal(58500), "quoted_on": None}
    with town.sessions.writing() as session:
        quotes.link(session, town.ana, number, now=town.clock.now(), **given)


def comment(town: Town, number: str, said: str) -> None:
    """Ana comments."""
    with town.sessions.writing() as session:
        comments.add(session, town.ana, number, said, town.clock.now())


def told(town: Town, channel: str = SALES) -> list[Message]:
    """What stands in the channel, its threads included."""
    with town.sandbox.world.changes:
        return [one for one in town.sandbox.world.messages if one.channel == channel and not one.only_for]


def lines(town: Town, channel: str = SALES) -> list[str]:
    """What was told under cards."""
    return [one.text for one in told(town, channel) if one.is_reply]


def states(town: Town) -> dict[str, str]:
    """The ledger, but for what the mornings bring and what feeds say of themselves."""
    return {key: state for key, state in town.rows().items() if key.startswith(("root:", "ev:", "card:"))}


def test_activated_quoted_and_won_post_one_message_each_under_one_card(town: Town) -> None:
    """F098: Activated, moved, quoted, won each post one message in the configured channel."""
    number = town.opportunity(town.ana, on=BEGAN)
    jobs = town.jobs()
    jobs.tick()
    move(town, number)
    link(town, number)
    jobs.tick()
    close(town, number)
    for _ in range(2):
        jobs.tick()
    root, *replies = told(town)
    assert number in root.text and "Won" in root.text and not root.is_reply
    assert [one.text.partition(" ")[0] for one in replies] == ["🔵", "➡️", "📄", "🏆"]
    assert "Ana Keller won *OP000001 Two pumps*: CHF 58’500.00." in replies[-1].text
    assert {one.thread for one in replies} == {root.ts}
    assert [one.broadcast for one in replies] == [False, False, False, True]
    assert set(states(town).values()) == {"sent"}


def test_lost_and_a_move_back_are_told_an_update_only_draws_the_card_again(town: Town) -> None:
    """F098: Lost posts one message in the configured channel."""
    number = town.opportunity(town.ana, on=BEGAN)
    move(town, number)
    town.jobs().tick()
    move(town, number, Verb.UPDATE, value="61000")
    town.jobs().tick()
    root = told(town)[0]
    assert len(lines(town)) == 2 and any("61’000" in str(block) for block in root.blocks)
    move(town, number, Verb.PREVIOUS)
    close(town, number, Outcome.LOST)
    town.jobs().tick()
    assert [one.partition(" ")[0] for one in lines(town)] == ["🔵", "➡️", "⬅️", "⚫"]
    assert "Close code:" in lines(town)[-1]


def test_nothing_is_owed_where_no_feed_hears_of_it(town: Town) -> None:
    with town.sessions.writing() as session:
        feeds.remove(session, town.marc, feeds.every(session, town.marc)[0].id, seen=1, now=town.clock.now())
    close(town, town.opportunity(town.ana, on=BEGAN))
    assert states(town) == {}


def test_each_channel_that_hears_of_it_is_told_once_whatever_for(town: Town) -> None:
    town.sandbox.world.channels[GENERAL].is_general = False
    town.sandbox.world.channels[GENERAL].members.append(town.sandbox.world.people["U00STAGEPOST"].id)
    with town.sessions.writing() as session:
        team = session.add(teams, workspace_id=town.workspace_id, name="North", folded="north")
        session.add(team_members, workspace_id=town.workspace_id, team_id=team, person_id=town.ana.id)
    feed(town, f"cycle:{town.cycle_id}")  # the same channel again
    feed(town, f"team:{team}", GENERAL)
    town.opportunity(town.ana, on=BEGAN)
    town.opportunity(town.marc, on=BEGAN)
    town.jobs().tick()
    assert (len(lines(town)), len(lines(town, GENERAL))) == (2, 1)


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("which", ["root", "event"])
def test_an_accepted_message_whose_answer_was_lost_is_found_in_the_channel_or_thread(
    town: Town, lost: str, which: str
) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    if which == "event":
        town.jobs().tick()
        move(town, number)
    town.sandbox.faults.plan("chat.postMessage", lost)
    jobs = town.jobs()
    jobs.tick()
    assert "unsure" in states(town).values()
    for _ in range(3):
        town.later(LEASE)
        jobs.tick()
    assert set(states(town).values()) == {"sent"}
    keys = [key_of(one) for one in told(town)]
    assert len(keys) == len(set(keys)) == (3 if which == "event" else 2)


def test_what_happens_later_is_told_later_though_it_could_go_at_once(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    town.jobs().tick()
    move(town, number)
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    town.jobs().tick()
    close(town, number)
    town.jobs().tick()
    assert len(lines(town)) == 1
    for _ in range(4):
        town.later(2 * LEASE + 1)
        town.jobs().tick()
    assert [one.partition(" ")[0] for one in lines(town)] == ["🔵", "➡️", "🏆"]


def test_the_card_is_drawn_again_after_a_change_that_came_while_it_was_on_its_way(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    town.jobs().tick()
    comment(town, number, "They want seven")
    for _ in range(3):
        town.later(LEASE)
        town.jobs().tick()
    assert "They want seven" in str(told(town)[0].blocks)


def test_whoever_draws_a_card_from_before_a_change_does_not_end_its_being_owed(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    jobs = town.jobs()
    jobs.tick()
    comment(town, number, "One")
    draw = jobs.office.composers["card"]

    def slowly(session: object, mine: object, now: object) -> object:
        drawn = draw(session, mine, now)  # type: ignore[arg-type] # handed on as it came
        if not seen:
            seen.append(mine)
            comment(town, number, "Two")
        return drawn

    seen: list[object] = []
    slow = town.jobs(more_kinds={"card": slowly})
    slow.tick()
    assert len(seen) == 1 and town.sandbox.faults.asked["chat.update"] == 2
    assert "Two" in str(told(town)[0].blocks)


def test_a_card_that_was_drawn_often_is_tried_again_as_soon_as_any_other(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    town.jobs().tick()
    for nth in range(6):
        comment(town, number, f"Comment {nth}")
        town.jobs().tick()
    town.sandbox.faults.plan("chat.update", "refuse")
    comment(town, number, "They want seven")
    town.jobs().tick()
    assert "They want seven" not in str(told(town)[0].blocks)
    town.later(LEASE / 10)
    town.jobs().tick()
    assert "They want seven" in str(told(town)[0].blocks)


@pytest.mark.parametrize("why", [Unfit.SHARED, Unfit.ARCHIVED, Unfit.ABSENT, Unfit.GENERAL])
def test_a_channel_that_does_not_do_any_more_gets_nothing_and_who_set_it_up_is_told_once(
    town: Town, why: Unfit
) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    town.jobs().tick()
    sales = town.sandbox.world.channels[SALES]
    spoil(sales, why, True)
    before = len(told(town))
    move(town, number)
    town.jobs().tick()
    move(town, number, Verb.PREVIOUS)
    town.jobs().tick()
    assert len(told(town)) == before and "failed" in states(town).values()
    direct = town.sandbox.world.visible(MARC, town.sandbox.world.direct(MARC).id)
    assert len(direct) == 1 and "/opp setup channels" in str(direct[0].blocks)
    spoil(sales, why, False)
    mend(town)
    close(town, number)
    town.jobs().tick()
    assert lines(town)[-1].startswith("🏆")


def spoil(sales: object, why: Unfit, on: bool) -> None:
    """Let the channel be what the feed must not go to, or mend it."""
    if why is Unfit.ABSENT:
        members = sales.members  # type: ignore[attr-defined] # a channel of the sandbox
        members.remove("U00STAGEPOST") if on else members.append("U00STAGEPOST")
    else:
        names = {Unfit.SHARED: "is_ext_shared", Unfit.ARCHIVED: "is_archived", Unfit.GENERAL: "is_general"}
        setattr(sales, names[why], on)


def test_where_somebody_deleted_the_card_what_happens_next_begins_another_thread(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    town.jobs().tick()
    town.sandbox.world.messages.clear()
    move(town, number)
    for _ in range(4):
        town.jobs().tick()
        town.later(LEASE)
    root, reply = told(town)
    assert number in root.text and reply.thread == root.ts and reply.text.startswith("➡️")


def test_where_an_opportunity_was_deleted_the_channel_says_so_in_the_place_of_its_card(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    close(town, number, Outcome.LOST)
    town.jobs().tick()
    with town.sessions.writing() as session:
        version = cards.card(session, town.marc, number).version
        deletions.one(session, town.marc, number, version=version, now=town.clock.now())
    town.jobs().tick()
    assert told(town)[0].text == f"Marc Weber deleted *{number} Two pumps*."
    assert town.rows()["gone:1"] == "sent"


def test_in_a_channel_nobody_is_called(town: Town) -> None:
    number = town.opportunity(town.ana, on=BEGAN)
    move(town, number)
    town.jobs().tick()
    assert all("<@" not in str(one.blocks) + one.text for one in told(town))
    assert "Ana Keller" in str(told(town)[0].blocks)


def test_what_waited_for_the_card_or_for_another_goes_as_soon_as_that_is_there(town: Town) -> None:
    move(town, town.opportunity(town.ana, on=BEGAN))
    jobs = town.jobs()
    claimed = [deliveries.claim(jobs.office) for _ in range(3)]
    root, *waiting = [one for one in claimed if one]
    for one in waiting:
        deliveries.deliver(jobs.office, one)
        assert "waits for its turn" in town.row(one.key).reason and town.row(one.key).retry_at
    deliveries.deliver(jobs.office, root)
    first, second = (one for one in [deliveries.claim(jobs.office) for _ in range(2)] if one)
    deliveries.deliver(jobs.office, second)
    deliveries.deliver(jobs.office, first)
    assert len(lines(town)) == 1
    jobs.tick()
    assert set(states(town).values()) == {"sent"}


def test_a_card_that_can_not_be_told_leaves_no_thread_for_the_next(town: Town) -> None:
    town.sandbox.faults.plan("chat.postMessage", "error", code="invalid_blocks")
    number = town.opportunity(town.ana, on=BEGAN)
    town.jobs().tick()
    assert told(town) == []
    move(town, number)
    town.jobs().tick()
    assert [one.is_reply for one in told(town)] == [False, True]


@pytest.mark.parametrize("code", ["missing_scope", "channel_not_found"])
def test_a_card_that_nobody_can_look_for_leaves_no_thread_for_the_next(town: Town, code: str) -> None:
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    town.sandbox.faults.plan("conversations.history", "error", code=code, times=None)
    number = town.opportunity(town.ana, on=BEGAN)
    for _ in range(4):
        town.jobs().tick()
        town.later(2 * LEASE)
    root, event = states(town).values()
    assert (root, event) == ("unsure", "dropped"), "what waited for the card waits no more"
    direct = town.sandbox.world.visible(MARC, town.sandbox.world.direct(MARC).id)
    assert len(direct) == (code == "channel_not_found"), "who set it up hears of a channel that is lost"
    mend(town)  # which says anew what the channel hears
    move(town, number)
    town.jobs().tick()
    *_, again, reply = told(town)
    assert key_of(again).startswith("root:") and reply.thread == again.ts and lines(town) == [reply.text]


def test_in_what_channels_hear_names_neither_ping_nor_forge(town: Town) -> None:
    town.opportunity(town.ana, "<!channel> *<https://evil|Acme>* & co", on=BEGAN)
    town.jobs().tick()
    root, event = told(town)
    for said in (root.text, event.text, event.blocks[0]["text"]["text"]):
        assert "<" not in said and "&lt;!channel&gt;" in said


# --- killed ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parent() -> Iterator["subprocess.Popen[str]"]:
    """A warm parent of workers."""
    with nursery() as process:
        yield process


@pytest.mark.parametrize("last", [1, 2])
def test_an_event_is_announced_once_though_the_worker_died_after_slack_accepted_it(
    database_url: str, sessions: Sessions, parent: "subprocess.Popen[str]", last: int
) -> None:
    """F098: the first post is the card, the second the event under it; the worker dies after either."""
    with killing(database_url, sessions, parent, scopes=SCOPES) as here:
        feed(here.town)
        here.gone(here.worker(once=True))
        here.town.opportunity(here.town.ana, on=here.town.clock.now().date() - timedelta(days=1))
        if last == 2:
            here.gone(here.worker(at="settle commit"))  # of the card: it is there, and nobody knows
        here.gone(here.worker(at=POSTED))
        here.worker()
        here.settled()
        lost, doubled = here.verdict()
        assert [key for key in lost if not key.startswith("card:")] == [], "a card drawn again is no new message"
        assert doubled == []
        assert set(states(here.town).values()) == {DeliveryState.SENT}
        assert [one.is_reply for one in told(here.town)] == [False, False, True]
