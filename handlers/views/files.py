"""Files and links of an opportunity: on its card, and the form for a link."""

from collections.abc import Sequence

from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, address, context, cut, esc, field, form, linked, typed
from store.cards import Card
from store.files import File
from store.rules import text


def listed(files: Sequence[File], total: int, texts: Texts) -> list[Block]:
    """The newest of them, and how many more there are; nothing when there are none."""
    if not files:
        return []
    names = [linked(file.url, cut(file.name, 60)) for file in files]
    more = total - len(files)
    if more > 0:
        names.append(texts.n("and {count} more", "and {count} more", more))
    caption = texts.t("Files & links")
    return [context(f"📎 *{esc(caption)}*", *names)]


def link_form(card: Card, texts: Texts, metadata: str) -> Block:
    """The form that adds a link."""
    drawn = [
        context(esc(f"{card.number} {card.description}")),
        field("url", words.field("url", texts), address("text")),
        field("name", words.field("name", texts), typed("text", longest=text.NAME), optional=True),
    ]
    return form("link", texts.t("Link"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)
