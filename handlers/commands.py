"""What each verb of the one command does."""

import difflib
from dataclasses import replace

from handlers import (
    absences,
    assignments,
    audits,
    boards,
    cards,
    closings,
    comments,
    contact_changes,
    deletions,
    deliveries,
    digest_commands,
    edits,
    files,
    fixes,
    handovers,
    histories,
    interactions,
    invoices,
    listings,
    members,
    moves,
    mutes,
    one_to_ones,
    opportunities,
    orders,
    pages,
    parkings,
    parsing,
    people,
    personal_reminders,
    personal_settings,
    quiet_hours,
    quotes,
    snoozes,
    task_forms,
    tasks,
    undos,
    wire,
)
from handlers.asked import Asked, Listener, Route, changes, reads
from handlers.parsing.commands import ALIASES
from handlers.replies import Message, Reply, anew
from handlers.views import help as views
from store.cycles import required
from store.rules import text
from store.rules.words import Outcome, Verb
from store.sessions import Session


def helped(_session: Session, asked: Asked) -> Reply:
    """`help [verb]`."""
    verb = ALIASES.get(text.folded(asked.text), "")
    if verb in views.USAGE:
        return views.usage(verb, asked.texts, asked.command)
    return views.message(asked.by, asked.texts, asked.command)


def not_understood(_session: Session, asked: Asked) -> Reply:
    """A word that is no verb: the nearest one and its usage."""
    word, _ = parsing.verb(asked.text)
    near = difflib.get_close_matches(text.folded(word), list(ALIASES), n=1, cutoff=0.7)
    nearest = ALIASES[near[0]] if near else None
    return views.unknown(word, nearest if nearest in views.USAGE else None, asked.by, asked.texts, asked.command)


def _once_set_up(listener: Listener) -> Listener:
    """The listener of a verb that is about opportunities: before there is a cycle for them it says so."""

    def answered(session: Session, asked: Asked) -> Reply:
        asked.by.must("see")
        required(session, asked.by)
        return listener(session, asked)

    return answered


# The verbs that an opportunity's number follows; it may as well go before them.
_NUMBERED: dict[str, Route] = {
    "show": reads(_once_set_up(cards.show)),
    "activate": changes(_once_set_up(moves.typed(None))),
    "next": changes(_once_set_up(moves.typed(Verb.NEXT))),
    "previous": changes(_once_set_up(moves.typed(Verb.PREVIOUS))),
    "skip": changes(_once_set_up(moves.typed(Verb.SKIP))),
    "jump": changes(_once_set_up(moves.typed(Verb.JUMP))),
    "update": changes(_once_set_up(moves.typed(Verb.UPDATE))),
    "won": reads(_once_set_up(closings.typed(Outcome.WON))),
    "lost": reads(_once_set_up(closings.typed(Outcome.LOST))),
    "history": reads(_once_set_up(histories.shown)),
    "tasks": reads(_once_set_up(tasks.listed)),
    "task": changes(_once_set_up(task_forms.typed)),
    "activity": changes(_once_set_up(assignments.typed)),
    "comment": changes(_once_set_up(comments.typed)),
    "comments": reads(_once_set_up(comments.listed)),
    "log": changes(_once_set_up(interactions.typed)),
    "interactions": reads(_once_set_up(interactions.listed)),
    "quote": changes(_once_set_up(quotes.typed)),
    "link": changes(_once_set_up(files.typed)),
    "order": changes(_once_set_up(orders.typed)),
    "invoice": changes(_once_set_up(invoices.typed)),
    "undo": changes(_once_set_up(undos.typed)),
    "park": changes(_once_set_up(parkings.typed)),
    "unpark": changes(_once_set_up(parkings.typed_wake)),
    "edit": reads(_once_set_up(edits.typed)),
    "assign": changes(_once_set_up(handovers.typed)),
    "delete": reads(_once_set_up(deletions.typed)),
    "mute": changes(_once_set_up(mutes.typed)),
    "unmute": changes(_once_set_up(mutes.typed_off)),
    "snooze": changes(_once_set_up(snoozes.typed)),
    "remind": changes(_once_set_up(personal_reminders.typed)),
}
# `show quote OP7`: that document, or that there is none.
_DOCUMENTS: dict[str, Route] = {
    "quote": reads(_once_set_up(quotes.typed_show)),
    "order": reads(_once_set_up(orders.typed_show)),
    "invoice": reads(_once_set_up(orders.typed_show)),
}
VERBS: dict[str, Route] = {
    "": reads(boards.typed),
    "help": reads(helped),
    "new": reads(opportunities.new),
    "list": reads(_once_set_up(listings.typed)),
    "find": reads(_once_set_up(listings.find)),
    **_NUMBERED,
    "contact": changes(contact_changes.typed),
    "person": reads(people.typed),
    "setup": changes(pages.typed),
    "audit": reads(audits.shown),
    "digest": changes(digest_commands.typed),
    "oneonone": reads(_once_set_up(one_to_ones.typed)),
    "away": changes(absences.typed),
    "fix": reads(_once_set_up(fixes.typed)),
    "settings": reads(personal_settings.shown),
    "quiet": changes(quiet_hours.typed),
    "deliveries": reads(deliveries.typed),
}
_UNKNOWN = reads(not_understood)


def route(typed: str) -> tuple[Route, str]:
    """What a command's text asks for, and what stands behind its verb."""
    said = parsing.command(typed)
    if said.behind and said.verb not in _NUMBERED:
        return _UNKNOWN, parsing.verb(typed)[1]
    if said.verb is None:
        return _UNKNOWN, said.rest
    document, more = parsing.verb(said.rest) if said.verb == "show" else ("", "")
    named = ALIASES.get(text.folded(document), "")
    return (_DOCUMENTS[named], more) if named in _DOCUMENTS else (VERBS[said.verb], said.rest)


def again(session: Session, asked: Asked) -> Reply:
    """Use today, under a typed command whose date was refused: the same command with that date instead.

    What it answers takes the place of the refusal, so that the button can not do it a second time.
    """
    typed = wire.typed(asked.text)
    found, rest = route(typed.text)
    said = members.mentioning(session, asked.by, rest)
    reply = found.listener(session, replace(asked, text=said, instead=typed.instead))
    return anew(reply) if type(reply) is Message else reply
