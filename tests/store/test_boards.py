"""The board: what the day asks of a person, and their pipeline by stage."""

from datetime import timedelta
from decimal import Decimal

from store import boards, tasks
from store.rules.words import Outcome, Verb
from tests.store.firm import BEGAN, Firm, at

TODAY = BEGAN + timedelta(days=20)
LARGEST = "999999999999.99"


def day(firm: Firm, size: int = 10) -> boards.Day:
    """Ana's day."""
    with firm.sessions.reading() as session:
        return boards.day(session, firm.ana, TODAY, size)


def pipeline(firm: Firm) -> list[boards.StageSum]:
    """Ana's pipeline."""
    with firm.sessions.reading() as session:
        return boards.pipeline(session, firm.ana, TODAY)


def todo(firm: Firm, number: str, days: int) -> str:
    """A task by hand, due so many days after today."""
    with firm.sessions.writing() as session:
        made = tasks.create(
            session,
            firm.ana,
            number,
            description="Call",
            due_on=TODAY + timedelta(days=days),
            now=at(TODAY),
        )
    return made.number


def test_the_day_of_somebody_with_nothing_to_do_is_empty(firm: Firm) -> None:
    firm.create(by=firm.ben)
    assert day(firm).empty


def test_the_day_has_the_persons_tasks_due_today_or_before_and_no_others(firm: Firm) -> None:
    mine, bens = firm.create(value=None), firm.create(value=None, by=firm.ben)
    today, before, done = todo(firm, mine, 0), todo(firm, mine, -3), todo(firm, mine, -1)
    todo(firm, mine, 1)
    todo(firm, bens, 0)
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, done, at(TODAY))
    found = day(firm)
    assert [t.number for t in found.tasks.rows] == [before, today] and found.tasks.total == 2
    assert not found.empty


def test_the_day_has_the_persons_closings_and_overstayed_stages(firm: Firm) -> None:
    due, overdue = firm.create(closing_on=TODAY), firm.create(closing_on=TODAY - timedelta(days=1))
    moved = firm.create(closing_on=TODAY + timedelta(days=99))
    firm.move(moved, Verb.NEXT, on=TODAY)
    firm.create(closing_on=TODAY, by=firm.ben)
    found = day(firm)
    assert [r.number for r in found.due.rows] == [due]
    assert [r.number for r in found.overdue.rows] == [overdue]
    assert {r.number for r in found.stale.rows} == {due, overdue}


def test_each_list_of_the_day_is_short_and_says_how_many_there_are(firm: Firm) -> None:
    for _ in range(3):
        todo(firm, firm.create(closing_on=TODAY), -1)
    found = day(firm, 2)
    assert (len(found.tasks.rows), len(found.due.rows)) == (2, 2)
    assert (found.tasks.total, found.due.total) == (9, 3)  # arriving made two tasks each


def test_the_pipeline_sums_what_is_in_progress_by_stage(firm: Firm) -> None:
    firm.create()
    second = firm.create(value="1000.01")
    firm.move(second, Verb.NEXT, on=BEGAN)
    firm.create(by=firm.ben)
    firm.create(value=None)
    firm.close(firm.create(), Outcome.LOST, on=BEGAN)
    assert [(s.cycle_code, s.stage, s.stage_description, s.count, s.value, s.weighted) for s in pipeline(firm)] == [
        ("EX-LARGE", 1, "Initial", 1, Decimal("50000.00"), Decimal("100.000000")),
        ("EX-LARGE", 2, "Understanding needs meeting", 1, Decimal("1000.01"), Decimal("87.500875")),
    ]


def test_ten_opportunities_of_the_largest_value_are_summed_to_the_last_digit(firm: Firm) -> None:
    firm.set_up(1, completed=Decimal(100))
    for _ in range(10):
        firm.create(value=LARGEST, chances="100")
    (stage,) = pipeline(firm)
    assert (stage.count, stage.value, stage.weighted) == (10, Decimal("9999999999999.90"), Decimal("9999999999999.90"))


def test_the_pipeline_of_one_workspace_knows_nothing_of_another(firm: Firm, other: Firm) -> None:
    other.create()
    assert pipeline(firm) == [] and day(firm).empty
