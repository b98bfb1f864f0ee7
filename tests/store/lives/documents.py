"""Quotes linked, changed and taken off, orders made and cancelled, invoices made."""

from hypothesis import strategies as st

from store import closings, invoices, orders, quotes
from store.rules.words import Outcome
from tests.store.lives.deals import going
from tests.store.lives.tasks import Tasks
from tests.store.lives.world import amounts, back, exact, seldom
from tests.store.twin.parts import Deal


class Documents(Tasks):
    """What opportunities are linked to."""

    def documents(self, data: st.DataObject) -> None:
        """One of these changes."""
        quoted, ordered = self.any(self._quoted), self.any(self._ordered)
        self.change(
            data, (self._link, self.any(self._unquoted)), (self._change_quote, quoted), (self._unlink, quoted),
            (self._order, self.any(self._orderable)), (self._invoice, ordered), (self._cancel_order, ordered),
        )  # fmt: skip

    def _unquoted(self, deal: Deal) -> bool:
        return going(deal) and self.twin.quote(deal) is None

    def _orderable(self, deal: Deal) -> bool:
        return self.twin.quote(deal) is not None and self.twin.order(deal) is None

    def _link(self, data: st.DataObject) -> None:
        """A new quote, or one that is there already."""
        total, again = data.draw(amounts), data.draw(st.booleans())
        number = self.deal(data, self._unquoted)
        by, new = self.by(data, number), f"Q{len(self.twin.quotes)}"
        quote = data.draw(st.sampled_from([*self.twin.quotes, new])) if again else new
        self.link(number, by, quote, total)

    def _quoted(self, deal: Deal) -> bool:
        return going(deal) and self.twin.quote(deal) is not None

    def _change_quote(self, data: st.DataObject) -> None:
        """Another total."""
        total = data.draw(amounts)
        number = self.deal(data, self._quoted)
        by, behind, (quote, version) = (
            self.by(data, number),
            data.draw(st.sampled_from([0, 0, 0, 1])),
            self._seen(number),
        )
        asked = {"quote": quote, "version": version - behind, "total": total, "quoted_on": None}
        self.both(
            "change quote", by,
            lambda: self.twin.change_quote(by, number, exact(total), behind),
            lambda s, m: quotes.change(s, m, number, **asked, now=self.twin.now),
        )  # fmt: skip

    def _seen(self, number: str) -> tuple[str, int]:
        """The linked quote and its version, as a form shows them."""
        found = (row for row in self.now_is().quotes.values() if row.deal == number)
        return next(((row.number, row.version) for row in found), ("", 1))

    def _unlink(self, data: st.DataObject) -> None:
        """Take the quote off."""
        number = self.deal(data, self._quoted)
        by, behind, (quote, version) = (
            self.by(data, number),
            data.draw(st.sampled_from([0, 0, 0, 1])),
            self._seen(number),
        )
        self.both(
            "unlink", by,
            lambda: self.twin.unlink(by, number, behind),
            lambda s, m: quotes.unlink(s, m, number, quote=quote, version=version - behind, now=self.twin.now),
        )  # fmt: skip

    def _order(self, data: st.DataObject) -> None:
        """Which wins what is in progress."""
        total, on, cancel = data.draw(seldom(amounts)), data.draw(seldom(back)), data.draw(st.booleans())
        number = self.deal(data, self._orderable)
        by, seen, closed_on = self.by(data, number), self.length(data, number), None if on is None else self.day(on)
        order = f"A{len(self.twin.orders) - data.draw(st.sampled_from([0, 0, 0, 1]))}"
        closing = closings.Closing(Outcome.WON, self.codes[Outcome.WON], None, closed_on, cancel)
        self.both(
            "order", by,
            lambda: self.twin.order_of(by, number, order, exact(total), closed_on, cancel, seen),
            lambda s, m: orders.make(s, m, number, orders.Asked(order, total), closing, seen=seen, now=self.twin.now),
        )  # fmt: skip

    def _invoice(self, data: st.DataObject) -> None:
        """Of an order."""
        total = data.draw(seldom(amounts))
        number = self.deal(data, self._ordered)
        by = self.by(data, number)
        invoice = f"R{len(self.twin.invoices) - data.draw(st.sampled_from([0, 0, 0, 1]))}"
        self.both(
            "invoice", by,
            lambda: self.twin.invoice(by, number, invoice, exact(total)),
            lambda s, m: invoices.make(s, m, number, orders.Asked(invoice, total), self.twin.now),
        )  # fmt: skip

    def _cancel_order(self, data: st.DataObject) -> None:
        """What was won with it is lost."""
        number = self.deal(data, self._ordered)
        by = self.by(data, number)
        self.both(
            "cancel order", by,
            lambda: self.twin.cancel_order(by, number),
            lambda s, m: orders.cancel(s, m, number, self.twin.now),
        )  # fmt: skip

    def _ordered(self, deal: Deal) -> bool:
        order = self.twin.order(deal)
        return order is not None and not order.invoiced
