"""The threads of the channel feed: one an opportunity and channel, under its card (product.md, Channel feed)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from store import deliveries
from store.models.deliveries import deliveries as ledger
from store.models.events import threads
from store.models.opportunities import opportunities
from store.sessions import Session, columns
from store.upserts import add

# Kinds of deliveries: the card that begins a thread, the same drawn again, and what stands there in the end.
ROOT, CARD, GONE = "root", "card", "gone"


@dataclass(frozen=True, slots=True)
class Thread:
    """Where an opportunity is talked of; `ts` is its root's, None until Slack has taken the card."""

    id: int
    channel: str
    ts: str | None
    changes: int


_t, _o, _d = threads.c, opportunities.c, ledger.c
_OPPORTUNITY = (
    select(_o.id).where(_o.workspace_id == bindparam("workspace"), _o.number == bindparam("number")).scalar_subquery()
)
_OF = (_t.workspace_id == bindparam("workspace"), _t.opportunity_id == _OPPORTUNITY)
_HERE = select(*columns(Thread, threads)).where(*_OF, _t.channel == bindparam("place"))
_CHANGED = update(threads).where(*_OF).values(changes=_t.changes + 1).returning(*columns(Thread, threads))
_BEGUN = update(threads).where(*_OF, _t.channel == bindparam("place")).values(ts=bindparam("root"))
_FORGOTTEN = delete(threads).where(*_OF, _t.channel == bindparam("place"))
_JOINED = threads.join(opportunities, (_o.workspace_id == _t.workspace_id) & (_o.id == _t.opportunity_id))
# Held, and only then looked at: a card that Slack takes just now is told of too.
_STANDING = (
    select(_t.id, _t.channel, _t.ts, _o.number)
    .select_from(_JOINED)
    .where(_t.workspace_id == bindparam("workspace"), _o.number.in_(bindparam("numbers", expanding=True)))
    .order_by(_t.id)
    .with_for_update(of=threads)
)
_NUMBER = (
    select(_o.number)
    .select_from(_JOINED)
    .where(_t.workspace_id == bindparam("workspace"), _t.channel == bindparam("place"), _t.ts == bindparam("root"))
)
# Whoever draws the card just now holds a row that is gone: that card is of before this change.
_OVERTAKEN = delete(ledger).where(_d.workspace_id == bindparam("workspace"), _d.key == bindparam("named"))


def find(session: Session, workspace_id: int, number: str, channel: str) -> Thread | None:
    """The thread of an opportunity in a channel."""
    return session.one(Thread, _HERE, workspace=workspace_id, number=number, place=channel)


def number(session: Session, workspace_id: int, channel: str, root: str) -> str | None:
    """The opportunity whose thread begins with this message."""
    found: str | None = session.value(_NUMBER, workspace=workspace_id, place=channel, root=root)
    return found


def begin(
    session: Session, workspace_id: int, opportunity: int, number: str, channel: str, key: str, now: datetime
) -> None:
    """Let there be a thread: owe its card, unless it is there. `key` names what it begins with."""
    keys = {"workspace_id": workspace_id, "opportunity_id": opportunity, "channel": channel}
    if add(session, threads, keys, {"changes": 0}):
        facts = {"number": number, "channel": channel}
        deliveries.owe(session, workspace_id, f"{ROOT}:{number}:{channel}:{key}", ROOT, None, facts, now, now)


def changed(session: Session, workspace_id: int, number: str, now: datetime) -> None:
    """An opportunity was changed: its card is to be drawn again wherever it begins a thread.

    A card that is not there yet counts the change: it may have been composed before.
    """
    values = {"workspace": workspace_id, "number": number}
    for row in session.connection.execute(_CHANGED, values).all():
        thread = Thread(*row)
        if thread.ts:
            redraw(session, workspace_id, number, thread, now)


def redraw(session: Session, workspace_id: int, number: str, thread: Thread, now: datetime) -> None:
    """Owe that the card of a thread is drawn again: one row a thread, another with each change."""
    key, facts = f"{CARD}:{thread.id}", {"number": number, "channel": thread.channel}
    session.change(_OVERTAKEN, workspace=workspace_id, named=key)
    deliveries.owe(session, workspace_id, key, CARD, None, facts, now, now)


def begun(
    session: Session, workspace_id: int, number: str, channel: str, ts: str, seen: int | None, now: datetime
) -> None:
    """Remember a thread's root; `seen`: how many changes the card was composed after, None when nobody knows."""
    values = {"workspace": workspace_id, "number": number}
    session.change(_BEGUN, **values, place=channel, root=ts)
    thread = find(session, workspace_id, number, channel)
    if thread and thread.changes != seen:
        redraw(session, workspace_id, number, thread, now)


def end(session: Session, workspace_id: int, going: dict[str, str], person: str, now: datetime) -> None:
    """Opportunities (number -> description) are being deleted: where their cards stand, that is said in their place."""
    rows = session.connection.execute(_STANDING, {"workspace": workspace_id, "numbers": list(going)}).all()
    for key, channel, ts, number in rows:
        told = {"number": number, "description": going[number], "person": person}
        facts = {**told, "channel": channel, "ts": ts}
        if ts:
            deliveries.owe(session, workspace_id, f"{GONE}:{key}", GONE, None, facts, now, now)


def forget(session: Session, workspace_id: int, number: str, channel: str) -> None:
    """A thread whose root is not there, or never came: the next event begins another."""
    session.change(_FORGOTTEN, workspace=workspace_id, number=number, place=channel)
