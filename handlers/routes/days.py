"""Buttons and forms of what the days bring: reminders."""

from handlers import absences, reminders, wire
from handlers.asked import Route, changes, reads

ACTIONS: dict[str, Route] = {
    wire.SNOOZE: changes(reminders.snoozed),
    wire.AWAY: reads(absences.pressed),
    wire.BACK: changes(absences.ended),
}

FORMS: dict[str, Route] = {
    "snooze": changes(reminders.submitted),
    "away": changes(absences.submitted),
}
