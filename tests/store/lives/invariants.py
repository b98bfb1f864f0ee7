"""Everything that may happen to a firm, and what always holds."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.store.lives.digests import Digests
from tests.store.twin.parts import Row

REOPENS = ("undo", "cancel order", "order", "invoice")  # what may still be written to what is closed


class Lives(Digests):
    """A firm and its twin, compared after every step."""

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """One rule for all: were they several, Hypothesis would leave half of them out of each history."""
        often = [self.moves, self.deals, self.closings, self.documents, self.tasks, self.people, self.cycles]
        often.append(self.parkings)
        data.draw(st.sampled_from([*often, *often, self.moves, self.contacts, self.time]))(data)

    @invariant()
    def history_is_the_twins(self) -> None:
        """Every line, with probability and weighted value recomputed to the stored scale."""
        written = self.now_is().lines
        for number, deal in self.twin.deals.items():
            assert [_row(line) for line in written[number]] == deal.history

    @invariant()
    def at_most_one_entry_is_active_and_it_is_the_newest(self) -> None:
        """And says whose it is, and with whom."""
        for number, lines in self.now_is().lines.items():
            assert [line.active for line in lines] == [False] * (len(lines) - 1) + [True] * bool(lines)
            deal = self.twin.deals[number]
            assert not lines or (lines[-1].salesperson_id, lines[-1].contact_id) == (deal.owner.key, deal.contact.key)

    @invariant()
    def days_abut(self) -> None:
        """Each line lasts until the next; the newest lasts still."""
        for number, lines in self.now_is().lines.items():
            assert [line.days_open for line in lines] == (self.twin.deals[number].days() if lines else [])

    @invariant()
    def history_equals_versions(self) -> None:
        """Lines are numbered without a gap, and each write made the row one version newer."""
        state = self.now_is()
        for number, deal in self.twin.deals.items():
            assert [line.no for line in state.lines[number]] == list(range(1, len(deal.history) + 1))
            row = state.deals[number]
            assert row.version > deal.version if deal.touched else row.version == deal.version
            deal.version, deal.touched = row.version, False

    @invariant()
    def opportunities_are_the_twins(self) -> None:
        """Status, dates, whose, with whom, in which cycle."""
        deals = self.now_is().deals
        assert deals.keys() == self.twin.deals.keys()
        for number, deal in self.twin.deals.items():
            row = deals[number]
            assert (row.status, row.description) == (deal.status, deal.description)
            assert row.closing_on == (deal.last.closing if deal.history else None)
            assert row.closed_on == (deal.last.on if deal.closed else None)
            assert (row.salesperson_id, row.cycle_id) == (deal.owner.key, self.key(deal.cycle))
            assert (row.contact_id, row.company_id) == (deal.contact.key, deal.company and deal.company.key)

    @invariant()
    def closed_is_final(self) -> None:
        """Nothing but Undo and documents write to it, and to one at a time; it is what it was, or gone."""
        state, before = self.now_is(), getattr(self, "closed", {})
        kept = before.keys() & state.deals.keys()
        changed = [number for number in kept if [_row(line) for line in state.lines[number]] != before[number]]
        assert len(changed) <= (self.done in REOPENS)
        closed = [number for number, row in state.deals.items() if row.status.closed]
        self.closed = {number: [_row(line) for line in state.lines[number]] for number in closed}

    @invariant()
    def documents_are_the_twins(self) -> None:
        """Quotes, orders and what is invoiced."""
        state = self.now_is()
        quotes = {n: (q.total, q.state, q.deal and q.deal.number) for n, q in self.twin.quotes.items()}
        assert {n: (Fraction(q.total), q.state, q.deal) for n, q in state.quotes.items()} == quotes
        orders = {n: (o.total, o.state, o.deal and o.deal.number, o.invoiced) for n, o in self.twin.orders.items()}
        stored = {n: (Fraction(o.total), o.state, o.deal, o.invoice is not None) for n, o in state.orders.items()}
        assert stored == orders

    @invariant()
    def tasks_are_the_twins_and_none_is_without_owner(self) -> None:
        """Whose, with whom, about what, open, done or cancelled; who is out has none that is open."""
        written = self.now_is().tasks
        assert written.keys() == self.twin.tasks.keys()
        for number, task in self.twin.tasks.items():
            row = written[number]
            assert (row.about, row.salesperson_id, row.contact_id) == (
                *(task.about, task.owner.key, task.contact and task.contact.key),
            )
            assert (row.status, row.open, row.cancelled) == (task.status, task.open, task.cancelled)
            assert row.due_on == (task.due or row.due_on)
            assert row.recurrence == (f"{task.weeks}W" if task.weeks else "")
            assert not (row.open and task.owner.removed)

    @invariant()
    def who_is_out_has_nothing_open(self) -> None:
        """Nor is anything open with a contact that is deleted (F075, F076)."""
        for row in self.now_is().deals.values():
            out = self.twin.people[row.salesperson_id].removed or self.twin.contacts[row.contact_id].gone
            assert row.status.closed or not out

    @invariant()
    def sums_by_stage_are_the_sums_of_their_rows(self) -> None:
        """Exact, and of what is in progress only."""
        sums: dict[tuple[int, int], list[Any]] = {}
        for deal in self.twin.deals.values():
            if deal.status == "in_progress":
                rows = sums.setdefault((self.key(deal.cycle), deal.last.stage), [])
                rows.append(deal.last)
        added = {
            at: (len(rows), sum(r.value for r in rows), sum(r.weighted for r in rows)) for at, rows in sums.items()
        }
        stored = {at: (s.count, Fraction(s.value), Fraction(s.weighted)) for at, s in self.now_is().sums.items()}
        assert stored == added

    @invariant()
    def every_write_left_one_audit_row(self) -> None:
        """Nothing more, and nothing of what was refused."""
        assert self.now_is().audits == self.written


def _row(line: Any) -> Row:
    figures = (line.value, line.chances, line.completed, line.probability, line.weighted)
    return Row(line.action.value, line.stage, line.changed_on, *map(Fraction, figures), line.closing_on)
