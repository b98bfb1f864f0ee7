"""Forms follow what is typed, however fast, and keep it."""

import pytest

from tests.journeys.running import Running


@pytest.mark.parametrize("attempt", range(3))
def test_figures_follow_the_last_letter_however_fast_somebody_types(firm: Running, attempt: int) -> None:
    assert attempt < 3
    ana = firm.ana
    ana.command("/opp new")
    ana.opens("New opportunity")
    for typed in ("1", "12", "123", "1234", "12345", "123456"):
        ana.fill("Estimated value", typed)
        ana.fill("Chances of success %", typed[-2:])
    ana.sees("56 % chances × 2 % completed = 1.12 %", "CHF 123’456.00 × 1.12 %")
    assert (ana.value("Estimated value"), ana.value("Chances of success %")) == ("123456", "56")
    ana.close()


@pytest.mark.parametrize("attempt", range(3))
def test_a_field_that_a_choice_brings_appears_however_fast_somebody_is(firm: Running, attempt: int) -> None:
    ana = firm.ana
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Estimated value", "5")
    ana.fill("Contact", f'Create contact "Nobody {attempt}"', typing=f"Nobody {attempt}")
    ana.fill("Kind", "Person")
    ana.fill("Estimated value", "5000")
    ana.fill("Chances of success %", "50")
    ana.sees("Company", "= CHF 50.00")
    ana.close()
