"""Tasks: listed, and the form that makes one."""

from collections.abc import Iterable
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    day,
    esc,
    field,
    form,
    header,
    option,
    section,
    select,
    typed,
)
from handlers.views.blocks import doubts as asked
from handlers.views.messages import Message
from store.cards import Card
from store.rights import Member
from store.rules import text
from store.rules.words import TaskKind
from store.tasks import Task

SHOWN = 20


def message(
    title: str, tasks: list[Task], by: Member, texts: Texts, today: date, which: str, card: Card | None = None
) -> Message:
    """A list of tasks, of an opportunity or of a person, with Done on the open ones; `which` brings it again."""
    drawn: list[Block] = [header(title)]
    if not tasks:
        drawn.append(section(texts.t("No task is in this list.")))
    drawn += [
        row(task, by, texts, today, named=card is None) | {"block_id": f"{wire.TASKS}:{which}:{position}"}
        for position, task in enumerate(tasks[:SHOWN])
    ]
    if len(tasks) > SHOWN:
        drawn.append(context(texts.n("and {count} more", "and {count} more", len(tasks) - SHOWN)))
    if card:
        buttons = [button(texts.t("Show"), wire.SHOW, card.number)]
        if by.may("task") and not card.status.closed:
            buttons.insert(0, button(texts.t("New task"), wire.TASK, wire.Seen(card.number, card.seen).packed()))
        drawn.append(actions(*buttons))
    return Message(drawn, esc(title))


def row(task: Task, by: Member, texts: Texts, today: date, *, named: bool) -> Block:
    """A task in two lines; `named`: with its opportunity."""
    kind = {TaskKind.MEETING: "👥 ", TaskKind.CALL: "📞 "}.get(task.kind, "")
    first = f"{_sign(task, today)} {kind}*{esc(task.description)}*"
    about = [task.number, _state(task, texts, today)]
    if task.salesperson_name != by.name:
        about.append(esc(task.salesperson_name))
    if named and task.opportunity_number:
        about.insert(1, f"{task.opportunity_number} {esc(cut(task.opportunity_description or '', 100))}")
    done = button(texts.t("Done"), wire.DONE, task.number) if task.open and by.may("task") else None
    return section(f"{first}\n{' · '.join(about)}", done)


def _sign(task: Task, today: date) -> str:
    if not task.open:
        return "✖️" if task.cancelled else "✅"
    return "⚠️" if task.due_on < today else "▫️"


def _state(task: Task, texts: Texts, today: date) -> str:
    if task.cancelled:
        return texts.t("cancelled")
    if not task.open:
        return texts.t("done on {date}", date=texts.date(task.closed_on or task.due_on))
    return f"{texts.day(task.due_on)} ({texts.when(task.due_on, today)})"


def new_form(
    card: Card,
    texts: Texts,
    metadata: str,
    *,
    description: str = "",
    due_on: date | None = None,
    doubts: Iterable[str] = (),
) -> Block:
    """The form that makes a task."""
    kinds = [option(words.task_kind(k, texts), k.value or "todo") for k in TaskKind]
    drawn = [
        *asked(doubts),
        context(esc(f"{card.number} {card.description}")),
        field("task", words.field("task", texts), typed("text", description, longest=text.DESCRIPTION)),
        field("due_on", words.field("due_on", texts), day("day", due_on.isoformat() if due_on else None)),
        field("task_kind", words.field("task_kind", texts), select("menu", kinds, "todo")),
    ]
    return form(
        "task", texts.t("New task"), drawn, submit=texts.t("Create"), close=texts.t("Cancel"), metadata=metadata
    )
