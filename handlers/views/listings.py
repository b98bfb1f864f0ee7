"""Lists of opportunities: a page of rows with a menu each, and what a search finds."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from handlers import wire
from handlers.texts import Texts
from handlers.views import contacts as contact_views
from handlers.views import words
from handlers.views.blocks import Block, actions, button, context, cut, esc, header, overflow, plain, section
from handlers.views.messages import Message
from store.contacts import Contact
from store.listings import Page, Row
from store.rights import Member
from store.rules.words import Priority, Status
from store.search import Opportunity


def message(
    page: Page[Row], title: str, query: str, by: Member, texts: Texts, today: date, *, note: str = ""
) -> Message:
    """A page of a list; `query` is what was typed, so that its next page asks the same."""
    drawn: list[Block] = [header(title)]
    if not page.rows:
        drawn.append(section(texts.t("No opportunity is in this list.")))
        if by.may("create"):
            drawn.append(actions(button(texts.t("New opportunity"), wire.NEW, style="primary")))
        return Message(drawn, esc(title))
    drawn += [row(r, by, texts, today) for r in page.rows]
    drawn.append(context(_place(page, texts), *filter(None, [note])))
    if turns := _turns(page, query, texts):
        drawn.append(actions(*turns))
    return Message(drawn, f"{esc(title)} · {_place(page, texts)}")


def _place(page: Page[Row], texts: Texts) -> str:
    first, last = page.start + 1, page.start + len(page.rows)
    if first == 1 and last == page.total:
        return texts.n("{count} opportunity", "{count} opportunities", page.total)
    return texts.t(
        "{first}–{last} of {total}", first=texts.number(first), last=texts.number(last), total=texts.number(page.total)
    )


def _turns(page: Page[Row], query: str, texts: Texts) -> list[Block]:
    turns = []
    if page.start:
        turns.append(button(texts.t("Previous page"), f"{wire.LIST}:back", f"{max(0, page.start - page.size)} {query}"))
    if page.start + len(page.rows) < page.total:
        turns.append(button(texts.t("Next page"), f"{wire.LIST}:on", f"{page.start + page.size} {query}"))
    return turns


def row(row: Row, by: Member, texts: Texts, today: date) -> Block:
    """An opportunity in two lines, with what can be done behind the menu."""
    company = f" ({_name(row.company_name)})" if row.company_name else ""
    who = "" if row.salesperson_id == by.id else f" · {_name(row.salesperson_name)}"
    high = " · ❗" if row.priority is Priority.HIGH else ""
    about = f"{_name(row.description)} · {_name(row.contact_name)}{company}{who}{high}"
    first = f"{words.SIGNS[row.status]} *{row.number}* {about}"
    return section(f"{first}\n{_state(row, texts, today)}", overflow(wire.ROW, _menu(row, by, texts)))


def _name(name: str) -> str:
    """A name, short enough for a row and for a Home full of them; the card has all of it."""
    return esc(cut(name, 100))


def _state(row: Row, texts: Texts, today: date) -> str:
    if row.status is Status.NOT_STARTED or row.value is None or row.weighted is None:
        return words.status(row.status, texts)
    if row.status is Status.LOST:
        return f"{words.status(row.status, texts)} · {esc(row.stage_description or '–')}"
    if row.status is Status.WON:
        return f"{words.status(row.status, texts)} · {texts.money(row.weighted)}"
    late = "⚠️ " if row.closing_on and row.closing_on < today else ""
    closing = f"{late}{texts.date(row.closing_on)}" if row.closing_on else "–"
    weighted = texts.t("weighted {amount}", amount=texts.money(row.weighted))
    return f"{esc(row.stage_description or '–')} · {texts.money(row.value)} · {weighted} · {closing}"


_VERBS = {
    Status.IN_PROGRESS: (wire.SHOW, wire.NEXT, wire.UPDATE, wire.CLOSE, wire.HISTORY),
    Status.NOT_STARTED: (wire.SHOW, wire.ACTIVATE, wire.CLOSE, wire.HISTORY),
}


@lru_cache(256)
def _verbs(texts: Texts, status: Status, moves: bool) -> list[tuple[str, Block]]:
    """What a row's menu offers, with the words; a list asks for the same few again and again."""
    verbs = _VERBS.get(status, (wire.SHOW, wire.HISTORY)) if moves else (wire.SHOW, wire.HISTORY)
    return [(verb, plain(words.button(verb, texts))) for verb in verbs]


def _menu(row: Row, by: Member, texts: Texts) -> list[Block]:
    seen = wire.Seen(row.number, row.seen).packed()
    offered = _verbs(texts, row.status, by.may("move"))
    return [{"text": words, "value": f"{verb} {seen}"} for verb, words in offered]


def found(wanted: str, opportunities: Sequence[Opportunity], contacts: Sequence[Contact], texts: Texts) -> Message:
    """What a search found: opportunities, then contacts."""
    title = texts.t("Found for “{typed}”", typed=wanted[:100])
    drawn: list[Block] = [header(title)]
    for hit in opportunities:
        line = f"*{hit.number}* {esc(hit.description)} · {esc(hit.contact_name)}"
        drawn.append(section(line, button(texts.t("Show"), wire.SHOW, hit.number)))
    drawn += [contact_views.row(contact, texts) for contact in contacts]
    if len(drawn) == 1:
        drawn.append(section(texts.t("Nothing has this in its name. Try fewer letters.")))
    return Message(drawn, esc(title))
