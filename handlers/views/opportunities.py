"""An opportunity's card: one renderer for every place it is shown (product.md, Surfaces)."""

from bisect import bisect_right
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import files, parkings, quotes, words
from handlers.views.blocks import (
    HEADER,
    Block,
    actions,
    button,
    context,
    cut,
    esc,
    fields,
    header,
    option,
    overflow,
    section,
)
from handlers.views.messages import Message
from handlers.views.opportunity_fields import estimates, others, overdue
from store.cards import Shown
from store.comments import Comment
from store.cycles import Cycle, Stage
from store.rules import moves
from store.rules.words import Status, Verb


def _(label: str) -> str:
    """Mark a button's label for the catalogues."""
    return label


NEAR = 10  # stages that are all named; of more those near the present one
UNBROKEN = 30  # characters of a stage that stay on one line; a longer name may break, though not behind its sign


def message(shown: Shown, texts: Texts, today: date, *, notes: tuple[str, ...] = (), undo: bool = False) -> Message:
    """The card as a message, under what is to be said first; `undo`: with the button that undoes it."""
    card = shown.card
    drawn: list[Block] = [section(esc(note)) for note in notes]
    if undo:
        undoing = actions(_button(wire.UNDO, wire.Seen(card.number, card.version).packed(), texts))
        drawn.append(undoing | {"block_id": f"{wire.CARD}:{wire.UNDO}"})
    drawn += card_blocks(shown, texts, today)
    said = " ".join((*notes, f"{card.number} {card.description} · {words.status(card.status, texts)}"))
    return Message(drawn, esc(said))


def card_blocks(shown: Shown, texts: Texts, today: date) -> list[Block]:
    """The card: header, stage track, what A.4 names, next task, last comment, the buttons allowed now."""
    card = shown.card
    title = f"{card.number} · {card.description}"
    drawn: list[Block] = [header(title)]
    if len(title) > HEADER:
        drawn.append(section(esc(card.description)))
    drawn.append(context(track(shown.cycle, card.stage or 0, shown.card.previous_stage or 0)))
    drawn += parkings.on_card(shown, texts, today)
    if late := overdue(shown, texts, today):
        drawn.append(section("\n".join(f"⚠️ *{line}*" for line in late)))
    drawn += [fields(estimates(shown, texts, today)), fields(others(shown, texts, today))]
    drawn += [*_small_print(shown, texts), *files.listed(shown.files, shown.all_files, texts)]
    return drawn + _buttons(shown, texts)


def _buttons(shown: Shown, texts: Texts) -> list[Block]:
    """What moves it, then what belongs to it and, behind dots, what is wanted less often."""
    value = wire.Seen(shown.card.number, shown.card.seen).packed()
    menu = [option(words.button(name, texts), f"{name} {value}") for name in more(shown)]
    # A list with its choice in sight would keep saying what was chosen last; behind dots there is room for five.
    behind = [overflow(f"{wire.ROW}:more", menu)] if menu else []
    drawn = [actions(*(_button(name, value, texts) for name in moving(shown)))] if moving(shown) else []
    drawn.append(actions(*(_button(name, value, texts) for name in beside(shown)), *behind))
    return [row | {"block_id": f"{wire.CARD}:{n}"} for n, row in enumerate(drawn)]


def _button(name: str, value: str, texts: Texts) -> Block:
    style = "primary" if name in (wire.NEXT, wire.ACTIVATE) else None
    return button(words.button(name, texts), name, value, style=style)


def _small_print(shown: Shown, texts: Texts) -> list[Block]:
    drawn = []
    if documents := quotes.chain(shown.card, texts):
        named = texts.labelled(texts.t("Documents"), documents)
        drawn.append(context(f"📄 {named}"))
    if shown.comment:
        drawn.append(context(_comment(shown.comment, texts)))
    return [*drawn, context(" · ".join(_counts(shown, texts)))]


def _comment(comment: Comment, texts: Texts) -> str:
    return texts.t(
        "💬 {person}, {at}: {text}",
        person=esc(comment.author),
        at=texts.moment(comment.at),
        text=esc(cut(comment.text, 300)),
    )


def _counts(shown: Shown, texts: Texts) -> list[str]:
    counts = [texts.n("{count} interaction", "{count} interactions", shown.interactions)]
    if shown.comments > 1:
        counts.append(texts.n("{count} comment", "{count} comments", shown.comments))
    return [*counts, texts.t("created on {date}", date=texts.date(shown.card.created_on))]


def track(cycle: Cycle, current: int, reached: int = 0) -> str:
    """The stages: done, current in bold with its place, to come; of one at no stage those up to the one reached."""
    numbers = [stage.stage for stage in cycle.stages]
    here = numbers.index(current) if current in numbers else bisect_right(numbers, current or reached)
    first, last = (0, len(numbers)) if len(numbers) <= NEAR else (max(0, here - 2), here + 4)
    names = [_at(stage, current, reached) for stage in cycle.stages[first:last]]
    before, after = first, len(numbers) - min(last, len(numbers))
    counted = [_signed("✓", str(before))] if before else []
    return "   ".join([*counted, *names, *([_signed("○", str(after))] if after else [])])


def _at(stage: Stage, current: int, reached: int) -> str:
    name = stage.description
    if stage.stage == current:
        return f"*{_signed('●', name)}*"
    return _signed("✓" if stage.stage < current or (not current and stage.stage <= reached) else "○", name)


def _signed(sign: str, name: str) -> str:
    """A stage with its sign, which no line break parts: read alone, either would say something else."""
    whole = name.replace(" ", "\u00a0") if len(name) <= UNBROKEN else name
    return f"{sign}\u00a0{esc(whole)}"


def moving(shown: Shown) -> list[str]:
    """The buttons that move or close it, as far as they are allowed now: Next and Close first."""
    card, found = shown.card, list[str]()
    if card.status.closed:
        return found
    offered = moves.offered(shown.cycle.stages, card.stage or 0) if card.seen else ()
    if "move" in shown.may:
        found += [wire.NEXT] if Verb.NEXT in offered else [] if card.seen else [wire.ACTIVATE]
    if "close" in shown.may:
        found.append(wire.CLOSE)
    if "move" in shown.may:
        found += [verb.value for verb in Verb if verb in offered and verb is not Verb.NEXT]
    return found


def beside(shown: Shown) -> list[str]:
    """The buttons for what belongs to it, and for itself."""
    found, status = [wire.TASKS, wire.HISTORY], shown.card.status
    if "quote" in shown.may and status is Status.IN_PROGRESS:
        found.append(wire.QUOTE)
    elif shown.card.quote_number:
        found.append(wire.ORDER if shown.card.order_number else wire.QUOTE)
    if "comment" in shown.may:
        found.append(wire.COMMENT)
    found.append(wire.REMIND)
    if "edit" in shown.may and not status.closed:
        found.append(wire.EDIT)
    if "park" in shown.may and not status.closed:
        found.append(wire.PARK)
    deleting = {Status.NOT_STARTED: "delete not started", Status.IN_PROGRESS: None}.get(status, "delete closed")
    return found + ([wire.DELETE] if deleting in shown.may else [])


def more(shown: Shown) -> list[str]:
    """What stands behind the dots, as far as there is something to see or the person may: at most five."""
    found = [wire.LOG] if "log" in shown.may else []
    found += [wire.INTERACTIONS] if shown.interactions else []
    found += [wire.COMMENTS] if shown.comments else []
    found += [wire.LINK] if "file" in shown.may or shown.all_files > len(shown.files) else []
    return found + ([wire.ASSIGN] if "hand over" in shown.may and not shown.card.status.closed else [])
