"""What people do to close an opportunity: the form, typed `won` and `lost`, and its submission."""

import re
from decimal import Decimal
from typing import Any

from handlers import parsing, wire
from handlers.asked import Asked, Listener
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Form, Redrawn, Reply
from handlers.views import help as help_view
from handlers.views import moves as views
from handlers.views.blocks import Block
from store import cards, closings, cycles, moves, stage_tasks
from store.rules import refusals
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.words import Outcome
from store.sessions import Session


def typed(outcome: Outcome) -> Listener:
    """`won OP7 60'000 PRICE_W`: the form, filled in; its submit is the confirmation."""

    def listener(session: Session, asked: Asked) -> Reply:
        number, rest = parsing.words(asked.text)
        if not number:
            return help_view.usage(outcome.value, asked.texts, asked.command)
        card = cards.card(session, asked.by, number)
        amount, code = _amount_and_code(session, asked, rest, outcome)
        return Form(_form(session, asked, card, outcome, amount, code))

    return listener


def _amount_and_code(session: Session, asked: Asked, rest: str, outcome: Outcome) -> tuple[Decimal | None, int | None]:
    """The amount and the close code that were typed, in any order. Raises Unreadable, WrongCode."""
    offered = cycles.setup(session, asked.by).close_codes(outcome)
    amount, code = None, None
    for word in _bare(rest, asked).split():
        if named := next((c for c in offered if c.code == word.upper()), None):
            code = named.id
        elif word[0].isdigit() or (outcome is Outcome.WON and code is not None):
            amount = parsing.amount(word, asked.texts, "sales_value")
        else:
            raise refusals.WrongCode(outcome, tuple(c.code for c in offered))
    return amount, code


def _bare(text: str, asked: Asked) -> str:
    """The text without the currency, however it is written."""
    return re.sub(re.escape(asked.texts.currency), "", text, flags=re.IGNORECASE)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Close button: its form, carrying what the person saw."""
    saw = wire.seen(asked.text)
    card = cards.card(session, asked.by, saw.number)
    moves.must_be_as_seen(session, asked.by, card.number, saw.entry)
    return Form(_form(session, asked, card, None, None, None))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the outcome that stands in it now."""
    card = cards.card(session, asked.by, asked.number)
    view = _form(session, asked, card, asked.word("outcome", Outcome), None, None)
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
    card = cards.card(session, asked.by, str(under.get("number") or ""))
    view = _form(session, asked, card, code.outcome, None, code.id, added=True)
    return view | {"private_metadata": str(under.get("about") or "")}


def _form(
    session: Session,
    asked: Asked,
    card: cards.Card,
    outcome: Outcome | None,
    amount: Decimal | None,
    code_id: int | None,
    *,
    added: bool = False,
) -> Block:
    asked.by.must("close")
    must_be_open(card)
    closing = views.Closing(
        card.number,
        outcome,
        _codes(session, asked, outcome, afresh=added),
        amount if card.quote_total is None else card.quote_total,
        card.quote_total is not None,
        asked.today,
        stage_tasks.how_many_open(session, asked.by, card.id),
        code_id,
        asked.by.may("setup"),
        added,
    )
    return views.close_form(closing, asked.texts, asked.pack(n=card.number, s=card.seen))


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
    closing = closings.Closing(outcome, code, sales_value, closed_on, bool(asked.ticked("cancel_tasks")))
    closed = closings.close(session, asked.by, number, closing, seen=asked.seen, now=asked.now)
    return card_message(session, asked, number, *notes(closed, number, asked))


def notes(closed: closings.Closed, number: str, asked: Asked) -> list[str]:
    """What closing did, in sentences."""
    won = closed.outcome is Outcome.WON
    t = asked.texts.t
    said = [t("{number} is won. Congratulations!", number=number) if won else t("{number} is lost.", number=number)]
    if closed.customer:
        said.append(t("{name} is now a customer.", name=closed.customer))
    return said
