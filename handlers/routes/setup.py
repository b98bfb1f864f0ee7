"""Buttons and forms of what admins set up, and of the audit."""

from handlers import (
    activities,
    audits,
    close_codes,
    cycles,
    deliveries,
    feeds,
    pages,
    people,
    reminder_rules,
    replays,
    stages,
    teams,
    templates,
    wire,
    workspaces,
)
from handlers.asked import Route, changes, reads

ACTIONS: dict[str, Route] = {
    wire.CODES: reads(close_codes.listed),
    wire.CODE: reads(close_codes.pressed),
    wire.UNCODE: changes(close_codes.deleted),
    wire.PEOPLE: reads(people.turned),
    wire.PERSON: reads(people.shown),
    wire.ROLE: changes(people.given_role),
    wire.BLOCK: changes(people.blocked),
    wire.TAKE_OUT: changes(people.taken_out),
    wire.BRING_BACK: changes(people.brought_back),
    wire.ACTIVITIES: reads(activities.listed),
    wire.ACTIVITY: reads(activities.pressed),
    wire.UNACTIVITY: changes(activities.deleted),
    wire.STEP: reads(activities.step),
    wire.MOVE_STEP: changes(activities.step_moved),
    wire.UNSTEP: changes(activities.step_removed),
    wire.WORKSPACE: reads(workspaces.pressed),
    wire.SERIES: reads(workspaces.series),
    wire.TEAMS: reads(teams.listed),
    wire.TEAM: reads(teams.pressed),
    wire.UNTEAM: changes(teams.deleted),
    wire.SETUP: reads(pages.pressed),
    wire.CYCLE: reads(cycles.pressed),
    wire.SET_CYCLE: changes(cycles.changed),
    wire.STAGE: reads(stages.pressed),
    wire.SET_STAGE: changes(stages.changed),
    wire.RULES: reads(reminder_rules.pressed),
    wire.REPLAY: reads(replays.pressed),
    wire.AUDIT: reads(audits.turned),
    wire.DELIVERIES: reads(deliveries.turned),
    wire.SEND_AGAIN: changes(deliveries.sent_again),
    wire.DROP_DELIVERY: changes(deliveries.dropped),
    wire.DROP_DELIVERIES: changes(deliveries.all_dropped),
    wire.FEEDS: reads(feeds.listed),
    wire.FEED: reads(feeds.pressed),
    wire.UNFEED: changes(feeds.removed),
}

FORMS: dict[str, Route] = {
    "code": changes(close_codes.submitted),
    "team": changes(teams.submitted),
    "install": changes(templates.submitted),
    "cycle": changes(cycles.submitted),
    "cycle-delete": changes(cycles.deleted),
    "stage": changes(stages.submitted),
    "stage-remove": changes(stages.removed),
    "activity": changes(activities.submitted),
    "activity-new": changes(activities.created),
    "step": changes(activities.step_submitted),
    "workspace": changes(workspaces.submitted),
    "series": changes(workspaces.went_on),
    "feed": changes(feeds.submitted),
    "rules": changes(reminder_rules.submitted),
    "replay": reads(replays.submitted),
}

LIVE: dict[str, Route] = {
    "rules": reads(reminder_rules.redraw),
    "activity": reads(activities.redraw),
    "step": reads(activities.redraw_step),
    "install": reads(templates.redraw),
    "stage": reads(stages.redraw),
}

OPTIONS: dict[str, Route] = {
    wire.ZONES: reads(workspaces.zones),
    wire.CURRENCIES: reads(workspaces.tender),
}
