"""Deliveries: each thing owed is posted effectively once, whatever dies meanwhile (reliability.md 2.3)."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from jobs import disturbances
from jobs.answers import FAILURES, Answer, Meaning, classify
from jobs.messages import Edit, Ending, Later, Message, Nothing, Posting
from jobs.office import Office, forget, look_back, open_channel, post, remember, unfit
from store import attempts, pauses
from store.attempts import HISTORY, Attempt
from store.rules.words import DeliveryState

log = logging.getLogger(__name__)
REST = timedelta(minutes=15)  # before a workspace that let go of us is tried again
MOST_TRIES = 30  # after so many looks in vain a person decides


def claim(office: Office) -> Attempt | None:
    """Take what is ready, in a transaction of its own; None when nothing is."""
    with office.sessions.reading() as session:
        if not attempts.ready(session, office.lease_clock, office.clock.now()):
            return None
    with office.sessions.writing() as session:
        return attempts.claim(session, office.lease_clock, office.lease, office.clock.now())


def deliver(office: Office, mine: Attempt) -> None:
    """Bring one claimed delivery as far as it goes: looked for, composed, started, posted, settled."""
    client = office.client_for(mine.team_id)
    if client is None:
        _let_rest(office, mine, Answer(Meaning.TEAM_DEAD, "no token"), sent_before=mine.started_at is not None)
    elif mine.started_at is None or _surely_not_there(office, client, mine):
        _send(office, client, mine)


def _surely_not_there(office: Office, client: WebClient, mine: Attempt) -> bool:
    """Look for what an earlier attempt may have posted; True when it is late enough to say that nothing came."""
    assert mine.started_at is not None  # noqa: S101 - asked only then
    with office.sessions.reading() as session:
        late_enough = office.lease_clock(session) >= mine.started_at + office.lease + office.settle
    try:
        ts = look_back(client, office, mine)
    except FAILURES as failure:
        _could_not_look(office, mine, classify(failure))
        return False
    if ts:
        _settle(office, mine, DeliveryState.SENT, channel=mine.channel, ts=ts)
    elif not late_enough:
        _settle(office, mine, DeliveryState.UNSURE, reason="not there yet", retry_at=office.later(mine))
    return not ts and late_enough


def _could_not_look(office: Office, mine: Attempt, answer: Answer) -> None:
    """It stays unsure: looked for again later, or, where we never may look, until a person decides."""
    hopeless = answer.meaning in (Meaning.ADMIN, Meaning.TARGET_DEAD) or mine.attempt >= MOST_TRIES
    if answer.meaning is Meaning.WAIT:
        _pause(office, mine, HISTORY, answer)
    elif answer.meaning is Meaning.TEAM_DEAD:
        _pause(office, mine, pauses.EVERYTHING, answer)
    ending = Ending(DeliveryState.UNSURE, code=answer.code, lost=answer.meaning is Meaning.TARGET_DEAD, untold=hopeless)
    retry_at = None if hopeless else office.later(mine)
    _settle(office, mine, ending.state, ending, reason=f"{HISTORY}: {answer.code}", retry_at=retry_at)


def _send(office: Office, client: WebClient, mine: Attempt) -> None:
    with office.sessions.reading() as session:
        message = office.composers[mine.kind](session, mine, office.clock.now())
    if isinstance(message, Message) and message.may_wait:
        quiet = disturbances.until(office, client, mine, message.slack_id)
        message = Later("do not disturb", quiet) if quiet else message
    if isinstance(message, Nothing):
        _settle(office, mine, DeliveryState.DROPPED, reason=message.reason, frees=message.frees)
    elif isinstance(message, Later):
        when: dict[str, Any] = {"due_at": message.until} if message.until else {"retry_at": office.later(mine)}
        _settle(office, mine, DeliveryState.DUE, reason=message.reason, nothing_went=True, **when)
    elif (channel := _place(office, client, mine, message)) is None:
        return
    elif isinstance(message, Edit):
        _edit(office, client, mine, message)
    elif _started(office, client, mine, channel, message):
        _post(office, client, mine, channel, message)


def _place(office: Office, client: WebClient, mine: Attempt, message: Message | Posting | Edit) -> str | None:
    """Where it goes: the person's direct message, or the channel if it still does; None when it goes nowhere now."""
    if isinstance(message, Message):
        try:
            return open_channel(client, office, mine.team_id, message.slack_id)
        except FAILURES as failure:
            _refused(office, mine, "conversations.open", _harmless(classify(failure)))
            return None
    try:
        why = unfit(client, message.channel)
    except FAILURES as failure:
        answer = _harmless(classify(failure))
        if answer.meaning is Meaning.ADMIN:  # we may not ask about this channel: that concerns no other
            answer = Answer(Meaning.TARGET_DEAD, answer.code)
        _refused(office, mine, "conversations.info", answer)
        return None
    if why:
        _refused(office, mine, "conversations.info", Answer(Meaning.TARGET_DEAD, why))
    return None if why else message.channel


def _post(office: Office, client: WebClient, mine: Attempt, channel: str, message: Message | Posting) -> None:
    try:
        channel, ts = post(client, channel, message, mine.key)
    except FAILURES as failure:
        _refused(office, mine, "chat.postMessage", _of_place(office, mine, message, classify(failure)))
        return
    if isinstance(message, Message):
        remember(office, mine.team_id, message.slack_id, channel)
    _settle(office, mine, DeliveryState.SENT, Ending(DeliveryState.SENT, seen=_seen(message)), channel=channel, ts=ts)


def _of_place(office: Office, mine: Attempt, message: Message | Posting, answer: Answer) -> Answer:
    """A remembered direct message that is none any more is asked for again: that says whether the person is there."""
    dead = answer.meaning in (Meaning.TARGET_DEAD, Meaning.PERSON_GONE)
    if dead and isinstance(message, Message) and forget(office, mine.team_id, message.slack_id):
        return Answer(Meaning.NOT_SENT, answer.code)
    return answer


def _seen(message: Message | Posting) -> int | None:
    return message.seen if isinstance(message, Posting) else None


def _edit(office: Office, client: WebClient, mine: Attempt, edit: Edit) -> None:
    """Draw a message again: doing it twice does no harm, so nothing is looked for."""
    try:
        client.chat_update(channel=edit.channel, ts=edit.ts, text=edit.text, blocks=edit.blocks)
    except FAILURES as failure:
        _refused(office, mine, "chat.update", _harmless(classify(failure)))
        return
    _settle(office, mine, DeliveryState.SENT, channel=edit.channel, ts=edit.ts)


def _harmless(answer: Answer) -> Answer:
    """What broke here posted nothing: it is done again, whatever came of it."""
    return Answer(Meaning.NOT_SENT, answer.code) if answer.meaning is Meaning.UNKNOWN else answer


def _started(office: Office, client: WebClient, mine: Attempt, channel: str, message: Message | Posting) -> bool:
    """Commit that the post begins, and look once more that row and lease are ours; else give it back."""
    need = timedelta(seconds=client.timeout)
    now = office.clock.now()
    what: dict[str, Any] = {"fallen": message.fallen, "thread_ts": message.thread_ts}
    if not office.closing.is_set():
        with office.sessions.writing() as session:
            begun = attempts.start(session, mine, office.lease_clock, need, channel, now, **what)
        with office.sessions.reading() as session:
            if begun and attempts.holds(session, mine, office.lease_clock, need):
                return True
    retry_at = None if office.closing.is_set() else office.later(mine)  # the other replicas need not wait for a stop
    _settle(office, mine, DeliveryState.DUE, reason="given back", retry_at=retry_at, nothing_went=True)
    return False


def _refused(office: Office, mine: Attempt, method: str, answer: Answer) -> None:
    """What a failed call leads to; in all but UNKNOWN surely nothing was sent."""
    reason = f"{method}: {answer.code}"
    log.warning("delivery %s, attempt %s: %s (%s)", mine.key, mine.attempt, reason, answer.meaning.name)
    if answer.meaning is Meaning.UNKNOWN:
        _settle(office, mine, DeliveryState.UNSURE, reason=reason, retry_at=office.later(mine))
    elif answer.meaning is Meaning.WAIT:
        _pause(office, mine, method, answer)
        _settle(office, mine, DeliveryState.DUE, reason=reason, nothing_went=True)
    elif answer.meaning is Meaning.NOT_SENT:
        _settle(office, mine, DeliveryState.DUE, reason=reason, retry_at=office.later(mine), nothing_went=True)
    elif answer.meaning in (Meaning.TEAM_DEAD, Meaning.ADMIN):
        _let_rest(office, mine, answer, sent_before=False)
    elif answer.meaning is Meaning.PERSON_GONE:
        _settle(office, mine, DeliveryState.DROPPED, reason=reason)
    elif answer.meaning is Meaning.GONE:
        ending = Ending(DeliveryState.DUE, gone=True)
        _settle(office, mine, ending.state, ending, reason=reason, retry_at=office.later(mine), nothing_went=True)
    else:
        log.error("delivery %s failed for good: %s", mine.key, reason)
        ending = Ending(DeliveryState.FAILED, code=answer.code, lost=answer.meaning is Meaning.TARGET_DEAD)
        _settle(office, mine, ending.state, ending, reason=reason)


def _let_rest(office: Office, mine: Attempt, answer: Answer, *, sent_before: bool) -> None:
    """Nothing is sent to this workspace for a while; what is owed stays owed."""
    _pause(office, mine, pauses.EVERYTHING, answer)
    if sent_before:
        _settle(office, mine, DeliveryState.UNSURE, reason=answer.code, retry_at=office.later(mine))
    else:
        _settle(office, mine, DeliveryState.DUE, reason=answer.code, nothing_went=True)


def _pause(office: Office, mine: Attempt, method: str, answer: Answer) -> None:
    rest = timedelta(seconds=answer.seconds) if answer.meaning is Meaning.WAIT else REST
    with office.sessions.writing() as session:
        pauses.pause(session, mine.workspace_id, method, office.clock.now() + rest, answer.code)


def _settle(office: Office, mine: Attempt, state: DeliveryState, ending: Ending | None = None, **what: Any) -> None:
    """Write what became of it; who keeps account of such deliveries does so in the same transaction."""
    now = office.clock.now()
    ended = replace(ending or Ending(state), channel=what.get("channel"), ts=what.get("ts"))
    with office.sessions.writing() as session:
        if not attempts.settle(session, mine, state, now, **what):
            log.warning("delivery %s, attempt %s: another attempt holds it by now", mine.key, mine.attempt)
        elif keeps := office.bookkeepers.get(mine.kind):
            keeps(session, mine, ended, now)
