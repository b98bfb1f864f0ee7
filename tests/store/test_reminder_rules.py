"""The rules of reminders that hold for everybody: a manager's to change, all that is wrong at once."""

from dataclasses import asdict
from typing import Any

from store import audits, personal_settings, reminder_rules, workspace_settings
from store.reasons import Why
from store.reminder_rules import Rules, Wanted
from store.rules.checks import Several
from store.rules.refusals import NotAllowed, NotFound, OutOfRange, RulesOutdated
from store.rules.words import Role
from tests.store.firm import BEGAN, Firm, at, refused

NOW = at(BEGAN)
ALL = tuple(why.value for why in Why)


def kept(firm: Firm) -> reminder_rules.Kept:
    """The rules as Ana sees them."""
    with firm.sessions.reading() as session:
        return reminder_rules.get(session, firm.ana)


def change(firm: Firm, *, seen: int | None = None, **more: Any) -> Rules:
    """Other rules."""
    now = kept(firm)
    rules = {name: value for name, value in asdict(now.rules).items() if name != "kinds_off"} | {"kinds": ALL}
    with firm.sessions.writing() as session:
        return reminder_rules.change(session, firm.ana, Wanted(**rules | more), seen=seen or now.version, now=NOW)


def test_what_is_set_holds_for_who_set_nothing(firm: Firm) -> None:
    assert kept(firm).of_zone == "CH"
    change(firm, kinds=("task",), idle_days=5, not_started_days=3, notices_a_day=0, country="FR", canton="971")
    rules = kept(firm).rules
    assert (rules.idle_days, rules.not_started_days, rules.notices_a_day) == (5, 3, 0)
    with firm.sessions.reading() as session:
        own = personal_settings.get(session, firm.ben)
    assert (own.lives.country, own.lives.canton, own.inherited) == ("FR", "971", "FR")
    assert own.off_for_all == {why.value for why in Why} - {"task"}
    assert firm.fresh(firm.ana).workspace_country == "FR"


def test_everything_wrong_is_refused_at_once_each_on_its_field(firm: Firm) -> None:
    with refused(firm, Several) as several:
        change(firm, idle_days=0, not_started_days=1000, notices_a_day=None, country="ZZ")
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (OutOfRange, "idle_days"), (OutOfRange, "not_started_days"), (OutOfRange, "notices_a_day"),
        (NotFound, "country")]  # fmt: skip
    with refused(firm, OutOfRange):
        change(firm, notices_a_day=21)
    with refused(firm, NotFound):
        change(firm, canton="BY")


def test_a_canton_alone_is_of_the_zones_country(firm: Firm) -> None:
    assert change(firm, canton="ZH").country == "CH"


def test_a_manager_changes_them_and_nobody_below(firm: Firm) -> None:
    firm.ana = firm.member(Role.MANAGER)
    assert change(firm, idle_days=9).idle_days == 9
    firm.ana = firm.ben
    with refused(firm, NotAllowed):
        change(firm, idle_days=8)


def test_who_saw_older_rules_or_settings_is_told(firm: Firm) -> None:
    saw = kept(firm).version
    with firm.sessions.writing() as session:
        now = workspace_settings.get(session, firm.ana)
        wanted = workspace_settings.Wanted(**asdict(now.settings) | {"max_days": 9})
        workspace_settings.change(session, firm.ana, wanted, seen=now.version, now=NOW)
    with refused(firm, RulesOutdated):
        change(firm, seen=saw, idle_days=8)


def test_a_change_is_one_audit_row_of_what_changed(firm: Firm) -> None:
    change(firm, idle_days=9, kinds=ALL[1:])
    with firm.sessions.reading() as session:
        row = audits.of_person(session, firm.ana, firm.ana.id).rows[0]
    assert (row.operation, row.subject) == ("change reminder rules", "reminders")
    assert (row.old, row.new) == ({"idle_days": 14, "kinds_off": ""}, {"idle_days": 9, "kinds_off": ALL[0]})
