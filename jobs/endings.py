"""Endings: what became of an attempt, written with all that follows from it; and who rests after a refusal."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from jobs.answers import Answer, Meaning
from jobs.messages import Ending
from jobs.office import Office
from store import attempts, doubles, pauses
from store.attempts import Attempt
from store.doubles import Came
from store.rules.words import DeliveryState
from store.sessions import Session

log = logging.getLogger(__name__)
REST = timedelta(minutes=15)  # before a workspace that let go of us is tried again


def pause(office: Office, mine: Attempt, method: str, answer: Answer) -> None:
    """Let a method, or all of them, rest in this workspace: as long as Slack asked for, else a while."""
    rest = timedelta(seconds=answer.seconds) if answer.meaning is Meaning.WAIT else REST
    with office.sessions.writing() as session:
        pauses.pause(session, mine.workspace_id, method, office.clock.now() + rest, answer.code)


def settle(
    office: Office,
    mine: Attempt,
    state: DeliveryState,
    ending: Ending | None = None,
    *,
    posted_without: Sequence[int] | None = None,
    **what: Any,
) -> None:
    """Write what became of it; who keeps account of such deliveries does so in the same transaction.

    `posted_without`: what of the carried the message left out, when it just came by this attempt: if another attempt
    holds the row by now, it may have come twice.
    """
    now = office.clock.now()
    ended = ending or Ending(state)
    ended = replace(ended, channel=what.get("channel") or ended.channel, ts=what.get("ts"))
    with office.sessions.writing() as session:
        settled = attempts.settle(session, mine, state, now, **what)
        if not settled:
            log.warning("delivery %s, attempt %s: another attempt holds it by now", mine.key, mine.attempt)
            if posted_without is not None:
                settled = _came_first(session, mine, ended, posted_without, now)
        if settled and (keeps := office.bookkeepers.get(mine.kind)):
            keeps(session, mine, ended, now)


def _came_first(session: Session, mine: Attempt, ended: Ending, without: Sequence[int], now: datetime) -> bool:
    """Whether what another attempt holds by now was settled by this message; else it is taken back if it is another."""
    assert ended.channel and ended.ts  # noqa: S101 - it was posted
    came = doubles.settle(session, mine, ended.channel, ended.ts, without, now)
    if came is Came.TWICE:
        log.warning("delivery %s, attempt %s: came twice; %s is taken back", mine.key, mine.attempt, ended.ts)
    return came is Came.FIRST
