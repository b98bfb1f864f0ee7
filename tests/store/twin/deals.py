"""Opportunities: created, activated, moved, edited, handed over (domain.md B.4 to B.6, B.13)."""

from datetime import date
from fractions import Fraction

from tests.store.twin.parts import MOST, SALESPERSON, Contact, Cycle, Deal, Person, Quote, Row, Step, demand
from tests.store.twin.tasks import Tasks


def kept(figure: Fraction) -> Fraction:
    """Six decimals, a half rounded away from zero (decision 45)."""
    return Fraction((figure * 2_000_000 + 1) // 2, 1_000_000)


def likely(method: str, chances: Fraction, completed: Fraction) -> Fraction:
    """Domain C.1."""
    return kept(
        {
            "multiply": chances * completed / 100,
            "add": (chances + completed) / 2,
            "chances": chances,
            "completed": completed,
        }[method]
    )


def reach(cycle: Cycle, here: int, verb: str) -> list[int]:
    """B.6: the stages a move can go to, the nearest first."""
    ahead = [no for no in cycle.order if no > here]
    behind = [no for no in reversed(cycle.order) if no < here]
    if verb in ("next", "previous"):
        return (ahead if verb == "next" else behind)[:1]
    if verb == "update":
        return [here]
    if verb == "jump":
        return behind if len(behind) > 1 else []
    stop = next((n for n, no in enumerate(ahead) if not cycle.steps[no].skip), len(ahead))
    return ahead[: stop + 1] if len(ahead[: stop + 1]) > 1 else []


def _row(
    method: str, action: str, no: int, step: Step, value: Fraction, chances: Fraction, closing: date, on: date
) -> Row:
    demand(0 < value <= MOST, 0 < chances <= 100, closing >= on)
    if action in ("skipped", "jumped") and step.chances:
        chances = step.chances
    probability = likely(method, chances, step.completed)
    weighted = kept(value * probability / 100)
    return Row(action, no, on, value, chances, step.completed, probability, weighted, closing)


def _action(cycle: Cycle, here: int, verb: str, to: int) -> str:
    if verb == "update":
        return "updated"
    for adjacent in ("next", "previous"):
        if to in reach(cycle, here, adjacent):
            return adjacent
    return "skipped" if verb == "skip" else "jumped"


class Deals(Tasks):
    """What is not closed."""

    def quote(self, deal: Deal) -> Quote | None:
        """The one that is linked."""
        return next((quote for quote in self.quotes.values() if quote.deal is deal), None)

    def create(
        self, by: Person, owner: Person, contact: Contact, cycle: Cycle, first: tuple[Fraction, Fraction, date] | None
    ) -> None:
        """B.4; at its first stage when there are figures."""
        self.must(by, SALESPERSON, new=True)
        self.offered(owner)
        self.usable(contact)
        self.new_in(cycle, starts=first is not None)
        row = self._first(cycle, *first) if first else None
        made = Deal(self.number("OP"), owner, contact, contact.company, cycle, self.today)
        self.deals[made.number] = made
        if row:
            self._start(made, row)

    def _first(self, cycle: Cycle, value: Fraction, chances: Fraction, closing: date) -> Row:
        demand(cycle.steps)
        no = cycle.order[0]
        return _row(cycle.method, "first", no, cycle.steps[no], value, chances, closing, self.today)

    def _start(self, deal: Deal, row: Row) -> None:
        deal.wake(self.today)
        deal.history.append(row)
        deal.status = "in_progress"
        self.make_tasks(deal, deal.cycle.steps[row.stage].tasks)

    def activate(self, by: Person, number: str, value: Fraction, chances: Fraction, closing: date) -> None:
        """B.5 with decision 7."""
        deal = self.deal(by, number)
        demand(not deal.history)
        self._start(deal, self._first(deal.cycle, value, chances, closing))
        deal.version += 1

    def move(
        self, by: Person, number: str, verb: str, to: int | None, value: Fraction | None, chances: Fraction | None,
        closing: date | None, on: date | None, cancel: bool, seen: int | None,
    ) -> None:  # fmt: skip
        """B.6 with decisions 1 to 9 and 12; None is the form's preset, `seen` how long history was on the screen."""
        deal = self.deal(by, number)
        demand(deal.history, seen in (None, len(deal.history)))
        last, cycle = deal.last, deal.cycle
        within = reach(cycle, last.stage, verb)
        demand(within, to is None or to in within)
        no = to or within[0]
        step, action = cycle.steps[no], _action(cycle, last.stage, verb, no)
        quote = self.quote(deal)
        demand(quote or not step.quote or action not in ("next", "skipped"))
        on = on or self.today
        demand(last.on <= on <= self.today)
        preset = last.chances if verb == "update" or not step.chances else step.chances
        worth = (quote.total if quote else last.value) if value is None else value
        closing = max(last.closing, self.today) if closing is None else closing
        row = _row(cycle.method, action, no, step, worth, preset if chances is None else chances, closing, on)
        if cancel:
            self.cancel_all(deal)
        deal.history.append(row)
        deal.version += 1
        self.make_tasks(deal, 0 if verb == "update" else step.tasks)
        if verb != "update":
            deal.wake(self.today)

    def cancel_all(self, deal: Deal) -> None:
        """Every open task of it, also others'."""
        for task in self.of(deal):
            task.close(cancelled=True)

    def edit(
        self, by: Person, number: str, description: str, contact: Contact, cycle: Cycle, tasks_too: bool, seen: int
    ) -> int:
        """Within the company once it is started, and in its cycle; no row of audit when nothing is another."""
        deal = self.deal(by, number)
        demand(seen == deal.version)
        if contact is not deal.contact:
            self.usable(contact)
            demand(not deal.history or contact.company is deal.company)
        if cycle is not deal.cycle:
            demand(not deal.history)
            self.new_in(cycle, starts=False)
        if (description, contact, cycle) == (deal.description, deal.contact, deal.cycle):
            return 0
        for task in self.of(deal):
            if tasks_too and task.contact is deal.contact:
                task.contact = contact
        if contact is not deal.contact:
            deal.company = contact.company
        deal.description, deal.contact, deal.cycle = description, contact, cycle
        deal.version += 1
        return 1

    def hand_over(self, by: Person, number: str, to: Person, tasks_too: bool, seen: int | None) -> None:
        """One's own, or of whom one manages (F073)."""
        deal = self.deal(by, number, others=True)
        self.offered(to)
        demand(seen in (None, deal.version), to is not deal.owner)
        self._give(deal, to, tasks_too)

    def hand_over_all(self, by: Person, former: Person, to: Person, tasks_too: bool) -> int:
        """Everything of somebody that is not closed: a row of audit each, and one for what other tasks go along."""
        self.reach(by, former, others=True)
        self.offered(to)
        demand(to is not former)
        theirs = [deal for deal in self.deals.values() if deal.owner is former and not deal.closed]
        for deal in theirs:
            self._give(deal, to, tasks_too)
        others = [task for task in self.tasks.values() if tasks_too and task.open and task.owner is former]
        for task in others:
            task.owner = to
        return len(theirs) + bool(others)

    def _give(self, deal: Deal, to: Person, tasks_too: bool) -> None:
        for task in self.of(deal):
            if tasks_too and task.owner is deal.owner:
                task.owner = to
        deal.owner = to
        deal.version += 1

    def comment(self, by: Person, number: str) -> None:
        """Also on what is closed, and on anybody's."""
        self.must(by, SALESPERSON)
        demand(number in self.deals)
