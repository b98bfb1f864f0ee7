"""The words of the domain as a reader reads them: captions, verbs, statuses, roles."""

from handlers import wire
from handlers.texts import Texts
from handlers.views.captions import FIELDS as FIELDS
from store.rules.words import (
    Action,
    ContactKind,
    InteractionKind,
    Method,
    Outcome,
    Priority,
    QuoteState,
    Role,
    Status,
    TaskKind,
    Verb,
)


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


VERBS = {
    Verb.NEXT: _("Next"),
    Verb.PREVIOUS: _("Previous"),
    Verb.SKIP: _("Skip"),
    Verb.JUMP: _("Jump"),
    Verb.UPDATE: _("Update"),
}
STATUSES = {
    Status.NOT_STARTED: _("Not started"),
    Status.IN_PROGRESS: _("In progress"),
    Status.WON: _("Won"),
    Status.LOST: _("Lost"),
}
ACTIONS = {
    Action.FIRST: _("First stage activated"),
    Action.NEXT: _("Moved to the next stage"),
    Action.PREVIOUS: _("Moved to the previous stage"),
    Action.SKIPPED: _("Skipped ahead"),
    Action.JUMPED: _("Jumped back"),
    Action.UPDATED: _("Updated"),
    Action.WON: _("Won"),
    Action.LOST: _("Lost"),
}
PRIORITIES = {Priority.LOW: _("Low"), Priority.NORMAL: _("Normal"), Priority.HIGH: _("High")}
ROLES = {
    Role.READER: _("reader"),
    Role.SALESPERSON: _("salesperson"),
    Role.MANAGER: _("manager"),
    Role.ADMIN: _("admin"),
}
KINDS = {ContactKind.COMPANY: _("Company"), ContactKind.PERSON: _("Person")}
TASK_KINDS = {TaskKind.BLANK: _("To do"), TaskKind.MEETING: _("Meeting"), TaskKind.CALL: _("Phone call")}
INTERACTION_KINDS = {
    InteractionKind.CALL: _("Phone call"),
    InteractionKind.MEETING: _("Meeting"),
    InteractionKind.EMAIL: _("E-mail"),
    InteractionKind.LETTER: _("Letter"),
    InteractionKind.OTHER: _("Other"),
}
QUOTE_STATES = {
    QuoteState.OPEN: _("open"),
    QuoteState.ACCEPTED: _("accepted"),
    QuoteState.DECLINED: _("declined"),
}
SERIES = {"opportunity": _("Opportunities"), "task": _("Tasks"), "contact": _("Contacts")}
BUTTONS = {
    wire.SHOW: _("Show"),
    wire.ACTIVATE: _("Activate"),
    wire.NEXT: _("Next"),
    wire.PREVIOUS: _("Previous"),
    wire.SKIP: _("Skip"),
    wire.JUMP: _("Jump"),
    wire.UPDATE: _("Update"),
    wire.CLOSE: _("Close"),
    wire.TASKS: _("Tasks"),
    wire.HISTORY: _("History"),
    wire.QUOTE: _("Quote"),
    wire.ORDER: _("Order"),
    wire.COMMENT: _("Comment"),
    wire.LINK: _("Link"),
    wire.COMMENTS: _("Comments"),
    wire.REMIND: _("Remind me"),
    wire.LOG: _("Log interaction"),
    wire.INTERACTIONS: _("Interactions"),
    wire.INTERACTION: _("Show"),
    wire.FOLLOW: _("Create opportunity"),
    wire.REMARK: _("Comment"),
    wire.CANCEL_LOG: _("Cancel interaction"),
    wire.EDIT: _("Edit"),
    wire.ASSIGN: _("Hand over"),
    wire.DELETE: _("Delete"),
    wire.UNDO: _("Undo"),
    wire.PARK: _("Park"),
    wire.UNPARK: _("Unpark"),
}
SIGNS = {Status.NOT_STARTED: "⚪", Status.IN_PROGRESS: "🔵", Status.WON: "🏆", Status.LOST: "⚫"}
WHYS = {  # kinds of reminder (product.md, Reminders)
    "task": _("Task due or overdue"),
    "closing": _("Closing date due or passed"),
    "stage": _("Longer at a stage than planned"),
    "idle": _("No activity for some days"),
    "not_started": _("Not started for some days"),
}
METHODS = {
    Method.MULTIPLY: _("chances × completed"),
    Method.ADD: _("average of chances and completed"),
    Method.CHANCES: _("chances of success"),
    Method.COMPLETED: _("completed"),
}


def field(name: str | None, texts: Texts) -> str:
    """A field's caption."""
    return texts.t(FIELDS.get(name or "", name or ""))


def button(name: str, texts: Texts) -> str:
    """The words on an opportunity's button."""
    return texts.t(BUTTONS[name])


def verb(verb: Verb, texts: Texts) -> str:
    """A move's word, as on its button."""
    return texts.t(VERBS[verb])


def status(status: Status, texts: Texts) -> str:
    """A status."""
    return texts.t(STATUSES[status])


def outcome(outcome: Outcome, texts: Texts) -> str:
    """An outcome, in the words of its status."""
    return texts.t(STATUSES[Status(outcome.value)])


def action(action: Action, texts: Texts) -> str:
    """What a history entry records."""
    return texts.t(ACTIONS[action])


def priority(priority: Priority, texts: Texts) -> str:
    """A priority."""
    return texts.t(PRIORITIES[priority])


def role(role: Role, texts: Texts) -> str:
    """A role."""
    return texts.t(ROLES[role])


def kind(kind: ContactKind, texts: Texts) -> str:
    """A contact's kind."""
    return texts.t(KINDS[kind])


def task_kind(kind: TaskKind, texts: Texts) -> str:
    """A task's type."""
    return texts.t(TASK_KINDS[kind])


def interaction_kind(kind: InteractionKind, texts: Texts) -> str:
    """How somebody dealt with a contact."""
    return texts.t(INTERACTION_KINDS[kind])


def quote_state(state: QuoteState, texts: Texts) -> str:
    """A quote's state."""
    return texts.t(QUOTE_STATES[state])


def method(method: Method, texts: Texts) -> str:
    """How a cycle derives probability."""
    return texts.t(METHODS[method])


def why(kind: str, texts: Texts) -> str:
    """A kind of reminder."""
    return texts.t(WHYS[kind])


def series(kind: str, texts: Texts) -> str:
    """What a number series numbers."""
    return texts.t(SERIES[kind]) if kind in SERIES else kind
