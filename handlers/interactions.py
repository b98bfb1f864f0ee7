"""What people do with interactions: log them, look at them, remark on them, cancel them."""

from dataclasses import replace
from datetime import date

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Form, Message, Reply
from handlers.views import help as help_view
from handlers.views import interactions as views
from handlers.views.contacts import choice
from store import cards, contacts, interaction_log, interactions, tasks
from store.interactions import Logging
from store.rules import refusals, text
from store.rules.checks import Checks
from store.rules.words import InteractionKind, TaskKind
from store.sessions import Session

# What is typed for a kind, in the languages of the catalogues, as it is folded.
_KINDS = {
    "call": "call", "phone": "call", "appel": "call", "anruf": "call", "chiamata": "call",
    "meeting": "meeting", "reunion": "meeting", "besprechung": "meeting", "riunione": "meeting",
    "email": "email", "mail": "email", "e mail": "email", "courriel": "email",
    "letter": "letter", "lettre": "letter", "brief": "letter", "lettera": "letter",
    "other": "other", "autre": "other", "anderes": "other", "altro": "other",
}  # fmt: skip
_OF_TASK = {TaskKind.CALL: InteractionKind.CALL, TaskKind.MEETING: InteractionKind.MEETING}


def typed(session: Session, asked: Asked) -> Reply:
    """`log OP7 call Talked to the buyer`, `log CT3 meeting …`: at once with a kind and words, else the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("log", asked.texts, asked.command)
    draft = _about(session, asked, number)
    word, said = parsing.first(rest)
    kind = _KINDS.get(text.folded(word))
    draft.kind, draft.description = (InteractionKind(kind), said) if kind else (draft.kind, rest or draft.description)
    if not (kind and said):
        return _form(asked, draft)
    described, happened_on = _dated(said, asked)
    opportunity = draft.card.number if draft.card else None
    contact_id = draft.contact.id if draft.contact else None
    return _log(session, asked, Logging(draft.kind, happened_on, described, contact_id, opportunity, draft.task))


def _dated(said: str, asked: Asked) -> tuple[str, date]:
    """The words without `on <day>` or `yesterday` at their end, and that day; else all of them, and today.

    `They decide on friday` says when they will: what could as well be a day to come is left in the words.
    Raises AmbiguousDate.
    """
    reader = asked.reader(day="happened_on", past=True)
    try:
        found, ahead = (parsing.deadline(said, one) for one in (reader, replace(reader, past=False)))
    except refusals.Unreadable:
        return said, asked.today  # "talked about it on 2 floors"
    if isinstance(found.asks, refusals.AmbiguousDate) and max(found.asks.days) <= asked.today:
        raise found.asks
    if found.day is None or ahead.day not in (None, found.day):
        return said, asked.today
    return found.text, found.day


def pressed(session: Session, asked: Asked) -> Reply:
    """Log interaction on a card, a contact or a completed task: its form."""
    return _form(asked, _about(session, asked, wire.seen(asked.text).number))


def _about(session: Session, asked: Asked, named: str) -> views.Draft:
    """What the form starts from: an opportunity, a task (`TD000007`) or a contact. Raises NotFound."""
    draft = views.Draft(happened_on=asked.today)
    if named.upper().startswith("TD"):
        task = tasks.get(session, asked.by, named)
        draft.task, draft.description = task.number, task.description
        draft.kind = _OF_TASK.get(task.kind)
        named = (task.opportunity_number if task.opportunity_id else None) or task.contact_number or ""
    if named.upper().startswith("CT"):
        draft.contact = contacts.show(session, asked.by, named)
    elif named:
        draft.card = cards.card(session, asked.by, named)
        draft.contact = contacts.get(session, asked.by, draft.card.contact_id)
    return draft


def _form(asked: Asked, draft: views.Draft) -> Form:
    asked.by.must("log")
    if draft.contact and draft.contact.privacy_blocked:
        raise refusals.ContactBlocked(draft.contact.name)
    about = asked.pack(n=draft.card.number if draft.card else None, t=draft.task)
    return Form(views.log_form(draft, choice(draft.contact) if draft.contact else None, asked.texts, about))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    kind = checks(asked.word, "log_kind", InteractionKind)
    happened_on = checks(chosen_day, asked, "happened_on")
    contact_id = checks(asked.key, "contact")
    checks.done()
    task = asked.metadata.get("t")
    wanted = Logging(
        kind,
        happened_on,
        asked.typed("description"),
        contact_id,
        asked.number or None,
        tasks.get(session, asked.by, str(task)).number if task else None,
        asked.typed("comment"),
    )
    return _log(session, asked, wanted)


def _log(session: Session, asked: Asked, wanted: Logging) -> Message:
    made = interactions.log(session, asked.by, wanted, asked.now)
    if made.opportunity_number:
        note = asked.texts.t("Logged: {text}", text=made.description)
        return card_message(session, asked, made.opportunity_number, note)
    return _shown(session, asked, made, asked.texts.t("The interaction is logged."))


def _shown(session: Session, asked: Asked, one: interaction_log.Interaction, note: str = "", start: int = 0) -> Message:
    remarks = interaction_log.comments(session, asked.by, one.id, start)
    return views.message(one, remarks, asked.by, asked.texts, note=note)


def show(session: Session, asked: Asked) -> Reply:
    """Show in a list, and the interaction's own Older: it, with a page of what was remarked on it."""
    first, rest = parsing.words(asked.text)
    one = interaction_log.get(session, asked.by, _key(first))
    return _shown(session, asked, one, start=parsing.count(rest) or 0)


def listed(session: Session, asked: Asked) -> Reply:
    """`interactions OP7`, `interactions CT3`, Interactions on a card, and the list's Older: a page of them."""
    first, rest = parsing.words(asked.text)
    if not first:
        return help_view.usage("interactions", asked.texts, asked.command)
    start, number = parsing.count(rest) or 0, wire.seen(first).number
    if number.upper().startswith("CT"):
        contact = contacts.show(session, asked.by, number)
        page = interaction_log.of_contact(session, asked.by, contact.id, start)
        return views.listing(contact.number, contact.name, page, asked.by, asked.texts, blocked=contact.privacy_blocked)
    card = cards.card(session, asked.by, number)
    page = interaction_log.of_opportunity(session, asked.by, card.id, start)
    return views.listing(card.number, card.description, page, asked.by, asked.texts)


def cancelled(session: Session, asked: Asked) -> Reply:
    """Cancel interaction: it counts no longer."""
    one = interactions.cancel(session, asked.by, _key(asked.text), asked.now)
    return _shown(session, asked, one, asked.texts.t("The interaction is cancelled."))


def remark(session: Session, asked: Asked) -> Reply:
    """Comment on an interaction: its form."""
    asked.by.must("log")
    one = interaction_log.get(session, asked.by, _key(asked.text))
    return Form(views.remark_form(one, asked.texts, asked.pack(i=one.id)))


def remarked(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    key = _key(str(asked.metadata.get("i")))
    one = interactions.comment(session, asked.by, key, asked.typed("comment"), asked.now)
    return _shown(session, asked, one)


def _key(value: str) -> int:
    """The interaction a button's value names; one that is none reads as one that is not there."""
    return parsing.count(wire.seen(value).number) or 0
