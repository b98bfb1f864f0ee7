"""The words of the delivery log: every kind that is sent, and every reason that the jobs give, has some."""

import ast
from pathlib import Path

import pytest

from bot.clock import SystemClock
from handlers.texts import for_member
from handlers.views import delivery_words
from jobs.schedule import Jobs
from store.sessions import Sessions
from tests.handlers.drawn import member

JOBS = Path(__file__).parents[2] / "jobs"
GIVEN = ("Nothing", "Later")


def reasons() -> set[str]:
    """What stands first in what the composers give instead of a message."""
    calls = (node for path in JOBS.glob("*.py") for node in ast.walk(ast.parse(path.read_text())))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GIVEN
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def test_every_kind_of_delivery_has_a_name(tmp_path: Path) -> None:
    jobs = Jobs(Sessions(f"sqlite:///{tmp_path}/unused.db"), lambda _team: None, SystemClock(), for_member)
    assert jobs.office.composers.keys() - delivery_words.KINDS.keys() == set()


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_every_reason_of_the_jobs_has_words(reason: str) -> None:
    said = delivery_words.reason(reason, for_member(member()))
    assert not said.startswith("`"), "else it is shown as a code"
