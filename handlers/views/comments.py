"""The form that adds a comment."""

from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, context, esc, field, form, typed
from store.cards import Card
from store.rules import text


def new_form(card: Card, texts: Texts, metadata: str) -> Block:
    """The form that adds a comment."""
    drawn = [
        context(esc(f"{card.number} {card.description}")),
        field("comment", words.field("comment", texts), typed("text", lines=True, longest=text.COMMENT)),
    ]
    return form(
        "comment", texts.t("Comment"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata
    )
