"""What the store has of a workspace: its rows as they are."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from store import cycle_figures
from store.models.audits import audits
from store.models.documents import invoices, orders, quotes
from store.models.opportunities import entries, opportunities, tasks
from store.models.parkings import parkings
from store.rights import Member
from store.sessions import Session

_o, _e, _t, _q, _d = opportunities.c, entries.c, tasks.c, quotes.c, orders.c


def _mine(statement: Select[Any], workspace: Any) -> Select[Any]:
    return statement.where(workspace == bindparam("workspace"))


_ENTRIES = _mine(
    select(_o.number, entries).join_from(entries, opportunities, _o.id == _e.opportunity_id), _o.workspace_id
)
_DEALS = _mine(select(opportunities), _o.workspace_id)
_TASKS = _mine(
    select(tasks, func.coalesce(_o.number, _t.former_number).label("about")).join_from(
        tasks, opportunities, _o.id == _t.opportunity_id, isouter=True
    ),
    _t.workspace_id,
)
_QUOTES = _mine(
    select(_q.number, _q.total, _q.state, _q.version, _o.number.label("deal")).join_from(
        quotes, opportunities, _o.id == _q.opportunity_id, isouter=True
    ),
    _q.workspace_id,
)
_ORDERS = _mine(
    select(_d.number, _d.total, _d.state, _o.number.label("deal"), invoices.c.number.label("invoice"))
    .join_from(orders, opportunities, _o.id == _d.opportunity_id, isouter=True)
    .outerjoin(invoices, invoices.c.order_id == _d.id),
    _d.workspace_id,
)
_PARKINGS = _mine(
    select(_o.number, parkings).join_from(parkings, opportunities, _o.id == parkings.c.opportunity_id), _o.workspace_id
).order_by(parkings.c.id)
_AUDITS = _mine(select(func.count()).select_from(audits), audits.c.workspace_id)


@dataclass
class State:
    """Rows by number; `lines`: the history of each opportunity, oldest first; `sums`: by cycle and stage.

    `parkings`: of each opportunity, the first first.
    """

    lines: dict[str, list[Row[Any]]]
    deals: dict[str, Row[Any]]
    tasks: dict[str, Row[Any]]
    quotes: dict[str, Row[Any]]
    orders: dict[str, Row[Any]]
    parkings: dict[str, list[Row[Any]]]
    sums: dict[tuple[int, int], cycle_figures.Sum]
    audits: int

    @classmethod
    def read(cls, session: Session, by: Member) -> "State":
        """In one transaction."""

        def numbered(statement: Select[Any]) -> dict[str, Row[Any]]:
            return {row.number: row for row in session.connection.execute(statement, {"workspace": by.workspace_id})}

        def listed(statement: Select[Any]) -> dict[str, list[Row[Any]]]:
            lists: dict[str, list[Row[Any]]] = defaultdict(list)
            for row in session.connection.execute(statement, {"workspace": by.workspace_id}):
                lists[row.number].append(row)
            return lists

        sums = {
            (cycle, stage): found
            for cycle in cycle_figures.of_cycles(session, by)
            for stage, found in cycle_figures.of_stages(session, by, cycle).items()
        }
        counted = session.value(_AUDITS, workspace=by.workspace_id)
        rows = map(numbered, (_DEALS, _TASKS, _QUOTES, _ORDERS))
        return cls(listed(_ENTRIES.order_by(_e.no)), *rows, listed(_PARKINGS), sums, counted)
