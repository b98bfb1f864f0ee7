"""The page in a real browser, against the showcase."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.clock import MovableClock
from bot.sandbox import Sandbox, people
from bot.sandbox.doing import next_working_morning
from tests.sandbox.demo import Demo
from tests.sandbox.showcase import build

QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of these tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def shown(make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]) -> Sandbox:
    """A sandbox with the showcase connected, on a Sunday."""
    demo = demo_on(make(clock=MovableClock(SUNDAY)))
    build(demo.app)
    return demo.sandbox


@pytest.fixture
def page(browser: Browser, shown: Sandbox) -> Iterator[Page]:
    """The page as Ana; nothing may go wrong in its script."""
    troubles: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.goto(shown.url)
    yield page
    context.close()
    assert troubles == []


def say(page: Page, line: str) -> None:
    """Type a line into the text box."""
    box = page.get_by_role("textbox", name="Message", exact=True)
    box.fill(line)
    box.press("Enter")


def test_what_somebody_says_stands_in_the_channel_and_is_never_html(page: Page) -> None:
    say(page, "hello *team* <b>not bold</b> & <script>alert(1)</script>")
    expect(page.get_by_role("log")).to_contain_text("hello team <b>not bold</b> & <script>alert(1)</script>")
    expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("")


def test_a_slash_offers_the_command_and_tab_completes_it(page: Page) -> None:
    box = page.get_by_role("textbox", name="Message", exact=True)
    box.press_sequentially("/o")
    expect(page.get_by_role("option", name="/opp")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("/opp ")


def test_an_ephemeral_card_is_marked_used_and_dismissed(page: Page) -> None:
    say(page, "/opp 7")
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("4 Contract")
    page.get_by_label("More actions").click()
    page.get_by_role("menuitem", name="History").click()
    expect(page.get_by_text("You chose History")).to_be_visible()
    page.get_by_role("button", name="Dismiss").first.click()
    expect(page.get_by_role("button", name="Next", exact=True)).to_have_count(0)


def test_a_confirmation_is_asked_before_anything_happens(page: Page, shown: Sandbox) -> None:
    say(page, "/opp 7")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Delete?").get_by_role("button", name="Keep").click()
    assert [one.kind for one in shown.sent] == ["slash_commands"]
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Delete?").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_form_is_filled_with_the_keyboard_and_keeps_what_is_half_written(page: Page, shown: Sandbox) -> None:
    say(page, "/opp new")
    form = page.get_by_role("dialog", name="New opportunity")
    expect(form.get_by_label("Description")).to_be_focused()
    page.keyboard.type("Office chairs")
    page.keyboard.press("Tab")
    page.keyboard.type("cann")
    expect(page.get_by_role("option", name="Cannon Group SARL")).to_be_visible()
    page.keyboard.press("Enter")
    expect(form.get_by_label("Contact")).to_have_value("Cannon Group SARL")
    page.keyboard.press("Tab")
    page.keyboard.type("12500")
    expect(form).to_contain_text("That would be 12500")
    expect(form.get_by_label("Estimated value")).to_be_focused()
    expect(form.get_by_label("Description")).to_have_value("Office chairs")
    form.get_by_role("button", name="Create").click()
    expect(form.get_by_role("alert")).to_have_text(["⚠ Please complete this required field."])
    form.get_by_label("Sales cycle").select_option("EX-LARGE")
    form.get_by_label("Estimated closing date").fill("2026-12-31")
    form.get_by_label("Activate first stage").uncheck()
    form.get_by_role("button", name="Create").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()
    sent = next(one for one in reversed(shown.sent) if one.kind == "interactive")
    given = sent.payload["view"]["state"]["values"]
    assert given["closing"]["it"]["selected_date"] == "2026-12-31"
    assert given["on"]["it"]["selected_options"] == []
    assert given["value"]["value"]["value"] == "12500"
    expect(page.get_by_role("navigation", name="Apps")).to_contain_text("Stagepost 1")


def test_a_refusal_stands_under_its_field(page: Page) -> None:
    say(page, "/opp new")
    form = page.get_by_role("dialog", name="New opportunity")
    form.get_by_label("Description").fill("x")
    form.get_by_label("Contact").press_sequentially("cann")
    page.get_by_role("option", name="Cannon Ball Ltd").click()
    form.get_by_label("Estimated value").fill("0")
    form.get_by_label("Sales cycle").select_option("EX-LARGE")
    form.get_by_role("button", name="Create").click()
    expect(form.get_by_role("alert")).to_have_text(re.compile("must be more than 0"))
    expect(form.get_by_label("Estimated value")).to_have_accessible_description(re.compile("more than 0"))
    expect(form.get_by_label("Estimated value")).to_be_focused()


def test_escape_closes_the_form_in_front(page: Page) -> None:
    say(page, "/opp new")
    expect(page.get_by_role("dialog", name="New opportunity")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_home_is_a_tab_of_the_app(page: Page) -> None:
    page.get_by_role("link", name="Stagepost").click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()


def test_one_can_be_somebody_else(page: Page) -> None:
    say(page, "/opp 7")
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    page.get_by_label("You are").select_option(label="Chloé Martin (vendeuse)")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    expect(page.locator("time.now")).to_contain_text("dim. 22 nov. 2026, 10:00")
    page.get_by_role("navigation", name="Channels").get_by_role("link", name="general").click()
    expect(page.get_by_role("heading", name="#general")).to_be_visible()


def test_the_clock_moves_and_the_page_follows(page: Page) -> None:
    page.get_by_role("button", name="+1 hour").click()
    expect(page.locator("time.now")).to_contain_text("Sun 22 Nov 2026, 11:00")
    page.get_by_role("button", name="Next working morning").click()
    expect(page.locator("time.now")).to_contain_text("Mon 23 Nov 2026, 08:00")
    page.get_by_role("button", name="+1 day").click()
    expect(page.locator("time.now")).to_contain_text("Tue 24 Nov 2026, 08:00")


def test_start_again_asks_and_forgets(page: Page) -> None:
    say(page, "hello")
    page.get_by_role("button", name="+1 day").click()
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("dialog", name="Start again").get_by_role("button", name="Start again").click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    expect(page.locator("time.now")).to_contain_text("Sun 22 Nov 2026, 10:00")


def test_what_others_do_appears_by_itself(page: Page, shown: Sandbox) -> None:
    shown.act.say(people.MARC, people.SALES, "morning")
    expect(page.get_by_role("log")).to_contain_text("Marc Weber")
    shown.act.say(people.MARC, people.GENERAL, "all hands")
    expect(page.get_by_role("navigation", name="Channels")).to_contain_text("general 1")


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-20T06:59:00+00:00", "2026-11-20T08:00:00+01:00"),
        ("2026-11-20T07:00:00+00:00", "2026-11-23T08:00:00+01:00"),
        ("2026-10-24T10:00:00+00:00", "2026-10-26T08:00:00+01:00"),
    ],
    ids=["before eight", "Friday at eight", "over the end of summer time"],
)
def test_the_next_working_morning_is_eight_on_a_working_day(now: str, morning: str) -> None:
    found = next_working_morning(datetime.fromisoformat(now), ZoneInfo("Europe/Zurich"))
    assert found == datetime.fromisoformat(morning)


def test_a_thread_is_opened_answered_and_closed_with_the_keyboard(page: Page, shown: Sandbox) -> None:
    say(page, "Who has the offer?")
    page.get_by_role("link", name="Reply in thread").focus()
    page.keyboard.press("Enter")
    thread = page.get_by_role("region", name="Thread")
    expect(thread.get_by_role("textbox", name="Reply")).to_be_focused()
    page.keyboard.type("I do")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("log")).to_contain_text("1 reply")
    expect(thread.get_by_role("log")).to_contain_text("I do")
    conversation = page.get_by_role("log", name="Conversation")
    expect(conversation).not_to_contain_text("I do")
    page.keyboard.type("And here")
    thread.get_by_role("checkbox", name="Also send to #sales").check()
    thread.get_by_role("button", name="Send reply").click()
    expect(conversation).to_contain_text("And here")
    expect(thread.get_by_role("checkbox")).not_to_be_checked()
    shown.act.say(people.MARC, people.SALES, "meanwhile", shown.world.messages[0].ts)
    expect(thread.get_by_role("log")).to_contain_text("meanwhile")
    thread.get_by_role("link", name="Close thread").click()
    expect(thread).to_have_count(0)
    expect(page.get_by_role("link", name="3 replies")).to_be_visible()


def test_files_wait_beside_the_line_are_sent_with_it_opened_and_deleted(page: Page) -> None:
    composer = page.locator("#message-form")
    composer.get_by_label("Attach files").set_input_files(
        [
            {"name": "offer <1>.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
            {"name": "wrong.txt", "mimeType": "text/plain", "buffer": b"x"},
        ]
    )
    composer.get_by_role("button", name="Remove wrong.txt").click()
    expect(composer.get_by_role("listitem")).to_have_text(["📄 offer <1>.pdf ✕"])
    say(page, "The offer")
    article = page.get_by_role("article")
    expect(article).to_contain_text("The offer")
    link = article.get_by_role("link", name="offer <1>.pdf")
    opened = page.request.get(page.url.partition("?")[0].rstrip("/") + str(link.get_attribute("href")))
    assert (opened.body(), opened.headers["content-disposition"]) == (b"%PDF", "attachment")
    expect(composer.get_by_role("listitem")).to_have_count(0)
    article.get_by_role("button", name="Delete file").click()
    expect(article).to_contain_text("This file was deleted.")


def test_an_archived_channel_takes_no_more_lines(page: Page) -> None:
    page.get_by_role("navigation", name="Channels").get_by_role("link", name="partners").click()
    expect(page.get_by_role("heading", name="shared with another company")).to_be_visible()
    say(page, "/archive")
    expect(page.get_by_role("log")).to_contain_text("This channel is archived now.")
    page.reload()
    expect(page.get_by_text("This channel is archived.", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
