"""What is typed behind `new`: figures, names and the rest, and nothing of it is lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from handlers import newcomers
from handlers.asked import Asked
from tests.store.firm import Firm


def read(firm: Firm, asked: Asked) -> dict[str, Any]:
    """What was understood, without what was not."""
    with firm.sessions.reading() as session:
        found = newcomers.read(session, asked, firm.setup())
    values = {
        "value": found.value,
        "chances": found.chances,
        "day": found.closing_on and found.closing_on.isoformat(),
        "person": found.salesperson,
        "cycle": found.cycle and found.cycle.code,
        "contact": found.contact and found.contact["value"],
    }
    return {"": found.description} | {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("typed_", "understood"),
    [
        ("Two pumps", {"": "Two pumps"}),
        ("12'500 75% 2026-12-31 Two pumps", {"": "Two pumps", "value": 12500, "chances": 75, "day": "2026-12-31"}),
        ("Two pumps by 31.12.2026", {"": "Two pumps", "day": "2026-12-31"}),
        ("CHF 500 Pump", {"": "Pump", "value": 500}),
        ("Pump 500 chf", {"": "Pump", "value": 500}),
        ("Pump 500", {"": "Pump 500"}),
        ("Machine au Locle le 31.12.2026", {"": "Machine au Locle", "day": "2026-12-31"}),
        ("Rénovation de le CHF", {"": "Rénovation de le CHF"}),
        ("5000 Pumps 6000", {"": "Pumps 6000", "value": 5000}),
        ("Presse pour 31.12.2026", {"": "Presse", "day": "2026-12-31"}),
        ("Presse pour Frei &amp; Co 5000", {"": "Presse", "contact": "new:Frei & Co", "value": 5000}),
        ("for Anybody for Nobody", {"": "for Anybody", "contact": "new:Nobody"}),
        ("for A 5000 for B", {"": "for A", "contact": "new:B", "value": 5000}),
        ("Pumps for", {"": "Pumps for"}),
        ("for " + "x" * 150, {"": "for " + "x" * 150}),
        ("CTO &lt;hired&gt;", {"": "CTO <hired>"}),
        ("CTO", {"": "CTO"}),
        ("<@U00BEN|ben> Pumps ex-large", {"": "Pumps", "person": "U00BEN", "cycle": "EX-LARGE"}),
    ],
)
def test_each_thing_is_taken_once_and_the_rest_is_the_description(
    firm: Firm, typed: Callable[[str], Asked], typed_: str, understood: dict[str, Any]
) -> None:
    exact = {name: Decimal(one) if isinstance(one, int) else one for name, one in understood.items()}
    assert read(firm, typed(typed_)) == exact


def test_the_button_under_a_contact_names_it(firm: Firm, typed: Callable[[str], Asked]) -> None:
    assert read(firm, typed(f"for {firm.company.number}")) == {"": "", "contact": str(firm.company.id)}
