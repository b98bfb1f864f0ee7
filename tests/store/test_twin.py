"""Random histories on both databases, beside a small independent model: what it refuses is refused, the rest is equal.

Hypothesis drives cycles, opportunities, tasks, quotes and people; after every step the invariants hold.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import bindparam, func, select

from store import boards, closings, comments, cycles, moves, opportunities, quotes, tasks, templates
from store.models.audits import audits as audit_table
from store.models.cycles import stages as stage_table
from store.models.documents import quotes as quote_table
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities as opportunity_table
from store.models.opportunities import tasks as task_table
from store.opportunities import First
from store.rules.refusals import Refusal
from store.rules.words import Outcome, Verb
from store.sessions import Session, Sessions
from store.workspaces import setup_changed
from tests.store import twin
from tests.store.firm import BEGAN, Firm, at, founded, unlink

EXAMPLES, STEPS = 30, 50
CYCLES = ("EX-SMALL", "NEW", "EXISTING")  # beside EX-LARGE: one of each method
amounts = st.decimals("0.01", "100000", places=2) | st.sampled_from(
    [Decimal(0), Decimal(-1), Decimal("999999999999.99")]
)
percents = st.integers(0, 100).map(Decimal) | st.decimals("0.01", "100.00", places=2)
ahead, back = st.integers(-2, 40), st.integers(-1, 5)  # days from today; back from today, -1 being tomorrow
workspaces = count(1)


def seldom(given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the form's preset."""
    return st.booleans().flatmap(lambda typed: given if typed else st.none())


_o, _e, _t, _q = opportunity_table.c, entry_table.c, task_table.c, quote_table.c
_ENTRIES = (
    select(_o.number, entry_table)
    .select_from(entry_table.join(opportunity_table, _o.id == _e.opportunity_id))
    .where(_e.workspace_id == bindparam("workspace"))
    .order_by(_e.opportunity_id, _e.no)
)
_TODO = select(func.count()).where(_t.opportunity_id == _o.id, _t.open).correlate(opportunity_table).scalar_subquery()
_OPPORTUNITIES = (
    select(_o.number, _o.status, _o.closing_on, _q.total, _TODO.label("todo"))
    .select_from(opportunity_table.outerjoin(quote_table, _q.opportunity_id == _o.id))
    .where(_o.workspace_id == bindparam("workspace"))
)


class Lives(RuleBasedStateMachine):
    """A firm and its twin."""

    sessions: Sessions

    @initialize()
    def found(self) -> None:
        """A workspace of this example's own."""
        self.firm: Firm = founded(self.sessions, f"T{next(workspaces)}")
        self.mine = stage_table.c.workspace_id == self.firm.ana.workspace_id
        with self.sessions.writing() as session:
            for code in CYCLES:
                templates.install(session, self.firm.ana, code, str, at(BEGAN))
            session.change(stage_table.update().where(self.mine).values(date_formula=""))
        self._refresh()
        self.today: date = BEGAN
        self.deals: dict[str, twin.Deal] = {}
        self.written = self._rows(audit_table)
        setup = self.firm.setup()
        self.cycles = {c.id: _twin(c, setup) for c in setup.cycles.values()}
        for cycle_id in self.cycles:
            self._create(cycle_id, Decimal(50_000), Decimal(10), 30)
            self._create(cycle_id, Decimal(40_000), Decimal(20), 60)
        for number in sorted(self.deals)[::2]:  # else few would ever get past the stages that need one
            self._link(number, Decimal(45_000))

    def _refresh(self) -> None:
        self.firm.ana, self.firm.ben = self.firm.fresh(self.firm.ana), self.firm.fresh(self.firm.ben)

    # --- what happens ------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        """Nothing else changes."""
        self.today += timedelta(days=days)

    @rule(data=st.data(), value=st.none() | amounts, chances=percents, days=ahead)
    def create(self, data: st.DataObject, value: Decimal | None, chances: Decimal, days: int) -> None:
        """A new opportunity, at its first stage when there is a value."""
        self._create(data.draw(st.sampled_from(sorted(self.cycles))), value, chances, days)

    def _create(self, cycle_id: int, value: Decimal | None, chances: Decimal, days: int) -> None:
        closing, worth = self.today + timedelta(days=days), Fraction(value or 0)
        made = twin.Deal(self.cycles[cycle_id])
        first = None if value is None else First(value, chances, closing)
        asked = {"salesperson_id": self.firm.ben.id, "cycle_id": cycle_id, "first": first, "now": at(self.today)}
        number = self._both(
            lambda: made.activate(worth, Fraction(chances), closing, self.today) if first else None,
            lambda s: opportunities.create(
                s, self.firm.ana, description="Random", contact_id=self.firm.person.id, **asked
            ),
        )
        if number:
            self.deals[number] = made

    @rule(data=st.data(), value=amounts, chances=percents, days=ahead)
    def activate(self, data: st.DataObject, value: Decimal, chances: Decimal, days: int) -> None:
        """Put one at its first stage."""
        if number := self._one(data):
            closing = self.today + timedelta(days=days)
            self._both(
                lambda: self.deals[number].activate(Fraction(value), Fraction(chances), closing, self.today),
                lambda s: moves.activate(s, self.firm.ben, number, First(value, chances, closing), at(self.today)),
            )

    @rule(data=st.data(), verb=st.sampled_from(Verb))
    def move(self, data: st.DataObject, verb: Verb) -> None:
        """Any move, offered or not."""
        if number := self._one(data):
            self._move(data, number, verb)

    @rule(data=st.data())
    def move_as_offered(self, data: st.DataObject) -> None:
        """Two moves that are offered: histories grow."""
        for _ in range(2):
            going = sorted(number for number, deal in self.deals.items() if deal.status == "in_progress")
            if going:
                number = data.draw(st.sampled_from(going))
                offered = [verb for verb in Verb if self.deals[number].reach(verb.value)]
                self._move(data, number, data.draw(st.sampled_from(offered)))

    def _move(self, data: st.DataObject, number: str, verb: Verb) -> None:
        deal, cancel = self.deals[number], data.draw(st.booleans())
        value, chances = data.draw(seldom(amounts)), data.draw(seldom(percents))
        to = data.draw(st.sampled_from([None, *(deal.reach(verb.value) if deal.history else (1, 6))]))
        closing_on = self._near(data, seldom(ahead))
        changed_on = self._near(data, seldom(back))
        asked = moves.Asked(to, value, chances, closing_on, changed_on, cancel)
        exact = [None if figure is None else Fraction(figure) for figure in (value, chances)]
        self._both(
            lambda: deal.move(verb.value, to, *exact, closing_on, changed_on, self.today, cancel),
            lambda s: moves.move(s, self.firm.ben, number, verb, asked, seen=None, now=at(self.today)),
        )

    @rule(data=st.data(), won=st.booleans(), value=st.none() | amounts, on=st.none() | back, cancel=st.booleans())
    def close(self, data: st.DataObject, won: bool, value: Decimal | None, on: int | None, cancel: bool) -> None:
        """Win or lose."""
        if not (number := self._one(data)):
            return
        closed_on = None if on is None else self.today + timedelta(days=on)
        outcome = Outcome.WON if won else Outcome.LOST
        code = self.firm.setup().close_codes(outcome)[0].id
        asked = closings.Closing(outcome, code, value, closed_on, cancel)
        amount = None if value is None else Fraction(value)
        self._both(
            lambda: self.deals[number].close(won, amount, closed_on, self.today, cancel),
            lambda s: closings.close(s, self.firm.ben, number, asked, seen=None, now=at(self.today)),
        )

    @rule(data=st.data(), total=amounts)
    def link(self, data: st.DataObject, total: Decimal) -> None:
        """Link a quote."""
        if number := self._one(data):
            self._link(number, total)

    def _link(self, number: str, total: Decimal) -> None:
        self._both(
            lambda: self.deals[number].link(Fraction(total)),
            lambda s: quotes.link(
                s, self.firm.ben, number, quote=f"Q{self.written}", total=total, quoted_on=None, now=at(self.today)
            ),
        )

    @rule(data=st.data())
    def unlink(self, data: st.DataObject) -> None:
        """Take the quote off."""
        if number := self._one(data):
            self._both(self.deals[number].unlink, lambda s: unlink(s, self.firm.ben, number, at(self.today)))

    @rule(data=st.data(), days=ahead)
    def task(self, data: st.DataObject, days: int) -> None:
        """A task by hand."""
        if number := self._one(data):
            asked: dict[str, Any] = {"due_on": self.today + timedelta(days=days), "now": at(self.today)}
            self._both(
                self.deals[number].task,
                lambda s: tasks.create(s, self.firm.ben, number, description="Call", **asked),
            )

    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        """Complete an open task."""
        number = self._one(data)
        todo = next((one.number for one in self.firm.tasks(number) if one.open), None) if number else None
        if number and todo:
            self._both(self.deals[number].done, lambda s: tasks.complete(s, self.firm.ben, todo, at(self.today)))

    @rule(data=st.data())
    def comment(self, data: st.DataObject) -> None:
        """Comment, also on a closed one."""
        if number := self._one(data):
            self._both(lambda: None, lambda s: comments.add(s, self.firm.ben, number, "Hello", at(self.today)))

    @rule(data=st.data(), completed=percents, chances=percents, quote=st.booleans(), skip=st.booleans())
    def set_up(self, data: st.DataObject, completed: Decimal, chances: Decimal, quote: bool, skip: bool) -> None:
        """A stage is set up otherwise: what is written stays, what comes follows it (F003, F010)."""
        cycle_id = data.draw(st.sampled_from(sorted(self.cycles)))
        no = data.draw(st.sampled_from(self.cycles[cycle_id].order))
        values = {"completed": completed, "chances": chances, "quote_required": quote, "allow_skip": skip}
        with self.sessions.writing() as session:
            this = self.mine & (stage_table.c.cycle_id == cycle_id) & (stage_table.c.stage == no)
            session.change(stage_table.update().where(this).values(**values))
            setup_changed(session, self.firm.ana)
        self._refresh()
        figures = {"completed": Fraction(completed), "chances": Fraction(chances)}
        twin.edited(self.cycles[cycle_id], no, **figures, quote=quote, skip=skip)

    def _one(self, data: st.DataObject) -> str | None:
        return data.draw(st.sampled_from(sorted(self.deals))) if self.deals else None

    def _near(self, data: st.DataObject, days: st.SearchStrategy[int | None]) -> date | None:
        """A day so many days from today, or none."""
        drawn = data.draw(days)
        return None if drawn is None else self.today + timedelta(days=drawn)

    def _both(self, agree: Callable[[], None], act: Callable[[Session], Any]) -> Any:
        """The store does it exactly when the twin does; its result."""
        try:
            agree()
            refused = False
        except twin.Refused:
            refused = True
        try:
            with self.sessions.writing() as session:
                result = act(session)
        except Refusal:
            if refused:
                return None
            raise
        assert not refused, result
        self.written += 1
        return result

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def history_is_the_twins_and_its_days_abut(self) -> None:
        """Every line, its figures to the stored scale, its days; one active entry, the newest."""
        written: dict[str, list[Any]] = {number: [] for number in self.deals}
        for line in self._read(_ENTRIES):
            written[line.number].append(line)
        for number, deal in self.deals.items():
            lines = written[number]
            assert [_row(line) for line in lines] == deal.history
            assert [line.days_open for line in lines] == (deal.days() if lines else [])
            assert [line.active for line in lines] == [False] * (len(lines) - 1) + [True] * bool(lines)
            assert [line.no for line in lines] == list(range(1, len(lines) + 1))

    @invariant()
    def the_opportunity_says_the_same(self) -> None:
        """Status, expected closing, quote, how many open tasks."""
        for row in self._read(_OPPORTUNITIES):
            deal = self.deals[row.number]
            quote = None if row.total is None else Fraction(row.total)
            assert (row.status, quote, row.todo) == (deal.status, deal.quote, deal.todo)
            assert row.closing_on == (deal.last.closing if deal.history else None)

    @invariant()
    def sums_by_stage_are_the_sums_of_their_rows(self) -> None:
        """Exact, and of what is in progress only."""
        with self.sessions.reading() as session:
            sums = boards.pipeline(session, self.firm.ben)
        going = [deal.last for deal in self.deals.values() if deal.status == "in_progress"]
        assert sum(one.count for one in sums) == len(going)
        assert sum(Fraction(one.value) for one in sums) == sum(row.value for row in going)
        assert sum(Fraction(one.weighted) for one in sums) == sum(row.weighted for row in going)

    @invariant()
    def every_write_left_one_audit_row_and_no_task_is_without_owner(self) -> None:
        """Nothing more, nothing less."""
        assert self._rows(audit_table) == self.written
        with self.sessions.reading() as session:
            assert not session.value(select(func.count()).where(task_table.c.salesperson_id.is_(None)))

    def _read(self, statement: Any) -> list[Any]:
        with self.sessions.reading() as session:
            return list(session.connection.execute(statement, {"workspace": self.firm.ana.workspace_id}))

    def _rows(self, table: Any) -> int:
        mine = table.c.workspace_id == self.firm.ana.workspace_id
        with self.sessions.reading() as session:
            return int(session.value(select(func.count()).select_from(table).where(mine)))


def _twin(cycle: cycles.Cycle, setup: cycles.Setup) -> twin.Cycle:
    steps = {
        s.stage: twin.Step(
            s.stage, Fraction(s.completed), Fraction(s.chances), s.quote_required, s.allow_skip,
            len(setup.steps(s.activity_id)),
        )
        for s in cycle.stages
    }  # fmt: skip
    return twin.Cycle(cycle.method.value, steps)


def _row(line: Any) -> twin.Row:
    figures = (line.value, line.chances, line.completed, line.probability, line.weighted)
    return twin.Row(line.action.value, line.stage, line.changed_on, *map(Fraction, figures), line.closing_on)


def test_whatever_happens_in_whatever_order_the_store_and_its_twin_agree(sessions: Sessions) -> None:
    """In any order, with any figures: the rules of creating, moving, closing, tasks and quotes."""
    machine = type("Lives", (Lives,), {"sessions": sessions})
    run_state_machine_as_test(machine, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS))
