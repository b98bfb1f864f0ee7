"""Sales cycles and stages set up otherwise."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from store import cycle_changes, cycles, stage_places, stages
from store.rights import Member
from store.rules.words import Method
from store.sessions import Session
from tests.store.lives.people import People
from tests.store.lives.world import percents
from tests.store.twin.parts import Cycle, Step

COPIES = ("COPY", "AGAIN")


class Cycles(People):
    """What is written stays, what comes follows it."""

    def _version(self, session: Session, by: Member, cycle: Cycle) -> int:
        return cycles.setup(session, by).cycles[self.key(cycle)].version

    def _stage(self, data: st.DataObject, cycle: Cycle) -> int:
        return self.one(data, cycle.order, [99])

    def cycles(self, data: st.DataObject) -> None:
        """One of these changes."""
        copies = [each for each in self.twin.cycles.values() if each.code in COPIES and not each.deleted]
        self.change(
            data, (self._describe_stage, True), (self._describe_stage, True), (self._swap_stages, copies),
            (self._remove_stage, True), (self._edit_cycle, True), (self._block_cycle, True),
            (self._copy_cycle, len(copies) < len(COPIES)), (self._remove_cycle, copies),
        )  # fmt: skip

    def _describe_stage(self, data: st.DataObject) -> None:
        """One that is there, or a new one at a number or behind another."""
        completed, chances = data.draw(percents), data.draw(percents)
        quote, skip = data.draw(st.booleans()), data.draw(st.booleans())
        by, cycle, activity = self.by(data), self.cycle(data), data.draw(st.sampled_from(list(self.activities)))
        asked = stages.Described("A stage", completed, chances, activity, quote, skip)
        step = Step(Fraction(completed), Fraction(chances), quote, skip, self.activities[activity])
        no, place = self._stage(data, cycle), data.draw(st.sampled_from(["edit", "edit", "number", "after", "last"]))
        if place == "edit":
            self.both(
                "edit stage", by,
                lambda: self.twin.set_stage(by, cycle, no, step),
                lambda s, m: stages.edit(
                    s, m, self.key(cycle), no, asked, seen=self._version(s, m, cycle), now=self.twin.now
                ),
            )  # fmt: skip
            return
        number = data.draw(st.integers(1, 12)) if place == "number" else None
        after = no if place == "after" else None
        self.both(
            "add stage", by,
            lambda: self.twin.add_stage(by, cycle, step, number, after),
            lambda s, m: stages.add(
                s, m, self.key(cycle), asked, number=number and Decimal(number), after=after,
                seen=self._version(s, m, cycle), now=self.twin.now,
            ),
        )  # fmt: skip

    def _swap_stages(self, data: st.DataObject) -> None:
        """With the neighbour."""
        by, cycle, step = self.by(data), self.cycle(data), data.draw(st.sampled_from([-1, 1]))
        no = self._stage(data, cycle)
        self.both(
            "swap stages", by,
            lambda: self.twin.swap_stages(by, cycle, no, step),
            lambda s, m: stage_places.move(
                s, m, self.key(cycle), no, step, seen=self._version(s, m, cycle), now=self.twin.now
            ),
        )  # fmt: skip

    def _remove_stage(self, data: st.DataObject) -> None:
        """One at which nothing stands."""
        by, cycle = self.by(data), self.cycle(data)
        no = self._stage(data, cycle)
        self.both(
            "remove stage", by,
            lambda: self.twin.remove_stage(by, cycle, no),
            lambda s, m: stages.remove(s, m, self.key(cycle), no, seen=self._version(s, m, cycle), now=self.twin.now),
        )  # fmt: skip

    def _edit_cycle(self, data: st.DataObject) -> None:
        """The next entries reckon otherwise."""
        by, cycle, method = self.by(data), self.cycle(data), data.draw(st.sampled_from(Method))
        self.both(
            "edit cycle", by,
            lambda: self.twin.edit_cycle(by, cycle, method.value),
            lambda s, m: cycle_changes.edit(
                s, m, self.key(cycle), description="A cycle", method=method, seen=self._version(s, m, cycle),
                now=self.twin.now,
            ),
        )  # fmt: skip

    def _block_cycle(self, data: st.DataObject) -> None:
        """For new ones; who is blocked is open again."""
        by, cycle = self.by(data), self.one(data, [], self.twin.cycles.values())
        blocked = data.draw(st.sampled_from([not cycle.blocked] * 3 + [cycle.blocked]))
        self.both(
            "block cycle", by,
            lambda: self.twin.block_cycle(by, cycle, blocked),
            lambda s, m: cycle_changes.block(s, m, self.key(cycle), blocked, self.twin.now),
        )  # fmt: skip

    def _copy_cycle(self, data: st.DataObject) -> None:
        """So that there is one that nothing runs in."""
        by, cycle, made = self.by(data), self.cycle(data), []
        code = data.draw(st.sampled_from(COPIES))
        key = self.both(
            "copy cycle", by,
            lambda: made.append(self.twin.copy_cycle(by, cycle, code)),
            lambda s, m: cycle_changes.copy(s, m, self.key(cycle), code=code, description="A copy", now=self.twin.now),
        )  # fmt: skip
        if key:
            assert self.twin.cycles.setdefault(key, made[0]) is made[0]

    def _remove_cycle(self, data: st.DataObject) -> None:
        """In which nothing runs: mostly a copy."""
        by, copies = self.by(data), [each for each in self.twin.cycles.values() if each.code in COPIES]
        cycle = self.one(data, copies, self.twin.cycles.values())
        self.both(
            "remove cycle", by,
            lambda: self.twin.remove_cycle(by, cycle),
            lambda s, m: cycle_changes.remove(
                s, m, self.key(cycle), seen=self._version(s, m, cycle), now=self.twin.now
            ),
        )  # fmt: skip
