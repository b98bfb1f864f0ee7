"""Attempts to deliver: claimed by compare-and-set, leased, fenced and settled (reliability.md 2.3 a-h)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, case, func, literal_column, null, or_, select, update

from store.deliveries import WAITING
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries, pauses
from store.models.workspaces import workspaces
from store.pauses import DISTURBANCES
from store.rules.words import DeliveryState
from store.sessions import Session, columns

LeaseClock = Callable[[Session], datetime]
HISTORY = "conversations.history"
MOST_AT_ONCE = 16  # taken in one transaction: they share its commit
_OFFERED = MOST_AT_ONCE + 10  # candidates a claim tries before it leaves the rest to the others


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
        pauses.c.method != DISTURBANCES,
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
# The fence: only who holds this very attempt may write.
_MINE = (
    _d.id == bindparam("row", type_=Key),
    _d.attempt == bindparam("fence"),
    _d.state == DeliveryState.SENDING,
)
_HELD_UNTIL = select(_d.lease_until).where(*_MINE)
_BEGINS = bindparam("begins", type_=Moment())
_START = (
    update(deliveries)
    .where(*_MINE, _d.lease_until >= bindparam("enough"))
    .values(
        started_at=_BEGINS,
        first_started_at=func.coalesce(_d.first_started_at, _BEGINS),
        channel=bindparam("place"),
        thread_ts=bindparam("root"),
    )
)
_SETTLE = (
    update(deliveries)
    .where(*_MINE)
    .values(
        state=bindparam("becomes"),
        reason=bindparam("why"),
        retry_at=bindparam("again"),
        lease_until=None,
        settled_at=func.coalesce(bindparam("over", type_=Moment()), _d.settled_at),
        due_at=func.coalesce(bindparam("not_before", type_=Moment()), _d.due_at),
        started_at=case((bindparam("nothing_went", type_=Boolean()), null()), else_=_d.started_at),
        channel=func.coalesce(bindparam("place", type_=_d.channel.type), _d.channel),
        ts=func.coalesce(bindparam("stamp", type_=_d.ts.type), _d.ts),
    )
)
OPEN = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNSURE)
_ITS = (_d.workspace_id == bindparam("workspace"), _d.carrier_id == bindparam("carrier", type_=Key))
# All the others go along, also one that an attempt which reached nobody had left behind: its reason is back.
_TAKE_ALONG = (
    update(deliveries)
    .where(*_ITS, _d.state.in_((*OPEN, DeliveryState.DROPPED)), _d.id.not_in(bindparam("fallen", expanding=True)))
    .values(state=DeliveryState.SENDING, reason="", settled_at=None)
)
_FREE = (
    update(deliveries)
    .where(*_ITS, _d.folded_on.is_not(None), _d.state.in_(OPEN))
    .values(carrier_id=None, state=DeliveryState.DUE)
)
_CARRY = (
    update(deliveries)
    .where(*_ITS, _d.state.in_(OPEN))
    .values(state=bindparam("becomes"), reason=bindparam("why"), ts=bindparam("stamp"), settled_at=bindparam("over"))
)
_CARRY_SOME = _CARRY.where(_d.id.in_(bindparam("only", expanding=True)))
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


def claim(session: Session, clock: LeaseClock, lease: timedelta, now: datetime, most: int) -> list[Attempt]:
    """Take the oldest rows that are ready, `most` of them or fewer, for the time of the lease.

    Ready by business time (`now`), leased by `clock`: take no more than can begin at once, and commit before that.
    """
    until, mine = clock(session) + lease, list[Attempt]()
    for found in session.all(Attempt, _CANDIDATES, now=now, at=until - lease):
        # In the order of all who claim: a row that another took is held as well, and two would wait for one another.
        if len(mine) < most and (one := _take(session, found, until)):
            mine.append(one)
    return mine


def _take(session: Session, found: Attempt, until: datetime) -> Attempt | None:
    """The row as it is held now; None when it is not any more what was found."""
    values = {"row": found.id, "found": found.state, "seen": found.attempt, "until": until}
    return replace(found, attempt=found.attempt + 1) if session.change(_CLAIM, **values) else None


def start(
    session: Session, mine: Attempt, clock: LeaseClock, need: timedelta, channel: str, now: datetime, *,
    fallen: Sequence[int] = (), thread_ts: str | None = None,
) -> bool:  # fmt: skip
    """Write that the message is about to go to `channel`; False when the row is lost, or too little lease is left.

    `thread_ts`: under which root. `fallen` are the carried facts that have no reason any more. Commit before the post.
    """
    at = clock(session)
    begun = {"begins": at, "enough": at + need, "place": channel, "root": thread_ts}
    if not session.change(_START, row=mine.id, fence=mine.attempt, **begun):
        return False
    go_along(session, mine, fallen, now)
    return True


def go_along(session: Session, mine: Attempt, fallen: Sequence[int], now: datetime) -> None:
    """Let what a bundle carries be on its way with it, but what fell."""
    if fallen:
        carry(session, mine, DeliveryState.DROPPED, now, "no reason any more", only=fallen)
    session.change(_TAKE_ALONG, workspace=mine.workspace_id, carrier=mine.id, fallen=list(fallen))


def left(session: Session, mine: Attempt, clock: LeaseClock) -> timedelta:
    """How much lease is left, asked last before the post: it may leave no later. Nothing is when the row is lost."""
    until: datetime | None = session.value(_HELD_UNTIL, row=mine.id, fence=mine.attempt)
    return until - clock(session) if until else timedelta()


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
    values: dict[str, Any] = {"becomes": state, "why": reason[:500], "again": retry_at, "not_before": due_at}
    values["over"] = None if state in (DeliveryState.DUE, DeliveryState.UNSURE) else now
    values |= {"place": None if ts is None else channel, "stamp": ts, "nothing_went": nothing_went}
    if not session.change(_SETTLE, row=mine.id, fence=mine.attempt, **values):
        return False
    if frees:
        session.change(_FREE, workspace=mine.workspace_id, carrier=mine.id)
    carry(session, mine, state, now, reason, ts=ts)
    return True


def carry(
    session: Session, mine: Attempt, state: DeliveryState, now: datetime, reason: str = "", *,
    ts: str | None = None, only: Sequence[int] | None = None,
) -> None:  # fmt: skip
    """What a bundle carries shares its fate."""
    values: dict[str, Any] = {"workspace": mine.workspace_id, "carrier": mine.id, "becomes": state}
    values |= {"why": reason[:500], "stamp": ts, "over": None if state in OPEN else now}
    if only is None:
        session.change(_CARRY, **values)
    else:
        session.change(_CARRY_SOME, **values, only=list(only))
