"""Activating and moving: every rule of domain.md B.5 and B.6 as it is stored, every refusal, nothing stored by one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import comments, edits, entries, moves, stages, templates
from store.opportunities import First
from store.rules.checks import Several
from store.rules.moves import Estimates
from store.rules.refusals import (
    AlreadyChanged,
    AlreadyMoved,
    AlreadyStarted,
    IsClosed,
    Missing,
    NeedsQuote,
    NotAPercentage,
    NotFound,
    NotOffered,
    NotPositive,
    NotStarted,
    Refusal,
    SetupChanged,
    StageNotOffered,
    TooEarly,
    TooLarge,
    TooLate,
    TooPrecise,
)
from store.rules.words import Action, Outcome, Status, Verb
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, founded, refused, unlink

DAY = timedelta(days=1)
WEEK = BEGAN + 7 * DAY


def preset(firm: Firm, number: str, verb: Verb | None, on: date, **more: Any) -> moves.Preset:
    """What the form would start from."""
    with firm.sessions.writing() as session:
        return moves.preset(session, firm.ana, number, verb, at(on), **more)


# --- activating -------------------------------------------------------------------------------------------


def test_activating_later_puts_it_at_the_lowest_stage_with_its_tasks(firm: Firm) -> None:
    """F026: in progress, at the lowest number."""
    number = firm.create(value=None)
    firm.activate(number, "50000", "10", on=WEEK)
    card, (entry,) = firm.card(number), firm.history(number)
    assert (card.status, card.stage, card.seen, card.version) == (Status.IN_PROGRESS, 1, 1, 2)
    assert (entry.action, entry.changed_on, entry.weighted) == (Action.FIRST, WEEK, Decimal(100))
    assert len(firm.tasks(number)) == 2


def test_activating_asks_no_quote_whatever_the_stage_says(firm: Firm) -> None:
    firm.set_up(1, quote_required=True)
    assert firm.card(firm.create()).stage == 1


def test_activating_asks_for_value_chances_and_date(firm: Firm) -> None:
    """F023: on every route (decision 7)."""
    number = firm.create(value=None)
    with refused(firm, Several) as several, firm.sessions.writing() as session:
        moves.activate(session, firm.ana, number, First(None, None, None), at(BEGAN))
    assert [(type(r), r.place) for r in several.value.refusals] == [
        *((Missing, "value"), (Missing, "chances"), (Missing, "closing_on")),
    ]
    with refused(firm, NotPositive):
        firm.activate(number, "0")
    with refused(firm, NotAPercentage):
        firm.activate(number, "1", "100.01")


def test_activating_in_another_cycle_than_the_form_showed_is_refused(firm: Firm) -> None:
    """F021, F023: the cycle of what is not started may be changed meanwhile, and its stages too."""
    number, first = firm.create(value=None), First(Decimal(1), Decimal(1), BEGAN)
    shown = preset(firm, number, None, BEGAN).cycle

    def activate() -> None:
        with firm.sessions.writing() as session:
            moves.activate(session, firm.ana, number, first, at(BEGAN), cycle_seen=(shown.id, shown.version))

    with firm.sessions.writing() as session:
        other = templates.install(session, firm.ana, "EX-SMALL", str, at(BEGAN))
    firm.ana = firm.fresh(firm.ana)
    for cycle in (other, shown):
        wanted = edits.Edit("Two pumps", None, firm.person.id, cycle.id)
        with firm.sessions.writing() as session:
            edits.edit(session, firm.ana, number, wanted, version=firm.card(number).version, now=at(BEGAN))
        if cycle is other:
            with refused(firm, AlreadyChanged):
                activate()
    with firm.sessions.writing() as session:
        stages.remove(session, firm.ana, shown.id, 1, seen=shown.version, now=at(BEGAN))
    firm.ana = firm.fresh(firm.ana)
    with refused(firm, SetupChanged):
        activate()


def test_activating_twice_a_closed_one_or_an_unknown_one_is_refused(firm: Firm) -> None:
    """F027: when already started; F054: when closed."""
    started, closed = firm.create(), firm.create(value=None)
    firm.close(closed, Outcome.LOST, on=BEGAN)
    for number, refusal in ((started, AlreadyStarted), (closed, IsClosed), ("OP000099", NotFound)):
        with refused(firm, refusal):
            firm.activate(number)


# --- going through the stages -----------------------------------------------------------------------------


def test_next_keeps_the_old_entry_with_its_days_and_raises_the_version(firm: Firm) -> None:
    """F030, F046."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=WEEK)
    old, new = firm.history(number)
    assert (old.active, old.days_open, new.active, new.days_open) == (False, 7, True, 0)
    assert (new.action, new.stage, new.previous_stage, new.person) == (Action.NEXT, 2, 1, "Ana")
    assert firm.card(number).version == 2


def test_the_real_action_is_recorded_where_skip_or_jump_reach_the_neighbour(firm: Firm) -> None:
    """F030-F033."""
    number = firm.create()
    firm.link(number)
    for verb, stage in ((Verb.SKIP, 2), (Verb.SKIP, 4), (Verb.JUMP, 3), (Verb.JUMP, 1), (Verb.UPDATE, None)):
        firm.move(number, verb, on=BEGAN, stage=stage)
    actions = [e.action for e in firm.history(number)[1:]]
    assert actions == [Action.NEXT, Action.SKIPPED, Action.PREVIOUS, Action.JUMPED, Action.UPDATED]


def test_moving_back_makes_the_stages_tasks_again_and_an_update_none(firm: Firm) -> None:
    """F031, F034, F061."""
    number = firm.create()
    for verb, tasks in ((Verb.NEXT, 6), (Verb.PREVIOUS, 8), (Verb.UPDATE, 8)):
        firm.move(number, verb, on=WEEK)
        assert len(firm.tasks(number)) == tasks


def test_open_tasks_are_cancelled_only_when_asked_and_then_all_that_are_open(firm: Firm) -> None:
    """F062."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=WEEK)
    assert all(t.open for t in firm.tasks(number))
    firm.move(number, Verb.PREVIOUS, on=WEEK, cancel_tasks=True)
    old = firm.tasks(number)[2:]
    assert len(old) == 6 and all(t.cancelled and not t.open and t.closed_on == WEEK for t in old)
    assert [t.open for t in firm.tasks(number)[:2]] == [True, True]


def test_skip_and_jump_take_the_stages_chances_next_previous_and_update_keep_what_was_typed(firm: Firm) -> None:
    """F037."""
    number = firm.create()
    firm.link(number)
    for verb, stage, chances in (
        (Verb.NEXT, 2, 75),
        (Verb.SKIP, 4, 80),
        (Verb.PREVIOUS, 3, 75),
        (Verb.JUMP, 1, 10),
        (Verb.UPDATE, 1, 75),
    ):
        firm.move(number, verb, on=BEGAN, stage=stage, chances="75")
        assert (firm.card(number).stage, firm.card(number).chances) == (stage, chances)


def test_the_value_may_fall_and_history_keeps_both(firm: Firm) -> None:
    """F038."""
    number = firm.create(value="60000")
    firm.move(number, Verb.UPDATE, on=BEGAN, value="40000")
    assert [e.value for e in firm.history(number)] == [Decimal(60000), Decimal(40000)]


def test_next_and_skip_need_a_quote_where_the_stage_asks_for_one_and_previous_jump_and_update_never(firm: Firm) -> None:
    """F036."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    for verb, stage in ((Verb.NEXT, None), (Verb.SKIP, 3), (Verb.SKIP, 4)):
        with refused(firm, NeedsQuote) as gate:
            firm.move(number, verb, on=BEGAN, stage=stage)
        assert gate.value.stage.startswith(str(stage or 3)) and gate.value.place == "stage"
    firm.link(number)
    firm.move(number, Verb.SKIP, on=BEGAN, stage=4)
    with firm.sessions.writing() as session:
        unlink(session, firm.ana, number, at(BEGAN))
    for verb, stage in ((Verb.UPDATE, 4), (Verb.PREVIOUS, 3), (Verb.JUMP, 1)):
        firm.move(number, verb, on=BEGAN, stage=stage)
        assert firm.card(number).stage == stage


def test_stages_stepped_over_need_no_quote(firm: Firm) -> None:
    firm.set_up(4, quote_required=False)
    number = firm.create()
    firm.move(number, Verb.SKIP, on=BEGAN, stage=4)
    assert firm.card(number).stage == 4


def test_at_the_last_stage_update_is_update_and_neither_next_nor_skip_is_possible(firm: Firm) -> None:
    """F034, F035."""
    number = firm.create()
    firm.link(number)
    for verb, stage in ((Verb.SKIP, 4), (Verb.NEXT, 5)):
        firm.move(number, verb, on=BEGAN, stage=stage)
    for verb in (Verb.NEXT, Verb.SKIP):
        with refused(firm, NotOffered) as refusal:
            firm.move(number, verb, on=BEGAN)
        assert refusal.value.offered == (Verb.PREVIOUS, Verb.JUMP, Verb.UPDATE)
    tasks = len(firm.tasks(number))
    firm.move(number, Verb.UPDATE, on=BEGAN)
    assert (firm.history(number)[-1].action, len(firm.tasks(number))) == (Action.UPDATED, tasks)


def test_a_stage_changed_in_the_setup_leaves_what_is_there_until_its_next_entry(firm: Firm) -> None:
    number = firm.create()
    firm.set_up(1, completed=Decimal(40), description="Begin")
    assert (firm.card(number).completed, firm.card(number).stage_description) == (2, "Initial")
    firm.move(number, Verb.UPDATE, on=BEGAN)
    assert (firm.card(number).completed, firm.card(number).stage_description) == (40, "Begin")


def test_a_stage_taken_out_of_the_cycle_is_left_by_next_and_can_still_be_updated(firm: Firm) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    firm.set_up(2, stage=20)
    firm.move(number, Verb.UPDATE, on=BEGAN, value="7")
    assert (firm.card(number).stage, firm.card(number).completed, firm.card(number).value) == (2, 35, 7)
    firm.link(number)
    assert firm.move(number, Verb.NEXT, on=BEGAN).stage == 3


# --- presets ----------------------------------------------------------------------------------------------


def test_the_form_of_a_move_starts_from_the_stage_the_last_value_and_the_open_tasks(firm: Firm) -> None:
    number = firm.create(value="50000", chances="12", closing_on=BEGAN + 30 * DAY)
    found = preset(firm, number, Verb.NEXT, WEEK)
    assert (found.seen, found.stage.stage, [s.stage for s in found.reach]) == (1, 2, [2])
    assert (found.value, found.chances, found.closing_on) == (50000, 25, BEGAN + 30 * DAY)
    assert (found.changed_on, found.last_changed_on, found.open_tasks, found.quote) == (WEEK, BEGAN, 2, None)
    assert [s.stage for s in preset(firm, number, Verb.SKIP, WEEK).reach] == [2, 3, 4]


def test_update_presets_the_last_entrys_chances_not_the_stages(firm: Firm) -> None:
    number = firm.create(chances="12")
    assert preset(firm, number, Verb.UPDATE, WEEK).chances == 12


def test_a_linked_quotes_total_is_preset_as_the_value(firm: Firm) -> None:
    """F041."""
    number = firm.create(value="50000")
    firm.link(number, total="58500")
    assert preset(firm, number, Verb.NEXT, WEEK).value == 58500
    firm.move(number, Verb.NEXT, on=WEEK)
    assert firm.card(number).value == 58500


def test_a_closing_date_that_has_passed_is_preset_anew_from_the_stages_formula(sessions: Sessions) -> None:
    firm = founded(sessions, date_formulas=True)
    number = firm.create(closing_on=BEGAN + 3 * DAY)
    assert preset(firm, number, Verb.NEXT, BEGAN + 3 * DAY).closing_on == BEGAN + 3 * DAY
    assert preset(firm, number, Verb.NEXT, WEEK).closing_on == WEEK + 28 * DAY


def test_the_form_for_activating_starts_from_the_first_stage(firm: Firm) -> None:
    found = preset(firm, firm.create(value=None), None, WEEK)
    assert (found.seen, found.stage.stage, found.value, found.chances) == (0, 1, None, 10)
    started = firm.create()
    with refused(firm, AlreadyStarted):
        preset(firm, started, None, WEEK)


def test_a_form_is_refused_what_the_move_would_be(firm: Firm) -> None:
    waiting, started, closed = firm.create(value=None), firm.create(), firm.create()
    firm.close(closed, Outcome.LOST, on=BEGAN)
    wrong: list[tuple[str, Verb, type[Refusal]]] = [
        *((waiting, Verb.NEXT, NotStarted), (started, Verb.PREVIOUS, NotOffered), (closed, Verb.NEXT, IsClosed)),
        ("OP000099", Verb.NEXT, NotFound),
    ]
    for number, verb, refusal in wrong:
        with refused(firm, refusal):
            preset(firm, number, verb, BEGAN)


# --- refusals ---------------------------------------------------------------------------------------------


def test_each_wrong_move_has_its_own_refusal(firm: Firm) -> None:
    """F035, F038-F040."""
    number = firm.create(on=WEEK)
    wrong: list[tuple[Verb, dict[str, Any], type[Refusal], str | None]] = [
        (Verb.PREVIOUS, {}, NotOffered, None),
        (Verb.JUMP, {}, NotOffered, None),
        (Verb.SKIP, {"stage": 5}, StageNotOffered, "stage"),
        (Verb.NEXT, {"value": "0"}, NotPositive, "value"),
        (Verb.NEXT, {"value": "-1"}, NotPositive, "value"),
        (Verb.NEXT, {"value": "1000000000000"}, TooLarge, "value"),
        (Verb.NEXT, {"value": "0.001"}, TooPrecise, "value"),
        (Verb.NEXT, {"chances": "0"}, NotAPercentage, "chances"),
        (Verb.NEXT, {"chances": "101"}, NotAPercentage, "chances"),
        (Verb.NEXT, {"chances": "33.333"}, TooPrecise, "chances"),
        (Verb.NEXT, {"closing_on": WEEK - DAY}, TooEarly, "closing_on"),
        (Verb.NEXT, {"closing_on": date(2200, 1, 1)}, TooLate, "closing_on"),
        (Verb.NEXT, {"changed_on": WEEK - DAY}, TooEarly, "changed_on"),
        (Verb.NEXT, {"changed_on": WEEK + DAY}, TooLate, "changed_on"),
    ]
    for verb, asked, refusal, place in wrong:
        with refused(firm, refusal) as one:
            firm.move(number, verb, on=WEEK, **asked)
        assert one.value.place == place


def test_what_is_wrong_on_several_fields_is_refused_together(firm: Firm) -> None:
    number = firm.create()
    with refused(firm, Several) as several:
        firm.move(number, Verb.NEXT, on=WEEK, value="0", chances="0", closing_on=BEGAN - DAY, changed_on=WEEK + DAY)
    assert {r.place for r in several.value.refusals} == {"value", "chances", "closing_on", "changed_on"}


def test_a_change_between_the_last_one_and_today_passes_both_ends_included(firm: Firm) -> None:
    """F039."""
    number = firm.create()
    for changed_on in (BEGAN, BEGAN + DAY, WEEK):
        firm.move(number, Verb.UPDATE, on=WEEK, changed_on=changed_on)
    assert [e.days_open for e in firm.history(number)] == [0, 1, 6, 0]


def test_one_that_is_not_started_closed_or_unknown_is_not_moved(firm: Firm) -> None:
    waiting, closed = firm.create(value=None), firm.create()
    firm.close(closed, Outcome.LOST, on=BEGAN)
    for number, refusal in ((waiting, NotStarted), (closed, IsClosed), ("OP000099", NotFound)):
        for verb in Verb:
            with refused(firm, refusal):
                firm.move(number, verb, on=BEGAN)


def test_a_button_of_an_older_card_is_told_who_moved_it_when_and_where_to(firm: Firm) -> None:
    """F100."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=WEEK, by=firm.ben, seen=1)
    with refused(firm, AlreadyMoved) as stale:
        firm.move(number, Verb.NEXT, on=WEEK, seen=1)
    told = stale.value
    assert (told.number, told.by, told.at, told.stage) == (number, "Ben", at(WEEK), "Understanding needs meeting")
    with refused(firm, AlreadyMoved):
        firm.close(number, Outcome.LOST, on=WEEK, seen=1)
    with refused(firm, AlreadyMoved):
        preset(firm, number, Verb.NEXT, WEEK, seen=1)


def test_a_typed_move_saw_nothing_and_acts_on_what_it_finds(firm: Firm) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=WEEK)
    assert firm.move(number, Verb.PREVIOUS, on=WEEK, seen=None).stage == 1


def test_a_comment_does_not_kill_the_button_and_an_update_does(firm: Firm) -> None:
    number = firm.create()
    with firm.sessions.writing() as session:
        comments.add(session, firm.ben, number, "Looks good", at(BEGAN))
    firm.move(number, Verb.UPDATE, on=BEGAN, seen=1)
    with refused(firm, AlreadyMoved):
        firm.move(number, Verb.NEXT, on=BEGAN, seen=1)


@pytest.mark.parametrize("seen", [0, 1])
def test_must_be_as_seen_refuses_what_moved_or_was_closed(firm: Firm, seen: int) -> None:
    number = firm.create(value="1" if seen else None)
    with firm.sessions.writing() as session:
        moves.must_be_as_seen(session, firm.ana, number, seen)
    if seen:
        firm.move(number, Verb.UPDATE, on=BEGAN)
    else:
        firm.activate(number)
    with refused(firm, AlreadyMoved), firm.sessions.writing() as session:
        moves.must_be_as_seen(session, firm.ana, number, seen)
    firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, IsClosed), firm.sessions.writing() as session:
        moves.must_be_as_seen(session, firm.ana, number, seen)


def test_whoever_looked_before_another_wrote_can_not_write_on_top(firm: Firm) -> None:
    number = firm.create()
    with firm.sessions.reading() as session:
        subject, active = entries.locked(session, firm.ana, "move", number)
    assert active is not None
    firm.move(number, Verb.UPDATE, on=BEGAN)
    estimates = Estimates(*[Decimal(1)] * 5, closing_on=BEGAN)
    with refused(firm, AlreadyChanged), firm.sessions.writing() as session:
        entries.set_status(session, firm.ana, subject, Status.LOST, BEGAN)
    with refused(firm, AlreadyChanged), firm.sessions.writing() as session:
        change = entries.Change(Action.UPDATED, BEGAN, estimates, 1, "Initial")
        entries.append(session, firm.ana, subject, active, change, at(BEGAN))
