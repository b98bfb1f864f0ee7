"""What an opportunity gives cause to remind its salesperson of: its closing date, its stay, that nothing happens."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Date, Row, ScalarSelect, Select, and_, bindparam, case, func, or_, select

from store.models.columns import Moment
from store.models.contacts import contacts
from store.models.cycles import stages
from store.models.documents import quotes
from store.models.functions import days_between
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


_MOST = func.coalesce(_s.max_days, bindparam("max_days"))
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
        _MOST.label("most"),
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
_DAY: BindParameter[date] = bindparam("day", type_=Date())
# Of hundreds that are open few give cause for anything: the database leaves the others where they are.
_STARTED = or_(_o.closing_on <= bindparam("soon", type_=Date()), days_between(_e.stay_on, _DAY) > _MOST, _QUIET)
_GIVES_CAUSE = or_(
    and_(_o.status == Status.NOT_STARTED, _o.created_on <= bindparam("unstarted", type_=Date())),
    and_(_o.status == Status.IN_PROGRESS, _STARTED),
)
_OWN = _OPPORTUNITIES.where(_o.salesperson_id == PERSON, _o.status.in_(OPEN), _GIVES_CAUSE)
_THESE = _OPPORTUNITIES.where(_o.number.in_(bindparam("numbers", expanding=True)))


def present(session: Session, reader: Reader) -> list[Reason]:
    """What a salesperson's open opportunities give cause for; those of one opportunity together, oldest first."""
    if not reader.on - {Why.TASK}:
        return []
    found = [list(_reasons(row, reader)) for row in session.connection.execute(_OWN, _values(reader))]
    standing = [of for of in found if of]
    standing.sort(key=lambda of: min(one.since for one in of))
    return [one for of in standing for one in of]


def these(session: Session, reader: Reader, facts: Sequence[dict[str, Any]]) -> list[Reason | None]:
    """These facts as they stand now, in the same order; None for one whose opportunity is gone."""
    values = _values(reader) | {"numbers": [fact["opportunity"] for fact in facts]}
    rows = {row.number: row for row in session.connection.execute(_THESE, values)}
    return [_again(rows.get(fact["opportunity"]), fact, reader) for fact in facts]


def _values(reader: Reader) -> dict[str, Any]:
    member, today = reader.member, reader.today
    first = today - timedelta(days=reader.idle_days)  # a day more than can be idle, whatever the zone
    cutoff, _ = dates.bounds(first + timedelta(days=1), member.workspace_timezone)
    days = {"day": today, "soon": today + reminders.SOON, "unstarted": today - timedelta(days=reader.not_started_days)}
    return reader.values | days | {"max_days": reader.max_days, "cutoff": cutoff}


def _again(row: Row[Any] | None, fact: dict[str, Any], reader: Reader) -> Reason | None:
    if row is None:
        return None
    why, mark = Why(fact["why"]), str(fact["mark"])
    mine = row.salesperson_id == reader.member.id
    now_so = next((one for one in _reasons(row, reader) if mine and (one.why, one.mark) == (why, mark)), None)
    return now_so or _of(row, why, mark, reader.today, row.created_at, reader, end=End.MOVED)


def _reasons(row: Row[Any], reader: Reader) -> Iterator[Reason]:
    """What this opportunity gives cause for by today; nothing once it is closed."""
    today = reader.today
    if row.status == Status.NOT_STARTED:
        began_on = row.created_on
        if (since := began_on + timedelta(days=reader.not_started_days)) <= today:
            yield _of(row, Why.NOT_STARTED, began_on.isoformat(), since, row.created_at, reader, began_on=began_on)
    if row.status != Status.IN_PROGRESS:
        return
    mark, since = reminders.closing(row.closing_on, today)
    if since <= today:
        yield _of(row, Why.CLOSING, mark, since, row.at, reader, closing_on=row.closing_on)
    if (since := reminders.overstayed_on(row.stay_on, row.most)) <= today:
        stay = {"stage": row.stage_description, "began_on": row.stay_on, "most_days": row.most}
        yield _of(row, Why.STAGE, str(row.stay_no), since, row.at, reader, **stay)
    last_on = _last_on(row, reader.member.workspace_timezone)
    if (since := last_on + timedelta(days=reader.idle_days)) <= today:
        yield _of(row, Why.IDLE, last_on.isoformat(), since, row.at, reader, began_on=last_on)


def _last_on(row: Row[Any], timezone: str) -> date:
    """The day of the last activity, of the workspace's calendar."""
    moments = (row.at, row.commented_at, row.task_made_at, row.interaction_at, row.quoted_at)
    days = [dates.today(at, timezone) for at in moments if at]
    return max([*days, row.done_on] if row.done_on else days)


def _of(
    row: Row[Any], why: Why, mark: str, since: date, arose_at: datetime, reader: Reader, *,
    end: End | None = None, **more: Any,
) -> Reason:  # fmt: skip
    return Reason(
        why, row.number, row.description, row.name, row.no or 0, mark, since, arose_at, row.until_on,
        end or reader.end(row, why), **more,
    )  # fmt: skip
