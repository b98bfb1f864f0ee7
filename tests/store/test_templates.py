"""The six sales cycles to install, with their activities and close codes (domain.md E)."""

from decimal import Decimal

import pytest

from store import cycles, templates
from store.models.cycles import activities
from store.models.cycles import cycles as cycle_table
from store.rules import templates as data
from store.rules.refusals import AlreadyThere, NotFound
from store.rules.words import Method, Outcome, TaskKind
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, founded, refused

# code: method, then stage by stage completed/chances and flags, as domain.md E lists them
REFERENCE = {
    "NEW": ("chances", "2/10 5/20 40/50qs 60/75q 95/100q"),
    "EXISTING": ("completed", "2/10s 50/40s 80/80q 95/100q"),
    "EX-LARGE": ("multiply", "2/10s 35/25s 70/60qs 85/80q 95/100q"),
    "EX-SMALL": ("add", "2/20s 50/40s 80/60q 95/80q"),
    "FIRSTLARGE": ("multiply", "2/10s 5/20 20/30 40/40 50/60qs 80/80qs 95/100q"),
    "FIRSTSMALL": ("add", "2/20 5/40 40/60qs 60/80q 95/100q"),
}


def install(firm: Firm, code: str, **more: bool) -> cycles.Cycle:
    """Install a template; the members then know."""
    with firm.sessions.writing() as session:
        made = templates.install(session, firm.ana, code, str, at(BEGAN), **more)
    firm.ana, firm.ben = firm.fresh(firm.ana), firm.fresh(firm.ben)
    return made


def test_all_six_are_installed_as_the_reference_lists_them(sessions: Sessions) -> None:
    firm = founded(sessions, date_formulas=True)
    for code in REFERENCE.keys() - {"EX-LARGE"}:
        install(firm, code)
    setup = firm.setup()
    assert [c.code for c in setup.cycles.values()] == sorted(REFERENCE)
    for cycle in setup.cycles.values():
        method, wanted = REFERENCE[cycle.code]
        shown = [
            f"{int(s.completed)}/{int(s.chances)}{'q' * s.quote_required}{'s' * s.allow_skip}" for s in cycle.stages
        ]
        assert (cycle.method, " ".join(shown)) == (Method(method), wanted), cycle.code
        assert [s.stage for s in cycle.stages] == list(range(1, len(cycle.stages) + 1))


def test_each_stage_has_the_activity_formula_and_days_of_its_name(sessions: Sessions) -> None:
    firm = founded(sessions, date_formulas=True)
    setup = firm.setup()
    told = [
        (s.description, setup.activities[s.activity_id or 0].code, s.date_formula, s.max_days)
        for s in setup.cycles[firm.cycle.id].stages
    ]
    assert told == [
        ("Initial", "INIT", "8W", 14),
        ("Understanding needs meeting", "NEEDS", "4W", 30),
        ("Product Presentation/Workshop", "P-WORK", "4W", 30),
        ("Proposal", "PROPOSAL", "3W", 30),
        ("Sign Contract", "SIGN", "1W", 30),
    ]
    sign = next(a for a in setup.activities.values() if a.code == "SIGN")
    assert [(s.step, s.description, s.kind, s.date_formula) for s in sign.steps] == [
        (10, "Prepare the contract", TaskKind.BLANK, "0D"),
        (20, "Signing", TaskKind.MEETING, "1W"),
        (30, "Hand over to delivery", TaskKind.BLANK, "2W"),
        (40, "Ask how it goes", TaskKind.CALL, "6M"),
    ]


def test_close_codes_come_in_pairs_with_three_more_for_losing(firm: Firm) -> None:
    setup = firm.setup()
    won = {c.code.removesuffix("_W") for c in setup.close_codes(Outcome.WON)}
    lost = {c.code.removesuffix("_L") for c in setup.close_codes(Outcome.LOST)}
    assert won == {"BUSINESS", "CONSULT", "RELATION", "PRICE", "PRODUCT", "PRES", "SALESREP"}
    assert lost - won == {"TIMEWST", "POSTPND", "WALKED"} and won <= lost


def test_the_first_cycle_becomes_the_default_one_and_later_ones_only_when_asked(firm: Firm) -> None:
    assert firm.ana.default_cycle_id == firm.cycle.id
    install(firm, "NEW")
    assert firm.ana.default_cycle_id == firm.cycle.id
    small = install(firm, " ex-small ", default=True)
    assert firm.ana.default_cycle_id == small.id
    assert cycles.default(firm.ana, firm.setup()) == firm.setup().cycles[small.id]


def test_a_template_is_installed_once_and_an_unknown_one_not_at_all(firm: Firm) -> None:
    with refused(firm, AlreadyThere) as there:
        install(firm, "EX-LARGE")
    assert (there.value.what, there.value.name, there.value.place) == ("cycle", "EX-LARGE", "template")
    for code in ("", "NONE", "EX-LARGE; --"):
        with refused(firm, NotFound):
            install(firm, code)


def test_what_is_set_up_already_is_left_as_it_is(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        mine = (activities.c.workspace_id == firm.ana.workspace_id) & (activities.c.code == "INIT")
        session.change(activities.update().where(mine).values(description="Our own"))
    codes = len(firm.setup().codes)
    install(firm, "NEW")
    setup = firm.setup()
    assert [a.description for a in setup.activities.values() if a.code == "INIT"] == ["Our own"]
    assert len(setup.codes) == codes and len({a.code for a in setup.activities.values()}) == len(setup.activities)


def test_texts_are_installed_in_the_language_of_who_installs_them(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        made = templates.install(session, firm.ana, "NEW", str.upper, at(BEGAN))
    firm.ana = firm.fresh(firm.ana)
    cycle = firm.setup().cycles[made.id]
    assert cycle.description == "NEW CUSTOMER" and cycle.stages[0].description == "INITIAL"


def test_a_blocked_default_is_skipped_and_a_blocked_cycle_not_offered(firm: Firm) -> None:
    install(firm, "NEW")
    with firm.sessions.writing() as session:
        mine = (cycle_table.c.workspace_id == firm.ana.workspace_id) & (cycle_table.c.id == firm.cycle.id)
        session.change(cycle_table.update().where(mine).values(blocked=True))
    firm.set_up(1, max_days=1)
    setup = firm.setup()
    assert cycles.default(firm.ana, setup) is None
    assert [c.code for c in setup.offered()] == ["NEW"]


def test_a_cycle_is_found_by_its_code(firm: Firm) -> None:
    assert firm.setup().cycle(" ex-large ").id == firm.cycle.id
    with pytest.raises(NotFound):
        firm.setup().cycle("NONE")


def test_every_template_can_run_to_its_last_stage(firm: Firm) -> None:
    for template in data.TEMPLATES.values():
        assert template.stages[-1].completed == 95 and all(0 < s.chances <= 100 for s in template.stages)
        assert [s.completed for s in template.stages] == sorted(s.completed for s in template.stages)
    assert firm.cycle.stages[0].chances == Decimal(10)
