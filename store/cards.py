"""An opportunity's card: everything that is shown of one (domain.md A.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from store import comments, cycles, workspaces
from store.models.contacts import contacts as contact_table
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities, quotes, tasks
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules.refusals import NotFound
from store.rules.words import Action, Priority, QuoteState, Status
from store.sessions import Session, columns

_company = contact_table.alias("company")


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
    """A card with what hangs on it: open tasks by date, the last comment, the cycle it runs in."""

    card: Card
    cycle: cycles.Cycle
    close_code: str | None
    todos: list[Todo]
    comment: comments.Comment | None

    @property
    def reached(self) -> str | None:
        """The stage it is at, or had reached when it was closed (decision 15)."""
        if self.card.status.closed and self.card.previous_stage:
            stage = self.cycle.stage(self.card.previous_stage)
            return stage.description if stage else str(self.card.previous_stage)
        return self.card.stage_description or None


_o = opportunities.c
_CARD = (
    select(
        *columns(
            Card,
            opportunities,
            contact_name=contact_table.c.name,
            contact_number=contact_table.c.number,
            company_name=_company.c.name,
            salesperson_name=people_table.c.name,
            salesperson_slack_id=people_table.c.slack_id,
            entry_no=entry_table.c.no,
            **{
                name: entry_table.c[name]
                for name in (
                    *(
                        "action",
                        "stage",
                        "stage_description",
                        "previous_stage",
                        "changed_on",
                        "value",
                        "chances",
                    ),
                    *("completed", "probability", "weighted", "closing_on", "close_code_id"),
                )
            },
            quote_number=quotes.c.number,
            quote_total=quotes.c.total,
            quote_state=quotes.c.state,
        )
    )
    .select_from(
        opportunities.join(contact_table, contact_table.c.id == _o.contact_id)
        .join(people_table, people_table.c.id == _o.salesperson_id)
        .outerjoin(_company, (_company.c.id == _o.company_id) & (_company.c.id != _o.contact_id))
        .outerjoin(entry_table, (entry_table.c.opportunity_id == _o.id) & entry_table.c.active)
        .outerjoin(quotes, (quotes.c.workspace_id == _o.workspace_id) & (quotes.c.opportunity_id == _o.id))
    )
    .where(_o.workspace_id == bindparam("workspace"), _o.number == bindparam("number"))
)
_TODOS = (
    select(*columns(Todo, tasks))
    .where(
        tasks.c.workspace_id == bindparam("workspace"),
        tasks.c.opportunity_id == bindparam("opportunity"),
        tasks.c.open,
    )
    .order_by(tasks.c.due_on, tasks.c.id)
    .limit(100)
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
    """The card with its open tasks, last comment and cycle. Raises NotFound."""
    found = card(session, by, typed)
    setup = cycles.setup(session, by)
    code = setup.codes.get(found.close_code_id or 0)
    return Shown(
        found,
        setup.cycles[found.cycle_id],
        f"{code.code} {code.description}" if code else None,
        session.all(Todo, _TODOS, workspace=by.workspace_id, opportunity=found.id),
        comments.last(session, by, found.id),
    )
