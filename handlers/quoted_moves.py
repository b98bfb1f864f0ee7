"""Moves that a quote is linked for: what goes with the quote's form, and the form of the move after it."""

from dataclasses import replace
from typing import Any

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.moves import half_typed, typed_form, verb_of
from handlers.views import moves as views
from handlers.views.blocks import Block
from store import cards, moves
from store.rules import refusals
from store.rules.words import Verb
from store.sessions import Session


def beneath(asked: Asked) -> dict[str, Any] | None:
    """What stands in the form of a move, for the form that is put on top of it to carry; None for other places."""
    if asked.view.get("callback_id") != "move":
        return None
    return {
        "about": str(asked.view.get("private_metadata") or ""),
        "stage": asked.key("stage"),
        "chances": asked.typed("chances"),
        "closing_on": asked.chosen("closing_on"),
    }


def afresh(session: Session, asked: Asked, under: object) -> Block | None:
    """The form of a move that the one just sent stood on, as it is now; None when there was none, or it is too late."""
    if not isinstance(under, dict):
        return None
    metadata, stage = str(under.get("about") or ""), under.get("stage")
    about = wire.unpack(metadata)
    try:
        verb = verb_of(about.get("v"), asked.number)
        chosen = stage if isinstance(stage, int) else None
        preset = moves.preset(session, asked.by, asked.number, verb, asked.now, chosen=chosen)
        closing_on = parsing.day(str(under.get("closing_on")), asked.texts, "closing_on", asked.today)
    except refusals.Refusal:
        return None
    chances = half_typed(parsing.percent, str(under.get("chances")))
    preset = replace(preset, chances=chances or preset.chances, closing_on=closing_on)
    filled = views.Filled(preset.value, chances, preset.stage, preset.action)
    asks = {field: said for field, said in wire.doubts(about).items() if field != "value"}  # the quote says the value
    about["c"] = wire.Part(preset.cycle.id, preset.cycle.version).packed()
    return views.move_form(preset, verb, filled, asked.texts, wire.pack(**about), asks)


def resumed(session: Session, asked: Asked, line: wire.Typed, note: str) -> Block | None:
    """The form of the move that was typed and refused for want of the quote just linked, filled with what was typed.

    None when nothing was typed, or the move is no longer possible.
    """
    said = parsing.command(line.text)
    if said.verb not in wire.MOVES:
        return None
    number, rest = parsing.words(said.rest)
    try:
        card = cards.card(session, asked.by, number)
        given = parsing.given(rest, replace(asked, instead=line.instead).reader())
        form = _filled(session, asked, card, Verb(said.verb), given, note)
    except refusals.Refusal:
        return None
    return form if card.number == asked.number else None


def _filled(session: Session, asked: Asked, card: cards.Card, verb: Verb, given: parsing.Given, note: str) -> Block:
    """The form with what was typed; a date that can not be taken is asked for."""
    try:
        return typed_form(session, asked, card, verb, given, note)
    except (refusals.TooEarly, refusals.TooLate) as asks:
        return typed_form(session, asked, card, verb, replace(given, day=None, asks=(*given.asks, asks)), note)
