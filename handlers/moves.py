"""What people do to move an opportunity: activate, next, previous, skip, jump, update, won, lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers import doubts, parsing, wire
from handlers.asked import Asked, Listener
from handlers.cards import message as card_message
from handlers.replies import Form, Message, Redrawn, Reply
from handlers.views import help as help_view
from handlers.views import moves as views
from handlers.views.blocks import Block
from store import cards, cycles, moves, opportunities
from store.cycles import Stage
from store.rules import dates, formulas, refusals
from store.rules.checks import Checks
from store.rules.words import Verb
from store.sessions import Session


def typed(verb: Verb | None) -> Listener:
    """`next OP7 60'000 75% by 2026-01-26`: at once when nothing is missing, else the form."""

    def listener(session: Session, asked: Asked) -> Reply:
        number, rest = parsing.words(asked.text)
        if not number:
            return help_view.usage(verb.value if verb else wire.ACTIVATE, asked.texts, asked.command)
        card = cards.card(session, asked.by, number)
        given = parsing.given(rest, asked.reader())
        if given.left:
            raise refusals.Unreadable("value", "amount", given.left[0])
        if given.asks or _missing(verb, given):
            return Form(typed_form(session, asked, card, verb, given))
        if verb is None:
            _must_be_first(session, asked, card, given)
            return _activate(session, asked, card.number, given)
        stage = _stage(session, asked, card, verb, given.stage)
        wanted = moves.Asked(stage, given.value, given.chances, given.day)
        notes = _quoted(asked, card) if given.value is None else []
        return _move(session, asked, card.number, verb, wanted, *notes, seen=None)

    return listener


def _quoted(asked: Asked, card: cards.Card) -> list[str]:
    """That the linked quote's total becomes the value, since none was typed; nothing where it is that already."""
    if card.quote_number is None or card.quote_total is None or card.quote_total == card.value:
        return []
    total = asked.texts.money(card.quote_total)
    t = asked.texts.t
    return [t("The estimated value is now {total}, the total of quote {quote}.", total=total, quote=card.quote_number)]


def _must_be_first(session: Session, asked: Asked, card: cards.Card, given: parsing.Given) -> None:
    """Activating starts at the first stage: another one that was typed is refused, not dropped."""
    stages = cycles.setup(session, asked.by).cycles[card.cycle_id].stages
    stage = _stage(session, asked, card, None, given.stage)
    if stages and stage not in (None, stages[0].stage):
        raise refusals.StageNotOffered(Verb.NEXT, (f"{stages[0].stage} {stages[0].description}",))


def _missing(verb: Verb | None, given: parsing.Given) -> bool:
    """Whether the presets and what was typed leave something to be asked."""
    if verb is None:
        return given.value is None
    if verb in (Verb.SKIP, Verb.JUMP):
        return given.stage is None
    return verb is Verb.UPDATE and given == parsing.Given()


def _stage(session: Session, asked: Asked, card: cards.Card, verb: Verb | None, typed: str | None) -> int | None:
    """The number of the stage that was typed by number or name. Raises StageNotOffered, what refuses the move."""
    if typed is None:
        return None
    if (number := parsing.count(typed)) is not None:
        return number
    stage = cycles.setup(session, asked.by).cycles[card.cycle_id].named(typed)
    if stage is None:
        reach = moves.preset(session, asked.by, card.number, verb, asked.now).reach
        offered = tuple(f"{one.stage} {one.description}" for one in reach)
        raise refusals.StageNotOffered(verb or Verb.NEXT, offered, typed=typed)
    return stage.stage


def pressed(verb: Verb | None) -> Listener:
    """The button of a move: its form, filled with the presets, carrying what the person saw."""

    def listener(session: Session, asked: Asked) -> Reply:
        saw = wire.seen(asked.text)
        preset = moves.preset(session, asked.by, saw.number, verb, asked.now, seen=saw.entry)
        return Form(_drawn(asked, preset, verb, preset.value, preset.chances))

    return listener


def typed_form(
    session: Session, asked: Asked, card: cards.Card, verb: Verb | None, given: parsing.Given, note: str = ""
) -> Block:
    """The form of a move, filled with what was typed. Raises what refuses the move, TooEarly and TooLate."""
    chosen = _stage(session, asked, card, verb, given.stage)
    preset = moves.preset(session, asked.by, card.number, verb, asked.now, chosen=chosen)
    if given.day:
        dates.between(given.day, "closing_on", preset.changed_on)
    preset = replace(
        preset,
        value=preset.value if given.value is None else given.value,
        chances=preset.chances if given.chances is None else given.chances,
        closing_on=given.day or preset.closing_on,
    )
    asks = doubts.of(given.asks, asked.texts)
    if "value" in asks:
        preset = replace(preset, value=None)
    return _drawn(asked, preset, verb, preset.value, preset.chances, asks, note)


def _drawn(
    asked: Asked,
    preset: moves.Preset,
    verb: Verb | None,
    value: Decimal | None,
    chances: Decimal | None,
    asks: dict[str, str] | None = None,
    note: str = "",
) -> Block:
    filled = views.Filled(value, chances, preset.stage, preset.action)
    about = {"n": preset.number, "s": preset.seen, "v": verb.value if verb else wire.ACTIVATE, "q": asks or None}
    about["c"] = wire.Part(preset.cycle.id, preset.cycle.version).packed()
    return views.move_form(preset, verb, filled, asked.texts, asked.pack(**about), asks or {}, note)


def redraw(session: Session, asked: Asked) -> Reply:
    """The form with the figures of what stands in it now; another stage brings its chances."""
    verb = verb_of(asked.metadata.get("v"), asked.number)
    preset = moves.preset(session, asked.by, asked.number, verb, asked.now, chosen=asked.key("stage"))
    switched = asked.changed_field == "stage"
    chances = preset.chances if switched else half_typed(parsing.percent, asked.typed("chances"))
    value = half_typed(lambda t: parsing.amount(t, asked.texts, "value"), asked.typed("value"))
    closing_on = None if switched else asked.day("closing_on")
    preset = replace(
        preset,
        seen=asked.seen,
        value=value,
        chances=chances or preset.chances,
        closing_on=closing_on or preset.closing_on,
    )
    asks = {field: said for field, said in asked.doubts.items() if field != "closing_on" or not closing_on}
    return Redrawn(_drawn(asked, preset, verb, value, chances, asks))


def half_typed(read: Callable[[str], Decimal], typed: str) -> Decimal | None:
    """What a half-typed field says, or None while it says nothing, or two things."""
    try:
        return read(typed)
    except refusals.Refusal:
        return None


def verb_of(word: object, number: str) -> Verb | None:
    """The verb a form is for; None is activating. Raises NotFound for a form that was never ours."""
    if word != wire.ACTIVATE and word not in wire.MOVES:
        raise refusals.NotFound("opportunity", number)
    return None if word == wire.ACTIVATE else Verb(str(word))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form of a move, sent."""
    checks, verb, number = Checks(), verb_of(asked.metadata.get("v"), asked.number), asked.number
    stage = checks(asked.key, "stage")
    value = checks(parsing.amount, asked.typed("value"), asked.texts, "value")
    chances = checks(parsing.percent, asked.typed("chances"))
    closing_on = checks(chosen_day, asked, "closing_on")
    changed_on = checks(chosen_day, asked, "changed_on") if asked.has("changed_on") else None
    checks.done()
    part = wire.part(str(asked.metadata.get("c")))
    shown = (part.cycle, part.version)
    if verb is None:
        return _activate(session, asked, number, parsing.Given(None, value, chances, closing_on), shown)
    wanted = moves.Asked(stage, value, chances, closing_on, changed_on, bool(asked.ticked("cancel_tasks")), shown)
    return _move(session, asked, number, verb, wanted, seen=asked.seen)


def chosen_day(asked: Asked, field: str) -> date:
    """The date in a form's field. Raises Missing, Unreadable."""
    chosen = asked.chosen(field)
    if not chosen:
        raise refusals.Missing(field)
    return parsing.day(chosen, asked.texts, field, asked.today)


def _activate(
    session: Session, asked: Asked, number: str, given: parsing.Given, cycle_seen: tuple[int, int] | None = None
) -> Message:
    preset = moves.preset(session, asked.by, number, None, asked.now)
    first = opportunities.First(
        given.value,
        preset.chances if given.chances is None else given.chances,
        given.day or preset.closing_on,
    )
    moves.activate(session, asked.by, number, first, asked.now, cycle_seen=cycle_seen)
    note = asked.texts.t("{number} is activated.", number=number)
    return card_message(session, asked, number, note, *_planned(asked, preset.stage, first.closing_on, asked.today))


def _move(
    session: Session, asked: Asked, number: str, verb: Verb, wanted: moves.Asked, *notes: str, seen: int | None
) -> Message:
    stage: Stage = moves.move(session, asked.by, number, verb, wanted, seen=seen, now=asked.now)
    if verb is Verb.UPDATE:
        note = asked.texts.t("{number} is updated.", number=number)
    else:
        note = asked.texts.t(
            "{number} is now at stage {stage}.", number=number, stage=f"{stage.stage} {stage.description}"
        )
    planned = _planned(asked, stage, wanted.closing_on, wanted.changed_on or asked.today)
    return card_message(session, asked, number, note, *notes, *planned)


def _planned(asked: Asked, stage: Stage, closing_on: date | None, changed_on: date) -> list[str]:
    """That the day of the change stood for what the stage plans (decision 8); nothing where that is the same day."""
    planned = formulas.apply(stage.date_formula, changed_on)
    if closing_on != changed_on or planned == changed_on:
        return []
    t, date_ = asked.texts.t, asked.texts.date(planned)
    return [t("The estimated closing date is {date}, as stage {stage} plans it.", date=date_, stage=stage.description)]
