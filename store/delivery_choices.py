"""What an admin decides on a delivery that nobody can settle: send it again, or let it be (house.md, A reminder)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update

from store import audits
from store.delivery_figures import FOR_PERSON, PLACE
from store.delivery_log import DECIDED, TO_DECIDE, Waiting, Which
from store.models.columns import Key
from store.models.deliveries import deliveries
from store.models.workspaces import people
from store.rights import Member
from store.rules.refusals import DeliveriesChanged, DeliverySettled, NotFound
from store.rules.words import DeliveryState
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on: its kind, to whom it goes, and which opportunity it is about."""

    kind: str
    person: str | None
    channel: str | None
    subject: str | None
    state: DeliveryState

    @property
    def named(self) -> str:
        """What the audit trail calls it: the opportunity, else whom it goes to."""
        return self.subject or self.person or self.channel or self.kind


_d = deliveries.c
_WORKSPACE, _ROW = _d.workspace_id == bindparam("workspace"), _d.id == bindparam("row", type_=Key)
_ONE = (
    select(_d.kind, people.c.name, PLACE, _d.subject, _d.state)
    .select_from(
        deliveries.outerjoin(people, (people.c.workspace_id == _d.workspace_id) & (people.c.id == _d.person_id))
    )
    .where(_WORKSPACE, _ROW, _d.carrier_id.is_(None))
)
# Only of those nobody else holds: what is looked for again is not for a person to decide. The attempt is what they saw.
_DECIDABLE = (
    _WORKSPACE,
    _ROW,
    _d.attempt == bindparam("seen"),
    _d.carrier_id.is_(None),
    or_(FOR_PERSON, _d.state == DeliveryState.FAILED),
)
_AGAIN: dict[str, Any] = {
    "state": DeliveryState.DUE, "due_at": bindparam("now"), "started_at": None, "first_started_at": None,
    "channel": None, "ts": None, "retry_at": None, "settled_at": None, "reason": "",
}  # fmt: skip
_REARM = update(deliveries).where(*_DECIDABLE).values(**_AGAIN)
_DROP = (
    update(deliveries)
    .where(*_DECIDABLE)
    .values(state=DeliveryState.DROPPED, reason=bindparam("why"), settled_at=bindparam("now"))
)
_ITS = and_(
    _WORKSPACE,
    _d.carrier_id == bindparam("row", type_=Key),
    _d.state.in_((DeliveryState.UNSURE, DeliveryState.FAILED)),
)
_REARM_ITS = update(deliveries).where(_ITS).values(state=DeliveryState.DUE, settled_at=None, ts=None, reason="")
_DROP_ITS = (
    update(deliveries)
    .where(_ITS)
    .values(state=DeliveryState.DROPPED, reason=bindparam("why"), settled_at=bindparam("now"))
)
DROPPED = "an admin let it be"
_DROP_THESE = (
    update(deliveries)
    .where(TO_DECIDE, _d.id <= bindparam("newest", type_=Key))
    .values(state=DeliveryState.DROPPED, reason=bindparam("why"), settled_at=bindparam("now"))
    .returning(_d.id, _d.attempt)
)


def send_again(session: Session, by: Member, row: int, *, seen: int, now: datetime) -> Decided:
    """Owe exactly this one anew, whatever may have arrived of it: what was unsure is not looked for any more.

    `seen`: the attempt the admin saw. Raises NotAllowed, NotFound; DeliverySettled when it stands otherwise by now.
    """
    found = _found(session, by, row)
    values = {"workspace": by.workspace_id, "row": row}
    if not session.change(_REARM, **values, seen=seen, now=now):
        raise DeliverySettled(found.state)
    session.change(_REARM_ITS, **values)
    audits.write(session, by, "send again", found.named, **_change(found, DeliveryState.DUE), now=now)
    return found


def drop(session: Session, by: Member, row: int, *, seen: int, now: datetime) -> Decided:
    """Let this one be: it is not sent, and no longer stands there. Raises what `send_again` raises."""
    found = _found(session, by, row)
    values = {"workspace": by.workspace_id, "row": row, "now": now, "why": DROPPED}
    if not session.change(_DROP, **values, seen=seen):
        raise DeliverySettled(found.state)
    session.change(_DROP_ITS, **values)
    audits.write(session, by, "drop delivery", found.named, **_change(found, DeliveryState.DROPPED), now=now)
    return found


def drop_all(session: Session, by: Member, which: Which, *, seen: Waiting, now: datetime) -> int:
    """Let all be that wait for a decision in this list; how many. One row of audit, none for none.

    `seen`: those that the admin saw. What came later stays; where those before are not these any more, others having
    failed or somebody having decided, nothing is dropped. Raises NotAllowed, DeliveriesChanged.
    """
    by.must("deliveries")
    values = {"workspace": by.workspace_id, "now": now, "why": DROPPED}
    states = list(DECIDED.get(which, ()))
    rows = session.connection.execute(_DROP_THESE, {**values, "newest": seen.newest, "states": states}).all()
    session.wrote |= bool(rows)
    if Waiting.of((row.id, row.attempt) for row in rows) != seen:
        raise DeliveriesChanged()
    for row in rows:
        session.change(_DROP_ITS, **values, row=row.id)
    if rows:
        new = {"delivery_state": DeliveryState.DROPPED}
        audits.write(session, by, "drop deliveries", str(len(rows)), old={}, new=new, now=now)
    return len(rows)


def _found(session: Session, by: Member, row: int) -> Decided:
    by.must("deliveries")
    found = session.one(Decided, _ONE, workspace=by.workspace_id, row=row)
    if found is None:
        raise NotFound("delivery")
    return found


def _change(found: Decided, state: DeliveryState) -> dict[str, Any]:
    """For the audit: how it stood and stands, and what it is."""
    told = {"delivery": found.kind, "to": found.person or found.channel}
    return {"old": {"delivery_state": found.state}, "new": {"delivery_state": state, **told}}
