"""The border: from what Slack sends to a listener, and from its reply to what Slack wants.

Everything that goes wrong behind it becomes a sentence here; nothing is half stored and nobody sees a trace.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handlers import failures, members
from handlers.asked import Asked, Route
from handlers.replies import Choices, Form, Home, Message, Nothing, Redraw, Redrawn, Refused, Reply
from handlers.speaking import Speaker, Speakers
from handlers.texts import Texts, plain
from handlers.views import blocks, problems
from store import requests
from store.rules.refusals import Refusal
from store.sessions import Busy, CommitUnknown, Sessions

log = logging.getLogger(__name__)
Ack = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Border:
    """What every answer needs: the database, the clock's `now`, the pool that speaks, and how boards are redrawn."""

    sessions: Sessions
    speakers: Speakers
    redraw_home: Callable[[Asked, Speaker], None]

    def run(self, route: Route, asked: Asked, key: str) -> tuple[Reply, bool, Any]:
        """The listener's reply, whether it changed something, and the stored first answer of a twin, if any."""
        if not route.changes:
            with self.sessions.reading() as session:
                return route.listener(session, asked), False, None
        try:
            with self.sessions.writing() as session:
                if (first := requests.answer(session, asked.by, key)) is not None:
                    return Nothing(), False, first
                reply = route.listener(session, asked)
                if isinstance(reply, (Message, Redraw)):
                    requests.remember(session, asked.by, key, acknowledged(asked, reply), asked.now)
                return reply, isinstance(reply, (Message, Redraw)), None
        except (IntegrityError, CommitUnknown):
            # A twin beside us may have been faster, or the commit's answer was lost: what is stored decides.
            with self.sessions.reading() as session:
                first = requests.answer(session, asked.by, key)
            if first is None:
                raise
            return Nothing(), False, first

    def answer(self, route: Route, asked: Asked, key: str, ack: Ack, client: WebClient) -> None:
        """Run the listener, acknowledge with its reply, and say afterwards what an ack can not."""
        changed, first = False, None
        try:
            reply, changed, first = self.run(route, asked, key)
        except Refusal as refusal:
            reply = refused(refusal, asked)
        except (Busy, CommitUnknown, DBAPIError, PoolTimeout) as fault:
            log.warning("not stored: %s", type(fault).__name__)
            reply = troubled(problems.busy(asked.texts), asked)
        except Exception:  # the border: a bug's trace goes to the log, its reference to the person
            reference = secrets.token_hex(4)
            log.exception("bug %s", reference)
            reply = troubled(problems.bug(asked.texts, reference), asked)
        ack(**(acknowledged(asked, reply) if first is None else first))
        speaker = Speaker(client, asked.by.slack_id)
        if first is None:
            self._speak(reply, asked, speaker)
        if changed:
            self.speakers.say(lambda: self.redraw_home(asked, speaker))

    def _speak(self, reply: Reply, asked: Asked, speaker: Speaker) -> None:
        trigger, view = str(asked.body.get("trigger_id") or ""), asked.view
        match reply:
            case Form(form) if asked.kind != "form":
                self.speakers.say(lambda: self._open(form, asked, speaker, trigger))
            case Redrawn(form):
                self.speakers.say(lambda: speaker.redraw_form(form, view.get("id", ""), view.get("hash")))
            case Home(board):
                self.speakers.say(lambda: speaker.home(board))
            case Redraw():
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url, replace=True))
            case Message() if asked.kind != "command":
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url))

    def _open(self, form: blocks.Block, asked: Asked, speaker: Speaker, trigger: str) -> None:
        try:
            (speaker.push if asked.from_form else speaker.open)(form, trigger)
        except SlackApiError as error:
            log.warning("a form could not be opened: %s", error.response.get("error"))
            speaker.tell(problems.not_opened(asked.texts), asked.response_url)


def acknowledged(asked: Asked, reply: Reply) -> dict[str, Any]:
    """What the ack itself says."""
    match reply:
        case Message() if asked.kind == "command":
            return {"response_type": "ephemeral", "text": reply.text, "blocks": reply.blocks}
        case Refused(sentences):
            return {"response_action": "errors", "errors": sentences}
        case Form(form) if asked.kind == "form":
            return {"response_action": "update", "view": form}
        case Choices(options):
            return {"options": options}
        case _:
            return {}


def refused(refusal: Refusal, asked: Asked) -> Reply:
    """A refusal on its field in a form, as a message elsewhere."""
    if asked.kind == "form" and (fields := inputs(asked)):
        return Refused(failures.on_fields(refusal, asked.texts, fields))
    if asked.kind == "options":
        return Choices([])
    return problems.refusal(refusal, failures.captioned(refusal, asked.texts), asked.by, asked.texts)


def troubled(message: Message, asked: Asked) -> Reply:
    """What went wrong, where the person is."""
    if asked.kind == "form" and (fields := inputs(asked)):
        return Refused({fields[0]: message.text})
    return Choices([]) if asked.kind == "options" else message


def inputs(asked: Asked) -> list[str]:
    """The names of a form's fields, in their order."""
    return [b["block_id"] for b in asked.view.get("blocks", []) if b.get("type") == "input"]


def strange(body: dict[str, Any], ack: Ack, why: Exception) -> None:
    """Answer somebody who may see nothing, or whom Slack did not describe: never silence."""
    texts: Texts = plain("en", "UTC", "CHF")
    message = problems.stranger(texts) if isinstance(why, members.Stranger) else problems.unknown(texts)
    if "command" in body:
        ack(response_type="ephemeral", text=message.text)
    elif body.get("type") == "block_suggestion":
        ack(options=[])
    else:
        ack()
