"""Tasks as they are listed: a page of rows with what can be done, a task alone, what deleting would delete."""

from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import pages, task_words, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    esc,
    header,
    option,
    overflow,
    section,
)
from handlers.views.messages import Message
from store.listings import Page
from store.rights import Member
from store.task_lists import State
from store.tasks import Task


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


_STATES = {
    State.OPEN: _("open only"),
    State.OVERDUE: _("overdue"),
    State.CLOSED: _("done and cancelled"),
    State.BOTH: _("open and closed"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What was done, said first; with Log interaction when it was completing the task of this number (F066)."""

    text: str = ""
    done: str | None = None

    def blocks(self, by: Member, texts: Texts) -> list[Block]:
        """The note, when there is one."""
        log = button(words.button(wire.LOG, texts), wire.LOG, self.done) if self.done and by.may("log") else None
        return [section(esc(self.text), log)] if self.text else []


NOTHING = Note()


@dataclass(frozen=True, slots=True)
class Whose:
    """What a list of tasks is of."""

    name: str  # brings it again: `mine`, `all`, `<@U00ANA>`, `OP000007`, `CT000003`
    title: str
    usual: State  # the state in which such a list is shown by itself
    opportunity: wire.Seen | None = None
    contact: str | None = None  # its number
    addable: bool = False  # whether a task can be added here


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list of tasks."""

    whose: Whose
    state: State
    page: Page[Task]
    next_on: date | None = None  # of a person or a contact

    @property
    def query(self) -> str:
        """What brings the list again."""
        return f"{self.whose.name} {self.state}"


def message(listed: Listed, by: Member, texts: Texts, today: date, note: Note = NOTHING) -> Message:
    """A page of a list of tasks, with Done on the open ones."""
    whose = listed.whose
    said = whose.title if listed.state is whose.usual else f"{whose.title} · {texts.t(_STATES[listed.state])}"
    drawn = [*note.blocks(by, texts), header(said)]
    if not listed.page.rows:
        drawn.append(section(texts.t("No task is in this list.")))
    for position, task in enumerate(listed.page.rows):
        place = f"{wire.TASKS}:{listed.query}:{position}"
        drawn += _row(task, by, texts, today, listed, place)
    if listed.page.rows:
        drawn.append(context(*_under(listed, texts, today)))
    drawn.append(actions(*_buttons(listed, by, texts)) | {"block_id": f"{wire.TASKS}:{listed.query}:end"})
    return Message(drawn, esc(note.text or said))


def _under(listed: Listed, texts: Texts, today: date) -> list[str]:
    found = [pages.place(listed.page, texts.n("{count} task", "{count} tasks", listed.page.total), texts)]
    if listed.next_on:
        when = f"{texts.day(listed.next_on)} ({texts.when(listed.next_on, today)})"
        found.append(texts.t("Next task: {date}", date=when))
    return found


def _buttons(listed: Listed, by: Member, texts: Texts) -> list[Block]:
    whose, found = listed.whose, list[Block]()
    if whose.addable and by.may("task"):
        about = whose.opportunity.packed() if whose.opportunity else whose.contact or ""
        found.append(button(texts.t("New task"), wire.TASK, about))
    if whose.opportunity:
        if whose.addable and by.may("task"):
            found.append(button(texts.t("Assign activity"), wire.ASSIGN_ACTIVITY, whose.opportunity.packed()))
        found.append(button(texts.t("Show"), wire.SHOW, whose.opportunity.number))
    if whose.contact:
        found.append(button(texts.t("Show"), f"{wire.CONTACT}:show", whose.contact))
    other, label = State.BOTH, texts.t("Open and closed")
    if listed.state in (State.BOTH, State.CLOSED):
        other, label = State.OPEN, texts.t("Open only")
    found.append(button(label, f"{wire.TASKS}:{other}", f"0 {whose.name} {other}"))
    page = listed.page
    return [*found, *pages.turning(wire.TASKS, page.start, page.size, page.total, texts, listed.query)]


def _row(task: Task, by: Member, texts: Texts, today: date, listed: Listed, place: str) -> list[Block]:
    named = listed.whose.opportunity is None
    said = section(task_words.said(task, by, texts, today, named=named, owned=not named))
    more = _more(task, by, texts, named=named)
    if not (task.open and by.may("task")):
        return [said | ({"accessory": more} if more else {}) | {"block_id": place}]
    done = button(texts.t("Done"), wire.DONE, task.number)
    return [said, actions(done, *filter(None, [more])) | {"block_id": place}]


def _more(task: Task, by: Member, texts: Texts, *, named: bool) -> Block | None:
    """The menu of what is done more seldom."""
    verbs = list[tuple[str, str]]()
    if by.may("task"):
        open_ones = [(wire.EDIT_TASK, texts.t("Edit")), (wire.CANCEL_TASK, texts.t("Cancel task"))]
        verbs += open_ones if task.open else [(wire.REOPEN_TASK, texts.t("Reopen"))]
    choices = [option(label, f"{verb} {task.number}") for verb, label in verbs]
    if named and task.opportunity_id:
        choices.append(option(texts.t("Show"), f"{wire.SHOW} {task.opportunity_number}"))
    return overflow(wire.ROW, choices) if choices else None


def home_row(task: Task, by: Member, texts: Texts, today: date) -> list[Block]:
    """A task on the board: Done and, where there is one, its opportunity's Show."""
    buttons = [button(texts.t("Done"), wire.DONE, task.number)] if by.may("task") else []
    if task.opportunity_id and task.opportunity_number:
        buttons.append(button(texts.t("Show"), wire.SHOW, task.opportunity_number))
    said = section(task_words.briefly(task, texts, today))
    return [said, actions(*buttons)] if buttons else [said]


def one(task: Task, by: Member, texts: Texts, today: date, note: Note = NOTHING) -> Message:
    """A task alone, under what is to be said first."""
    drawn = [*note.blocks(by, texts), section(task_words.said(task, by, texts, today, named=True, owned=True))]
    buttons = list[Block]()
    if by.may("task"):
        open_ones = [
            button(texts.t("Done"), wire.DONE, task.number),
            button(texts.t("Edit"), wire.EDIT_TASK, task.number),
            button(texts.t("Cancel task"), wire.CANCEL_TASK, task.number),
        ]
        buttons += open_ones if task.open else [button(texts.t("Reopen"), wire.REOPEN_TASK, task.number)]
    if task.opportunity_id and task.opportunity_number:
        buttons.append(button(texts.t("Show"), wire.SHOW, task.opportunity_number))
    if buttons:
        drawn.append(actions(*buttons))
    return Message(drawn, esc(note.text or f"{task.number} {task.description}"))


def clearing(count: int, query: str, which: str, texts: Texts, *, note: str = "") -> Message:
    """How many cancelled tasks would be deleted, and the button that does it; `which`: those of whom, until when."""
    drawn: list[Block] = [section(esc(note))] if note else []
    if not count:
        none = texts.t("No cancelled task is to be deleted.")
        return Message([*drawn, section(none)], none)
    said = texts.n(
        "{count} cancelled task would be deleted for good: {which}.",
        "{count} cancelled tasks would be deleted for good: {which}.",
        count,
        which=esc(which),
    )
    label = texts.n("Delete {count} task", "Delete {count} tasks", count)
    sure = confirm(label, texts.t("This can not be undone."), texts.t("Delete"), texts.t("Keep"))
    drawn += [section(said), actions(button(label, wire.CLEAR_TASKS, query, style="danger", confirm=sure))]
    return Message(drawn, said)
