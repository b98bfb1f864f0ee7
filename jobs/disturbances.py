"""Slack's do-not-disturb: what nobody asked for waits until it ends, where we may ask about it (scope `dnd:read`)."""

from datetime import UTC, datetime, timedelta

from slack_sdk import WebClient

from jobs.answers import FAILURES, Meaning, classify
from jobs.office import Office
from store import pauses
from store.attempts import Attempt

_ASK_AGAIN = timedelta(days=1)  # at the latest: it may end before its time
_REST = timedelta(hours=1)  # before a workspace that does not let us ask is asked again


def until(office: Office, client: WebClient, mine: Attempt, slack_id: str) -> datetime | None:
    """When the person's do-not-disturb ends that runs now; None when none does, or when Slack does not say.

    It is a courtesy: that it can not be asked holds nothing back. Slack itself is silent then, the message is not lost.
    """
    now = office.clock.now()
    with office.sessions.reading() as session:
        if pauses.rests(session, mine.workspace_id, pauses.DISTURBANCES, now):
            return None
    try:
        told = client.dnd_info(user=slack_id)
    except FAILURES as failure:
        answer = classify(failure)
        if answer.meaning in (Meaning.WAIT, Meaning.ADMIN):
            rest = timedelta(seconds=answer.seconds) if answer.seconds else _REST
            with office.sessions.writing() as session:
                pauses.pause(session, mine.workspace_id, pauses.DISTURBANCES, now + rest, answer.code)
        return None
    begins, ends = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not told.get("dnd_enabled") or not isinstance(begins, int) or not isinstance(ends, int):
        return None
    if not begins <= now.timestamp() < ends:
        return None
    return datetime.fromtimestamp(min(ends, (now + _ASK_AGAIN).timestamp()), UTC)
