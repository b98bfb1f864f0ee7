"""Snoozes until a very moment: what they hold back is said at that one, once (issue 4, Reminders).

The person named the moment, so as with personal reminders neither bundle nor working nor quiet hours hold it back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from store import deliveries, people, reasons, reminders, worktime
from store.deliveries import WAITING, Fact
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries as table
from store.reasons import Reason
from store.rights import Member
from store.rules import dates
from store.rules.words import DeliveryState
from store.sessions import Session

KIND = "snoozed"  # of the delivery that comes at the moment

_d = table.c
_WORKSPACE = _d.workspace_id == bindparam("workspace")
_PENDING = select(_d.id).where(
    WAITING,
    _WORKSPACE,
    _d.state == DeliveryState.DUE,
    _d.kind == KIND,
    _d.person_id == bindparam("person", type_=Key),
    _d.subject == bindparam("number"),
)
_ROWS = bindparam("rows", expanding=True, type_=Key)
_DROP = (
    update(table)
    .where(_WORKSPACE, _d.state == DeliveryState.DUE, or_(_d.id.in_(_ROWS), _d.carrier_id.in_(_ROWS)))
    .values(
        state=DeliveryState.DROPPED, reason="no reason any more", settled_at=bindparam("now", type_=Moment())
    )
)  # fmt: skip


def owe(session: Session, by: Member, whose: Sequence[int], number: str, until_at: datetime, now: datetime) -> None:
    """Owe somebody at that moment what is held back until it: of these people, them or those for whom they cover."""
    lives, on = worktime.of(session, by.workspace_id, by.id), dates.today(until_at, by.timezone)
    carried: list[Fact] = []
    for person in filter(None, (people.get(session, by.workspace_id, one) for one in whose)):
        here = [one for one in reasons.present(session, person, until_at) if one.number == number]
        told = deliveries.told(session, by.workspace_id, [one.about for one in here])
        for_: dict[str, Any] = {} if person.id == by.id else {"for": person.id}
        carried += reminders.facts(person, here, told, on, lives, for_, named=True)
    if carried:
        key, saying = f"snooze:{by.slack_id}:{number}:{now.isoformat()}", {"opportunity": number, "on": on.isoformat()}
        deliveries.owe(session, by.workspace_id, key, KIND, by.id, saying, until_at, now, carried=carried)


def drop(session: Session, by: Member, number: str, now: datetime) -> None:
    """Owe that no more: they snoozed it anew, or woke it."""
    key = {"workspace": by.workspace_id, "person": by.id, "number": number}
    if rows := session.values(_PENDING, **key):
        session.change(_DROP, workspace=by.workspace_id, rows=rows, now=now)


def standing(session: Session, person: Member, bundle_id: int, now: datetime) -> list[tuple[int, Reason | None]]:
    """What such a message says, as it stands now: each row, and its reason, None when it is one no more."""
    found = reminders.carried(session, person, bundle_id, now)
    return [(row, reason if reason and reason.end is None else None) for row, reason in found]
