"""What is set up is changed beside people at work (PostgreSQL: SQLite has one writer at a time)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from store import contacts, digest_changes, digests, feeds, memberships, number_series, reminders, workspaces
from store.rules.places import Place, Unfit
from store.rules.words import ContactKind, Role
from store.sessions import Session, Sessions
from tests.store.digesting import WANTED, kept, owed, set_up
from tests.store.firm import BEGAN, Firm, at, founded

NOW = at(BEGAN)
OLD, NEW = Place("C1", "old", None), Place("C2", "new", None)
_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
def firm(postgresql_url: str) -> Iterator[Firm]:
    """A firm on PostgreSQL."""
    with closing(Sessions(postgresql_url)) as sessions:
        yield founded(sessions)


def beside(
    firm: Firm, first: Callable[[Session], Any], then: Callable[[Session], Any], other: Callable[[Session], Any]
) -> Any:
    """`first` and `then` in one transaction; before `then`, `other` has come to wait for it in its own. Both end."""

    def change() -> Any:
        with firm.sessions.writing() as session:
            return other(session)

    with ThreadPoolExecutor(1) as pool:
        with firm.sessions.writing() as session:
            first(session)
            changing = pool.submit(change)
            while not session.value(_WAITING):
                assert not changing.done()
            then(session)
        return changing.result()


def test_a_number_series_goes_on_while_somebody_makes_a_contact(firm: Firm) -> None:
    """F017: whoever has drawn a number comes to the workspace afterwards."""
    went = beside(
        firm,
        lambda s: workspaces.numbers(s, firm.ben, "contact"),
        lambda s: contacts.create(s, firm.ben, name="New AG", kind=ContactKind.COMPANY, now=NOW),
        lambda s: number_series.go_on(s, firm.ana, "contact", 5000, NOW),
    )
    assert went.last == 4999
    assert firm.contact("Next AG").number == "CT005000"


def test_a_role_is_given_while_the_morning_is_planned(firm: Firm) -> None:
    """F096: the planner of the reminders comes to the workspace first, then to the person."""
    day = BEGAN + timedelta(days=2)
    firm.create(by=firm.ben, closing_on=BEGAN + timedelta(days=1))
    owed = beside(
        firm,
        lambda s: workspaces.hold(s, firm.ana),
        lambda s: memberships.give_role(s, firm.ana, firm.ben.id, Role.MANAGER, seen=Role.SALESPERSON, now=NOW),
        lambda s: reminders.plan(s, firm.ana.workspace_id, firm.ben.id, day, at(day)),
    )
    assert owed is True
    assert firm.fresh(firm.ben).role is Role.MANAGER


@pytest.mark.parametrize("is_saved_first", [True, False])
def test_a_digest_that_goes_elsewhere_while_its_channel_is_lost_goes_on(firm: Firm, is_saved_first: bool) -> None:
    digest = set_up(firm, replace(WANTED, direct=False, place=OLD), now=NOW)

    def save(session: Session) -> None:
        wanted = replace(WANTED, direct=False, place=NEW)
        digest_changes.change(session, firm.ana, digest.id, wanted, seen=digest.version, now=NOW)

    def hold(session: Session) -> None:
        workspaces.hold(session, firm.ana)

    first, then = (save, hold) if is_saved_first else (hold, save)
    beside(firm, first, then, lambda s: digests.lost(s, digest.workspace_id, "C1", Unfit.ARCHIVED, NOW))
    after = kept(firm, digest)
    assert (after.channel, after.paused, after.trouble) == ("C2", False, "")
    assert owed(firm, digests.TROUBLE) == {}


@pytest.mark.parametrize("is_saved_first", [True, False])
def test_a_feed_that_goes_elsewhere_while_its_channel_is_lost_goes_on(firm: Firm, is_saved_first: bool) -> None:
    with firm.sessions.writing() as session:
        feed = feeds.create(session, firm.ana, OLD, "all", NOW)

    def save(session: Session) -> None:
        feeds.change(session, firm.ana, feed.id, NEW, "all", seen=feed.version, now=NOW)

    def hold(session: Session) -> None:
        workspaces.hold(session, firm.ana)

    first, then = (save, hold) if is_saved_first else (hold, save)
    beside(firm, first, then, lambda s: feeds.lost(s, firm.ana.workspace_id, "C1", Unfit.ARCHIVED, NOW))
    with firm.sessions.reading() as session:
        assert [(one.channel, one.trouble) for one in feeds.every(session, firm.ana)] == [("C2", "")]
    assert owed(firm, feeds.TROUBLE) == {}


def test_of_two_who_find_a_channel_lost_at_once_one_tells_of_it(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        feeds.create(session, firm.ana, OLD, "all", NOW)
    set_up(firm, replace(WANTED, direct=False, place=OLD), now=NOW)

    def lose(session: Session, now: datetime = NOW) -> None:
        feeds.lost(session, firm.ana.workspace_id, "C1", Unfit.ARCHIVED, now)
        digests.lost(session, firm.ana.workspace_id, "C1", Unfit.ARCHIVED, now)

    beside(firm, lose, lambda _: None, lambda s: lose(s, NOW + timedelta(seconds=1)))
    assert (len(owed(firm, digests.TROUBLE)), len(owed(firm, feeds.TROUBLE))) == (1, 1)
