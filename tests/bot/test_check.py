"""`stagepost check`: how each workspace's ledger stands, and status 1 when something there needs a person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import SystemClock
from store import deliveries, pauses, people, workspaces
from store.models.deliveries import deliveries as ledger
from store.rules.words import DeliveryState
from store.sessions import Session, Sessions
from tests.bot.conftest import Program

Start = Callable[..., Program]
PERSON = "Something needs a person: an admin reads what, and decides, with /opp deliveries."


def workspace(session: Session, team: str, name: str, now: datetime) -> int:
    """A workspace; its key."""
    made = workspaces.create(
        session, team_id=team, enterprise_id="", name=name, bot_user_id="", language="en",
        timezone="Europe/Zurich", currency="CHF", now=now,
    )  # fmt: skip
    return made.id


def owe(session: Session, workspace_id: int, key: str, now: datetime, **stands: Any) -> None:
    """Owe somebody something that stands so."""
    somebody = people.keep(session, workspace_id, people.Described("U00ANA", "Ana Keller"), now)
    assert deliveries.owe(session, workspace_id, key, "hand_over", somebody.id, {}, now, now)
    if stands:
        session.change(ledger.update().where(ledger.c.key == key).values(**stands))


def checked(program: Start, sessions: Sessions) -> tuple[int, list[str]]:
    """The status, and the lines."""
    code, said = program("check", DATABASE_URL=sessions.engine.url.render_as_string(hide_password=False)).ended()
    return code, said.splitlines()


def test_each_workspace_has_its_lines_and_nothing_wrong_is_status_0(program: Start, sessions: Sessions) -> None:
    now = SystemClock().now()
    with sessions.writing() as session:
        first, second = workspace(session, "T1", "Summit", now), workspace(session, "T2", "Valley", now)
        owe(session, first, "one", now - timedelta(minutes=14))
        owe(session, first, "two", now + timedelta(days=1))
        owe(session, first, "three", now, state=DeliveryState.SENT, settled_at=now + timedelta(minutes=16))
        owe(session, second, "four", now, state=DeliveryState.DROPPED, settled_at=now, reason="no reason any more")
        pauses.pause(session, second, pauses.EVERYTHING, now + timedelta(minutes=10), "token_revoked")
    code, lines = checked(program, sessions)
    oldest, rest = now - timedelta(minutes=14), now + timedelta(minutes=10)
    assert (code, lines) == (
        0,
        [
            "The schema is current.",
            "Summit (T1):",
            "  Deliveries owed now: 1; for later: 1; for the next bundle: 0.",
            "  In 24 hours sent: 1, late: 1; dropped: 0.",
            "  Unsure: 0, for an admin to decide: 0; failed: 0.",
            f"  The oldest has been due since {oldest:%Y-%m-%d %H:%M} UTC.",
            "  The jobs have planned no morning yet.",
            "Valley (T2):",
            "  Deliveries owed now: 0; for later: 0; for the next bundle: 0.",
            "  In 24 hours sent: 0, late: 0; dropped: 1.",
            "  Unsure: 0, for an admin to decide: 0; failed: 0.",
            "  Dropped, the most frequent reasons: 1 × no reason any more.",
            "  The jobs have planned no morning yet.",
            f"  Nothing is sent until {rest:%Y-%m-%d %H:%M} UTC: token_revoked.",
        ],
    )


@pytest.mark.parametrize(
    ("minutes", "stands", "said"),
    [
        (1, {"state": DeliveryState.UNSURE}, "  Unsure: 1, for an admin to decide: 1; failed: 0."),
        (1, {"state": DeliveryState.FAILED}, "  Unsure: 0, for an admin to decide: 0; failed: 1."),
        (16, {}, "  Deliveries owed now: 1; for later: 0; for the next bundle: 0."),
    ],
)
def test_what_needs_a_person_in_any_workspace_is_status_1(
    program: Start, sessions: Sessions, minutes: int, stands: dict[str, Any], said: str
) -> None:
    now = SystemClock().now()
    with sessions.writing() as session:
        workspace(session, "T1", "Summit", now)
        settled = {"settled_at": now} if stands.get("state") is DeliveryState.FAILED else {}
        valley = workspace(session, "T2", "Valley", now)
        owe(session, valley, "one", now - timedelta(minutes=minutes), **stands, **settled)
    code, lines = checked(program, sessions)
    assert (code, lines[-1]) == (1, PERSON)
    assert said in lines[lines.index("Valley (T2):") :]
