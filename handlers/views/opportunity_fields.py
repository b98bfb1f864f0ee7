"""What an opportunity's card says under captions, and in words where something is late (domain.md A.4)."""

from datetime import date
from decimal import Decimal

from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import cut, esc
from store.cards import Card, Shown
from store.rules.words import Priority, Status

ZERO = Decimal(0)


def overdue(shown: Shown, texts: Texts, today: date) -> list[str]:
    """What should have been before today."""
    found, card, todo = list[str](), shown.card, shown.todo
    if card.status is Status.IN_PROGRESS and card.closing_on and card.closing_on < today:
        late = (today - card.closing_on).days
        found.append(texts.n("Closing date passed yesterday", "Closing date passed {count} days ago", late))
    if todo and todo.due_on < today and not card.status.closed:
        late, name = (today - todo.due_on).days, esc(cut(todo.description, 100))
        found.append(texts.n("Task due yesterday: {task}", "Task due {count} days ago: {task}", late, task=name))
    return found


def estimates(shown: Shown, texts: Texts, today: date) -> list[tuple[str, str]]:
    """Status, stage, and what the active history entry says."""
    card = shown.card
    state = f"{words.SIGNS[card.status]} {words.status(card.status, texts)}"
    pairs = [(texts.t("Status"), state), (texts.t("Stage"), esc(shown.reached or "–"))]
    if card.value is None:
        return pairs
    won = card.status is Status.WON
    return [
        *pairs,
        (texts.t("Estimated value"), texts.money(card.value)),
        (texts.t("Sales value") if won else texts.t("Weighted value"), texts.money(card.weighted or ZERO)),
        (texts.t("Chances of success"), texts.percent(card.chances or ZERO)),
        (texts.t("Completed"), texts.percent(card.completed or ZERO)),
        (texts.t("Probability"), _probability(shown, texts)),
        _closing(card, texts, today),
    ]


def _probability(shown: Shown, texts: Texts) -> str:
    """The percentage, and how it comes about while it does."""
    percent = texts.percent(shown.card.probability or ZERO)
    if shown.card.status.closed:
        return percent
    return f"{percent} ({words.method(shown.cycle.method, texts)})"


def _closing(card: Card, texts: Texts, today: date) -> tuple[str, str]:
    if card.closed_on:
        return texts.t("Date closed"), texts.date(card.closed_on)
    if card.closing_on is None:
        return texts.t("Estimated closing date"), "–"
    late = "⚠️ " if card.closing_on < today else ""
    when = f"{late}{texts.date(card.closing_on)} ({texts.when(card.closing_on, today)})"
    return texts.t("Estimated closing date"), when


def others(shown: Shown, texts: Texts, today: date) -> list[tuple[str, str]]:
    """Who and how it is worked on, and the next task."""
    card = shown.card
    contact = f"{esc(card.contact_name)} ({esc(card.company_name)})" if card.company_name else esc(card.contact_name)
    if card.contact_removed:
        contact = texts.t("{name} (deleted)", name=contact)
    pairs = [
        (texts.t("Contact"), contact),
        (texts.t("Salesperson"), _owner(card)),
        (texts.t("Sales cycle"), esc(f"{shown.cycle.code} · {shown.cycle.description}")),
    ]
    if card.status.closed:
        pairs.append((texts.t("Close code"), esc(shown.close_code or "–")))
    if card.priority is not Priority.NORMAL:
        pairs.append((texts.t("Priority"), words.priority(card.priority, texts)))
    if not card.status.closed:
        pairs.append((texts.t("Next task"), _next_task(shown, texts, today)))
    return pairs


def _owner(card: Card) -> str:
    """A mention, which each reader sees as they know the person; the name where nobody is to be called."""
    return f"<@{card.salesperson_slack_id}>" if card.salesperson_slack_id else esc(card.salesperson_name)


def _next_task(shown: Shown, texts: Texts, today: date) -> str:
    first = shown.todo
    if first is None:
        return "–"
    late = "⚠️ " if first.due_on < today else ""
    return f"{late}{esc(first.description)} · {texts.day(first.due_on)} ({texts.when(first.due_on, today)})"
