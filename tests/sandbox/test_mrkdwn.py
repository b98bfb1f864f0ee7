"""Mark-up is drawn as Slack draws it, and nothing anybody writes becomes HTML."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.sandbox import people
from bot.sandbox.mrkdwn import Writing, words
from bot.sandbox.pace import Pace
from bot.sandbox.stopwatch import Stopwatch
from bot.sandbox.world import World

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WATCH = Stopwatch()
WORLD = World(MovableClock(NOON), Pace(WATCH, None), WATCH)
WRITE = Writing(WORLD, WORLD.people[people.ANA])
LINK = '<a href="https://a.ch/?b=1&amp;c" target="_blank" rel="noopener noreferrer">here &amp; there</a>'

DRAWN = {
    "*bold* _it_ ~no~": "<strong>bold</strong> <em>it</em> <s>no</s>",
    "2*3*4 and snake_case_name": "2*3*4 and snake_case_name",
    "`*code* &lt;b&gt;`": "<code>*code* &lt;b&gt;</code>",
    "```a\n*b*```": "<pre>a\n*b*</pre>",
    "&gt; said\n&gt; twice\nafter": "<blockquote>said<br>twice</blockquote>after",
    "<https://a.ch/?b=1&amp;c|here &amp; there>": LINK,
    "<@U00ANA> in <#C00SALES>": '<span class="mention">@Ana Keller</span> in <span class="mention">#sales</span>',
    "<!channel>": '<span class="mention loud">@channel</span>',
    ":white_check_mark: :unheard_of:": "✅ :unheard_of:",
    "<!date^1795348800^{date_pretty} {time}|then>": "Today 13:00",
    "<!date^nonsense^{date}|fallback>": "fallback",
    "<javascript:alert(1)|click>": "&lt;javascript:alert(1)|click&gt;",
}


@pytest.mark.parametrize(("written", "drawn"), DRAWN.items())
def test_mark_up_is_drawn(written: str, drawn: str) -> None:
    assert WRITE.html(written) == drawn


@given(st.text(alphabet=st.sampled_from("<>&\"'*_~`:|@#!^{}\x00\n /abU0javscript=onerr"), max_size=60))
def test_nothing_written_becomes_a_tag_of_its_own(text: str) -> None:
    drawn = str(WRITE.html(text))
    for tag in drawn.split("<")[1:]:
        name = tag.split(">")[0].split(" ")[0].strip("/")
        assert name in {"strong", "em", "s", "code", "pre", "a", "br", "span", "blockquote"}, drawn
        assert "onerr" not in tag.split(">")[0].replace('href="', "").split('"')[-1], drawn


def test_plain_text_is_only_escaped() -> None:
    assert WRITE.plain_html("*a* <b> :tada:") == "*a* &lt;b&gt; 🎉"


def test_words_are_what_is_left_without_the_tags() -> None:
    assert words(str(WRITE.html("*a*\n<https://a.ch|b> &amp; c"))) == "a\nb & c"
