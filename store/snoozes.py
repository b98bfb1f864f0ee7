"""Snoozes: until when a person's reminders of an opportunity rest (product.md, Reminders)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select

from store import audits, coverings, entries, snooze_ends
from store.models.columns import Key, Moment
from store.models.opportunities import opportunities
from store.models.workspaces import snoozes
from store.rights import Member
from store.rules import dates
from store.rules.refusals import Past
from store.sessions import Session, columns
from store.upserts import put

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """An opportunity whose reminders rest: until the beginning of a day, or until a very moment."""

    number: str
    description: str
    until_on: date
    until_at: datetime | None


_s, _o = snoozes.c, opportunities.c
_MINE = (_s.workspace_id == bindparam("workspace"), _s.person_id == bindparam("person", type_=Key))
_LISTED = (
    select(*columns(Snoozed, snoozes, number=_o.number, description=_o.description))
    .select_from(snoozes.join(opportunities, (_o.workspace_id == _s.workspace_id) & (_o.id == _s.opportunity_id)))
    .where(*_MINE)
)
_RESTING = _LISTED.where(
    _s.until_on >= bindparam("today"), or_(_s.until_at.is_(None), _s.until_at > bindparam("now", type_=Moment()))
).order_by(_s.until_on, _o.id)
_THEIRS = (
    _s.workspace_id == bindparam("workspace"),
    _s.opportunity_id == bindparam("opportunity", type_=Key),
    _s.person_id.in_(bindparam("whose", expanding=True, type_=Key)),
)
_ENDS = select(_s.person_id, _s.until_on, _s.until_at).where(*_THEIRS).order_by(_s.person_id)
_WAKE = delete(snoozes).where(*_THEIRS)


def snooze(
    session: Session, by: Member, number: str, until_on: date, now: datetime, *, until_at: datetime | None = None
) -> None:
    """Hold back one's reminders of an opportunity until that day, and then say them once more: also those that one
    gets for somebody who is away.

    `until_at`: until that very moment, of which `until_on` is the person's local day; they are said at it.
    Raises NotFound; TooEarly on `until_on` before tomorrow of the person's own calendar, or Past for a moment that is
    over, TooLate after a year.
    """
    subject, _ = entries.locked(session, by, "see", number)
    today = dates.today(now, by.timezone)
    if until_at is not None and until_at <= now:
        raise Past("until_time", until_at)
    earliest = today if until_at else today + timedelta(days=1)
    dates.between(until_on, "until_on", earliest, today + LONGEST)
    whose = _whose(session, by, subject)
    for person_id in whose:
        keys = {"workspace_id": by.workspace_id, "person_id": person_id, "opportunity_id": subject.id}
        put(session, snoozes, keys, {"until_on": until_on, "until_at": until_at, "at": now})
    snooze_ends.drop(session, by, number, now)
    if until_at:
        snooze_ends.owe(session, by, whose, number, until_at, now)
    new = {"until_at": until_at} if until_at else {"until_on": until_on}
    audits.write(session, by, "snooze", number, new=new, now=now)


def _whose(session: Session, by: Member, subject: entries.Subject) -> list[int]:
    """Whose reminders rest: one's own, and those that one gets for who is away."""
    return [by.id, *(one.id for one in coverings.concerned(session, by, subject.id))]


def wake(session: Session, by: Member, number: str, now: datetime) -> bool:
    """Let one's reminders of an opportunity come again, also those that one gets for somebody who is away.

    False when none of them rested. Raises NotFound.
    """
    subject, _ = entries.locked(session, by, "see", number)
    whose = _whose(session, by, subject)
    values = {"workspace": by.workspace_id, "opportunity": subject.id, "whose": whose}
    found = {person_id: ends for person_id, *ends in session.connection.execute(_ENDS, values)}
    if not found or not session.change(_WAKE, **values):
        return False
    snooze_ends.drop(session, by, number, now)
    until_on, until_at = next(found[person_id] for person_id in whose if person_id in found)
    old = {"until_at": until_at} if until_at else {"until_on": until_on}
    audits.write(session, by, "wake", number, old=old, now=now)
    return True


def resting(session: Session, by: Member, now: datetime) -> list[Snoozed]:
    """One's own snoozes that hold something back, those that end first before the others."""
    by.must("see")
    today = dates.today(now, by.timezone)
    found = session.all(Snoozed, _RESTING, workspace=by.workspace_id, person=by.id, today=today, now=now)
    return [one for one in found if one.until_at or one.until_on > today]
