"""The lists of a digest: a line an opportunity, and what all of a list comes to."""

from collections.abc import Callable, Iterable, Sequence

from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import TEXT, Block, cut, esc, section
from store.rules.figures import Line, Listed, Part, Reason
from store.rules.parkings import RISK
from store.rules.words import Section

_DESCRIPTION, _NAME, _NOTE = 60, 30, 60  # characters
Tells = Callable[[Line, Texts], str]


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


def _value(line: Line, texts: Texts) -> str:
    return texts.money(line.value)


def _closing(line: Line, texts: Texts) -> str:
    closing = texts.date(line.closing_on) if line.closing_on else "–"
    return f"{texts.money(line.value)} · {esc(line.stage)} · {closing}"


def _moved(line: Line, texts: Texts) -> str:
    return f"{esc(line.was_stage)} → {esc(line.stage)} · {texts.money(line.value)}"


def _closed(line: Line, texts: Texts) -> str:
    return " · ".join([texts.money(line.value), *([esc(cut(line.note, _NOTE))] if line.note else [])])


def _slipped(line: Line, texts: Texts) -> str:
    dates = [texts.date(day) for day in (line.was_on, line.closing_on) if day]
    return f"{' → '.join(dates)} · {texts.money(line.value)}"


def _stale(line: Line, texts: Texts) -> str:
    return texts.n("{count} day in {stage}", "{count} days in {stage}", line.days, stage=esc(line.stage))


def _parked(line: Line, texts: Texts) -> str:
    until = texts.t("until {date}", date=texts.date(line.until_on)) if line.until_on else ""
    told = [texts.money(line.value), until, esc(cut(line.note, _NOTE))]
    if line.times >= RISK:
        told.append(texts.n("⚠️ parked {count} time", "⚠️ parked {count} times", line.times))
    return " · ".join(filter(None, told))


def _escalated(line: Line, texts: Texts) -> str:
    said = texts.n("reminded {count} time", "reminded {count} times", line.times)
    last = texts.t("last on {date}", date=texts.date(line.was_on)) if line.was_on else ""
    return " · ".join(filter(None, (words.why(line.note, texts), said, last)))


_LISTS: dict[Section, Sequence[tuple[str, str, Tells]]] = {
    Section.MOVES: (
        ("new", _("🔵 New"), _closing),
        ("onwards", _("➡️ Moved on"), _moved),
        ("back", _("⬅️ Moved back"), _moved),
    ),
    Section.CLOSINGS: (("won", _("🏆 Won"), _closed), ("lost", _("⚫ Lost"), _closed)),
    Section.SLIPPED: (("slipped", _("📅 Closing later than before"), _slipped),),
    Section.DUE: (
        ("due", _("⏳ Due within 7 days"), _closing),
        ("overdue", _("⚠️ Closing date passed"), _closing),
    ),
    Section.STALE: (("stale", _("🐌 Too long at one stage"), _stale),),
    Section.TOP: (("top", _("⭐ Largest in progress"), _closing),),
    Section.ESCALATED: (("escalated", _("🔔 Reminded twice in vain"), _escalated),),
    Section.PARKED: (("parked", _("💤 Parked, not counted above"), _parked),),
}


def sections(part: Part, wanted: Iterable[Section], texts: Texts, *, whose: bool) -> list[Block]:
    """The lists of these sections that have something in them; `whose`: with each one's salesperson."""
    drawn = []
    for which in wanted:
        for name, title, tells in _LISTS.get(which, ()):
            listed = part.lists.get(name)
            if listed and listed.total.count:
                reasons = _reasons([one for one in part.reasons if one.won == (name == "won")], texts)
                more = reasons if which is Section.CLOSINGS else []
                amount = listed.total.weighted if name == "won" else listed.total.value
                count = texts.number(listed.total.count)
                head = (
                    f"*{texts.t(title)}* ({count} · {texts.money(amount)})"
                    if amount
                    else f"*{texts.t(title)}* ({count})"
                )
                drawn.append(section(_list([head, *more], listed, tells, texts, whose=whose)))
    return drawn


def _list(lines: list[str], listed: Listed, tells: Tells, texts: Texts, *, whose: bool) -> str:
    """Under its title as many lines as fit, and how many there are besides."""
    shown, room = 0, TEXT - 100 - sum(map(len, lines))
    for row in listed.rows:
        line = _line(row, tells, texts, whose=whose)
        if len(line) + 1 > room:
            break
        lines.append(line)
        shown, room = shown + 1, room - len(line) - 1
    if hidden := listed.total.count - shown:
        lines.append(texts.n("and {count} more", "and {count} more", hidden))
    return "\n".join(lines)


def _line(row: Line, tells: Tells, texts: Texts, *, whose: bool) -> str:
    names = [row.contact, row.person] if whose else [row.contact]
    told = [esc(cut(row.description, _DESCRIPTION)), *(esc(cut(name, _NAME)) for name in names), tells(row, texts)]
    return f"• *{row.number}* {' · '.join(filter(None, told))}"


def _reasons(reasons: Sequence[Reason], texts: Texts) -> list[str]:
    """How many were closed for which reason; where there is but one closing, its line says it."""
    if sum(one.count for one in reasons) < 2:
        return []
    without = texts.t("without a close code")
    told = [f"{esc(cut(one.code, _NOTE)) or without}: {texts.number(one.count)}" for one in reasons]
    return [texts.t("Reasons: {reasons}", reasons=" · ".join(told[:8]))]
