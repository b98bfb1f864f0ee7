"""`stagepost run` as a process of its own: it starts, waits for Slack, answers, and stops cleanly."""

import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.sandbox import Sandbox, people
from store.sessions import Sessions
from tests.bot.asking import Answer, ask, until
from tests.bot.conftest import Program

Start = Callable[..., Program]


@pytest.fixture(params=["socket", "http"])
def slack(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A Slack, reached over either transport."""
    with Sandbox(clock=SystemClock(), transport=request.param, messages_per_second=None) as slack:
        yield slack


@pytest.fixture
def over_http() -> Iterator[Sandbox]:
    """A Slack over signed HTTP."""
    with Sandbox(clock=SystemClock(), transport="http", messages_per_second=None) as slack:
        yield slack


def run(program: Start, slack: Sandbox, url: str, **more: str) -> Program:
    """The program, connected to that Slack."""
    told = slack.environment()
    if slack.transport == "http":
        told.pop("SLACK_APP_TOKEN", None)
    else:
        told.pop("SLACK_SIGNING_SECRET")
    one = program("run", DATABASE_URL=url, STAGEPOST_PORT="0", **told | more)
    slack.request_url = f"{one.address}slack/events"
    return one


def say(slack: Sandbox, user: str, line: str) -> Any:
    """What a command is answered with."""
    slack.act.say(user, people.SALES, line)
    return slack.sent[-1].reply


def test_it_answers_and_stops_when_it_is_told_to(program: Start, slack: Sandbox, database_url: str) -> None:
    one = run(program, slack, database_url)
    one.until_ready()
    assert "EX-LARGE" in say(slack, people.ADA, "/opp setup template EX-LARGE").body["text"]
    one.terminate()
    assert one.ended() == (0, "")
    assert slack.refused == []


def test_a_request_that_runs_when_it_is_told_to_stop_is_answered(
    program: Start, slack: Sandbox, database_url: str
) -> None:
    one = run(program, slack, database_url)
    one.until_ready()
    slack.faults.plan("users.info", "delay", seconds=1.0)  # somebody new is asked about first
    asking = threading.Thread(target=say, args=(slack, people.ANA, "/opp help"))
    asking.start()
    until(lambda: slack.faults.asked["users.info"])
    one.terminate()
    asking.join(10)
    assert slack.sent[-1].reply.ok
    assert slack.sent[-1].reply.body["blocks"]
    assert one.ended()[0] == 0


def test_it_waits_for_a_slack_that_is_away_and_an_outage_later_does_not_unready_it(
    program: Start, slack: Sandbox, sqlite_url: str
) -> None:
    with slack.outage():
        one = run(program, slack, sqlite_url)
        until(lambda: "not connected to Slack yet" in one.written)
        assert one.get("/readyz").status == 503
        assert one.get("/healthz").status == 200
    one.until_ready()
    with slack.outage():
        assert one.get("/readyz").status == 200
    one.terminate()
    assert one.ended()[0] == 0


def test_it_stops_while_it_waits_for_slack(program: Start, over_http: Sandbox, sqlite_url: str) -> None:
    with over_http.outage():
        one = run(program, over_http, sqlite_url)
        one.terminate()
        assert one.ended()[0] == 0


def test_a_token_that_slack_refuses_is_asked_about_again(program: Start, over_http: Sandbox, sqlite_url: str) -> None:
    over_http.faults.plan("auth.test", "error", code="invalid_auth", times=2)
    one = run(program, over_http, sqlite_url)
    one.until_ready()
    assert one.written.count("it says invalid_auth (check SLACK_BOT_TOKEN") == 2


def test_slack_is_asked_whose_token_it_is_once_and_the_workspace_is_made_with_the_defaults(
    program: Start, over_http: Sandbox, database_url: str
) -> None:
    defaults = {"STAGEPOST_TIMEZONE": "Europe/Zurich", "STAGEPOST_CURRENCY": "EUR", "STAGEPOST_LANGUAGE": "en"}
    one = run(program, over_http, database_url, **defaults)
    one.until_ready()
    for _ in range(3):
        say(over_http, people.ANA, "/opp help")
    assert over_http.faults.asked["auth.test"] == 1
    sessions = Sessions(database_url)
    with sessions.reading() as session:
        made = session.connection.exec_driver_sql("SELECT team_id, timezone, currency FROM workspaces").all()
    sessions.close()
    assert [tuple(row) for row in made] == [(people.TEAM_ID, "Europe/Zurich", "EUR")]


def test_the_same_signed_bytes_again_get_the_first_answer_and_change_nothing(
    program: Start, over_http: Sandbox, database_url: str
) -> None:
    one = run(program, over_http, database_url)
    one.until_ready()
    say(over_http, people.ADA, "/opp setup template EX-LARGE")
    payload = over_http.sent[-1].payload | {"text": "contact new Acme payload"}
    body, headers = over_http.posting.signed("slash_commands", payload)
    answers: list[Answer] = []

    def post() -> None:
        answers.append(ask(one.address, "POST", "/slack/events", body, headers))

    together = [threading.Thread(target=post) for _ in range(8)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join(20)
    post()
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert "Acme payload" in answers[0].text
    sessions = Sessions(database_url)
    with sessions.reading() as session:
        count = session.connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar()
    sessions.close()
    assert count == 1


def test_with_an_app_token_it_is_socket_mode_whatever_else_is_set(program: Start, sqlite_url: str) -> None:
    with Sandbox(clock=SystemClock()) as slack:
        one = program("run", DATABASE_URL=sqlite_url, STAGEPOST_PORT="0", **slack.environment())
        one.until_ready()
        assert slack.wait_for_app()
        body, headers = slack.posting.signed("slash_commands", {"command": "/opp", "text": ""})
        assert ask(one.address, "POST", "/slack/events", body, headers).status == 404
        assert "stagepost_build_info" in one.get("/metrics").text


def test_no_secret_and_no_trace_is_in_its_log(program: Start, slack: Sandbox, sqlite_url: str) -> None:
    one = run(program, slack, sqlite_url)
    one.until_ready()
    slack.faults.plan("users.info", "http_500")
    say(slack, people.ANA, "/opp help")
    say(slack, people.ADA, "/opp help")
    one.terminate()
    one.ended()
    told = slack.environment()
    for secret in (told["SLACK_BOT_TOKEN"], told.get("SLACK_APP_TOKEN", "-" * 20), told["SLACK_SIGNING_SECRET"]):
        assert secret not in one.written
    assert "Traceback" not in one.written


# --- before it starts ------------------------------------------------------------------------------------

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": "http://127.0.0.1:9/api/"}


def test_a_database_file_that_is_not_there_is_made_for_its_owner_only(program: Start, tmp_path: Path) -> None:
    one = program("run", DATABASE_URL="sqlite:///new.db", STAGEPOST_PORT="0", **TOKENS)
    assert one.get("/healthz").status == 200
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


def test_an_old_schema_is_refused_with_the_command_that_helps(program: Start, database_url: str) -> None:
    sessions = Sessions(database_url)
    with sessions.writing() as session:
        session.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    sessions.close()
    one = program("run", DATABASE_URL=database_url, STAGEPOST_PORT="0", **TOKENS)
    assert one.ended() == (1, "")
    assert one.written.strip().endswith("is not the one this program needs. Run: stagepost migrate")
    assert len(one.written.splitlines()) == 1


def test_an_empty_database_is_migrated_by_hand_and_then_checked(program: Start, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    url = {"DATABASE_URL": "sqlite:///empty.db"}
    assert program("check", **url).ended()[0] == 1
    assert program("migrate", **url).ended() == (0, "The schema is current.\n")
    code, said = program("check", **url).ended()
    assert code == 0
    assert said.splitlines() == ["The schema is current."]


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
def test_a_database_that_does_not_answer_is_one_sentence(program: Start, command: str) -> None:
    one = program(command, DATABASE_URL="postgresql://me:hidden@127.0.0.1:9/db", **TOKENS)
    assert one.ended()[0] == 1
    assert one.written.startswith("DATABASE_URL must lead to a database that answers")
    assert "hidden" not in one.written
    assert len(one.written.splitlines()) == 1


def test_a_port_that_is_taken_is_one_sentence(program: Start, over_http: Sandbox, sqlite_url: str) -> None:
    port = over_http.url.rsplit(":", 1)[1].strip("/")
    one = program("run", DATABASE_URL=sqlite_url, STAGEPOST_PORT=port, **TOKENS)
    assert one.ended()[0] == 1
    assert one.written.startswith("STAGEPOST_HOST and STAGEPOST_PORT must be a free address")


def test_wrong_settings_are_sentences_and_no_trace(program: Start) -> None:
    one = program("run", STAGEPOST_PORT="many")
    assert one.ended()[0] == 1
    assert one.written.splitlines()[1] == "STAGEPOST_PORT must be a port from 1 to 65535, or 0 for any free one."
    assert "Traceback" not in one.written


def test_the_manifest_for_http_needs_an_address(program: Start) -> None:
    one = program("manifest", "--http")
    assert one.ended()[0] == 1
    assert one.written.startswith("STAGEPOST_PUBLIC_URL must be set for --http")
    code, printed = program("manifest", "--http", STAGEPOST_PUBLIC_URL="https://me.example.com").ended()
    assert code == 0
    assert "https://me.example.com/slack/events" in printed
