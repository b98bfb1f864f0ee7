"""The fix-it sweep: what is wrong with one's own opportunities, the most serious first (issue 4, Fix-it sweep)."""

from datetime import date, timedelta

from store import fixes, parkings, snoozes, tasks
from store.rights import Member
from store.rules.words import Fault, Outcome
from tests.store.firm import BEGAN, Firm, at


def day(number: int) -> date:
    """So many days after the firm began."""
    return BEGAN + timedelta(days=number)


def faulty(firm: Firm, today: int = 0, by: Member | None = None) -> list[tuple[str, tuple[Fault, ...]]]:
    """The numbers with what is wrong, in their order."""
    with firm.sessions.reading() as session:
        return [(one.number, one.faults) for one in fixes.faulty(session, by or firm.ana, at(day(today)))]


def done(firm: Firm, *numbers: str) -> None:
    """No task of theirs is open."""
    with firm.sessions.writing() as session:
        for number in numbers:
            for task in firm.tasks(number):
                tasks.complete(session, firm.ana, task.number, at(BEGAN))


def test_each_fault_is_found_and_the_most_serious_come_first(firm: Firm) -> None:
    fine = firm.create(closing_on=day(400))
    late, idle, waiting = firm.create(closing_on=day(2)), firm.create(closing_on=day(400)), firm.create(value=None)
    done(firm, idle)
    assert faulty(firm) == [(waiting, (Fault.VALUE, Fault.TASK)), (idle, (Fault.TASK,))]
    assert faulty(firm, 3)[0] == (late, (Fault.CLOSING,))
    assert faulty(firm, 15) == [
        (late, (Fault.CLOSING, Fault.STAGE)),
        (idle, (Fault.STAGE, Fault.TASK)),
        (fine, (Fault.STAGE,)),
        (waiting, (Fault.VALUE, Fault.TASK)),
    ]


def test_the_most_valuable_of_those_that_are_wrong_alike_comes_first(firm: Firm) -> None:
    small, large = (firm.create(value=value, closing_on=day(1)) for value in ("100", "900"))
    assert [number for number, _ in faulty(firm, 2)] == [large, small]


def test_what_rests_or_is_closed_or_is_another_persons_is_left_out(firm: Firm) -> None:
    parked, snoozed, closed = (firm.create(closing_on=day(1)) for _ in range(3))
    firm.create(by=firm.ben, closing_on=day(1))
    now = at(day(3))
    with firm.sessions.writing() as session:
        parkings.park(session, firm.ana, parked, until_on=day(20), reason="Budget", now=now)
        snoozes.snooze(session, firm.ana, snoozed, day(6), now)
    firm.close(closed, Outcome.LOST, on=day(3))
    assert faulty(firm, 3) == []
    assert [number for number, _ in faulty(firm, 6)] == [snoozed]
    assert {number for number, _ in faulty(firm, 20)} == {snoozed, parked}
