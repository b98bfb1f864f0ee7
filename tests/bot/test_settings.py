"""Settings: what is taken, and the sentence for what is not."""

import os

import pytest

from bot.settings import DatabaseSettings, Settings, WrongSettings, is_loopback

ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
LOOPBACK = {"SLACK_API_URL": "http://127.0.0.1:4000/api"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only what the test says."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "STAGEPOST_", "DATABASE_")):
            monkeypatch.delenv(name)
    return monkeypatch


def read(environment: pytest.MonkeyPatch, **given: str) -> Settings:
    """The settings of that environment."""
    for name, value in given.items():
        environment.setenv(name, value)
    return Settings.read()


def test_two_tokens_are_enough(environment: pytest.MonkeyPatch) -> None:
    settings = read(environment, **ENOUGH)
    assert settings.database_url == "sqlite:///stagepost.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.stagepost_host, settings.stagepost_port) == ("127.0.0.1", 3000)
    assert settings.stagepost_lease_seconds == 60
    assert settings.stagepost_now is None


def test_an_empty_variable_is_none(environment: pytest.MonkeyPatch) -> None:
    empty = {"STAGEPOST_PORT": "", "SLACK_API_URL": "", "SLACK_SIGNING_SECRET": "", "STAGEPOST_NOW": ""}
    assert read(environment, **ENOUGH | empty).stagepost_port == 3000


def test_the_final_slash_of_the_address_is_optional(environment: pytest.MonkeyPatch) -> None:
    assert read(environment, **ENOUGH | LOOPBACK).slack_api_url == "http://127.0.0.1:4000/api/"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://me:hidden@there/db", "DATABASE_URL must be sqlite:/// and a file, or postgresql://"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL must be sqlite:/// and a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL must be sqlite:/// and a file"),
        ("SLACK_BOT_TOKEN", "xoxb hidden", "SLACK_BOT_TOKEN must be the Bot User OAuth Token"),
        ("SLACK_APP_TOKEN", "xapp-hidden\n", "SLACK_APP_TOKEN must be an app-level token, which starts with xapp-"),
        ("SLACK_SIGNING_SECRET", "hiddené", "SLACK_SIGNING_SECRET must be the signing secret"),
        ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL must be an http or https address"),
        ("SLACK_API_URL", "https://slack.com/api?x=1", "SLACK_API_URL must be an http or https address"),
        ("SLACK_API_URL", "http://here:99999/api", "SLACK_API_URL must be an http or https address"),
        ("STAGEPOST_HOST", "http://here", "STAGEPOST_HOST must be a host name or an IP address"),
        ("STAGEPOST_PORT", "80a", "STAGEPOST_PORT must be a port from 1 to 65535"),
        ("STAGEPOST_PORT", "65536", "STAGEPOST_PORT must be a port from 1 to 65535"),
        ("STAGEPOST_PUBLIC_URL", "example.com", "STAGEPOST_PUBLIC_URL must be the address where Slack"),
        ("STAGEPOST_TIMEZONE", "Europe/Zuerich", "STAGEPOST_TIMEZONE must be a time zone of the IANA list"),
        ("STAGEPOST_TIMEZONE", "../etc", "STAGEPOST_TIMEZONE must be a time zone of the IANA list"),
        ("STAGEPOST_CURRENCY", "franc", "STAGEPOST_CURRENCY must be a currency's three letters, like EUR."),
        ("STAGEPOST_LANGUAGE", "tlh", "STAGEPOST_LANGUAGE must be a language of ours: en"),
        ("STAGEPOST_LEASE_SECONDS", "1", "STAGEPOST_LEASE_SECONDS must be a number of seconds from 2 to 3600."),
        ("STAGEPOST_NOW", "2026-01-05T08:00:00", "STAGEPOST_NOW must be a moment with its offset in ISO 8601"),
        ("STAGEPOST_NOW", "1767600000", "STAGEPOST_NOW must be a moment with its offset in ISO 8601"),
        ("STAGEPOST_NOW", "9999-12-31T23:59:59Z", "STAGEPOST_NOW must be a moment with its offset in ISO 8601"),
    ],
)
def test_a_wrong_variable_is_named_with_what_would_be_accepted(
    environment: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read(environment, **ENOUGH | LOOPBACK | {name: value})
    assert str(wrong.value).startswith(sentence)
    assert str(wrong.value).endswith(".")
    assert "hidden" not in str(wrong.value)


def test_every_wrong_variable_has_its_line(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read(environment, STAGEPOST_PORT="x", STAGEPOST_CURRENCY="x")
    assert [line.split()[0] for line in str(wrong.value).splitlines()] == [
        "SLACK_BOT_TOKEN",
        "STAGEPOST_PORT",
        "STAGEPOST_CURRENCY",
    ]


def test_one_of_the_two_transports_must_be_chosen(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSettings, match="Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP"):
        read(environment, SLACK_BOT_TOKEN="xoxb-1")


def test_a_rehearsal_needs_a_slack_on_this_machine(environment: pytest.MonkeyPatch) -> None:
    moment = {"STAGEPOST_NOW": "2026-01-05T08:00:00+01:00"}
    assert read(environment, **ENOUGH | LOOPBACK | moment).stagepost_now is not None
    with pytest.raises(WrongSettings, match="STAGEPOST_NOW is for rehearsals"):
        read(environment, **ENOUGH | moment | {"SLACK_API_URL": "https://slack.com/api/"})


def test_the_database_can_be_migrated_without_any_token(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", "postgresql://me@there/db")
    assert DatabaseSettings.read().database_url == "postgresql://me@there/db"


def test_no_secret_shows_when_settings_are_printed(environment: pytest.MonkeyPatch) -> None:
    given = ENOUGH | {"SLACK_SIGNING_SECRET": "hidden", "DATABASE_URL": "postgresql://me:hidden@there/db"}
    shown = repr(read(environment, **given))
    assert "hidden" not in shown
    assert "xoxb-1" not in shown


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:1/", True),
        ("http://127.8.8.8/", True),
        ("http://localhost/", True),
        ("http://[::1]:4000/api/", True),
        ("https://slack.com/api/", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_loopback_is_this_machine_only(address: str, here: bool) -> None:
    assert is_loopback(address) is here
