"""The sandbox is a neighbour of the bot: it reaches it through Slack's protocols alone."""

import re
from pathlib import Path

IMPORT = re.compile(r"^\s*(?:from|import) ((?:bot|handlers|store|jobs)[\w.]*)", re.MULTILINE)


def test_of_ours_the_sandbox_imports_nothing_but_the_clock() -> None:
    files = Path("bot/sandbox").rglob("*.py")
    taken = {name for file in files for name in IMPORT.findall(file.read_text(encoding="utf-8"))}
    assert {name for name in taken if not name.startswith("bot.sandbox")} == {"bot.clock"}
