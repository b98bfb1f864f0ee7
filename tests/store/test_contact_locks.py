"""Contacts are changed beside whoever has in hand what names them (PostgreSQL: SQLite has one writer at a time)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from store import contacts, entries, interactions, tasks
from store.rules.words import ContactKind, InteractionKind
from store.sessions import Session, Sessions
from tests.store.firm import BEGAN, Firm, at, founded
from tests.store.test_contact_changes import closed, edit, merge, remove

# Other sessions' locks as they are now: what PostgreSQL says of their activity stays the same within a transaction.
_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
def firm(postgresql_url: str) -> Iterator[Firm]:
    """A firm on PostgreSQL."""
    with closing(Sessions(postgresql_url)) as sessions:
        yield founded(sessions)


@pytest.mark.parametrize("change", ["edit", "merge", "remove"])
@pytest.mark.parametrize("held", ["opportunity", "task", "interaction"])
def test_who_changes_a_contact_waits_first_for_whoever_has_in_hand_what_names_it(
    firm: Firm, change: str, held: str
) -> None:
    """F100: who holds an opportunity, task or interaction and comes to its contact then finds nobody waiting there."""
    solo, twin = (firm.contact(name, ContactKind.PERSON) for name in ("Solo", "Twin"))
    number, asked = closed(firm, solo), interactions.Logging(InteractionKind.CALL, BEGAN, "Hello", solo.id)
    with firm.sessions.writing() as session:
        logged = interactions.log(session, firm.ana, asked, at(BEGAN))
        about = {"description": "Call", "due_on": BEGAN, "contact_id": solo.id}
        task = tasks.create(session, firm.ana, None, **about, now=at(BEGAN))
        tasks.complete(session, firm.ana, task.number, at(BEGAN))
    holding: dict[str, Callable[[Session], Any]] = {
        "opportunity": lambda s: entries.locked(s, firm.ana, "log", number),
        "task": lambda s: tasks.locked(s, firm.ana, task.number),
        "interaction": lambda s: interactions.held(s, firm.ana, logged.id),
    }
    changing: dict[str, Callable[[], Any]] = {
        "edit": lambda: edit(firm, solo, company_id=firm.company.id),
        "merge": lambda: merge(firm, twin, solo),
        "remove": lambda: remove(firm, solo),
    }
    with ThreadPoolExecutor(1) as pool:
        with firm.sessions.writing() as session:
            holding[held](session)
            changed = pool.submit(changing[change])
            while not session.value(_WAITING):
                assert not changed.done()
            contacts.usable(session, firm.ana, solo.id)
        changed.result()
