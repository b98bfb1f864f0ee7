"""What a channel hears: activated, moved, quoted, won, lost, on every route (domain.md F098, decision 48)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from store import deliveries, threads
from store.models.columns import Key
from store.models.events import feeds
from store.models.opportunities import opportunities
from store.models.teams import team_members
from store.rights import Member
from store.rules.words import Action, Event
from store.sessions import Session

if TYPE_CHECKING:
    from store.entries import Active, Change, Subject

KIND = "event"
EVERYTHING = "all"  # the scope of a whole workspace
_EVENTS = {
    Action.FIRST: Event.ACTIVATED,
    Action.NEXT: Event.MOVED,
    Action.SKIPPED: Event.MOVED,
    Action.PREVIOUS: Event.MOVED_BACK,
    Action.JUMPED: Event.MOVED_BACK,
    Action.WON: Event.WON,
    Action.LOST: Event.LOST,
}


@dataclass(frozen=True, slots=True)
class What:
    """Something to be told: `key` names it among all that ever happens to the opportunity; facts are JSON."""

    event: Event
    key: str
    facts: dict[str, Any]


_f, _m = feeds.c, team_members.c
_CHANNELS = (
    select(_f.channel)
    .distinct()
    .where(
        _f.workspace_id == bindparam("workspace"),
        _f.trouble == "",
        or_(
            _f.scope == EVERYTHING,
            _f.cycle_id == bindparam("cycle", type_=Key),
            _f.team_id.in_(
                select(_m.team_id).where(
                    _m.workspace_id == bindparam("workspace"), _m.person_id == bindparam("owner", type_=Key)
                )
            ),
        ),
    )
    .order_by(_f.channel)
)
_OPPORTUNITY = select(opportunities.c.id).where(
    opportunities.c.workspace_id == bindparam("workspace"), opportunities.c.number == bindparam("number")
)


def of_entry(subject: "Subject", no: int, former: "Active | None", change: "Change") -> What | None:
    """What a new history entry is told as; None for an update, which only draws the card again."""
    event = _EVENTS.get(change.action)
    if event is None:
        return None
    figures = change.estimates
    facts = {
        "stage": f"{change.stage} {change.stage_description}" if change.stage else None,
        "before": f"{former.stage} {former.stage_description}" if former and former.stage else None,
        "value": _text(figures.weighted if event is Event.WON else figures.value),
        "probability": _text(figures.probability),
        "closing_on": figures.closing_on.isoformat(),
        "close_code": change.close_code_id,
    }
    return What(event, f"{no}.{subject.version}", facts)


def of_quote(number: str, total: Decimal, version: int) -> What:
    """What a quote is told as whose linking made it this version."""
    return What(Event.QUOTED, f"q{number}.{version}", {"quote": number, "total": _text(total)})


def of_undo(subject: "Subject") -> What:
    """What taking a closing back is told as."""
    return What(Event.REOPENED, f"undo.{subject.version}", {})


def _text(figure: Decimal) -> str:
    return format(figure, "f")


def announce(session: Session, by: Member, subject: "Subject", what: What, now: datetime) -> None:
    """Owe it to every channel that hears of this opportunity, in the transaction in which it happens.

    A channel that hears of it for the first time gets its card first, under which everything is told.
    """
    values = {"workspace": by.workspace_id, "cycle": subject.cycle_id, "owner": subject.salesperson_id}
    for channel in session.values(_CHANNELS, **values):
        threads.begin(session, by.workspace_id, subject.id, subject.number, channel, what.key, now)
        facts = {"event": what.event, "number": subject.number, "channel": channel, "person": by.name, **what.facts}
        turn = about(subject.number, channel)
        deliveries.owe(session, by.workspace_id, f"{turn}:{what.key}", KIND, None, facts, now, now, about=turn)


def about(number: str, channel: str) -> str:
    """What events are about that arrive in turn: one opportunity in one channel."""
    return f"ev:{number}:{channel}"


def begin_again(session: Session, workspace_id: int, number: str, channel: str, now: datetime) -> None:
    """Somebody deleted the card that began the thread: owe another."""
    threads.forget(session, workspace_id, number, channel)
    opportunity = session.value(_OPPORTUNITY, workspace=workspace_id, number=number)
    if opportunity is not None:
        threads.begin(session, workspace_id, opportunity, number, channel, f"again.{now:%Y%m%d%H%M%S%f}", now)
