"""Any text at all is a value, a question or a refusal, and soon."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.parsing import Reader
from handlers.parsing.calendars import WORDS
from handlers.parsing.findings import FIRST, figure, split
from handlers.texts import Texts
from store.rules.refusals import Refusal
from tests.handlers.parsing.readers import EVERYBODY, WEDNESDAY, reader

NOW = datetime(2026, 1, 7, 9, tzinfo=UTC)
TOKENS = [
    *sorted(WORDS),
    "by",
    "on",
    "to",
    "12.500",
    "3/4",
    "31.",
    "2W",
    "75%",
    "€",
    "1,2",
    "8:30",
    "8h",
    "uhr",
    "alle",
    "at",
    "-",
    "Mio.",
    "9999",
    "k",
]
ANYTHING = (
    st.text(max_size=400)
    | st.text(st.sampled_from("0123456789.,'’ -/%eE+−CHFopbyWDMQ€k\u00a0\u202f٣１²"), max_size=60)
    | st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join)
)


def _description(typed: str, texts: Texts) -> list[Any]:
    """What `new` finds at each word."""
    words, kinds = split(typed), ("value", "chances", "day")
    return [figure(words[n:], Reader(texts, WEDNESDAY), kinds) for n in range(min(FIRST, len(words)))]


READERS: dict[str, Callable[[str, Texts], Any]] = {
    "amount": lambda typed, texts: parsing.amount(typed, texts, "value"),
    "percent": lambda typed, _texts: parsing.percent(typed),
    "day": lambda typed, texts: parsing.day(typed, texts, "due_on", WEDNESDAY),
    "past day": lambda typed, texts: parsing.day(typed, texts, "closed_on", WEDNESDAY, past=True),
    "period": lambda typed, texts: parsing.period(typed, texts, WEDNESDAY, "closing_on"),
    "given": lambda typed, texts: parsing.given(typed, Reader(texts, WEDNESDAY)),
    "deadline": lambda typed, texts: parsing.deadline(typed, Reader(texts, WEDNESDAY)),
    "moment": lambda typed, texts: parsing.moment(typed, texts, NOW),
    "told": lambda typed, texts: parsing.told(typed, texts, NOW),
    "clock": lambda typed, _texts: parsing.clock(typed, bare=True),
    "hours": lambda typed, _texts: parsing.hours(typed),
    "description": _description,
    "words": lambda typed, _texts: parsing.words(typed),
    "verb": lambda typed, _texts: parsing.verb(typed),
    "mention": lambda typed, _texts: parsing.mention(typed),
    "unescaped": lambda typed, _texts: parsing.unescaped(typed),
}


@pytest.mark.parametrize("name", READERS)
@given(typed=ANYTHING, texts=EVERYBODY)
def test_any_text_is_a_value_a_question_or_refused(name: str, typed: str, texts: Texts) -> None:
    with suppress(Refusal):
        READERS[name](typed, texts)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "typed",
    ["9" * 3000, "1" * 1500 + "%" * 1500, "1," * 1500, "'1" * 1500, "1 " * 1500, "to " * 1000, "by 1" * 750,
     "by 1 " * 600, "1-" * 1500, "<@U" * 1000, "&amp;lt;" * 375, "%" * 3000, "0." * 1500, "１" * 3000,
     "end of " * 428, "jan " * 750, "CHF " * 750, "next " * 600, "12.5 k " * 428, "from 1 to " * 300],
    ids=lambda typed: typed[:8],
)  # fmt: skip
def test_the_longest_text_is_read_within_50_ms(name: str, typed: str) -> None:
    texts, taken = reader("en_CH"), []
    for _ in range(3):  # the best of three; of our own time, for others use the machine too
        began = time.thread_time()
        with suppress(Refusal):
            READERS[name](typed, texts)
        taken.append(time.thread_time() - began)
    assert min(taken) < 0.05


@given(st.text(max_size=200))
def test_what_slack_escaped_reads_as_it_was_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parsing.unescaped(escaped) == typed
