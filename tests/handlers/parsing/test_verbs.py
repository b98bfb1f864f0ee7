"""A command's words are parted by any blank, also where a text of several lines is pasted."""

import pytest

from handlers import commands, parsing


@pytest.mark.parametrize("gap", [" ", "\n", "\t", "\u00a0", " \n "])
def test_a_line_s_end_or_a_tab_ends_a_verb_and_a_number(gap: str) -> None:
    assert parsing.words(f"OP7{gap}First line\nsecond") == ("op7", "First line\nsecond")
    assert parsing.first(f"Q-1{gap}500") == ("Q-1", "500")
    route, rest = commands.route(f"comment{gap}OP7{gap}First line\nsecond")
    assert route is commands.VERBS["comment"]
    assert parsing.words(rest) == ("op7", "First line\nsecond")
    assert commands.route(f"op7{gap}won") == (commands.VERBS["won"], "op7 ")


def test_where_there_is_no_word_both_are_empty() -> None:
    assert parsing.first(" \n") == parsing.words("") == ("", "")
