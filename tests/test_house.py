"""The house keeps its plan: each test a sentence of it, each failure the reason."""

import ast
import re
from pathlib import Path

from tests.source import called, catches_everything, comments, dependencies, files, lines, modules, places, text, tree

ROOMS = ("bot", "handlers", "jobs", "store")
TOP_LEVEL = re.compile(
    r"bot|handlers|jobs|store|tests|docs|pyproject\.toml|Makefile|requirements(-dev)?\.lock"
    r"|README\.md|CONTRIBUTING\.md|CHANGELOG\.md|LICENSE|\..+"
)
# The two places where anything may be caught: what a person did, and what a clock started.
BORDERS = {"handlers/answering.py", "jobs/borders.py"}
# The brackets keep these patterns from finding themselves.
REGISTRIES = re.compile(r"pypi[.]org|files[.]pythonhosted|registry[.]npmjs|deb[.]debian")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|farm|root|tmp/bash_jobs)/")
LEFT_FOR_LATER = re.compile(r"\b(TOD[O]|FIXM[E]|NotImplemented[E]rror)\b")
SILENCED = re.compile(r"noqa|type:\s*ignore")
WITH_REASON = re.compile(r"# noqa: [A-Z0-9, ]+ - \w.*|# type: ignore\[[a-z, -]+\] +# \w.*")


def none(offenders: list[str], reason: str) -> None:
    """Fail with the reason and the places."""
    assert not offenders, "\n  ".join([reason, *offenders])


# --- the plan ---------------------------------------------------------------------------------------------


def test_only_the_plans_names_are_at_the_top_level() -> None:
    odd = sorted({path.parts[0] for path in files() if not TOP_LEVEL.fullmatch(path.parts[0])})
    none(odd, "A newcomer guesses every path from four packages; a fifth thing needs a place in one of them:")


def test_every_module_says_what_it_is_for() -> None:
    mute = [str(path) for path in modules(*ROOMS, "tests") if not ast.get_docstring(tree(path))]
    none(mute, "A module starts with one line saying what it is for; one that can not say it has no reason to be:")


def test_no_file_outgrows_one_reading() -> None:
    ours = [path for path in files() if path.parts[0] in ROOMS and path.suffix in {".py", ".html", ".js"}]
    long = [path for path in ours if "migrations" not in path.parts and len(text(path).splitlines()) > 250]
    none([str(path) for path in long], "A file stays under 250 lines; split it by noun:")


def test_no_function_outgrows_one_screen() -> None:
    def long(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.end_lineno is None:
            return False
        return node.end_lineno - node.lineno >= 40

    paths = [path for path in modules(*ROOMS) if "migrations" not in path.parts]
    none(places(paths, long), "A function stays under 40 lines; name its parts:")


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(?i:utils?|helpers?|common|misc)|_?handle_.*|.*(Service|Manager|Helper)")

    def named_vaguely(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return False
        return vague.fullmatch(node.name) is not None

    paths = modules(*ROOMS, "tests")
    vague_paths = [str(path) for path in paths if any(vague.fullmatch(part) for part in (*path.parts[:-1], path.stem))]
    none(
        vague_paths + places(paths, named_vaguely),
        "Modules are nouns of the field, operations verbs, views the thing drawn; these words fit anything:",
    )


# --- time, money, errors ----------------------------------------------------------------------------------


def test_only_the_clock_reads_the_clock() -> None:
    hidden = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    # Slack's own stamps age in real time, whatever business day the sandbox plays
    paths = [path for path in modules(*ROOMS) if path != Path("bot/clock.py") and path.parts[:2] != ("bot", "sandbox")]
    found = places(paths, lambda node: isinstance(node, ast.Call) and called(node).endswith(tuple(hidden)))
    none(found, "`now` is a parameter, made by the one clock that can be moved; a hidden clock can not be rehearsed:")


def test_money_and_chances_never_become_floats() -> None:
    paths = modules("store", "handlers", "jobs")
    found = places(paths, lambda node: isinstance(node, ast.Call) and called(node) == "float")
    none(found, "Amounts and percentages are exact decimals; a float loses cents:")


def test_only_the_two_borders_catch_everything() -> None:
    paths = [path for path in modules(*ROOMS) if str(path) not in BORDERS]
    found = places(paths, lambda node: isinstance(node, ast.ExceptHandler) and catches_everything(node))
    none(found, "A refusal is a type, anything else a bug that must reach the border and its log:")


def test_nothing_is_left_for_later() -> None:
    none(lines(LEFT_FOR_LATER), "What is here is finished; what is not is an issue, not a mark in the code:")


def test_every_silenced_check_says_why() -> None:
    found = [
        f"{path}:{number}"
        for path in modules(*ROOMS, "tests")
        for number, comment in comments(path)
        if SILENCED.search(comment) and not WITH_REASON.fullmatch(comment)
    ]
    none(found, "Write `# noqa: S101 - the reason` or `# type: ignore[code] # the reason`:")


def test_operations_take_the_session_first() -> None:
    def session_later(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            return False
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        return "session" in [name for name in names if name not in ("self", "cls")][1:]

    found = places([path for path in modules("store") if len(path.parts) == 2], session_later)
    none(found, "Whoever reads a call sees first in which transaction it happens:")


# --- what is committed ------------------------------------------------------------------------------------


def test_no_file_names_a_registry_or_a_developers_machine() -> None:
    found = lines(REGISTRIES) + lines(MACHINE_PATHS)
    none(found, "The project installs from whatever index its machine has, and lies wherever it was cloned:")


def test_every_dependency_says_why_it_is_here() -> None:
    written = text(Path("pyproject.toml"))
    mute = [name for name in dependencies() if not re.search(re.escape(f'"{name}"') + r",\s+# \w", written)]
    none(mute, "A dependency is kept and updated for years; its line says what it spares us:")


def test_the_locks_hold_every_dependency_and_the_tests_lock_all_that_runs() -> None:
    run, dev = (set(text(Path(name)).splitlines()) for name in ("requirements.lock", "requirements-dev.lock"))
    locked = {re.split("==", line)[0] for line in dev if "==" in line}
    names = {re.split(r"[\[<>=~! ;]", name)[0].lower().replace("_", "-") for name in dependencies()}
    none(sorted(names - locked) + sorted(run - dev), "`make lock` was not run after a change to pyproject.toml:")


def test_tests_use_real_parts_and_wait_for_facts() -> None:
    mocks = {"mock", "unittest.mock", "pytest_mock"}

    def imitates(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(name.name in mocks for name in node.names)
        if isinstance(node, ast.ImportFrom):
            return node.module in mocks or (node.module == "unittest" and any(n.name == "mock" for n in node.names))
        return isinstance(node, ast.Call) and called(node) in {"monkeypatch.setattr", "time.sleep", "sleep"}

    found = places(modules("tests"), imitates)
    none(found, "A mock passes when the real part fails, a sleep when the machine is fast:")
