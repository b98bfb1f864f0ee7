"""What each of the eight may do to the opportunity where they meet, in the twin and in the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from store import closings, comments, deletions, edits, handovers, moves, orders, parkings, quotes, tasks, undos
from store.rights import Member
from store.rules.words import Outcome, Verb
from store.sessions import Session
from tests.store.twin import Twin
from tests.store.twin.parts import Person

if TYPE_CHECKING:
    from tests.store.lives.rush import Rush

TOTAL = Decimal(45_000)


@dataclass(frozen=True)
class Deed:
    """What somebody does: in the twin, which of several copies is told only then, and in the store."""

    kind: str
    agree: Callable[[Twin, Person], object]
    act: Callable[[Session, Member], Any]


def move(rush: "Rush", number: str, _: int) -> Deed:
    """Next, previous or a mere update."""
    verb, cancel = rush.random.choice([Verb.NEXT, Verb.PREVIOUS, Verb.UPDATE]), rush.random.random() < 0.3
    (seen, _version), now = rush.screen(number), rush.twin.now
    presets = None, None, None, None, None
    return Deed(
        "move",
        lambda t, p: t.move(p, number, verb.value, *presets, cancel, seen),
        lambda s, m: moves.move(s, m, number, verb, moves.Asked(cancel_tasks=cancel), seen=seen, now=now),
    )


def close(rush: "Rush", number: str, _: int) -> Deed:
    """Won or lost."""
    won, cancel = rush.random.random() < 0.5, rush.random.random() < 0.5
    outcome, (seen, _version), now = Outcome.WON if won else Outcome.LOST, rush.screen(number), rush.twin.now
    closing = closings.Closing(outcome, rush.codes[outcome], TOTAL, None, cancel)
    return Deed(
        "close",
        lambda t, p: t.close(p, number, won, Fraction(TOTAL), None, cancel, seen),
        lambda s, m: closings.close(s, m, number, closing, seen=seen, now=now),
    )


def task(rush: "Rush", number: str, _: int) -> Deed:
    """By hand."""
    due, now = rush.twin.today, rush.twin.now
    return Deed(
        "task",
        lambda t, p: t.add_task(p, number, None, None, due, 0, False),
        lambda s, m: tasks.create(s, m, number, description="Call", due_on=due, now=now),
    )


def complete(rush: "Rush", number: str, _: int) -> Deed:
    """The first that is open, else any."""
    todo = [*rush.twin.of(rush.twin.deals[number]), *rush.twin.tasks.values()][0].number
    now = rush.twin.now
    return Deed(
        "complete",
        lambda t, p: t.complete(p, t.tasks[todo]),
        lambda s, m: tasks.complete(s, m, todo, now),
    )


def quote(rush: "Rush", number: str, n: int) -> Deed:
    """A quote of one's own."""
    name, now = f"Q{rush.written}-{n}", rush.twin.now
    return Deed(
        "quote",
        lambda t, p: t.link(p, number, name, Fraction(TOTAL)),
        lambda s, m: quotes.link(s, m, number, quote=name, total=TOTAL, quoted_on=None, now=now),
    )


def order(rush: "Rush", number: str, n: int) -> Deed:
    """Which wins it."""
    name, (seen, _version), now = f"A{rush.written}-{n}", rush.screen(number), rush.twin.now
    closing = closings.Closing(Outcome.WON, rush.codes[Outcome.WON], None)
    return Deed(
        "order",
        lambda t, p: t.order_of(p, number, name, None, None, False, seen),
        lambda s, m: orders.make(s, m, number, orders.Asked(name), closing, seen=seen, now=now),
    )


def comment(rush: "Rush", number: str, _: int) -> Deed:
    """Whatever it is."""
    now = rush.twin.now
    return Deed("comment", lambda t, p: t.comment(p, number), lambda s, m: comments.add(s, m, number, "Hello", now))


def hand_over(rush: "Rush", number: str, _: int) -> Deed:
    """To one of the eight, with the tasks."""
    to, now = rush.random.choice(rush.eight).id, rush.twin.now
    return Deed(
        "hand over",
        lambda t, p: t.hand_over(p, number, t.people[to], True, None),
        lambda s, m: handovers.hand_over(s, m, number, to, tasks_too=True, now=now),
    )


def hand_over_all(rush: "Rush", number: str, _: int) -> Deed:
    """Everything of whose it is."""
    former, to, now = rush.twin.deals[number].owner.key, rush.random.choice(rush.eight).id, rush.twin.now
    return Deed(
        "hand over all",
        lambda t, p: t.hand_over_all(p, t.people[former], t.people[to], True),
        lambda s, m: handovers.hand_over_all(s, m, former, to, tasks_too=True, now=now),
    )


def edit(rush: "Rush", number: str, n: int) -> Deed:
    """Its text."""
    deal, (_seen, version), now = rush.twin.deals[number], rush.screen(number), rush.twin.now
    contact, cycle, text = deal.contact.key, rush.key(deal.cycle), f"Edited by {n} at {now}"
    asked = edits.Edit(text, None, contact, cycle)
    return Deed(
        "edit",
        lambda t, p: t.edit(p, number, text, t.contacts[contact], t.cycles[cycle], False, version),
        lambda s, m: edits.edit(s, m, number, asked, version=version, now=now),
    )


def undo(rush: "Rush", number: str, _: int) -> Deed:
    """Whatever closing there is, or the one that was seen."""
    (_seen, version), now = rush.screen(number), rush.twin.now
    seen = rush.random.choice([None, version])
    return Deed(
        "undo",
        lambda t, p: t.undo(p, number, seen),
        lambda s, m: undos.undo(s, m, number, version=seen, now=now),
    )


def park(rush: "Rush", number: str, n: int) -> Deed:
    """Until another day than the others."""
    (seen, _version), until, now = rush.screen(number), rush.twin.today + timedelta(days=1 + n), rush.twin.now
    return Deed(
        "park",
        lambda t, p: t.park(p, number, until, "Budget freeze", seen, None),
        lambda s, m: parkings.park(s, m, number, until_on=until, reason="Budget freeze", seen=seen, now=now),
    )


def unpark(rush: "Rush", number: str, _: int) -> Deed:
    """Whatever it rests in."""
    now = rush.twin.now
    return Deed(
        "unpark",
        lambda t, p: t.unpark(p, number, None),
        lambda s, m: parkings.unpark(s, m, number, now=now),
    )


def delete(rush: "Rush", number: str, _: int) -> Deed:
    """As it was seen."""
    (_seen, version), now = rush.screen(number), rush.twin.now
    return Deed(
        "delete",
        lambda t, p: t.delete(p, number, version),
        lambda s, m: deletions.one(s, m, number, version=version, now=now),
    )


KINDS = {
    "move": move, "close": close, "task": task, "complete": complete, "quote": quote,
    "order": order, "comment": comment, "hand over": hand_over, "hand over all": hand_over_all,
    "edit": edit, "undo": undo, "delete": delete,
    "park": park, "unpark": unpark,
}  # fmt: skip
