"""What channels are shown of opportunities: the card, what happened under it, and what a feed says of itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.texts import Texts
from handlers.views import opportunities
from handlers.views.blocks import bold, context, esc, section
from handlers.views.messages import Message
from store.cards import Card, Shown
from store.cycles import CloseCode
from store.feeds import Feed
from store.rules.words import Event


def card(texts: Texts, shown: Shown, feed: Feed, today: date) -> Message:
    """The card that begins a thread, and whose doing it is that it stands there. It calls nobody."""
    named = replace(shown, card=replace(shown.card, salesperson_slack_id=""))
    drawn = opportunities.message(named, texts, today)
    return Message([*drawn.blocks, context(_set_up_by(texts, feed))], drawn.text)


def line(texts: Texts, card: Card, facts: dict[str, Any], code: CloseCode | None) -> Message:
    """One thing that happened, in a sentence."""
    about = {"person": esc(facts["person"]), "opportunity": bold(f"{card.number} {card.description}")}
    said = f"{SIGNS[Event(facts['event'])]} {_sentence(texts, facts, about)}"
    small = _figures(texts, facts, code)
    return Message([section(said), *([context(small)] if small else [])], " · ".join(filter(None, (said, small))))


SIGNS = {
    Event.ACTIVATED: "🔵",
    Event.MOVED: "➡️",
    Event.MOVED_BACK: "⬅️",
    Event.QUOTED: "📄",
    Event.WON: "🏆",
    Event.LOST: "⚫",
    Event.REOPENED: "↩️",
}


def _sentence(texts: Texts, facts: dict[str, Any], about: dict[str, str]) -> str:
    stage, before = esc(facts.get("stage") or ""), esc(facts.get("before") or "–")
    match Event(facts["event"]):
        case Event.ACTIVATED:
            return texts.t("{person} activated {opportunity} at stage {stage}.", stage=stage, **about)
        case Event.MOVED:
            return texts.t(
                "{person} moved {opportunity} on to stage {stage}, from {before}.", stage=stage, before=before, **about
            )
        case Event.MOVED_BACK:
            return texts.t(
                "{person} moved {opportunity} back to stage {stage}, from {before}.",
                stage=stage,
                before=before,
                **about,
            )
        case Event.QUOTED:
            return texts.t(
                "{person} linked quote {quote} of {total} to {opportunity}.",
                quote=esc(facts["quote"]),
                total=texts.money(Decimal(facts["total"])),
                **about,
            )
        case Event.WON:
            return texts.t("{person} won {opportunity}: {value}.", value=texts.money(Decimal(facts["value"])), **about)
        case Event.LOST:
            return texts.t("{person} closed {opportunity} as lost.", **about)
        case Event.REOPENED:
            return texts.t("{person} took back that {opportunity} was closed.", **about)


def _figures(texts: Texts, facts: dict[str, Any], code: CloseCode | None) -> str:
    """The small print: the figures on the way, the reason at the end."""
    if code:
        return texts.labelled(texts.t("Close code"), esc(f"{code.code} {code.description}"))
    if not facts.get("stage"):
        return ""
    value, likely = texts.money(Decimal(facts["value"])), texts.percent(Decimal(facts["probability"]))
    return texts.t("{value}, probability {percent}", value=value, percent=likely)


def gone(texts: Texts, facts: dict[str, Any]) -> Message:
    """What stands where the card of an opportunity was that was deleted."""
    said = texts.t(
        "{person} deleted {opportunity}.",
        person=esc(facts["person"]),
        opportunity=bold(f"{facts['number']} {facts['description']}"),
    )
    return Message([section(f"🗑️ {said}")], said)


def intro(texts: Texts, feed: Feed) -> Message:
    """What a channel is told when it is set up."""
    said = texts.t(
        "This channel now hears when opportunities ({scope}) are activated, moved, quoted, won and lost:"
        " each has its card here, and a thread under it.",
        scope=esc(named(texts, feed.cycle, feed.team)),
    )
    return Message([section(said), context(_set_up_by(texts, feed))], said)


def named(texts: Texts, cycle: str | None, team: str | None) -> str:
    """What a feed is for."""
    if cycle:
        return texts.t("sales cycle {code}", code=cycle)
    return texts.t("team {name}", name=team) if team else texts.t("whole workspace")


def _set_up_by(texts: Texts, feed: Feed) -> str:
    return texts.t("Set up by {person} with /opp setup channels.", person=esc(feed.person))
