"""What admins do with the delivery log: read it, have something sent again, let something be."""

from handlers import members, parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply, anew
from handlers.views import deliveries as views
from handlers.views import help as help_view
from handlers.views import reminder_effects as effects_view
from store import delivery_choices, delivery_figures, delivery_log, digests, feeds, pauses, reminder_effects, workspaces
from store.delivery_log import Filters, Waiting, Which
from store.rules import text
from store.sessions import Session

# Accents and case do not matter.
_WHICH = {
    **{which.value: which for which in Which},
    **dict.fromkeys(("due", "dus", "dues", "fallig", "dovute"), Which.OWED),
    **dict.fromkeys(("incertains", "incertaines", "unsicher", "incerte"), Which.UNSURE),
    **dict.fromkeys(("echoues", "echouees", "gescheitert", "fallite"), Which.FAILED),
    **dict.fromkeys(("abandonnes", "abandonnees", "verworfen", "scartate"), Which.DROPPED),
    **dict.fromkeys(("retard", "tard", "spat", "tardi"), Which.LATE),
    **dict.fromkeys(("envoyes", "envoyees", "gesendet", "inviate"), Which.SENT),
}

_RULES = ("rules", "regles", "regeln", "regole")


def typed(session: Session, asked: Asked) -> Reply:
    """`deliveries [owed|unsure|failed|dropped|late|sent|rules|@person|OP7]`."""
    asked.by.must("deliveries")
    return _log(session, asked, asked.text, 0) or help_view.usage("deliveries", asked.texts, asked.command)


def turned(session: Session, asked: Asked) -> Reply:
    """A button under the log: another page of it, or another list."""
    asked.by.must("deliveries")
    start, query = parsing.first(asked.text)
    return anew(_log(session, asked, query, parsing.count(start) or 0) or _everything(session, asked))


def sent_again(session: Session, asked: Asked) -> Reply:
    """The Send again button of a delivery."""
    row, seen, query = wire.decided(asked.text)
    done = delivery_choices.send_again(session, asked.by, row, seen=seen, now=asked.now)
    return _after(session, asked, query, asked.texts.t("It is sent again: {what}.", what=views.what(done, asked.texts)))


def dropped(session: Session, asked: Asked) -> Reply:
    """The Drop button of a delivery."""
    row, seen, query = wire.decided(asked.text)
    done = delivery_choices.drop(session, asked.by, row, seen=seen, now=asked.now)
    return _after(session, asked, query, asked.texts.t("It is dropped: {what}.", what=views.what(done, asked.texts)))


def all_dropped(session: Session, asked: Asked) -> Reply:
    """The Drop all button under a list: of those that stood in it."""
    newest, number, mark, query = wire.waited(asked.text)
    which, seen = _WHICH.get(query, Which.OPEN), Waiting(newest, number, mark)
    count = delivery_choices.drop_all(session, asked.by, which, seen=seen, now=asked.now)
    said = asked.texts.n("{count} delivery is dropped.", "{count} deliveries are dropped.", count)
    return _after(session, asked, query, said)


def _after(session: Session, asked: Asked, query: str, note: str) -> Reply:
    return anew(_log(session, asked, query, 0, note) or _everything(session, asked))


def _log(session: Session, asked: Asked, query: str, start: int, note: str = "") -> Message | None:
    """The log that a query names; None for words that name none. Raises NotFound for a person who is none."""
    words = parsing.unescaped(query).strip()
    if not words:
        return _everything(session, asked, start, note)
    if text.folded(words) in _RULES:
        return effects_view.message(reminder_effects.of_kinds(session, asked.by, asked.now), asked.texts)
    if person := members.mentioned(session, asked.by, query):
        filters, query, title = Filters(person_id=person.id), f"<@{person.slack_id}>", person.name
    elif which := _WHICH.get(text.folded(words)):
        filters, query, title = Filters(which), which.value, asked.texts.t(views.TITLES[which])
    elif number := workspaces.number(words, "OP"):
        filters, query, title = Filters(subject=number), number, number
    else:
        return None
    page = delivery_log.page(session, asked.by, filters, asked.now, start)
    return views.listed(title, query, page, asked.texts, note)


def _everything(session: Session, asked: Asked, start: int = 0, note: str = "") -> Message:
    figures = delivery_figures.of_workspace(session, asked.by, asked.now)
    resting = pauses.in_force(session, asked.by.workspace_id, asked.now)
    page = delivery_log.page(session, asked.by, Filters(), asked.now, start)
    troubled = [one for one in digests.every(session, asked.by) if one.digest.trouble]
    silent = [one for one in feeds.every(session, asked.by) if one.trouble]
    return views.message(figures, resting, troubled, silent, page, asked.texts, asked.now, note)
