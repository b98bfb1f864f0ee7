"""What names a contact, and goes along when the contact changes, goes or becomes another (domain.md B.10, B.13)."""

from typing import Any

from sqlalchemy import Select, Table, bindparam, func, or_, select, update

from store.models.columns import Key
from store.models.contacts import contacts
from store.models.interactions import interactions
from store.models.opportunities import entries, opportunities, tasks
from store.rights import Member
from store.rules.words import OPEN
from store.sessions import Session

NAMING = (opportunities, entries, tasks, interactions)  # tables with a contact
BESIDE = (opportunities, entries)  # those that keep the contact's company beside it

_IDS = bindparam("ids", expanding=True, type_=Key)
_o, _t, _c = opportunities.c, tasks.c, contacts.c
_STAFF = select(_c.id).where(_c.workspace_id == bindparam("workspace"), _c.company_id.in_(_IDS))


def _locking(table: Table) -> Select[Any]:
    """Found by their contact, then held in the order of their keys: in one go SQLite would read the whole table."""
    ours = table.c.workspace_id == bindparam("workspace")
    theirs = select(table.c.id).where(ours, table.c.contact_id.in_(_IDS))
    return select(table.c.id).where(ours, table.c.id.in_(theirs)).order_by(table.c.id).with_for_update()


_LOCK_NAMING = tuple(_locking(table) for table in NAMING if table is not entries)  # their opportunity's lock holds them
_LOCK = (
    select(_c.id)
    .where(_c.workspace_id == bindparam("workspace"), _c.id.in_(_IDS), _c.removed_at.is_(None))
    .order_by(_c.id)
    .with_for_update()
)
_PERSONS = (
    select(_c.id, _c.name)
    .where(_c.workspace_id == bindparam("workspace"), _c.company_id == bindparam("company", type_=Key))
    .where(_c.id != bindparam("company", type_=Key), _c.removed_at.is_(None))
    .order_by(_c.id)
)
_THEIR_OPPORTUNITIES = (
    _o.workspace_id == bindparam("workspace"),
    or_(_o.contact_id.in_(_IDS), _o.company_id.in_(_IDS)),
)
_OPEN_OPPORTUNITIES = select(_o.number).where(*_THEIR_OPPORTUNITIES, _o.status.in_(OPEN)).order_by(_o.id).limit(10)
_HOW_MANY = select(func.count()).where(*_THEIR_OPPORTUNITIES)
_OPEN_TASKS = (
    select(_t.number)
    .where(_t.workspace_id == bindparam("workspace"), _t.contact_id.in_(_IDS), _t.open)
    .order_by(_t.id)
    .limit(10)
)
_ANY_INTERACTION = select(func.count()).where(
    interactions.c.workspace_id == bindparam("workspace"), interactions.c.contact_id.in_(_IDS)
)
_ANY_TASK = select(func.count()).where(_t.workspace_id == bindparam("workspace"), _t.contact_id.in_(_IDS))


def lock(session: Session, by: Member, *ids: int) -> bool:
    """Hold these contacts, in the order of their keys, so that nothing new names them; False when one is gone.

    What names them or a company's persons comes first: whoever has that in hand comes to the contact only then.
    """
    theirs = {*ids, *session.values(_STAFF, workspace=by.workspace_id, ids=ids)}
    for statement in _LOCK_NAMING:
        session.values(statement, workspace=by.workspace_id, ids=list(theirs))
    return len(session.values(_LOCK, workspace=by.workspace_id, ids=ids)) == len(set(ids))


def persons(session: Session, by: Member, company_id: int) -> dict[int, str]:
    """The names of a company's persons by their keys."""
    rows = session.connection.execute(_PERSONS, {"workspace": by.workspace_id, "company": company_id})
    return {row.id: row.name for row in rows}


def open_opportunities(session: Session, by: Member, ids: list[int]) -> tuple[str, ...]:
    """The first ten opportunities of these contacts, or of persons of these companies, that are not closed."""
    return tuple(session.values(_OPEN_OPPORTUNITIES, workspace=by.workspace_id, ids=ids))


def open_tasks(session: Session, by: Member, ids: list[int]) -> tuple[str, ...]:
    """The first ten open tasks with these contacts."""
    return tuple(session.values(_OPEN_TASKS, workspace=by.workspace_id, ids=ids))


def opportunities_of(session: Session, by: Member, ids: list[int]) -> int:
    """How many opportunities name these contacts, or have them as company."""
    return int(session.value(_HOW_MANY, workspace=by.workspace_id, ids=ids))


def tasks_of(session: Session, by: Member, ids: list[int]) -> int:
    """How many tasks name these contacts."""
    return int(session.value(_ANY_TASK, workspace=by.workspace_id, ids=ids))


def interactions_with(session: Session, by: Member, ids: list[int]) -> int:
    """How many interactions name these contacts."""
    return int(session.value(_ANY_INTERACTION, workspace=by.workspace_id, ids=ids))


def pass_on(session: Session, by: Member, ids: list[int], to: int) -> None:
    """Let everything that names these contacts name another one."""
    for table in NAMING:
        _set(session, by, table, "contact_id", ids, {"contact_id": to})


def blank_tasks(session: Session, by: Member, ids: list[int]) -> None:
    """Let tasks name these contacts no more."""
    _set(session, by, tasks, "contact_id", ids, {"contact_id": None})


def pass_company_on(session: Session, by: Member, company_id: int, to: int) -> None:
    """Let what is kept under a company be kept under another one."""
    for table in BESIDE:
        _set(session, by, table, "company_id", [company_id], {"company_id": to})


def join_company(session: Session, by: Member, contact_id: int, company_id: int | None) -> None:
    """Keep what names the contact under this company."""
    for table in BESIDE:
        _set(session, by, table, "contact_id", [contact_id], {"company_id": company_id})


def _set(session: Session, by: Member, table: Table, column: str, ids: list[int], values: dict[str, Any]) -> None:
    named = update(table).where(table.c.workspace_id == by.workspace_id, table.c[column].in_(ids))
    versioned = {"version": table.c.version + 1} if "version" in table.c else {}
    session.change(named.values(**values, **versioned))
