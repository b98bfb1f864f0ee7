"""What can be typed, by role."""

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, actions, button, context, esc, header, section
from handlers.views.messages import Message
from store.rights import Member


def _(line: str) -> str:
    """Mark a line for the catalogues."""
    return line


# What to type (its first word a verb of that language), what it does, and the right it needs.
USAGE: dict[str, tuple[str, str, str]] = {
    "new": (_("new [12.5k 75% end of month for Müller AG]"), _("a new opportunity"), "create"),
    "show": (_("show OP7"), _("its card"), "see"),
    "list": (_("list [mine|all|open|won|lost|due|overdue|stale|closing Q1]"), _("a list of opportunities"), "see"),
    "find": (_("find words"), _("opportunities and contacts by any part of their names"), "see"),
    "activate": (_("activate OP7 12'500 10% by 31.12."), _("activate the first stage"), "move"),
    "next": (_("next OP7 [60k 75% by 31.12.]"), _("move to the next stage"), "move"),
    "previous": (_("previous OP7"), _("move to the previous stage"), "move"),
    "skip": (_("skip OP7 to 4"), _("move ahead over stages that may be skipped"), "move"),
    "jump": (_("jump OP7 to 1"), _("move back to an earlier stage"), "move"),
    "update": (_("update OP7 60'000 30%"), _("change value, chances or closing date"), "move"),
    "won": (_("won OP7 [amount] [code] [date]"), _("close as won"), "close"),
    "lost": (_("lost OP7 [code] [date]"), _("close as lost"), "close"),
    "history": (_("history OP7"), _("what happened, newest first"), "see"),
    "tasks": (_("tasks [mine|all|@person|OP7|CT3] [open|overdue|closed]"), _("lists of tasks"), "see"),
    "task": (_("task [OP7|CT3] Call them on friday [@person]"), _("a new task"), "task"),
    "activity": (
        _("activity OP7 INIT [from monday] [@person]"),
        _("the tasks of an activity, at once"),
        "task",
    ),
    "comment": (_("comment OP7 text"), _("add a comment"), "comment"),
    "comments": (_("comments OP7"), _("all comments, newest first"), "see"),
    "log": (_("log OP7|CT3 call|meeting|e-mail|letter [text]"), _("log an interaction"), "log"),
    "interactions": (_("interactions OP7|CT3"), _("what was logged, newest first"), "see"),
    "link": (_("link OP7 https://… [name]"), _("keep a link with it"), "file"),
    "quote": (_("quote OP7 [number total date]"), _("link a quote, or show the linked one"), "quote"),
    "order": (_("order OP7 [number total|cancel]"), _("make an order of the quote, show it or cancel it"), "quote"),
    "invoice": (_("invoice OP7 [number total]"), _("invoice the order, or show the invoice"), "quote"),
    "undo": (_("undo OP7"), _("undo a closing, within ten minutes"), "undo"),
    "edit": (_("edit OP7"), _("change description, contact, priority"), "edit"),
    "assign": (_("assign OP7|@ana @ben [with tasks]"), _("hand over to another salesperson"), "hand over"),
    "delete": (
        _("delete OP7|closed before 31.12.2025 [@ben] [cycle NEW] [contact Müller AG]"),
        _("delete what is not started or closed"),
        "delete not started",
    ),
    "contact": (_("contact new|find|show|edit|merge|delete [name]"), _("contacts"), "see"),
    "audit": (_("audit OP7|@person|today"), _("who did what, when, from where"), "audit"),
    "person": (_("person @ben"), _("what somebody has in hand"), "see"),
    "setup": (
        _("setup [cycles|template EX-LARGE|activities|codes|people|teams|workspace|channels]"),
        _("set everything up"),
        "setup",
    ),
}


def message(by: Member, texts: Texts, command: str) -> Message:
    """Everything this person may type."""
    lines = [_line(verb, texts, command) for verb, (_usage, _what, right) in USAGE.items() if by.may(right)]
    title, board = texts.t("What you can type"), texts.t("your own board")
    drawn: list[Block] = [header(title), section(f"`{command}`  {board}")]
    drawn += [section("\n".join(lines[i : i + 10])) for i in range(0, len(lines), 10)]
    drawn.append(context(texts.t("OP000007 can be typed as op7 or 7. What is missing opens a form.")))
    if by.may("create"):
        drawn.append(actions(button(texts.t("New opportunity"), wire.NEW, style="primary")))
    return Message(drawn, title)


def _typed(verb: str, texts: Texts, command: str) -> str:
    return f"{command} {esc(texts.t(USAGE[verb][0]))}"


def _line(verb: str, texts: Texts, command: str) -> str:
    return f"`{_typed(verb, texts, command)}`  {texts.t(USAGE[verb][1])}"


def usage(verb: str, texts: Texts, command: str) -> Message:
    """How a verb is typed."""
    sentence = texts.t("Type it like this:")
    return Message([section(f"{sentence} {_line(verb, texts, command)}")], f"{sentence} {_typed(verb, texts, command)}")


def unknown(word: str, nearest: str | None, by: Member, texts: Texts, command: str) -> Message:
    """A verb that is none: the nearest one and its usage."""
    said = texts.t("There is no “{word}”.", word=word[:40])
    if nearest is None:
        return Message([section(esc(said)), *message(by, texts, command).blocks], esc(said))
    meant = texts.t("Did you mean this?")
    blocks: list[Block] = [
        section(f"{esc(said)} {meant}\n{_line(nearest, texts, command)}"),
        actions(button(texts.t("Help"), wire.HELP)),
    ]
    return Message(blocks, f"{esc(said)} {meant} {_typed(nearest, texts, command)}")
