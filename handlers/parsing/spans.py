"""From a day until a day to come, as people say how long they are away: `1.-14.8.`, `du 1 au 14 août`."""

import re
from datetime import date, timedelta

from handlers.parsing import days
from handlers.parsing.figures import plain
from handlers.parsing.periods import Period, period
from handlers.texts import Texts
from store.rules.refusals import Unreadable

# A first day that only says its number belongs to the month of the last one.
_BARE = re.compile(
    r"(?:(?:from|vom|von|du|dal|dall'|de) ?(?:the |le |l'|il )?)?(?P<first>[0-9]{1,2})\.?(?:st|nd|rd|th|er|o|°)?"
    r" ?(?:-|–|—|…|to|until|till|bis(?: zum)?|au|al|a) ?(?:the |le |l'|il )?(?P<last>.+)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]{3,12})\.? (?P<first>[0-9]{1,2}) ?[-–] ?(?P<last>[0-9]{1,2})")
_BETWEEN = re.compile(r"(?<=\.[0-9]{4})-(?=[0-9]{1,2}\.)")  # two days with their years, and no blank
_DAY = timedelta(days=1)


def span(typed: str, texts: Texts, today: date, field: str) -> Period:
    """The days a text means, said on `today`, both included; open where it says nothing of an end.

    What has begun runs from today: its beginning is open. Raises Unreadable, AmbiguousDate.
    """
    text = _BETWEEN.sub(" - ", " ".join(plain(typed).split()))
    if match := _MONTH_FIRST.fullmatch(text):
        text = f"{match['first']}-{match['last']} {match['month']}"
    match = _BARE.fullmatch(text)
    found = _bare(match, texts, today, field) if match else None
    said = found or period(text, texts, today, field)
    begun = said.since and said.until and said.since < today <= said.until
    return Period(None, said.until) if begun else said


def _bare(match: re.Match[str], texts: Texts, today: date, field: str) -> Period | None:
    """The days of one month, or over its beginning; None where the last is no day, which is no such phrase."""
    try:
        until = days.day(match["last"], texts, field, today)
    except Unreadable:
        return None
    number, month = int(match["first"]), until.replace(day=1)
    try:
        since = until.replace(day=number) if number <= until.day else (month - _DAY).replace(day=number)
    except ValueError:
        return None
    return Period(since, until)
