"""Mutes: the opportunities of which a person is reminded no more (product.md, Reminders)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from store import audits, entries
from store.models.columns import Key
from store.models.opportunities import opportunities
from store.models.workspaces import mutes
from store.rights import Member
from store.sessions import Session
from store.upserts import add


@dataclass(frozen=True, slots=True)
class Muted:
    """An opportunity of which somebody is not reminded."""

    number: str
    description: str


_m, _o = mutes.c, opportunities.c
_MINE = (_m.workspace_id == bindparam("workspace"), _m.person_id == bindparam("person", type_=Key))
_LISTED = (
    select(_o.number, _o.description)
    .select_from(mutes.join(opportunities, (_o.workspace_id == _m.workspace_id) & (_o.id == _m.opportunity_id)))
    .where(*_MINE)
    .order_by(_o.id)
)
_UNMUTE = delete(mutes).where(*_MINE, _m.opportunity_id == bindparam("opportunity", type_=Key))


def mute(session: Session, by: Member, number: str, now: datetime) -> bool:
    """Be reminded of an opportunity no more; False when that was so already. Raises NotFound."""
    subject, _ = entries.locked(session, by, "see", number)
    keys = {"workspace_id": by.workspace_id, "person_id": by.id, "opportunity_id": subject.id}
    if not add(session, mutes, keys, {"at": now}):
        return False
    audits.write(session, by, "mute", number, now=now)
    return True


def unmute(session: Session, by: Member, number: str, now: datetime) -> bool:
    """Be reminded of it again; False when it was not muted. Raises NotFound."""
    subject, _ = entries.locked(session, by, "see", number)
    if not session.change(_UNMUTE, workspace=by.workspace_id, person=by.id, opportunity=subject.id):
        return False
    audits.write(session, by, "unmute", number, now=now)
    return True


def listed(session: Session, by: Member) -> list[Muted]:
    """Those that the person muted, by number."""
    by.must("see")
    return session.all(Muted, _LISTED, workspace=by.workspace_id, person=by.id)
