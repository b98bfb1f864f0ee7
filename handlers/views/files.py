"""Files and links of an opportunity: on its card, and the form for a link."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import pages, words
from handlers.views.blocks import (
    Block,
    actions,
    address,
    button,
    confirm,
    context,
    cut,
    divider,
    esc,
    field,
    form,
    linked,
    section,
    typed,
)
from store.cards import Card
from store.files import File, Listed
from store.listings import Page
from store.rights import Member
from store.rules import text


def listed(files: Sequence[File], total: int, texts: Texts) -> list[Block]:
    """The newest of them, and how many more there are; nothing when there are none."""
    if not files:
        return []
    names = [linked(file.url, cut(file.name, 60)) for file in files]
    more = total - len(files)
    if more > 0:
        names.append(texts.n("and {count} more under “Link”", "and {count} more under “Link”", more))
    caption = texts.t("Files & links")
    return [context(f"📎 *{esc(caption)}*", *names)]


def link_form(
    card: Card, kept: Page[tuple[Listed, bool]], by: Member, texts: Texts, metadata: str, *, note: str = ""
) -> Block:
    """The form that adds a link, for whoever may, above a page of what is kept already; beside each that the reader
    may remove is the button.
    """
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(context(esc(f"{card.number} {card.description}")))
    adds = by.may("file")
    if adds:
        drawn += [
            field("url", words.field("url", texts), address("text")),
            field("name", words.field("name", texts), typed("text", longest=text.NAME), optional=True),
        ]
    if kept.rows:
        caption = texts.t("Files & links")
        drawn += [divider(), section(f"*{esc(caption)}*"), *(_row(one, may, texts) for one, may in kept.rows)]
    if turning := pages.turning(wire.LINK, kept.start, kept.size, kept.total, texts, card.number):
        drawn += [context(pages.place(kept, "", texts)), actions(*turning)]
    submit, close = (texts.t("Save"), texts.t("Cancel")) if adds else (None, texts.t("Close"))
    return form("link", texts.t("Link"), drawn, submit=submit, close=close, metadata=metadata)


def _row(one: Listed, may: bool, texts: Texts) -> Block:
    line = f"📎 {linked(one.url, cut(one.name, 100))}\n_{esc(one.person)}, {texts.moment(one.at)}_"
    if not may:
        return section(line)
    sure = confirm(
        texts.t("Remove it?"),
        texts.t("“{name}” is no longer listed here. Where it leads to, it stays.", name=cut(one.name, 100)),
        texts.t("Remove"),
        texts.t("Keep"),
    )
    return section(line, button(texts.t("Remove"), wire.UNLIST, str(one.id), confirm=sure))
