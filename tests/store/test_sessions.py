"""Transactions: all or nothing, one writer at a time on SQLite, and files nobody else may read."""

import stat
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from store import search
from store.schema import migrate
from store.sessions import Busy, Sessions
from tests.store.firm import Firm, everything, founded


def test_a_block_that_ends_badly_leaves_nothing(firm: Firm) -> None:
    before = everything(firm.sessions)
    with suppress(ZeroDivisionError), firm.sessions.writing() as session:
        session.connection.execute(text("UPDATE contacts SET name = 'Nobody'"))
        raise ZeroDivisionError
    assert everything(firm.sessions) == before


def test_reading_changes_nothing(firm: Firm) -> None:
    before = everything(firm.sessions)
    with firm.sessions.reading() as session:
        session.connection.execute(text("UPDATE contacts SET name = 'Nobody'"))
    assert everything(firm.sessions) == before


def test_what_is_read_stays_the_same_while_another_writes(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        before = search.contacts(session, firm.ana, "")
        firm.contact("New")
        assert search.contacts(session, firm.ana, "") == before
    with firm.sessions.reading() as session:
        assert search.contacts(session, firm.ana, "") != before


def test_who_writes_sees_what_another_wrote_meanwhile(postgresql_url: str) -> None:
    """So that whoever waited for a lock goes on from what stands then."""
    with closing(Sessions(postgresql_url)) as sessions:
        firm = founded(sessions)
        for _ in range(2):  # the second has a connection that was read with before
            with sessions.writing() as session:
                before = search.contacts(session, firm.ana, "")
                firm.contact("New")
                assert len(search.contacts(session, firm.ana, "")) == len(before) + 1


def test_the_sqlite_file_and_its_companions_are_for_their_owner_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrate(url)
    sessions = Sessions(url)
    firm = founded(sessions)
    with sessions.writing() as session:
        session.connection.execute(text("UPDATE contacts SET phone = '1'"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"new.db": 0o600, "new.db-wal": 0o600, "new.db-shm": 0o600}
    assert firm.create()
    sessions.close()


def test_sqlite_is_asked_to_keep_what_it_said_it_kept(sqlite_url: str) -> None:
    sessions = Sessions(sqlite_url)
    with sessions.reading() as session:
        asked = {p: session.value(text(f"PRAGMA {p}")) for p in ("journal_mode", "synchronous", "foreign_keys")}
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    sessions.close()


def test_a_writer_whose_turn_does_not_come_is_told_and_stores_nothing(sqlite_url: str) -> None:
    sessions = Sessions(sqlite_url)
    firm = founded(sessions)
    writing, told = threading.Event(), threading.Event()

    def hold() -> None:
        with sessions.writing():
            writing.set()
            told.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    writing.wait(60)
    before = everything(sessions)
    with pytest.raises(Busy):
        firm.contact("Too late")
    told.set()
    holder.join()
    assert everything(sessions) == before
    firm.contact("In time")
    sessions.close()
