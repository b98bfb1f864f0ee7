"""Every refusal's sentence: what is wrong, and what would be accepted. The store speaks in types."""

from collections.abc import Iterator

from handlers.failures import (
    absences,
    contacts,
    cycles,
    deliveries,
    digests,
    documents,
    feeds,
    fields,
    interactions,
    opportunities,
    people,
    rights,
    settings,
    tasks,
    workspaces,
)
from handlers.failures.base import Sentence
from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r
from store.rules.checks import Several

_NOUNS = (
    *(absences, contacts, cycles, deliveries, digests, documents, feeds, fields, interactions, opportunities),
    *(people, rights, settings, tasks, workspaces),
)
SENTENCES: dict[type[r.Refusal], Sentence] = {kind: said for noun in _NOUNS for kind, said in noun.SENTENCES.items()}

# These speak of "this": where there is no field to stand under, its caption goes before.
_BARE = (r.TooLong, r.NotPositive, r.TooLarge, r.TooPrecise, r.TooEarly, r.TooLate, r.WrongCode)


def each(refusal: r.Refusal) -> Iterator[r.Refusal]:
    """The refusals one by one."""
    yield from refusal.refusals if isinstance(refusal, Several) else (refusal,)


def sentence(refusal: r.Refusal, texts: Texts) -> str:
    """The sentences of a refusal, in the reader's language."""
    return " ".join(SENTENCES[type(one)](one, texts) for one in each(refusal))


def captioned(refusal: r.Refusal, texts: Texts) -> str:
    """The sentences, each behind the caption of its field: for where there is no field to stand under."""
    return "\n".join(
        texts.labelled(words.field(one.place, texts), SENTENCES[type(one)](one, texts))
        if one.place in words.FIELDS and isinstance(one, _BARE)
        else SENTENCES[type(one)](one, texts)
        for one in each(refusal)
    )


def on_fields(refusal: r.Refusal, texts: Texts, fields: list[str]) -> dict[str, str]:
    """The sentences on a form's fields; what has no field there stands under the first one."""
    placed: dict[str, str] = {}
    for one in each(refusal):
        name = next((f for f in fields if f.partition(":")[0] == one.place), fields[0])
        said = SENTENCES[type(one)](one, texts)
        placed[name] = f"{placed[name]} {said}" if name in placed else said
    return placed
