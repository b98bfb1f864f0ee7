"""What reminders lead to: of each kind how many were said, and what came of them (issue 4, Noise budget).

Something came of one when within three days somebody did what ends it: moved, updated, closed, parked or handed over
its opportunity, did or put off its task. Counted is each time it was said, from the ledger and the audit trail.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select

from store.models.audits import audits
from store.models.columns import Moment
from store.models.deliveries import deliveries
from store.models.functions import days_between, iso_day, seconds_after
from store.models.opportunities import tasks
from store.reasons import Why
from store.rights import Member
from store.rules.words import DeliveryState
from store.sessions import Session

BACK = timedelta(days=30)
IN_TIME = timedelta(days=3)


class Effect(StrEnum):
    """What came of a reminder; of several the first of these."""

    ACTED = "acted"
    MUTED = "muted"
    SNOOZED = "snoozed"
    OPEN = "open"  # nothing yet, and its three days run
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Said:
    """How often reminders of a kind were said, by what came of it."""

    why: Why
    effects: dict[Effect, int]

    @property
    def sent(self) -> int:
        """How many in all."""
        return sum(self.effects.values())


_d, _a, _t = deliveries.c, audits.c, tasks.c
_MARK = _d.facts["mark"].as_string()
_KINDS = {f"rem:{why}": why for why in Why}
_MOVES = ("first", "next", "previous", "skipped", "jumped")
_ENDS = ("won", "lost", "delete", "hand over", "park")
_WORK = ("comment", "log", "create task", "complete task", "assign activity", "link quote", "change quote")


def _ended(why: Why, *operations: str) -> ColumnElement[bool]:
    """One of these on the opportunity ends a reason of this kind, and so does what ends all of its reasons."""
    return and_(_d.kind == f"rem:{why}", _a.operation.in_((*_ENDS, *operations)))


def _set(name: str) -> ColumnElement[bool]:
    """The write changed this value: those that stay as they are an audit row does not name."""
    value: ColumnElement[str] = _a.new[name].as_string()
    return value.is_not(None)


_TASK = and_(
    _d.kind == f"rem:{Why.TASK}",
    or_(
        _a.operation == "park",
        and_(_a.operation == "hand over", _a.new["tasks_too"].as_boolean()),
        and_(_a.subject == _MARK, _a.operation.in_(("complete task", "cancel task"))),
        and_(_a.subject == _MARK, _a.operation == "change task", or_(_set("due_on"), _set("salesperson"))),
    ),
)
_MET = or_(
    _TASK,
    _ended(Why.NOT_STARTED, "first"),
    _ended(Why.STAGE, *_MOVES),
    _ended(Why.IDLE, *_MOVES, "updated", *_WORK),
    _ended(Why.CLOSING),
    and_(_d.kind == f"rem:{Why.CLOSING}", _a.operation.in_((*_MOVES, "updated")), _set("closing_on")),
)


def _followed(*what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this was done on what the reminder is about, within three days after it was said."""
    return exists().where(
        _a.workspace_id == _d.workspace_id,
        _a.about == func.coalesce(_d.subject, _MARK),  # a task of no opportunity is looked up by its own number
        _a.at >= _d.settled_at,
        seconds_after(_a.at, _d.settled_at) <= int(IN_TIME.total_seconds()),
        *what,
    )


# A task that a move or a closing of its opportunity took along has no audit row of its own.
_TASK_CLOSED = and_(
    _d.kind == f"rem:{Why.TASK}",
    exists().where(
        _t.workspace_id == _d.workspace_id,
        _t.number == _MARK,
        _t.open.is_(False),
        days_between(iso_day(_d.facts["on"].as_string()), _t.closed_on).between(0, IN_TIME.days),
    ),
)
_BY_READER = _a.person_id == _d.person_id
_SAID: Any = (
    select(
        _d.kind,
        case(
            (or_(_TASK_CLOSED, _followed(_MET)), Effect.ACTED.value),
            (_followed(_BY_READER, _a.operation == "mute"), Effect.MUTED.value),
            (_followed(_BY_READER, _a.operation == "snooze"), Effect.SNOOZED.value),
            (_d.settled_at > bindparam("running", type_=Moment()), Effect.OPEN.value),
            else_=Effect.IGNORED.value,
        ).label("effect"),
    )
    .where(
        _d.workspace_id == bindparam("workspace"),
        _d.settled_at >= bindparam("since", type_=Moment()),
        _d.state == DeliveryState.SENT,
        _d.kind.in_(_KINDS),
    )
    .subquery()
)
_COUNTED = select(_SAID.c.kind, _SAID.c.effect, func.count()).group_by(_SAID.c.kind, _SAID.c.effect)


def of_kinds(session: Session, by: Member, now: datetime) -> list[Said]:
    """What came of every kind of reminder over the last 30 days. Raises NotAllowed."""
    by.must("setup")
    values = {"workspace": by.workspace_id, "since": now - BACK, "running": now - IN_TIME}
    found: defaultdict[Why, dict[Effect, int]] = defaultdict(dict)
    for kind, effect, count in session.connection.execute(_COUNTED, values):
        found[_KINDS[kind]][Effect(effect)] = count
    return [Said(why, found[why]) for why in Why]
