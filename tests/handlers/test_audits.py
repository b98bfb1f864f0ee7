"""The audit trail speaks of everything the store writes into it."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import store
from handlers import texts
from handlers.views import audits
from handlers.views.audited import OPERATIONS
from store.audits import Audit, Page
from store.events import EVERYTHING
from store.rules.words import Action, Via


def written() -> Iterator[str]:
    """The operations that the store's operations write."""
    for file in Path(store.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("audits.write", "write")
                and len(node.args) > 2
            ):
                yield from (
                    one.value
                    for one in ast.walk(node.args[2])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def test_every_operation_that_is_written_has_its_words() -> None:
    operations = set(written()) | {str(action) for action in Action}
    assert operations == set(OPERATIONS)


def test_a_feed_of_everything_is_named_in_words() -> None:
    """What is stored of the whole workspace is a word of ours, which nobody outside knows."""
    new = {"channel": "#sales", "for": EVERYTHING}
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    row = Audit(at, "Ada Novak", Via.FORM, "set up feed", "#sales", {}, new)
    message = audits.message("today", "today", Page([row], 0, 1), texts.plain("fr", "UTC", "CHF"))
    assert (
        "Canal\u00a0: #sales · Ce qui est annoncé\u00a0: Tout l’espace de travail" in message.blocks[1]["text"]["text"]
    )


def test_a_hand_over_names_people_and_not_their_keys() -> None:
    old, new = {"salesperson": "Ana", "salesperson_id": 1}, {"salesperson": "Ben", "salesperson_id": 2}
    row = Audit(datetime(2026, 1, 5, 9, tzinfo=UTC), "Ada", Via.FORM, "hand over", "OP000001", old, new)
    message = audits.message("today", "today", Page([row], 0, 1), texts.plain("en", "UTC", "CHF"))
    assert message.blocks[1]["text"]["text"].splitlines()[1] == "Salesperson: Ana → Ben"
