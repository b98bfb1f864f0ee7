"""What managers read of who did what: on an opportunity, by a person, on a day."""

from handlers import members, parsing
from handlers.asked import Asked
from handlers.replies import Reply
from handlers.views import audits as views
from handlers.views import help as help_view
from store import audits, workspaces
from store.rules import dates
from store.sessions import Session

_TODAY = ("today", "aujourd’hui", "aujourd'hui", "heute", "oggi")


def shown(session: Session, asked: Asked) -> Reply:
    """`audit OP7`, `audit North`, `audit @person`, `audit today`, `audit 2026-11-20`, and its Older: what was done."""
    asked.by.must("audit")
    if not asked.text:
        return help_view.usage("audit", asked.texts, asked.command)
    return _page(session, asked, asked.text, 0)


def turned(session: Session, asked: Asked) -> Reply:
    """The Older button: the next page of the same."""
    start, _, query = asked.text.partition(" ")
    return _page(session, asked, query, parsing.count(start) or 0)


def _page(session: Session, asked: Asked, query: str, start: int) -> Reply:
    by, t, typed = asked.by, asked.texts, parsing.unescaped(query).strip()
    if person := members.mentioned(session, by, query):
        title, page = person.name, audits.of_person(session, by, person.id, start)
        query = f"<@{person.slack_id}>"
    elif typed.lower() in _TODAY:
        title, page = t.date(asked.today), audits.of_day(session, by, asked.today, start)
        query = asked.today.isoformat()  # an older page tomorrow is still one of today
    elif number := workspaces.any_number(typed):
        title, page = number, audits.about(session, by, number, start)
    elif typed[:1].isdigit():
        day = dates.between(parsing.day(typed, t, "date", asked.today, past=True), "date", latest=asked.today)
        title, page = t.date(day), audits.of_day(session, by, day, start)
    else:
        title, page = typed, audits.about(session, by, typed, start)
    return views.message(title, query, page, t)
