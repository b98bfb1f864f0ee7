"""What a digest says of reminders in vain: what was said twice without reaction (product.md, Reminders)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from store import escalations
from store.escalations import Ignored
from store.rules.bridges import ZERO
from store.rules.figures import Line, Listed, Part, Person, Sum
from store.rules.parts import SHOWN
from store.rules.words import DigestScope, Section
from store.sessions import Session
from store.standings import Look


def added(
    session: Session, look: Look, whole: Part, people: Iterable[Person], now: datetime
) -> tuple[Part, tuple[Person, ...]]:
    """The same with the list of what these salespeople were reminded of twice in vain, as it stands now."""
    persons = list(people)
    found = escalations.ignored(session, look.workspace_id, [one.id for one in persons], now)
    if look.scope is DigestScope.CYCLE:
        found = _of_cycle(session, look, found)
    found.sort(key=lambda one: (one.told_on[0], one.reason.about))
    each = [
        replace(one, part=_with(one.part, [ignored for ignored in found if ignored.salesperson.id == one.id]))
        for one in persons
    ]
    return _with(whole, found), tuple(each)


def _of_cycle(session: Session, look: Look, found: list[Ignored]) -> list[Ignored]:
    """Those of the opportunities of a cycle: the same people have others, and tasks of none."""
    cycles = escalations.cycles_of(session, look.workspace_id, [one.reason.number for one in found])
    return [one for one in found if cycles.get(one.reason.number or "") == look.scope_id]


def _with(part: Part, found: list[Ignored]) -> Part:
    listed = Listed(tuple(map(_line, found[:SHOWN])), Sum(len(found)))
    return replace(part, lists=part.lists | {Section.ESCALATED.value: listed})


def _line(one: Ignored) -> Line:
    reason = one.reason
    return Line(
        reason.number or reason.mark,
        reason.task_description or reason.description or "",
        reason.contact or "",
        one.salesperson.name,
        reason.stage,
        ZERO,
        reason.closing_on,
        was_on=one.told_on[-1],
        note=reason.why.value,
        times=len(one.told_on),
    )
