"""What people say and see in Slack. `register` is THE table: what Slack sends, and who answers."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from handlers import (
    activities,
    assignments,
    audits,
    boards,
    cards,
    close_codes,
    closings,
    commands,
    comments,
    contact_changes,
    contacts,
    cycles,
    deletions,
    edits,
    feeds,
    files,
    handovers,
    histories,
    interactions,
    invoices,
    listings,
    members,
    moves,
    opportunities,
    orders,
    pages,
    people,
    quotes,
    reminders,
    stages,
    task_batches,
    task_forms,
    tasks,
    teams,
    templates,
    undos,
    wire,
    workspaces,
)
from handlers.answering import Border
from handlers.asked import Kind, Route, changes, reads
from handlers.speaking import Speakers
from handlers.views import problems
from store.clocks import Clock
from store.rules.words import Verb
from store.sessions import Sessions

ACTIONS: dict[str, Route] = {
    wire.ACTIVATE: reads(moves.pressed(None)),
    **{verb.value: reads(moves.pressed(verb)) for verb in Verb},
    wire.CLOSE: reads(closings.pressed),
    wire.TASKS: reads(tasks.listed),
    wire.HISTORY: reads(histories.shown),
    wire.QUOTE: reads(quotes.pressed),
    wire.UNLINK: changes(quotes.unlinked),
    wire.EDIT_QUOTE: reads(quotes.edit),
    wire.ORDER: reads(orders.pressed),
    wire.CANCEL_ORDER: changes(orders.cancelled),
    wire.INVOICE: reads(invoices.pressed),
    wire.COMMENT: reads(comments.pressed),
    wire.COMMENTS: reads(comments.listed),
    wire.LOG: reads(interactions.pressed),
    wire.INTERACTIONS: reads(interactions.listed),
    wire.INTERACTION: reads(interactions.show),
    wire.FOLLOW: reads(opportunities.follow),
    wire.REMARK: reads(interactions.remark),
    wire.CANCEL_LOG: changes(interactions.cancelled),
    wire.EDIT: reads(edits.pressed),
    wire.ASSIGN: reads(handovers.pressed),
    wire.ASSIGN_ALL: reads(handovers.all_pressed),
    wire.DELETE: reads(deletions.pressed),
    wire.PURGE: changes(deletions.many),
    wire.UNDO: changes(undos.pressed),
    wire.SHOW: reads(cards.show),
    wire.NEW: reads(opportunities.new),
    wire.LIST: reads(listings.turned),
    wire.TOTALS: reads(listings.summed),
    wire.TASK: reads(task_forms.pressed),
    wire.EDIT_TASK: reads(task_forms.edited),
    wire.DONE: changes(tasks.done),
    wire.CANCEL_TASK: changes(tasks.cancelled),
    wire.REOPEN_TASK: changes(tasks.reopened),
    wire.CLEAR_TASKS: changes(task_batches.cleared),
    wire.ASSIGN_ACTIVITY: reads(assignments.pressed),
    wire.SNOOZE: changes(reminders.snoozed),
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
    wire.CONTACT: reads(contacts.show),
    wire.CONTACT_EDIT: reads(contact_changes.edit),
    wire.CONTACT_MERGE: reads(contact_changes.merge),
    wire.CONTACT_DELETE: reads(contact_changes.delete),
    wire.HELP: reads(commands.helped),
    wire.AUDIT: reads(audits.turned),
    wire.FEEDS: reads(feeds.listed),
    wire.FEED: reads(feeds.pressed),
    wire.UNFEED: changes(feeds.removed),
    wire.LINK: reads(files.pressed),
    wire.UNLIST: changes(files.removed),
    wire.INSTEAD: changes(commands.again),
}
FORMS: dict[str, Route] = {
    "new": changes(opportunities.submitted),
    "move": changes(reminders.beside(moves.submitted)),
    "close": changes(closings.submitted),
    "edit": changes(edits.submitted),
    "assign": changes(handovers.submitted),
    "assign_all": changes(handovers.all_submitted),
    "delete": changes(deletions.submitted),
    "task": changes(task_forms.submitted),
    "edit_task": changes(task_forms.changed),
    "assign_activity": changes(assignments.submitted),
    "quote": changes(quotes.submitted),
    "edit_quote": changes(quotes.edited),
    "order": changes(orders.submitted),
    "invoice": changes(invoices.submitted),
    "comment": changes(comments.submitted),
    "log": changes(interactions.submitted),
    "remark": changes(interactions.remarked),
    "contact": changes(contacts.submitted),
    "contact_edit": changes(contact_changes.edited),
    "contact_delete": changes(contact_changes.deleted),
    "contact_merge": changes(contact_changes.merged),
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
    "snooze": changes(reminders.submitted),
    "feed": changes(feeds.submitted),
    "link": changes(files.submitted),
}
LIVE: dict[str, Route] = {
    "new": reads(opportunities.redraw),
    "move": reads(moves.redraw),
    "close": reads(closings.redraw),
    "activity": reads(activities.redraw),
    "step": reads(activities.redraw_step),
    "contact": reads(contacts.redraw),
    "contact_edit": reads(contact_changes.redraw),
    "contact_merge": reads(contact_changes.merge_redraw),
    "install": reads(templates.redraw),
    "stage": reads(stages.redraw),
    "task": reads(task_forms.redraw),
    "edit_task": reads(task_forms.redraw),
    "assign_activity": reads(assignments.redraw),
}
OPTIONS: dict[str, Route] = {
    wire.ZONES: reads(workspaces.zones),
    wire.CURRENCIES: reads(workspaces.tender),
    wire.CONTACTS: reads(contacts.choices),
    wire.COMPANIES: reads(contacts.companies),
    wire.KNOWN: reads(contacts.known),
}
HOME, HELP, FILES = reads(boards.opened), reads(commands.helped), changes(files.shared)
_OLD = reads(lambda _session, asked: problems.old_button(asked.texts))  # what nobody answers any more
REQUEST = "x-stagepost-request"  # the header in which the transports name a request


def register(app: App, *, sessions: Sessions, clock: Clock, speakers: Speakers) -> None:
    """Let `app` answer everything Slack sends: four listeners with a table inside, since Bolt tries its own in turn."""
    border = Border(sessions, clock, speakers, boards.drawn)
    anything = re.compile(".*", re.DOTALL)

    def answers(kind: Kind, find: Callable[[dict[str, Any]], tuple[Route, str]]) -> Callable[..., None]:
        def listener(ack: Ack, body: dict[str, Any], client: WebClient, request: BoltRequest) -> None:
            border.receive(kind, find, body, (request.headers.get(REQUEST) or [""])[0], ack, client)

        return listener

    def changed(ack: Ack, body: dict[str, Any]) -> None:
        members.changed(sessions, body, clock.now())
        ack()

    def deleted(ack: Ack, body: dict[str, Any]) -> None:
        files.deleted(sessions, body, clock)
        ack()

    app.command(anything)(answers("command", lambda body: commands.route(str(body.get("text") or ""))))
    app.action(anything)(answers("action", _action))
    app.view(anything)(answers("form", lambda body: (FORMS.get(str(body["view"].get("callback_id")), _OLD), "")))
    app.options(anything)(answers("options", lambda body: (OPTIONS.get(str(body["action_id"]), _OLD), wire.said(body))))
    app.event("app_home_opened")(answers("event", lambda _body: (HOME, "")))
    app.event("message", matchers=[members.speak_to_us])(answers("event", lambda _body: (HELP, "")))
    app.event("message", matchers=[files.are_shared])(answers("event", lambda _body: (FILES, "")))
    app.event("file_deleted")(deleted)
    app.event("user_change")(changed)
    app.event(anything)(_ignored)
    app.shortcut(anything)(_ignored)
    app.view_closed(anything)(_ignored)


def _ignored(ack: Ack) -> None:
    """Acknowledged and left alone: what is not answered would count as a failure of the app."""
    ack()


def _action(body: dict[str, Any]) -> tuple[Route, str]:
    """A button or menu: its route by the first word of its id, and what it says."""
    action = body["actions"][0]
    name, value = str(action.get("action_id")), wire.said(action)
    if (body.get("view") or {}).get("type") == "modal" and name in (wire.LIVE, *OPTIONS):
        return LIVE.get(str(body["view"].get("callback_id")), _OLD), value
    if name.partition(":")[0] == wire.ROW:
        name, _, value = value.partition(" ")
    return ACTIONS.get(name.partition(":")[0], _OLD), value
