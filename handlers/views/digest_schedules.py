"""When digests ring, in words: each weekday, each month, next time."""

from datetime import datetime, time

from babel.dates import format_time, get_day_names

from handlers.texts import Texts
from store.rules import dates
from store.rules.schedules import LAST_DAY, Occurrence, Schedule
from store.rules.words import Rhythm, WhenUnchanged

_EVERY_MONTH = 28  # days: no month has fewer


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


RHYTHMS = {
    Rhythm.DAILY: _("Every day"),
    Rhythm.WEEKLY: _("Every week"),
    Rhythm.MONTHLY: _("Every month"),
    Rhythm.CRON: _("By a cron line"),
}
UNCHANGED = {
    WhenUnchanged.LINE: _("It says so in one line"),
    WhenUnchanged.NOTHING: _("It stays silent"),
}


def weekday(number: int, texts: Texts) -> str:
    """Monday is 1."""
    return str(get_day_names("wide", locale=texts.locale)[number - 1])


def day_of_month(number: int, texts: Texts) -> str:
    """The 15th; 31 is the last one."""
    return texts.t("Last day") if number == LAST_DAY else texts.number(number)


def clock(at: time, texts: Texts) -> str:
    """`08:00`, or `8:00 AM` where people write it so."""
    return format_time(at, "short", locale=texts.locale).replace("\u202f", " ")


def rule(schedule: Schedule, texts: Texts) -> str:
    """On which days it rings: `every Monday`."""
    match schedule.kind:
        case Rhythm.DAILY:
            return texts.t("every day")
        case Rhythm.WEEKLY:
            return texts.t("every {weekday}", weekday=weekday(schedule.weekday or 1, texts))
        case Rhythm.MONTHLY:
            return _monthly(schedule.day_of_month or LAST_DAY, texts)
        case Rhythm.CRON:
            return texts.t("by the cron line {line}", line=schedule.cron)


def _monthly(day: int, texts: Texts) -> str:
    if day == LAST_DAY:
        return texts.t("on the last day of every month")
    if day == 1:
        return texts.t("on the first of every month")
    if day <= _EVERY_MONTH:
        return texts.t("on day {day} of every month", day=day)
    return texts.t("on day {day} of every month, in shorter ones on the last", day=day)


def whole(schedule: Schedule, texts: Texts) -> str:
    """`every Monday at 08:00 (Europe/Zurich)`."""
    at = clock(schedule.at, texts)
    return texts.t("{days} at {time} ({zone})", days=rule(schedule, texts), time=at, zone=schedule.timezone)


def following(rings: Occurrence, schedule: Schedule, texts: Texts, now: datetime) -> str:
    """`Next: Monday 7 December 2026 at 08:00 (Europe/Zurich), then every Monday`."""
    then = rule(schedule, texts)
    if rings.due_at <= now:
        return texts.t("Next: at once, since today’s hour has passed; then {days}", days=then)
    there = rings.due_at.astimezone(dates.zone(schedule.timezone))
    return texts.t(
        "Next: {date} at {time} ({zone}), then {days}",
        date=texts.whole(rings.on),
        time=clock(there.time(), texts),
        zone=schedule.timezone,
        days=then,
    )
