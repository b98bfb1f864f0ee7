"""What people do to close an opportunity: the form, typed `won` and `lost`, and its submission."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from handlers import doubts, parsing, wire
from handlers.asked import Asked, Listener
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Form, Redrawn, Reply
from handlers.views import closings as views
from handlers.views import help as help_view
from handlers.views.blocks import Block
from store import cards, closings, cycles
from store.rules import dates, refusals
from store.rules.checks import Checks
from store.rules.words import Outcome
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class _Said:
    """What was typed for closing."""

    amount: Decimal | None = None
    code_id: int | None = None
    closed_on: date | None = None
    doubts: dict[str, str] = field(default_factory=dict)


def typed(outcome: Outcome) -> Listener:
    """`won OP7 60k PRICE_W 12.1.`: the form, filled in; its submit is the confirmation."""

    def listener(session: Session, asked: Asked) -> Reply:
        number, rest = parsing.words(asked.text)
        if not number:
            return help_view.usage(outcome.value, asked.texts, asked.command)
        number = cards.card(session, asked.by, number).number
        said = _said(session, asked, rest, outcome)
        preset = closings.preset(session, asked.by, number, asked.now)
        if said.closed_on:
            dates.between(said.closed_on, "closed_on", preset.earliest, preset.closed_on)
        return Form(_form(session, asked, preset, outcome, said))

    return listener


def _said(session: Session, asked: Asked, rest: str, outcome: Outcome) -> _Said:
    """The amount, the close code and the date that were typed, in any order. Raises Unreadable, WrongCode."""
    value = "sales_value" if outcome is Outcome.WON else None  # what is lost has none
    given = parsing.given(rest, asked.reader(value, "closed_on", past=True), staged=False)
    offered = cycles.setup(session, asked.by).close_codes(outcome)
    if given.chances is not None:
        raise refusals.Unreadable("sales_value", "amount", rest)
    code = None
    for word in given.left:
        named = next((c for c in offered if c.code == word.upper()), None)
        if named is None and outcome is Outcome.WON and (word[0].isdigit() or code is not None):
            raise refusals.Unreadable("sales_value", "amount", word)
        if named is None:
            raise refusals.WrongCode(outcome, tuple(c.code for c in offered))
        code = named.id
    return _Said(given.value, code, given.day, doubts.of(given.asks, asked.texts))


def pressed(session: Session, asked: Asked) -> Reply:
    """The Close button: its form, carrying what the person saw."""
    saw = wire.seen(asked.text)
    return Form(
        _form(session, asked, closings.preset(session, asked.by, saw.number, asked.now, seen=saw.entry), None, _Said())
    )


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the outcome that stands in it now."""
    preset = closings.preset(session, asked.by, asked.number, asked.now)
    view = _form(session, asked, preset, asked.word("outcome", Outcome), _Said(doubts=asked.doubts))
    return Redrawn(view | {"private_metadata": asked.view.get("private_metadata", "")})


def beneath(asked: Asked) -> dict[str, Any] | None:
    """What the close form is about, for the form of a new close code on top of it to carry; None for other places."""
    if asked.view.get("callback_id") != "close":
        return None
    return {"about": str(asked.view.get("private_metadata") or ""), "number": asked.number}


def with_code(session: Session, asked: Asked, code: cycles.CloseCode) -> Block | None:
    """The close form under the form just sent, with the new code chosen; None when there is none (domain.md F013).

    What was typed in it stays: Slack keeps it in fields of the same name.
    """
    under = asked.metadata.get("u")
    if not isinstance(under, dict):
        return None
    preset = closings.preset(session, asked.by, str(under.get("number") or ""), asked.now)
    about = str(under.get("about") or "")
    said = _Said(code_id=code.id, doubts=wire.doubts(wire.unpack(about)))
    return _form(session, asked, preset, code.outcome, said, added=True) | {"private_metadata": about}


def _form(
    session: Session,
    asked: Asked,
    preset: closings.Preset,
    outcome: Outcome | None,
    said: _Said,
    *,
    added: bool = False,
) -> Block:
    closing = views.Closing(
        preset.number,
        outcome,
        _codes(session, asked, outcome, afresh=added),
        preset.quote.total if preset.quote else said.amount,
        preset.quote is not None,
        said.closed_on or preset.closed_on,
        preset.open_tasks,
        said.code_id,
        asked.by.may("setup"),
        added,
        said.doubts,
    )
    about = asked.pack(n=preset.number, s=preset.seen, qs=preset.quote_seen, q=said.doubts or None)
    return views.close_form(closing, asked.texts, about)


def _codes(session: Session, asked: Asked, outcome: Outcome | None, *, afresh: bool) -> list[cycles.CloseCode]:
    setup = cycles.afresh(session, asked.by)[1] if afresh else cycles.setup(session, asked.by)
    return setup.close_codes(outcome) if outcome else []


def submitted(session: Session, asked: Asked) -> Reply:
    """The close form, sent."""
    checks, number = Checks(), asked.number
    outcome = checks(asked.word, "outcome", Outcome)
    code = checks(asked.key, "close_code")
    sales_value = None
    if asked.has("sales_value"):
        sales_value = checks(parsing.amount, asked.typed("sales_value"), asked.texts, "sales_value")
    closed_on = checks(chosen_day, asked, "closed_on")
    checks.done()
    cancels = bool(asked.ticked("cancel_tasks"))
    closing = closings.Closing(outcome, code, sales_value, closed_on, cancels, quote=asked.quote_seen)
    closed = closings.close(session, asked.by, number, closing, seen=asked.seen, now=asked.now)
    return card_message(session, asked, number, *notes(closed, number, asked), undo=True)


def notes(closed: closings.Closed, number: str, asked: Asked) -> list[str]:
    """What closing did, in sentences."""
    won = closed.outcome is Outcome.WON
    t = asked.texts.t
    said = [t("{number} is won. Congratulations!", number=number) if won else t("{number} is lost.", number=number)]
    if closed.customer:
        said.append(t("{name} is now a customer.", name=closed.customer))
    return said
