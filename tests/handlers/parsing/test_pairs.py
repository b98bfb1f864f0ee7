"""Two names in one text: which stays, however it is said."""

import pytest

from handlers import parsing
from handlers.parsing import Pair


@pytest.mark.parametrize(
    ("typed", "stays", "goes"),
    [
        ("A AG into B AG", "B AG", "A AG"),
        ("A AG dans B AG", "B AG", "A AG"),
        ("A AG in B AG", "B AG", "A AG"),
        ("A AG → B AG", "B AG", "A AG"),
        ("A AG -> B AG", "B AG", "A AG"),
        ("A AG mit B AG", "A AG", "B AG"),
        ("A AG avec B AG", "A AG", "B AG"),
        ("A AG con B AG", "A AG", "B AG"),
        ('"Meet in AG" into “B and C AG”', "B and C AG", "Meet in AG"),
        ("« A AG » avec « B AG »", "A AG", "B AG"),
    ],
)
def test_a_word_between_two_names_says_which_stays(typed: str, stays: str, goes: str) -> None:
    assert next(parsing.pairs(typed)) == Pair(stays, goes, said=True)


def test_without_such_a_word_every_place_between_two_words_is_one_reading() -> None:
    assert list(parsing.pairs("ct1 ct2")) == [Pair("ct1", "ct2")]
    assert list(parsing.pairs('"A AG" "B AG"')) == [Pair("A AG", "B AG")]
    assert list(parsing.pairs("A AG B")) == [Pair("A", "AG B"), Pair("A AG", "B")]


@pytest.mark.parametrize("typed", ["", "A", "into", '"', '"A AG"'])
def test_fewer_than_two_names_are_no_pair(typed: str) -> None:
    assert list(parsing.pairs(typed)) == []
