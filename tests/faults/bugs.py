"""Planted bugs: each takes one rule out of the protocol, and must then be seen (reliability.md 2.3, G4)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from jobs import clients, office
from jobs import deliveries as delivering
from jobs.answers import FAILURES, Answer, Meaning, classify
from jobs.office import Office
from store import attempts, deliveries, doubles, reminders
from store.doubles import Came
from store.models.deliveries import deliveries as table
from store.models.workspaces import people, workspaces
from store.rules.words import DeliveryState
from store.sessions import columns
from tests.jobs.worker import unfenced, unfenced_look

Change = tuple[Any, str, Any]  # whose, what, and what it is instead
_d = table.c


def _claimable(*ready: Any) -> list[Change]:
    """Candidates by another idea of what is ready."""
    found = select(*columns(attempts.Attempt, table, team_id=workspaces.c.team_id))
    found = found.select_from(table.join(workspaces, workspaces.c.id == _d.workspace_id))
    found = found.where(deliveries.WAITING, *ready).order_by(_d.due_at, _d.id).limit(10)
    return [(attempts, "_CANDIDATES", found)]


def _no_condition() -> list[Change]:
    claimed = attempts._CLAIM
    return [(attempts, "_CLAIM", update(table).where(claimed._where_criteria[0]).values(claimed._values))]


def _writes_without_their_attempt() -> list[Change]:
    return [(attempts, name, unfenced(name)) for name in ("_START", "_SETTLE")]


def _held_ones_claimed() -> list[Change]:
    held = or_(attempts._ready(), _d.state == DeliveryState.SENDING)
    return _claimable(held, ~attempts._RESTING)


def _instead(meaning: Meaning, other: Meaning) -> list[Change]:
    def classified(failure: Exception) -> Answer:
        answer = classify(failure)
        return replace(answer, meaning=other) if answer.meaning is meaning else answer

    return [(delivering, "classify", classified)]


def _failed_lookup_is_absence() -> list[Change]:
    looked = delivering.look_back

    def look_back(*given: Any) -> str | None:
        try:
            return looked(*given)
        except FAILURES:
            return None

    return [(delivering, "look_back", look_back)]


def _sent_before_the_post() -> list[Change]:
    posted = delivering._post

    def post(at: Office, client: Any, mine: Any, channel: str, message: Any) -> None:
        delivering.settle(at, mine, DeliveryState.SENT, channel=channel, ts="1.0")
        posted(at, client, mine, channel, message)

    return [(delivering, "_post", post)]


def _key_by_moment() -> list[Change]:
    owed = deliveries.owe

    def owe(session: Any, workspace_id: int, key: str, kind: str, person_id: int | None, facts: Any,
            due_at: datetime, now: datetime, **more: Any) -> bool:  # fmt: skip
        return owed(session, workspace_id, f"{key}@{now.timestamp()}", kind, person_id, facts, due_at, now, **more)

    return [(deliveries, "owe", owe)]


def _planned_by_everybody() -> list[Change]:
    take = update(people).where(*reminders._TAKE._where_criteria[:2]).values(reminders._TAKE._values)
    return [(reminders, "_TAKE", take), *_key_by_moment()]


def _fallen_ones_go_along() -> list[Change]:
    started = attempts.start

    def start(*given: Any, **more: Any) -> bool:
        return started(*given, **more | {"fallen": ()})

    return [(attempts, "start", start)]


BUGS: dict[str, Callable[[], list[Change]]] = {
    "no fence": lambda: [*_writes_without_their_attempt(), (attempts, "_HELD_UNTIL", unfenced_look())],
    "writes without their attempt": _writes_without_their_attempt,
    "no lookup": lambda: [(delivering, "look_back", lambda *_: None)],
    "a failed lookup is an absence": _failed_lookup_is_absence,
    "no patience with Slack": lambda: [(Office, "settle", property(lambda _: timedelta(0)))],
    "the window begins too late": lambda: [(office, "_EARLIER", -5)],
    "no condition": _no_condition,
    "no start": lambda: [(attempts, "start", lambda *_, **__: True)],
    "no last look": lambda: [(attempts, "left", lambda *_: timedelta(seconds=60))],
    "no last look at the bytes": lambda: [(clients, "last_look", lambda: None)],
    "doubles stay": lambda: [(doubles, "settle", lambda *_: Came.KNOWN)],
    "what came first is taken back": lambda: [(attempts, "OPEN", ())],
    "held ones are claimed": _held_ones_claimed,
    "blind retry": lambda: _instead(Meaning.UNKNOWN, Meaning.NOT_SENT),
    "429 is unknown": lambda: _instead(Meaning.WAIT, Meaning.UNKNOWN),
    "rests are not obeyed": lambda: _claimable(attempts._ready()),
    "sent before the post": _sent_before_the_post,
    "key by moment": _key_by_moment,
    "planned by everybody": _planned_by_everybody,
    "fallen ones go along": _fallen_ones_go_along,
    "what is carried has its own fate": lambda: [(attempts, "carry", lambda *_, **__: None)],
}


@contextmanager
def planted(bug: str | None) -> Iterator[None]:
    """The product with this bug, until the block ends; None: as it is."""
    changes = BUGS[bug]() if bug else []
    kept = [(whose, what, vars(whose)[what]) for whose, what, _ in changes]
    try:
        for whose, what, instead in changes:
            setattr(whose, what, instead)
        yield
    finally:
        for whose, what, before in kept:
            setattr(whose, what, before)
