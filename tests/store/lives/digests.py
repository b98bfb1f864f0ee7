"""Digests beside everything that happens: each step's issue follows from the one before, to the last cent."""

from fractions import Fraction

from hypothesis.stateful import invariant

from store import digest_figures
from store.digest_figures import Last
from store.rules.words import DigestScope
from store.standings import Look, Point
from tests.store.lives.cycles import Cycles


class Digests(Cycles):
    """Issues of everybody's digest and of Ben's, one after every step."""

    @invariant()
    def what_an_issue_says_follows_from_the_last_one(self) -> None:
        """The bridge adds up, and the pipeline is the sum of what is in progress, what rests apart."""
        issued = self.__dict__.setdefault("issued", {})
        point = Point(self.twin.today, self.twin.now)
        for scope, key in ((DigestScope.ALL, None), (DigestScope.PERSON, self.ben.key)):
            look = Look(self.firm.ana.workspace_id, scope, key, self.firm.ana.max_days, point.on)
            last = issued.get(scope)
            with self.sessions.reading() as session:
                found, state = digest_figures.figures(session, look, last.point if last else point, point, last)
            assert found.adds_up, (self.done, found.bridge, found.expected)
            issued[scope] = Last(point, found.whole, found.expected, state)
            going = [
                deal
                for deal in self.twin.deals.values()
                if deal.status == "in_progress" and key in (None, deal.owner.key)
            ]
            for rests, said in ((False, found.whole.headline.pipeline), (True, found.whole.headline.parked)):
                rows = [deal.last for deal in going if (deal.parked(point.on) is not None) == rests]
                sums = sum(row.value for row in rows), sum(row.weighted for row in rows)
                assert (Fraction(said.value), Fraction(said.weighted)) == sums
