"""What people say and see in Slack. `register` is THE table: what Slack sends, and who answers."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from handlers import boards, commands, files, members, wire
from handlers.answering import Border
from handlers.asked import Kind, Route, changes, reads
from handlers.routes import ACTIONS, FORMS, LIVE, OPTIONS
from handlers.speaking import Speakers
from handlers.views import problems
from store.clocks import Clock
from store.sessions import Sessions

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
