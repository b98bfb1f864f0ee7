"""The form of closing."""

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
from store.cycles import CloseCode
from store.rules.words import Outcome


@dataclass(frozen=True, slots=True)
class Closing:
    """What the close form starts from."""

    number: str
    outcome: Outcome | None
    codes: list[CloseCode]
    sales_value: Decimal | None
    locked: bool  # a linked quote's total is the sales value (decision 13)
    closed_on: date
    open_tasks: int
    code_id: int | None = None
    may_add: bool = False  # a close code that is missing (domain.md F013)
    added: bool = False  # the code that is chosen was added from here
    doubts: Mapping[str, str] | None = None  # the fields that stay empty, and what is asked about each


def close_form(closing: Closing, texts: Texts, metadata: str) -> Block:
    """The form of closing; choosing the outcome brings its close codes, and the sales value for Won."""
    outcomes = [option(words.outcome(o, texts), o.value) for o in Outcome]
    chosen = closing.outcome.value if closing.outcome else None
    drawn: list[Block] = [
        *asked((closing.doubts or {}).values()),
        field("outcome", words.field("outcome", texts), select(wire.LIVE, outcomes, chosen), live=True),
    ]
    drawn += [*closing_fields(closing, texts), context(texts.t("Closing is final. It can be undone for ten minutes."))]
    return form(
        "close",
        texts.t("Close {number}", number=closing.number),
        drawn,
        submit=texts.t("Close opportunity"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )


def closing_fields(closing: Closing, texts: Texts) -> list[Block]:
    """What closing asks once it is clear, or still open, how."""
    drawn = _outcome_fields(closing, texts) if closing.outcome else []
    closed_on = None if "closed_on" in (closing.doubts or {}) else closing.closed_on.isoformat()
    drawn.append(field("closed_on", words.field("closed_on", texts), day("day", closed_on)))
    if closing.open_tasks:
        label = texts.n("Cancel {count} open task", "Cancel {count} open tasks", closing.open_tasks)
        drawn.append(
            field("cancel_tasks", words.field("cancel_tasks", texts), switch("tick", label, True), optional=True)
        )
    return drawn


def _outcome_fields(closing: Closing, texts: Texts) -> list[Block]:
    outcome = closing.outcome or Outcome.LOST
    codes = [option(f"{c.code} · {c.description}", str(c.id)) for c in closing.codes]
    only = codes[0]["value"] if len(codes) == 1 else None
    drawn: list[Block] = []
    if codes:
        menu = select("code", codes, str(closing.code_id) if closing.code_id else only)
        mark = f":{closing.code_id}" if closing.added else ""  # makes Slack take it instead of what was chosen before
        drawn.append(field(f"close_code:{outcome.value}{mark}", words.field("close_code", texts), menu))
    else:
        missing = texts.t("There is no close code of this kind yet.")
        drawn.append(section(f":warning: {esc(missing)}"))
    if closing.may_add:
        drawn.append(actions(button(texts.t("New close code"), wire.CODE, outcome.value)))
    if outcome is Outcome.WON and closing.locked and closing.sales_value is not None:
        total = texts.t("{amount} (the total of the linked quote)", amount=texts.money(closing.sales_value))
        drawn.append(section(texts.labelled(words.field("sales_value", texts), total)))
    elif outcome is Outcome.WON:
        drawn.append(
            field(
                "sales_value", words.field("sales_value", texts), typed("amount", texts.editable(closing.sales_value))
            )
        )
    return drawn
