"""Texts: cleaned once, refused when empty or too long, folded for searching."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import text
from store.rules.refusals import Missing, TooLong

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(ANY)
def test_a_line_has_no_control_bidi_or_other_hidden_characters(typed: str) -> None:
    kept = text.line(typed, "name", required=False)
    assert kept == " ".join(kept.split())
    hidden = [c for c in kept if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
    assert all(c == "\u200d" for c in hidden)
    assert text.line(kept, "name", required=False) == kept
    assert unicodedata.is_normalized("NFC", kept)


@given(ANY)
def test_a_paragraph_keeps_its_lines_and_nothing_hidden(typed: str) -> None:
    try:
        kept = text.paragraph(typed, "comment")
    except Missing:
        return
    assert all(line == " ".join(line.split()) for line in kept.split("\n"))
    assert "\n\n\n" not in kept and kept == kept.strip() and text.paragraph(kept, "comment") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Two\t pumps\n", "Two pumps"),
        ("Caf\u0065\u0301", "Café"),
        ("\u202eevil\u202c", "evil"),
        ("A\u200bB\ufeffC\u00adD", "ABCD"),
        ("A\x00B\x1b[31m", "A B [31m"),
        ("<!channel> & <@U1>", "<!channel> & <@U1>"),
        ("👩‍💻 Ada", "👩‍💻 Ada"),
        ("Ad\u200da", "Ada"),
        ("A\u2028B", "A B"),
    ],
)
def test_a_line_is_what_is_seen_of_it(typed: str, kept: str) -> None:
    assert text.line(typed, "name") == kept


@pytest.mark.parametrize("typed", ["", "  ", "\u200b\u202e", "\x00\n"])
def test_a_text_of_nothing_that_shows_is_missing(typed: str) -> None:
    for read in (text.line, text.paragraph, text.code):
        with pytest.raises(Missing) as refused:
            read(typed, "name")
        assert refused.value.place == "name"


def test_the_limit_passes_and_one_more_does_not() -> None:
    assert len(text.line("x" * 200, "name")) == 200
    assert len(text.paragraph("x" * 3000, "comment")) == 3000
    assert text.code("abcdefghij") == "ABCDEFGHIJ"
    for read, typed, limit in (
        (text.line, "x" * 201, 200),
        (text.paragraph, "x" * 3001, 3000),
        (text.code, "abcdefghijk", 10),
    ):
        with pytest.raises(TooLong) as refused:
            read(typed, "field")
        assert (refused.value.field, refused.value.limit) == ("field", limit)


def test_a_code_is_upper_case_without_blanks() -> None:
    assert text.code(" ex-lar ge ") == "EX-LARGE"


@given(ANY)
def test_folding_what_is_folded_changes_nothing_and_leaves_letters_digits_and_single_blanks(typed: str) -> None:
    folded = text.folded(typed)
    assert text.folded(folded) == folded
    assert all(c.isalnum() or c == " " for c in folded)
    assert folded == " ".join(folded.split())


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), max_size=40))
def test_case_and_composition_fold_to_the_same(typed: str) -> None:
    assert text.folded(unicodedata.normalize("NFD", typed)) == text.folded(unicodedata.normalize("NFC", typed))
    assert text.folded(typed.upper()) == text.folded(typed.upper().casefold())


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Müller-Straße 5%", "muller strasse 5"),
        ("Łódź Ørsted Æther Đorđe İstanbul ıspanak", "lodz orsted aether dorde istanbul ispanak"),
        ("ＡＢＣ ½", "abc 1 2"),
        ("Москва", "москва"),
    ],
)
def test_accents_strokes_width_and_case_do_not_matter(typed: str, folded: str) -> None:
    assert text.folded(typed) == folded
