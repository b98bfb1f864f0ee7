"""The audit trail speaks of everything the store writes into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import store
from handlers.views import audits
from store.rules.words import Action


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
    assert operations == set(audits.OPERATIONS)
