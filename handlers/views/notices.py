"""Messages nobody asked for that came with the bundle, a line for each: a person gets only so many a day apart."""

from collections.abc import Callable, Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import briefs, escalations, troubles
from handlers.views.blocks import Block, button, context, cut, esc, section
from handlers.views.messages import Message
from store import absence_notices, digests, feeds, handovers, issues, wakings
from store import escalations as kept_escalations
from store.foldings import Facts, Folded
from store.notices import MOST

_WITH_BUTTON, _IN_ONE = 3, 11  # lines with a button of their own; of the rest so many share a block


def lines(texts: Texts, folded: Sequence[Folded]) -> list[Block]:
    """At most six blocks: what is left to say, and why it stands here; nothing where nothing is."""
    said = [(_line(one, one.facts, texts), _way_on(one, one.facts, texts)) for one in folded if one.facts is not None]
    if not said:
        return []
    drawn: list[Block] = [context(texts.t("More than you get as messages of their own a day; so it comes here:"))]
    drawn += [section(line, way_on) for line, way_on in said[:_WITH_BUTTON]]
    rest = [line for line, _ in said[_WITH_BUTTON:MOST]]
    return drawn + [section("\n".join(rest[i : i + _IN_ONE])) for i in range(0, len(rest), _IN_ONE)]


def _way_on(one: Folded, facts: Facts, texts: Texts) -> Block | None:
    """What one looks at next: the opportunity, or one's own of which some were worked on meanwhile."""
    if one.kind == absence_notices.BRIEF:
        return button(texts.t("My opportunities"), f"{wire.LIST}:mine", "0 mine")
    number = next(iter(facts.get("opportunities", ())), facts.get("opportunity"))
    return button(texts.t("Show"), wire.SHOW, number) if number else None


def _line(one: Folded, facts: Facts, texts: Texts) -> str:
    line = LINES[one.kind](facts, texts)
    if not one.absent:
        return line
    whose = texts.t("For {name}:", name=cut(one.absent, 60))
    return f"{esc(whose)} {line}"


def forwarded(said: Message, absent: str, texts: Texts) -> Message:
    """What is said to who covers: for whom."""
    why = esc(texts.t("This is for {name}, who is away: you cover.", name=absent))
    return Message([context(why), *said.blocks], said.text)


def _handed_over(facts: Facts, texts: Texts) -> str:
    """`Ben handed *OP000007* Two pumps · Müller AG over to you`; the numbers, where they are several."""
    numbers = facts["opportunities"]
    said = texts.n(
        "{name} handed {count} opportunity over to you.",
        "{name} handed {count} opportunities over to you.",
        len(numbers),
        name=cut(facts["by"], 60),
    )
    if len(numbers) == 1:
        about = f"*{numbers[0]}* {esc(cut(facts['description'], 80))} · {esc(cut(facts['contact'], 60))}"
    else:
        about = f"*{', '.join(numbers[:5])}*" + (" …" if len(numbers) > 5 else "")
    return f"{esc(said)} {about}"


def _awake(facts: Facts, texts: Texts) -> str:
    """`*OP000007* Two pumps is awake. It was parked because: budget freeze`."""
    name = f"*{facts['opportunity']}* {esc(cut(facts['description'], 80))}"
    reason = esc(cut(facts["reason"], 80))
    return texts.t("{name} is awake. It was parked because: {reason}", name=name, reason=reason)


# One line a kind, from what `store.foldings.NOW` says is left of it.
LINES: dict[str, Callable[[Facts, Texts], str]] = {
    handovers.KIND: _handed_over,
    wakings.KIND: _awake,
    kept_escalations.KIND: escalations.line,
    absence_notices.AWAY: lambda facts, texts: esc(briefs.line(facts, texts)),
    absence_notices.UNCOVERED: lambda facts, texts: esc(briefs.uncovered_line(facts, texts)),
    absence_notices.BRIEF: lambda facts, texts: esc(briefs.brief_line(facts, texts)),
    digests.TROUBLE: troubles.digest_line,
    issues.GAP: troubles.gap_line,
    feeds.TROUBLE: troubles.feed_line,
}
