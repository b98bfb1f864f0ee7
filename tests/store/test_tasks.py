"""Tasks: from a stage's activity, by hand, completed (domain.md A.7, B.9)."""

from datetime import date, timedelta
from typing import Any

from store import task_changes, tasks
from store.models.contacts import contacts as contact_table
from store.models.cycles import activities
from store.models.workspaces import workspaces as workspace_table
from store.rules.checks import Several
from store.rules.refusals import (
    ContactBlocked,
    IsClosed,
    Missing,
    NotFound,
    NotYours,
    Refusal,
    TaskClosed,
    TooEarly,
    TooLate,
    TooLong,
)
from store.rules.words import Outcome, Priority, Role, TaskKind, TaskStatus, Verb
from tests.store.firm import BEGAN, Firm, at, refused

DAY = timedelta(days=1)


def create(firm: Firm, number: str | None, description: str, due_on: date | None, **more: Any) -> tasks.Task:
    """A task by hand."""
    with firm.sessions.writing() as session:
        return tasks.create(
            session,
            firm.ana,
            number,
            description=description,
            due_on=due_on,
            now=at(BEGAN),
            **more,
        )


def complete(firm: Firm, typed: str, on: date = BEGAN) -> tasks.Task:
    """Complete it on that day."""
    with firm.sessions.writing() as session:
        return tasks.complete(session, firm.ben, typed, at(on)).task


def test_arriving_makes_one_task_a_step_with_its_type_priority_text_date_and_owner(firm: Firm) -> None:
    """F060."""
    number = firm.create(by=firm.ben)
    firm.move(number, Verb.NEXT, on=BEGAN + DAY)
    made = [t for t in firm.tasks(number) if int(t.number[2:]) > 2]
    assert [(t.description, t.kind, t.due_on) for t in made] == [
        ("Prepare the agenda", TaskKind.BLANK, BEGAN + DAY),
        ("Confirm the meeting", TaskKind.CALL, BEGAN + 4 * DAY),
        ("Needs meeting", TaskKind.MEETING, BEGAN + 15 * DAY),
        ("Send the summary of needs", TaskKind.BLANK, BEGAN + 22 * DAY),
    ]
    assert {(t.priority, t.status, t.salesperson_name) for t in made} == {(Priority.LOW, TaskStatus.NOT_STARTED, "Ben")}
    assert {t.opportunity_number for t in made} == {number}


def test_tasks_are_dated_from_the_day_of_the_change_not_from_today(firm: Firm) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN + 9 * DAY, changed_on=BEGAN + 2 * DAY)
    assert BEGAN + 5 * DAY in {t.due_on for t in firm.tasks(number)}


def test_a_task_by_hand_belongs_to_the_opportunitys_salesperson_and_needs_text_and_date(firm: Firm) -> None:
    """F063."""
    number = firm.create(by=firm.ben, value=None)
    made = create(firm, number, " Call  back ", BEGAN + DAY, kind=TaskKind.CALL)
    assert (made.description, made.due_on, made.kind, made.salesperson_name) == (
        *("Call back", BEGAN + DAY, TaskKind.CALL, "Ben"),
    )
    assert (made.priority, made.open, made.number) == (Priority.NORMAL, True, "TD000001")
    wrong: list[tuple[str, date | None, type[Refusal], str]] = [
        *((" ", BEGAN, Missing, "task"), ("x" * 201, BEGAN, TooLong, "task"), ("x", None, Missing, "due_on")),
        *(("x", date(1999, 1, 1), TooEarly, "due_on"), ("x", date(2200, 1, 1), TooLate, "due_on")),
    ]
    for description, due_on, refusal, place in wrong:
        with refused(firm, refusal) as one:
            create(firm, number, description, due_on)
        assert one.value.place == place
    with refused(firm, Several):
        create(firm, number, "", None)


def test_a_closed_opportunity_takes_no_task(firm: Firm) -> None:
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, IsClosed):
        create(firm, number, "Too late", BEGAN)


def test_a_completed_task_is_closed_today_and_only_once(firm: Firm) -> None:
    """F066."""
    number = firm.create()
    todo = firm.tasks(number)[0].number
    done = complete(firm, todo.lower().replace("td0", "td"), BEGAN + DAY)
    assert (done.open, done.cancelled, done.status, done.closed_on) == (
        *(False, False, TaskStatus.COMPLETED, BEGAN + DAY),
    )
    with refused(firm, TaskClosed):
        complete(firm, todo)
    for typed in ("TD000099", "", "x"):
        with refused(firm, NotFound):
            complete(firm, typed)


def test_cancelling_leaves_what_is_done_as_it_was(firm: Firm) -> None:
    number = firm.create()
    done = complete(firm, firm.tasks(number)[0].number)
    firm.close(number, Outcome.LOST, on=BEGAN + DAY, cancel_tasks=True)
    states = {t.number: (t.cancelled, t.closed_on) for t in firm.tasks(number)}
    assert states.pop(done.number) == (False, BEGAN)
    assert list(states.values()) == [(True, BEGAN + DAY)]


def test_an_activity_without_steps_makes_one_task_called_like_it(firm: Firm) -> None:
    """F060: domain.md B.9; with the day of the change as its date."""
    with firm.sessions.writing() as session:
        key = session.add(activities, workspace_id=firm.ana.workspace_id, code="EMPTY", description="Just a look")
    firm.set_up(2, activity_id=key)
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN + DAY)
    (made,) = [t for t in firm.tasks(number) if int(t.number[2:]) > 2]
    assert (made.description, made.due_on, made.priority) == ("Just a look", BEGAN + DAY, Priority.NORMAL)


def test_going_back_makes_the_tasks_of_the_stage_again_and_an_update_none(firm: Firm) -> None:
    """F061: previous and jump make them again, update does not."""
    number = firm.create()
    counts = list[int]()
    for verb, asked in (
        *((Verb.NEXT, {}), (Verb.PREVIOUS, {}), (Verb.UPDATE, {"chances": "50"}), (Verb.NEXT, {})),
        *((Verb.SKIP, {"stage": 3}), (Verb.JUMP, {"stage": 1})),
    ):
        if verb is Verb.SKIP:
            firm.link(number)
        firm.move(number, verb, on=BEGAN, **asked)
        counts.append(len(firm.tasks(number)))
    assert counts == [6, 8, 8, 12, 16, 18]


def test_a_move_leaves_the_old_tasks_open_unless_they_are_to_be_cancelled(firm: Firm) -> None:
    """F062: unticked they stay, ticked all open ones of the opportunity are cancelled, those of others too."""
    number = firm.create()
    create(firm, number, "By hand", BEGAN, salesperson_id=firm.ben.id)
    firm.move(number, Verb.UPDATE, on=BEGAN)
    assert all(t.open for t in firm.tasks(number))
    done = complete(firm, firm.tasks(number)[0].number)
    firm.move(number, Verb.NEXT, on=BEGAN + DAY, cancel_tasks=True)
    old = [t for t in firm.tasks(number) if int(t.number[2:]) < 4 and t.number != done.number]
    assert [(t.open, t.cancelled, t.status, t.closed_on) for t in old] == [
        (False, True, TaskStatus.COMPLETED, BEGAN + DAY)
    ] * 2
    assert sum(t.open for t in firm.tasks(number)) == 4
    assert not tasks_of(firm, done.number).cancelled


def tasks_of(firm: Firm, number: str) -> tasks.Task:
    """The task of this number."""
    with firm.sessions.reading() as session:
        return tasks.get(session, firm.ana, number)


def test_a_task_by_hand_takes_the_opportunitys_contact_and_may_be_somebody_elses(firm: Firm) -> None:
    """F063: owner, contact and opportunity are preset; type, priority and owner can be chosen."""
    number = firm.create()
    preset = create(firm, number, "Preset", BEGAN)
    assert (preset.opportunity_number, preset.contact_name, preset.salesperson_name) == (
        *(number, firm.person.name, "Ana"),
    )
    made = create(firm, number, "Bens", BEGAN, salesperson_id=firm.ben.id, priority=Priority.HIGH)
    assert (made.salesperson_name, made.priority) == ("Ben", Priority.HIGH)
    reader = firm.member(Role.READER)
    with refused(firm, NotFound) as none:
        create(firm, number, "A reader's", BEGAN, salesperson_id=reader.id)
    assert none.value.place == "salesperson"


def test_a_task_may_be_on_a_contact_alone_or_on_nobody(firm: Firm) -> None:
    """F063: without an opportunity it is one's own, and a contact that is blocked takes none."""
    on_contact = create(firm, None, "Call", BEGAN, contact_id=firm.person.id)
    alone = create(firm, None, "Tidy up", BEGAN)
    assert (on_contact.contact_name, on_contact.opportunity_number) == (firm.person.name, None)
    assert (alone.contact_name, alone.salesperson_name) == (None, "Ana")
    with firm.sessions.writing() as session:
        mine = contact_table.c.workspace_id == firm.ana.workspace_id
        session.change(contact_table.update().where(mine).values(privacy_blocked=True))
    with refused(firm, ContactBlocked):
        create(firm, None, "Call", BEGAN, contact_id=firm.person.id)


def test_tasks_of_nobody_are_kept_to_their_owner_where_changes_are(firm: Firm) -> None:
    """F063, F096: decision 42; one's own always, a colleague's take their manager."""
    bens = create(firm, None, "Bens", BEGAN, salesperson_id=firm.ben.id)
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(owner_only=True))
    seller = firm.member(Role.SALESPERSON)
    for act in (tasks.complete, task_changes.cancel):
        with refused(firm, NotYours), firm.sessions.writing() as session:
            act(session, seller, bens.number, at(BEGAN))
    with refused(firm, NotYours), firm.sessions.writing() as session:
        own = {"description": "X", "due_on": BEGAN, "salesperson_id": firm.ben.id, "now": at(BEGAN)}
        tasks.create(session, seller, None, **own)
    with firm.sessions.writing() as session:
        assert tasks.complete(session, firm.fresh(firm.ben), bens.number, at(BEGAN)).task.closed_on == BEGAN
