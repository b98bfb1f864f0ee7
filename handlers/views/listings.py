"""Lists of opportunities: a page of rows with a menu each, and what a search finds."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from handlers import wire
from handlers.texts import Texts
from handlers.views import contacts as contact_views
from handlers.views import pages, parkings, words
from handlers.views.blocks import Block, actions, button, context, cut, esc, header, overflow, plain, section
from handlers.views.messages import Message
from store.contacts import Contact
from store.listings import Page, Row
from store.rights import Member
from store.rules.words import Priority, Status
from store.search_statements import Opportunity
from store.totals import Sums


def message(
    page: Page[Row], title: str, query: str, by: Member, texts: Texts, today: date, *, sums: Sums | None = None,
    note: str = "",
) -> Message:  # fmt: skip
    """A page of a list; `query` is what was typed, so that its next page asks the same.

    `sums`: what the whole list is worth; None when it is so long that it is summed only when somebody asks.
    """
    drawn: list[Block] = [header(title)]
    if not page.rows:
        drawn.append(section(texts.t("No opportunity is in this list.")))
        if by.may("create"):
            drawn.append(actions(button(texts.t("New opportunity"), wire.NEW, style="primary")))
        return Message(drawn, esc(title))
    drawn += [row(r, by, texts, today) for r in page.rows]
    said = [worth(sums, texts)] if sums and sums.started else []
    drawn.append(context(*said, _place(page, texts), *filter(None, [_apart(page, texts), note])))
    buttons = pages.turning(wire.LIST, page.start, page.size, page.total, texts, query)
    if sums is None:
        buttons.append(button(texts.t("Totals"), wire.TOTALS, query or "mine"))
    if buttons:
        drawn.append(actions(*buttons))
    return Message(drawn, f"{esc(title)} · {_place(page, texts)}")


def worth(sums: Sums, texts: Texts) -> str:
    """The totals line, with what it counts: who is not started has no value yet (domain.md C.6)."""
    said = texts.n(
        "Total of the {count} started: estimated {value}, weighted {weighted}",
        "Total of the {count} started: estimated {value}, weighted {weighted}",
        sums.started,
        value=texts.money(sums.value),
        weighted=texts.money(sums.weighted),
    )
    rests = parkings.thereof(sums.parked, sums.parked_value, sums.parked_weighted, texts)
    return f"{said} · {rests}" if sums.parked and sums.parked < sums.started else said


def _apart(page: Page[Row], texts: Texts) -> str:
    """That some of a list rest, and where they stand; nothing where none does, or all do."""
    if not page.parked or page.parked == page.total:
        return ""
    return texts.n(
        "⏸️ {count} of them is parked: it comes last.", "⏸️ {count} of them are parked: they come last.", page.parked
    )


def totals(sums: Sums, title: str, query: str, texts: Texts) -> Message:
    """What a long list is worth."""
    back = actions(button(texts.t("List"), f"{wire.LIST}:of", f"0 {query}"))
    said = worth(sums, texts)
    return Message([header(title), section(said), back], f"{esc(title)} · {said}")


def _place(page: Page[Row], texts: Texts) -> str:
    return pages.place(page, texts.n("{count} opportunity", "{count} opportunities", page.total), texts)


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
    """Status, stage, value, weighted value (of a won one its sales value) and closing date."""
    rests = [parkings.on_row(row.parked_until, texts)] if row.parked_until else []
    if not row.status.closed and (risk := parkings.often(row.times_parked, texts)):
        rests.append(f"⚠️ {risk}")
    if row.status is Status.NOT_STARTED or row.value is None or row.weighted is None:
        return " · ".join([*rests, words.status(row.status, texts)])
    weighted = texts.money(row.weighted)
    won = row.status is Status.WON
    said = [
        *rests,
        *([words.status(row.status, texts)] if row.status.closed else []),
        esc(row.stage_description or "–"),
        texts.money(row.value),
        texts.t("sales value {amount}", amount=weighted) if won else texts.t("weighted {amount}", amount=weighted),
    ]
    if row.closing_on:
        late = "⚠️ " if row.closing_on < today and not (row.status.closed or row.parked_until) else ""
        said.append(f"{late}{texts.date(row.closing_on)}")
    return " · ".join(said)


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
    others = by.needs_for_others("move") if row.salesperson_id != by.id else None
    covered = by.covers_in("move", row.salesperson_id)
    moves = by.may("move") and (others is None or covered or by.role.rank >= others.rank)
    offered = _verbs(texts, row.status, moves)
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
