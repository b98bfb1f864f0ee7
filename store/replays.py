"""Rehearsing reminders: what rules would have sent last week, or would send on a day, to whom (issue 4, Rehearsal)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from store import deliveries, replay_facts, replay_readers, standings
from store.deliveries import Told
from store.reasons import Why
from store.reminder_rules import LONGEST
from store.replay_facts import Facts
from store.replay_readers import Readers
from store.rights import Member
from store.rules import dates, reminders, replays
from store.rules.checks import Checks, given
from store.rules.refusals import OutOfRange
from store.rules.replays import Cause, Morning
from store.rules.standings import Standing
from store.rules.words import DigestScope
from store.rules.worktime import beginning
from store.sessions import Session
from store.standings import Look

DAYS = 7
_BEFORE = timedelta(days=14)  # what stands longer before a day to come was said twice by then


@dataclass(frozen=True, slots=True)
class Rules:
    """What reminders go by: which kinds come, and after how many days."""

    kinds: frozenset[Why]
    idle_days: int
    not_started_days: int
    max_days: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a person would have got: a message each morning, with so many things."""

    person_id: int
    name: str
    mornings: tuple[Morning, ...]

    @property
    def things(self) -> int:
        """How many things in all."""
        return sum(one.things for one in self.mornings)


def tried(kinds: frozenset[Why], idle: int | None, not_started: int | None, longest: int | None) -> Rules:
    """Rules to try out. Raises all together OutOfRange on `idle_days`, `not_started_days`, `max_days`."""
    checks = Checks()
    found = Rules(
        kinds,
        checks(_within, idle, "idle_days"),
        checks(_within, not_started, "not_started_days"),
        checks(_within, longest, "max_days"),
    )
    checks.done()
    return found


def _within(number: int | None, field: str) -> int:
    if number is None or not 1 <= number <= LONGEST:
        raise OutOfRange(field, 1, LONGEST)
    return number


def week(by: Member, now: datetime) -> tuple[date, date]:
    """The first and the last day that a replay is about."""
    today = dates.today(now, by.workspace_timezone)
    return today - timedelta(days=DAYS), today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """What is so whatever the rules: the mornings, what bears on reminders, and who is told."""

    days: tuple[date, ...]
    facts: Facts
    readers: Readers
    ahead: datetime | None  # they are to come, seen from this moment: what was said by then was said

    def over(self, reader: int, day: date) -> bool:
        """Whether the reader had the message of that morning already."""
        return self.ahead is not None and beginning(day, self.readers.lives[reader]) <= self.ahead


Stood = dict[date, dict[int, list[Standing]]]  # by the morning and the salesperson


def replay(session: Session, by: Member, tried: Sequence[Rules], now: datetime) -> list[list[Replayed]]:
    """The messages of the seven days before today under each of these rules, the most first; nobody who would have
    got none.

    Opportunities and tasks are as history has them on each morning, by dates of change. Working days, own switches,
    mutes and snoozes are those of now, and what was said before that week counts as said. What is said of somebody
    who was away stands with who covered for them. Raises NotAllowed.
    """
    by.must("reminder rules")
    first, _ = week(by, now)
    return _tried(session, by, tried, [first + timedelta(days=n) for n in range(DAYS)])


def rehearse(
    session: Session, by: Member, tried: Sequence[Rules], on: date | None, now: datetime
) -> list[list[Replayed]]:
    """The messages of one morning under each of these rules, the most first; nobody who gets none.

    Of a day up to today as `replay` has it. Of one to come as opportunities and tasks are now, as if nothing were done
    until then but what is owed were said. Raises NotAllowed; Missing, TooEarly and TooLate on `previewed_on`.
    """
    by.must("reminder rules")
    day, today = dates.between(given(on, "previewed_on"), "previewed_on"), dates.today(now, by.workspace_timezone)
    first = day if day <= today else max(today, day - _BEFORE)
    days = [first + timedelta(days=n) for n in range((day - first).days + 1)]
    found = _tried(session, by, tried, days, now if day > today else None)
    return [_only(each, day) for each in found]


def _only(found: Sequence[Replayed], day: date) -> list[Replayed]:
    """What of it is said on that day."""
    there = [replace(one, mornings=tuple(said for said in one.mornings if said.on == day)) for one in found]
    return sorted((one for one in there if one.mornings), key=lambda one: (-one.things, one.name))


def _tried(
    session: Session, by: Member, tried: Sequence[Rules], days: Sequence[date], ahead: datetime | None = None
) -> list[list[Replayed]]:
    first, last = days[0], days[-1]
    facts = replay_facts.read(session, by.workspace_id, by.workspace_timezone, first, last)
    all_of_it = Week(tuple(days), facts, replay_readers.read(session, by.workspace_id, first, last), ahead)
    stood = {most: _stood(session, by, most, days, ahead) for most in {one.max_days for one in tried}}
    return [_under(session, by, rules, all_of_it, stood[rules.max_days]) for rules in tried]


def _under(session: Session, by: Member, rules: Rules, of: Week, stood: Stood) -> list[Replayed]:
    """The messages of the week under these rules."""
    morning: dict[date, dict[int, list[Cause]]] = {day: defaultdict(list) for day in of.days}
    owners = {owner for there in stood.values() for owner in there} | of.facts.tasks.keys()
    members = of.readers.members
    for owner in sorted(owner for owner in owners if owner in members and members[owner].may("move")):
        on = rules.kinds - of.facts.off.get(owner, frozenset())
        for day in of.days:
            if (reader := of.readers.of(owner, day)) and not of.over(reader, day):
                causes = _causes(day, stood[day].get(owner, []), owner, rules, of.facts)
                morning[day][reader].extend(one for one in causes if Why(one.kind) in on)
    found = replays.mornings(morning.items(), _told(session, by, morning, of.days[0] if of.ahead is None else None))
    shown = [Replayed(key, members[key].name, tuple(mornings)) for key, mornings in found.items()]
    return sorted(shown, key=lambda one: (-len(one.mornings), -one.things, one.name))


def _stood(session: Session, by: Member, max_days: int, days: Sequence[date], ahead: datetime | None) -> Stood:
    """How opportunities stood before each morning; before those to come as they stand now."""
    look = Look(by.workspace_id, DigestScope.ALL, None, max_days, days[0])
    if ahead:
        return dict.fromkeys(days, _by_owner(session, look))
    return {day: _by_owner(session, replace(look, on=day - timedelta(days=1), past=True)) for day in days}


def _by_owner(session: Session, look: Look) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    for one in standings.open_ones(session, look):
        found[one.salesperson_id].append(one)
    return found


def _told(
    session: Session, by: Member, morning: Mapping[date, Mapping[int, Sequence[Cause]]], first: date | None
) -> dict[tuple[int, str], list[date]]:
    """What people, or who covered for them, were told before the first of the mornings, or at all, of what stands."""
    causes = [one for readers in morning.values() for causes in readers.values() for one in causes]
    every: dict[int, list[Told]] = defaultdict(list)
    for one in deliveries.told(session, by.workspace_id, sorted({cause.about for cause in causes})):
        every[one.facts.get("for", one.person_id)].append(one)
    return {
        (whose, about): [one.on for one in there if first is None or one.on < first]
        for whose, theirs in every.items()
        for about, there in deliveries.arrived(theirs, whose).items()
    }


def _causes(day: date, there: list[Standing], owner: int, rules: Rules, facts: Facts) -> Iterator[Cause]:
    """Every reason of that morning, as `store.reasons` has them."""
    numbers = {one.id: one for one in there}
    for task in facts.tasks.get(owner, ()):
        about = numbers.get(task.opportunity_id or 0)
        held = facts.held(owner, task.opportunity_id, day) or bool(about and _rests(about, day))
        if task.stands(day) and not held:
            key = f"rem:{task.about or '-'}:{Why.TASK}:{task.number}"
            yield Cause(owner, Why.TASK, task.about or task.number, key, task.due_on)
    for one in there:
        if not _rests(one, day) and not facts.held(owner, one.id, day):
            for why, mark, since in _marks(one, day, rules, facts):
                snoozed = facts.snoozed.get((owner, one.id))
                if since <= day:
                    yield Cause(owner, why, one.number, f"rem:{one.number}:{why}:{mark}", since, snoozed)


def _rests(one: Standing, day: date) -> bool:
    return one.rests_until is not None and one.rests_until > day


def _marks(one: Standing, day: date, rules: Rules, facts: Facts) -> Iterator[tuple[Why, str, date]]:
    """What one opportunity gives cause for, which fact, and since when (store.reasons.opportunities)."""
    if one.entry is None or one.closing_on is None or one.stay_on is None:
        since = one.created_on + timedelta(days=rules.not_started_days)
        yield Why.NOT_STARTED, one.created_on.isoformat(), since
        return
    yield Why.CLOSING, *reminders.closing(one.closing_on, day)
    yield Why.STAGE, str(one.stay_no), reminders.overstayed_on(one.stay_on, one.most_days)
    last_on = facts.last_on(one.id, day)
    if last_on:
        yield Why.IDLE, last_on.isoformat(), last_on + timedelta(days=rules.idle_days)
