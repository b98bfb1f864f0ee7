"""Lists of tasks, a page at a time, and when the next one is due (domain.md F065)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select

from store.listings import Page
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.opportunities import tasks
from store.rights import Member
from store.sessions import Session
from store.tasks import JOINED, SHOWN, Task

PAGE = 20


class State(StrEnum):
    """Which tasks a list shows by their state."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose tasks and in which state; what is None does not restrict. A company's include its persons'."""

    person_id: int | None = None
    opportunity_id: int | None = None
    contact_id: int | None = None
    state: State = State.BOTH


_t = tasks.c
_contact = bindparam("contact_id", type_=Key)
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "person_id": _t.salesperson_id == bindparam("person_id", type_=Key),
    "opportunity_id": _t.opportunity_id == bindparam("opportunity_id", type_=Key),
    "contact_id": _t.contact_id.in_(
        select(contacts.c.id).where(
            contacts.c.workspace_id == bindparam("workspace"),
            (contacts.c.id == _contact) | (contacts.c.company_id == _contact),
        )
    ),
}
_STATES: dict[State, tuple[ColumnElement[bool], ...]] = {
    State.OPEN: (_t.open,),
    State.OVERDUE: (_t.open, _t.due_on < bindparam("today")),
    State.CLOSED: (~_t.open,),
    State.BOTH: (),
}
# The open ones by date, then the closed ones, those closed last first.
_ORDER = (_t.open.desc(), case((_t.open, _t.due_on)), _t.closed_on.desc(), _t.id)


def _passing(used: tuple[str, ...], state: State) -> list[ColumnElement[bool]]:
    return [_t.workspace_id == bindparam("workspace"), *(_CONDITIONS[name] for name in used), *_STATES[state]]


@lru_cache(64)
def _statement(used: tuple[str, ...], state: State) -> Select[Any]:
    """Sorted and cut are keys only; what is shown is read for the page's rows."""
    passing = _passing(used, state)
    page = (
        select(_t.id).where(*passing).order_by(*_ORDER).limit(bindparam("size")).offset(bindparam("start")).subquery()
    )
    total = select(func.count()).select_from(tasks).where(*passing).correlate(None).scalar_subquery()
    return select(total, *SHOWN).select_from(JOINED.join(page, page.c.id == _t.id)).order_by(*_ORDER)


def page(session: Session, by: Member, filters: Filters, today: date, start: int = 0, size: int = PAGE) -> Page[Task]:
    """A page of the tasks that pass every filter: the open ones by date, then the closed ones, newest first."""
    by.must("see")
    used = {name: value for name in _CONDITIONS if (value := getattr(filters, name)) is not None}
    values = {"workspace": by.workspace_id, "today": today, "start": start, "size": size, **used}
    found = session.connection.execute(_statement(tuple(used), filters.state), values).all()
    if not found and start:  # beyond the end: nothing to show, and still a total to tell
        return Page([], page(session, by, filters, today, 0, 1).total, start, size)
    return Page([Task(*row[1:]) for row in found], found[0][0] if found else 0, start, size)


@lru_cache(8)
def _next(name: str) -> Select[Any]:
    return select(func.min(_t.due_on)).where(*_passing((name,), State.OPEN))


def next_on(
    session: Session, by: Member, *, contact_id: int | None = None, person_id: int | None = None
) -> date | None:
    """The earliest date of an open task of a contact (a company's persons included) or of a person (domain.md A.8)."""
    by.must("see")
    name, key = ("person_id", person_id) if contact_id is None else ("contact_id", contact_id)
    found: date | None = session.value(_next(name), workspace=by.workspace_id, **{name: key})
    return found
