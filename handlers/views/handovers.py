"""What the new salesperson is told when opportunities were handed over to them."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, button, context, cut, esc, section
from handlers.views.messages import Message
from store.handovers import Theirs

SHOWN = 20


def told(by: str, theirs: Sequence[Theirs], texts: Texts) -> Message:
    """Who handed over what, with Show on each, and why this came."""
    said = texts.n(
        "{name} handed {count} opportunity over to you.",
        "{name} handed {count} opportunities over to you.",
        len(theirs),
        name=by,
    )
    drawn: list[Block] = [section(esc(said))]
    drawn += [
        section(
            f"*{one.number}* {esc(cut(one.description, 150))} · {esc(cut(one.contact, 150))}",
            button(texts.t("Show"), wire.SHOW, one.number),
        )
        for one in theirs[:SHOWN]
    ]
    if len(theirs) > SHOWN:
        drawn.append(context(texts.n("and {count} more", "and {count} more", len(theirs) - SHOWN)))
    drawn.append(context(texts.t("This came because you are their salesperson now.")))
    return Message(drawn, esc(said))
