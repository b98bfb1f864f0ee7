"""Parking: what rests until a day, for a reason (issue 4, Park)."""

from datetime import date

from tests.store.twin.documents import Documents
from tests.store.twin.parts import Parking, Person, demand


class Parkings(Documents):
    """From tomorrow on, and at most a year."""

    def park(self, by: Person, number: str, until: date, why: str, seen: int | None, shown: int | None) -> int:
        """Another parking only of one that had woken; no row of audit when nothing is another."""
        deal = self.deal(by, number)
        now = deal.parked(self.today)
        demand(seen is None or not deal.history or seen == len(deal.history))
        demand(shown is None or shown == (now.version if now else 0))
        demand(self.today < until <= self.today.replace(year=self.today.year + 1), 0 < len(why.strip()) <= 200)
        if now is None:
            newest = max((one.version for one in deal.parkings), default=0)
            deal.wake(self.today)
            deal.parkings.append(Parking(until, why.strip(), newest + 1))
        elif (now.until, now.why) == (until, why.strip()):
            return 0
        else:
            now.until, now.why, now.version = until, why.strip(), now.version + 1
        return 1

    def unpark(self, by: Person, number: str, shown: int | None) -> None:
        """Before its day."""
        deal = self.deal(by, number)
        now = deal.parked(self.today)
        demand(now)
        demand(shown is None or shown == now.version)
        now.end()

    def days_come(self) -> int:
        """What wakes with its day is told of: no row of audit."""
        for deal in self.deals.values():
            for one in deal.parkings:
                if not one.ended and one.until <= self.today:
                    one.end()
        return 0
