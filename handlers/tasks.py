"""What people do with tasks: list them, complete, cancel and reopen them. Their forms are in `handlers.task_forms`."""

from dataclasses import replace

from handlers import members, parsing, reminders, task_batches, wire
from handlers.asked import Asked
from handlers.replies import Beside, Done, Message, Redraw, Reply
from handlers.views import help as help_view
from handlers.views import tasks as views
from store import cards, contacts, task_changes, task_lists, tasks
from store.rules import text
from store.sessions import Session
from store.task_lists import Filters, State

_MINE, _ALL = "mine", "all"
_DELETE = {"delete", "supprimer"}
_STATES = {state.value: state for state in State}
# In the languages of the catalogues, as they are folded.
_OTHERS = {
    "miennes": _MINE, "toutes": _ALL, "ouvertes": "open", "retard": "overdue", "terminees": "closed",
}  # fmt: skip
_ANOTHERS = {**{word: word for word in (_MINE, _ALL, *_STATES)}, **_OTHERS}


def listed(session: Session, asked: Asked) -> Reply:
    """`tasks [mine|all|@person|OP7|CT3] [open|overdue|closed]`, or a button: the Tasks of a card, a page of a list.

    `tasks delete cancelled …` asks about deleting them.
    """
    words, start = asked.text.split(), 0
    if words and words[0].lower() in _DELETE and asked.kind == "command":
        return task_batches.asked_for(session, asked, parsing.first(asked.text)[1])
    if asked.kind == "action" and len(words) > 1:
        start = parsing.count(words.pop(0)) or 0
    found = _asked_for(words)
    if found is None:
        return help_view.usage("tasks", asked.texts, asked.command)
    return _list(session, asked, *found, start)


def _asked_for(words: list[str]) -> tuple[str, State | None] | None:
    """Whose tasks, and in which state if one is named; None for a word that is neither.

    `all` alone is everybody's; behind somebody or something it is those in every state.
    """
    whose, subject, state = "", "", None
    for word in words:
        key = _ANOTHERS.get(text.folded(word), "")
        if parsing.mention(word) or word.startswith("@") or (not key and any(c.isdigit() for c in word)):
            whose = subject = subject or word
        elif key in _STATES:
            state = _STATES[key]
        elif key == _ALL and whose:
            state = State.BOTH
        elif key:
            whose = subject or key
        else:
            return None
    return whose or _MINE, state


def _list(
    session: Session, asked: Asked, named: str, state: State | None, start: int = 0, note: views.Note = views.NOTHING
) -> Message:
    """A page of the list that is called so: one's own, everybody's, a person's, an opportunity's, a contact's."""
    whose, filters = _whose(session, asked, named)
    if whose.name == _MINE and state is State.OVERDUE:
        whose = replace(whose, title=asked.texts.t("My overdue tasks"), usual=state)
    filters = replace(filters, state=state or whose.usual)
    page = task_lists.page(session, asked.by, filters, asked.today, start)
    next_on = None
    if filters.contact_id or filters.person_id not in (None, asked.by.id):
        next_on = task_lists.next_on(session, asked.by, contact_id=filters.contact_id, person_id=filters.person_id)
    found = views.Listed(whose, filters.state, page, next_on)
    return views.message(found, asked.by, asked.texts, asked.today, note)


def _whose(session: Session, asked: Asked, named: str) -> tuple[views.Whose, Filters]:
    """Whose tasks are meant. Raises NotFound."""
    t, by = asked.texts.t, asked.by
    if named == _MINE:
        return views.Whose(_MINE, t("My tasks"), State.OPEN, addable=True), Filters(by.id)
    if named == _ALL:
        return views.Whose(_ALL, t("Everybody’s tasks"), State.OPEN), Filters()
    if person := members.mentioned(session, by, named):
        title = t("Tasks of {name}", name=person.name)
        return views.Whose(f"<@{person.slack_id}>", title, State.OPEN), Filters(person.id)
    if named.lower().startswith("ct"):
        found = contacts.show(session, by, named)
        title, addable = t("Tasks of {name}", name=found.name), not found.privacy_blocked
        whose = views.Whose(found.number, title, State.BOTH, contact=found.number, addable=addable)
        return whose, Filters(contact_id=found.id)
    card = cards.card(session, by, wire.seen(named).number)
    title = t("Tasks of {name}", name=f"{card.number} {card.description}")
    seen, addable = wire.Seen(card.number, card.seen), not card.status.closed
    return views.Whose(card.number, title, State.BOTH, seen, addable=addable), Filters(opportunity_id=card.id)


def done(session: Session, asked: Asked) -> Reply:
    """The Done button of a task, wherever it stands; what follows a recurring one is said with its date."""
    completed = tasks.complete(session, asked.by, asked.text, asked.now)
    task, t = completed.task, asked.texts.t
    note = t("Task {number} is done: {text}", number=task.number, text=task.description)
    if following := completed.following:
        when = asked.texts.date(following.due_on)
        note += "\n" + t("The next one is {number}, due {date}.", number=following.number, date=when)
    return _shown(session, asked, task, views.Note(note, task.number), to_be_said=following is not None)


def cancelled(session: Session, asked: Asked) -> Reply:
    """Cancel task, in the menu of a task's row."""
    task = task_changes.cancel(session, asked.by, asked.text, asked.now)
    note = asked.texts.t("Task {number} is cancelled: {text}", number=task.number, text=task.description)
    return _shown(session, asked, task, views.Note(note))


def reopened(session: Session, asked: Asked) -> Reply:
    """Reopen, in the menu of a closed task's row."""
    task = task_changes.reopen(session, asked.by, asked.text, asked.now)
    note = asked.texts.t("Task {number} is open again: {text}", number=task.number, text=task.description)
    return _shown(session, asked, task, views.Note(note))


def _shown(session: Session, asked: Asked, task: tasks.Task, note: views.Note, *, to_be_said: bool = False) -> Reply:
    """What was done to a task: the bundle, the board or the list it stood in is drawn again, else it stands alone.

    A board says nothing of its own, and a bundle strikes the line; what has `to_be_said` is said beside them.
    """
    alone = views.one(task, asked.by, asked.texts, asked.today, note)
    if bundle := reminders.redrawn(session, asked):
        return Beside(alone.blocks, alone.text, original=bundle) if to_be_said else bundle
    if asked.from_home and not to_be_said:
        return Done()
    again = redrawn(session, asked, wire.listed(asked.block), note)
    if again is None:
        return alone
    return again if asked.from_form else Redraw(again.blocks, again.text)


def redrawn(session: Session, asked: Asked, query: str, note: views.Note = views.NOTHING) -> Message | None:
    """The list that this brings, as it stands now; None when it brings none."""
    found = _asked_for(query.split()) if query else None
    return _list(session, asked, *found, note=note) if found else None


def of_opportunity(session: Session, asked: Asked, number: str, note: str = "") -> Message:
    """The list of an opportunity's tasks."""
    return _list(session, asked, number, None, note=views.Note(note))
