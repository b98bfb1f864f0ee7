"""The workspace's own settings and its number series (domain.md F017; decisions 41, 42)."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest

from store import audits, currencies, number_series, people, workspace_settings, workspaces
from store.models.workspaces import series
from store.rules import dates
from store.rules.checks import Several
from store.rules.refusals import (
    CurrencyKept,
    Missing,
    NoSeries,
    NotFound,
    NotYours,
    OutOfRange,
    SeriesBackwards,
    SetupChanged,
)
from store.rules.words import Role, Verb
from store.workspace_settings import Settings, Wanted
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)


def change(firm: Firm, *, seen: int | None = None, **more: Any) -> Settings:
    """Other settings."""
    with firm.sessions.writing() as session:
        kept = workspace_settings.get(session, firm.ana)
        wanted = Wanted(**asdict(kept.settings) | more)
        made = workspace_settings.change(session, firm.ana, wanted, seen=seen or kept.version, now=NOW)
    firm.ana, firm.ben = firm.fresh(firm.ana), firm.fresh(firm.ben)
    return made


def go_on(firm: Firm, number: int | None, kind: str = "opportunity") -> number_series.Series:
    """Let the series go on with this number."""
    with firm.sessions.writing() as session:
        return number_series.go_on(session, firm.ana, kind, number, NOW)


def lose(firm: Firm) -> None:
    """Take every series away, as only an accident does."""
    with firm.sessions.writing() as session:
        session.change(series.delete().where(series.c.workspace_id == firm.ana.workspace_id))


def test_settings_count_at_once_for_everybody(firm: Firm) -> None:
    change(firm, timezone="Pacific/Auckland", language="fr", default_role=Role.READER, max_days=30, owner_only=True)
    assert (firm.ana.workspace_timezone, firm.ana.workspace_language) == ("Pacific/Auckland", "fr")
    assert (firm.ana.max_days, firm.ana.owner_only) == (30, True)
    with firm.sessions.writing() as session:
        late = people.keep(session, firm.ana.workspace_id, people.Described("ULATE", "Late"), NOW)
    assert late.role is Role.READER


def test_the_business_day_is_that_of_the_workspaces_zone(firm: Firm) -> None:
    change(firm, timezone="Pacific/Kiritimati")
    evening = datetime(2026, 1, 5, 20, tzinfo=UTC)
    assert dates.today(evening, firm.ana.workspace_timezone).day == 6


def test_the_owner_only_policy_is_a_setting(firm: Firm) -> None:
    """F096: decision 42, switched on by an admin."""
    number = firm.create(by=firm.ana)
    change(firm, owner_only=True)
    with refused(firm, NotYours):
        firm.move(number, Verb.NEXT, on=BEGAN, by=firm.ben)
    change(firm, owner_only=False)
    firm.move(number, Verb.NEXT, on=BEGAN, by=firm.ben)


def test_the_currency_is_chosen_freely_until_amounts_are_kept_in_it(firm: Firm) -> None:
    firm.create(value=None)
    assert change(firm, currency="eur").currency == "EUR" and firm.ana.currency == "EUR"
    firm.create()
    with refused(firm, CurrencyKept) as kept:
        change(firm, currency="CHF")
    assert (kept.value.currency, kept.value.place) == ("EUR", "currency")
    assert change(firm, currency=None, max_days=3).currency == "EUR"


def test_everything_wrong_is_refused_at_once_each_on_its_field(firm: Firm) -> None:
    with refused(firm, Several) as several:
        change(firm, timezone="Mars/Olympus", currency="DEM", language=None, default_role=None, max_days=1000)
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (NotFound, "timezone"), (NotFound, "currency"), (Missing, "language"), (Missing, "default_role"),
        (OutOfRange, "max_days")]  # fmt: skip
    for days in (0, None, -1):
        with refused(firm, OutOfRange):
            change(firm, max_days=days)
    with refused(firm, Several):
        change(firm, timezone="", currency="")


def test_who_saw_older_settings_is_told(firm: Firm) -> None:
    change(firm, max_days=10)
    with refused(firm, SetupChanged):
        change(firm, seen=1, max_days=20)


def test_settings_and_series_leave_audit_rows(firm: Firm) -> None:
    change(firm, max_days=10)
    go_on(firm, 500)
    with firm.sessions.reading() as session:
        rows = audits.of_person(session, firm.ana, firm.ana.id).rows[:2]
    assert [(row.operation, row.old, row.new) for row in rows] == [
        ("set number series", {"next_number": 1}, {"next_number": 500}),
        ("change workspace", {"max_days": 14}, {"max_days": 10}),
    ]


def test_the_currencies_are_those_in_use_today() -> None:
    assert {"CHF", "EUR", "USD", "JPY"} <= set(currencies.current()) and "DEM" not in currencies.current()
    with pytest.raises(Missing):
        currencies.check(" ")


def test_three_new_opportunities_get_consecutive_numbers(firm: Firm) -> None:
    """F017: consecutive numbers from the series, which goes on from where an admin sets it."""
    assert [firm.create(value=None) for _ in range(3)] == ["OP000001", "OP000002", "OP000003"]
    assert go_on(firm, 700).last == 699
    assert firm.create(value=None) == "OP000700"


def test_without_a_series_nothing_is_created_and_an_admin_makes_it_again(firm: Firm) -> None:
    """F017: without a series creation is refused; made again, it goes on behind the highest number."""
    for _ in range(2):
        firm.create(value=None)
    lose(firm)
    with refused(firm, NoSeries) as none:
        firm.create(value=None)
    assert none.value.series == "opportunity"
    with firm.sessions.reading() as session:
        missing = number_series.get(session, firm.ana, "opportunity")
    assert (missing.there, missing.last, missing.number(missing.last + 1)) == (False, 2, "OP000003")
    with refused(firm, SeriesBackwards) as back:
        go_on(firm, 2)
    assert (back.value.earliest, back.value.place) == (3, "next_number")
    assert go_on(firm, 3).there
    assert firm.create(value=None) == "OP000003"


def test_a_missing_series_made_by_eight_at_once_goes_on_from_the_highest(firm: Firm) -> None:
    """F017: a number that was given is never given again."""
    lose(firm)
    made = at_once(firm.sessions, lambda s, n: number_series.go_on(s, firm.ana, "opportunity", 100 * (n + 1), NOW))
    assert {type(one) for one in made} <= {number_series.Series, SeriesBackwards}
    assert firm.create(value=None) == "OP000800"


def test_a_series_never_goes_back(firm: Firm) -> None:
    """F017: a number that was given is never given again."""
    go_on(firm, 1_000_000)
    go_on(firm, 1_000_000)  # it stands there already
    with refused(firm, SeriesBackwards):
        go_on(firm, 999_999)
    for wrong in (0, None, 100_000_000):
        with refused(firm, OutOfRange):
            go_on(firm, wrong)
    with refused(firm, NotFound):
        go_on(firm, 5, "invoice")


def test_while_a_series_is_set_numbers_are_drawn_and_none_is_given_twice(firm: Firm) -> None:
    """F017: eight at once."""

    def act(session: Any, n: int) -> Any:
        if n == 0:
            return number_series.go_on(session, firm.ana, "opportunity", 100, NOW)
        return workspaces.numbers(session, firm.ana, "opportunity")[0]

    _, *drawn = at_once(firm.sessions, act)
    assert len(set(drawn)) == 7
