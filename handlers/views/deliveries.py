"""The delivery log: how the ledger stands, and its rows; never a word of what was said to anybody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from handlers import wire
from handlers.texts import Texts
from handlers.views import delivery_words, reminder_effects, troubles
from handlers.views.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    cut,
    divider,
    esc,
    fields,
    header,
    preformatted,
    section,
)
from handlers.views.messages import Message
from store.delivery_figures import Figures
from store.delivery_log import PAGE, Delivery, Page, Which
from store.digests import Shown
from store.feeds import Feed
from store.pauses import EVERYTHING, Pause
from store.rules.words import DeliveryState


def _(words: str) -> str:
    """Mark words for the catalogues."""
    return words


TITLES = {
    Which.OPEN: _("For you to decide"),
    Which.OWED: _("Owed"),
    Which.UNSURE: _("Unsure"),
    Which.FAILED: _("Failed"),
    Which.DROPPED: _("Dropped"),
    Which.LATE: _("Late"),
    Which.SENT: _("Sent"),
}
_OTHERS = (Which.OWED, Which.LATE, Which.DROPPED, Which.UNSURE, Which.FAILED)
_RESTING = 5  # methods, digests, and feeds: the log has room for no more
_WIDTH, _NAME = 64, 20  # characters of the table, as Slack shows without wrapping; of a name at least
_JUST = timedelta(minutes=1)
_REASONS = 5  # why things were dropped: the most frequent


class _Told(Protocol):
    """What is known of any delivery."""

    @property
    def kind(self) -> str: ...
    @property
    def person(self) -> str | None: ...
    @property
    def channel(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...


def what(one: _Told, texts: Texts) -> str:
    """`Hand-over · OP000007 · Ana Keller`, as plain text."""
    return " · ".join(filter(None, (delivery_words.kind(one.kind, texts), one.subject, one.person or one.channel)))


def message(
    figures: Figures, resting: Sequence[Pause], troubled: Sequence[Shown], silent: Sequence[Feed], page: Page,
    texts: Texts, now: datetime, note: str = "",
) -> Message:  # fmt: skip
    """How everything stands, what rests by itself and why, and below what a person must decide."""
    title = texts.t("Deliveries")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(title), fields(_figures(figures, texts)), section(_oldest(figures, texts, now))]
    drawn += [section(f"⏸️ {_rest(pause, texts)}") for pause in resting[:_RESTING]]
    drawn += [section(f"⏸️ {_digest(one, texts)}") for one in troubled[:_RESTING]]
    drawn += [section(f"⏸️ {_feed(one, texts)}") for one in silent[:_RESTING]]
    if figures.why:
        lines = [
            f"{texts.number(n)} × {delivery_words.reason(why, texts)}" for why, n in figures.why.most_common(_REASONS)
        ]
        why = texts.t("Why some were dropped")
        drawn.append(section("\n".join([f"*{why}*", *lines])))
    if figures.kinds:
        drawn.append(preformatted(_table(figures, texts)))
    drawn += [divider(), section(f"*{texts.t(TITLES[Which.OPEN])}*")]
    if not page.rows:
        drawn.append(section(texts.t("Nothing waits for a decision of yours.")))
    return Message([*drawn, *_rows(page, "", texts), *_foot(page, "", texts)], esc(note) or title)


def listed(title: str, query: str, page: Page, texts: Texts, note: str = "") -> Message:
    """A list of some deliveries, the newest first."""
    said = texts.t("Deliveries: {which}", which=title)
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(said))
    if not page.rows:
        drawn.append(section(texts.t("There is none.")))
    return Message([*drawn, *_rows(page, query, texts), *_foot(page, query, texts)], esc(note) or esc(said))


def _figures(figures: Figures, texts: Texts) -> list[tuple[str, str]]:
    states, number = figures.states, texts.number
    sent = number(states[DeliveryState.SENT])
    if figures.late:
        sent = texts.t("{count}, {late} of them late", count=sent, late=number(figures.late))
    return [
        (texts.t("Owed now"), number(states[DeliveryState.DUE] + states[DeliveryState.SENDING])),
        (texts.t("For later"), number(figures.ahead)),
        (texts.t("For the next bundle"), number(figures.folded)),
        (texts.t("Unsure"), number(states[DeliveryState.UNSURE])),
        (texts.t("Failed"), number(states[DeliveryState.FAILED])),
        (texts.t("Sent in 24 hours"), sent),
        (texts.t("Dropped in 24 hours"), number(states[DeliveryState.DROPPED])),
    ]


def _oldest(figures: Figures, texts: Texts, now: datetime) -> str:
    at = figures.oldest_due_at
    if at is None:
        return texts.t("Nothing is due that was not sent.")
    if now - at < _JUST:
        return texts.t("The oldest is due just now.")
    since = {"moment": texts.moment(at), "long": delivery_words.span(now - at, texts)}
    return texts.t("The oldest has been due since {moment}: {long}.", **since)


def _rest(pause: Pause, texts: Texts) -> str:
    why = delivery_words.reason(pause.reason, texts)
    until = texts.moment(pause.until)
    if pause.method == EVERYTHING:
        return texts.t("Nothing is sent until {moment}: {why}.", moment=until, why=why)
    return texts.t("{method} rests until {moment}: {why}.", method=f"`{esc(pause.method)}`", moment=until, why=why)


def _digest(one: Shown, texts: Texts) -> str:
    digest = one.digest
    facts = {"digest": digest.name, "trouble": digest.trouble, "channel": digest.channel_name, "owner": one.owner}
    return troubles.digest_line(facts, texts)


def _feed(one: Feed, texts: Texts) -> str:
    facts = {"cycle": one.cycle, "team": one.team, "channel": one.channel_name, "trouble": one.trouble}
    return troubles.feed_line(facts, texts)


def _table(figures: Figures, texts: Texts) -> str:
    """Kinds by state, with the columns under one another; a state in which there is none has no column."""
    states = (DeliveryState.DUE, DeliveryState.UNSURE, DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.DROPPED)
    shown = [state for state in states if any(n for (_, one), n in figures.kinds.items() if one is state)]
    kinds = sorted({kind for kind, _ in figures.kinds})
    heads = [delivery_words.state(state, texts) for state in shown]
    rows = [[texts.number(figures.kinds[kind, state]) for state in shown] for kind in kinds]
    taken = sum(max(map(len, column)) + len(delivery_words.GAP) for column in zip(heads, *rows, strict=True))
    room = max(_NAME, _WIDTH - taken)
    names = ["", *(cut(delivery_words.kind(kind, texts), room) for kind in kinds)]
    return delivery_words.aligned([[name, *row] for name, row in zip(names, [heads, *rows], strict=True)])


def _rows(page: Page, query: str, texts: Texts) -> list[Block]:
    drawn: list[Block] = []
    for row in page.rows:
        drawn.append(section(_row(row, texts)))
        if row.for_person and not row.carried:
            drawn.append(_buttons(row, query, texts))
    return drawn


def _row(row: Delivery, texts: Texts) -> str:
    to = esc(row.person or row.channel or "")
    head = " · ".join(filter(None, (f"*{esc(delivery_words.kind(row.kind, texts))}*", row.subject, to)))
    state = delivery_words.state(row.state, texts)
    parts = [f"*{state}*", texts.t("due {moment}", moment=texts.moment(row.due_at))]
    if row.settled_at and row.state is DeliveryState.SENT:
        parts.append(texts.t("sent {moment}", moment=texts.moment(row.settled_at)))
    if row.late and row.settled_at:
        parts.append(texts.t("late by {long}", long=delivery_words.span(row.settled_at - row.due_at, texts)))
    if row.carried or row.folded:
        parts.append(texts.t("in a bundle"))
    if row.attempt > 1:
        parts.append(texts.n("{count} try", "{count} tries", row.attempt))
    lines = [head, " · ".join(parts)]
    if row.reason:
        lines.append(f"_{delivery_words.reason(row.reason, texts)}_")
    return "\n".join(lines)


def _buttons(row: Delivery, query: str, texts: Texts) -> Block:
    value = wire.decision(row.id, row.attempt, query)
    again = button(texts.t("Send again"), wire.SEND_AGAIN, value, confirm=_sure(row, texts))
    return actions(again, button(texts.t("Drop"), wire.DROP_DELIVERY, value))


def _sure(row: Delivery, texts: Texts) -> Block | None:
    if row.state is not DeliveryState.UNSURE:
        return None
    asked = texts.t("It may have arrived already. If it has, it comes a second time.")
    return confirm(texts.t("Send again?"), asked, texts.t("Send again"), texts.t("Cancel"))


def _all_sure(texts: Texts) -> Block:
    asked = texts.t("None of those that wait for your decision in this list, on every page, is sent any more.")
    return confirm(texts.t("Drop all?"), asked, texts.t("Drop all"), texts.t("Cancel"))


def _foot(page: Page, query: str, texts: Texts) -> list[Block]:
    buttons = []
    if page.start:
        back = f"{max(0, page.start - PAGE)} {query}".strip()
        buttons.append(button(texts.t("Previous page"), f"{wire.DELIVERIES}:back", back))
    if page.more:
        on = f"{page.start + PAGE} {query}".strip()
        buttons.append(button(texts.t("Next page"), f"{wire.DELIVERIES}:on", on))
    if page.waiting.count > 1:
        seen = page.waiting
        value = wire.waiting(seen.newest, seen.count, seen.mark, query)
        buttons.append(button(texts.t("Drop all"), wire.DROP_DELIVERIES, value, confirm=_all_sure(texts)))
    if query:
        buttons.append(button(texts.t("Everything"), f"{wire.DELIVERIES}:all", "0"))
    for which in _OTHERS:
        if which != query:
            buttons.append(button(texts.t(TITLES[which]), f"{wire.DELIVERIES}:{which}", f"0 {which}"))
    if not query:
        buttons.append(button(texts.t(reminder_effects.TITLE), f"{wire.DELIVERIES}:rules", "0 rules"))
    meaning = texts.t(
        "Unsure: Slack did not say whether it arrived, and nothing of ours sends it again by itself."
        " What is settled is kept here for 30 days; what a message said is not shown."
    )
    return [actions(*buttons), context(meaning)]
