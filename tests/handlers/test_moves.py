"""What is typed for a move is done, or refused: nothing of it is left out."""

from collections.abc import Callable

import pytest

from handlers import moves
from handlers.asked import Asked
from store.rules.refusals import StageNotOffered
from store.rules.words import Verb
from tests.store.firm import Firm


@pytest.mark.parametrize("verb", [Verb.NEXT, Verb.PREVIOUS, Verb.UPDATE])
def test_a_stage_that_the_move_does_not_go_to_is_refused(firm: Firm, typed: Callable[[str], Asked], verb: Verb) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=typed("").today)
    with pytest.raises(StageNotOffered) as refused, firm.sessions.writing() as session:
        moves.typed(verb)(session, typed(f"{number} to 4 60000"))
    reached = {Verb.NEXT: 3, Verb.PREVIOUS: 1, Verb.UPDATE: 2}[verb]
    assert [stage.partition(" ")[0] for stage in refused.value.offered] == [str(reached)]


@pytest.mark.parametrize(
    ("named", "stage"),
    [("Proposal", 4), ("PROP", 4), ("product presentation", 3), ("sign c", 5), ("pro", None), ("", None), ("x", None)],
)
def test_a_stage_is_named_by_a_beginning_that_only_one_has(firm: Firm, named: str, stage: int | None) -> None:
    found = firm.setup().cycles[firm.cycle.id].named(named)
    assert (found and found.stage) == stage
