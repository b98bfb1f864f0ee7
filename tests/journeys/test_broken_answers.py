"""Slack's answers break off half way: whoever waits is told, and what was to be said is given up without a trace."""

import logging

import pytest

from tests.bot.asking import until
from tests.journeys import selling
from tests.journeys.running import Running


def test_somebody_whom_slack_does_not_describe_to_the_end_is_asked_to_try_again(fresh: Running) -> None:
    fresh.sandbox.faults.plan("users.info", "accept_then_half", times=None)
    ana = fresh.ana
    ana.command("/opp help")
    ana.sees("Slack did not say who you are. Please try again in a moment.")
    fresh.sandbox.faults.clear()
    ana.command("/opp help")
    ana.sees("/opp quote")


def test_a_channel_that_slack_does_not_describe_to_the_end_is_not_taken(fresh: Running) -> None:
    selling.install(ada := fresh.ada)
    ada.command("/opp setup channels")
    ada.click("Add channel")
    ada.opens("Channel feed")
    ada.fill("Channel", "#sales")
    fresh.sandbox.faults.plan("conversations.info", "accept_then_half", times=None)
    with fresh.nothing_stored():
        ada.submit("Save")
        assert ada.errors()["Channel"].startswith("Slack does not show this channel to Stagepost.")


def test_a_form_whose_opening_slack_confirms_half_way_is_no_bug(
    fresh: Running, caplog: pytest.LogCaptureFixture
) -> None:
    selling.install(ada := fresh.ada)
    fresh.sandbox.faults.plan("views.open", "accept_then_half")
    with caplog.at_level(logging.WARNING):
        ada.command("/opp new")
        ada.opens("New opportunity")
        until(lambda: any(one.name == "handlers.speaking" for one in caplog.records))
    said = [one.getMessage() for one in caplog.records if one.name == "handlers.speaking"]
    assert said == ["could not be said: IncompleteRead"]
