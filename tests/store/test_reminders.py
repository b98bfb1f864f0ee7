"""What is owed to a person: read from the state as it is, planned once a person and a day."""

import threading
from datetime import date, timedelta

from store import reasons, reminders, snoozes, stage_tasks, tasks
from store.models.workspaces import people as people_table
from store.reasons import End, Reason, Why
from store.rules.words import Outcome, Verb
from tests.store.firm import BEGAN, Firm, at

EIGHT = 7  # o'clock in the firm's zone, as UTC tells it in winter
TUESDAY = BEGAN + timedelta(days=1)


def opportunity(firm: Firm, **more: object) -> str:
    """One of Ana's without tasks, since Monday."""
    number = firm.create(**more)  # type: ignore[arg-type] # what create takes
    with firm.sessions.writing() as session:
        stage_tasks.cancel_open(session, firm.ana, firm.card(number).id, BEGAN)
    return number


def task(firm: Firm, number: str, due_on: date) -> str:
    """A task on it, made on Monday."""
    with firm.sessions.writing() as session:
        made = tasks.create(session, firm.ana, number, description="Call", due_on=due_on, now=at(BEGAN))
    return made.number


def owed(firm: Firm, on: date, *kinds: Why) -> list[Reason]:
    """What is owed to Ana on that day, of these kinds; of tasks and stays, unless others are named."""
    with firm.sessions.reading() as session:
        found = reasons.present(session, firm.ana, at(on))
    return [reason for reason in found if reason.why in (kinds or (Why.TASK, Why.STAGE))]


def plan(firm: Firm, on: date) -> bool:
    """Plan Ana's day."""
    with firm.sessions.writing() as session:
        return reminders.plan(session, firm.ana.workspace_id, firm.ana.id, on, at(on, EIGHT))


def of_day(firm: Firm, planned: date, on: date) -> list[tuple[str, End | None]]:
    """What the bundle of a day says, as it stands on another."""
    with firm.sessions.reading() as session:
        return [(r.about, r.end) for r in reminders.of_day(session, firm.ana, planned, at(on))]


def test_a_task_is_owed_from_its_day_on_with_all_that_is_to_be_drawn(firm: Firm) -> None:
    number = opportunity(firm)
    made = task(firm, number, TUESDAY)
    assert owed(firm, BEGAN) == []
    (reason,) = owed(firm, TUESDAY)
    assert (reason.why, reason.number, reason.description, reason.contact) == (
        Why.TASK,
        number,
        "Two pumps",
        "Zoë Kägi",
    )
    assert (reason.task, reason.task_description, reason.since, reason.seen) == (made, "Call", TUESDAY, 1)
    assert reason.about == f"rem:{number}:task:{made}"


def test_a_stay_is_owed_the_day_after_its_most_days(firm: Firm) -> None:
    firm.set_up(None, max_days=None)
    number = opportunity(firm)
    assert owed(firm, BEGAN + timedelta(days=14)) == []
    (reason,) = owed(firm, BEGAN + timedelta(days=15))
    assert (reason.about, reason.stage, reason.seen) == (f"rem:{number}:stage:1", "Initial", 1)
    assert (reason.days(BEGAN + timedelta(days=15)), reason.most_days) == (15, 14)


def test_an_update_goes_on_with_the_stay_and_a_move_begins_another(firm: Firm) -> None:
    firm.set_up(None, max_days=None)
    number = opportunity(firm)
    firm.move(number, Verb.UPDATE, on=BEGAN + timedelta(days=10), value="1")
    (reason,) = owed(firm, BEGAN + timedelta(days=15))
    assert (reason.about, reason.seen, reason.days(BEGAN + timedelta(days=15))) == (f"rem:{number}:stage:1", 2, 15)
    firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=15))
    stays = [[r for r in owed(firm, BEGAN + timedelta(days=n)) if r.why is Why.STAGE] for n in (29, 30)]
    assert stays[0] == []
    (reason,) = stays[1]
    assert (reason.about, reason.stage) == (f"rem:{number}:stage:3", "Understanding needs meeting")


def test_what_is_not_started_or_closed_overstays_nothing(firm: Firm) -> None:
    opportunity(firm, value=None)
    lost = opportunity(firm)
    firm.close(lost, Outcome.LOST, on=TUESDAY)
    assert owed(firm, BEGAN + timedelta(days=300)) == []


def test_nobody_is_owed_what_is_anothers_or_another_workspaces(firm: Firm, other: Firm) -> None:
    task(firm, opportunity(firm), TUESDAY)
    with firm.sessions.reading() as session:
        assert reasons.present(session, firm.ben, at(TUESDAY)) == []
        assert reasons.present(session, other.ana, at(TUESDAY)) == []


def test_a_bundle_shows_what_became_of_each_reason(firm: Firm) -> None:
    firm.set_up(None, max_days=0)
    moved, lost, called, kept = (opportunity(firm, description=word) for word in ("Moved", "Lost", "Called", "Kept"))
    made = task(firm, called, TUESDAY)
    assert plan(firm, TUESDAY)
    firm.move(moved, Verb.NEXT, on=TUESDAY, changed_on=BEGAN)  # there too long as well, yet another fact
    firm.close(lost, Outcome.LOST, on=TUESDAY)
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, made, at(TUESDAY))
        snoozes.snooze(session, firm.ana, kept, TUESDAY + timedelta(days=1), at(TUESDAY))
    assert of_day(firm, TUESDAY, TUESDAY) == [
        (f"rem:{called}:task:{made}", End.DONE),
        (f"rem:{moved}:stage:1", End.MOVED),
        (f"rem:{lost}:stage:1", End.MOVED),
        (f"rem:{called}:stage:1", None),
        (f"rem:{kept}:stage:1", End.SNOOZED),
    ]
    assert of_day(firm, BEGAN, TUESDAY) == []


def test_of_replicas_that_plan_the_same_morning_at_once_one_does(firm: Firm) -> None:
    task(firm, opportunity(firm), TUESDAY)
    ready, planned = threading.Barrier(4), []

    def one() -> None:
        ready.wait()
        planned.append(plan(firm, TUESDAY))

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(planned) == [False, False, False, True]


def test_who_plans_other_people_of_a_workspace_waits_for_its_turn(firm: Firm) -> None:
    """Both may take places of the same managers' days, in another order each."""
    task(firm, opportunity(firm), TUESDAY)
    done = threading.Event()

    def other() -> None:
        with firm.sessions.writing() as session:
            reminders.plan(session, firm.ben.workspace_id, firm.ben.id, TUESDAY, at(TUESDAY, EIGHT))
        done.set()

    second = threading.Thread(target=other)
    with firm.sessions.writing() as session:
        assert reminders.plan(session, firm.ana.workspace_id, firm.ana.id, TUESDAY, at(TUESDAY, EIGHT))
        second.start()
        assert not done.wait(0.3)
    second.join()
    assert done.is_set()


def test_a_morning_is_there_until_everybody_who_lives_by_it_is_planned(firm: Firm) -> None:
    morning = at(TUESDAY, EIGHT)
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ben.id).values(timezone="Asia/Tokyo"))
        found = reminders.mornings(session, morning)
        assert sorted((hours.lived.timezone, day) for hours, day in found) == [
            ("Asia/Tokyo", TUESDAY),
            ("Europe/Zurich", TUESDAY),
        ]
        for hours, day in found:
            for person in reminders.waiting(session, hours, day):
                reminders.plan(session, hours.workspace_id, person, day, morning)
        assert reminders.mornings(session, morning) == []
        assert reminders.mornings(session, morning + timedelta(days=1)) != []
        assert reminders.mornings(session, morning + timedelta(days=4)) == [], "Saturday"


def test_guests_and_those_who_left_have_no_morning(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ana.id).values(guest=True))
        session.change(people_table.update().where(people_table.c.id == firm.ben.id).values(active=False))
        assert reminders.mornings(session, at(TUESDAY, EIGHT)) == []
