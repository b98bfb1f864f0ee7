"""Messages nobody asked for: so many a person and day by themselves, the rest in the next bundle (issue 4, 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update

from store import absences, deliveries, people, worktime
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries as ledger
from store.models.deliveries import notice_days
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules import dates
from store.rules.words import DeliveryState
from store.rules.worktime import Worktime, deliverable_at
from store.sessions import Session, columns
from store.upserts import insert

KEPT = timedelta(days=7)  # how long the count of a day is kept
WAITS = timedelta(days=30)  # for a bundle, at most
LEFT, NONE_CAME = "the person is a guest or left", "no bundle came for 30 days"
MOST = 25  # notices in one bundle: what it has room for; the others wait for the next


@dataclass(frozen=True, slots=True)
class Notice:
    """One that a bundle carries: its row, what kind it is, and what it was owed with."""

    id: int
    kind: str
    state: DeliveryState
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told what concerns somebody: they themselves, or who covers for them, with what a notice adds for that.

    `until_on`: the last day on which somebody covers.
    """

    id: int
    facts: dict[str, Any]
    until_on: date | None
    lives: Worktime


_d, _n = ledger.c, notice_days.c
_WORKSPACE = _d.workspace_id == bindparam("workspace")
_A_DAY = select(workspaces.c.notices_a_day).where(workspaces.c.id == bindparam("workspace"))
_MARK = (
    update(ledger)
    .where(_WORKSPACE, _d.key == bindparam("named"))
    .values(noticed_on=bindparam("day"), folded_on=bindparam("fold"))
)
_NAMED_DUE = (_WORKSPACE, _d.key == bindparam("named"), _d.state == DeliveryState.DUE)
_WAITING = select(_d.person_id, _d.facts, _d.noticed_on, _d.folded_on).where(*_NAMED_DUE).with_for_update()
_GIVE_BACK = (
    update(notice_days)
    .where(_n.workspace_id == bindparam("workspace"), _n.person_id == bindparam("person", type_=Key))
    .where(_n.on_date == bindparam("day"), _n.taken > 0)
    .values(taken=_n.taken - 1)
)
_READDRESS = (
    update(ledger)
    .where(*_NAMED_DUE)
    .values(
        person_id=bindparam("reader", type_=Key),
        facts=bindparam("saying", type_=_d.facts.type),
        due_at=bindparam("at", type_=Moment),
        retry_at=None,
        carrier_id=None,
    )
)
# Due, over the budget, and in no bundle yet: it rides with the first that is made from its day on.
_FOLDED = (
    _WORKSPACE,
    _d.person_id == bindparam("person", type_=Key),
    _d.carrier_id.is_(None),
    _d.folded_on <= bindparam("day"),
    _d.state == DeliveryState.DUE,
)
_WAITS = select(exists().where(*_FOLDED))
_BUNDLE = select(_d.id).where(_WORKSPACE, _d.key == bindparam("named"))
_FIRST = select(_d.id).where(*_FOLDED).order_by(_d.id).limit(MOST)
_BOARD = update(ledger).where(_WORKSPACE, _d.id.in_(_FIRST)).values(carrier_id=bindparam("bundle", type_=Key))
_RIDING = (
    select(*columns(Notice, ledger))
    .where(_WORKSPACE, _d.carrier_id == bindparam("carrier", type_=Key), _d.folded_on.is_not(None))
    .order_by(_d.id)
)
_GONE = exists().where(
    people_table.c.workspace_id == _d.workspace_id,
    people_table.c.id == _d.person_id,
    or_(~people_table.c.active, people_table.c.guest, people_table.c.removed),
)
_GIVE_UP = (
    update(ledger)
    .where(_d.carrier_id.is_(None), _d.folded_on.is_not(None), _d.state == DeliveryState.DUE)
    .values(state=DeliveryState.DROPPED, settled_at=bindparam("now"))
)
_OLD = delete(notice_days).where(_n.on_date < bindparam("before"))


def notify(
    session: Session, workspace_id: int, person_id: int, key: str, kind: str, facts: dict[str, Any], now: datetime,
    *, never: int | None = None,
) -> bool:  # fmt: skip
    """Owe somebody a message they did not ask for; False when it is owed already: the key names the fact, once.

    The first of their local day (workspaces.notices_a_day) come by themselves, within their working hours; the rest
    waits for the next bundle. It counts to the day on which it may come. Two at once do not share the last place.
    Who notifies several goes by their keys. Of somebody who is away it comes to who covers, who then has it in
    `facts` for whom (`meant`); but to nobody who is `never` to cover, since it is about them.
    """
    reader = reader_of(session, workspace_id, person_id, now, never=never)
    due_at = deliverable_at(now, reader.lives)
    if not deliveries.owe(session, workspace_id, key, kind, reader.id, facts | reader.facts, due_at, now):
        return False
    _count(session, workspace_id, reader, key, due_at)
    return True


def _count(session: Session, workspace_id: int, reader: Reader, key: str, due_at: datetime) -> None:
    day, most = dates.today(due_at, reader.lives.timezone), int(session.value(_A_DAY, workspace=workspace_id))
    fold = None if _takes(session, workspace_id, reader.id, day, most) else day
    session.change(_MARK, workspace=workspace_id, named=key, day=day, fold=fold)


def reader_of(
    session: Session, workspace_id: int, person_id: int, now: datetime, *, never: int | None = None
) -> Reader:
    """Who is to be told now what concerns somebody; they themselves where who is `never` to be told covers."""
    lives = worktime.of(session, workspace_id, person_id)
    today = dates.today(now, lives.timezone)
    cover = absences.cover_of(session, workspace_id, person_id, today)
    if cover is None or cover.id == never:
        return Reader(person_id, {}, None, lives)
    away = absences.on(session, workspace_id, person_id, today)
    until = away.until_on if away else None
    return Reader(cover.id, {"for": person_id}, until, worktime.of(session, workspace_id, cover.id))


def redirect(session: Session, workspace_id: int, key: str, person_id: int, now: datetime) -> bool:
    """Owe what waits under this key to whom it belongs now; False when it is on its way, or goes there already.

    It waits for their working hours, and counts to their day and no more to the other's; a bundle it waited for
    carries it no more.
    """
    row = session.row(_WAITING, workspace=workspace_id, named=key)
    if row is None:
        return False
    reader = reader_of(session, workspace_id, person_id, now)
    former_id, facts, noticed_on, folded_on = row
    saying = {name: value for name, value in facts.items() if name != "for"} | reader.facts
    if (former_id, facts) == (reader.id, saying):
        return False
    due_at = deliverable_at(now, reader.lives)
    session.change(_READDRESS, workspace=workspace_id, named=key, reader=reader.id, saying=saying, at=due_at)
    if folded_on is None:
        session.change(_GIVE_BACK, workspace=workspace_id, person=former_id, day=noticed_on)
    _count(session, workspace_id, reader, key, due_at)
    return True


def meant(session: Session, reader: Member, facts: dict[str, Any]) -> Member:
    """Whom a notice is about: its reader, or the one for whom they cover."""
    absent = people.get(session, reader.workspace_id, facts["for"]) if "for" in facts else None
    return absent or reader


def _takes(session: Session, workspace_id: int, person_id: int, day: date, most: int) -> bool:
    """Take a place of that day; False when there is none left. Whoever comes second waits for the first."""
    if most < 1:
        return False
    row = insert(session, notice_days).values(workspace_id=workspace_id, person_id=person_id, on_date=day, taken=1)
    taken = row.on_conflict_do_update(
        index_elements=["workspace_id", "person_id", "on_date"], set_={"taken": _n.taken + 1}, where=_n.taken < most
    )
    return session.value(taken.returning(_n.taken)) is not None


def waits(session: Session, workspace_id: int, person_id: int, day: date) -> bool:
    """Whether anything waits for a bundle of that day: it comes then even without a reminder."""
    return bool(session.value(_WAITS, workspace=workspace_id, person=person_id, day=day))


def board(session: Session, workspace_id: int, person_id: int, bundle_key: str, day: date) -> int:
    """Let the bundle with this key, which is owed already, carry the first `MOST` of what waits for one; how many."""
    bundle = session.value(_BUNDLE, workspace=workspace_id, named=bundle_key)
    return session.change(_BOARD, workspace=workspace_id, person=person_id, day=day, bundle=bundle)


def riding(session: Session, workspace_id: int, bundle_id: int) -> Sequence[Notice]:
    """What a bundle carries besides reminders, in the order it was owed."""
    return session.all(Notice, _RIDING, workspace=workspace_id, carrier=bundle_id)


def give_up(session: Session, now: datetime) -> int:
    """Drop what waits for a bundle that does not come: its person left, or none came for 30 days; how many."""
    gone = session.change(_GIVE_UP.where(_GONE).values(reason=LEFT), now=now)
    return gone + session.change(_GIVE_UP.where(_d.created_at < bindparam("before")).values(reason=NONE_CAME),
                                 now=now, before=now - WAITS)  # fmt: skip


def forget(session: Session, now: datetime) -> int:
    """Delete the counts of days that are over everywhere; how many."""
    return session.change(_OLD, before=(now - KEPT).date())
