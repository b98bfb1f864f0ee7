"""Personal reminders: asked for by a person, of an opportunity, at a very moment (product.md, The command, remind).

They are rows of the ledger that are due in the future. The person named the moment, so neither the noise budget nor
working or quiet hours hold them back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from store import audits, deliveries, entries
from store.deliveries import WAITING
from store.models.columns import Key, Moment
from store.models.deliveries import deliveries as table
from store.rights import Member
from store.rules import dates, text
from store.rules.checks import Checks
from store.rules.refusals import NotFound, Past
from store.rules.words import DeliveryState
from store.sessions import Session

KIND = "remind"
NOTE = 500  # characters


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody asked for: of which opportunity, when, with which note."""

    id: int
    number: str
    at: datetime
    note: str


_d = table.c
_MINE = (
    _d.workspace_id == bindparam("workspace"),
    _d.person_id == bindparam("person", type_=Key),
    _d.kind == KIND,
)
_PENDING = (
    select(_d.id, _d.facts, _d.due_at)
    .where(WAITING, _d.state == DeliveryState.DUE, *_MINE, _d.due_at > bindparam("now", type_=Moment()))
    .order_by(_d.due_at, _d.id)
)
_ONE = select(_d.key, _d.facts).where(*_MINE, _d.id == bindparam("row", type_=Key))
_SO_FAR = select(func.count()).where(_d.workspace_id == bindparam("workspace"), _d.about == bindparam("whole"))
_CANCEL = (
    update(table)
    .where(*_MINE, _d.id == bindparam("row", type_=Key), _d.state == DeliveryState.DUE)
    .values(state=DeliveryState.DROPPED, reason="cancelled by the person", settled_at=bindparam("now", type_=Moment()))
    .returning(_d.facts)
)


def remind(session: Session, by: Member, number: str, at: datetime, note: str, now: datetime) -> Reminder:
    """Owe oneself a reminder of an opportunity at that moment.

    Raises NotFound, and all together Past on `remind_time` for a moment that is over, TooLate on `remind_on` beyond
    the calendar, TooLong on `note`.
    """
    subject, _ = entries.read(session, by, "see", number)
    checks = Checks()
    checks(_ahead, at, by, now)
    said = checks(text.line, note, "note", NOTE, required=False)
    checks.done()
    about = f"ask:{by.slack_id}:{subject.number}"
    nth = int(session.value(_SO_FAR, workspace=by.workspace_id, whole=about)) + 1
    while (made := _owe(session, by, f"{about}:{nth}", about, subject.number, at, said, now)) is None:
        nth += 1  # another request of theirs took it just now, or an older one was forgotten
    return made


def put_off(session: Session, by: Member, row: int, at: datetime, now: datetime) -> Reminder:
    """Owe the same once more, later; a reminder is put off once, and then the next one can be.

    Raises NotFound when it was put off already, or its opportunity is gone, Past, TooLate.
    """
    by.must("see")
    found = session.row(_ONE, workspace=by.workspace_id, person=by.id, row=row)
    if found is None:
        raise NotFound("reminder")
    key, facts = str(found[0]), dict(found[1])
    subject, _ = entries.read(session, by, "see", str(facts["opportunity"]))
    _ahead(at, by, now)
    about = f"ask:{by.slack_id}:{subject.number}"
    made = _owe(session, by, f"{key}+", about, subject.number, at, str(facts["note"]), now)
    if made is None:
        raise NotFound("reminder")
    return made


def _ahead(at: datetime, by: Member, now: datetime) -> None:
    if at <= now:
        raise Past("remind_time", at)
    dates.between(dates.today(at, by.timezone), "remind_on")


def _owe(
    session: Session, by: Member, key: str, about: str, number: str, at: datetime, note: str, now: datetime
) -> Reminder | None:
    """None when something with this key is owed already."""
    facts: dict[str, Any] = {
        "opportunity": number, "note": note, "at": at.isoformat(), "asked_at": now.isoformat(),
    }  # fmt: skip
    if not deliveries.owe(session, by.workspace_id, key, KIND, by.id, facts, at, now, about=about):
        return None
    audits.write(session, by, "remind", number, new={"remind_at": at, "note": note}, now=now)
    return Reminder(deliveries.find(session, by.workspace_id, key) or 0, number, at, note)


def pending(session: Session, by: Member, now: datetime) -> list[Reminder]:
    """Those of one's own that are still to come, the next first."""
    by.must("see")
    values = {"workspace": by.workspace_id, "person": by.id, "now": now}
    return [
        Reminder(row.id, str(row.facts["opportunity"]), row.due_at, str(row.facts["note"]))
        for row in session.connection.execute(_PENDING, values)
    ]


def find(session: Session, by: Member, row: int) -> Reminder:
    """One's own reminder, also one that has come. Raises NotFound."""
    by.must("see")
    found = session.row(_ONE, workspace=by.workspace_id, person=by.id, row=row)
    if found is None:
        raise NotFound("reminder")
    facts = found[1]
    return Reminder(row, str(facts["opportunity"]), datetime.fromisoformat(facts["at"]), str(facts["note"]))


def cancel(session: Session, by: Member, row: int, now: datetime) -> str:
    """Take back what is still to come; the opportunity's number. Raises NotFound when it came, or was cancelled."""
    by.must("see")
    facts: dict[str, Any] | None = session.value(_CANCEL, workspace=by.workspace_id, person=by.id, row=row, now=now)
    if facts is None:
        raise NotFound("reminder")
    number, at = str(facts["opportunity"]), datetime.fromisoformat(facts["at"])
    audits.write(session, by, "cancel reminder", number, old={"remind_at": at, "note": facts["note"]}, now=now)
    return number
