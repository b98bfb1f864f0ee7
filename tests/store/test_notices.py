"""The noise budget: so many messages nobody asked for a person and day, the rest in the next bundle."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from store import attempts, deliveries, foldings, handovers, notices, reminders
from store.models.deliveries import deliveries as ledger
from store.models.deliveries import notice_days
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.rights import Member
from store.rules.words import DeliveryState
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at
from tests.store.parallel import at_once

TUESDAY = BEGAN + timedelta(days=1)


def notify(firm: Firm, key: str, person: Member | None = None, *, now: datetime | None = None) -> bool:
    """Notify Ben, or somebody, of an opportunity handed over."""
    facts = {"by": "Ana", "opportunities": ["OP000001"]}
    with firm.sessions.writing() as session:
        return _notify(session, person or firm.ben, key, facts, now or at(BEGAN))


def _notify(session: Session, person: Member, key: str, facts: dict[str, Any], now: datetime) -> bool:
    return notices.notify(session, person.workspace_id, person.id, key, handovers.KIND, facts, now)


def most(firm: Firm, count: int) -> None:
    """So many a day."""
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(notices_a_day=count))


def kept(firm: Firm) -> dict[str, tuple[date, bool]]:
    """Every notice: to which day it counts, and whether it waits for a bundle."""
    with firm.sessions.reading() as session:
        rows = session.connection.execute(ledger.select().where(ledger.c.noticed_on.is_not(None)))
        return {row.key: (row.noticed_on, row.folded_on is not None) for row in rows}


def direct(firm: Firm) -> int:
    """How many come by themselves."""
    return sum(not folded for _, folded in kept(firm).values())


def test_the_first_of_a_day_come_by_themselves_and_the_rest_waits_for_a_bundle(firm: Firm) -> None:
    assert [notify(firm, f"own:{n}") for n in range(5)] == [True] * 5
    assert kept(firm) == {f"own:{n}": (BEGAN, n >= 3) for n in range(5)}
    clock = at(BEGAN)
    claimed = set()
    with firm.sessions.writing() as session:
        while mine := attempts.claim(session, lambda _: clock, timedelta(seconds=60), clock, 1):
            claimed.add(mine[0].key)
    assert claimed == {"own:0", "own:1", "own:2"}, "what waits for a bundle is sent by nobody"


def test_what_is_owed_already_takes_no_second_place(firm: Firm) -> None:
    most(firm, 2)
    assert notify(firm, "own:1") and not notify(firm, "own:1")
    assert notify(firm, "own:2")
    assert direct(firm) == 2


def test_the_next_day_and_another_person_have_places_of_their_own(firm: Firm) -> None:
    most(firm, 1)
    notify(firm, "own:1")
    notify(firm, "own:2")
    notify(firm, "own:3", firm.ana)
    notify(firm, "own:4", now=at(TUESDAY))
    assert [folded for _, folded in kept(firm).values()] == [False, True, False, False]


def test_the_day_is_that_of_the_persons_own_zone(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ben.id).values(timezone="Asia/Tokyo"))
    notify(firm, "own:1", now=at(BEGAN, 20))
    assert kept(firm)["own:1"][0] == TUESDAY


def test_none_a_day_folds_everything(firm: Firm) -> None:
    most(firm, 0)
    notify(firm, "own:1")
    assert kept(firm) == {"own:1": (BEGAN, True)}


def test_what_goes_to_somebody_else_gives_its_place_back(firm: Firm) -> None:
    most(firm, 1)
    notify(firm, "own:1")
    with firm.sessions.writing() as session:
        assert notices.redirect(session, firm.ben.workspace_id, "own:1", firm.ana.id, at(BEGAN))
    notify(firm, "own:2")
    notify(firm, "own:3", firm.ana)
    assert [folded for _, folded in kept(firm).values()] == [False, False, True]
    with firm.sessions.writing() as session:  # that it waited for a bundle took no place of Ana's
        assert notices.redirect(session, firm.ben.workspace_id, "own:3", firm.ben.id, at(TUESDAY))
    notify(firm, "own:4", firm.ana)
    assert kept(firm) == {"own:1": (BEGAN, False), "own:2": (BEGAN, False), "own:3": (TUESDAY, False),
                          "own:4": (BEGAN, True)}  # fmt: skip


def test_of_many_at_once_no_two_take_the_last_place(firm: Firm) -> None:
    facts = {"by": "Ana", "opportunities": ["OP000001"]}
    at_once(firm.sessions, lambda session, n: _notify(session, firm.ben, f"own:{n}", facts, at(BEGAN)))
    assert (direct(firm), len(kept(firm))) == (3, 8)


def hand_over_folded(firm: Firm) -> str:
    """An opportunity of Ana's that Ben was given over his budget."""
    most(firm, 0)
    number = firm.create()
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ben.id, now=at(BEGAN))
    return number


def plan(firm: Firm, day: date) -> bool:
    """Plan Ben's day."""
    with firm.sessions.writing() as session:
        return reminders.plan(session, firm.ben.workspace_id, firm.ben.id, day, at(day))


def beside(firm: Firm, day: date) -> list[foldings.Folded]:
    """What Ben's bundle of that day says besides reminders."""
    with firm.sessions.reading() as session:
        return reminders.beside(session, firm.ben, day)


def test_what_waits_brings_a_bundle_even_without_a_reminder_and_says_what_is_left_of_it(firm: Firm) -> None:
    number = hand_over_folded(firm)
    assert plan(firm, TUESDAY)
    (one,) = beside(firm, TUESDAY)
    assert one.facts is not None and (one.kind, one.facts["opportunities"]) == (handovers.KIND, [number])
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ana.id, now=at(TUESDAY))
    assert [one.facts for one in beside(firm, TUESDAY)] == [None], "it is not his any more"
    assert not plan(firm, TUESDAY + timedelta(days=1)), "said once"


def claimed(firm: Firm, day: date) -> attempts.Attempt:
    """The bundle in somebody's hands."""
    with firm.sessions.writing() as session:
        (mine,) = attempts.claim(session, lambda _: at(day), timedelta(seconds=60), at(day), 1)
    return mine


def test_a_bundle_that_never_went_frees_what_waits_for_the_next(firm: Firm) -> None:
    hand_over_folded(firm)
    plan(firm, TUESDAY)
    mine = claimed(firm, TUESDAY)
    with firm.sessions.writing() as session:
        attempts.settle(session, mine, DeliveryState.DROPPED, at(TUESDAY), reason="over", frees=True)
    assert beside(firm, TUESDAY) == []
    assert plan(firm, TUESDAY + timedelta(days=1)) and len(beside(firm, TUESDAY + timedelta(days=1))) == 1


def test_what_rides_shares_the_fate_of_a_bundle_that_arrived(firm: Firm) -> None:
    hand_over_folded(firm)
    plan(firm, TUESDAY)
    mine = claimed(firm, TUESDAY)
    with firm.sessions.writing() as session:
        attempts.settle(session, mine, DeliveryState.SENT, at(TUESDAY), channel="D1", ts="1.1")
    with firm.sessions.reading() as session:
        (one,) = notices.riding(session, firm.ben.workspace_id, mine.id)
    assert one.state is DeliveryState.SENT


def test_a_bundle_has_room_for_so_many_and_the_others_wait(firm: Firm) -> None:
    most(firm, 0)
    for n in range(notices.MOST + 2):
        notify(firm, f"own:{n}")
    plan(firm, TUESDAY)
    plan(firm, TUESDAY + timedelta(days=1))
    with firm.sessions.reading() as session:
        bundles = [reminders.bundle_key(firm.ben, TUESDAY + timedelta(days=n)) for n in (0, 1)]
        ids = [deliveries.find(session, firm.ben.workspace_id, key) or 0 for key in bundles]
        assert [len(notices.riding(session, firm.ben.workspace_id, key)) for key in ids] == [notices.MOST, 2]


def test_the_counts_of_past_days_are_forgotten(firm: Firm) -> None:
    notify(firm, "own:1")
    with firm.sessions.writing() as session:
        assert notices.forget(session, at(BEGAN + notices.KEPT)) == 0
        assert notices.forget(session, at(BEGAN + notices.KEPT + timedelta(days=1))) == 1
        assert session.values(notice_days.select()) == []


def test_every_statement_names_the_workspace(firm: Firm, other: Firm) -> None:
    said: list[str] = []
    event.listen(firm.sessions.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    hand_over_folded(firm)
    plan(firm, TUESDAY)
    beside(firm, TUESDAY)
    mine = [one for one in said if "deliveries" in one or "notice_days" in one]
    assert mine and all("workspace_id" in one for one in mine)
    with other.sessions.reading() as session:
        assert not notices.waits(session, other.ben.workspace_id, firm.ben.id, TUESDAY)
