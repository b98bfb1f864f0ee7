"""What a typed text leaves open because it can mean two things: asked about above the form, whose field is empty."""

from collections.abc import Iterable

from handlers import failures
from handlers.texts import Texts
from store.rules.refusals import Refusal


def of(asks: Iterable[Refusal], texts: Texts) -> dict[str, str]:
    """The fields that stay empty, and what is asked about each."""
    return {one.place or "": failures.sentence(one, texts) for one in asks}
