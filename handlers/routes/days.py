"""Buttons and forms of what the days bring: reminders."""

from handlers import reminders, wire
from handlers.asked import Route, changes

ACTIONS: dict[str, Route] = {
    wire.SNOOZE: changes(reminders.snoozed),
}

FORMS: dict[str, Route] = {
    "snooze": changes(reminders.submitted),
}
