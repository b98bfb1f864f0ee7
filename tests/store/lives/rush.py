"""Eight at once on one opportunity, each something else: it must end as if they had come one after the other."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select

from store import people
from store.models.audits import audits
from store.rules.refusals import Refusal
from store.rules.words import Role
from store.sessions import Session
from tests.store.lives.deeds import KINDS, TOTAL, Deed, close, park
from tests.store.lives.invariants import Lives
from tests.store.parallel import THREADS, at_once
from tests.store.twin import Refused, Twin
from tests.store.twin.parts import Person

_MY_NEWEST = select(func.max(audits.c.id)).where(
    audits.c.workspace_id == bindparam("workspace"), audits.c.person_id == bindparam("person")
)


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
        """What each did, and whether it was done; one after the other the twin does and refuses the same."""
        self.twin.now += timedelta(minutes=1)
        number, kinds = self._meet(), sorted(KINDS)
        deeds = [KINDS[kind](self, number, n) for n, kind in enumerate(self.random.choices(kinds, k=THREADS))]
        results = at_once(self.sessions, lambda session, n: self._do(session, self.eight[n].id, deeds[n]))
        self.state, self.done = None, "undo"
        self._replay(self._order(deeds, results), deeds)
        return [(deed.kind, not isinstance(told, Refusal)) for deed, told in zip(deeds, results, strict=True)]

    def _order(self, deeds: list[Deed], results: list[Any]) -> list[int]:
        """The order that explains what the store has now and what everybody was told."""
        trail = [n for _, n in sorted((row, n) for n, row in enumerate(results) if isinstance(row, int))]
        begun, written, failed = self.twin, self.written, []
        for order in _orders(trail, deeds):
            try:
                self.twin = deepcopy(begun)
                self._explain(self._replay(order, deeds), deeds, results)
                return order
            except (AssertionError, Refused) as failure:
                failed.append(failure)
            finally:
                self.twin, self.written = begun, written
        raise failed[0]

    def _replay(self, order: list[int], deeds: list[Deed]) -> list[Twin]:
        """What the twin was before, between and after."""
        states = [deepcopy(self.twin)]
        for n in order:
            agreed = deeds[n].agree(self.twin, self.twin.people[self.eight[n].id])
            self.written += agreed if isinstance(agreed, int) else 1
            states.append(deepcopy(self.twin))
        return states

    def _explain(self, states: list[Twin], deeds: list[Deed], results: list[Any]) -> None:
        """The store ends where the twin does, and what was refused is refused somewhere on the way."""
        for n, told in enumerate(results):
            if not isinstance(told, int):
                expected = Refused if isinstance(told, Refusal) else 0
                assert any(_tried(state, deeds[n], self.eight[n].id) == expected for state in states), (deeds[n], told)
        for always in self.invariants:
            always.function(self)

    def _meet(self) -> str:
        """Where they meet: not started, in progress with a quote or without, parked, or just closed."""
        cycle, state = self.random.choice(list(self.twin.cycles.values())), self.random.randrange(5)
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
        if state == 3:
            rests = park(self, number, THREADS)
            self.both("park", self.ben, lambda: rests.agree(self.twin, self.ben), rests.act)
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


def _orders(trail: list[int], deeds: list[Deed]) -> Iterator[list[int]]:
    """The order of the audit trail, then those in which handing over everything came earlier.

    It takes what its first look finds, which is not all one opportunity's and so not under one lock.
    """
    yield trail
    sweeps = [n for n in trail if deeds[n].kind == "hand over all"]
    others = [n for n in trail if n not in sweeps]
    for places in product(range(len(others) + 1), repeat=len(sweeps)):
        order = [(place, 0, n) for place, n in zip(places, sweeps, strict=True)]
        order += [(place, 1, n) for place, n in enumerate(others)]
        yield [n for *_, n in sorted(order)]


def _tried(state: Twin, deed: Deed, person_id: int) -> object:
    """What the twin would have said in this state, which stays as it is."""
    trial = deepcopy(state)
    try:
        return deed.agree(trial, trial.people[person_id])
    except Refused:
        return Refused
