"""How the ledger stands, in figures: for admins, for the terminal and for the monitoring (issue 4, The delivery log).

What is settled is counted over the last 24 hours only, by an index: a ledger keeps months of it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from store.deliveries import WAITING
from store.models.columns import Moment
from store.models.deliveries import deliveries
from store.models.digests import digests
from store.models.events import feeds
from store.models.functions import seconds_after
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules.words import DeliveryState
from store.sessions import Session

LATE = timedelta(minutes=15)  # sent so much later than it could be: late
SETTLED = timedelta(hours=24)


@dataclass
class Figures:
    """Deliveries of one workspace by state, and by kind and state; `late` of those sent, `why` those dropped.

    `ahead`: due later than now, and in no other figure. `for_person`: unsure ones that nobody looks for any more.
    `folded`: waits for somebody's next bundle. `oldest_due_at`: of what could be delivered by now.
    """

    states: Counter[DeliveryState] = field(default_factory=Counter)
    kinds: Counter[tuple[str, DeliveryState]] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    ahead: int = 0
    for_person: int = 0
    folded: int = 0
    late: int = 0
    oldest_due_at: datetime | None = None

    def needs_somebody(self, now: datetime) -> bool:
        """Whether a person should look: unsure, failed, or due for longer than a healthy service takes."""
        stuck = self.oldest_due_at is not None and now - self.oldest_due_at > LATE
        return bool(self.for_person or self.states[DeliveryState.FAILED] or stuck)


_d = deliveries.c
_CHANNEL = func.coalesce(_d.channel, _d.facts["channel"].as_string())
# What a channel is called where a feed or a digest goes there; else as Slack numbers it.
PLACE = func.coalesce(
    *(
        select(func.min("#" + names.c.channel_name))
        .where(names.c.workspace_id == _d.workspace_id, names.c.channel == _CHANNEL)
        .scalar_subquery()
        for names in (feeds, digests)
    ),
    _CHANNEL,
)
_ALONE = _d.carrier_id.is_(None)  # what a bundle carries is no message
FOR_PERSON = and_(_d.state == DeliveryState.UNSURE, _d.retry_at.is_(None))
SENT_LATE = and_(_d.state == DeliveryState.SENT, seconds_after(_d.settled_at, _d.due_at) > int(LATE.total_seconds()))
_NOW = bindparam("now", type_=Moment())
_SINCE = _d.settled_at >= bindparam("since", type_=Moment())
_DROPPED = (_d.state == DeliveryState.DROPPED, _ALONE)
_OPEN = (
    select(
        *(_d.workspace_id, _d.kind, _d.state),
        func.count().filter(_d.due_at <= _NOW),
        func.count().filter(_d.due_at > _NOW),
        func.count().filter(FOR_PERSON),
        func.min(_d.due_at).filter(_d.due_at <= _NOW, ~FOR_PERSON),
    )
    .where(WAITING)
    .group_by(_d.workspace_id, _d.kind, _d.state)
)
_SETTLED = (
    select(_d.workspace_id, _d.kind, _d.state, func.count(), func.count().filter(SENT_LATE))
    .where(_SINCE, _ALONE, _d.state.in_((DeliveryState.SENT, DeliveryState.DROPPED)))
    .group_by(_d.workspace_id, _d.kind, _d.state)
)
_FAILED = (
    select(_d.workspace_id, _d.kind, func.count())
    .where(_d.state == DeliveryState.FAILED, _ALONE)
    .group_by(_d.workspace_id, _d.kind)
)
_WHY = select(_d.workspace_id, _d.reason, func.count()).where(_SINCE, *_DROPPED).group_by(_d.workspace_id, _d.reason)
_FOLDED = (
    select(_d.workspace_id, func.count())
    .where(_ALONE, _d.folded_on.is_not(None), _d.state == DeliveryState.DUE)
    .group_by(_d.workspace_id)
)
_HERE = _d.workspace_id == bindparam("workspace")
# Each workspace by itself: then the index that begins with it is used.
_EVERY = _d.workspace_id.in_(select(workspaces.c.id))


def of_workspace(session: Session, by: Member, now: datetime) -> Figures:
    """How the ledger of the person's workspace stands. Raises NotAllowed."""
    by.must("deliveries")
    return _gathered(session, now, {"workspace": by.workspace_id}, _HERE).get(by.workspace_id, Figures())


def every(session: Session, now: datetime) -> dict[int, Figures]:
    """How the ledger of each workspace stands that has anything to tell: for the terminal and the monitoring."""
    return _gathered(session, now, {}, _EVERY)


def _gathered(session: Session, now: datetime, where: dict[str, int], these: Any) -> dict[int, Figures]:
    found: dict[int, Figures] = {}

    def rows(statement: Select[Any], **values: Any) -> list[Any]:
        met = list(session.connection.execute(statement.where(these), where | values))
        for row in met:
            found.setdefault(row[0], Figures())
        return met

    for workspace, kind, state, due, ahead, for_person, oldest in rows(_OPEN, now=now):
        here = found[workspace]
        here.ahead += ahead
        here.for_person += for_person
        here.oldest_due_at = min(filter(None, (here.oldest_due_at, oldest)), default=None)
        _count(here, kind, state, due)
    for workspace, kind, state, count, late in rows(_SETTLED, since=now - SETTLED):
        found[workspace].late += late
        _count(found[workspace], kind, state, count)
    for workspace, why, count in rows(_WHY, since=now - SETTLED):
        found[workspace].why[why] += count
    for workspace, kind, count in rows(_FAILED):
        _count(found[workspace], kind, DeliveryState.FAILED, count)
    for workspace, count in rows(_FOLDED):
        found[workspace].folded = count
    return found


def _count(here: Figures, kind: str, state: DeliveryState, count: int) -> None:
    if count:
        here.states[state] += count
        here.kinds[kind, state] += count
