"""The form that makes a task, and the one that edits it."""

from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import task_words, words
from handlers.views.blocks import Block, context, day, doubts, esc, field, form, option, select, somebody, typed
from store.rules import formulas, text
from store.rules.tasks import OPEN
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus

ONCE, OTHER, PLAIN = "once", "other", "todo"  # choices of menus that stand for no word of ours


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now."""

    about: str  # the opportunity or contact; empty: nobody
    salesperson: str  # Slack id
    description: str = ""
    due_on: date | None = None
    kind: TaskKind = TaskKind.BLANK
    priority: Priority = Priority.NORMAL
    recurrence: str = ONCE  # the choice in the menu
    interval: str = ""
    recurs_from: RecursFrom = RecursFrom.DUE
    number: str | None = None  # of the task that is edited
    status: TaskStatus = TaskStatus.NOT_STARTED
    doubts: tuple[str, ...] = ()  # what was typed and can mean two things

    @property
    def kinds(self) -> tuple[TaskKind, ...]:
        """The types it may have: a meeting stays one, and a task that is kept becomes none (domain.md A.7)."""
        if self.number is None:
            return tuple(TaskKind)
        return (self.kind,) if self.kind is TaskKind.MEETING else (TaskKind.BLANK, TaskKind.CALL)


def chosen(recurrence: str) -> str:
    """The choice in the menu for a kept interval."""
    return recurrence if recurrence in task_words.INTERVALS else OTHER if recurrence else ONCE


def task_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form, as far as what stands in it asks for."""
    kinds = [option(words.task_kind(k, texts), k.value or PLAIN) for k in draft.kinds]
    priorities = [option(words.priority(p, texts), p.value) for p in Priority]
    person = somebody("person", draft.salesperson)
    due_on = draft.due_on.isoformat() if draft.due_on else None
    drawn = [
        *doubts(draft.doubts),
        *([context(esc(draft.about))] if draft.about else []),
        field("task", words.field("task", texts), typed("text", draft.description, longest=text.DESCRIPTION)),
        field("due_on", words.field("due_on", texts), day("day", due_on)),
        field("task_kind", words.field("task_kind", texts), select("menu", kinds, draft.kind.value or PLAIN)),
        field("priority", words.field("priority", texts), select("menu", priorities, draft.priority.value)),
        *_status(draft, texts),
        field("salesperson", words.field("salesperson", texts), person),
        *_recurring(draft, texts),
    ]
    if draft.number is None:
        title, submit, callback = texts.t("New task"), texts.t("Create"), "task"
    else:
        title, submit, callback = texts.t("Edit {number}", number=draft.number), texts.t("Save"), "edit_task"
    return form(callback, title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _status(draft: Draft, texts: Texts) -> list[Block]:
    if draft.number is None:
        return []
    statuses = [option(task_words.status(s, texts), s.value) for s in OPEN]
    return [field("task_status", words.field("task_status", texts), select("menu", statuses, draft.status.value))]


def _recurring(draft: Draft, texts: Texts) -> list[Block]:
    choices = [option(texts.t("No"), ONCE)]
    choices += [option(task_words.interval(formula, texts), formula) for formula in task_words.INTERVALS]
    choices.append(option(texts.t("Another interval"), OTHER))
    menu = select(wire.LIVE, choices, draft.recurrence)
    drawn = [field("recurrence", words.field("recurrence", texts), menu, live=True)]
    if draft.recurrence == ONCE:
        return drawn
    if draft.recurrence == OTHER:
        interval = typed("text", draft.interval, longest=formulas.LONGEST)
        hint = texts.t("A date formula: 10D is ten days, 6W six weeks, CM the end of the month.")
        drawn.append(field("interval", words.field("interval", texts), interval, hint=hint))
    counted = [option(task_words.recurs_from(r, texts), r.value) for r in RecursFrom]
    drawn.append(
        field("recurs_from", words.field("recurs_from", texts), select("menu", counted, draft.recurs_from.value))
    )
    return [*drawn, context(texts.t("When it is done, the next one is made by itself."))]
