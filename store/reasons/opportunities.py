"""What an opportunity gives cause to remind its salesperson of: its closing date, its stay, that nothing happens."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, bindparam, case, func, select

from store.models.columns import Moment
from store.models.contacts import contacts
from store.models.cycles import stages
from store.models.documents import quotes
from store.models.interactions import interactions
from store.models.opportunities import comments, entries, opportunities, tasks
from store.models.workspaces import mutes, snoozes
from store.reasons.facts import End, Reason, Why
from store.reasons.switches import HELD, MUTED, PERSON, SNOOZED, Reader
from store.rules import dates, reminders
from store.rules.words import OPEN, Status
from store.sessions import Session

_o, _e, _s, _t = opportunities.c, entries.c, stages.c, tasks.c


def _last(table: Any, column: Any, *more: Any) -> ScalarSelect[Any]:
    """When something of this kind last happened to the opportunity: asked only where its last move is long past."""
    mine = (table.c.workspace_id == _o.workspace_id) & (table.c.opportunity_id == _o.id)
    return select(func.max(column)).where(mine, *more).correlate(opportunities).scalar_subquery()


_QUIET = _e.at < bindparam("cutoff", type_=Moment())
_HAPPENED = {
    "commented_at": _last(comments, comments.c.at),
    "task_made_at": _last(tasks, _t.created_at),
    "interaction_at": _last(interactions, interactions.c.at),
    "quoted_at": _last(quotes, quotes.c.at),
}
_DONE_ON = _last(tasks, _t.closed_on, _t.open.is_(False), _t.cancelled.is_(False))
_OPPORTUNITIES: Select[Any] = (
    select(
        _o.number, _o.description, _o.salesperson_id, _o.status, _o.created_on, _o.created_at, _o.closing_on,
        _e.no, _e.stay_no, _e.stay_on, _e.stage_description, _e.at, contacts.c.name, *HELD,
        func.coalesce(_s.max_days, bindparam("max_days")).label("most"),
        *(case((_QUIET, asked)).label(name) for name, asked in _HAPPENED.items()),
        case((_QUIET, _DONE_ON)).label("done_on"),
    )
    .select_from(
        opportunities.join(contacts, contacts.c.id == _o.contact_id)
        .outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active)
        .outerjoin(
            stages, (_s.workspace_id == _o.workspace_id) & (_s.cycle_id == _o.cycle_id) & (_s.stage == _e.stage)
        )
        .outerjoin(snoozes, SNOOZED)
        .outerjoin(mutes, MUTED)
    )
    .where(_o.workspace_id == bindparam("workspace"))
)  # fmt: skip
_OWN = _OPPORTUNITIES.where(_o.salesperson_id == PERSON, _o.status.in_(OPEN))
_THESE = _OPPORTUNITIES.where(_o.number.in_(bindparam("numbers", expanding=True)))


def present(session: Session, reader: Reader) -> list[Reason]:
    """What a salesperson's open opportunities give cause for; those of one opportunity together, oldest first."""
    if not reader.on - {Why.TASK}:
        return []
    rows = session.connection.execute(_OWN, _values(reader))
    found = [list(_reasons(row, reader)) for row in rows]
    standing = [[one for one in of if one.since <= reader.today] for of in found]
    standing.sort(key=lambda of: min((one.since for one in of), default=dates.LAST))
    return [one for of in standing for one in of]


def these(session: Session, reader: Reader, facts: Sequence[dict[str, Any]]) -> list[Reason | None]:
    """These facts as they stand now, in the same order; None for one whose opportunity is gone."""
    values = _values(reader) | {"numbers": [fact["opportunity"] for fact in facts]}
    rows = {row.number: row for row in session.connection.execute(_THESE, values)}
    return [_again(rows.get(fact["opportunity"]), fact, reader) for fact in facts]


def _values(reader: Reader) -> dict[str, Any]:
    member = reader.member
    first = reader.today - timedelta(days=reader.idle_days)  # a day more than can be idle, whatever the zone
    cutoff, _ = dates.bounds(first + timedelta(days=1), member.workspace_timezone)
    return reader.values | {"max_days": reader.max_days, "cutoff": cutoff}


def _again(row: Row[Any] | None, fact: dict[str, Any], reader: Reader) -> Reason | None:
    if row is None:
        return None
    why, mark = Why(fact["why"]), str(fact["mark"])
    mine = row.salesperson_id == reader.member.id
    now_so = next((one for one in _reasons(row, reader) if mine and (one.why, one.mark) == (why, mark)), None)
    if now_so and now_so.since <= reader.today:
        return now_so
    return _of(row, why, mark, reader.today, row.created_at, reader, end=End.MOVED)


def _reasons(row: Row[Any], reader: Reader) -> Iterator[Reason]:
    """What this opportunity gives cause for, now or some day; nothing once it is closed."""
    if row.status == Status.NOT_STARTED:
        since = row.created_on + timedelta(days=reader.not_started_days)
        reason = _of(row, Why.NOT_STARTED, row.created_on.isoformat(), since, row.created_at, reader)
        yield replace(reason, began_on=row.created_on)
    if row.status != Status.IN_PROGRESS:
        return
    mark, since = reminders.closing(row.closing_on, reader.today)
    yield replace(_of(row, Why.CLOSING, mark, since, row.at, reader), closing_on=row.closing_on)
    since = reminders.overstayed_on(row.stay_on, row.most)
    stay = _of(row, Why.STAGE, str(row.stay_no), since, row.at, reader)
    yield replace(stay, stage=row.stage_description, began_on=row.stay_on, most_days=row.most)
    last_on = _last_on(row, reader.member.workspace_timezone)
    since = last_on + timedelta(days=reader.idle_days)
    yield replace(_of(row, Why.IDLE, last_on.isoformat(), since, row.at, reader), began_on=last_on)


def _last_on(row: Row[Any], timezone: str) -> date:
    """The day of the last activity, of the workspace's calendar."""
    moments = (row.at, row.commented_at, row.task_made_at, row.interaction_at, row.quoted_at)
    days = [dates.today(at, timezone) for at in moments if at]
    return max([*days, row.done_on] if row.done_on else days)


def _of(
    row: Row[Any], why: Why, mark: str, since: date, arose_at: datetime, reader: Reader, *, end: End | None = None
) -> Reason:
    return Reason(
        why, row.number, row.description, row.name, row.no or 0, mark, since, arose_at, row.until_on,
        end or reader.end(row, why),
    )  # fmt: skip
