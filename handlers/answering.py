"""The border: from what Slack sends to a listener, and from its reply to what Slack wants.

Everything that goes wrong behind it becomes a sentence here; nothing is half stored and nobody sees a trace.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handlers import failures, members, texts, wire
from handlers.asked import Asked, Kind, Route
from handlers.replies import Changed, Choices, Form, Home, Message, Nothing, Redraw, Redrawn, Refused, Reply
from handlers.speaking import Speaker, Speakers
from handlers.views import blocks, problems
from store import requests
from store.rules.refusals import Refusal
from store.sessions import Busy, CommitUnknown, Session, Sessions

log = logging.getLogger(__name__)
Ack = Callable[..., Any]
Find = Callable[[dict[str, Any]], tuple[Route, str]]
FAULTS = (Busy, CommitUnknown, DBAPIError, PoolTimeout)  # nothing was stored, and trying again may do


class Clock(Protocol):
    """Whoever tells the business time."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Border:
    """What every answer needs: the database, the clock, the pool that speaks, and how a person's Home is drawn."""

    sessions: Sessions
    clock: Clock
    speakers: Speakers
    home: Callable[[Session, Asked], blocks.Block]

    def receive(self, kind: Kind, find: Find, body: dict[str, Any], request: str, ack: Ack, client: WebClient) -> None:
        """Answer what Slack sent: find out who asks, run the listener, acknowledge, and then speak."""
        who = members.actor(body)
        if who is None:
            ack()
            return
        try:
            asked, route = self._asked(kind, find, body, who, client)
        except (members.Stranger, members.Unknown, *FAULTS) as why:
            log.warning("nobody to answer: %s", type(why).__name__)
            ack(**strange(kind, why))
            return
        # A form's view makes it the same again, however often it is sent (reliability.md 2.1).
        key = f"form:{body['view'].get('id')}" if kind == "form" else f"{kind}:{request}"
        self._answer(route, asked, key, ack, Speaker(client, asked.by.slack_id))

    def _asked(
        self, kind: Kind, find: Find, body: dict[str, Any], who: members.Actor, client: WebClient
    ) -> tuple[Asked, Route]:
        now = self.clock.now()
        by = members.member(self.sessions, client, who, now)
        members.introduce(self.sessions, client, by, members.named(body), now)
        route, text = find(body)
        view = body.get("view") or {}
        about = wire.unpack(str(view.get("private_metadata") or "")) if view.get("type") == "modal" else None
        values = (view.get("state") or {}).get("values")
        command = str(body.get("command") or "/opp")
        return Asked(kind, by, texts.for_member(by), now, body, text, values, about, command), route

    def _answer(self, route: Route, asked: Asked, key: str, ack: Ack, speaker: Speaker) -> None:
        first: dict[str, Any] | None = None
        try:
            reply, first = self._run(route, asked, key)
        except Refusal as refusal:
            reply = refused(refusal, asked)
        except FAULTS as fault:
            log.warning("not stored: %s", type(fault).__name__)
            reply = troubled(problems.busy(asked.texts), asked)
        except Exception:  # the border: a bug's trace goes to the log, its reference to the person
            reference = secrets.token_hex(4)
            log.exception("bug %s", reference)
            reply = troubled(problems.bug(asked.texts, reference), asked)
        ack(**(acknowledged(asked, reply) if first is None else first))
        if first is None:
            self._speak(reply, asked, speaker)
            if route.changes and isinstance(reply, Changed):
                self.speakers.say(lambda: self._redraw_home(asked, speaker))

    def _run(self, route: Route, asked: Asked, key: str) -> tuple[Reply, dict[str, Any] | None]:
        """The listener's reply; or the first answer, when this request has changed something before."""
        if not route.changes:
            with self.sessions.reading() as session:
                return route.listener(session, asked), None
        try:
            with self.sessions.writing() as session:
                if (first := requests.answer(session, asked.by, key)) is not None:
                    return Nothing(), first
                reply = route.listener(session, asked)
                if isinstance(reply, Changed):
                    requests.remember(session, asked.by, key, acknowledged(asked, reply), asked.now)
                return reply, None
        except (IntegrityError, CommitUnknown):
            # A twin beside us may have been faster, or the commit's answer was lost: what is stored decides.
            with self.sessions.reading() as session:
                first = requests.answer(session, asked.by, key)
            if first is None:
                raise
            return Nothing(), first

    def _speak(self, reply: Reply, asked: Asked, speaker: Speaker) -> None:
        view = asked.view
        match reply:
            case Form(form) if asked.kind != "form":
                self.speakers.say(lambda: self._open(form, asked, speaker))
            case Redrawn(form):
                self.speakers.say(lambda: speaker.redraw_form(form, view.get("id", ""), view.get("hash")))
            case Home(board):
                self.speakers.say(lambda: speaker.home(board))
            case Redraw():
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url, replace=True))
            case Message() if asked.kind == "action" and asked.from_home:
                self.speakers.say(lambda: self._open(problems.page(reply, asked.texts), asked, speaker))
            case Message() if asked.kind == "action" and asked.from_form:
                page = problems.page(reply, asked.texts)
                self.speakers.say(lambda: speaker.redraw_form(page, view.get("id", ""), view.get("hash")))
            case Message() if asked.kind != "command":
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url))

    def _open(self, form: blocks.Block, asked: Asked, speaker: Speaker) -> None:
        trigger = str(asked.body.get("trigger_id") or "")
        try:
            (speaker.push if asked.from_form else speaker.open)(form, trigger)
        except SlackApiError as error:
            log.warning("a form could not be opened: %s", error.response.get("error"))
            speaker.tell(problems.not_opened(asked.texts), asked.response_url)

    def _redraw_home(self, asked: Asked, speaker: Speaker) -> None:
        """The person's Home after a change, if they ever opened it."""
        if asked.by.home_seen:
            with self.sessions.reading() as session:
                board = self.home(session, asked)
            speaker.home(board)


def acknowledged(asked: Asked, reply: Reply) -> dict[str, Any]:
    """What the ack itself says."""
    match reply:
        case Message() if asked.kind == "command":
            return {"response_type": "ephemeral", "text": reply.text, "blocks": reply.blocks}
        case Refused(sentences):
            return {"response_action": "errors", "errors": sentences}
        case Message() if asked.kind == "form" and asked.metadata.get("o"):
            return {"response_action": "clear"}
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


def strange(kind: Kind, why: Exception) -> dict[str, Any]:
    """The answer to somebody who may see nothing, or of whom we do not know who they are: never silence."""
    english = texts.plain("en", "UTC", "CHF")
    said = {members.Stranger: problems.stranger, members.Unknown: problems.unknown}.get(type(why), problems.busy)
    if kind == "command":
        return {"response_type": "ephemeral", "text": said(english).text}
    return {"options": []} if kind == "options" else {}
