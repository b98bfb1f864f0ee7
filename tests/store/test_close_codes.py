"""Close codes: made, changed, blocked and deleted, and offered for their outcome only (domain.md A.3, B.3)."""

from typing import Any

import pytest

from store import audits, close_codes, closings, cycles
from store.close_codes import Wanted
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyThere,
    CodeInUse,
    Missing,
    NotAllowed,
    NotFound,
    SetupChanged,
    TooLong,
    WrongCode,
)
from store.rules.words import Outcome
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)


def create(firm: Firm, description: str, outcome: Outcome | None = Outcome.LOST, code: str = "") -> cycles.CloseCode:
    """A new close code."""
    with firm.sessions.writing() as session:
        made = close_codes.create(session, firm.ana, Wanted(code, description, outcome), NOW)
    firm.ana = firm.fresh(firm.ana)
    return made


def change(firm: Firm, code: cycles.CloseCode, /, **more: Any) -> cycles.CloseCode:
    """The code with other values."""
    wanted = {"code": code.code, "description": code.description, "outcome": code.outcome, "blocked": code.blocked}
    with firm.sessions.writing() as session:
        made = close_codes.change(session, firm.ana, code.id, Wanted(**wanted | more), seen=code.version, now=NOW)
    firm.ana = firm.fresh(firm.ana)
    return made


def remove(firm: Firm, code: cycles.CloseCode) -> None:
    """Delete it."""
    with firm.sessions.writing() as session:
        close_codes.remove(session, firm.ana, code.id, seen=code.version, now=NOW)
    firm.ana = firm.fresh(firm.ana)


def uses(firm: Firm) -> dict[int, int]:
    """How often each was used."""
    with firm.sessions.reading() as session:
        return close_codes.used(session, firm.ana)


def test_a_code_for_losing_is_offered_when_closing_as_lost_and_not_as_won(firm: Firm) -> None:
    """F013: PRICE_X (Lost) is offered for Lost only."""
    made = create(firm, "Price far too high", code="price_x")
    assert made.code == "PRICE_X"
    assert made in firm.setup().close_codes(Outcome.LOST) and made not in firm.setup().close_codes(Outcome.WON)
    number = firm.create()
    with refused(firm, WrongCode):
        firm.close(number, Outcome.WON, on=BEGAN, value="5", close_code_id=made.id)
    firm.close(number, Outcome.LOST, on=BEGAN, close_code_id=made.id)


def test_the_usage_count_rises_with_each_closing(firm: Firm) -> None:
    """F014: after two closings with it the list shows 2."""
    made, idle = create(firm, "Price"), create(firm, "Never")
    for _ in range(2):
        firm.close(firm.create(), Outcome.LOST, on=BEGAN, close_code_id=made.id)
    assert uses(firm) == {made.id: 2} and idle.id not in uses(firm)


def test_a_code_in_use_keeps_its_outcome_and_can_not_be_deleted_but_blocked(firm: Firm) -> None:
    """F013: decision 32."""
    made = create(firm, "Price")
    firm.close(firm.create(), Outcome.LOST, on=BEGAN, close_code_id=made.id)
    with refused(firm, CodeInUse) as kept:
        change(firm, made, outcome=Outcome.WON)
    assert (kept.value.code, kept.value.count, kept.value.place) == (made.code, 1, "outcome")
    with refused(firm, CodeInUse):
        remove(firm, made)
    blocked = change(firm, made, description="Price, once", blocked=True)
    assert (blocked.description, blocked.outcome) == ("Price, once", Outcome.LOST)
    assert blocked not in firm.setup().close_codes(Outcome.LOST) and firm.setup().codes[made.id] == blocked
    number = firm.create()
    with refused(firm, WrongCode):
        firm.close(number, Outcome.LOST, on=BEGAN, close_code_id=made.id)


def test_a_code_that_was_never_used_changes_its_outcome_and_is_deleted(firm: Firm) -> None:
    """F013: decision 32 is about codes in use only."""
    made = change(firm, create(firm, "Luck"), outcome=Outcome.WON, code="LUCKY")
    assert made in firm.setup().close_codes(Outcome.WON)
    remove(firm, made)
    assert made.id not in firm.setup().codes
    with refused(firm, NotFound):
        remove(firm, made)


def test_a_code_is_made_from_the_description_where_none_is_typed(firm: Firm) -> None:
    made = [create(firm, "Préis & Qualität zu tief").code for _ in range(3)]
    assert made == ["PREISQUALI", "PREISQUAL2", "PREISQUAL3"]
    assert create(firm, "🙈").code == "CODE"


def test_what_is_missing_wrong_or_taken_is_refused_on_its_field_all_at_once(firm: Firm) -> None:
    with refused(firm, Several) as several:
        create(firm, " ", None, "ELEVENCHARS")
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (Missing, "description"), (TooLong, "code"), (Missing, "outcome")]  # fmt: skip
    with refused(firm, TooLong):
        create(firm, "x" * 101)
    first = create(firm, "x" * 100, code="TWIN")
    with refused(firm, AlreadyThere) as there:
        create(firm, "Another", code="twin")
    assert (there.value.name, there.value.place) == ("TWIN", "code")
    assert change(firm, first, code="twin ").code == "TWIN"  # its own is not taken


def test_who_saw_an_older_version_is_told(firm: Firm) -> None:
    made = create(firm, "Price")
    change(firm, made, description="Price and time")
    for late in (lambda: change(firm, made, description="Late"), lambda: remove(firm, made)):
        with refused(firm, SetupChanged) as told:
            late()
        assert told.value.name == made.code


def test_of_eight_who_change_the_same_code_one_wins(firm: Firm) -> None:
    made = create(firm, "Price")

    def act(session: Any, n: int) -> cycles.CloseCode:
        wanted = Wanted(made.code, f"Price {n}", made.outcome)
        return close_codes.change(session, firm.ana, made.id, wanted, seen=made.version, now=NOW)

    results = at_once(firm.sessions, act)
    assert sum(isinstance(one, cycles.CloseCode) for one in results) == 1
    assert sum(isinstance(one, SetupChanged) for one in results) == 7


def test_each_write_has_its_audit_row(firm: Firm) -> None:
    made = create(firm, "Price")
    remove(firm, change(firm, made, blocked=True))
    with firm.sessions.reading() as session:
        rows = audits.about(session, firm.ana, made.code).rows
    assert [row.operation for row in rows] == ["delete close code", "change close code", "create close code"]
    assert (rows[1].old, rows[1].new) == ({"blocked": False}, {"blocked": True})


def test_only_admins(firm: Firm) -> None:
    with firm.sessions.writing() as session, pytest.raises(NotAllowed):
        close_codes.create(session, firm.ben, Wanted("", "Price", Outcome.LOST), NOW)


def test_a_code_that_changes_its_outcome_while_it_closes_is_in_use_or_not_offered(firm: Firm) -> None:
    """F013: eight at once; no opportunity is ever lost with a code for winning (decision 32)."""
    for round_ in range(4):
        made = create(firm, f"Price {round_}")
        numbers = [firm.create() for _ in range(7)]
        losing = closings.Closing(Outcome.LOST, made.id, None)

        def act(session: Any, n: int, made: Any = made, numbers: Any = numbers, losing: Any = losing) -> Any:
            if n:
                return closings.close(session, firm.ana, numbers[n - 1], losing, seen=1, now=NOW)
            wanted = Wanted(made.code, made.description, Outcome.WON)
            return close_codes.change(session, firm.ana, made.id, wanted, seen=made.version, now=NOW)

        changed, *closed = at_once(firm.sessions, act)
        firm.ana = firm.fresh(firm.ana)
        lost = [one for one in closed if isinstance(one, closings.Closed)]
        assert isinstance(changed, CodeInUse if lost else cycles.CloseCode), (changed, closed)
        assert len(lost) in (0, 7)
