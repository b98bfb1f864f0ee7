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
    "help": (_("help [list]"), _("this, or every form of one word"), "see"),
    "new": (_("new [12.5k 75% end of month for Müller AG]"), _("a new opportunity"), "create"),
    "show": (_("show OP7"), _("its card; the number alone will do"), "see"),
    "list": (
        _("list [mine|all|open|won|lost|due|overdue|stale|parked|closing Q1]"),
        _("a list of opportunities"),
        "see",
    ),
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
    "park": (_("park OP7 until 1.3. because budget freeze"), _("let it rest until a day, for a reason"), "park"),
    "unpark": (_("unpark OP7"), _("wake what is parked"), "park"),
    "edit": (_("edit OP7"), _("change description, contact, priority"), "edit"),
    "assign": (_("assign OP7|@ana @ben [with tasks]"), _("hand over to another salesperson"), "hand over"),
    "delete": (
        _("delete OP7|closed before 31.12.2025 [@ben] [cycle NEW] [contact Müller AG]"),
        _("delete what is not started or closed"),
        "delete not started",
    ),
    "remind": (_("remind [OP7 monday 8:30 call Ben]"), _("be reminded of it then; alone: what is to come"), "see"),
    "snooze": (_("snooze OP7 3 days|until monday 8:30|off"), _("put its reminders off"), "see"),
    "mute": (_("mute [OP7]"), _("be reminded of it no more; alone: what is muted"), "see"),
    "unmute": (_("unmute [OP7]"), _("be reminded of it again"), "see"),
    "quiet": (_("quiet [18:00-08:00|off]"), _("the hours in which nothing reaches you"), "see"),
    "settings": (_("settings"), _("your language, working hours and reminders"), "see"),
    "contact": (_("contact new|find|show|edit|merge|delete [name]"), _("contacts"), "see"),
    "oneonone": (_("oneonone @ana"), _("what happened with somebody since you last sat down"), "oneonone"),
    "fix": (_("fix"), _("what is wrong with yours, one after another"), "move"),
    "digest": (
        _("digest [new weekly monday 8:00 #channel|preview|pause|resume|delete 1]"),
        _("what comes on a schedule"),
        "digest",
    ),
    "away": (_("away [@ana] [1.-14.8.|until friday] [cover @ben]"), _("when you are away, and who covers"), "away"),
    "audit": (_("audit OP7|@person|today"), _("who did what, when, from where"), "audit"),
    "person": (_("person @ben"), _("what somebody has in hand"), "see"),
    "deliveries": (
        _("deliveries [owed|late|dropped|unsure|failed|rules|@person|OP7]"),
        _("what was owed to whom, and what became of it"),
        "deliveries",
    ),
    "setup": (
        _("setup [cycles|template EX-LARGE|activities|codes|people|teams|workspace|channels|reminders]"),
        _("set everything up"),
        "setup",
    ),
}
# The other forms of a verb, which its own help shows beneath.
MORE: dict[str, tuple[tuple[str, str], ...]] = {
    "new": ((_("new 100 chairs 20k 70% by friday @ben NEW for Müller AG"), _("with its salesperson and its cycle")),),
    "show": ((_("show quote|order|invoice OP7"), _("one of its documents")),),
    "list": (
        (_("list [@person|contact Müller AG|company Müller AG|cycle NEW|stage 3]"), _("those of somebody")),
        (_("list [not started|closed|high]"), _("those in a state; several may be named")),
        (_("list closing next month|until friday|Q1"), _("those that should close then")),
        (_("list sort value|date|stage|number"), _("in another order")),
    ),
    "tasks": (
        (_("tasks @person|OP7|CT3 both"), _("open and closed ones")),
        (_("tasks delete cancelled [before 31.12.2025] [@person]"), _("delete cancelled tasks, for managers")),
    ),
    "task": ((_("task TD3 [@person]"), _("show a task, or hand it over")),),
    "log": ((_("log TD3 [text]"), _("what came of a task")), (_("log OP7 other [text]"), _("another interaction"))),
    "contact": (
        (_("contact new [Müller AG|Ina Frei at Müller AG]"), _("a new company or person")),
        (_("contact find words"), _("by any part of the name")),
        (_("contact show|edit|delete CT3"), _("its card, its form, its end")),
        (_("contact merge A AG into B AG"), _("make one of two")),
    ),
    "digest": (
        (_("digest new daily|weekly|monthly [team North|cycle NEW|@ben]"), _("a new one, about those")),
        (_("digest preview 1 [31.12.2025]"), _("what it would say, to you only")),
    ),
    "away": ((_("away [@ana] off"), _("back again")), (_("away without cover"), _("nobody covers"))),
    "audit": ((_("audit CT3|TD3|NEW|31.12.2025"), _("on a contact, a task, a cycle; on a day")),),
    "setup": (
        (_("setup cycle NEW"), _("one cycle with its stages")),
        (_("setup people ben"), _("those with this in their name")),
    ),
}
# The one part of the set-up that is not for admins alone.
REMINDERS = (_("setup reminders"), _("when everybody is reminded, and of what"))
_MOST_USED = ("new", "list", "show", "next")


def message(by: Member, texts: Texts, command: str) -> Message:
    """Everything this person may type."""
    lines = [_line(verb, texts, command) for verb, (_usage, _what, right) in USAGE.items() if by.may(right)]
    if by.may("reminder rules") and not by.may(USAGE["setup"][2]):
        lines.append(_form(REMINDERS, texts, command))
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
    return _form(USAGE[verb][:2], texts, command)


def _form(form: tuple[str, str], texts: Texts, command: str) -> str:
    typed, what = form
    return f"`{command} {esc(texts.t(typed))}`  {texts.t(what)}"


def usage(verb: str, texts: Texts, command: str) -> Message:
    """How a verb is typed, in all its forms."""
    sentence = texts.t("Type it like this:")
    forms = [USAGE[verb][:2], *MORE.get(verb, ())]
    lines = [_form(form, texts, command) for form in forms]
    drawn = f"{sentence} {lines[0]}" if len(lines) == 1 else "\n".join([sentence, *lines])
    return Message([section(drawn)], f"{sentence} {_typed(verb, texts, command)}")


def unknown(word: str, nearest: str | None, by: Member, texts: Texts, command: str) -> Message:
    """A verb that is none: the nearest one and its usage, else those that are used most."""
    said = texts.t("There is no “{word}”.", word=word[:40])
    meant = texts.t("Did you mean this?") if nearest else texts.t("These are used most:")
    shown = [nearest] if nearest else [verb for verb in _MOST_USED if by.may(USAGE[verb][2])]
    said = f"{said} {meant}" if shown else said
    blocks: list[Block] = [
        section("\n".join([esc(said), *(_line(verb, texts, command) for verb in shown)])),
        actions(button(texts.t("Help"), wire.HELP)),
    ]
    return Message(blocks, " ".join([esc(said), *(_typed(verb, texts, command) for verb in shown[:1] if nearest)]))
