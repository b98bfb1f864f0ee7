"""Eight at once on one opportunity, each something else: it must end as if they had come one after the other."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select

from store import closings, comments, deletions, edits, handovers, moves, orders, people, quotes, tasks, undos
from store.models.audits import audits
from store.rights import Member
from store.rules.refusals import Refusal
from store.rules.words import Outcome, Role, Verb
from store.sessions import Session
from tests.store.lives.invariants import Lives
from tests.store.parallel import THREADS, at_once
from tests.store.twin import Refused, Twin
from tests.store.twin.parts import Person

TOTAL = Decimal(45_000)
_MY_NEWEST = select(func.max(audits.c.id)).where(
    audits.c.workspace_id == bindparam("workspace"), audits.c.person_id == bindparam("person")
)


@dataclass(frozen=True)
class Deed:
    """What somebody does: in the twin, which of several copies is told only then, and in the store."""

    kind: str
    agree: Callable[[Twin, Person], object]
    act: Callable[[Session, Member], Any]


class Rush(Lives):
    """Rounds of eight at once; each is another person, so that the row of audit tells who came when."""

    def begin_with(self, seed: int) -> None:
        """Eight admins beside everybody."""
        self.random = Random(seed)  # noqa: S311 - which things meet is no secret
        self.found()
        self.eight = [self.firm.member(Role.ADMIN) for _ in range(THREADS)]
        for member in self.eight:
            self.twin.people[member.id] = Person(member.id, member.slack_id, member.role.rank)

    def round(self) -> list[tuple[str, bool]]:
        """What each did, and whether it was done; in the order of the trail the twin does and refuses the same."""
        self.twin.now += timedelta(minutes=1)
        number, kinds = self._meet(), sorted(KINDS)
        deeds = [KINDS[kind](self, number, n) for n, kind in enumerate(self.random.choices(kinds, k=THREADS))]
        results = at_once(self.sessions, lambda session, n: self._do(session, self.eight[n].id, deeds[n]))
        states = [deepcopy(self.twin)]
        for _, n in sorted((row, n) for n, row in enumerate(results) if isinstance(row, int)):
            agreed = deeds[n].agree(self.twin, self.twin.people[self.eight[n].id])
            self.written += agreed if isinstance(agreed, int) else 1
            states.append(deepcopy(self.twin))
        for n, told in enumerate(results):
            if not isinstance(told, int):
                expected = Refused if isinstance(told, Refusal) else 0
                assert any(_tried(state, deeds[n], self.eight[n].id) == expected for state in states), (deeds[n], told)
        self.state, self.done = None, "undo"
        for always in self.invariants:
            always.function(self)
        return [(deed.kind, not isinstance(told, Refusal)) for deed, told in zip(deeds, results, strict=True)]

    def _meet(self) -> str:
        """Where they meet: not started, in progress with a quote or without, or just closed."""
        cycle, state = self.random.choice(list(self.twin.cycles.values())), self.random.randrange(4)
        if state == 0:
            self.create(self.ben, self.ben, self.twin.contacts[self.firm.person.id], cycle, None)
        else:
            self.begin(cycle, 30)
        number = list(self.twin.deals)[-1]
        if state == 1:
            self.link(number, self.ben, f"Q{number}", TOTAL)
        if state == 2:
            ends = close(self, number, 0)
            self.both("close", self.ben, lambda: ends.agree(self.twin, self.ben), ends.act)
        return number

    def _count(self, what: str, *, done: bool) -> None:
        """Only Hypothesis keeps statistics."""

    def _do(self, session: Session, person_id: int, deed: Deed) -> int | None:
        """The key of the last row of audit that this wrote; none when nothing was to be done."""
        member = people.get(session, self.firm.ana.workspace_id, person_id)
        assert member
        mine = {"workspace": member.workspace_id, "person": person_id}
        before = session.value(_MY_NEWEST, **mine)
        deed.act(session, member)
        after: int = session.value(_MY_NEWEST, **mine)
        return None if after == before else after

    def screen(self, number: str) -> tuple[int | None, int]:
        """How long history was and which version the row had on everybody's screen; a command saw nothing."""
        deal = self.twin.deals[number]
        return self.random.choice([None, len(deal.history) or None]), deal.version


def move(rush: Rush, number: str, _: int) -> Deed:
    """Next, previous or a mere update."""
    verb, cancel = rush.random.choice([Verb.NEXT, Verb.PREVIOUS, Verb.UPDATE]), rush.random.random() < 0.3
    (seen, _version), now = rush.screen(number), rush.twin.now
    presets = None, None, None, None, None
    return Deed(
        "move",
        lambda t, p: t.move(p, number, verb.value, *presets, cancel, seen),
        lambda s, m: moves.move(s, m, number, verb, moves.Asked(cancel_tasks=cancel), seen=seen, now=now),
    )


def close(rush: Rush, number: str, _: int) -> Deed:
    """Won or lost."""
    won, cancel = rush.random.random() < 0.5, rush.random.random() < 0.5
    outcome, (seen, _version), now = Outcome.WON if won else Outcome.LOST, rush.screen(number), rush.twin.now
    closing = closings.Closing(outcome, rush.codes[outcome], TOTAL, None, cancel)
    return Deed(
        "close",
        lambda t, p: t.close(p, number, won, Fraction(TOTAL), None, cancel, seen),
        lambda s, m: closings.close(s, m, number, closing, seen=seen, now=now),
    )


def task(rush: Rush, number: str, _: int) -> Deed:
    """By hand."""
    due, now = rush.twin.today, rush.twin.now
    return Deed(
        "task",
        lambda t, p: t.add_task(p, number, None, None, due, 0, False),
        lambda s, m: tasks.create(s, m, number, description="Call", due_on=due, now=now),
    )


def complete(rush: Rush, number: str, _: int) -> Deed:
    """The first that is open, else any."""
    todo = [*rush.twin.of(rush.twin.deals[number]), *rush.twin.tasks.values()][0].number
    now = rush.twin.now
    return Deed(
        "complete",
        lambda t, p: t.complete(p, t.tasks[todo]),
        lambda s, m: tasks.complete(s, m, todo, now),
    )


def quote(rush: Rush, number: str, n: int) -> Deed:
    """A quote of one's own."""
    name, now = f"Q{rush.written}-{n}", rush.twin.now
    return Deed(
        "quote",
        lambda t, p: t.link(p, number, name, Fraction(TOTAL)),
        lambda s, m: quotes.link(s, m, number, quote=name, total=TOTAL, quoted_on=None, now=now),
    )


def order(rush: Rush, number: str, n: int) -> Deed:
    """Which wins it."""
    name, (seen, _version), now = f"A{rush.written}-{n}", rush.screen(number), rush.twin.now
    closing = closings.Closing(Outcome.WON, rush.codes[Outcome.WON], None)
    return Deed(
        "order",
        lambda t, p: t.order_of(p, number, name, None, None, False, seen),
        lambda s, m: orders.make(s, m, number, orders.Asked(name), closing, seen=seen, now=now),
    )


def comment(rush: Rush, number: str, _: int) -> Deed:
    """Whatever it is."""
    now = rush.twin.now
    return Deed("comment", lambda t, p: t.comment(p, number), lambda s, m: comments.add(s, m, number, "Hello", now))


def hand_over(rush: Rush, number: str, _: int) -> Deed:
    """To one of the eight, with the tasks."""
    to, now = rush.random.choice(rush.eight).id, rush.twin.now
    return Deed(
        "hand over",
        lambda t, p: t.hand_over(p, number, t.people[to], True, None),
        lambda s, m: handovers.hand_over(s, m, number, to, tasks_too=True, now=now),
    )


def hand_over_all(rush: Rush, number: str, _: int) -> Deed:
    """Everything of whose it is."""
    former, to, now = rush.twin.deals[number].owner.key, rush.random.choice(rush.eight).id, rush.twin.now
    return Deed(
        "hand over all",
        lambda t, p: t.hand_over_all(p, t.people[former], t.people[to], True),
        lambda s, m: handovers.hand_over_all(s, m, former, to, tasks_too=True, now=now),
    )


def edit(rush: Rush, number: str, n: int) -> Deed:
    """Its text."""
    deal, (_seen, version), now = rush.twin.deals[number], rush.screen(number), rush.twin.now
    contact, cycle, text = deal.contact.key, rush.key(deal.cycle), f"Edited by {n} at {now}"
    asked = edits.Edit(text, None, contact, cycle)
    return Deed(
        "edit",
        lambda t, p: t.edit(p, number, text, t.contacts[contact], t.cycles[cycle], False, version),
        lambda s, m: edits.edit(s, m, number, asked, version=version, now=now),
    )


def undo(rush: Rush, number: str, _: int) -> Deed:
    """Whatever closing there is, or the one that was seen."""
    (_seen, version), now = rush.screen(number), rush.twin.now
    seen = rush.random.choice([None, version])
    return Deed(
        "undo",
        lambda t, p: t.undo(p, number, seen),
        lambda s, m: undos.undo(s, m, number, version=seen, now=now),
    )


def delete(rush: Rush, number: str, _: int) -> Deed:
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
}  # fmt: skip


def _tried(state: Twin, deed: Deed, person_id: int) -> object:
    """What the twin would have said in this state, which stays as it is."""
    trial = deepcopy(state)
    try:
        return deed.agree(trial, trial.people[person_id])
    except Refused:
        return Refused
