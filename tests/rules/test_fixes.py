"""What is wrong with an opportunity, by its days: equal passes, a day later it does not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from store.rules.fixes import Condition, faults
from store.rules.words import Fault

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("closing", "stay", "value", "open_tasks", "wrong"),
    [
        (0, 14, "1", True, ()),
        (-1, 14, "1", True, (Fault.CLOSING,)),
        (0, 15, "1", True, (Fault.STAGE,)),
        (0, 14, "0", True, (Fault.VALUE,)),
        (0, 14, "1", False, (Fault.TASK,)),
        (-1, 15, "0", False, tuple(Fault)),
    ],
)
def test_each_condition_by_itself(
    closing: int, stay: int, value: str, open_tasks: bool, wrong: tuple[Fault, ...]
) -> None:
    on, since = TODAY + timedelta(closing), TODAY - timedelta(stay)
    assert faults(Condition(on, Decimal(value), since, 14, open_tasks), TODAY) == wrong


def test_one_that_is_not_started_has_no_value_yet() -> None:
    assert faults(Condition(None, None, None, 14, True), TODAY) == (Fault.VALUE,)
