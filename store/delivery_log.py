"""The delivery log: what was owed to whom, when, and what became of it; never what it said (issue 4, 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, func, or_, select

from store import escalations, handovers
from store.delivery_figures import FOR_PERSON, PLACE, SENT_LATE
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries
from store.models.workspaces import people
from store.rights import Member
from store.rules.words import DeliveryState
from store.sessions import Session, columns

PAGE = 10
BACK = timedelta(days=30)  # how far lists of what is settled go


class Which(StrEnum):
    """Which deliveries: those a person must look at, or those of one state."""

    OPEN = "open"  # unsure ones that nobody looks for any more, and failed ones
    OWED = "owed"
    UNSURE = "unsure"
    FAILED = "failed"
    DROPPED = "dropped"
    LATE = "late"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which deliveries are listed; a person's, or those about an opportunity, in every state."""

    which: Which | None = None
    person_id: int | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger as admins see it: no word of what it said. `for_person`: an admin decides on it."""

    id: int
    kind: str
    state: DeliveryState
    attempt: int
    person: str | None
    channel: str | None
    subject: str | None
    due_at: datetime
    settled_at: datetime | None
    reason: str
    for_person: bool
    late: bool
    carried: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that wait for a decision, whatever the page shows: the newest, how many, and a mark of exactly these.

    Of each its attempt too: one that was sent again and failed again is another one.
    """

    newest: int = 0
    count: int = 0
    mark: str = ""

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int]]) -> "Waiting":
        """Of their ids and attempts."""
        found = sorted(rows)
        said = " ".join(f"{row}.{attempt}" for row, attempt in found)
        return cls(found[-1][0], len(found), blake2b(said.encode(), digest_size=8).hexdigest()) if found else cls()


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, from `start`; `more`: there are others behind them; `waiting`: of the first page of such a list."""

    rows: list[Delivery]
    start: int
    more: bool
    waiting: Waiting = Waiting()


_d = deliveries.c
_WORKSPACE = _d.workspace_id == bindparam("workspace")
_RECENT = _d.settled_at >= bindparam("since", type_=Moment())
_FAILED = _d.state == DeliveryState.FAILED
_ALONE = _d.carrier_id.is_(None)
_OWED = _d.state.in_((DeliveryState.DUE, DeliveryState.SENDING))
_ROWS = (
    select(
        *columns(
            Delivery,
            deliveries,
            person=people.c.name,
            channel=PLACE,
            for_person=or_(FOR_PERSON, _FAILED),
            late=func.coalesce(SENT_LATE, False),
            carried=~_ALONE,
            folded=_d.folded_on.is_not(None),
        )
    )
    .select_from(
        deliveries.outerjoin(people, (people.c.workspace_id == _d.workspace_id) & (people.c.id == _d.person_id))
    )
    .where(_WORKSPACE)
    .order_by(_d.id.desc())
    .limit(PAGE + 1)
    .offset(bindparam("start"))
)
_WHICH: dict[Which, tuple[ColumnElement[bool], ...]] = {
    Which.OPEN: (_ALONE, or_(FOR_PERSON, _FAILED)),
    Which.OWED: (_ALONE, _OWED),
    Which.UNSURE: (_ALONE, _d.state == DeliveryState.UNSURE),
    Which.FAILED: (_ALONE, _FAILED),
    Which.DROPPED: (_ALONE, _RECENT, _d.state == DeliveryState.DROPPED),
    Which.LATE: (_ALONE, _RECENT, SENT_LATE),
    Which.SENT: (_ALONE, _RECENT, _d.state == DeliveryState.SENT),
}
# The lists whose rows can be let be all at once, and which states these have.
DECIDED: dict[Which, tuple[DeliveryState, ...]] = {
    Which.OPEN: (DeliveryState.UNSURE, DeliveryState.FAILED),
    Which.UNSURE: (DeliveryState.UNSURE,),
    Which.FAILED: (DeliveryState.FAILED,),
}
TO_DECIDE = and_(_WORKSPACE, _d.state.in_(bindparam("states", expanding=True)), _ALONE, or_(FOR_PERSON, _FAILED))
_TO_DECIDE = select(_d.id, _d.attempt).where(TO_DECIDE)
_TO_PERSON = (
    _ALONE,
    _d.person_id == bindparam("person", type_=Key),
    or_(_d.settled_at.is_(None), _RECENT),
)
# What may be about several opportunities is looked up by the first; the others stand in its facts.
_SEVERAL = and_(
    _d.kind.in_((handovers.KIND, escalations.KIND)), cast(_d.facts, Text).contains(bindparam("quoted", type_=Text()))
)
_ABOUT = (or_(_d.subject == bindparam("number"), _SEVERAL),)


def page(session: Session, by: Member, filters: Filters, now: datetime, start: int = 0) -> Page:
    """A page of the log, the newest first; what is settled of the last 30 days. Raises NotAllowed."""
    by.must("deliveries")
    found, values = _ROWS, {"workspace": by.workspace_id, "start": start, "since": now - BACK}
    if filters.subject:
        found = found.where(*_ABOUT)
        values |= {"number": filters.subject, "quoted": f'"{filters.subject}"'}
    elif filters.person_id:
        found, values["person"] = found.where(*_TO_PERSON), filters.person_id
    else:
        found = found.where(*_WHICH[filters.which or Which.OPEN])
    rows = session.all(Delivery, found, **values)
    of_state = None if filters.subject or filters.person_id else DECIDED.get(filters.which or Which.OPEN)
    waiting = _waiting(session, by, of_state) if of_state and rows and not start else Waiting()
    return Page(rows[:PAGE], start, len(rows) > PAGE, waiting)


def _waiting(session: Session, by: Member, states: tuple[DeliveryState, ...]) -> Waiting:
    found = session.connection.execute(_TO_DECIDE, {"workspace": by.workspace_id, "states": list(states)})
    return Waiting.of((row.id, row.attempt) for row in found)
