"""Everything drawn is taken by Slack, however extreme the values, and says nothing it was not told to say."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.limits import check_message, check_view
from bot.sandbox.refusals import SlackError
from handlers.replies import Message
from handlers.texts import LANGUAGES, for_member
from handlers.views import countries
from store.rules import numbers
from store.rules.words import Role
from tests.handlers.drawn import Drawn, Extreme, everything, member

WORDS = {
    "usual": "Two pumps",
    "long": "Overly long " * 17,
    "one long word": "W" * 200,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 20,
    "pings": "<!channel> <@U00ADA> <https://evil.example|Acme> <!here> <#C1>" * 3,
    "markup": "*bold* _it_ ~no~ `code` ```block``` > quote & &amp; &lt;" * 4,
    "braces": "{0} {name} %s %(x)s {" * 9,
    "right to left": "שלום עולם مرحبا " * 12,
    "one letter": "x",
}
# The only angle brackets that are ours: people whom the views mention.
OURS = re.compile(r"<@U[A-Z0-9]+>|<https://example\.com/[^<>|\s]*\|[^<>|]*>")  # mentions, and links under a name


def extreme(language: str, words: str, **more: Any) -> Extreme:
    """Values to draw with, for a reader of this language."""
    by = member(more.pop("role", Role.ADMIN), locale=f"{language}-CH")
    return Extreme(for_member(by), by, words, **more)


def check(drawn: Drawn) -> None:
    """Fail with Slack's words when it would not be taken."""
    try:
        if isinstance(drawn, Message):
            check_message(drawn.text, drawn.blocks)
            assert drawn.text.strip()
        else:
            check_view(drawn, str(drawn["type"]))
    except SlackError as error:
        raise AssertionError("\n".join([error.code, *error.messages])) from error


def mrkdwn(part: Any) -> list[str]:
    """Every text that Slack reads as markup."""
    if isinstance(part, list):
        return [found for one in part for found in mrkdwn(one)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        return [part["text"]]
    return [found for one in part.values() for found in mrkdwn(one)]


def marked(drawn: Drawn) -> list[str]:
    """Every text of a message or view that Slack reads as markup: its notification is one too."""
    return [drawn.text, *mrkdwn(drawn.blocks)] if isinstance(drawn, Message) else mrkdwn(drawn["blocks"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("many", [1, 100])
def test_slack_takes_everything_that_can_be_drawn(language: str, words: str, many: int) -> None:
    drawn = list(everything(extreme(language, WORDS[words], amount=numbers.LARGEST, many=many)))
    refused = {}
    for name, one in drawn:
        try:
            check(one)
        except AssertionError as error:
            refused[name] = str(error)
    assert refused == {}


@pytest.mark.parametrize("role", Role)
def test_slack_takes_what_every_role_sees(role: Role) -> None:
    for _, drawn in everything(extreme("en", "Two pumps", role=role)):
        check(drawn)


@hypothesis_settings(max_examples=40)
@given(
    words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
    | st.text(st.sampled_from("<>&|!@#*_~`{}%\\ aU0\n"), min_size=1, max_size=200),
    many=st.integers(1, 3),
    amount=st.decimals(Decimal("0.01"), numbers.LARGEST, places=2),
)
def test_no_text_brings_markup_of_its_own(words: str, many: int, amount: Decimal) -> None:
    for name, drawn in everything(extreme("en", words, amount=amount, many=many)):
        check(drawn)
        for text in marked(drawn):
            assert "<" not in OURS.sub("", text), (name, text)


def test_a_text_is_escaped_once() -> None:
    for name, drawn in everything(extreme("en", "A&B")):
        for text in marked(drawn):
            assert "&amp;amp;" not in text, name


@pytest.mark.parametrize("words", ["<!channel>", "<https://evil.example|Acme>"])
def test_a_name_that_would_ping_or_link_reads_as_it_was_typed(words: str) -> None:
    for name, drawn in everything(extreme("en", words)):
        for text in marked(drawn):
            assert words not in text, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_slacks_own_library_takes_everything_that_can_be_drawn(language: str) -> None:
    for name, drawn in everything(extreme(language, WORDS["long"], amount=numbers.LARGEST, many=20)):
        blocks = Block.parse_all(drawn.blocks if isinstance(drawn, Message) else drawn["blocks"])
        assert all(isinstance(one, Block) for one in blocks), name
        for one in blocks:
            one.validate_json()
        if not isinstance(drawn, Message):
            View(**drawn).validate_json()


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("fr", ["ZH · Zurich", "SG · Saint-Gall", "GR · Grisons", "BY · Bayern"]),
        ("en", ["ZH · Zurich", "SG · St. Gallen", "GR · Graubünden", "BY · Bayern"]),
    ],
)
def test_a_canton_of_switzerland_is_called_as_the_reader_calls_it(language: str, named: list[str]) -> None:
    texts = for_member(member(locale=f"{language}-CH"))
    places = (("CH", "ZH"), ("CH", "SG"), ("CH", "GR"), ("DE", "BY"))
    assert [countries.canton(of, code, texts) for of, code in places] == named
