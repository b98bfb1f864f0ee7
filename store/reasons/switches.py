"""What a person's reminders go by: the kinds that are on, the days of the workspace, what they muted and snoozed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from store.models.columns import Key
from store.models.opportunities import opportunities
from store.models.workspaces import mutes, people, snoozes, workspaces
from store.parkings import ACTIVE
from store.reasons.facts import End, Why
from store.rights import Member
from store.rules import dates
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose reasons are looked for, at which moment, and what they are reminded of."""

    member: Member
    now: datetime
    today: date  # their own
    on: frozenset[Why]
    idle_days: int
    not_started_days: int
    max_days: int

    @property
    def values(self) -> dict[str, Any]:
        """What the statements with HELD are given: `today` is the workspace's, by which opportunities are parked."""
        today = dates.today(self.now, self.member.workspace_timezone)
        return {"workspace": self.member.workspace_id, "person": self.member.id, "today": today}

    def end(self, row: Row[Any], why: Why) -> End | None:
        """Whether a reason of this kind is held back; `row` has the columns of HELD."""
        if why not in self.on:
            return End.OFF
        if row.parked:
            return End.PARKED
        if row.muted_at:
            return End.MUTED
        rests = self.now < row.until_at if row.until_at else row.until_on and self.today < row.until_on
        return End.SNOOZED if rests else None


_p, _w = people.c, workspaces.c
_SWITCHES = (
    select(_w.kinds_off, _p.kinds_off, _w.idle_days, _w.not_started_days, _w.max_days)
    .select_from(people.join(workspaces, _w.id == _p.workspace_id))
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("person", type_=Key))
)
PERSON = bindparam("person", type_=Key)
HELD = (snoozes.c.until_on, snoozes.c.until_at, mutes.c.at.label("muted_at"), ACTIVE.label("parked"))
SNOOZED, MUTED = (
    (held.c.workspace_id == opportunities.c.workspace_id)
    & (held.c.opportunity_id == opportunities.c.id)
    & (held.c.person_id == PERSON)
    for held in (snoozes, mutes)
)  # to join what the person holds back to its opportunity


def reader(session: Session, member: Member, now: datetime) -> Reader:
    """The member with what they are reminded of; nothing for somebody who may not act on it: a reader, one blocked."""
    values = {"workspace": member.workspace_id, "person": member.id}
    common, own, *days = session.connection.execute(_SWITCHES, values).one()
    off = {*common.split(), *own.split()}
    on = frozenset(why for why in Why if why not in off) if member.may("move") else frozenset[Why]()
    return Reader(member, now, dates.today(now, member.timezone), on, *days)
