"""The project's own files, as text and as syntax, for the tests of the house."""

import ast
import io
import re
import subprocess
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]


@cache
def files() -> tuple[Path, ...]:
    """What is committed, or would be: the paths of all files, from the root."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(Path(name) for name in sorted(names) if (ROOT / name).is_file())


@cache
def text(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text(errors="replace")


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(text(path), filename=str(path))


def modules(*rooms: str) -> list[Path]:
    """The Python files of some rooms."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in rooms]


def places(paths: list[Path], found: Callable[[ast.AST], object]) -> list[str]:
    """Where in `paths` the syntax has what `found` looks for, as path:line."""
    nodes = ((path, node) for path in paths for node in ast.walk(tree(path)))
    return [f"{path}:{getattr(node, 'lineno', 1)}" for path, node in nodes if found(node)]


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """A module's comments, with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def lines(pattern: re.Pattern[str]) -> list[str]:
    """Where in any file a line has `pattern`, as path:line."""
    numbered = ((path, number, line) for path in files() for number, line in enumerate(text(path).splitlines(), 1))
    return [f"{path}:{number}" for path, number, line in numbered if pattern.search(line)]


def called(node: ast.Call) -> str:
    """The dotted name a call calls."""
    return ast.unparse(node.func)


def catches_everything(node: ast.ExceptHandler) -> bool:
    """Whether a handler is bare, or for all there is."""
    if node.type is None:
        return True
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(ast.unparse(one) in {"Exception", "BaseException"} for one in caught)


def dependencies() -> list[str]:
    """Every requirement pyproject.toml names, as written."""
    project = tomllib.loads(text(Path("pyproject.toml")))
    return [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
