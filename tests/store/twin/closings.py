"""Closing, which is final but for Undo, and deleting (domain.md B.7, B.10; decisions F054, F057, F058)."""

from datetime import date
from fractions import Fraction

from tests.store.twin.documents import closed, money
from tests.store.twin.parkings import Parkings
from tests.store.twin.parts import MANAGER, READER, SALESPERSON, Closing, Contact, Deal, Person, demand


class Twin(Parkings):
    """The whole firm."""

    def close(
        self, by: Person, number: str, won: bool, amount: Fraction | None, on: date | None, cancel: bool,
        seen: int | None, ordered: Fraction | None = None,
    ) -> None:  # fmt: skip
        """B.7 with decisions 12 to 14; `ordered`: the total of the order that it is won with."""
        deal = self.deal(by, number)
        quote, on = self.quote(deal), on or self.today
        demand(seen is None or not deal.history or seen == len(deal.history))
        demand((deal.last.on if deal.history else deal.created) <= on <= self.today)
        paid = Fraction(0)
        if won:
            paid = ordered or (quote.total if quote else money(amount or Fraction(0)))
        tasks = {task: task.status for task in self.of(deal)} if cancel else {}
        settled = bool(quote) and quote.state == "open"
        customer = self._customer(deal) if won else None
        deal.closing = Closing(by, self.now, deal.status, tasks, settled, customer, deal.wake(self.today))
        if cancel:
            self.cancel_all(deal)
        deal.status = "won" if won else "lost"
        if quote and settled:
            quote.state = "accepted" if won else "declined"
        deal.history.append(closed(deal, won, paid, on))
        deal.version += 1

    def _customer(self, deal: Deal) -> Contact | None:
        """Whom winning makes a customer."""
        buyer = deal.contact.company or deal.contact
        if buyer.customer:
            return None
        buyer.customer = True
        return buyer

    def undo(self, by: Person, number: str, seen: int | None) -> None:
        """Soon after, by who closed it or the owner’s manager, while nothing was built on it."""
        self.must(by, SALESPERSON)
        demand(number in self.deals)
        deal = self.deals[number]
        demand(deal.closed, seen in (None, deal.version))
        closing = deal.closing
        demand(closing, not any(order.deal is deal for order in self.orders.values()))
        demand(closing.by is by or self.manages(by, deal.owner), self.fresh(deal))
        demand(len(deal.history) == 1 or deal.history[-2].stage in deal.cycle.steps)
        back = [task for task in closing.tasks if task.number in self.tasks]
        demand(not deal.contact.gone, not any(one.removed for one in (deal.owner, *(task.owner for task in back))))
        deal.history.pop()
        deal.status, deal.closing = closing.status, None
        for task in back:
            if task.cancelled:
                task.status, task.open, task.cancelled = closing.tasks[task], True, False
        if closing.settled:
            self.quote(deal).state = "open"
        if closing.parking:
            closing.parking.ended, closing.parking.version = False, closing.parking.version + 1
        if closing.customer and not self._won_by(closing.customer):
            closing.customer.customer = False
        deal.version += 1

    def _won_by(self, buyer: Contact) -> bool:
        return any(deal.status == "won" and buyer in (deal.contact, deal.company) for deal in self.deals.values())

    def order_of(
        self, by: Person, number: str, order: str, total: Fraction | None, on: date | None, cancel: bool,
        seen: int | None,
    ) -> int:  # fmt: skip
        """Make an order of the quote; what is in progress is won with it, which is two rows of audit."""
        demand(number in self.deals)
        deal = self.deals[number]
        self.reach(by, deal.owner)
        quote = self.quote(deal)
        demand(deal.history, quote, not self.order(deal), order not in self.orders)
        total, wins = money(quote.total if total is None else total), not deal.closed
        if wins:
            self.close(by, number, True, None, on, cancel, seen, total)
        self.order_made(deal, order, total)
        return 1 + wins

    def delete(self, by: Person, number: str, seen: int) -> None:
        """Never one in progress; a closed one takes a manager."""
        self.must(by, READER)
        demand(number in self.deals)
        deal = self.deals[number]
        demand(deal.status != "in_progress", seen == deal.version)
        self.reach(by, deal.owner, MANAGER if deal.closed else SALESPERSON, others=True)
        self._gone(deal)

    def delete_closed(self, by: Person, owner: Person | None) -> int:
        """Those of whom one manages: a row of audit each."""
        self.must(by, MANAGER)
        these = [deal for deal in self.deals.values() if deal.closed and owner in (None, deal.owner)]
        mine = [deal for deal in these if deal.owner is by or self.manages(by, deal.owner)]
        for deal in mine:
            self._gone(deal)
        return len(mine)

    def _gone(self, deal: Deal) -> None:
        """Its tasks stay, cancelled, with its number; its documents are nobody's."""
        self.cancel_all(deal)
        for document in (*self.quotes.values(), *self.orders.values()):
            document.deal = None if document.deal is deal else document.deal
        del self.deals[deal.number]
