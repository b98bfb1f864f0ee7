"""docs/features.md is complete: every row of the feature table in scope, with tests that name it, and where it is."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "features.md"
_ID = re.compile(r"\bF(\d{3})\b")
_RANGE = re.compile(r"\bF(\d{3})-F(\d{3})\b")
# The rows of priority 1 and 2; reports and files have their own issue.
LATER = {12, 29, 69, 77, *range(82, 96), 99}
ROWS = {f"F{n:03d}" for n in range(1, 101) if n not in LATER}


def named(said: str) -> set[str]:
    """The rows that a docstring names: `F036`, `F030-F035`."""
    spans = ((int(first), int(last)) for first, last in _RANGE.findall(said))
    inside = {f"F{n:03d}" for first, last in spans for n in range(first, last + 1)}
    return inside | {f"F{number}" for number in _ID.findall(said)}


def naming() -> dict[str, set[str]]:
    """Which tests name a row in their docstring: `tests/store/test_moves.py::test_…`."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for row in named(ast.get_docstring(node) or ""):
                    found[row].add(f"{file.relative_to(ROOT)}::{node.name}")
    return found


def lines() -> dict[str, tuple[str, list[str], str]]:
    """The page's table: row, what it is, its tests, where it is in the product."""
    page = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page if line.startswith("| F")]
    return {row: (what, re.findall(r"`([^`]+)`", tests), where) for row, what, tests, where in cells}


def test_every_row_in_scope_is_on_the_page_with_what_it_is_and_where() -> None:
    found = lines()
    assert found.keys() == ROWS
    assert not [row for row, (what, _, where) in found.items() if not what or not where]


def test_every_row_in_scope_has_a_test_that_names_it_and_the_page_lists_one() -> None:
    tests = naming()
    assert ROWS - tests.keys() == set()
    missing = {row: listed for row, (_, listed, _) in lines().items() if not listed or not set(listed) <= tests[row]}
    assert missing == {}
