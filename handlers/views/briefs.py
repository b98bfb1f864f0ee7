"""What is said of absences unasked: that somebody covers, that nobody does any more, what happened meanwhile."""

from collections.abc import Callable, Mapping

from handlers import wire
from handlers.texts import Texts
from handlers.views import audits
from handlers.views.absences import between
from handlers.views.blocks import Block, actions, button, context, cut, esc, header, section
from handlers.views.messages import Message
from store.absence_notices import Facts, days
from store.absences import Absence
from store.briefs import Deed, Told


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


# How many of a kind there were: of one, of several.
COUNTS: dict[str, Callable[[Texts, int], str]] = {
    "won": lambda t, n: t.n("{count} won", "{count} won", n),
    "lost": lambda t, n: t.n("{count} lost", "{count} lost", n),
    "moved": lambda t, n: t.n("{count} move forward", "{count} moves forward", n),
    "back": lambda t, n: t.n("{count} move back", "{count} moves back", n),
    "updated": lambda t, n: t.n("{count} update", "{count} updates", n),
    "parked": lambda t, n: t.n("{count} parked", "{count} parked", n),
    "handed_over": lambda t, n: t.n("{count} handed over", "{count} handed over", n),
    "task": lambda t, n: t.n("{count} task done", "{count} tasks done", n),
    "logged": lambda t, n: t.n("{count} interaction", "{count} interactions", n),
    "comment": lambda t, n: t.n("{count} comment", "{count} comments", n),
}
_WHAT = {
    "moved": _("now at {what}"),
    "back": _("back at {what}"),
    "parked": _("“{what}”"),
    "handed_over": _("to {what}"),
    "logged": _("“{what}”"),
    "comment": _("“{what}”"),
}


def line(facts: Facts, texts: Texts) -> str:
    """Who is away, and what that is to the reader."""
    person = cut(facts["person"], 60)
    if facts["role"] == "former":
        return texts.t("You do not cover for {name} any more. Changed by {by}.", name=person, by=cut(facts["by"], 60))
    when = between(*days(facts), texts)
    by = cut(facts["by"], 60)
    if facts["role"] == "cover":
        return texts.t("You cover for {name}: {when}. Set by {by}.", name=person, when=when, by=by)
    return texts.t("{by} has set that you are away: {when}.", by=by, when=when)


def away(facts: Facts, texts: Texts) -> Message:
    """The same as a message of its own, with what it means."""
    said = line(facts, texts)
    drawn: list[Block] = [section(esc(said))]
    if facts["role"] == "cover":
        meaning = texts.t(
            "In these days their reminders, notices and digests come to you, and you may act on their opportunities."
        )
        drawn.append(context(esc(meaning)))
    if facts["role"] == "own":
        typed = texts.t("away")
        drawn.append(context(texts.t("{command} shows it, and changes it.", command=f"`/opp {typed}`")))
    return Message(drawn, esc(said))


def uncovered_line(facts: Facts, texts: Texts) -> str:
    """Whose cover left."""
    return texts.t(
        "{name} is away ({when}), and {cover} can not cover any more: the reminders rest.",
        name=cut(facts["person"], 60),
        when=between(*days(facts), texts),
        cover=cut(facts["cover"], 60),
    )


def uncovered(facts: Facts, texts: Texts) -> Message:
    """The same as a message of its own, with the button that names another cover."""
    said = uncovered_line(facts, texts)
    choose = button(texts.t("Choose another cover"), wire.AWAY, facts["value"], style="primary")
    why = texts.t("This came because you manage {name}.", name=cut(facts["person"], 60))
    return Message([section(esc(said)), actions(choose), context(esc(why))], esc(said))


def brief_line(facts: Facts, texts: Texts) -> str:
    """How much happened, in a line."""
    counts = ", ".join(COUNTS[kind](texts, count) for kind, count in facts["counts"].items())
    return texts.t("While you were away ({when}): {counts}.", when=between(*days(facts), texts), counts=counts)


def brief(absence: Absence, told: Mapping[str, Told], texts: Texts) -> Message:
    """What happened, kind by kind, with Show on each, and why this came."""
    when = between(absence.from_on, absence.until_on, texts)
    counts = {kind: one.count for kind, one in told.items()}
    since, until = absence.from_on.isoformat(), absence.until_on.isoformat()
    said = brief_line({"counts": counts, "since": since, "until": until}, texts)
    drawn: list[Block] = [header(texts.t("While you were away")), context(esc(f"{when} · {_covered(absence, texts)}"))]
    for kind, one in told.items():
        drawn.append(section(f"*{COUNTS[kind](texts, one.count)}*"))
        rows = [_row(kind, deed, texts) for deed in one.deeds]
        if rest := one.count - len(one.deeds):  # a block of its own for each kind would be too many
            rows[-1]["text"]["text"] += "\n" + texts.n("and {count} more", "and {count} more", rest)
        drawn += rows
    drawn.append(actions(button(texts.t("My opportunities"), f"{wire.LIST}:mine", "0 mine")))
    drawn.append(context(texts.t("This comes once, on your first working day after an absence.")))
    return Message(drawn, esc(said))


def _covered(absence: Absence, texts: Texts) -> str:
    return texts.t("{name} covered.", name=absence.cover) if absence.cover else texts.t("Nobody covered.")


def _row(kind: str, deed: Deed, texts: Texts) -> Block:
    what = cut(deed.what, 300)
    if what and kind in _WHAT:
        what = texts.t(_WHAT[kind], what=what)
    by = texts.t("{name}, {when}", name=deed.person or "Stagepost", when=texts.moment(deed.at))
    first = f"*{deed.number}* {esc(cut(deed.description, 150))}"
    lines = [f"{first} · {esc(what)}" if what else first, _changes(kind, deed, texts), f"_{esc(by)}_"]
    return section("\n".join(filter(None, lines)), button(texts.t("Show"), wire.SHOW, deed.number))


def _changes(kind: str, deed: Deed, texts: Texts) -> str:
    """What it became: of a closing the amount and the close code, of an update each value before and after."""
    if kind == "updated":
        return " · ".join(audits.changed(one.name, one.old, one.new, texts) for one in deed.changed)
    return " · ".join(audits.said(one.name, one.new, texts) for one in deed.changed)
