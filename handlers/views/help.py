"""What can be typed, by role."""

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, actions, button, context, esc, header, section
from handlers.views.messages import Message
from store.rights import Member


def _(line: str) -> str:
    """Mark a line for the catalogues."""
    return line


# What to type, what it does, and the right it needs.
USAGE: dict[str, tuple[str, str, str]] = {
    "new": ("new [12'500 75% 2026-12-31 for Müller AG]", _("a new opportunity"), "create"),
    "show": ("show OP7", _("its card"), "see"),
    "list": ("list [mine|all|open|won|lost|due|overdue|stale]", _("a list of opportunities"), "see"),
    "find": ("find words", _("opportunities and contacts by any part of their names"), "see"),
    "activate": ("activate OP7 12'500 10% by 2026-12-31", _("activate the first stage"), "move"),
    "next": ("next OP7 [60'000 75% by 2026-12-31]", _("move to the next stage"), "move"),
    "previous": ("previous OP7", _("move to the previous stage"), "move"),
    "skip": ("skip OP7 to 4", _("move ahead over stages that may be skipped"), "move"),
    "jump": ("jump OP7 to 1", _("move back to an earlier stage"), "move"),
    "update": ("update OP7 60'000 30%", _("change value, chances or closing date"), "move"),
    "won": ("won OP7 [amount] [code]", _("close as won"), "close"),
    "lost": ("lost OP7 [code]", _("close as lost"), "close"),
    "history": ("history OP7", _("what happened, newest first"), "see"),
    "tasks": ("tasks [mine|overdue|OP7]", _("open tasks"), "see"),
    "task": ("task OP7 Call them on 2026-12-31", _("a new task"), "task"),
    "comment": ("comment OP7 text", _("add a comment"), "comment"),
    "quote": ("quote OP7 [number total]", _("link a quote, or show the linked one"), "quote"),
    "contact": ("contact new|find|show [name]", _("contacts"), "see"),
    "setup": ("setup [template EX-LARGE|cycles]", _("set up sales cycles"), "setup"),
}


def message(by: Member, texts: Texts, command: str) -> Message:
    """Everything this person may type."""
    lines = [f"`{command} {esc(usage)}`  {texts.t(what)}" for usage, what, right in USAGE.values() if by.may(right)]
    title = texts.t("What you can type")
    drawn: list[Block] = [header(title), section(f"`{command}`  {texts.t('your own board')}")]
    drawn += [section("\n".join(lines[i : i + 10])) for i in range(0, len(lines), 10)]
    drawn.append(context(texts.t("OP000007 can be typed as op7 or 7. What is missing opens a form.")))
    if by.may("create"):
        drawn.append(actions(button(texts.t("New opportunity"), wire.NEW, style="primary")))
    return Message(drawn, title)


def usage(verb: str, texts: Texts, command: str) -> Message:
    """How a verb is typed."""
    line, what, _right = USAGE[verb]
    sentence = texts.t("Type it like this:")
    return Message(
        [section(f"{sentence} `{command} {esc(line)}`  {texts.t(what)}")], f"{sentence} {command} {esc(line)}"
    )


def unknown(word: str, nearest: str | None, by: Member, texts: Texts, command: str) -> Message:
    """A verb that is none: the nearest one and its usage."""
    said = texts.t("There is no “{word}”.", word=word[:40])
    if nearest is None:
        return Message(
            [section(f"{esc(said)} {texts.t('This is what you can type:')}"), *message(by, texts, command).blocks],
            esc(said),
        )
    line, what, _right = USAGE[nearest]
    meant = texts.t("Did you mean this?")
    blocks: list[Block] = [
        section(f"{esc(said)} {meant}\n`{command} {esc(line)}`  {texts.t(what)}"),
        actions(button(texts.t("Help"), wire.HELP)),
    ]
    return Message(blocks, f"{esc(said)} {meant} {command} {esc(line)}")
