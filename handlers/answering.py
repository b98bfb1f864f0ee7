"""The border: from what Slack sends to a listener, and from its reply to what Slack wants.

Everything that goes wrong behind it becomes a sentence here; nothing is half stored and nobody sees a trace.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handlers import acks, channels, members, wire
from handlers.asked import Asked, Kind, Route
from handlers.replies import Beside, Changed, Form, Home, Message, Nothing, Redraw, Redrawn, Reply, Under
from handlers.sent import VIA, Sent
from handlers.speaking import Speaker, Speakers
from handlers.views import blocks, problems
from store import absences, people, requests
from store.clocks import Clock
from store.rules.refusals import Refusal
from store.sessions import Busy, CommitUnknown, Session, Sessions

log = logging.getLogger(__name__)
Ack = Callable[..., Any]
Find = Callable[[dict[str, Any]], tuple[Route, str]]
FAULTS = (Busy, CommitUnknown, DBAPIError, PoolTimeout)  # nothing was stored, and trying again may do


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
        key = wire.request_key(kind, body, request)
        try:
            said = self._said(Sent(kind, body, *find(body), who, key, channels.chosen(client, body)), client)
        except (members.Stranger, members.Unknown, members.Unmet, *FAULTS) as why:
            log.warning("nobody to answer: %s", type(why).__name__)
            message = acks.strange(why)
            ack(**acks.unasked(kind, body, message))
            if acks.is_pressed(kind, body):
                self.speakers.say(lambda: Speaker(client, who.user_id).tell(message, body.get("response_url")))
            return
        ack(**said.answer)
        if not said.again:
            speaker = Speaker(client, said.asked.by.slack_id)
            self._speak(said.reply, said.asked, speaker)
            if said.changed:
                self.speakers.say(lambda: self._redraw_home(said.asked, speaker))

    def _said(self, sent: Sent, client: WebClient) -> "_Said":
        now = self.clock.now()
        try:
            return self._met(sent, client, now)
        except PoolTimeout:
            raise  # there would be no connection for reading either, and Slack waits no longer
        except FAULTS as fault:  # before it was known who asks: that is only to be read
            with self.sessions.reading() as session:
                asked = sent.asked(session, now)
            return self._again(sent, asked) or _failed(asked, fault)

    def _met(self, sent: Sent, client: WebClient, now: datetime) -> "_Said":
        try:
            self._introduce(sent, client, now)
            return self._run(sent, now)
        except members.Unmet:
            members.meet(self.sessions, client, sent.who, now)
            return self._run(sent, now)

    def _introduce(self, sent: Sent, client: WebClient, now: datetime) -> None:
        if named := members.named(sent.body) - {sent.who.user_id}:
            members.introduce(self.sessions, client, sent.who, named, now)

    def _run(self, sent: Sent, now: datetime) -> "_Said":
        """Run the listener in a transaction of its kind; what it refuses is phrased, after the transaction ended."""
        asked: Asked | None = None
        try:
            with self.sessions.writing(VIA[sent.kind]) if sent.route.changes else self.sessions.reading() as session:
                asked = sent.asked(session, now)
                reply = sent.route.listener(session, asked)
                changed = session.wrote and isinstance(reply, Changed)
                said = _Said(asked, reply, acks.acknowledged(asked, reply), changed)
                if said.changed:
                    requests.remember(session, asked.by, sent.key, said.answer, now)
                return said
        except (Refusal, *FAULTS) as failure:
            if asked is None:
                raise
            return self._again(sent, asked) or _failed(asked, failure)
        except (members.Unmet, members.Stranger):
            raise
        except Exception:  # the border: a bug's trace goes to the log, its reference to the person
            reference = secrets.token_hex(4)
            log.exception("bug %s", reference)
            if asked is None:
                raise Busy from None
            return _refusing(asked, acks.troubled(problems.bug(asked.texts, reference), asked))

    def _again(self, sent: Sent, asked: Asked) -> "_Said | None":
        """The first answer, when this request has changed something before: a twin, or a commit that was not told."""
        if not sent.route.changes:
            return None
        try:
            with self.sessions.reading() as session:
                first = requests.answer(session, asked.by, sent.key)
        except FAULTS:
            return None
        return None if first is None else _Said(asked, Nothing(), first, changed=False, again=True)

    def _speak(self, reply: Reply, asked: Asked, speaker: Speaker) -> None:
        view = asked.view
        match reply:
            case Form() | Redrawn() | Under():
                self._draw(reply, asked, speaker)
            case Home(board):
                self.speakers.say(lambda: speaker.home(board))
                if asked.by.may("see") and not asked.by.home_seen:
                    self.speakers.say(lambda: self._remember_home(asked))
            case Redraw():
                self._speak_again(reply, asked, speaker)
            case Beside():
                self.speakers.say(lambda: self._beside(reply, asked, speaker))
            case Message() if asked.kind == "action" and asked.from_home:
                self.speakers.say(lambda: self._open(problems.page(reply, asked.texts), asked, speaker))
            case Message() if asked.kind == "action" and asked.from_form:
                self._redraw(problems.page(reply, asked.texts), view, speaker)
            case Message() if asked.kind == "form":
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url, replace=asked.card_goes))
            case Message() if asked.kind != "command":
                self.speakers.say(lambda: speaker.tell(reply, asked.response_url))

    def _draw(self, reply: Form | Redrawn | Under, asked: Asked, speaker: Speaker) -> None:
        form, view = reply.view, asked.view
        if isinstance(reply, Redrawn):
            self._redraw(form, view, speaker)
        elif isinstance(reply, Under):
            self.speakers.say(lambda: self._redraw_under(form, asked, speaker))
        elif asked.kind != "form":  # a form that follows one that was sent is in its ack
            self.speakers.say(lambda: self._open(form, asked, speaker))
        elif done := reply.done:
            self.speakers.say(lambda: speaker.tell(done, asked.response_url))

    def _speak_again(self, reply: Redraw, asked: Asked, speaker: Speaker) -> None:
        """Draw the message again, or the page that stands for it, which a form may stand on."""
        page = problems.page(reply, asked.texts)
        if asked.from_home:
            self.speakers.say(lambda: self._open(page, asked, speaker))
        elif asked.kind == "action" and asked.from_form:
            self._redraw(page, asked.view, speaker)
        elif asked.metadata.get("o"):
            self.speakers.say(lambda: self._redraw_under(page, asked, speaker))
        else:
            self.speakers.say(lambda: speaker.tell(reply, asked.response_url, replace=True))

    def _redraw(self, form: blocks.Block, view: dict[str, Any], speaker: Speaker) -> None:
        view_id = str(view.get("id") or "")
        self.speakers.redraw(view_id, view.get("hash"), lambda hash_: speaker.redraw_form(form, view_id, hash_))

    def _beside(self, reply: Beside, asked: Asked, speaker: Speaker) -> None:
        speaker.tell(reply, asked.response_url)
        if reply.original:
            speaker.replace(reply.original, asked.response_url)
        if reply.under:
            self._redraw_under(reply.under, asked, speaker)

    def _redraw_under(self, form: blocks.Block, asked: Asked, speaker: Speaker) -> None:
        """The form that the one just sent stood on."""
        if beneath := asked.view.get("previous_view_id"):
            speaker.redraw_form(form, str(beneath), None)

    def _open(self, form: blocks.Block, asked: Asked, speaker: Speaker) -> None:
        trigger = str(asked.body.get("trigger_id") or "")
        try:
            (speaker.push if asked.from_form else speaker.open)(form, trigger)
        except SlackApiError as error:
            log.warning("a form could not be opened: %s", error.response.get("error"))
            speaker.tell(problems.not_opened(asked.texts), asked.response_url)

    def _remember_home(self, asked: Asked) -> None:
        """Once a person: opening Home need not wait for a turn to write."""
        with self.sessions.writing() as session:
            people.saw_home(session, asked.by)

    def _redraw_home(self, asked: Asked, speaker: Speaker) -> None:
        """The person's Home after a change, if they ever opened it."""
        if asked.by.home_seen:
            with self.sessions.reading() as session:
                # Read again: what was changed may be the set-up, which is remembered by the person's workspace.
                by = people.get(session, asked.by.workspace_id, asked.by.id) or asked.by
                by = absences.acting(session, by, asked.now)  # whoever covers has the buttons of a cover
                board = self.home(session, replace(asked, by=by))
            speaker.home(board)


@dataclass(frozen=True, slots=True)
class _Said:
    """A reply, and the ack it makes; `again`: the stored answer of the same request."""

    asked: Asked
    reply: Reply
    answer: dict[str, Any]
    changed: bool = False
    again: bool = False


def _failed(asked: Asked, failure: Exception) -> _Said:
    if isinstance(failure, Refusal):
        return _refusing(asked, acks.refused(failure, asked))
    log.warning("not stored: %s", type(failure).__name__)
    return _refusing(asked, acks.troubled(problems.busy(asked.texts), asked))


def _refusing(asked: Asked, reply: Reply) -> _Said:
    return _Said(asked, reply, acks.acknowledged(asked, reply))
