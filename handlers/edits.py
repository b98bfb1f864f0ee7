"""What people do to edit an opportunity: the form with its own fields, and its submission."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.replies import Form, Reply
from handlers.views import edits as views
from handlers.views import help as help_view
from store import cards, edits
from store.rules.checks import Checks
from store.rules.words import Priority
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`edit OP7`: the form."""
    number, _rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("edit", asked.texts, asked.command)
    return _form(session, asked, cards.card(session, asked.by, number).number)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Edit choice of a card."""
    return _form(session, asked, wire.seen(asked.text).number)


def _form(session: Session, asked: Asked, number: str) -> Form:
    """The form; of one that is started it offers only contacts of its company (domain.md F074)."""
    preset = edits.preset(session, asked.by, number)
    company = None if preset.cycles else preset.company_id or 0
    about = asked.pack(n=number, v=preset.card.version, co=company)
    return Form(views.form_of(preset, asked.texts, about))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks, number = Checks(), asked.number
    contact = checks(asked.key, "contact")
    priority = checks(asked.word, "priority", Priority)
    cycle = checks(asked.key, "cycle") if asked.has("cycle") else None
    checks.done()
    asking = edits.Edit(asked.typed("description"), priority, contact, cycle, bool(asked.ticked("tasks_too")))
    changed = edits.edit(session, asked.by, number, asking, version=asked.version, now=asked.now)
    t = asked.texts.t
    note = t("{number} is changed.", number=number) if changed else t("Nothing was changed.")
    return card_message(session, asked, number, note)
