"""The words of the delivery log: every kind that is sent, and every reason that the jobs give, has some."""

import ast
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from handlers.texts import Texts, for_member
from handlers.views import deliveries, delivery_words
from jobs.answers import TABLE, Meaning
from jobs.schedule import Jobs
from store.delivery_figures import Figures
from store.delivery_log import Page
from store.rules.words import DeliveryState
from store.sessions import Sessions
from tests.handlers.drawn import NOW, member

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


def log(figures: Figures, texts: Texts) -> str:
    """What the log says of these figures."""
    return str(deliveries.message(figures, [], [], [], Page([], 0, False), texts, NOW).blocks)


def test_what_is_due_just_now_is_not_said_to_have_been_due_for_no_minutes() -> None:
    texts = for_member(member())
    assert "The oldest is due just now." in log(Figures(oldest_due_at=NOW - timedelta(seconds=59)), texts)
    assert "1 minute." in log(Figures(oldest_due_at=NOW - timedelta(seconds=60)), texts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_table_of_the_log_fits_slacks_width_and_has_no_empty_column(language: str) -> None:
    texts = for_member(replace(member(), language=language))
    kinds = Counter(
        {(kind, state): 9999 for kind in delivery_words.KINDS for state in DeliveryState if state != "sending"}
    )
    (table,) = tables(Figures(kinds=kinds), texts)
    assert max(map(len, table.splitlines())) <= 66
    (table,) = tables(Figures(kinds=Counter({("digest", DeliveryState.SENT): 1})), texts)
    assert table.split() == [texts.t("sent"), *texts.t("Digest").split(), "1"]


def tables(figures: Figures, texts: Texts) -> list[str]:
    """The tables of the log, as they are written."""
    blocks = deliveries.message(figures, [], [], [], Page([], 0, False), texts, NOW).blocks
    return [block["elements"][0]["elements"][0]["text"] for block in blocks if block["type"] == "rich_text"]


@pytest.mark.parametrize("code", sorted(code for code, meaning in TABLE.items() if meaning is not Meaning.OUR_BUG))
def test_what_slack_answers_is_said_in_words_unless_it_is_a_mistake_of_ours(code: str) -> None:
    assert not delivery_words.reason(f"chat.postMessage: {code}", for_member(member())).startswith("`")
