"""Deleting cancelled tasks: how many there are is said first, then a button does it."""

import re
from datetime import date

from handlers import members, parsing
from handlers.asked import Asked
from handlers.replies import Message, Reply, anew
from handlers.views import help as help_view
from handlers.views import tasks as views
from handlers.views.problems import said
from store import people, task_changes
from store.rights import Member
from store.sessions import Session

_BEFORE = re.compile(r"^(?:cancelled|canceled|annulées|annulees)?\s*(?:(?:before|avant)\s+(?P<day>.+))?$", re.I)


def asked_for(session: Session, asked: Asked, rest: str) -> Reply:
    """`tasks delete cancelled [before 2026-01-01] [@person]`: the count, and the button."""
    person = members.mentioned(session, asked.by, rest)
    match = _BEFORE.match(members.unmentioned(rest))
    if match is None:
        return help_view.usage("tasks", asked.texts, asked.command)
    before = parsing.day(match["day"], asked.texts, "before_on", asked.today, past=True) if match["day"] else None
    return _question(session, asked, before, person)


def _question(session: Session, asked: Asked, before: date | None, person: Member | None, note: str = "") -> Message:
    count = task_changes.cancelled(session, asked.by, before, person.id if person else None, now=asked.now)
    packed = f"{count} {before.isoformat() if before else '-'} {person.id if person else '-'}"
    return views.clearing(count, packed, _which(asked, before, person), asked.texts, note=note)


def _which(asked: Asked, before: date | None, person: Member | None) -> str:
    """Which ones, in words."""
    t = asked.texts.t
    whose = t("of {name}", name=person.name) if person else t("of everybody you manage")
    if before is None:
        return whose
    return t("{whose}, cancelled before {date}", whose=whose, date=asked.texts.date(before))


def cleared(session: Session, asked: Asked) -> Reply:
    """The button: as many tasks are deleted as were told of; where there are others now, it is asked again."""
    told, day, key = (*asked.text.split(" "), "", "-", "")[:3]
    person = people.get(session, asked.by.workspace_id, parsing.count(key) or 0)
    before = parsing.day(day, asked.texts, "before_on", asked.today, past=True) if day != "-" else None
    whose = person.id if person else None
    if task_changes.cancelled(session, asked.by, before, whose, now=asked.now) != parsing.count(told):
        changed = asked.texts.t("Meanwhile there are others than you were told of.")
        return anew(_question(session, asked, before, person, changed))
    count = task_changes.delete_cancelled(session, asked.by, before, whose, now=asked.now)
    done = asked.texts.n("{count} cancelled task is deleted.", "{count} cancelled tasks are deleted.", count)
    return anew(said(done if count else asked.texts.t("No cancelled task is to be deleted.")))
