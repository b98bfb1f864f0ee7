"""`stagepost sandbox`: one line when it is ready, the same bot under it, and Start again."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from alembic import command

from bot.rehearsal import DATA, Rehearsal
from bot.sandbox import Sandbox, people
from store import schema
from store.sessions import Sessions
from tests.bot.asking import ask
from tests.bot.conftest import Program


class Kept:
    """Makes a sandbox for a rehearsal, and keeps it for the test."""

    def __init__(self, transport: Literal["socket", "http"] = "socket") -> None:
        self._transport = transport

    def __call__(self, **given: Any) -> Sandbox:
        self.slack = Sandbox(transport=self._transport, **given)
        return self.slack


@contextmanager
def rehearsing(folder: Path, transport: Literal["socket", "http"] = "socket") -> Iterator[Sandbox]:
    """The sandbox of a rehearsal that runs."""
    kept = Kept(transport)
    rehearsal = Rehearsal(kept, folder)
    rehearsal.start()
    yield kept.slack
    assert rehearsal.stop()


def _said(slack: Sandbox, line: str) -> str:
    slack.act.say(people.ADA, people.SALES, line)
    reply = slack.sent[-1].reply
    assert reply.ok
    return str(reply.body["text"])


def _shown(slack: Sandbox, line: str) -> str:
    _said(slack, line)
    return json.dumps(slack.sent[-1].reply.body["blocks"])


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_start_again_forgets_everything_and_goes_on_with_a_new_bot(
    tmp_path: Path, transport: Literal["socket", "http"]
) -> None:
    with rehearsing(tmp_path, transport) as slack:
        assert "installed" in _said(slack, "/opp setup template EX-LARGE")
        assert "Acme" in _said(slack, "/opp contact new Acme")
        slack.advance(timedelta(days=3))
        slack.start_again()
        assert slack.world.messages == []
        assert "installed" in _said(slack, "/opp setup template EX-LARGE")
        assert "CT000001" not in _shown(slack, "/opp contact find Acme")
        assert slack.refused == []


def test_what_was_done_is_there_after_a_restart(tmp_path: Path) -> None:
    with rehearsing(tmp_path) as slack:
        _said(slack, "/opp contact new Umbrella")
    with rehearsing(tmp_path) as slack:
        assert "CT000001" in _shown(slack, "/opp contact find Umbrella")


def test_what_an_older_version_left_is_brought_up_to_date(tmp_path: Path) -> None:
    with rehearsing(tmp_path) as slack:
        _said(slack, "/opp contact new Umbrella")
    kept = Sessions(f"sqlite:///{tmp_path / DATA}")
    with kept.writing() as session:
        command.downgrade(schema._config(session.connection), "-1")
    kept.close()
    with rehearsing(tmp_path) as slack:
        assert "CT000001" in _shown(slack, "/opp contact find Umbrella")


@pytest.mark.parametrize("transport", [[], ["--http"]], ids=["socket", "http"])
def test_it_prints_one_line_when_the_page_can_be_opened(
    program: Callable[..., Program], tmp_path: Path, transport: list[str]
) -> None:
    real = {"DATABASE_URL": "sqlite:///elsewhere.db", "SLACK_APP_TOKEN": "xapp-real"}
    one = program("sandbox", "--port", "0", *transport, **real)
    assert one.process.stdout is not None
    line = one.process.stdout.readline()
    assert line.startswith("Stagepost sandbox: http://127.0.0.1:")
    assert "Stagepost" in ask(line.split()[-1], "GET", "/").text
    one.terminate()
    assert one.ended() == (0, "")
    assert (tmp_path / ".sandbox" / "stagepost.db").exists()
    assert not (tmp_path / "elsewhere.db").exists()
    assert one.written == ""


def test_a_fresh_sandbox_forgets_what_was_there(program: Callable[..., Program], tmp_path: Path) -> None:
    old = tmp_path / ".sandbox" / "slack.json"
    old.parent.mkdir()
    old.write_text("nothing that could be read")
    one = program("sandbox", "--port", "0", "--fresh")
    assert one.process.stdout is not None
    assert one.process.stdout.readline().startswith("Stagepost sandbox: ")


def test_a_port_that_is_taken_is_one_sentence(program: Callable[..., Program]) -> None:
    first = program("sandbox", "--port", "0")
    assert first.process.stdout is not None
    port = first.process.stdout.readline().rsplit(":", 1)[1].strip().strip("/")
    second = program("sandbox", "--port", port)
    assert second.ended()[0] == 1
    assert f"--port must be a free port; {port} is not" in second.written
    assert "Traceback" not in second.written
