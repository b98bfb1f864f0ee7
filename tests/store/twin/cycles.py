"""Sales cycles and their stages as admins change them (domain.md A.1, A.2, B.1, B.2)."""

from tests.store.twin.parts import ADMIN, Cycle, Person, Step, demand
from tests.store.twin.people import People


class Cycles(People):
    """What is written stays as it was; what comes follows the set-up (F003, F010)."""

    def _held(self, by: Person, cycle: Cycle) -> None:
        self.must(by, ADMIN)
        demand(not cycle.deleted)

    def _stand(self, cycle: Cycle, no: int | None = None) -> bool:
        """Whether something in progress stands in the cycle, or at one of its stages."""
        going = (deal for deal in self.deals.values() if deal.cycle is cycle and deal.status == "in_progress")
        return any(no in (None, deal.last.stage) for deal in going)

    def _named(self, cycle: Cycle, no: int) -> bool:
        return any(deal.cycle is cycle and any(row.stage == no for row in deal.history) for deal in self.deals.values())

    def set_stage(self, by: Person, cycle: Cycle, no: int, step: Step) -> None:
        """Describe a stage anew."""
        self._held(by, cycle)
        demand(no in cycle.steps)
        cycle.steps[no] = step

    def add_stage(self, by: Person, cycle: Cycle, step: Step, no: int | None, after: int | None) -> None:
        """At a number that is free, else behind a stage, where others move on unless history names them."""
        self._held(by, cycle)
        if after is not None:
            demand(after in cycle.steps)
            no, crowd = after + 1, []
            while no + len(crowd) in cycle.steps:
                crowd.append(no + len(crowd))
            demand(not any(self._named(cycle, each) for each in crowd))
            for each in reversed(crowd):
                cycle.steps[each + 1] = cycle.steps.pop(each)
        no = no or (cycle.order or [0])[-1] + 1
        demand(no not in cycle.steps)
        cycle.steps[no] = step

    def swap_stages(self, by: Person, cycle: Cycle, no: int, step: int) -> None:
        """With the neighbour, unless history names one of the two."""
        self._held(by, cycle)
        demand(no in cycle.steps)
        place = cycle.order.index(no) + step
        demand(0 <= place < len(cycle.steps))
        other = cycle.order[place]
        demand(not self._named(cycle, no), not self._named(cycle, other))
        cycle.steps[no], cycle.steps[other] = cycle.steps[other], cycle.steps[no]

    def remove_stage(self, by: Person, cycle: Cycle, no: int) -> None:
        """Where nothing stands."""
        self._held(by, cycle)
        demand(no in cycle.steps, not self._stand(cycle, no))
        del cycle.steps[no]

    def edit_cycle(self, by: Person, cycle: Cycle, method: str) -> None:
        """The next entries reckon by another method."""
        self._held(by, cycle)
        cycle.method = method

    def block_cycle(self, by: Person, cycle: Cycle, blocked: bool) -> None:
        """For what is new."""
        self._held(by, cycle)
        demand(cycle.blocked != blocked)
        cycle.blocked = blocked

    def copy_cycle(self, by: Person, cycle: Cycle, code: str) -> Cycle:
        """Under a code that no other has; the one that had it comes back."""
        self._held(by, cycle)
        former = next((each for each in self.cycles.values() if each.code == code), Cycle(code, "", {}, deleted=True))
        demand(former.deleted)
        former.method, former.steps, former.blocked, former.deleted = cycle.method, dict(cycle.steps), False, False
        return former

    def remove_cycle(self, by: Person, cycle: Cycle) -> None:
        """In which nothing runs; the code stays on what is closed or not started."""
        self._held(by, cycle)
        demand(not self._stand(cycle))
        cycle.steps, cycle.deleted = {}, True

    def new_in(self, cycle: Cycle, *, starts: bool) -> None:
        """Something new may run in the cycle."""
        demand(not cycle.deleted, not cycle.blocked, cycle.steps or not starts)
