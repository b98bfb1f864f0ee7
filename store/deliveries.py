"""Deliveries: what is owed to people, each thing once (reliability.md 2.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, text, update

from store.models.columns import Key
from store.models.deliveries import deliveries
from store.rules.words import DeliveryState
from store.sessions import Session
from store.upserts import inserts

_d = deliveries.c
# In the very words of the partial index: SQLite uses it for nothing else.
WAITING = text(
    "deliveries.carrier_id IS NULL AND deliveries.folded_on IS NULL"
    " AND deliveries.state IN ('due', 'sending', 'unsure')"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is owed and travels in a bundle; `about` is what it is about, `nth` which time."""

    about: str
    nth: int
    kind: str
    facts: dict[str, Any]

    @property
    def key(self) -> str:
        """What is owed, never when it was looked at."""
        return f"{self.about}:{self.nth}"


_TOLD = select(_d.id, _d.about, _d.person_id, _d.state, _d.facts).where(
    _d.workspace_id == bindparam("workspace"), _d.about.in_(bindparam("abouts", expanding=True))
)
_CARRIED = (
    select(_d.id, _d.state, _d.facts)
    .where(_d.workspace_id == bindparam("workspace"), _d.carrier_id == bindparam("carrier", type_=Key))
    .where(_d.folded_on.is_(None))  # notices that ride along are `store.notices`' own
    .order_by(_d.id)
)
_BY_KEY = select(_d.id).where(_d.workspace_id == bindparam("workspace"), _d.key == bindparam("named"))
_EARLIER = (
    select(_d.id)
    .where(_d.workspace_id == bindparam("workspace"), _d.about == bindparam("whole"))
    .where(_d.id < bindparam("row", type_=Key))
    .where(
        or_(
            _d.state.in_((DeliveryState.DUE, DeliveryState.SENDING)),
            and_(_d.state == DeliveryState.UNSURE, _d.retry_at.is_not(None)),
        )
    )
    .limit(1)
)
_WAKE = (
    update(deliveries)
    .where(_d.workspace_id == bindparam("workspace"), _d.about == bindparam("whole"))
    .where(_d.state == DeliveryState.DUE, _d.retry_at > bindparam("now"))
    .values(retry_at=None)
)
_DROP = (
    update(deliveries)
    .where(_d.workspace_id == bindparam("workspace"), _d.key.in_(bindparam("keys", expanding=True)))
    .where(_d.state == DeliveryState.DUE)
    .values(state=DeliveryState.DROPPED, reason=bindparam("why"), settled_at=bindparam("now"))
)
_REMEMBER = (
    update(deliveries)
    .where(_d.workspace_id == bindparam("workspace"), _d.id == bindparam("row", type_=Key))
    .values(facts=bindparam("kept", type_=_d.facts.type))
)
_OWE = {name: row.on_conflict_do_nothing() for name, row in inserts(deliveries).items()}
_OWE_TOLD = {name: row.returning(_d.id) for name, row in _OWE.items()}
_IN_ONE_QUERY = 500


def owe(
    session: Session,
    workspace_id: int,
    key: str,
    kind: str,
    person_id: int | None,
    facts: dict[str, Any],
    due_at: datetime,
    now: datetime,
    *,
    carried: Sequence[Fact] = (),
    about: str | None = None,
) -> bool:
    """Owe this from `due_at` on, with what it carries; False, and nothing written, when it is owed already.

    The key names the fact, in the workspace; two who look at once owe it once. `about`: what arrives in turn.
    """
    common = {
        "workspace_id": workspace_id,
        "person_id": person_id,
        "state": DeliveryState.DUE,
        "due_at": due_at,
        "attempt": 0,
        "created_at": now,
    }
    named = {"key": key, "about": about, "kind": kind, "facts": facts, "subject": _subject(facts)}
    made = session.value(_OWE_TOLD[session.dialect], **common, **named)
    if made is None:
        return False
    rows = [
        common | {"key": f.key, "about": f.about, "kind": f.kind, "facts": f.facts, "subject": _subject(f.facts)}
        for f in carried
    ]
    if rows:
        session.connection.execute(_OWE[session.dialect], [row | {"carrier_id": made} for row in rows])
    return True


def _subject(facts: dict[str, Any]) -> str | None:
    """The opportunity it is about: the first where it is about several."""
    several = facts.get("opportunities")
    found = facts.get("opportunity") or facts.get("number") or (several[0] if several else None)
    return str(found) if found else None


@dataclass(frozen=True, slots=True)
class Told:
    """A thing that was owed before: to whom, what became of it, and what it said."""

    id: int
    about: str
    person_id: int
    state: DeliveryState
    facts: dict[str, Any]

    @property
    def on(self) -> date:
        """The local day on which it was to be said."""
        return date.fromisoformat(self.facts["on"])

    @property
    def may_have_arrived(self) -> bool:
        """Whether the person has, or may have, read it."""
        return self.state in (DeliveryState.SENT, DeliveryState.UNSURE, DeliveryState.SENDING)


def told(session: Session, workspace_id: int, abouts: Sequence[str]) -> list[Told]:
    """Every time one of these things was owed, to anybody."""
    found: list[Told] = []
    for start in range(0, len(abouts), _IN_ONE_QUERY):
        part = list(abouts[start : start + _IN_ONE_QUERY])
        found += session.all(Told, _TOLD, workspace=workspace_id, abouts=part)
    return found


def arrived(told: Sequence[Told], person_id: int) -> dict[str, list[Told]]:
    """What this person, or who covered for them, may have read: by what it is about, in the order of its days.

    Of one day the last: what was put off to later that day was said once.
    """
    found: dict[str, dict[date, Told]] = {}
    for one in sorted(told, key=lambda one: (one.on, one.id)):
        if one.facts.get("for", one.person_id) == person_id and one.may_have_arrived:
            found.setdefault(one.about, {})[one.on] = one
    return {about: list(days.values()) for about, days in found.items()}


def remember(session: Session, workspace_id: int, row: int, facts: dict[str, Any]) -> None:
    """Keep with what was said what came of it since."""
    session.change(_REMEMBER, workspace=workspace_id, row=row, kept=facts)


@dataclass(frozen=True, slots=True)
class Carried:
    """A fact in its bundle."""

    id: int
    state: DeliveryState
    facts: dict[str, Any]


def carried(session: Session, workspace_id: int, bundle_id: int) -> list[Carried]:
    """What a bundle carries, in the order it was owed."""
    return session.all(Carried, _CARRIED, workspace=workspace_id, carrier=bundle_id)


def find(session: Session, workspace_id: int, key: str) -> int | None:
    """The row of what this key names."""
    found: int | None = session.value(_BY_KEY, workspace=workspace_id, named=key)
    return found


def follows(session: Session, workspace_id: int, about: str, row: int) -> bool:
    """Whether an earlier one about the same is still on its way: those arrive in turn."""
    return session.value(_EARLIER, workspace=workspace_id, whole=about, row=row) is not None


def wake(session: Session, workspace_id: int, about: str, now: datetime) -> None:
    """What waited for its turn need not wait for its next look."""
    session.change(_WAKE, workspace=workspace_id, whole=about, now=now)


def drop(session: Session, workspace_id: int, keys: Collection[str], why: str, now: datetime) -> None:
    """Owe these no more, where they still only wait: what they hung on is gone, or something newer says it."""
    session.change(_DROP, workspace=workspace_id, keys=list(keys), why=why, now=now)
