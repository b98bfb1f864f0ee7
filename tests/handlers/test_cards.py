"""The card tells the truth at a glance: where it stands, what is late, and only what its reader may do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers import texts, wire
from handlers.views import opportunities as views
from store import cards
from store.models.workspaces import workspaces as workspace_table
from store.rights import Member
from store.rules.words import Outcome, Role, Verb
from tests.store.firm import BEGAN, Firm

DAY = timedelta(days=1)


def shown(firm: Firm, number: str, by: Member | None = None) -> cards.Shown:
    """The card as somebody (Ana) sees it."""
    with firm.sessions.reading() as session:
        return cards.show(session, firm.fresh(by or firm.ana), number)


def words(firm: Firm, number: str, today: date = BEGAN) -> str:
    """Everything the card says, every blank as a plain one."""
    message = views.message(shown(firm, number), texts.for_member(firm.ana), today)
    return str(message.blocks).replace("\\xa0", " ")


def test_what_is_late_is_said_in_words(firm: Firm) -> None:
    """F081: closing date and task, from the day after; nothing of a closed one is late."""
    number = firm.create(closing_on=BEGAN + DAY)
    on_the_day = words(firm, number, BEGAN + DAY)
    assert "Closing date passed" not in on_the_day and "Task due yesterday: Check how good the lead is" in on_the_day
    assert "Closing date passed yesterday" in words(firm, number, BEGAN + 2 * DAY)
    late = words(firm, number, BEGAN + 4 * DAY)
    assert "Closing date passed 3 days ago" in late and "Task due 4 days ago" in late
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert "ago" not in words(firm, number, BEGAN + 4 * DAY)


def test_the_track_has_what_is_done_what_is_current_and_what_is_to_come(firm: Firm) -> None:
    """F081: also of a closed one, up to the stage it had reached (decision 15), and of one not started."""
    number, waiting = firm.create(), firm.create(value=None)
    firm.move(number, Verb.NEXT, on=BEGAN)
    assert "✓ Initial   *● Understanding needs meeting*   ○ Product" in words(firm, number)
    assert "○ Initial   ○ Understanding needs meeting" in words(firm, waiting)
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert "✓ Initial   ✓ Understanding needs meeting   ○ Product" in words(firm, number)


@pytest.mark.parametrize(
    ("current", "expected"),
    [
        (1, "*● S1*   ○ S2   ○ S3   ○ S4   ○ 96"),
        (50, "✓ 47   ✓ S48   ✓ S49   *● S50*   ○ S51   ○ S52   ○ S53   ○ 47"),
        (100, "✓ 97   ✓ S98   ✓ S99   *● S100*"),
    ],
)
def test_of_a_hundred_stages_those_near_the_present_one_are_named_and_the_others_counted(
    firm: Firm, current: int, expected: str
) -> None:
    first = firm.cycle.stages[0]
    stages = tuple(replace(first, stage=n, description=f"S{n}") for n in range(1, 101))
    assert views.track(replace(firm.cycle, stages=stages), current).replace("\u00a0", " ") == expected


def test_no_line_breaks_between_a_stage_and_its_sign_nor_inside_a_short_name(firm: Firm) -> None:
    """F081: a sign at the end of a line would belong to nothing."""
    first = firm.cycle.stages[0]
    long = "Signature of the contract by the whole board"
    stages = tuple(
        replace(first, stage=n, description=name) for n, name in enumerate(["Sign contract", "To do", long], 1)
    )
    track = views.track(replace(firm.cycle, stages=stages), 2)
    assert track == f"✓\u00a0Sign\u00a0contract   *●\u00a0To\u00a0do*   ○\u00a0{long}"


def test_probability_says_how_it_comes_about_and_the_value_what_it_weighs(firm: Firm) -> None:
    """F081, F042: with its meaning, and the closing date with the days to go."""
    number = firm.create(value="50000", chances="25", closing_on=BEGAN + 12 * DAY)
    said = words(firm, number)
    assert "0.5 % (chances × completed)" in said and "CHF 250.00" in said
    assert "(in 12 days)" in said and "created on 5 Jan 2026" in said and "0 interactions" in said


def buttons(found: cards.Shown) -> list[str]:
    """What the card offers."""
    return [*views.moving(found), *views.beside(found), *views.more(found)]


def test_a_reader_is_offered_to_look_and_to_be_reminded(firm: Firm) -> None:
    """F081, F096: the actions allowed now, for who looks."""
    number = firm.create()
    assert buttons(shown(firm, number, firm.member(Role.READER))) == [wire.TASKS, wire.HISTORY, wire.REMIND]


def test_only_moves_that_are_possible_are_offered_next_and_close_first(firm: Firm) -> None:
    """F081, F035: by the stage it stands at."""
    number, waiting = firm.create(), firm.create(value=None)
    assert views.moving(shown(firm, waiting)) == [wire.ACTIVATE, wire.CLOSE]
    assert views.moving(shown(firm, number)) == [wire.NEXT, wire.CLOSE, wire.SKIP, wire.UPDATE]
    for on in range(2):
        firm.move(number, Verb.UPDATE, on=BEGAN + on * DAY)
    firm.close(number, Outcome.LOST, on=BEGAN + DAY)
    assert views.moving(shown(firm, number)) == []
    assert wire.COMMENT in buttons(shown(firm, number)) and wire.LOG in buttons(shown(firm, number))


def test_where_only_the_owner_changes_nobody_else_is_offered_a_move(firm: Firm) -> None:
    """F081: decision 42; comments and interactions stay open to all salespeople."""
    number = firm.create()
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(owner_only=True))
    bens, anas = shown(firm, number, firm.ben), shown(firm, number)
    assert views.moving(bens) == [] and views.moving(anas) != []
    assert wire.QUOTE not in views.beside(bens) and wire.COMMENT in views.beside(bens)
    assert wire.LOG in views.more(bens)


@pytest.mark.parametrize("end", [None, Outcome.WON, Outcome.LOST])
@pytest.mark.parametrize("begun", [True, False])
def test_a_card_has_one_menu_behind_dots_also_where_everything_is_allowed(
    firm: Firm, begun: bool, end: Outcome | None
) -> None:
    """F081: two menus of the same look would have to be searched both; Edit and Delete are buttons (product.md)."""
    number = firm.create(value="50000" if begun else None)
    if end:
        firm.close(number, end, on=BEGAN, value="50000" if end is Outcome.WON else None)
    found = replace(shown(firm, number, firm.member(Role.ADMIN)), interactions=1, comments=2)
    drawn = views.card_blocks(found, texts.for_member(firm.ana), BEGAN)
    menus = [e for block in drawn for e in block.get("elements", []) if e["type"] == "overflow"]
    assert len(menus) == 1 and len(views.more(found)) == len(menus[0]["options"])
    assert (wire.EDIT in views.beside(found)) is (end is None)
    assert (wire.DELETE in views.beside(found)) is (end is not None or not begun)
