"""What channels hear: owed in the transaction of the change, on every route, only where somebody listens."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from store import (
    audits,
    closings,
    comments,
    cycle_changes,
    cycles,
    deletions,
    deliveries,
    events,
    feeds,
    orders,
    threads,
    undos,
)
from store.models.deliveries import deliveries as ledger
from store.models.events import threads as thread_table
from store.models.teams import team_members, teams
from store.rules.places import Place, Unfit
from store.rules.refusals import AlreadyMoved, ChannelUnfit, HeardAlready, Missing, NotFound, SetupChanged
from store.rules.words import DeliveryState, Outcome, Verb
from tests.store.firm import BEGAN, Firm, at, refused, unlink
from tests.store.parallel import at_once

NOW = at(BEGAN)
SALES, NORTH = Place("C1", "sales", None), Place("C2", "north", None)


def feed(firm: Firm, scope: str = "all", place: Place = SALES) -> feeds.Feed:
    """Ana lets a channel hear."""
    with firm.sessions.writing() as session:
        return feeds.create(session, firm.ana, place, scope, NOW)


def owed(firm: Firm, *kinds: str) -> list[tuple[str, str]]:
    """What is owed to channels, and where: events unless other kinds are named."""
    with firm.sessions.reading() as session:
        rows = session.connection.execute(select(ledger).order_by(ledger.c.id)).all()
    return [
        (row.facts.get("event", row.kind), row.facts["channel"]) for row in rows if row.kind in (kinds or ("event",))
    ]


def begun(firm: Firm, number: str, ts: str = "1.1", seen: int | None = None) -> None:
    """Slack took the card."""
    with firm.sessions.writing() as session:
        threads.begun(session, firm.ana.workspace_id, number, "C1", ts, seen, NOW)


def test_every_route_announces_and_an_update_does_not(firm: Firm) -> None:
    """F098: activated, moved, quoted, won and lost are announced on every route (decision 48)."""
    feed(firm)
    at_once = firm.create()
    later = firm.create(value=None)
    assert owed(firm) == [("activated", "C1")]
    firm.activate(later)
    firm.move(at_once, Verb.NEXT, on=BEGAN)
    firm.move(at_once, Verb.UPDATE, on=BEGAN, value="60000")
    firm.link(at_once)
    firm.move(at_once, Verb.PREVIOUS, on=BEGAN)
    firm.close(at_once, Outcome.WON, on=BEGAN)
    firm.close(later, Outcome.LOST, on=BEGAN)
    told = [event for event, _ in owed(firm)]
    assert told == ["activated", "activated", "moved", "quoted", "moved_back", "won", "lost"]
    assert owed(firm, "root") == [("root", "C1")] * 2


def test_an_order_that_wins_and_its_cancelling_are_announced(firm: Firm) -> None:
    """F098, F056: on the routes of documents too."""
    feed(firm)
    number = firm.create()
    firm.link(number)
    with firm.sessions.writing() as session:
        code = cycles.setup(session, firm.ana).close_codes(Outcome.WON)[0]
        orders.make(
            session, firm.ana, number, orders.Asked("A-1"), closings.Closing(Outcome.WON, code.id, None), now=NOW
        )
    with firm.sessions.writing() as session:
        orders.cancel(session, firm.ana, number, NOW)
    assert [event for event, _ in owed(firm)] == ["activated", "quoted", "won", "lost"]


def test_a_closing_taken_back_and_done_again_is_announced_each_time(firm: Firm) -> None:
    """F098, F054."""
    feed(firm)
    number = firm.create()
    for _ in range(2):
        firm.close(number, Outcome.WON, on=BEGAN, value="1")
        with firm.sessions.writing() as session:
            undos.undo(session, firm.ana, number, version=None, now=NOW)
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert [event for event, _ in owed(firm)] == ["activated", "won", "reopened", "won", "reopened", "lost"]


def test_a_quote_linked_again_is_announced_again(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    for _ in range(2):
        firm.link(number)
        with firm.sessions.writing() as session:
            unlink(session, firm.ana, number, NOW)
    assert [event for event, _ in owed(firm)] == ["activated", "quoted", "quoted"]


def test_without_a_feed_nothing_is_owed(firm: Firm, other: Firm) -> None:
    feed(other)
    firm.link(number := firm.create())
    firm.close(number, Outcome.WON, on=BEGAN)
    assert owed(firm, "event", "root", "card") == []


def test_what_is_refused_announces_nothing(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    with refused(firm, AlreadyMoved):
        firm.move(number, Verb.NEXT, on=BEGAN, seen=7)
    assert [event for event, _ in owed(firm)] == ["activated"]


def test_a_cycle_a_team_and_the_workspace_each_have_their_channel(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        key = session.add(teams, workspace_id=firm.ana.workspace_id, name="North", folded="north")
        session.add(team_members, workspace_id=firm.ana.workspace_id, team_id=key, person_id=firm.ben.id)
    feed(firm, f"team:{key}", NORTH)
    firm.create(by=firm.ana)
    assert owed(firm) == []
    firm.create(by=firm.ben)
    assert owed(firm) == [("activated", "C2")]
    feed(firm, f"cycle:{firm.cycle.id}", SALES)
    feed(firm, "all", SALES)
    firm.create(by=firm.ben)
    assert owed(firm)[1:] == [("activated", "C1"), ("activated", "C2")]


def test_every_change_draws_the_card_again_one_row_a_thread(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    begun(firm, number, seen=1)
    assert owed(firm, "card") == []
    for said in ("One", "Two"):
        with firm.sessions.writing() as session:
            comments.add(session, firm.ana, number, said, NOW)
    assert owed(firm, "card") == [("card", "C1")]


def test_a_card_is_drawn_again_when_something_changed_while_it_was_on_its_way(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    with firm.sessions.writing() as session:
        comments.add(session, firm.ana, number, "Meanwhile", NOW)
    begun(firm, number, seen=1)
    assert owed(firm, "card") == [("card", "C1")]


def change(firm: Firm, kept: feeds.Feed, scope: str = "all", place: Place = SALES) -> feeds.Feed:
    """Ana changes the feed as she saw it."""
    with firm.sessions.writing() as session:
        return feeds.change(session, firm.ana, kept.id, place, scope, seen=kept.version, now=NOW)


def all_feeds(firm: Firm) -> list[tuple[str, str]]:
    """What each is for, and its channel."""
    with firm.sessions.reading() as session:
        return [(one.scope, one.channel_name) for one in feeds.every(session, firm.ana)]


def test_a_channel_is_named_once_for_each_thing_and_hears_from_its_new_one_after(firm: Firm) -> None:
    first = feed(firm)
    moved = change(firm, first, "all", NORTH)
    assert (moved.id, moved.version) == (first.id, first.version + 1)
    firm.create()
    assert owed(firm) == [("activated", "C2")]
    assert all_feeds(firm) == [("all", "north")]


def test_the_feed_that_is_changed_is_the_one_that_was_seen(firm: Firm) -> None:
    own, other = f"cycle:{firm.cycle.id}", feed(firm, "all", NORTH)
    kept = feed(firm, own)
    with refused(firm, HeardAlready) as taken:
        change(firm, kept, "all")
    assert (taken.value.channel, taken.value.place) == ("north", "scope")
    with refused(firm, HeardAlready):
        feed(firm, own)
    with firm.sessions.writing() as session:
        feeds.remove(session, firm.ana, other.id, seen=other.version, now=NOW)
    change(firm, kept, "all")
    assert all_feeds(firm) == [("all", "sales")]
    with refused(firm, SetupChanged):
        change(firm, kept, own)
    with refused(firm, SetupChanged), firm.sessions.writing() as session:
        feeds.remove(session, firm.ana, kept.id, seen=kept.version, now=NOW)
    with refused(firm, NotFound):
        change(firm, other)


def test_of_eight_who_set_one_up_or_remove_it_one_does(firm: Firm) -> None:
    made = at_once(firm.sessions, lambda s, _: feeds.create(s, firm.ana, SALES, "all", NOW))
    assert sorted(type(one).__name__ for one in made) == ["Feed", *["HeardAlready"] * 7]
    kept = next(one for one in made if isinstance(one, feeds.Feed))
    gone = at_once(firm.sessions, lambda s, _: feeds.remove(s, firm.ana, kept.id, seen=kept.version, now=NOW))
    assert sorted(type(one).__name__ for one in gone) == ["Feed", *["NotFound"] * 7]
    with firm.sessions.reading() as session:
        assert audits.about(session, firm.ana, "#sales").total == 2


def test_a_cycle_that_is_deleted_is_heard_of_no_more(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        key = cycle_changes.create(session, firm.ana, code="GONE", description="x", now=NOW)
        cycle_changes.remove(session, firm.ana, key, seen=1, now=NOW)
    with refused(firm, NotFound):
        feed(firm, f"cycle:{key}")


@pytest.mark.parametrize("why", Unfit)
def test_a_channel_that_does_not_do_is_refused(firm: Firm, why: Unfit) -> None:
    with refused(firm, ChannelUnfit) as raised:
        feed(firm, "all", Place("C9", "general", why))
    assert (raised.value.why, raised.value.place) == (why, "channel")


@pytest.mark.parametrize(
    ("place", "scope", "refusal"),
    [
        (None, "all", Missing),
        (SALES, None, Missing),
        (SALES, "cycle:x", Missing),
        (SALES, "person:1", Missing),
        (SALES, "cycle:999999", NotFound),
        (SALES, "team:999999", NotFound),
    ],
)
def test_what_was_never_offered_is_refused(firm: Firm, place: Place | None, scope: Any, refusal: Any) -> None:
    with refused(firm, refusal), firm.sessions.writing() as session:
        feeds.create(session, firm.ana, place, scope, NOW)


def test_another_workspaces_cycle_is_none_of_ours(firm: Firm, other: Firm) -> None:
    with refused(firm, NotFound):
        feed(firm, f"cycle:{other.cycle.id}")


def test_a_lost_channel_rests_until_it_is_saved_again_and_is_told_of_once(firm: Firm) -> None:
    kept = feed(firm)
    for _ in range(2):
        with firm.sessions.writing() as session:
            feeds.lost(session, firm.ana.workspace_id, "C1", Unfit.SHARED, NOW)
    with firm.sessions.reading() as session:
        (now,) = feeds.every(session, firm.ana)
        assert now.trouble == "shared" and feeds.of_channel(session, firm.ana.workspace_id, "C1") is None
        rows = session.connection.execute(select(ledger.c.person_id).where(ledger.c.kind == feeds.TROUBLE)).all()
    assert [row.person_id for row in rows] == [kept.person_id]
    firm.create()
    assert owed(firm) == []
    change(firm, kept)
    firm.create()
    assert owed(firm) == [("activated", "C1")]


def test_of_trouble_the_admins_hear_when_who_set_it_up_may_not_any_more(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        assert feeds.responsible(session, firm.ana.workspace_id, firm.ana.id) == [firm.ana]
        assert feeds.responsible(session, firm.ana.workspace_id, firm.ben.id) == [firm.ana]


def test_an_event_follows_those_before_it_that_are_still_on_their_way(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    about, workspace = f"ev:{number}:C1", firm.ana.workspace_id
    with firm.sessions.writing() as session:
        first, second = session.values(select(ledger.c.id).where(ledger.c.about == about).order_by(ledger.c.id))
        assert deliveries.follows(session, workspace, about, second)
        assert not deliveries.follows(session, workspace, about, first)
        one = ledger.update().where(ledger.c.id == first)
        session.change(one.values(state=DeliveryState.UNSURE, retry_at=NOW))
        assert deliveries.follows(session, workspace, about, second)
        session.change(one.values(state=DeliveryState.UNSURE, retry_at=None))
        assert not deliveries.follows(session, workspace, about, second), "a person decides on it: nobody waits"


def test_a_thread_goes_with_its_opportunity_and_begins_again_where_its_card_was_deleted(firm: Firm) -> None:
    feed(firm)
    number = firm.create()
    begun(firm, number)
    with firm.sessions.writing() as session:
        events.begin_again(session, firm.ana.workspace_id, number, "C1", NOW + timedelta(minutes=1))
        events.begin_again(session, firm.ana.workspace_id, "OP999999", "C1", NOW)
        found = threads.find(session, firm.ana.workspace_id, number, "C1")
        assert found is not None and found.ts is None
    assert owed(firm, "root") == [("root", "C1")] * 2
    waiting = firm.create(value=None)
    with firm.sessions.writing() as session:
        threads.begin(session, firm.ana.workspace_id, firm.card(waiting).id, waiting, "C1", "x", NOW)
    with firm.sessions.writing() as session:
        deletions.one(session, firm.ana, waiting, version=firm.card(waiting).version, now=NOW)
    with firm.sessions.reading() as session:
        assert len(session.connection.execute(select(thread_table.c.id)).all()) == 1


def test_amounts_are_kept_exactly(firm: Firm) -> None:
    feed(firm)
    firm.create(value="999999999999.99")
    with firm.sessions.reading() as session:
        facts = session.value(select(ledger.c.facts).where(ledger.c.kind == "event"))
    assert Decimal(facts["value"]) == Decimal("999999999999.99")
