"""A firm and its twin: how anything is done to both, and what is drawn for it."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any, TypeVar

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from store import cycles, opportunities, people, quotes, templates
from store.models.cycles import stages as stage_table
from store.opportunities import First
from store.rights import Member
from store.rules.refusals import Refusal
from store.rules.words import ContactKind, Outcome, Role
from store.sessions import Session, Sessions
from tests.store.firm import BEGAN, Firm, at, founded
from tests.store.lives.state import State
from tests.store.twin import Refused, Twin
from tests.store.twin.parts import ADMIN, Contact, Cycle, Deal, Person, Step

T = TypeVar("T")
MONTH = timedelta(days=30)
CYCLES = ("EX-SMALL", "NEW", "EXISTING")  # beside EX-LARGE: one of each method
ROLES = (Role.MANAGER, Role.SALESPERSON, Role.ADMIN, Role.READER)  # beside Ana, an admin, and Ben, a salesperson
NOBODYS = "OP999999"
worth = st.decimals("0.01", "100000", places=2)
amounts = worth | worth | worth | st.sampled_from([Decimal(0), Decimal(-1), Decimal("999999999999.99")])
percents = st.integers(0, 100).map(Decimal) | st.decimals("0.01", "100.00", places=2)
ahead, back = st.integers(-2, 40), st.sampled_from([0, 0, -1, -5, 1])  # days from today
workspaces = count(1)


def seldom(given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the form's preset."""
    return st.none() | st.none() | st.none() | given


def exact(figure: Decimal | None) -> Fraction | None:
    """The figure as the twin reckons."""
    return None if figure is None else Fraction(figure)


class World(RuleBasedStateMachine):
    """A firm and its twin."""

    sessions: Sessions

    @initialize()
    def found(self) -> None:
        """A workspace of this example's own, with people of every role, contacts, and work to begin with."""
        self.firm: Firm = founded(self.sessions, f"T{next(workspaces)}")
        self.twin = Twin(at(BEGAN))
        self._found_cycles()
        for member in (self.firm.ana, self.firm.ben, *map(self.firm.member, ROLES)):
            self.twin.people[member.id] = Person(member.id, member.slack_id, member.role.rank)
        self.ana, self.ben = list(self.twin.people.values())[:2]
        self._found_contacts()
        self.state: State | None = None
        self.done = ""  # the newest operation that was not refused
        self.written = self.now_is().audits
        for cycle in self.twin.cycles.values():
            for chances in (30, 60):
                self.begin(cycle, chances)
        for number in list(self.twin.deals)[::2]:  # else few would ever get past the stages that need one
            self.link(number, self.ben, f"Q{number}", Decimal(45_000))

    def _found_cycles(self) -> None:
        with self.sessions.writing() as session:
            for code in CYCLES:
                templates.install(session, self.firm.ana, code, str, at(BEGAN))
            mine = stage_table.c.workspace_id == self.firm.ana.workspace_id
            session.change(stage_table.update().where(mine).values(date_formula=""))
        setup = self.firm.setup()
        self.activities: dict[int | None, int] = {key: len(setup.steps(key)) for key in (None, *setup.activities)}
        self.codes = {outcome: setup.close_codes(outcome)[0].id for outcome in Outcome}
        self.twin.cycles = {
            cycle.id: Cycle(cycle.code, cycle.method.value, {s.stage: self._step(s) for s in cycle.stages})
            for cycle in setup.cycles.values()
        }

    def _step(self, stage: cycles.Stage) -> Step:
        figures = Fraction(stage.completed), Fraction(stage.chances)
        return Step(*figures, stage.quote_required, stage.allow_skip, self.activities[stage.activity_id])

    def _found_contacts(self) -> None:
        company, person = self.firm.company.id, self.firm.person.id
        self.twin.contacts[company] = Contact(company, person=False)
        self.twin.contacts[person] = Contact(person, person=True, company=self.twin.contacts[company])
        for name, kind in (("Aare AG", ContactKind.COMPANY), ("Eva", ContactKind.PERSON)):
            made = self.firm.contact(name, kind).id
            self.twin.contacts[made] = Contact(made, person=kind is ContactKind.PERSON)

    def time(self, data: st.DataObject) -> None:
        """Passes, and nothing else changes."""
        days, minutes = data.draw(st.sampled_from([0, 0, 0, 1, 3, 20])), data.draw(st.integers(1, 11))
        self.twin.now += timedelta(days=days, minutes=minutes)

    # --- what is drawn -----------------------------------------------------------------------------------

    def one(self, data: st.DataObject, likely: Collection[T], every: Collection[T] = ()) -> T:
        """Mostly one of the likely ones."""
        chosen = likely if likely and (not every or data.draw(st.integers(0, 7)) < 7) else every
        return data.draw(st.sampled_from(list(chosen or likely)))

    def change(self, data: st.DataObject, *changes: tuple[Callable[[st.DataObject], None], object]) -> None:
        """One of the changes: mostly of those for which there is something."""
        likely = [each for each, ready in changes if ready]
        self.one(data, likely, [each for each, _ in changes])(data)

    def any(self, fits: Callable[[Deal], object]) -> bool:
        """Whether an opportunity fits."""
        return any(map(fits, self.twin.deals.values()))

    def deal(self, data: st.DataObject, fits: Callable[[Deal], object]) -> str:
        """The number of an opportunity: mostly of one that fits, the newest most likely."""
        likely = [number for number, deal in reversed(self.twin.deals.items()) if fits(deal)]
        return self.one(data, likely, [*self.twin.deals, NOBODYS])

    def by(self, data: st.DataObject, owner: Person | str | None = None) -> Person:
        """Who does it: mostly the owner, if they are named or what they own is, or an admin."""
        if isinstance(owner, str):
            owner = self.twin.deals[owner].owner if owner in self.twin.deals else None
        likely = [each for each in self.twin.people.values() if each.here and each.role == ADMIN]
        return self.one(data, [owner, owner, *likely] if owner else likely, self.twin.people.values())

    def to(self, data: st.DataObject) -> Person:
        """To whom: mostly somebody who may own it."""
        sellers = [each for each in self.twin.people.values() if each.here and each.role and not each.blocked]
        return self.one(data, sellers, self.twin.people.values())

    def near(self, data: st.DataObject, days: st.SearchStrategy[int | None]) -> date | None:
        """A day so many days from today, or none."""
        drawn = data.draw(days)
        return None if drawn is None else self.day(drawn)

    def day(self, days: int) -> date:
        """So many days from today."""
        return self.twin.today + timedelta(days=days)

    def length(self, data: st.DataObject, number: str) -> int | None:
        """How long the history was that they saw: none for what was typed, seldom an old one."""
        known = len(self.twin.deals[number].history) if number in self.twin.deals else 1
        return data.draw(st.sampled_from([None] * 4 + [known] * 4 + [max(known - 1, 1)]))

    def version(self, data: st.DataObject, number: str) -> int:
        """The version of the row that they saw, seldom an old one."""
        known = self.twin.deals[number].version if number in self.twin.deals else 1
        return data.draw(st.sampled_from([known] * 5 + [known - 1]))

    # --- what is done ------------------------------------------------------------------------------------

    def begin(self, cycle: Cycle, chances: int) -> None:
        """An opportunity of Ben's to begin with."""
        contact, first = self.twin.contacts[self.firm.person.id], (Decimal(50_000), Decimal(chances), BEGAN + MONTH)
        self.create(self.ben, self.ben, contact, cycle, first)

    def create(
        self, by: Person, owner: Person, contact: Contact, cycle: Cycle, first: tuple[Decimal, Decimal, date] | None
    ) -> None:
        """A new opportunity, started when there are figures."""
        started = (Fraction(first[0]), Fraction(first[1]), first[2]) if first else None
        asked = {"contact_id": contact.key, "salesperson_id": owner.key, "cycle_id": self.key(cycle)}
        self.both(
            "create", by,
            lambda: self.twin.create(by, owner, contact, cycle, started),
            lambda s, m: opportunities.create(
                s, m, description="Random", first=First(*first) if first else None, now=self.twin.now, **asked
            ),
        )  # fmt: skip

    def link(self, number: str, by: Person, quote: str, total: Decimal) -> None:
        """Link a quote."""
        self.both(
            "link", by,
            lambda: self.twin.link(by, number, quote, Fraction(total)),
            lambda s, m: quotes.link(s, m, number, quote=quote, total=total, quoted_on=None, now=self.twin.now),
        )  # fmt: skip

    def key(self, thing: Cycle) -> int:
        """The key of a cycle."""
        return next(key for key, each in self.twin.cycles.items() if each is thing)

    def both(self, what: str, by: Person, agree: Callable[[], object], act: Callable[[Session, Member], Any]) -> Any:
        """The store does it exactly when the twin does; its result.

        `agree` gives how many rows of audit are to be written when that is not one.
        """
        try:
            agreed = agree()
        except Refused:
            agreed = Refused
        try:
            with self.sessions.writing() as session:
                member = people.get(session, self.firm.ana.workspace_id, by.key)
                assert member
                result = act(session, member)
        except Refusal:
            if agreed is not Refused:
                raise
            self.state, self.done = None, ""
            self._count(what, done=False)
            return None
        assert agreed is not Refused, (what, result)
        self.state, self.done = None, what
        self._count(what, done=True)
        self.written += agreed if isinstance(agreed, int) else 1
        return result

    def _count(self, what: str, *, done: bool) -> None:
        """For `--hypothesis-show-statistics`: how many histories had it done, and refused."""
        event(f"{what}: {'done' if done else 'refused'}")

    def now_is(self) -> State:
        """What the store has, read once after each step."""
        if self.state is None:
            with self.sessions.reading() as session:
                self.state = State.read(session, self.firm.ana)
        return self.state
