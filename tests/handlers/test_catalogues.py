"""Every sentence is there in every language, whole, with its placeholders, and fits where it stands."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from string import Formatter

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from handlers import commands, failures, texts
from handlers.texts import LANGUAGES, SOURCE, Texts
from handlers.views import digest_words, help, words
from store.rules import refusals, templates
from store.rules.bridges import Cause
from store.rules.checks import Several
from store.rules.text import folded
from tests.handlers.drawn import NOT_FOUND, UNREADABLE, every_refusal, everything
from tests.handlers.test_views import extreme
from tests.source import ROOT, called, modules, tree

ROOMS = ("handlers", "jobs", "store")
KEYWORDS = {"t": None, "n": (1, 2), "_": None}  # those of `make messages`
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
Id = str | tuple[str, ...]


@cache
def extracted() -> frozenset[Id]:
    """Every sentence in the code, plurals as pairs."""
    rooms = [extract_from_dir(ROOT / room, keywords=KEYWORDS) for room in ROOMS]
    return frozenset(found[2] for room in rooms for found in room)


@cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue."""
    with (ROOT / "handlers/locales" / language / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> Iterator[tuple[Message, list[tuple[str, str]]]]:
    """Every entry but the header, each form beside its source: the first is the singular's, the rest the plural's."""
    for entry in catalogue(language):
        if entry.id:
            sources = [entry.id] if isinstance(entry.id, str) else [entry.id[0], *entry.id[1:] * 5]
            forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            yield entry, list(zip(sources, forms, strict=False))


def placeholders(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


# --- the catalogues ---------------------------------------------------------------------------------------


def test_there_is_a_language_besides_the_source() -> None:
    assert "fr" in TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_has_a_translation_and_no_translation_has_lost_its_sentence(language: str) -> None:
    kept = {entry.id for entry, _ in entries(language)}
    assert not extracted() - kept, "`make messages` brings them into the catalogue, to be translated there"
    assert not kept - extracted(), "`make messages` takes out what nobody says any more"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_half_translated(language: str) -> None:
    for entry, forms in entries(language):
        assert not entry.fuzzy, entry.id
        assert all(form.strip() for _, form in forms), entry.id
        if isinstance(entry.id, tuple):
            assert len(forms) == catalogue(language).num_plurals, entry.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_name_what_their_sentences_name(language: str) -> None:
    wrong = [pair for _, forms in entries(language) for pair in forms if placeholders(pair[0]) != placeholders(pair[1])]
    assert not wrong


def test_no_sentence_is_hidden_from_the_extraction() -> None:
    hidden = []
    for path in modules(*ROOMS):
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and called(node).rpartition(".")[2] in KEYWORDS
                and "gettext" not in str(path)
            ):
                said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                hidden += [f"{path}:{node.lineno} {one}" for one in said if not _is_extracted(one)]
    assert not hidden, "Babel sees no call inside an f-string or inside another sentence's call; say it before"


def test_sentences_of_ours_write_the_apostrophe_that_is_printed() -> None:
    ours = {one[2] for room in ("handlers", "jobs") for one in extract_from_dir(ROOT / room, keywords=KEYWORDS)}
    forms = [form for one in ours for form in (one if isinstance(one, tuple) else (one,))]
    assert not [one for one in forms if re.search("[A-Za-z]'[a-z]?( |$)", one)], "’, as all the others do"


def _is_extracted(sentence: str) -> bool:
    return any(sentence == one or (isinstance(one, tuple) and sentence in one) for one in extracted())


class Listening(Texts):
    """Texts that remember what was asked of them."""

    asked: set[Id]

    def t(self, sentence: str, **values: object) -> str:
        """Remember, and say it."""
        self.asked.add(sentence)
        return super().t(sentence, **values)

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """Remember, and say it."""
        self.asked.add((one, many))
        return super().n(one, many, count, **values)


def test_everything_the_views_say_is_in_the_catalogues() -> None:
    listening = Listening(SOURCE, Locale("en", "CH"), "Europe/Zurich", "CHF")
    listening.asked = set()
    values = extreme(SOURCE, "Two pumps", many=6)
    values.texts = listening
    assert all(name for name, _ in everything(values))
    assert len(listening.asked) > 100
    assert not listening.asked - extracted(), "a table of words needs its `_()`"


def test_templates_are_installed_in_the_readers_language() -> None:
    names = [(t.code, stage.name) for t in templates.TEMPLATES.values() for stage in t.stages]
    names += [(t.code, t.description) for t in templates.TEMPLATES.values()]
    names += [(code, description) for code, description, _ in templates.CODES]
    for code, (description, steps) in templates.ACTIVITIES.items():
        names += [(code, description), *((code, step) for step, _, _ in steps)]
    assert not [one for one in names if one[1] not in extracted()]


def test_french_keeps_its_signs_and_their_blanks() -> None:
    plain_blank, straight = re.compile(r" [:;!?%»]|« |[^\s][:;!?]( |$)"), re.compile(r"[^\W\d]'")
    wrong = [
        form for _, forms in entries("fr") for _, form in forms if plain_blank.search(form) or straight.search(form)
    ]
    assert not wrong


# --- what has to fit, and what can be typed ---------------------------------------------------------------


def test_french_says_one_and_several_of_a_bridge_and_of_nobody_that_they_are_a_man() -> None:
    french = texts.plain("fr", "UTC", "CHF")
    said = [french.n(*digest_words.CAUSES[cause], count) for cause in (Cause.WON, Cause.WENT) for count in (1, 2)]
    assert said == ["Gagnée (1)", "Gagnées (2)", "Transmise (1)", "Transmises (2)"]
    forms = [form for _, pairs in entries("fr") for _, form in pairs]
    assert [form for form in forms if re.search(r"(?<!s’)\babsente?\b|[Vv]ous seul\b", form)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_buttons_fit_uncut(language: str) -> None:
    for name, drawn in everything(extreme(language, "x", many=6)):
        if isinstance(drawn, dict) and drawn["type"] == "modal":
            shown = [drawn[part]["text"] for part in ("title", "submit", "close") if part in drawn]
            assert not [one for one in shown if len(one) > 24 or one.endswith("…")], name
    for label in labels(language):
        assert len(label) <= 30, label


def labels(language: str) -> set[str]:
    """What stands on the buttons."""
    found = set()
    for _, drawn in everything(extreme(language, "x", many=6)):
        for block in drawn["blocks"] if isinstance(drawn, dict) else drawn.blocks:
            for part in [*block.get("elements", []), block.get("accessory") or {}]:
                if part.get("type") == "button":
                    found.add(part["text"]["text"])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_help_shows_can_be_typed(language: str) -> None:
    reader = texts.plain(language, "Europe/Zurich", "CHF")
    for verb, (usage, _, _) in help.USAGE.items():
        for form in (usage, *(more for more, _ in help.MORE.get(verb, ()))):
            typed = reader.t(form).split(" ")[0]
            assert commands.ALIASES.get(folded(typed)) == verb, typed


# --- refusals ---------------------------------------------------------------------------------------------


def test_every_refusal_has_its_sentence() -> None:
    def below(kind: type[refusals.Refusal]) -> Iterator[type[refusals.Refusal]]:
        for one in kind.__subclasses__():
            yield from (one, *below(one))

    assert set(below(refusals.Refusal)) - {Several} == set(failures.SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_said_in_every_language(language: str) -> None:
    reader, english = (texts.plain(one, "Europe/Zurich", "CHF") for one in (language, SOURCE))
    examples = [one for one in every_refusal("xyz", Decimal(5)) if not isinstance(one, Several)]
    assert {type(one) for one in examples} == set(failures.SENTENCES)
    for refusal in examples:
        said = failures.sentence(refusal, reader)
        assert said.endswith("."), refusal
        assert not re.search(r"[{}]", said), refusal
        assert (said == failures.sentence(refusal, english)) == (language == SOURCE), refusal


def test_what_is_refused_in_the_code_is_among_the_examples() -> None:
    known = {"NotFound": NOT_FOUND, "Unreadable": UNREADABLE, "Missing": tuple(words.FIELDS)}
    place = {"NotFound": 0, "Unreadable": 1, "Missing": 0}
    for path in modules("store", "handlers"):
        for node in ast.walk(tree(path)):
            kind = called(node).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and kind in known and len(node.args) > place[kind]:
                fact = node.args[place[kind]]
                assert not isinstance(fact, ast.Constant) or fact.value in known[kind], f"{path}:{node.lineno}"
