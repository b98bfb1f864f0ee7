"""What was posted although another attempt had taken over: it counts, or it is taken back (reliability.md 2.3)."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import bindparam, select, update

from store import attempts, deliveries
from store.attempts import Attempt
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries as table
from store.rules.words import DeliveryState
from store.sessions import Session

KIND = "withdrawal"  # of the delivery that takes a message back


class Came(Enum):
    """What such a message is."""

    FIRST = "nobody settled the row yet: it does"
    KNOWN = "the other attempt found it, and settled the row by it"
    TWICE = "the row was settled without it: its withdrawal is owed"


_d = table.c
_ROW = (_d.workspace_id == bindparam("workspace"), _d.id == bindparam("row", type_=Key))
_STANDS = select(_d.state, _d.channel, _d.ts, _d.subject).where(*_ROW).with_for_update()
_ADOPT = (
    update(table)
    .where(*_ROW)
    .values(
        state=DeliveryState.SENT,
        reason="",
        retry_at=None,
        lease_until=None,
        channel=bindparam("place"),
        ts=bindparam("stamp"),
        settled_at=bindparam("now", type_=Moment()),
    )
)


def settle(session: Session, mine: Attempt, channel: str, ts: str, fallen: Sequence[int], now: datetime) -> Came:
    """Settle an open row by this message; owe its withdrawal, once, where another one or none was to come.

    `fallen`: the carried facts that it left out. What another attempt does with an adopted row is fenced from now on.
    """
    row = {"workspace": mine.workspace_id, "row": mine.id}
    state, place, stamp, subject = session.row(_STANDS, **row) or (None, None, None, None)
    if state in attempts.OPEN:
        session.change(_ADOPT, **row, place=channel, stamp=ts, now=now)
        attempts.go_along(session, mine, fallen, now)
        attempts.carry(session, mine, DeliveryState.SENT, now, ts=ts)
        return Came.FIRST
    if (place, stamp) == (channel, ts):
        return Came.KNOWN
    facts: dict[str, Any] = {"channel": channel, "ts": ts} | ({"number": subject} if subject else {})
    key = f"back:{mine.id}:{ts}"
    deliveries.owe(session, mine.workspace_id, key, KIND, mine.person_id, facts, now, now)
    return Came.TWICE
