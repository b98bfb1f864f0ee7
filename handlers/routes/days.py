"""Buttons and forms of what the days bring: reminders, and what people do to live with them."""

from handlers import (
    absences,
    countries,
    digest_forms,
    digests,
    fixes,
    mutes,
    one_to_ones,
    personal_reminders,
    personal_settings,
    snoozes,
    wire,
)
from handlers.asked import Route, changes, reads

ACTIONS: dict[str, Route] = {
    wire.SNOOZE: changes(snoozes.chosen),
    wire.WAKE: changes(snoozes.woken),
    wire.MUTE: changes(mutes.pressed),
    wire.UNMUTE: changes(mutes.lifted),
    wire.SETTINGS: reads(personal_settings.pressed),
    wire.REMIND: reads(personal_reminders.pressed),
    wire.UNREMIND: changes(personal_reminders.cancelled),
    wire.LATER: changes(personal_reminders.later),
    wire.DIGESTS: reads(digests.turned),
    wire.DIGEST: reads(digest_forms.pressed),
    wire.PREVIEW_DIGEST: reads(digest_forms.previewed),
    wire.PAUSE_DIGEST: changes(digests.paused),
    wire.RESUME_DIGEST: changes(digests.resumed),
    wire.UNDIGEST: changes(digests.deleted),
    wire.AWAY: reads(absences.pressed),
    wire.BACK: changes(absences.ended),
    wire.HELD: changes(one_to_ones.held),
    wire.FIX: reads(fixes.pressed),
}

FORMS: dict[str, Route] = {
    "snooze": changes(snoozes.submitted),
    "settings": changes(personal_settings.submitted),
    "away": changes(absences.submitted),
    "remind": changes(personal_reminders.submitted),
    "digest": changes(digest_forms.submitted),
    "digest-delete": changes(digests.confirmed),
}

LIVE: dict[str, Route] = {
    "settings": reads(personal_settings.redraw),
    "digest": reads(digest_forms.redraw),
}

OPTIONS: dict[str, Route] = {
    wire.COUNTRIES: reads(countries.countries),
    wire.CANTONS: reads(countries.cantons),
}
