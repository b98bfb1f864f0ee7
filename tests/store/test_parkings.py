"""Parking: until when, why, what wakes an opportunity, and how often it was parked (issue 4, Park)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import audits, closings, deletions, handovers, parkings, undos, wakings
from store.models.parkings import parkings as table
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules.refusals import (
    AlreadyChanged,
    AlreadyMoved,
    IsClosed,
    Missing,
    NotAllowed,
    NotParked,
    NotYours,
    TooEarly,
    TooLate,
    TooLong,
)
from store.rules.words import Outcome, Role, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once
from tests.store.test_parallel import sorts

DAY = timedelta(days=1)
MARCH = date(2026, 3, 1)
WHY = "budget freeze"


def park(
    firm: Firm, number: str, until: date | None = MARCH, why: str = WHY, *, on: date = BEGAN, **more: Any
) -> parkings.Parked:
    """Park it on that day."""
    by = more.pop("by", firm.ana)
    with firm.sessions.writing() as session:
        return parkings.park(session, by, number, until_on=until, reason=why, now=at(on), **more)


def unpark(firm: Firm, number: str, *, on: date = BEGAN, by: Member | None = None, **more: Any) -> parkings.Parking:
    """Wake it on that day."""
    with firm.sessions.writing() as session:
        return parkings.unpark(session, by or firm.ana, number, now=at(on), **more)


def current(firm: Firm, number: str, on: date = BEGAN) -> parkings.Parking | None:
    """How it rests on that day."""
    key = firm.card(number).id
    with firm.sessions.reading() as session:
        return parkings.current(session, firm.ana.workspace_id, key, on)


def written(firm: Firm, number: str) -> list[tuple[str, audits.Values, audits.Values]]:
    """What the audit trail says of it, newest first."""
    with firm.sessions.reading() as session:
        return [(row.operation, row.old, row.new) for row in audits.about(session, firm.ana, number).rows]


@pytest.mark.parametrize("value", ["50000", None])
def test_it_rests_until_the_day_on_which_it_is_awake_again(firm: Firm, value: str | None) -> None:
    number = firm.create(value=value)
    parked = park(firm, number, why="  budget\u200b   freeze ")
    assert parked == parkings.Parked(MARCH, WHY, 1, None)
    last = current(firm, number, MARCH - DAY)
    assert last and (last.parked_on, last.until_on, last.reason, last.person) == (BEGAN, MARCH, WHY, "Ana")
    assert current(firm, number, MARCH) is None
    assert written(firm, number)[0] == ("park", {}, {"until_on": MARCH.isoformat(), "reason": WHY})


def test_parked_now_is_a_question_of_the_date_in_a_statement_too(firm: Firm) -> None:
    parked, awake = firm.create(), firm.create()
    park(firm, parked)
    statement = select(parkings.opportunities.c.number).where(parkings.ACTIVE)
    with firm.sessions.reading() as session:
        found = [session.values(statement, today=day) for day in (BEGAN, MARCH - DAY, MARCH)]
    assert found == [[parked], [parked], []] and awake


@pytest.mark.parametrize(
    ("until", "why", "refusal"),
    [
        (BEGAN, WHY, TooEarly),
        (BEGAN - DAY, WHY, TooEarly),
        (date(2027, 1, 6), WHY, TooLate),
        (date(2199, 12, 31), WHY, TooLate),
        (None, WHY, Missing),
        (MARCH, " \u200b ", Missing),
        (MARCH, "x" * 201, TooLong),
    ],
)
def test_it_needs_a_day_within_a_year_and_a_reason(
    firm: Firm, until: date | None, why: str, refusal: type[Exception]
) -> None:
    number = firm.create()
    with refused(firm, refusal) as told:  # type: ignore[arg-type] # each is a Refusal
        park(firm, number, until, why)
    assert told.value.place in ("until_on", "reason")


def test_tomorrow_and_a_year_from_today_pass_in_the_workspaces_calendar(firm: Firm) -> None:
    with firm.sessions.writing() as session:  # where it is the sixth already
        session.change(workspaces.update().values(timezone="Pacific/Kiritimati"))
    firm.ana = firm.fresh(firm.ana)
    number = firm.create()
    late: dict[str, Any] = {"reason": WHY, "now": at(BEGAN, 12)}
    with firm.sessions.writing() as session:
        for day in (date(2026, 1, 7), date(2027, 1, 6)):
            parkings.park(session, firm.ana, number, until_on=day, **late)
    with refused(firm, TooEarly) as told, firm.sessions.writing() as session:
        parkings.park(session, firm.ana, number, until_on=date(2026, 1, 6), **late)
    assert told.value.earliest == date(2026, 1, 7)


def test_parked_again_while_it_rests_it_changes_and_counts_once(firm: Firm) -> None:
    number = firm.create()
    park(firm, number)
    april = date(2026, 4, 1)
    again = park(firm, number, april, "still frozen", on=BEGAN + DAY, by=firm.ben)
    assert (again.times, again.former and again.former.until_on) == (1, MARCH)
    now = current(firm, number)
    assert now and (now.until_on, now.reason, now.person, now.parked_on) == (april, "still frozen", "Ben", BEGAN)
    assert written(firm, number)[0] == (
        "park",
        {"until_on": "2026-03-01", "reason": WHY},
        {"until_on": "2026-04-01", "reason": "still frozen"},
    )


def test_parked_as_it_is_already_nothing_is_written(firm: Firm) -> None:
    number = firm.create()
    park(firm, number)
    before = written(firm, number), current(firm, number)
    assert park(firm, number).times == 1
    assert (written(firm, number), current(firm, number)) == before


def test_parked_again_once_it_woke_it_counts_again(firm: Firm) -> None:
    """By its day, by hand, by a move: the third time is a risk."""
    number = firm.create()
    assert park(firm, number, BEGAN + 2 * DAY).times == 1
    assert park(firm, number, MARCH, on=BEGAN + 2 * DAY).times == 2
    unpark(firm, number, on=BEGAN + 3 * DAY)
    assert park(firm, number, MARCH, on=BEGAN + 3 * DAY).times == 3
    firm.move(number, Verb.NEXT, on=BEGAN + 4 * DAY)
    assert park(firm, number, MARCH, on=BEGAN + 5 * DAY).times == 4
    with firm.sessions.reading() as session:
        ended = session.values(select(table.c.ended_on).order_by(table.c.id))
    assert ended == [BEGAN + 2 * DAY, BEGAN + 3 * DAY, BEGAN + 4 * DAY, None]


def test_woken_by_hand_it_is_awake_and_only_then(firm: Firm) -> None:
    number = firm.create()
    with refused(firm, NotParked):
        unpark(firm, number)
    park(firm, number)
    with refused(firm, NotParked):
        unpark(firm, number, on=MARCH)
    assert unpark(firm, number).until_on == MARCH
    assert current(firm, number) is None
    assert written(firm, number)[0] == ("unpark", {"until_on": "2026-03-01", "reason": WHY}, {})


@pytest.mark.parametrize("verb", [Verb.NEXT, Verb.SKIP, Verb.PREVIOUS, Verb.JUMP])
def test_moved_on_or_back_it_is_awake(firm: Firm, verb: Verb) -> None:
    firm.set_up(None, quote_required=False, allow_skip=True)
    number = firm.create()
    firm.move(number, Verb.SKIP, on=BEGAN, stage=3)
    park(firm, number)
    firm.move(number, verb, on=BEGAN)
    assert current(firm, number) is None
    operation, old, new = written(firm, number)[0]
    assert (old["parked_until_on"], new["parked_until_on"]) == ("2026-03-01", None), operation


def test_activated_it_is_awake(firm: Firm) -> None:
    number = firm.create(value=None)
    park(firm, number)
    firm.activate(number)
    assert current(firm, number) is None and written(firm, number)[0][1]["parked_until_on"] == "2026-03-01"


def test_updated_it_rests_on(firm: Firm) -> None:
    """Its closing date goes along with the parking: that is no sign of life."""
    number = firm.create()
    park(firm, number)
    firm.move(number, Verb.UPDATE, on=BEGAN, closing_on=date(2026, 5, 1))
    assert current(firm, number)
    assert "parked_until_on" not in written(firm, number)[0][1]


def test_closed_it_is_awake_and_undo_parks_it_as_it_was(firm: Firm) -> None:
    """F054: what a closing ended is put back, and counts no second time."""
    number = firm.create()
    park(firm, number)
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert current(firm, number) is None and written(firm, number)[0][1]["parked_until_on"] == "2026-03-01"
    for act in (park, unpark):
        with refused(firm, IsClosed):
            act(firm, number)
    with firm.sessions.writing() as session:
        undone = undos.undo(session, firm.ana, number, version=None, now=at(BEGAN))
    now = current(firm, number)
    assert now and (now.until_on, now.reason, undone.parked_until_on) == (MARCH, WHY, MARCH)
    assert written(firm, number)[0][2]["parked_until_on"] == "2026-03-01"
    assert park(firm, number, MARCH + DAY).times == 1


def test_one_that_had_woken_before_its_closing_is_awake_after_undo(firm: Firm) -> None:
    """F054: only what the closing ended comes back."""
    number = firm.create()
    park(firm, number)
    unpark(firm, number)
    firm.close(number, Outcome.LOST, on=BEGAN)
    with firm.sessions.writing() as session:
        assert undos.undo(session, firm.ana, number, version=None, now=at(BEGAN)).parked_until_on is None
    assert current(firm, number) is None


def test_one_whose_day_had_come_is_not_parked_by_undo_though_nobody_was_told_yet(firm: Firm) -> None:
    """F054: it was awake when it was closed."""
    number = firm.create()
    park(firm, number, BEGAN + DAY)
    firm.close(number, Outcome.LOST, on=BEGAN + DAY)
    assert "parked_until_on" not in written(firm, number)[0][1]
    with firm.sessions.writing() as session:
        undone = undos.undo(session, firm.ana, number, version=None, now=at(BEGAN + DAY))
    assert undone.parked_until_on is None
    with firm.sessions.reading() as session:
        assert wakings.due(session, firm.ana.workspace_id, BEGAN + DAY) == []


def test_on_its_day_it_is_told_once_and_not_where_somebody_moved_it_first(firm: Firm) -> None:
    told, moved = firm.create(), firm.create()
    for number in (told, moved):
        park(firm, number, BEGAN + DAY)
    with firm.sessions.reading() as session:
        waiting = wakings.due(session, firm.ana.workspace_id, BEGAN + DAY)
    firm.move(moved, Verb.NEXT, on=BEGAN + DAY)
    tell: dict[str, Any] = {"today": BEGAN + DAY, "now": at(BEGAN + DAY)}
    with firm.sessions.writing() as session:
        found = [wakings.tell(session, firm.ana.workspace_id, one, **tell) for one in (*waiting, *waiting)]
    assert found == [True, False, False, False]


def test_handed_over_it_rests_on_and_deleted_it_leaves_nothing(firm: Firm) -> None:
    """F057, F073: the parking hangs on the opportunity, not on its salesperson."""
    number = firm.create(value=None)
    park(firm, number)
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ben.id, now=at(BEGAN))
    assert current(firm, number)
    with firm.sessions.writing() as session:
        deletions.one(session, firm.ana, number, version=firm.card(number).version, now=at(BEGAN))
        assert session.values(select(table.c.id)) == []


def test_a_form_that_showed_it_otherwise_is_refused(firm: Firm) -> None:
    """F100: moved meanwhile, parked meanwhile, changed meanwhile, woken meanwhile."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    with refused(firm, AlreadyMoved):
        park(firm, number, seen=1, shown=0)
    park(firm, number, seen=2, shown=0)
    with refused(firm, AlreadyChanged):
        park(firm, number, MARCH + DAY, seen=2, shown=0)
    shown = current(firm, number)
    park(firm, number, MARCH + DAY, shown=shown and shown.version)
    for act in (park, unpark):
        with refused(firm, AlreadyChanged):
            act(firm, number, shown=shown and shown.version)
    unpark(firm, number)
    with refused(firm, AlreadyChanged):
        park(firm, number, shown=2)
    park(firm, number, shown=0)
    now = current(firm, number)
    assert now and now.version == 4  # never one that another parking had


def test_only_who_may_move_it_may_park_it(firm: Firm) -> None:
    number = firm.create()
    reader = firm.member(Role.READER)
    with refused(firm, NotAllowed):
        park(firm, number, by=reader)
    with firm.sessions.writing() as session:
        session.change(workspaces.update().values(owner_only=True))
    ben = firm.fresh(firm.ben)
    for act in (park, unpark):
        with refused(firm, NotYours):
            act(firm, number, by=ben)
    park(firm, number)


def test_of_eight_who_park_at_once_one_parks_and_none_counts_twice(firm: Firm) -> None:
    """F100: the others change the one parking there is, or are told."""
    number = firm.create()

    def act(session: Session, n: int) -> Any:
        until = MARCH + n * DAY
        return parkings.park(session, firm.ana, number, until_on=until, reason=WHY, shown=0, now=at(BEGAN))

    assert sorts(at_once(firm.sessions, act)) == {"done": 1, AlreadyChanged.__name__: THREADS - 1}
    assert park(firm, number, MARCH + 100 * DAY).times == 1


def test_of_parking_and_closing_at_once_nothing_closed_is_left_parked(firm: Firm) -> None:
    """F100: whoever comes second finds the other's work done."""
    for _ in range(4):
        number = firm.create()
        code = firm.setup().close_codes(Outcome.LOST)[0].id

        def act(session: Session, n: int, number: str = number, code: int = code) -> Any:
            if n % 2:
                return parkings.park(session, firm.ana, number, until_on=MARCH, reason=WHY, now=at(BEGAN))
            closing = closings.Closing(Outcome.LOST, code, None)
            return closings.close(session, firm.ana, number, closing, seen=1, now=at(BEGAN))

        at_once(firm.sessions, act, 2)
        assert firm.card(number).status.closed and current(firm, number) is None
