"""Every kind of reason to remind somebody: when it begins, what ends it, and what makes it another fact."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import comments, handovers, interactions, moves, parkings, quotes, reasons, task_changes, tasks
from store.models.cycles import stages
from store.models.workspaces import mutes, snoozes
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.reasons import End, Reason, Why
from store.rights import Member
from store.rules.words import InteractionKind, Outcome, Role, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at

DAY = timedelta(days=1)
CLOSES = BEGAN + 30 * DAY  # what an opportunity that began then has
ALL = (Why.CLOSING, Why.STAGE, Why.IDLE, Why.NOT_STARTED)


def present(firm: Firm, on: date, *kinds: Why, by: Member | None = None, hour: int = 9) -> list[Reason]:
    """The reasons of these kinds to remind Ana on that day."""
    with firm.sessions.reading() as session:
        found = reasons.present(session, by or firm.ana, at(on, hour))
    return [reason for reason in found if reason.why in kinds]


def marks(firm: Firm, on: date, *kinds: Why) -> list[str]:
    """What tells these facts from others."""
    return [reason.mark for reason in present(firm, on, *kinds)]


def again(firm: Firm, reason: Reason, on: date, hour: int = 9) -> End | None:
    """What became of it by then."""
    with firm.sessions.reading() as session:
        (found,) = reasons.again(session, firm.ana, [reason.fact], at(on, hour))
    assert found is not None and found.about == reason.about
    return found.end


def change(firm: Firm, **values: Any) -> None:
    """Change the workspace."""
    with firm.sessions.writing() as session:
        mine = workspace_table.c.id == firm.ana.workspace_id
        session.change(workspace_table.update().where(mine).values(**values))


def test_a_closing_date_is_due_seven_days_ahead_and_passed_the_day_after(firm: Firm) -> None:
    """F094: today and the seven days after it count as due, yesterday as overdue: two facts."""
    firm.create()
    due, passed = f"due-{CLOSES}", f"passed-{CLOSES}"
    found = {n: marks(firm, CLOSES + n * DAY, Why.CLOSING) for n in (-8, -7, 0, 1, 300)}
    assert found == {-8: [], -7: [due], 0: [due], 1: [passed], 300: [passed]}
    (reason,) = present(firm, CLOSES + DAY, Why.CLOSING)
    assert (reason.closing_on, reason.since, reason.seen) == (CLOSES, CLOSES + DAY, 1)


def test_a_reason_needs_no_other_beside_it(firm: Firm) -> None:
    """An opportunity that gives cause for this alone is found on the first day on which it does."""
    far = 999
    firm.create()
    with firm.sessions.writing() as session:
        session.change(stages.update().values(max_days=None))
    change(firm, idle_days=far, max_days=far)
    assert [marks(firm, CLOSES + n * DAY, *ALL) for n in (-8, -7)] == [[], [f"due-{CLOSES}"]]
    change(firm, max_days=10)
    assert [marks(firm, BEGAN + n * DAY, *ALL) for n in (10, 11)] == [[], ["1"]]
    change(firm, idle_days=10, max_days=far)
    assert [marks(firm, BEGAN + n * DAY, *ALL) for n in (9, 10)] == [[], [BEGAN.isoformat()]]


def test_what_is_not_started_or_closed_is_never_due(firm: Firm) -> None:
    """F094: not started and closed never."""
    firm.create(value=None)
    for outcome in Outcome:
        firm.close(firm.create(), outcome, value="1", on=BEGAN + DAY)
    assert [present(firm, CLOSES + n * DAY, Why.CLOSING, Why.STAGE, Why.IDLE) for n in (0, 1, 90)] == [[], [], []]


def test_another_closing_date_is_another_fact_and_an_update_of_the_value_is_none(firm: Firm) -> None:
    number = firm.create()
    (before,) = present(firm, CLOSES, Why.CLOSING)
    firm.move(number, Verb.UPDATE, on=CLOSES, value="70000")
    assert again(firm, before, CLOSES) is None
    firm.move(number, Verb.UPDATE, on=CLOSES, closing_on=CLOSES + 5 * DAY)
    assert again(firm, before, CLOSES) is End.MOVED
    (after,) = present(firm, CLOSES, Why.CLOSING)
    assert after.mark == f"due-{CLOSES + 5 * DAY}" and after.about != before.about


def test_a_closing_date_that_passes_ends_that_it_was_due(firm: Firm) -> None:
    firm.create()
    (due,) = present(firm, CLOSES, Why.CLOSING)
    assert (again(firm, due, CLOSES), again(firm, due, CLOSES + DAY)) == (None, End.MOVED)


def test_nothing_for_as_many_days_as_the_workspace_says_is_a_reason(firm: Firm) -> None:
    change(firm, idle_days=5)
    firm.create()
    assert marks(firm, BEGAN + 4 * DAY, Why.IDLE) == []
    (reason,) = present(firm, BEGAN + 5 * DAY, Why.IDLE)
    assert (reason.mark, reason.days(BEGAN + 5 * DAY)) == (BEGAN.isoformat(), 5)


def comment(session: Session, firm: Firm, number: str, now: datetime) -> None:
    comments.add(session, firm.ben, number, "They call back", now)


def task(session: Session, firm: Firm, number: str, now: datetime) -> None:
    tasks.create(session, firm.ana, number, description="Call", due_on=CLOSES, now=now)


def quote(session: Session, firm: Firm, number: str, now: datetime) -> None:
    quotes.link(session, firm.ana, number, quote="Q1", total=Decimal(9), quoted_on=BEGAN, now=now)


def interaction(session: Session, firm: Firm, number: str, now: datetime) -> None:
    said = interactions.Logging(InteractionKind.CALL, BEGAN, "Called", opportunity=number)
    interactions.log(session, firm.ana, said, now)


def update(session: Session, firm: Firm, number: str, now: datetime) -> None:
    moves.move(session, firm.ana, number, Verb.UPDATE, moves.Asked(value=Decimal(9)), seen=None, now=now)


@pytest.mark.parametrize("act", [comment, task, quote, interaction, update])
def test_whatever_happens_begins_the_days_without_activity_anew(
    firm: Firm, act: Callable[[Session, Firm, str, datetime], None]
) -> None:
    change(firm, idle_days=5)
    number, day = firm.create(), BEGAN + 6 * DAY
    (before,) = present(firm, day, Why.IDLE)
    with firm.sessions.writing() as session:
        act(session, firm, number, at(day))
    assert again(firm, before, day) is End.MOVED
    assert [marks(firm, day + n * DAY, Why.IDLE) for n in (0, 4, 5)] == [[], [], [day.isoformat()]]


def test_a_task_that_is_done_is_activity_and_one_that_is_cancelled_is_none(firm: Firm) -> None:
    change(firm, idle_days=5)
    number, day = firm.create(), BEGAN + 6 * DAY
    first, second, *_ = [one.number for one in firm.tasks(number)]
    with firm.sessions.writing() as session:
        task_changes.cancel(session, firm.ana, first, at(day - DAY))
    assert marks(firm, day, Why.IDLE) == [BEGAN.isoformat()]
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, second, at(day))
    assert [marks(firm, day + n * DAY, Why.IDLE) for n in (0, 5)] == [[], [day.isoformat()]]


def test_what_was_never_started_is_a_reason_after_as_many_days_as_the_workspace_says(firm: Firm) -> None:
    number = firm.create(value=None)
    assert marks(firm, BEGAN + 6 * DAY, *ALL) == []
    (reason,) = present(firm, BEGAN + 7 * DAY, *ALL)
    assert (reason.why, reason.seen, reason.days(BEGAN + 7 * DAY)) == (Why.NOT_STARTED, 0, 7)
    firm.activate(number, on=BEGAN + 8 * DAY)
    assert again(firm, reason, BEGAN + 8 * DAY) is End.MOVED
    assert marks(firm, BEGAN + 8 * DAY, *ALL) == []


def test_one_opportunity_can_have_several_reasons_which_stand_together(firm: Firm) -> None:
    change(firm, max_days=3, idle_days=3)
    firm.set_up(None, max_days=None)
    first, second = firm.create(), firm.create(on=BEGAN + DAY)
    found = present(firm, BEGAN + 6 * DAY, *ALL)
    assert [(reason.number, reason.why) for reason in found] == [
        (first, Why.STAGE),
        (first, Why.IDLE),
        (second, Why.STAGE),
        (second, Why.IDLE),
    ]


@pytest.mark.parametrize("whose", [people_table, workspace_table])
def test_a_kind_that_is_switched_off_is_no_reason(firm: Firm, whose: Any) -> None:
    number = firm.create()
    with firm.sessions.writing() as session:
        task(session, firm, number, at(BEGAN))
    before = present(firm, CLOSES + DAY, *Why)
    assert {reason.why for reason in before} == {Why.TASK, Why.CLOSING, Why.STAGE, Why.IDLE}
    mine = firm.ana.id if whose is people_table else firm.ana.workspace_id
    with firm.sessions.writing() as session:
        session.change(whose.update().where(whose.c.id == mine).values(kinds_off="task idle"))
    assert {reason.why for reason in present(firm, CLOSES + DAY, *Why)} == {Why.CLOSING, Why.STAGE}
    ends = {reason.why: again(firm, reason, CLOSES + DAY) for reason in before}
    assert ends == {Why.TASK: End.OFF, Why.IDLE: End.OFF, Why.CLOSING: None, Why.STAGE: None}


def hold(firm: Firm, number: str, table: Any, **values: Any) -> None:
    """Let Ana hold something back."""
    keys = {"workspace_id": firm.ana.workspace_id, "person_id": firm.ana.id, "opportunity_id": firm.card(number).id}
    with firm.sessions.writing() as session:
        session.change(table.insert().values(**keys, at=at(BEGAN), **values))


def test_what_is_muted_is_no_reason_nor_are_its_tasks_but_for_others_it_is(firm: Firm) -> None:
    number, _ = firm.create(), firm.create(by=firm.ben)
    before = present(firm, CLOSES, *Why)
    hold(firm, number, mutes)
    assert present(firm, CLOSES, *Why) == []
    assert {again(firm, reason, CLOSES) for reason in before} == {End.MUTED}
    assert present(firm, CLOSES, *Why, by=firm.ben) != []


def test_a_snooze_ends_with_its_day_or_at_the_moment_it_names(firm: Firm) -> None:
    by_day, by_moment = firm.create(), firm.create()
    hold(firm, by_day, snoozes, until_on=CLOSES)
    hold(firm, by_moment, snoozes, until_on=CLOSES, until_at=at(CLOSES, 10))

    def waking(on: date, hour: int) -> list[str | None]:
        return sorted({reason.number for reason in present(firm, on, *ALL, hour=hour)}, key=str)

    assert [waking(CLOSES - DAY, 9), waking(CLOSES, 9), waking(CLOSES, 10)] == [[], [by_day], [by_day, by_moment]]


def test_what_is_parked_is_no_reason_until_its_day(firm: Firm) -> None:
    number = firm.create()
    (before,) = present(firm, CLOSES - DAY, Why.CLOSING)
    with firm.sessions.writing() as session:
        parkings.park(session, firm.ana, number, until_on=CLOSES, reason="Budget freeze", now=at(BEGAN))
    assert present(firm, CLOSES - DAY, *Why) == [] and again(firm, before, CLOSES - DAY) is End.PARKED
    assert present(firm, CLOSES, *Why) != []


@pytest.mark.parametrize("who", [{"role": Role.READER}, {"role": Role.SALESPERSON, "blocked": True}])
def test_nobody_is_reminded_of_what_they_may_not_act_on(firm: Firm, who: dict[str, Any]) -> None:
    firm.create(by=firm.ben)
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ben.id).values(**who))
    assert present(firm, CLOSES, *Why, by=firm.fresh(firm.ben)) == []


def test_what_was_handed_over_is_the_new_owners_reason(firm: Firm) -> None:
    number = firm.create()
    (mine,) = present(firm, CLOSES, Why.CLOSING)
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ben.id, now=at(CLOSES))
    assert again(firm, mine, CLOSES) is End.MOVED
    assert present(firm, CLOSES, Why.CLOSING) == [] and len(present(firm, CLOSES, Why.CLOSING, by=firm.ben)) == 1
