"""Two people at once, a button from yesterday, a form sent twice: one wins, the other gets a sentence."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.sandbox.sending import Sent
from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running, running


@pytest.fixture
def busy(database_url: str) -> Iterator[Running]:
    """A workspace with EX-LARGE of the test's own, on either database."""
    with running(database_url, "http", messages_per_second=None) as bot:
        selling.install(bot.ada)
        yield bot


def last(running: Running, kind: str) -> Sent:
    """The newest payload of this type that Slack sent."""
    return next(one for one in reversed(running.sandbox.sent) if one.payload.get("type") == kind)


def history(running: Running, number: str) -> str:
    """The history as Ana reads it."""
    ana = running.ana
    ana.go("#sales")
    ana.command(f"/opp history {number}")
    return ana.sees(f"History of {number}")


def test_a_stale_button_says_who_moved_it_and_changes_nothing(firm: Running) -> None:
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    marc.command(f"/opp next {number}")
    marc.sees("is now at stage 2")
    with firm.nothing_stored():
        for button in ("Next", "Skip", "Update", "Close"):
            before = len(ana.messages())
            ana.click(button)
            said = ana.hears(f"{number} has been moved meanwhile: to Understanding needs meeting", after=before)
            assert "by Marc Weber" in said
            ana.dismiss()
    ana.command(f"/opp {number}")
    assert ana.sees(number).count("● Understanding needs meeting") == 1


def test_a_form_opened_before_somebody_else_moved_it_is_refused_on_its_field(firm: Running) -> None:
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    ana.click("Next")
    ana.opens(f"Next {number}")
    marc.command(f"/opp update {number} 70000")
    marc.sees("is updated")
    with firm.nothing_stored():
        ana.submit("Move")
    (said,) = ana.errors().values()
    assert f"{number} has been moved meanwhile: to Initial by Marc Weber" in said
    ana.close()


def test_a_comment_does_not_make_a_button_stale(firm: Running) -> None:
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    marc.command(f"/opp comment {number} Call them")
    marc.sees("is kept")
    ana.click("Next")
    ana.opens(f"Next {number}")
    selling.sent(ana, "Move", "is now at stage 2")


def test_a_double_click_opens_two_forms_and_moves_once(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    ana.click("Next")
    ana.opens(f"Next {number}")
    sandbox = firm.sandbox
    first = last(firm, "block_actions").payload
    sandbox.act.stage.sender.ask("interactive", first | {"trigger_id": sandbox.world.new_trigger(ana.user)})
    assert sandbox.world.wait_until(lambda: len(sandbox.world.stacks[ana.user]) == 2)
    selling.sent(ana, "Move", "Next")
    with firm.nothing_stored():
        ana.submit("Move")
    (said,) = ana.errors().values()
    assert "has been moved meanwhile" in said
    ana.close()


@pytest.mark.parametrize("form", ["new", "move", "close", "task", "comment", "quote", "edit_quote", "order", "invoice"])
def test_a_form_sent_twice_acts_once(firm: Running, form: str) -> None:
    ana = firm.ana
    number = "" if form == "new" else selling.create(ana)
    payload = sent_once(firm, form, number)
    with firm.nothing_stored():
        for _ in range(2):
            body, headers = firm.signed("interactive", payload)
            assert firm.post(body, headers) == (200, "")


def test_a_form_sent_many_times_at_once_acts_once(busy: Running) -> None:
    ana = busy.ana
    number = selling.create(ana)
    payload = sent_once(busy, "new", "")
    for n in range(3):
        fresh = payload | {"view": payload["view"] | {"id": f"VFRESH{n}"}}
        assert at_once(busy, fresh, times=6) == {(200, "")}
    ana.command("/opp list all")
    assert "5 opportunities" in ana.screen()
    ana.command(f"/opp {number}")
    ana.click("Next")
    ana.opens(f"Next {number}")
    selling.sent(ana, "Move", "is now at stage 2")
    move = last(busy, "view_submission").payload
    assert at_once(busy, move, times=6) == {(200, "")}
    assert history(busy, number).count("Moved to the next stage") == 1


def test_many_people_move_at_once_and_one_wins(busy: Running) -> None:
    ana = busy.ana
    number = selling.create(ana)
    ana.click("Update")
    ana.opens(f"Update {number}")
    ana.fill("Estimated value", "70000")
    ana.sees("CHF 70’000.00 ×")
    payload = busy.sandbox.act.stage.payloads.submission(front(busy, ana.user))
    views = [payload | {"view": payload["view"] | {"id": f"VOTHER{n}"}} for n in range(8)]
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda one: busy.post(*busy.signed("interactive", one)), views))
    assert all(status == 200 for status, _ in answers)
    assert sorted("has been moved meanwhile" in said for _, said in answers) == [False] + [True] * 7
    ana.close()
    assert history(busy, number).count("Updated") == 1


def front(running: Running, user: str) -> Any:
    """The form in front of somebody."""
    view = running.sandbox.world.top(user)
    assert view is not None
    return view


def at_once(running: Running, payload: dict[str, Any], times: int) -> set[tuple[int, str]]:
    """Send the same payload that many times at once, each signed anew; the different answers."""
    with ThreadPoolExecutor(times) as network:
        return set(network.map(lambda _: running.post(*running.signed("interactive", payload)), range(times)))


def sent_once(firm: Running, form: str, number: str) -> dict[str, Any]:
    """Fill a form and send it; what Slack sent."""
    ana = firm.ana
    if form == "new":
        selling.create(ana, "Sent once")
    elif form == "move":
        ana.click("Next")
        ana.opens(f"Next {number}")
        selling.sent(ana, "Move", "is now at stage 2")
    elif form == "close":
        ana.command(f"/opp lost {number} PRICE_L")
        ana.opens(f"Close {number}")
        selling.sent(ana, "Close opportunity", "is lost")
    elif form == "task":
        ana.command(f"/opp task {number} Call")
        ana.opens("New task")
        selling.sent(ana, "Create", "is created: Call")
    elif form == "comment":
        ana.command(f"/opp comment {number}")
        ana.opens("Comment")
        ana.fill("Comment", "They like it")
        selling.sent(ana, "Save", "is kept")
    elif form == "quote":
        ana.command(f"/opp quote {number} Q-{number}")
        ana.opens("Link a quote")
        ana.fill("Total", "500")
        selling.sent(ana, "Save", "is linked")
    else:
        selling.link_quote(ana, number, f"Q-{number}", "500")
        document_sent(ana, form, number)
    return last(firm, "view_submission").payload


def document_sent(ana: Person, form: str, number: str) -> None:
    """Send one of the forms for what a quote becomes."""
    if form == "edit_quote":
        ana.command(f"/opp quote {number}")
        ana.click("Edit")
        ana.opens("Edit quote")
        selling.sent(ana, "Save", "is changed")
        return
    ana.command(f"/opp order {number} A-{number}")
    ana.opens("Make order")
    ana.fill("Close code", "PRICE_W")
    selling.sent(ana, "Close and make order", "is made")
    if form == "invoice":
        ana.command(f"/opp invoice {number}")
        ana.opens("Make invoice")
        ana.fill("Invoice number", f"R-{number}")
        selling.sent(ana, "Make invoice", "is invoiced")


# --- the same bytes again ---------------------------------------------------------------------------------


def command(firm: Running, text: str) -> tuple[bytes, dict[str, str]]:
    """A command of Ana's, signed."""
    payload = firm.sandbox.act.stage.payloads.command(firm.ana.user, firm.ana.at, "/opp", text)
    return firm.signed("slash_commands", payload)


def test_the_same_signed_command_again_gets_the_first_answer_and_changes_nothing(firm: Running) -> None:
    number = selling.create(firm.ana)
    for text in (f"next {number}", f"comment {number} Call them", f"task {number} Call on 2026-12-31",
                 f"quote {number} Q-again{number} 500", "contact new Twice AG"):  # fmt: skip
        body, headers = command(firm, text)
        first = firm.post(body, headers)
        assert first[0] == 200 and (number in first[1] or "Twice AG" in first[1])
        with firm.nothing_stored():
            assert [firm.post(body, headers) for _ in range(3)] == [first] * 3


def test_only_requests_that_change_something_keep_a_row(firm: Running) -> None:
    number = selling.create(firm.ana)
    with firm.nothing_stored():
        for text in ("", "help", "list", f"show {number}", f"history {number}", f"tasks {number}", "find Zoë", "next",
                     f"quote {number}", f"order {number}", f"invoice {number}",
                     "contact find Zoë", "contact show CT1", f"next {number} 0", "setup cycles",
                     "update", f"skip {number}", "comment", "task", "quote", "activate", "contact"):  # fmt: skip
            assert firm.post(*command(firm, text))[0] == 200
    assert firm.sandbox.world.wait_until(lambda: firm.sandbox.world.top(firm.ana.user))
    firm.sandbox.act.close(firm.ana.user, everything=True)


@pytest.mark.parametrize(
    "text",
    ["comment {} add payload rollout", "task {} payload on 2026-12-31", "comment {} payload=%7B%7D&payload={{}}"],
)
def test_a_text_with_the_word_payload_in_it_works(firm: Running, text: str) -> None:
    number = selling.create(firm.ana)
    firm.ana.command(f"/opp {text.format(number)}")
    assert "payload" in firm.ana.sees(number)


def test_what_is_forged_old_malformed_or_too_large_is_kept_out_and_changes_nothing(firm: Running) -> None:
    number = selling.create(firm.ana)
    body, headers = command(firm, f"comment {number} Call them")
    stamp = int(headers["X-Slack-Request-Timestamp"])
    kept_out = [
        (body + b"x", headers, 401),
        (body, headers | {"X-Slack-Signature": "v0=" + "0" * 64}, 401),
        (body, headers | {"X-Slack-Signature": ""}, 401),
        (body, headers | {"X-Slack-Request-Timestamp": str(stamp - 1)}, 401),
        (body, headers | {"X-Slack-Request-Timestamp": str(stamp - 301)}, 401),
        (body, headers | {"X-Slack-Request-Timestamp": "1e9"}, 401),
        (body, {"Content-Type": headers["Content-Type"]}, 401),
        (b"x" * (1024 * 1024 + 1), headers, 413),
    ]
    with firm.nothing_stored():
        for raw, given, status in kept_out:
            assert firm.post(raw, given)[0] == status
        for payload in ([], {"type": "view_submission"}, {"type": "block_actions", "actions": "next"}):
            assert firm.post(*firm.signed("interactive", payload))[0] == 400  # type: ignore[arg-type] # malformed
    assert firm.post(body, headers)[0] == 200
