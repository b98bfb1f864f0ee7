"""What a replay of reminders needs besides how opportunities stood: tasks, activity, and what people hold back."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, union_all

from store.models.columns import Moment
from store.models.documents import quotes
from store.models.interactions import interactions
from store.models.opportunities import comments, entries, opportunities, tasks
from store.models.workspaces import mutes, people, snoozes
from store.reasons import Why
from store.rules import dates
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Task:
    """A task that was open and due on some day of the week; `about` is its opportunity's number."""

    number: str
    opportunity_id: int | None
    about: str | None
    salesperson_id: int
    due_on: date
    created_on: date
    closed_on: date | None

    def stands(self, day: date) -> bool:
        """Whether it was there that morning, due, and not done."""
        return self.created_on < day and self.due_on <= day and (self.closed_on is None or self.closed_on >= day)


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it, of a workspace; people's switches, mutes and snoozes as they are now."""

    tasks: dict[int, list[Task]]  # by salesperson
    active_on: dict[int, list[date]]  # by opportunity, in order
    off: dict[int, frozenset[Why]]
    muted: set[tuple[int, int]]
    snoozed: dict[tuple[int, int], date]

    def last_on(self, opportunity: int, day: date) -> date | None:
        """The last day before that one on which something happened."""
        days = self.active_on.get(opportunity, [])
        before = bisect_left(days, day)
        return days[before - 1] if before else None

    def held(self, person: int, opportunity: int | None, day: date) -> bool:
        """Whether the person muted it, or put it off until after that day."""
        if opportunity is None:
            return False
        until = self.snoozed.get((person, opportunity))
        return (person, opportunity) in self.muted or bool(until and day < until)


_t, _o = tasks.c, opportunities.c
_WORKSPACE: Any = bindparam("workspace")
_TASKS = (
    select(_t.number, _t.opportunity_id, _o.number, _t.salesperson_id, _t.due_on, _t.created_at, _t.closed_on)
    .select_from(tasks.outerjoin(opportunities, (_o.workspace_id == _t.workspace_id) & (_o.id == _t.opportunity_id)))
    .where(_t.workspace_id == _WORKSPACE, _t.due_on <= bindparam("until"))
    .where(or_(_t.open, _t.closed_on >= bindparam("since")))
)


def _happened(table: Any, at: Any) -> tuple[Select[Any], Select[Any]]:
    """When something of a kind happened to opportunities: the last time before the week, and every time in it."""
    began = bindparam("began", type_=Moment())
    mine = select(table.c.opportunity_id, at).where(table.c.workspace_id == _WORKSPACE)
    mine = mine.where(table.c.opportunity_id.is_not(None))
    before = select(table.c.opportunity_id, func.max(at)).where(table.c.workspace_id == _WORKSPACE, at < began)
    return before.where(table.c.opportunity_id.is_not(None)).group_by(table.c.opportunity_id), mine.where(at >= began)


_AT = ((entries, entries.c.at), (comments, comments.c.at), (interactions, interactions.c.at), (quotes, quotes.c.at),
       (tasks, _t.created_at))  # fmt: skip
_HAPPENED = union_all(*(one for table, at in _AT for one in _happened(table, at)))
_SINCE: Any = bindparam("since")
_FINISHED = (_t.workspace_id == _WORKSPACE, _t.opportunity_id.is_not(None), ~_t.open, ~_t.cancelled)
_DONE = union_all(  # the last that was done before the week, and all that was done in it
    select(_t.opportunity_id, func.max(_t.closed_on).label("closed_on"))
    .where(*_FINISHED, _t.closed_on < _SINCE)
    .group_by(_t.opportunity_id),
    select(_t.opportunity_id, _t.closed_on).where(*_FINISHED, _t.closed_on >= _SINCE),
)
_OFF = select(people.c.id, people.c.kinds_off).where(people.c.workspace_id == _WORKSPACE, people.c.kinds_off != "")
_MUTED = select(mutes.c.person_id, mutes.c.opportunity_id).where(mutes.c.workspace_id == _WORKSPACE)
_SNOOZED = select(snoozes.c.person_id, snoozes.c.opportunity_id, snoozes.c.until_on).where(
    snoozes.c.workspace_id == _WORKSPACE
)


def read(session: Session, workspace_id: int, timezone: str, since: date, until: date) -> Facts:
    """What bears on the reminders of the days from `since` up to `until`, of the workspace's calendar."""
    rows, mine = session.connection.execute, {"workspace": workspace_id}
    began, _ = dates.bounds(since, timezone)
    active: dict[int, set[date]] = defaultdict(set)
    for opportunity, at in rows(_HAPPENED, mine | {"began": began}):
        active[opportunity].add(dates.today(at, timezone))
    for opportunity, closed_on in rows(_DONE, mine | {"since": since}):
        active[opportunity].add(closed_on)
    due = rows(_TASKS, mine | {"since": since, "until": until})
    found: dict[int, list[Task]] = defaultdict(list)
    for row in due:
        found[row.salesperson_id].append(Task(*row[:5], dates.today(row.created_at, timezone), row.closed_on))
    return Facts(
        found,
        {opportunity: sorted(days) for opportunity, days in active.items()},
        {key: frozenset(Why(word) for word in off.split()) for key, off in rows(_OFF, mine)},
        {(person, opportunity) for person, opportunity in rows(_MUTED, mine)},
        {(person, opportunity): until_on for person, opportunity, until_on in rows(_SNOOZED, mine)},
    )
