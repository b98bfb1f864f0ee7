"""The forms of a move and of closing, with the figures that would result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    day,
    esc,
    field,
    form,
    option,
    section,
    select,
    switch,
    typed,
)
from handlers.views.blocks import doubts as asked
from handlers.views.opportunities import track
from store.cycles import Stage
from store.moves import Preset
from store.rules import moves, probability
from store.rules.words import Action, Method, Verb


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


# A form's title holds 24 characters, the number included.
_TITLES = {
    None: _("Activate {number}"),
    Verb.NEXT: _("Next {number}"),
    Verb.PREVIOUS: _("Previous {number}"),
    Verb.SKIP: _("Skip {number}"),
    Verb.JUMP: _("Jump {number}"),
    Verb.UPDATE: _("Update {number}"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form of a move now; None where it does not say a number."""

    value: Decimal | None
    chances: Decimal | None
    stage: Stage
    action: Action


def move_form(
    preset: Preset,
    verb: Verb | None,
    filled: Filled,
    texts: Texts,
    metadata: str,
    doubts: Mapping[str, str] | None = None,
    note: str = "",
) -> Block:
    """The form of a move; `None` is activating the first stage. What `doubts` asks about has no preset."""
    drawn: list[Block] = [
        *([section(esc(note))] if note else []),
        *asked((doubts or {}).values()),
        context(track(preset.cycle, preset.stage.stage)),
        *_quote_gate(preset, filled, texts),
    ]
    if verb in (Verb.SKIP, Verb.JUMP):
        choices = [option(f"{s.stage} {s.description}", str(s.stage)) for s in preset.reach]
        drawn.append(
            field("stage", words.field("stage", texts), select(wire.LIVE, choices, str(filled.stage.stage)), live=True)
        )
    else:
        stage = esc(f"{filled.stage.stage} {filled.stage.description}")
        drawn.append(section(texts.labelled(words.field("stage", texts), stage)))
    mark = f":{filled.stage.stage}" if len(preset.reach) > 1 else ""
    quoted = ":quoted" if preset.quote else ""  # a quote's total is taken as soon as there is one
    closing_on = None if "closing_on" in (doubts or {}) else preset.closing_on
    drawn += estimate_fields(preset.value, preset.chances, closing_on, texts, mark, quoted)
    if verb is not None:
        drawn += [*_change_fields(preset, texts)]
    drawn.append(figures(preset.cycle.method, filled, texts))
    title = texts.t(_TITLES[verb], number=preset.number)
    submit = {None: texts.t("Activate"), Verb.UPDATE: texts.t("Update")}.get(verb, texts.t("Move"))
    return form("move", title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _quote_gate(preset: Preset, filled: Filled, texts: Texts) -> list[Block]:
    if preset.quote or not moves.needs_quote(filled.action, filled.stage):
        return []
    sentence = texts.t(
        "Stage {stage} needs a quote. Add one, then move on.",
        stage=f"{filled.stage.stage} {filled.stage.description}",
    )
    quote = button(texts.t("Add quote"), wire.QUOTE, wire.Seen(preset.number, preset.seen).packed())
    return [section(f":warning: {esc(sentence)}"), actions(quote)]


def estimate_fields(
    value: Decimal | None,
    chances: Decimal | None,
    closing_on: date | None,
    texts: Texts,
    mark: str = "",
    value_mark: str = "",
) -> list[Block]:
    """Value, chances and closing date: the same three wherever an entry is written.

    A new `mark` makes Slack take the chances given here instead of those that were typed, a new `value_mark` the value.
    """
    return [
        field(
            f"value{value_mark}",
            words.field("value", texts),
            typed(wire.LIVE, texts.editable(value), live=True, hint=texts.currency),
            live=True,
        ),
        field(
            f"chances{mark}",
            words.field("chances", texts),
            typed(wire.LIVE, texts.editable(chances), live=True),
            live=True,
        ),
        field(
            "closing_on", words.field("closing_on", texts), day("day", closing_on.isoformat() if closing_on else None)
        ),
    ]


def _change_fields(preset: Preset, texts: Texts) -> list[Block]:
    drawn = [field("changed_on", words.field("changed_on", texts), day("day", preset.changed_on.isoformat()))]
    if preset.open_tasks:
        label = texts.n("Cancel {count} open task", "Cancel {count} open tasks", preset.open_tasks)
        drawn.append(
            field("cancel_tasks", words.field("cancel_tasks", texts), switch("tick", label, False), optional=True)
        )
    return drawn


def figures(method: Method, filled: Filled, texts: Texts) -> Block:
    """Probability and weighted value as they would become, and why."""
    chances = moves.chances_kept(filled.action, filled.chances, filled.stage) if filled.chances is not None else None
    if chances is None or not 0 < chances <= 100:
        return context(
            texts.t("Probability and weighted value appear when chances are more than 0 % and at most 100 %.")
        )
    likely = probability.probability(method, chances, filled.stage.completed)
    lines = [texts.labelled(texts.t("Probability"), _why(method, chances, filled.stage.completed, likely, texts))]
    if filled.value is not None and filled.value > 0:
        weighted = probability.weighted(filled.value, likely)
        product = f"{texts.money(filled.value)} × {texts.percent(likely)} = {texts.money(weighted)}"
        lines.append(texts.labelled(texts.t("Weighted value"), product))
    return context("\n".join(lines))


def _why(method: Method, chances: Decimal, completed: Decimal, likely: Decimal, texts: Texts) -> str:
    sentences = {
        Method.MULTIPLY: _("{chances} chances × {completed} completed = {probability}"),
        Method.ADD: _("({chances} chances + {completed} completed) ÷ 2 = {probability}"),
        Method.CHANCES: _("{probability}, the chances of success"),
        Method.COMPLETED: _("{probability}, what the stage has completed"),
    }
    return texts.t(
        sentences[method],
        chances=texts.percent(chances),
        completed=texts.percent(completed),
        probability=texts.percent(likely),
    )
