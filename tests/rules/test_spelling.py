"""One typing error, and where words that are one error away stand in an index."""

from hypothesis import given
from hypothesis import strategies as st

from store.rules import spelling

LETTERS = st.text("abc", min_size=4, max_size=7)


def distance(a: str, b: str) -> int:
    """Optimal string alignment, as it is written in books."""
    rows = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(a), len(b)]


@given(LETTERS, st.text("abc", max_size=9))
def test_one_error_is_a_distance_of_at_most_one_to_some_start_of_the_word(typed: str, word: str) -> None:
    near = min(distance(typed, word[:n]) for n in range(len(word) + 1)) <= 1
    assert spelling.one_error(typed, word) == near


@given(LETTERS, st.text("abc", max_size=9))
def test_every_word_one_error_away_is_in_one_of_the_ranges_that_are_looked_up(typed: str, word: str) -> None:
    if spelling.one_error(typed, word):
        in_a_range = [word.startswith(start) for start in spelling.starts(typed)]
        in_a_range += [spelling.tail(word).startswith(tail) for tail in spelling.tails(typed)]
        assert any(in_a_range)


@given(st.text(max_size=5), st.text(max_size=5))
def test_what_starts_with_a_prefix_lies_below_its_bound_and_nothing_else_does(prefix: str, word: str) -> None:
    if "\U0010ffff" not in word:
        assert (prefix <= word < spelling.below(prefix)) == word.startswith(prefix)


def test_words_are_folded_each_once_and_no_more_than_eight() -> None:
    assert spelling.words("  Zoë  ZOE, Müller-Straße ") == ["zoe", "muller", "strasse"]
    assert len(spelling.words(" ".join(f"w{n}" for n in range(20)))) == spelling.MOST_WORDS
    assert spelling.words("% _ \\ '") == []
