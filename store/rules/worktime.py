"""When somebody works: days, hours and holidays in their own zone, and the hours in which nothing may be sent."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from store.rules.dates import instant, today

_MIDNIGHT = time()
_DAY = timedelta(days=1)
_JUST_BEFORE = timedelta(microseconds=1)
_LOOK_AHEAD = 400  # days: nobody's holidays are longer


@dataclass(frozen=True, slots=True)
class Worktime:
    """How one person lives (product.md, Reminders): local hours, working days as digits (1: Monday), quiet hours.

    `quiet_from` and `quiet_until`: both or none; they may cross midnight, and the same twice is none.
    """

    timezone: str
    begins: time
    ends: time
    days: str = "12345"
    country: str = ""
    canton: str = ""
    quiet_from: time | None = None
    quiet_until: time | None = None
    holidays: Container[date] = frozenset()

    @property
    def swallowed(self) -> bool:
        """Whether the quiet hours leave nothing of the working hours: the settings refuse that."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return False
        before_they_end = self.begins < self.ends <= self.quiet_until
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= self.begins and before_they_end
        return self.quiet_from <= self.begins or before_they_end  # they cross midnight


def is_working_day(day: date, worktime: Worktime) -> bool:
    """Whether the person works on their local day: one of their days, no public holiday, none that the clock skips."""
    return str(day.isoweekday()) in worktime.days and day not in worktime.holidays and _is_there(day, worktime)


def working_day(now: datetime, worktime: Worktime) -> date | None:
    """The person's local day when it is a working day and `now` is in their hours; else None."""
    day = today(now, worktime.timezone)
    opens, closes = _hours(day, worktime)
    return day if opens <= now <= closes and is_working_day(day, worktime) else None


def beginning(day: date, worktime: Worktime) -> datetime:
    """The moment the hours of that local day begin, in UTC; in a gap of the clock the first moment after it."""
    return _hours(day, worktime)[0]


def next_beginning(now: datetime, worktime: Worktime) -> datetime:
    """When the next working day after `now` begins."""
    return next(opens for opens, _ in _working_hours(now, worktime) if opens > now)


def quiet_until(now: datetime, worktime: Worktime) -> datetime | None:
    """When the quiet hours end that run now; None when none do."""
    begins, ends = worktime.quiet_from, worktime.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    here, length = today(now, worktime.timezone), _DAY if ends < begins else timedelta()
    for day in (here - _DAY, here):
        until = instant(day + length, ends, worktime.timezone)
        if instant(day, begins, worktime.timezone) <= now < until:
            return until
    return None


def deliverable_at(now: datetime, worktime: Worktime) -> datetime:
    """The first moment from `now` on that is in the hours of a working day and in no quiet hours.

    Where the quiet hours leave nothing of the working hours it is the first from their end on, on a working day.
    """
    windows = _working_hours(now, worktime)
    return next(at for opens, closes in windows if (at := _unquiet(max(now, opens), worktime)) <= closes)


def _unquiet(moment: datetime, worktime: Worktime) -> datetime:
    while until := quiet_until(moment, worktime):
        moment = until
    return moment


def _working_hours(now: datetime, worktime: Worktime) -> Iterator[tuple[datetime, datetime]]:
    """The hours of every working day from the present one on; of every day, for somebody who never works."""
    first = today(now, worktime.timezone)
    for works in (is_working_day, _is_there):
        ahead = (first + timedelta(days=n) for n in range(_LOOK_AHEAD))  # one by one: mostly the first of them is it
        yield from (_hours(day, worktime) for day in ahead if works(day, worktime))


def _is_there(day: date, worktime: Worktime) -> bool:
    """Whether there is a moment in the hours of that day: a zone may skip a night, or a whole day."""
    opens, closes = _hours(day, worktime)
    return opens <= closes and today(opens, worktime.timezone) == day


def _hours(day: date, worktime: Worktime) -> tuple[datetime, datetime]:
    """The first and the last moment at which the person may be reached on that day.

    Hours that end before they begin last until midnight. Swallowed by quiet hours, they give way to what those leave.
    """
    begins, ends = worktime.begins, worktime.ends
    if worktime.swallowed and worktime.quiet_from is not None and worktime.quiet_until is not None:
        begins, ends = worktime.quiet_until, worktime.quiet_from
    opens = instant(day, begins, worktime.timezone)
    if ends > begins:
        return opens, instant(day, ends, worktime.timezone)
    return opens, instant(day + _DAY, _MIDNIGHT, worktime.timezone) - _JUST_BEFORE
