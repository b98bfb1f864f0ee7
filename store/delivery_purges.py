"""Forgetting deliveries: what was settled long ago, but not the keys that still guard a fact (issue 4, 8)."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, exists, or_, select

from store.models.columns import Key, Moment
from store.models.deliveries import deliveries
from store.models.opportunities import opportunities, tasks
from store.reasons import Why
from store.rules.words import OPEN
from store.sessions import Session

KEPT = timedelta(days=90)
AT_ONCE = 500

_d, _o, _t = deliveries.c, opportunities.c, tasks.c
_WORKSPACE = _d.workspace_id == bindparam("workspace")
# What was said of an open opportunity counts as told until it is closed: forgotten, it would be said anew. So does
# what was said of a task until that is done, which may be after its opportunity was closed.
_GUARDS = or_(
    exists().where(_o.workspace_id == _d.workspace_id, _o.number == _d.subject, _o.status.in_(OPEN)),
    and_(
        _d.kind == f"rem:{Why.TASK}",
        exists().where(_t.workspace_id == _d.workspace_id, _t.number == _d.facts["mark"].as_string(), _t.open),
    ),
)
_riding = deliveries.alias("riding")
_CARRIES = exists().where(_riding.c.carrier_id == _d.id)  # a bundle goes after what it carried
_OLD = (
    select(_d.id)
    .where(_WORKSPACE, _d.settled_at < bindparam("before", type_=Moment()), ~_GUARDS, ~_CARRIES)
    .order_by(_d.settled_at)
    .limit(AT_ONCE)
)
_GO = delete(deliveries).where(_WORKSPACE, _d.id.in_(bindparam("ids", expanding=True, type_=Key)))


def purge(session: Session, workspace_id: int, now: datetime) -> int:
    """Delete some of what was settled more than 90 days ago; how many. Called again until it finds none."""
    ids = session.values(_OLD, workspace=workspace_id, before=now - KEPT)
    return session.change(_GO, workspace=workspace_id, ids=ids) if ids else 0
