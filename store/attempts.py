"""Attempts to deliver: claimed by compare-and-set, leased, fenced and settled (reliability.md 2.3 a-h)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, bindparam, func, literal, literal_column, or_, select, update

from store.deliveries import WAITING
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries, pauses
from store.models.workspaces import workspaces
from store.rules.words import DeliveryState
from store.sessions import Session, columns

LeaseClock = Callable[[Session], datetime]
HISTORY = "conversations.history"
_OFFERED = 10  # candidates a claim tries before it leaves the rest to the others


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row as one worker holds it: `attempt` is its fence.

    `started_at` is when an earlier attempt may have reached Slack; None when surely none did.
    """

    id: int
    workspace_id: int
    team_id: str
    key: str
    kind: str
    person_id: int | None
    facts: dict[str, Any]
    state: DeliveryState
    attempt: int
    started_at: datetime | None
    channel: str | None
    thread_ts: str | None


_d = deliveries.c


def _is(state: DeliveryState) -> ColumnElement[bool]:
    """In the text of the statement: a value apart makes SQLite plan the look anew each time (170 us instead of 8)."""
    return _d.state == literal_column(f"'{state}'")


def _ready() -> ColumnElement[bool]:
    """Due and not put off, unsure and to be looked at again, or left behind by somebody whose lease is over."""
    now, clock = bindparam("now", type_=Moment()), bindparam("at", type_=Moment())
    due = and_(_is(DeliveryState.DUE), _d.due_at <= now, or_(_d.retry_at.is_(None), _d.retry_at <= now))
    unsure = and_(_is(DeliveryState.UNSURE), _d.retry_at <= now)
    left = and_(_is(DeliveryState.SENDING), _d.lease_until < clock)
    return or_(due, unsure, left)


_RESTING = (
    select(literal_column("1"))
    .where(
        pauses.c.workspace_id == _d.workspace_id,
        pauses.c.until > bindparam("now", type_=Moment()),
        or_(pauses.c.method != HISTORY, _d.started_at.is_not(None)),  # looking back is for those that may have gone
    )
    .exists()
)
_CANDIDATES = (
    select(*columns(Attempt, deliveries, team_id=workspaces.c.team_id))
    .select_from(deliveries.join(workspaces, workspaces.c.id == _d.workspace_id))
    .where(WAITING, _ready(), ~_RESTING)
    .order_by(_d.due_at, _d.id)
    .limit(_OFFERED)
)
# Without what was seen in the condition, PostgreSQL hands the row to two (house.md, 12).
_CLAIM = (
    update(deliveries)
    .where(_d.id == bindparam("row", type_=Key), _d.state == bindparam("found"), _d.attempt == bindparam("seen"))
    .values(state=DeliveryState.SENDING, attempt=bindparam("seen") + 1, lease_until=bindparam("until"), retry_at=None)
)
_MACHINE_TIME = select(func.strftime("%Y-%m-%dT%H:%M:%f+00:00", "now"))
_SERVER_TIME = select(func.clock_timestamp())


def database_clock(session: Session) -> datetime:
    """The database's own time: the one clock all replicas share. SQLite's is the machine's, as are its users."""
    if session.dialect == "sqlite":
        return datetime.fromisoformat(session.value(_MACHINE_TIME))
    told: datetime = session.value(_SERVER_TIME)
    return told.astimezone(UTC)


def ready(session: Session, clock: LeaseClock, now: datetime) -> bool:
    """Whether there is anything to claim: a look that takes nobody's turn to write."""
    return session.value(_CANDIDATES, now=now, at=clock(session)) is not None


def claim(session: Session, clock: LeaseClock, lease: timedelta, now: datetime) -> Attempt | None:
    """Take the oldest row that is ready, for the time of the lease; None when there is none.

    Ready by business time (`now`), leased by `clock`. Commit before doing anything with it.
    """
    at = clock(session)
    for found in session.all(Attempt, _CANDIDATES, now=now, at=at):
        values = {"row": found.id, "found": found.state, "seen": found.attempt, "until": at + lease}
        if session.change(_CLAIM, **values):
            return replace(found, attempt=found.attempt + 1)
    return None


def start(
    session: Session, mine: Attempt, clock: LeaseClock, need: timedelta, channel: str, now: datetime, *,
    fallen: Sequence[int] = (), thread_ts: str | None = None,
) -> bool:  # fmt: skip
    """Write that the message is about to go to `channel`; False when the row is lost, or too little lease is left.

    `thread_ts`: under which root. `fallen` are the carried facts that have no reason any more. Commit before the post.
    """
    at = clock(session)
    first = func.coalesce(_d.first_started_at, literal(at, Moment()))
    begun = {"started_at": at, "first_started_at": first, "channel": channel, "thread_ts": thread_ts}
    if not session.change(_fenced(mine).where(_d.lease_until >= at + need).values(**begun)):
        return False
    if fallen:
        _carry(session, mine, DeliveryState.DROPPED, now, "no reason any more", only=fallen)
    _take_along(session, mine, fallen)
    return True


def holds(session: Session, mine: Attempt, clock: LeaseClock, need: timedelta) -> bool:
    """Whether the row is still held, with enough lease for one call: asked last before the post."""
    until: datetime | None = session.value(select(_d.lease_until).where(*_mine(mine)))
    return until is not None and until >= clock(session) + need


def settle(
    session: Session,
    mine: Attempt,
    state: DeliveryState,
    now: datetime,
    *,
    reason: str = "",
    channel: str | None = None,
    ts: str | None = None,
    retry_at: datetime | None = None,
    due_at: datetime | None = None,
    nothing_went: bool = False,
    frees: bool = False,
) -> bool:
    """Write what became of it, and of what it carries; False when the row is another's by now.

    `retry_at`: the next try of what is due already; `due_at`: it may not come before. `nothing_went`: this attempt
    surely reached nobody, so the next need not look for it. `frees`: the notices it carries wait for another bundle.
    """
    values: dict[str, Any] = {"state": state, "reason": reason[:500], "retry_at": retry_at, "lease_until": None}
    if state not in (DeliveryState.DUE, DeliveryState.UNSURE):
        values["settled_at"] = now
    if due_at is not None:
        values["due_at"] = due_at
    if nothing_went:
        values["started_at"] = None
    if ts is not None:
        values |= {"channel": channel, "ts": ts}
    if not session.change(_fenced(mine).values(**values)):
        return False
    if frees:
        session.change(_FREE, workspace=mine.workspace_id, carrier=mine.id)
    _carry(session, mine, state, now, reason, ts=ts)
    return True


def _mine(mine: Attempt) -> list[ColumnElement[bool]]:
    """The fence: only who holds this very attempt may write."""
    return [_d.id == mine.id, _d.attempt == mine.attempt, _d.state == DeliveryState.SENDING]


def _fenced(mine: Attempt) -> Update:
    return update(deliveries).where(*_mine(mine))


_OPEN = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNSURE)


def _take_along(session: Session, mine: Attempt, fallen: Sequence[int]) -> None:
    """All the others go along, also one that an attempt which reached nobody had left behind: its reason is back."""
    its = update(deliveries).where(_d.workspace_id == mine.workspace_id, _d.carrier_id == mine.id)
    its = its.where(_d.state.in_((*_OPEN, DeliveryState.DROPPED)), _d.id.not_in(fallen))
    session.change(its.values(state=DeliveryState.SENDING, reason="", settled_at=None))


_FREE = (
    update(deliveries)
    .where(_d.workspace_id == bindparam("workspace"), _d.carrier_id == bindparam("carrier", type_=Key))
    .where(_d.folded_on.is_not(None), _d.state.in_(_OPEN))
    .values(carrier_id=None, state=DeliveryState.DUE)
)


def _carry(
    session: Session, mine: Attempt, state: DeliveryState, now: datetime, reason: str = "", *,
    ts: str | None = None, only: Sequence[int] | None = None,
) -> None:  # fmt: skip
    """What a bundle carries shares its fate."""
    its = update(deliveries).where(_d.workspace_id == mine.workspace_id, _d.carrier_id == mine.id, _d.state.in_(_OPEN))
    if only is not None:
        its = its.where(_d.id.in_(only))
    settled = None if state in _OPEN else now
    session.change(its.values(state=state, reason=reason[:500], ts=ts, settled_at=settled))
