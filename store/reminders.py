"""Reminders: whose morning it is, what is owed to them then, and what they put off (product.md, Reminders)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from store import absences, deliveries, escalations, foldings, notices, people, reasons, workspaces, worktime
from store.deliveries import Fact, Told
from store.foldings import Folded
from store.models.columns import Key
from store.models.workspaces import people as table
from store.reasons import Reason
from store.rights import Member
from store.rules import dates, reminders
from store.rules.words import DeliveryState
from store.rules.worktime import Worktime, beginning, deliverable_at, next_beginning, working_day
from store.sessions import Session
from store.worktime import Lived

BUNDLE = "day"  # the kind of the one message a person and a day
_JUST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Those of one workspace who live alike, and up to which day all of them are planned."""

    workspace_id: int
    lived: Lived
    planned_on: date


_p = table.c
_HERE = (_p.active, _p.guest.is_(False), _p.removed.is_(False))
_HOURS = (
    select(_p.workspace_id, func.min(func.coalesce(_p.planned_on, dates.FIRST)), *worktime.COLUMNS)
    .select_from(worktime.JOINED)
    .where(*_HERE)
    .group_by(_p.workspace_id, *worktime.COLUMNS)
)
_UNPLANNED = or_(_p.planned_on.is_(None), _p.planned_on < bindparam("day"))
_WAITING = (
    select(_p.id).where(_p.workspace_id == bindparam("workspace"), _UNPLANNED, *_HERE, *worktime.ALIKE).order_by(_p.id)
)
_TAKE = (
    update(table)
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("person", type_=Key), _UNPLANNED)
    .values(planned_on=bindparam("day"))
)


def mornings(session: Session, now: datetime) -> list[tuple[Hours, date]]:
    """Whose working day runs and is not planned yet, with that day: one look at the people, none at their work."""
    found = []
    for workspace_id, planned_on, *lived in session.connection.execute(_HOURS):
        hours = Hours(workspace_id, Lived(*lived), planned_on)
        day = working_day(now, hours.lived.worktime())
        if day and hours.planned_on < day:
            found.append((hours, day))
    return found


def waiting(session: Session, hours: Hours, day: date) -> list[int]:
    """The people of these hours who are to be planned for that day."""
    return session.values(_WAITING, workspace=hours.workspace_id, day=day, **worktime.alike(hours.lived))


def plan(session: Session, workspace_id: int, person_id: int, day: date, now: datetime) -> bool:
    """Owe a person the bundle of that day; False when nothing is, or another replica was first.

    It carries what more would have come of its own than a day may bring (`store.notices`).

    What arose after the day began waits for the next: a bundle comes once a day. Who is away gets none: what is theirs
    stands in the bundle of who covers.
    """
    workspaces.in_turn(session, workspace_id)  # before the person, as whoever gives them another role does
    if not session.change(_TAKE, workspace=workspace_id, person=person_id, day=day):
        return False
    person = people.get(session, workspace_id, person_id)
    if person is None or absences.on(session, workspace_id, person_id, day):
        return False
    lives = worktime.of(session, workspace_id, person_id)
    began_at = beginning(day, lives)
    due_at = deliverable_at(began_at, lives)
    if working_day(due_at, lives) != day:  # quiet hours leave nothing of this day
        return False
    saying: list[Fact] = []
    for whose, until in _owners(session, person, day):
        here = [reason for reason in reasons.present(session, whose, due_at) if reason.arose_at < began_at]
        told = deliveries.told(session, workspace_id, [reason.about for reason in here])
        if until is None:
            escalations.tell(session, person, escalations.of(person, lives, here, told, day), day, now)
        for_ = {} if until is None else {"for": whose.id, "until": until.isoformat()}
        saying += facts(whose, here, told, day, lives, for_)
    if not (saying or notices.waits(session, workspace_id, person_id, day)):
        return False
    key, its = bundle_key(person, day), {"on": day.isoformat()}
    owed = deliveries.owe(session, workspace_id, key, BUNDLE, person.id, its, due_at, now, carried=saying)
    if owed:
        notices.board(session, workspace_id, person_id, key, day)
    return owed


def _owners(session: Session, person: Member, day: date) -> Iterator[tuple[Member, date | None]]:
    """Whose reasons stand in somebody's bundle: their own, and those of whom they cover, with the end of that."""
    yield person, None
    for absence in absences.covering(session, person, day):
        if absent := people.get(session, person.workspace_id, absence.person_id):
            yield absent, absence.until_on


def facts(
    whose: Member, here: Sequence[Reason], told: Sequence[Told], day: date, lives: Worktime, for_: dict[str, Any], *,
    named: bool = False,
) -> list[Fact]:  # fmt: skip
    """What is to be said of these reasons on that day: what was said to somebody's cover was said to them.

    `named`: the person said when, so all of it; what comes so on a day does not stand in its bundle.
    """
    coming = {one.about for one in told if one.on == day and one.state is DeliveryState.DUE and not named}
    times, arrived = Counter(one.about for one in told), deliveries.arrived(told, whose.id)
    working = cache(partial(_working, lives))  # of hundreds of things nearly all come again on the same day
    found = []
    for reason in here:
        before = [one.on for one in arrived.get(reason.about, ())]
        if named or (reason.about not in coming and reminders.due(reason.since, day, before, reason.snoozed_until)):
            said_on = list(dict.fromkeys([*before, day]))
            again = reminders.next_after(reason.since, said_on, reason.snoozed_until)
            saying = reason.fact | {"on": day.isoformat(), "again": working(again) if again else None} | for_
            found.append(Fact(reason.about, times[reason.about] + 1, f"rem:{reason.why}", saying))
    return found


def _working(lives: Worktime, day: date) -> str:
    """The first working day from that day on."""
    return dates.today(next_beginning(beginning(day, lives) - _JUST, lives), lives.timezone).isoformat()


def bundle_key(person: Member, day: date) -> str:
    """The key of the one bundle of a person and a local day."""
    return f"day:{person.slack_id}:{day.isoformat()}"


def carried(session: Session, person: Member, bundle_id: int, now: datetime) -> list[tuple[int, Reason | None]]:
    """What a bundle carries, as it stands now: the fact's row, and the reason or None when it is gone."""
    rows = deliveries.carried(session, person.workspace_id, bundle_id)
    found: dict[int, Reason | None] = {}
    for whose_id, theirs in groupby(rows, lambda row: row.facts.get("for", person.id)):
        these = list(theirs)
        now_so = _as_of(session, person, whose_id, [row.facts for row in these], now)
        found |= {row.id: reason for row, reason in zip(these, now_so, strict=True)}
    return [(row.id, (one := found[row.id]) and _with(one, row.facts)) for row in rows]


def _as_of(
    session: Session, person: Member, whose_id: int, facts: Sequence[dict[str, Any]], now: datetime
) -> list[Reason | None]:
    """The reasons of somebody, to themselves or to who covers for them; none that is said to who did not any more."""
    if whose_id == person.id:
        return reasons.again(session, person, facts, now)
    absent = people.get(session, person.workspace_id, whose_id)
    cover = absences.cover_of(session, person.workspace_id, whose_id, date.fromisoformat(facts[0]["on"]))
    if absent is None or cover is None or cover.id != person.id:
        return [None] * len(facts)
    return [one and replace(one, absent=absent.name) for one in reasons.again(session, absent, facts, now)]


def _with(reason: Reason, facts: dict[str, Any]) -> Reason:
    """The reason with when it would be said once more, and until when it is said to a cover, as it was planned."""
    again_on, until = facts["again"], facts.get("until")
    return replace(
        reason,
        again_on=date.fromisoformat(again_on) if again_on else None,
        absent_until=date.fromisoformat(until) if until else None,
    )


def of_day(session: Session, by: Member, day: date, now: datetime) -> list[Reason]:
    """What was said to a person in the bundle of that day, as it stands now: to redraw it; empty when there is none."""
    bundle = deliveries.find(session, by.workspace_id, bundle_key(by, day))
    if bundle is None:
        return []
    return [reason for _, reason in carried(session, by, bundle, now) if reason]


def beside(session: Session, by: Member, day: date) -> list[Folded]:
    """What else was said to a person in the bundle of that day, as it stands now."""
    bundle = deliveries.find(session, by.workspace_id, bundle_key(by, day))
    return foldings.carried(session, by, bundle) if bundle is not None else []
