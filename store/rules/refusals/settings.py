"""How somebody wants to live with reminders can not be."""

from datetime import datetime, time

from store.rules.refusals.base import Refusal


class SettingsOutdated(Refusal):
    """The person's settings are no longer those that the form showed."""


class RulesOutdated(Refusal):
    """The rules of reminders, or other settings of the workspace, are no longer those that the form showed."""


class SameTime(Refusal):
    """Hours that begin and end at one time: none, or around the clock."""

    at: time
    field: str


class AllQuiet(Refusal):
    """Quiet hours that leave nothing of the working hours, so that nothing would ever come."""

    quiet_from: time
    quiet_until: time
    day_begins: time
    day_ends: time
    field: str | None = "quiet_until"


class Past(Refusal):
    """A moment that is over."""

    field: str
    at: datetime


class TimeOrDate(Refusal):
    """Figures that can be a time and a date: only the person knows which."""

    field: str
    typed: str
