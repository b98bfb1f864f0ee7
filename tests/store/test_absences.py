"""Absences: who is away, from when until when, and who covers (issue 4, Absence)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from store import absence_changes, absences, audits, handovers, memberships, notices
from store.absence_changes import Kept, Seen, Wanted
from store.models.deliveries import deliveries as ledger
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.rights import Member
from store.rules.checks import Several
from store.rules.refusals import (
    AbsenceChanged,
    CoverAway,
    CoverChain,
    CoverCircle,
    CoverIsOneself,
    CoversThen,
    Missing,
    NoCover,
    NotFound,
    NotYours,
    TooEarly,
    TooLate,
)
from store.rules.words import Bar, Role, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once
from tests.store.test_rights import in_a_team


def days(number: int) -> date:
    """So many days after the firm began."""
    return BEGAN + timedelta(days=number)


def away(
    firm: Firm, who: Member, since: int | None, until: int | None, cover: Member | None = None, *,
    by: Member | None = None, today: int = 0, seen: Seen | None = None,
) -> Kept:  # fmt: skip
    """Somebody is away, in days after the firm began."""
    wanted = Wanted(
        None if since is None else days(since), None if until is None else days(until), cover.id if cover else None
    )
    with firm.sessions.writing() as session:
        return absence_changes.keep(session, by or who, who.id, wanted, seen=seen, now=at(days(today)))


def covers(firm: Firm, who: Member, day: int) -> Member | None:
    """Who covers for somebody on a day."""
    with firm.sessions.reading() as session:
        return absences.cover_of(session, who.workspace_id, who.id, days(day))


def to_come(firm: Firm, who: Member, today: int = 0) -> list[absences.Absence]:
    """When somebody is away."""
    with firm.sessions.reading() as session:
        return absences.to_come(session, who, who.id, days(today))


def test_a_cover_covers_from_the_first_day_to_the_last_and_no_longer(firm: Firm) -> None:
    made = away(firm, firm.ben, 2, 4, firm.ana)
    assert made.replaced == () and (made.absence.person, made.absence.cover) == ("Ben", "Ana")
    assert [bool(covers(firm, firm.ben, day)) for day in range(6)] == [False, False, True, True, True, False]
    with firm.sessions.reading() as session:
        assert [one.person for one in absences.covering(session, firm.ana, days(2))] == ["Ben"]
        assert absences.covering(session, firm.ana, days(5)) == []
        trail = audits.about(session, firm.ana, "Ben").rows
    assert [(row.operation, row.new) for row in trail] == [
        ("set absence", {"from_on": days(2).isoformat(), "until_on": days(4).isoformat(), "cover": "Ana"})
    ]


def test_nobody_need_cover(firm: Firm) -> None:
    away(firm, firm.ben, 0, 0)
    assert covers(firm, firm.ben, 0) is None
    with firm.sessions.reading() as session:
        assert absences.on(session, firm.ben.workspace_id, firm.ben.id, days(0))


@pytest.mark.parametrize(
    ("since", "until", "refusal"),
    [(-1, 3, TooEarly), (3, 2, TooEarly), (0, 367, TooLate), (0, None, Missing)],
    ids=["before today", "backwards", "more than a year", "for ever"],
)
def test_days_that_can_not_be_are_refused(firm: Firm, since: int, until: int | None, refusal: type) -> None:
    with refused(firm, refusal):
        away(firm, firm.ben, since, until)


def test_a_year_is_not_too_long(firm: Firm) -> None:
    assert away(firm, firm.ben, 0, 366).absence.until_on == days(366)


def test_what_overlaps_is_changed_instead_and_what_runs_keeps_its_beginning(firm: Firm) -> None:
    first = away(firm, firm.ben, 0, 4, firm.ana).absence
    longer = away(firm, firm.ben, 3, 8, today=3)
    assert longer.replaced == (first,) and longer.absence.id == first.id
    assert (longer.absence.from_on, longer.absence.until_on, longer.absence.cover) == (days(0), days(8), None)
    later = away(firm, firm.ben, 20, 25, today=3).absence
    assert [one.id for one in to_come(firm, firm.ben)] == [first.id, later.id]
    both = away(firm, firm.ben, None, 22, today=3)
    assert [one.id for one in both.replaced] == [first.id, later.id]
    assert [(one.from_on, one.until_on) for one in to_come(firm, firm.ben)] == [(days(0), days(22))]


def test_one_that_is_over_is_left_as_it_was(firm: Firm) -> None:
    away(firm, firm.ben, 0, 1)
    assert away(firm, firm.ben, None, 5, today=3).replaced == ()


def test_a_cover_is_one_who_can_and_each_reason_is_its_own(firm: Firm) -> None:
    guest, reader, blocked, gone, left = (
        firm.member(Role.SALESPERSON, guest=True),
        firm.member(Role.READER),
        firm.member(Role.SALESPERSON),
        firm.member(Role.SALESPERSON),
        firm.member(Role.SALESPERSON, active=False),
    )
    with firm.sessions.writing() as session:
        memberships.block(session, firm.ana, blocked.id, True, at(BEGAN))
        memberships.remove(session, firm.ana, gone.id, at(BEGAN))
    for cover, why in (
        (guest, Bar.GUEST), (reader, Bar.READER), (blocked, Bar.BLOCKED), (gone, Bar.GONE), (left, Bar.GONE),
    ):  # fmt: skip
        with refused(firm, NoCover) as raised:
            away(firm, firm.ben, 0, 1, cover)
        assert raised.value.why is why and raised.value.place == "cover"
    with refused(firm, CoverIsOneself):
        away(firm, firm.ben, 0, 1, firm.ben)


def test_a_cover_is_here_in_that_time(firm: Firm) -> None:
    cleo, dan = firm.member(Role.SALESPERSON), firm.member(Role.SALESPERSON)
    away(firm, firm.ana, 5, 6)
    for since, until in ((0, 5), (6, 9), (5, 6), (0, 9)):
        with refused(firm, CoverAway):
            away(firm, firm.ben, since, until, firm.ana)
    away(firm, firm.ben, 7, 9, firm.ana)
    away(firm, cleo, 20, 25, dan)
    with refused(firm, CoverChain) as raised:
        away(firm, firm.ben, 25, 26, cleo)
    assert raised.value.cover == dan.name
    with refused(firm, CoverCircle):
        away(firm, dan, 22, 23, cleo)


def test_who_covers_for_somebody_is_not_away_in_that_time(firm: Firm) -> None:
    away(firm, firm.ben, 5, 6, firm.ana)
    with refused(firm, CoversThen) as raised:
        away(firm, firm.ana, 6, 9)
    assert (raised.value.name, raised.value.from_on) == ("Ben", days(5))
    assert away(firm, firm.ana, 7, 9).absence.from_on == days(7)


def test_everything_that_is_wrong_is_said_at_once(firm: Firm) -> None:
    with refused(firm, Several) as raised:
        away(firm, firm.ben, -1, None, firm.ben)
    assert [type(one) for one in raised.value.refusals] == [TooEarly, Missing, CoverIsOneself]


def test_a_manager_may_set_it_for_those_whom_they_manage(firm: Firm) -> None:
    manager, stranger = firm.member(Role.MANAGER), firm.member(Role.MANAGER)
    in_a_team(firm, "Ours", manager, manages=True)
    in_a_team(firm, "Ours too", manager, firm.ben, manages=True)
    assert away(firm, firm.ben, 0, 1, by=manager).absence.person == "Ben"
    for other in (stranger, firm.member(Role.SALESPERSON)):
        with refused(firm, NotYours):
            away(firm, firm.ben, 0, 1, by=other)


def test_who_changes_what_another_has_changed_meanwhile_is_told(firm: Firm) -> None:
    made = away(firm, firm.ben, 2, 4).absence
    seen = Seen(made.id, made.version)
    moved = away(firm, firm.ben, 6, 8, seen=seen)
    assert moved.replaced == (made,) and [one.from_on for one in to_come(firm, firm.ben)] == [days(6)]
    with refused(firm, AbsenceChanged):
        away(firm, firm.ben, 7, 8, seen=seen)
    with refused(firm, AbsenceChanged), firm.sessions.writing() as session:
        absence_changes.end(session, firm.ben, firm.ben.id, seen=seen, now=at(BEGAN))


def test_who_is_back_early_is_here_from_that_day_on(firm: Firm) -> None:
    away(firm, firm.ben, 0, 9, firm.ana)
    away(firm, firm.ben, 20, 21)
    with firm.sessions.writing() as session:
        absence_changes.end(session, firm.ben, firm.ben.id, now=at(days(3)))
        assert absences.on(session, firm.ben.workspace_id, firm.ben.id, days(2))
        assert not absences.on(session, firm.ben.workspace_id, firm.ben.id, days(3))
        absence_changes.end(session, firm.ben, firm.ben.id, now=at(days(3)))
    assert to_come(firm, firm.ben, 3) == []
    with refused(firm, NotFound), firm.sessions.writing() as session:
        absence_changes.end(session, firm.ben, firm.ben.id, now=at(days(3)))


def test_a_cover_who_left_covers_no_more(firm: Firm) -> None:
    away(firm, firm.ben, 0, 9, firm.ana)
    with firm.sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.id == firm.ana.id).values(active=False))
    assert covers(firm, firm.ben, 1) is None
    with firm.sessions.reading() as session:
        assert absences.covering(session, firm.fresh(firm.ana), days(1)) == []


def test_of_two_who_make_each_other_their_cover_at_once_one_is_told(firm: Firm) -> None:
    cleo = firm.member(Role.SALESPERSON)
    pair = (firm.ben, cleo)

    def act(session: Session, nth: int) -> Kept:
        who, cover = pair[nth], pair[1 - nth]
        return absence_changes.keep(session, who, who.id, Wanted(days(1), days(2), cover.id), now=at(BEGAN))

    ended = at_once(firm.sessions, act, 2)
    assert sorted(isinstance(one, Kept) for one in ended) == [False, True]


def test_days_are_those_of_the_workspaces_calendar(firm: Firm) -> None:
    """F096: half past eleven in the evening of the last day in Zurich is still that day, an hour later no more."""
    away(firm, firm.ben, 0, 1, firm.ana)
    last = at(days(1), 22).replace(minute=30)
    with firm.sessions.reading() as session:
        assert absences.acting(session, firm.ana, last).covers == {firm.ben.id}
        assert absences.acting(session, firm.ana, last + timedelta(hours=1)).covers == set()


def test_a_cover_acts_on_what_is_the_absent_persons_where_others_may_not(firm: Firm) -> None:
    """F096, F073: exactly from the first day to the last, and they do not hand it over."""
    cleo, number = firm.member(Role.SALESPERSON), firm.create(by=firm.ben)
    away(firm, firm.ben, 1, 2, cleo)
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(owner_only=True))
    cleo = firm.fresh(cleo)
    for day, may in ((0, False), (1, True), (2, True), (3, False)):
        with firm.sessions.reading() as session:
            by = absences.acting(session, cleo, at(days(day)))
        if may:
            firm.move(number, Verb.UPDATE, on=days(day), by=by, value="60000")
        else:
            with refused(firm, NotYours):
                firm.move(number, Verb.UPDATE, on=days(day), by=by, value="70000")
    assert replace(by, covers=frozenset()) == cleo


def test_the_audit_says_on_whose_behalf_a_cover_acted(firm: Firm) -> None:
    """F096: who did it is the cover; on their own and on others' it is nobody's behalf."""
    number, own = firm.create(by=firm.ben), firm.create(by=firm.ana)
    away(firm, firm.ben, 0, 1, firm.ana)
    with firm.sessions.reading() as session:
        by = absences.acting(session, firm.ana, at(BEGAN))
    for one in (number, own):
        firm.move(one, Verb.UPDATE, on=BEGAN, by=by, value="60000")
    with firm.sessions.reading() as session:
        for one, behalf in ((number, "Ben"), (own, None)):
            row = audits.about(session, firm.ana, one).rows[0]
            assert (row.person, row.new.get("on_behalf_of")) == ("Ana", behalf)


def test_notices_of_who_is_away_come_to_who_covers(firm: Firm) -> None:
    """F073: what is handed over to somebody who is away is told to their cover."""
    cleo, number = firm.member(Role.SALESPERSON), firm.create(by=firm.ana)
    away(firm, firm.ben, 0, 1, cleo)
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ben.id, now=at(BEGAN))
        row = session.connection.execute(ledger.select().where(ledger.c.kind == handovers.KIND)).one()
        assert (row.person_id, notices.meant(session, cleo, row.facts)) == (cleo.id, firm.ben)
        assert notices.meant(session, cleo, {}) == cleo
