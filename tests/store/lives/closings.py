"""Opportunities won, lost, put back and deleted."""

from datetime import timedelta

from hypothesis import strategies as st

from store import closings, deletions, purges, undos
from store.rules.words import Outcome
from tests.store.lives.documents import Documents
from tests.store.lives.world import amounts, back, exact
from tests.store.twin.parts import Deal


class Closings(Documents):
    """The end, and what may follow it."""

    def closings(self, data: st.DataObject) -> None:
        """One of these changes."""
        ended = self.any(lambda deal: deal.status != "in_progress")
        self.change(
            data, (self._close, self.any(lambda deal: not deal.closed)), (self._undo, self.any(self._fresh)),
            (self._delete, ended), (self._delete_closed, ended),
        )  # fmt: skip

    def _close(self, data: st.DataObject) -> None:
        """Win or lose, now and then from no stage at all."""
        won, cancel = data.draw(st.booleans()), data.draw(st.booleans())
        value, on = data.draw(st.none() | amounts), data.draw(st.none() | back)
        number = self.deal(data, lambda deal: not deal.closed)
        by, seen, closed_on = self.by(data, number), self.length(data, number), None if on is None else self.day(on)
        asked = closings.Closing(*self.outcome(won), value, closed_on, cancel)
        self.both(
            "close", by,
            lambda: self.twin.close(by, number, won, exact(value), closed_on, cancel, seen),
            lambda s, m: closings.close(s, m, number, asked, seen=seen, now=self.twin.now),
        )  # fmt: skip

    def _fresh(self, deal: Deal) -> bool:
        return bool(deal.closing) and deal.closed and self.twin.now - deal.closing.at <= timedelta(minutes=12)

    def _undo(self, data: st.DataObject) -> None:
        """Put back what was closed a moment ago."""
        number = self.deal(data, self._fresh)
        by, seen = self.by(data, number), data.draw(st.sampled_from([None, self.version(data, number)]))
        self.both(
            "undo", by,
            lambda: self.twin.undo(by, number, seen),
            lambda s, m: undos.undo(s, m, number, version=seen, now=self.twin.now),
        )  # fmt: skip

    def _delete(self, data: st.DataObject) -> None:
        number = self.deal(data, lambda deal: deal.status != "in_progress")
        by, seen = self.by(data, number), self.version(data, number)
        self.both(
            "delete", by,
            lambda: self.twin.delete(by, number, seen),
            lambda s, m: deletions.one(s, m, number, version=seen, now=self.twin.now),
        )  # fmt: skip

    def _delete_closed(self, data: st.DataObject) -> None:
        owner, by = self.one(data, [], self.twin.people.values()), self.by(data)
        which = purges.Which(salesperson_id=owner.key)
        self.both(
            "delete closed", by,
            lambda: self.twin.delete_closed(by, owner),
            lambda s, m: purges.purge(s, m, which, self.twin.now),
        )  # fmt: skip

    def outcome(self, won: bool) -> tuple[Outcome, int]:
        """With the first code of it."""
        outcome = Outcome.WON if won else Outcome.LOST
        return outcome, self.codes[outcome]
