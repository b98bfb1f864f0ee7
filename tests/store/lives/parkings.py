"""Opportunities parked, woken by hand and with their day."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant

from store import parkings, wakings
from store.rights import Member
from store.sessions import Session
from tests.store.lives.closings import Closings
from tests.store.twin.parts import Deal

_days = st.integers(1, 40) | st.sampled_from([1, 365, 0, -1, 366])
_whys = st.sampled_from(["Budget freeze", "Merger", " Merger ", "x" * 200, "x" * 201, " "])


class Parkings(Closings):
    """What rests."""

    def parkings(self, data: st.DataObject) -> None:
        """One of these changes."""
        resting, unended = self.any(self._rests), self.any(lambda deal: any(not one.ended for one in deal.parkings))
        there = self.any(lambda deal: not deal.closed)
        self.change(data, (self._park, there), (self._park, there), (self._unpark, resting), (self._wake, unended))

    def _rests(self, deal: Deal) -> bool:
        return not deal.closed and bool(deal.parked(self.twin.today))

    def _shown(self, data: st.DataObject, number: str) -> int | None:
        """The version of the parking that they saw: none for what was typed, seldom an old one."""
        deal = self.twin.deals.get(number)
        now = deal.parked(self.twin.today) if deal else None
        known = now.version if now else 0
        return data.draw(st.sampled_from([None] * 4 + [known] * 4 + [known + 1]))

    def _park(self, data: st.DataObject) -> None:
        """Until a day mostly ahead, for a reason mostly given."""
        until, why = self.day(data.draw(_days)), data.draw(_whys)
        number = self.deal(data, lambda deal: not deal.closed)
        by, seen, shown = self.by(data, number), self.length(data, number), self._shown(data, number)
        self.both(
            "park", by,
            lambda: self.twin.park(by, number, until, why, seen, shown),
            lambda s, m: parkings.park(
                s, m, number, until_on=until, reason=why, now=self.twin.now, seen=seen, shown=shown
            ),
        )  # fmt: skip

    def _unpark(self, data: st.DataObject) -> None:
        """Before its day."""
        number = self.deal(data, self._rests)
        by, shown = self.by(data, number), self._shown(data, number)
        self.both(
            "unpark", by,
            lambda: self.twin.unpark(by, number, shown),
            lambda s, m: parkings.unpark(s, m, number, shown=shown, now=self.twin.now),
        )  # fmt: skip

    def _wake(self, _: st.DataObject) -> None:
        """The jobs look whose day has come."""
        self.both("wake", self.ana, self.twin.days_come, self._tell)

    def _tell(self, session: Session, by: Member) -> None:
        for workspace_id, today in wakings.days_come(session, self.twin.now):
            for due in wakings.due(session, workspace_id, today) if workspace_id == by.workspace_id else ():
                wakings.tell(session, workspace_id, due, today, self.twin.now)

    @invariant()
    def parkings_are_the_twins(self) -> None:
        """Until when, why, ended or not, and the version of each."""
        written = self.now_is().parkings
        for number, deal in self.twin.deals.items():
            rows = [(row.until_on, row.reason, row.version, row.ended_on is not None) for row in written[number]]
            assert rows == [(one.until, one.why, one.version, one.ended) for one in deal.parkings]
        assert not written.keys() - self.twin.deals.keys()
