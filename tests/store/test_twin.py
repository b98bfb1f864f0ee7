"""Random histories on both databases, beside a small independent model: what it refuses is refused, the rest is equal.

Hypothesis drives cycles, opportunities, tasks, documents, contacts and people; after every step the invariants hold.
"""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from store.sessions import Sessions
from tests.store.lives.invariants import Lives

EXAMPLES, STEPS = 10, 70  # from the eleventh on they would mostly be repetitions of one another


def test_whatever_happens_in_whatever_order_the_store_and_its_twin_agree(sessions: Sessions) -> None:
    """In any order, by anybody, with any figures."""
    machine = type("Lives", (Lives,), {"sessions": sessions})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=[HealthCheck.large_base_example],  # histories are long on purpose
        ),
    )
