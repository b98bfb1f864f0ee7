"""An opportunity's card: everything that is shown of one (domain.md A.4)."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from store import comments, cycles, files, parkings, teams, workspaces
from store.models.columns import Key
from store.models.contacts import contacts as contact_table
from store.models.documents import invoices, orders, quotes
from store.models.interactions import interactions
from store.models.opportunities import comments as comment_table
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities, tasks
from store.models.parkings import parkings as parking_table
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules.refusals import NotFound
from store.rules.words import Action, OrderState, Priority, QuoteState, Status
from store.sessions import Session, columns

_company = contact_table.alias("company")
_author = people_table.alias("author")


@dataclass(frozen=True, slots=True)
class Card:
    """An opportunity with everything its card shows but its tasks (domain.md A.4)."""

    id: int
    number: str
    description: str
    status: Status
    priority: Priority
    created_on: date
    closed_on: date | None
    version: int
    cycle_id: int
    contact_id: int
    contact_name: str
    contact_number: str
    contact_removed: bool  # deleted; only its name is kept
    company_name: str | None
    salesperson_id: int
    salesperson_name: str
    salesperson_slack_id: str
    entry_no: int | None
    action: Action | None
    stage: int | None
    stage_description: str | None
    previous_stage: int | None
    changed_on: date | None
    value: Decimal | None
    chances: Decimal | None
    completed: Decimal | None
    probability: Decimal | None
    weighted: Decimal | None
    closing_on: date | None
    close_code_id: int | None
    quote_number: str | None
    quote_total: Decimal | None
    quote_state: QuoteState | None
    order_number: str | None
    order_total: Decimal | None
    invoice_number: str | None
    invoice_total: Decimal | None

    @property
    def seen(self) -> int:
        """The number of the active history entry; 0 when not started: what a button carries."""
        return self.entry_no or 0


@dataclass(frozen=True, slots=True)
class Todo:
    """An open task, in short."""

    number: str
    description: str
    kind: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with what hangs on it: the next task, the last comment, the cycle it runs in; and what the reader may."""

    card: Card
    cycle: cycles.Cycle
    close_code: str | None
    todo: Todo | None  # the next one
    comment: comments.Comment | None  # the last one
    comments: int  # how many there are
    interactions: int  # those not cancelled (domain.md A.4)
    files: list[files.File]  # the newest, links among them
    all_files: int  # how many there are
    may: frozenset[str]  # what who looks at it may do with it (store.rights)
    reached: str | None  # the stage it is at, or had reached when it was closed (decision 15)
    parking: parkings.Resting | None  # one that was not ended before its day, which may have come
    times_parked: int

    def resting(self, today: date) -> parkings.Resting | None:
        """How it is parked on the workspace's day `today`."""
        return self.parking if self.parking and today < self.parking.until_on else None


_o, _e, _t, _m = opportunities.c, entry_table.c, tasks.c, comment_table.c
_OF_ENTRY = (
    *("action", "stage", "stage_description", "previous_stage", "changed_on", "value", "chances"),
    *("completed", "probability", "weighted", "closing_on", "close_code_id"),
)
_COLUMNS = columns(
    Card,
    opportunities,
    contact_name=contact_table.c.name,
    contact_number=contact_table.c.number,
    contact_removed=contact_table.c.removed_at.is_not(None),
    company_name=_company.c.name,
    salesperson_name=people_table.c.name,
    salesperson_slack_id=people_table.c.slack_id,
    entry_no=_e.no,
    **{name: _e[name] for name in _OF_ENTRY},
    quote_number=quotes.c.number,
    quote_total=quotes.c.total,
    quote_state=quotes.c.state,
    order_number=orders.c.number,
    order_total=orders.c.total,
    invoice_number=invoices.c.number,
    invoice_total=invoices.c.total,
)
_JOINED = (
    opportunities.join(contact_table, contact_table.c.id == _o.contact_id)
    .join(people_table, people_table.c.id == _o.salesperson_id)
    .outerjoin(_company, (_company.c.id == _o.company_id) & (_company.c.id != _o.contact_id))
    .outerjoin(entry_table, (_e.opportunity_id == _o.id) & _e.active)
    .outerjoin(quotes, (quotes.c.workspace_id == _o.workspace_id) & (quotes.c.opportunity_id == _o.id))
    .outerjoin(
        orders,
        (orders.c.workspace_id == _o.workspace_id)
        & (orders.c.opportunity_id == _o.id)
        & (orders.c.state == OrderState.LINKED),
    )
    .outerjoin(invoices, (invoices.c.workspace_id == orders.c.workspace_id) & (invoices.c.order_id == orders.c.id))
)
_ONE = (_o.workspace_id == bindparam("workspace"), _o.number == bindparam("number"))
_CARD = select(*_COLUMNS).select_from(_JOINED).where(*_ONE)
_next = tasks.alias("next")
_NEXT_TASK = (
    select(_next.c.id)
    .where(_next.c.workspace_id == _o.workspace_id, _next.c.opportunity_id == _o.id, _next.c.open)
    .order_by(_next.c.due_on, _next.c.id)
    .limit(1)
    .scalar_subquery()
)
_last = comment_table.alias("last")
_LAST_COMMENT = (
    select(func.max(_last.c.id))
    .where(_last.c.workspace_id == _o.workspace_id, _last.c.opportunity_id == _o.id)
    .scalar_subquery()
)
_HOW_MANY_COMMENTS = (
    select(func.count())
    .where(_last.c.workspace_id == _o.workspace_id, _last.c.opportunity_id == _o.id)
    .scalar_subquery()
)
_INTERACTIONS = (
    select(func.count())
    .where(interactions.c.workspace_id == _o.workspace_id, interactions.c.opportunity_id == _o.id)
    .where(interactions.c.cancelled.is_(False))
    .scalar_subquery()
)
# Everything in one statement: running three costs more than drawing the card.
_SHOWN = (
    select(
        _HOW_MANY_COMMENTS,
        _INTERACTIONS,
        files.HOW_MANY,
        parkings.HOW_OFTEN,
        *_COLUMNS,
        *columns(parkings.Resting, parking_table),
        *columns(Todo, tasks),
        *columns(comments.Comment, comment_table, author=_author.c.name),
    )
    .select_from(
        _JOINED.outerjoin(tasks, _t.id == _NEXT_TASK)
        .outerjoin(comment_table, _m.id == _LAST_COMMENT)
        .outerjoin(_author, _author.c.id == _m.person_id)
        .outerjoin(parking_table, parkings.BESIDE)
    )
    .where(*_ONE)
)
_CARD_AT = 4  # in a row, where the card begins, the parking, the task and the comment
_PARKED = _CARD_AT + len(fields(Card))
_TODO = _PARKED + len(fields(parkings.Resting))
_SAID = _TODO + len(fields(Todo))
_FORMER = select(_e.stage_description).where(
    _e.workspace_id == bindparam("workspace"),
    _e.opportunity_id == bindparam("opportunity", type_=Key),
    _e.no == bindparam("former"),
)


def card(session: Session, by: Member, typed: str) -> Card:
    """The card of the opportunity with this number (`OP000007`, `op7`, `7`). Raises NotFound."""
    by.must("see")
    number = workspaces.number(typed, "OP")
    found = session.one(Card, _CARD, workspace=by.workspace_id, number=number) if number else None
    if found is None:
        raise NotFound("opportunity", typed)
    return found


def show(session: Session, by: Member, typed: str) -> Shown:
    """The card with its next task, last comment and cycle. Raises NotFound."""
    by.must("see")
    number = workspaces.number(typed, "OP")
    row = session.row(_SHOWN, workspace=by.workspace_id, number=number) if number else None
    if row is None:
        raise NotFound("opportunity", typed)
    found, rests, todo, said = Card(*row[_CARD_AT:_PARKED]), row[_PARKED:_TODO], row[_TODO:_SAID], row[_SAID:]
    setup = cycles.setup(session, by)
    code = setup.codes.get(found.close_code_id or 0)
    return Shown(
        found,
        setup.cycles[found.cycle_id],
        f"{code.code} {code.description}" if code else None,
        Todo(*todo) if todo[0] else None,
        comments.Comment(*said) if said[0] else None,
        row[0],
        row[1],
        files.newest(session, by, found.id) if row[2] else [],
        row[2],
        teams.allowed(session, by, found.salesperson_id),
        _reached(session, by, found),
        parkings.Resting(*rests) if rests[0] else None,
        row[3],
    )


def _reached(session: Session, by: Member, card: Card) -> str | None:
    """As history keeps its name: the stage may have been renamed or removed since (decision 21)."""
    if not card.status.closed:
        return card.stage_description or None
    since = 1 if card.close_code_id else 2  # one that has no close code was won before (F056)
    found: str | None = session.value(_FORMER, workspace=by.workspace_id, opportunity=card.id, former=card.seen - since)
    return found
