"""An opportunity's history, newest first."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, button, context, divider, esc, header, section
from handlers.views.messages import Message
from store.cards import Card
from store.histories import Entry
from store.rules.words import Action


def message(card: Card, entries: list[Entry], start: int, total: int, texts: Texts) -> Message:
    """A page of the history."""
    title = texts.t("History of {number}", number=card.number)
    drawn: list[Block] = [header(title), context(esc(f"{card.description} · {card.contact_name}"))]
    if not entries:
        drawn.append(section(texts.t("Nothing has happened yet: the first stage is not activated.")))
    for n, entry in enumerate(entries):
        drawn += [*([divider()] if n else []), section(_entry(entry, texts))]
    if start + len(entries) < total:
        drawn.append(
            actions(button(texts.t("Older"), f"{wire.HISTORY}:older", f"{card.number} {start + len(entries)}"))
        )
    drawn.append(actions(button(texts.t("Show"), wire.SHOW, card.number)))
    return Message(drawn, esc(f"{title} · {card.description}"))


def _entry(entry: Entry, texts: Texts) -> str:
    lines = [f"*{words.action(entry.action, texts)}*{_where(entry)} · {texts.date(entry.changed_on)}"]
    if entry.action is not Action.LOST:
        lines.append(
            texts.t(
                "{value} · {chances} chances, {completed} completed, {probability} probability · weighted {weighted}",
                value=texts.money(entry.value),
                chances=texts.percent(entry.chances),
                completed=texts.percent(entry.completed),
                probability=texts.percent(entry.probability),
                weighted=texts.money(entry.weighted),
            )
            if entry.stage
            else texts.t("Sales value: {amount}", amount=texts.money(entry.weighted))
        )
    if entry.close_code:
        lines.append(texts.t("Close code: {code}", code=esc(f"{entry.close_code} · {entry.close_description}")))
    if entry.action is Action.LOST and not entry.close_code:
        lines.append(texts.t("The order it was won with was cancelled."))
    lines.append(f"_{_stay(entry, texts)} · {esc(entry.person)}, {texts.moment(entry.at)}_")
    return "\n".join(lines)


def _where(entry: Entry) -> str:
    return f" · {entry.stage} {esc(entry.stage_description)}" if entry.stage else ""


def _stay(entry: Entry, texts: Texts) -> str:
    if not entry.stage:
        return texts.t("Closed")
    closing = texts.t("closing {date}", date=texts.date(entry.closing_on))
    stay = texts.t("running") if entry.active else texts.n("{count} day", "{count} days", entry.days_open)
    return f"{stay} · {closing}"
