"""Quotes, orders and invoices (domain.md B.11, B.12)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.store.twin.deals import Deals
from tests.store.twin.parts import MOST, Deal, Order, Person, Quote, Row, demand


def money(total: Fraction) -> Fraction:
    """An amount that there can be."""
    demand(0 < total <= MOST)
    return total


def closed(deal: Deal, won: bool, paid: Fraction, on: date) -> Row:
    """The line of a closing: the estimated value is carried over."""
    sure, value = Fraction(100 * won), deal.last.value if deal.history else Fraction(0)
    return Row("won" if won else "lost", 0, on, value, sure, Fraction(100), sure, paid, on)


class Documents(Deals):
    """What an opportunity is linked to."""

    def order(self, deal: Deal) -> Order | None:
        """The one that it points to."""
        return next((order for order in self.orders.values() if order.deal is deal and order.state == "linked"), None)

    def link(self, by: Person, number: str, quote: str, total: Fraction) -> None:
        """A new quote, or one that is free and of which no order was made, to what is in progress without one."""
        deal = self.deal(by, number)
        former = self.quotes.get(quote)
        demand(deal.history, not self.quote(deal), former is None or not (former.deal or former.ordered))
        money(total)
        if former:
            former.total, former.deal, former.state = total, deal, "open"
        else:
            self.quotes[quote] = Quote(quote, total, deal)

    def change_quote(self, by: Person, number: str, total: Fraction, behind: int) -> None:
        """Another total, by somebody whose form is not `behind`."""
        quote = self.quote(self.deal(by, number))
        demand(quote, not behind)
        quote.total = money(total)

    def unlink(self, by: Person, number: str, behind: int) -> None:
        """A closed one keeps its quote."""
        quote = self.quote(self.deal(by, number))
        demand(quote, not behind)
        quote.deal = None

    def order_made(self, deal: Deal, number: str, total: Fraction) -> None:
        """The order of a locked opportunity's quote: with one that was lost it stands apart, and the quote is free."""
        quote = self.quote(deal)
        assert quote
        self.orders[number] = Order(number, total, quote, deal)
        quote.ordered = True
        if deal.status == "lost":
            self.orders[number].state = "apart"
            quote.deal = None
        else:
            self.weigh(deal, total)

    def weigh(self, deal: Deal, total: Fraction) -> None:
        """The won amount follows the document."""
        deal.history[-1] = replace(deal.last, weighted=total)

    def invoice(self, by: Person, number: str, invoice: str, total: Fraction | None) -> None:
        """Of the order: the won amount is what was invoiced."""
        order = self._ordered(by, number)
        money(order.total if total is None else total)
        demand(invoice not in self.invoices)
        self.invoices.add(invoice)
        order.invoiced = True
        self.weigh(self.deals[number], order.total if total is None else total)

    def _ordered(self, by: Person, number: str) -> Order:
        """The order that it points to, not invoiced yet, of one they may change."""
        demand(number in self.deals)
        deal = self.deals[number]
        self.reach(by, deal.owner)
        order = self.order(deal)
        demand(order)
        demand(not order.invoiced)
        return order

    def cancel_order(self, by: Person, number: str) -> None:
        """What was won with it is lost, and points to nothing any more."""
        order, deal = self._ordered(by, number), self.deals[number]
        order.state, order.quote.ordered, order.quote.deal = "cancelled", False, None
        deal.history.append(closed(deal, False, Fraction(0), self.today))
        deal.status, deal.closing = "lost", None
        deal.version += 1
