"""The border: who is answered what before any listener runs."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import MovableClock, SystemClock
from bot.sandbox import Sandbox
from bot.sandbox.people import CHLOE, TEAM_ID
from handlers import FORMS, acks, boards, commands
from handlers.answering import Border
from handlers.asked import Asked
from handlers.replies import Message, Nothing
from handlers.speaking import Speakers
from handlers.views.blocks import Block
from store import absence_changes, people
from store.sessions import Session, Sessions
from tests.jobs.town import MONDAY, client, founded


@pytest.fixture
def border(migrated_sqlite: Path) -> Iterator[Border]:
    """A border with an empty database behind it."""
    sessions, speakers = Sessions(f"sqlite:///{migrated_sqlite}"), Speakers()
    yield Border(sessions, SystemClock(), speakers, boards.drawn)
    speakers.close()
    sessions.close()


def test_somebody_of_another_organisation_is_told_so_and_is_no_bug(
    border: Border, caplog: pytest.LogCaptureFixture
) -> None:
    body = {"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}, "command": "/opp", "text": "list"}
    acks: list[dict[str, Any]] = []
    with caplog.at_level(logging.WARNING):
        border.receive(
            "command", lambda _body: commands.route("list"), body, "k", lambda **said: acks.append(said), WebClient()
        )
    assert [ack["text"] for ack in acks] == ["Only members of this workspace can use Stagepost here."]
    assert [record.message for record in caplog.records] == ["nobody to answer: Stranger"]


def test_the_form_of_somebody_of_another_organisation_stays_open_and_says_so(border: Border) -> None:
    view = {"type": "modal", "callback_id": "team", "blocks": [{"type": "input", "block_id": "team"}]}
    body = {"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}, "view": view}
    acks: list[dict[str, Any]] = []
    border.receive("form", lambda _: (FORMS["team"], ""), body, "k", lambda **said: acks.append(said), WebClient())
    said = "Only members of this workspace can use Stagepost here."
    assert acks == [{"response_action": "errors", "errors": {"team": said}}]


@pytest.mark.parametrize(("pressed", "answered"), [("value", Nothing), ("actions", Message)])
def test_trouble_while_somebody_types_leaves_the_form_as_it_is(
    typed: Callable[[str], Asked], pressed: str, answered: type[object]
) -> None:
    view = {"type": "modal", "blocks": [{"type": "input", "block_id": "value"}, {"type": "actions", "block_id": "x"}]}
    asked = replace(typed(""), kind="action", body={"actions": [{"block_id": pressed}], "view": view})
    assert type(acks.troubled(Message([], "busy"), asked)) is answered


def test_home_is_drawn_again_for_somebody_who_acts_for_others_as_it_was_opened(sessions: Sessions) -> None:
    """Whoever covers keeps the rights of a cover on the Home that is redrawn after a change."""
    clock, drawn, speakers = MovableClock(MONDAY), list[frozenset[int]](), Speakers()

    def home(session: Session, asked: Asked) -> Block:
        drawn.append(asked.by.covers)
        return boards.drawn(session, asked)

    with Sandbox(clock=clock, transport="http", messages_per_second=None) as sandbox:
        town = founded(sessions, sandbox, clock)
        number = town.opportunity(town.ana, on=MONDAY.date())
        with sessions.writing() as session:
            wanted = absence_changes.Wanted(MONDAY.date(), MONDAY.date(), town.chloe.id)
            absence_changes.keep(session, town.ana, town.ana.id, wanted, now=MONDAY)
            people.saw_home(session, town.chloe)
        body = {"user_id": CHLOE, "team_id": TEAM_ID, "command": "/opp", "text": f"comment {number} Called"}
        border = Border(sessions, clock, speakers, home)
        slack = client(sandbox.url, sandbox.environment()["SLACK_BOT_TOKEN"])
        border.receive("command", lambda _: commands.route(body["text"]), body, "k", lambda **_said: None, slack)
        speakers.close()
    assert drawn == [frozenset({town.ana.id})]
