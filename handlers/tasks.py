"""What people do with tasks: list, make and complete them."""

from collections.abc import Iterable
from datetime import date

from handlers import doubts, members, parsing, reminders, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Done, Form, Message, Redraw, Reply
from handlers.views import help as help_view
from handlers.views import tasks as views
from handlers.views.blocks import esc, section
from store import cards, tasks
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.words import TaskKind
from store.sessions import Session

_MINE, _OVERDUE = "mine", "overdue"


def listed(session: Session, asked: Asked) -> Reply:
    """`tasks [mine|overdue|@person|OP7]`, or the Tasks button."""
    first, _rest = parsing.words(asked.text)
    if first in ("", "mine", "miennes", "overdue", "retard", "0"):
        return _list(session, asked, _OVERDUE if first in ("overdue", "retard") or "overdue" in asked.text else _MINE)
    if parsing.mention(asked.text):
        return _list(session, asked, asked.text)
    number = wire.seen(first).number
    if not any(c.isdigit() for c in number):
        return help_view.usage("tasks", asked.texts, asked.command)
    return _list(session, asked, number)


def _list(session: Session, asked: Asked, which: str) -> Message:
    """The list of tasks that is called so: one's own, those overdue of them, a mentioned person's, an opportunity's."""
    t, found, card = asked.texts.t, list[tasks.Task](), None
    if which in (_MINE, _OVERDUE):
        found, title = tasks.of_person(session, asked.by, asked.by.id), t("My tasks")
        if which == _OVERDUE:
            found, title = [one for one in found if one.due_on < asked.today], t("My overdue tasks")
    elif person := members.mentioned(session, asked.by, which):
        found, title = tasks.of_person(session, asked.by, person.id), t("Tasks of {name}", name=person.name)
        which = f"<@{person.slack_id}>"
    else:
        card = cards.card(session, asked.by, which)
        which = card.number
        found = tasks.of_opportunity(session, asked.by, card.id)
        title = t("Tasks of {name}", name=f"{card.number} {card.description}")
    return views.message(title, found, asked.by, asked.texts, asked.today, which, card)


def typed(session: Session, asked: Asked) -> Reply:
    """`task OP7 Call them on friday`: at once with a date, else the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("task", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    said = parsing.deadline(rest, parsing.Reader(asked.texts, asked.today, day="due_on"))
    if said.day is None:
        asks = doubts.of([said.asks] if said.asks else [], asked.texts)
        return _form(session, asked, card.number, said.text, asks.values())
    return _create(session, asked, card.number, said.text, said.day)


def pressed(session: Session, asked: Asked) -> Reply:
    """The New task button: its form."""
    return _form(session, asked, wire.seen(asked.text).number, "")


def _form(session: Session, asked: Asked, number: str, said: str, asks: Iterable[str] = ()) -> Form:
    asked.by.must("task")
    card = cards.card(session, asked.by, number)
    must_be_open(card)
    about, due_on = asked.pack(n=card.number), None if asks else asked.today
    return Form(views.new_form(card, asked.texts, about, description=said, due_on=due_on, doubts=asks))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    due_on = checks(chosen_day, asked, "due_on")
    checks.done()
    kind = None if asked.chosen("task_kind") == "todo" else asked.word("task_kind", TaskKind)
    return _create(session, asked, asked.number, asked.typed("task"), due_on, kind or TaskKind.BLANK)


def _create(
    session: Session, asked: Asked, number: str, said: str, due_on: date | None, kind: TaskKind = TaskKind.BLANK
) -> Message:
    made = tasks.create(session, asked.by, number, description=said, due_on=due_on, kind=kind, now=asked.now)
    note = asked.texts.t("Task {number} is created: {text}", number=made.number, text=made.description)
    return card_message(session, asked, number, note)


def done(session: Session, asked: Asked) -> Reply:
    """The Done button of a task, wherever it stands: the list, the board or the bundle is drawn again."""
    which = wire.listed(asked.block)
    task = tasks.complete(session, asked.by, asked.text, asked.now)
    if bundle := reminders.redrawn(session, asked):
        return bundle
    if asked.from_home:
        return Done()
    note = asked.texts.t("Task {number} is done: {text}", number=task.number, text=task.description)
    if not which:
        return Message([section(esc(note))], esc(note))
    blocks = [section(esc(note)), *_list(session, asked, which).blocks]
    return Message(blocks, esc(note)) if asked.from_form else Redraw(blocks, esc(note))
