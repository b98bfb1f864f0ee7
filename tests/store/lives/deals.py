"""Opportunities created, moved, edited, handed over and commented on."""

from hypothesis import strategies as st

from store import comments, edits, handovers, moves
from store.opportunities import First
from store.rules.words import Verb
from tests.store.lives.world import World, ahead, amounts, back, exact, percents, seldom
from tests.store.twin.deals import reach
from tests.store.twin.parts import Contact, Cycle, Deal


def going(deal: Deal) -> bool:
    """In progress."""
    return deal.status == "in_progress"


def _waiting(deal: Deal) -> bool:
    return deal.status == "not_started"


def _open(deal: Deal) -> bool:
    return not deal.closed


class Deals(World):
    """What is not closed."""

    def contact(self, data: st.DataObject) -> Contact:
        """Mostly one that is there."""
        every = self.twin.contacts.values()
        return self.one(data, [each for each in every if not each.gone and not each.blocked], every)

    def cycle(self, data: st.DataObject) -> Cycle:
        """Mostly one that takes new ones."""
        every = self.twin.cycles.values()
        return self.one(data, [each for each in every if not each.deleted and not each.blocked], every)

    def deals(self, data: st.DataObject) -> None:
        """One of these changes."""
        some, waiting = self.any(_open), self.any(_waiting)
        self.change(
            data, (self._create, True), (self._activate, waiting), (self._activate, waiting), (self._edit, some),
            (self._hand_over, some), (self._hand_over_all, some), (self._comment, self.twin.deals),
        )  # fmt: skip

    def _create(self, data: st.DataObject) -> None:
        """At its first stage when there is a value."""
        value, chances = data.draw(st.none() | amounts), data.draw(percents)
        owner = self.to(data)
        first = None if value is None else (value, chances, self.day(data.draw(ahead)))
        self.create(self.by(data, owner), owner, self.contact(data), self.cycle(data), first)

    def _activate(self, data: st.DataObject) -> None:
        """Put one at its first stage."""
        value, chances, closing = data.draw(amounts), data.draw(percents), self.day(data.draw(ahead))
        number = self.deal(data, _waiting)
        by = self.by(data, number)
        self.both(
            "activate", by,
            lambda: self.twin.activate(by, number, exact(value), exact(chances), closing),
            lambda s, m: moves.activate(s, m, number, First(value, chances, closing), self.twin.now),
        )  # fmt: skip

    def moves(self, data: st.DataObject) -> None:
        """Two moves that are offered, seldom one that is not: histories grow."""
        for _ in range(2):
            number = self.deal(data, going)
            deal = self.twin.deals.get(number)
            offered = [verb for verb in Verb if deal and deal.history and self._free(deal, verb)]
            self._move(data, number, self.one(data, offered, list(Verb)))

    def _free(self, deal: Deal, verb: Verb) -> bool:
        """Whether the move is offered, and to a stage that waits for no quote."""
        within = reach(deal.cycle, deal.last.stage, verb.value)
        gated = verb in (Verb.NEXT, Verb.SKIP) and not self.twin.quote(deal)
        return bool(within) and not (gated and deal.cycle.steps[within[0]].quote)

    def _move(self, data: st.DataObject, number: str, verb: Verb) -> None:
        by, cancel, deal = self.by(data, number), data.draw(st.booleans()), self.twin.deals.get(number)
        value, chances = data.draw(seldom(amounts)), data.draw(seldom(percents))
        within = reach(deal.cycle, deal.last.stage, verb.value) if deal and deal.history else [1, 6]
        to = data.draw(st.sampled_from([None, *within]))
        closing_on, changed_on = self.near(data, seldom(ahead)), self.near(data, seldom(back))
        seen = self.length(data, number)
        asked = moves.Asked(to, value, chances, closing_on, changed_on, cancel)
        figures = exact(value), exact(chances), closing_on, changed_on
        self.both(
            "move", by,
            lambda: self.twin.move(by, number, verb.value, to, *figures, cancel, seen),
            lambda s, m: moves.move(s, m, number, verb, asked, seen=seen, now=self.twin.now),
        )  # fmt: skip

    def _edit(self, data: st.DataObject) -> None:
        """Its text, its contact, its cycle."""
        description, tasks_too = data.draw(st.sampled_from(["Random", "Other"])), data.draw(st.booleans())
        number = self.deal(data, _open)
        deal, by, seen = self.twin.deals.get(number), self.by(data, number), self.version(data, number)
        contact = data.draw(st.sampled_from([deal.contact, self.contact(data)])) if deal else self.contact(data)
        cycle = data.draw(st.sampled_from([deal.cycle, self.cycle(data)])) if deal else self.cycle(data)
        asked = edits.Edit(description, None, contact.key, self.key(cycle), tasks_too)
        self.both(
            "edit", by,
            lambda: self.twin.edit(by, number, description, contact, cycle, tasks_too, seen),
            lambda s, m: edits.edit(s, m, number, asked, version=seen, now=self.twin.now),
        )  # fmt: skip

    def _hand_over(self, data: st.DataObject) -> None:
        """One of them."""
        tasks_too = data.draw(st.booleans())
        number = self.deal(data, _open)
        by, to = self.by(data, number), self.to(data)
        seen = data.draw(st.sampled_from([None, self.version(data, number)]))
        self.both(
            "hand over", by,
            lambda: self.twin.hand_over(by, number, to, tasks_too, seen),
            lambda s, m: handovers.hand_over(
                s, m, number, to.key, tasks_too=tasks_too, version=seen, now=self.twin.now
            ),
        )  # fmt: skip

    def _hand_over_all(self, data: st.DataObject) -> None:
        """All of somebody's."""
        tasks_too = data.draw(st.booleans())
        former, to = self.one(data, [], self.twin.people.values()), self.to(data)
        by = self.by(data, former)
        self.both(
            "hand over all", by,
            lambda: self.twin.hand_over_all(by, former, to, tasks_too),
            lambda s, m: handovers.hand_over_all(s, m, former.key, to.key, tasks_too=tasks_too, now=self.twin.now),
        )  # fmt: skip

    def _comment(self, data: st.DataObject) -> None:
        """Also on a closed one, and on anybody's."""
        number = self.deal(data, bool)
        by = self.by(data)
        self.both(
            "comment", by,
            lambda: self.twin.comment(by, number),
            lambda s, m: comments.add(s, m, number, "Hello", self.twin.now),
        )  # fmt: skip
