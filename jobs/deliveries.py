"""Deliveries: each thing owed is posted effectively once, whatever dies meanwhile (reliability.md 2.3)."""

import logging
from datetime import timedelta
from typing import Any

from jobs import disturbances
from jobs.answers import FAILURES, Answer, Meaning, classify
from jobs.clients import Client
from jobs.endings import pause, settle
from jobs.messages import Edit, Ending, Later, Message, Nothing, Posting, Withdrawal
from jobs.office import Office, forget, look_back, open_channel, post, remember, unfit
from store import attempts, pauses
from store.attempts import HISTORY, Attempt
from store.rules.words import DeliveryState

log = logging.getLogger(__name__)
MOST_TRIES = 30  # after so many looks in vain a person decides


def claim(office: Office) -> Attempt | None:
    """Take what is ready, in a transaction of its own; None when nothing is."""
    return next(iter(claim_some(office, 1)), None)


def claim_some(office: Office, most: int) -> list[Attempt]:
    """Take what is ready, as many as can begin at once, in one transaction: a commit is what taking one costs."""
    with office.sessions.reading() as session:
        if not attempts.ready(session, office.lease_clock, office.clock.now()):
            return []
    with office.sessions.writing() as session:
        return attempts.claim(session, office.lease_clock, office.lease, office.clock.now(), most)


def deliver(office: Office, mine: Attempt) -> None:
    """Bring one claimed delivery as far as it goes: looked for, composed, started, posted, settled."""
    client = office.client_for(mine.team_id)
    if client is None:
        _let_rest(office, mine, Answer(Meaning.TEAM_DEAD, "no token"), sent_before=mine.started_at is not None)
    elif mine.started_at is None or _surely_not_there(office, client, mine):
        _send(office, client, mine)


def _surely_not_there(office: Office, client: Client, mine: Attempt) -> bool:
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
        settle(office, mine, DeliveryState.SENT, channel=mine.channel, ts=ts)
    elif not late_enough:
        settle(office, mine, DeliveryState.UNSURE, reason="not there yet", retry_at=office.later(mine))
    return not ts and late_enough


def _could_not_look(office: Office, mine: Attempt, answer: Answer) -> None:
    """It stays unsure: looked for again later, or, where we never may look, until a person decides."""
    hopeless = answer.meaning in (Meaning.ADMIN, Meaning.TARGET_DEAD) or mine.attempt >= MOST_TRIES
    if answer.meaning is Meaning.WAIT:
        pause(office, mine, HISTORY, answer)
    elif answer.meaning is Meaning.TEAM_DEAD:
        pause(office, mine, pauses.EVERYTHING, answer)
    lost = answer.meaning is Meaning.TARGET_DEAD
    ending = Ending(DeliveryState.UNSURE, mine.channel, code=answer.code, lost=lost, untold=hopeless)
    retry_at = None if hopeless else office.later(mine)
    settle(office, mine, ending.state, ending, reason=f"{HISTORY}: {answer.code}", retry_at=retry_at)


def _send(office: Office, client: Client, mine: Attempt) -> None:
    with office.sessions.reading() as session:
        message = office.composers[mine.kind](session, mine, office.clock.now())
    if isinstance(message, Message) and message.may_wait:
        quiet = disturbances.until(office, client, mine, message.slack_id)
        message = Later("do not disturb", quiet) if quiet else message
    if isinstance(message, Nothing):
        settle(office, mine, DeliveryState.DROPPED, reason=message.reason, frees=message.frees)
    elif isinstance(message, Later):
        when: dict[str, Any] = {"due_at": message.until} if message.until else {"retry_at": office.later(mine)}
        settle(office, mine, DeliveryState.DUE, reason=message.reason, nothing_went=True, **when)
    elif isinstance(message, Withdrawal):
        _withdraw(office, client, mine, message)
    elif (channel := _place(office, client, mine, message)) is None:
        return
    elif isinstance(message, Edit):
        _edit(office, client, mine, message)
    elif (until := _started(office, client, mine, channel, message)) is not None:
        _post(office, client, mine, channel, message, until)


def _place(office: Office, client: Client, mine: Attempt, message: Message | Posting | Edit) -> str | None:
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
        _refused(office, mine, "conversations.info", answer, message.channel)
        return None
    if why:
        _refused(office, mine, "conversations.info", Answer(Meaning.TARGET_DEAD, why), message.channel)
    return None if why else message.channel


def _post(
    office: Office, client: Client, mine: Attempt, channel: str, message: Message | Posting, until: float
) -> None:
    try:
        with client.until(until):
            channel, ts = post(client, channel, message, mine.key)
    except FAILURES as failure:
        _refused(office, mine, "chat.postMessage", _of_place(office, mine, message, classify(failure)), channel)
        return
    if isinstance(message, Message):
        remember(office, mine.team_id, message.slack_id, channel)
    ending = Ending(DeliveryState.SENT, seen=_seen(message))
    settle(office, mine, ending.state, ending, posted_without=message.fallen, channel=channel, ts=ts)


def _of_place(office: Office, mine: Attempt, message: Message | Posting, answer: Answer) -> Answer:
    """A remembered direct message that is none any more is asked for again: that says whether the person is there."""
    dead = answer.meaning in (Meaning.TARGET_DEAD, Meaning.PERSON_GONE)
    if dead and isinstance(message, Message) and forget(office, mine.team_id, message.slack_id):
        return Answer(Meaning.NOT_SENT, answer.code)
    return answer


def _seen(message: Message | Posting) -> int | None:
    return message.seen if isinstance(message, Posting) else None


def _edit(office: Office, client: Client, mine: Attempt, edit: Edit) -> None:
    """Draw a message again: doing it twice does no harm, so nothing is looked for."""
    try:
        client.chat_update(channel=edit.channel, ts=edit.ts, text=edit.text, blocks=edit.blocks)
    except FAILURES as failure:
        _refused(office, mine, "chat.update", _harmless(classify(failure)), edit.channel)
        return
    settle(office, mine, DeliveryState.SENT, channel=edit.channel, ts=edit.ts)


def _withdraw(office: Office, client: Client, mine: Attempt, message: Withdrawal) -> None:
    """Take a message back; one that is not there any more is what was wanted."""
    try:
        client.chat_delete(channel=message.channel, ts=message.ts)
    except FAILURES as failure:
        answer = classify(failure)
        if answer.meaning is not Meaning.GONE:
            _refused(office, mine, "chat.delete", _harmless(answer))
            return
    settle(office, mine, DeliveryState.SENT, reason="came twice", channel=message.channel, ts=message.ts)


def _harmless(answer: Answer) -> Answer:
    """What broke here posted nothing: it is done again, whatever came of it."""
    return Answer(Meaning.NOT_SENT, answer.code) if answer.meaning is Meaning.UNKNOWN else answer


def _started(office: Office, client: Client, mine: Attempt, channel: str, message: Message | Posting) -> float | None:
    """Commit that the post begins, and look once more that row and lease are ours: until when it may leave.

    By the client's `elapsed`, read before the lease's clock; None when it was given back.
    """
    need = timedelta(seconds=client.timeout)
    now = office.clock.now()
    what: dict[str, Any] = {"fallen": message.fallen, "thread_ts": message.thread_ts}
    if not office.closing.is_set():
        with office.sessions.writing() as session:
            begun = attempts.start(session, mine, office.lease_clock, need, channel, now, **what)
        with office.sessions.reading() as session:
            looked = client.elapsed()
            left = attempts.left(session, mine, office.lease_clock) if begun else timedelta()
        if left >= need:
            return looked + left.total_seconds()
    retry_at = None if office.closing.is_set() else office.later(mine)  # the other replicas need not wait for a stop
    settle(office, mine, DeliveryState.DUE, reason="given back", retry_at=retry_at, nothing_went=True)
    return None


def _refused(office: Office, mine: Attempt, method: str, answer: Answer, channel: str | None = None) -> None:
    """What a failed call, about that channel, leads to; in all but UNKNOWN surely nothing was sent."""
    reason = f"{method}: {answer.code}"
    log.warning("delivery %s, attempt %s: %s (%s)", mine.key, mine.attempt, reason, answer.meaning.name)
    if answer.meaning is Meaning.UNKNOWN:
        settle(office, mine, DeliveryState.UNSURE, reason=reason, retry_at=office.later(mine))
    elif answer.meaning is Meaning.WAIT:
        pause(office, mine, method, answer)
        settle(office, mine, DeliveryState.DUE, reason=reason, nothing_went=True)
    elif answer.meaning is Meaning.NOT_SENT:
        settle(office, mine, DeliveryState.DUE, reason=reason, retry_at=office.later(mine), nothing_went=True)
    elif answer.meaning in (Meaning.TEAM_DEAD, Meaning.ADMIN):
        _let_rest(office, mine, answer, sent_before=False)
    elif answer.meaning is Meaning.PERSON_GONE:
        settle(office, mine, DeliveryState.DROPPED, reason=reason)
    elif answer.meaning is Meaning.GONE:
        ending = Ending(DeliveryState.DUE, gone=True)
        settle(office, mine, ending.state, ending, reason=reason, retry_at=office.later(mine), nothing_went=True)
    else:
        log.error("delivery %s failed for good: %s", mine.key, reason)
        lost = answer.meaning is Meaning.TARGET_DEAD
        ending = Ending(DeliveryState.FAILED, channel, code=answer.code, lost=lost)
        settle(office, mine, ending.state, ending, reason=reason)


def _let_rest(office: Office, mine: Attempt, answer: Answer, *, sent_before: bool) -> None:
    """Nothing is sent to this workspace for a while; what is owed stays owed."""
    pause(office, mine, pauses.EVERYTHING, answer)
    if sent_before:
        settle(office, mine, DeliveryState.UNSURE, reason=answer.code, retry_at=office.later(mine))
    else:
        settle(office, mine, DeliveryState.DUE, reason=answer.code, nothing_went=True)
