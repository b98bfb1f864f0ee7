"""The channel feed as admins see it: which channels hear what, and the form that sets one up."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import events, places, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    conversation,
    esc,
    field,
    form,
    header,
    option,
    section,
    select,
)
from handlers.views.messages import Message
from handlers.views.pages import turning
from store.cycles import Cycle
from store.events import EVERYTHING
from store.feeds import Feed, Team
from store.rules.places import Unfit

SHOWN = 20  # two blocks each, of the fifty a message may have


def message(feeds: Sequence[Feed], texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The feeds with their buttons, and what a feed is."""
    title = texts.t("Channels")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    if not feeds:
        drawn.append(section(texts.t("No channel hears of opportunities yet.")))
    for feed in feeds[start : start + SHOWN]:
        drawn += _feed(feed, texts)
    add = button(texts.t("Add channel"), wire.FEED, style="primary")
    drawn.append(actions(add, *turning(wire.FEEDS, start, SHOWN, len(feeds), texts)))
    what = texts.t(
        "A channel hears when an opportunity is activated, moved, quoted, won or lost: one card each, kept up to"
        " date, and a thread under it. Files shared in that thread are listed with the opportunity."
    )
    return Message([*drawn, context(what)], esc(note or title))


def _feed(feed: Feed, texts: Texts) -> list[Block]:
    lines = [f"*#{esc(feed.channel_name)}* · {esc(events.named(texts, feed.cycle, feed.team))}"]
    if feed.trouble:
        rests, why = texts.t("It rests."), esc(places.unfit(Unfit(feed.trouble), feed.channel_name, texts))
        lines.append(f"⚠️ {rests} {why}")
    by_whom = texts.t("Set up by {person}", person=esc(feed.person))
    lines.append(f"_{by_whom}_")
    sure = confirm(
        texts.t("Remove channel?"),
        texts.t("#{channel} hears nothing more. What stands there stays.", channel=feed.channel_name),
        texts.t("Remove"),
        texts.t("Keep"),
    )
    change = button(texts.t("Change"), wire.FEED, str(feed.id))
    remove = button(texts.t("Remove"), wire.UNFEED, f"{feed.id} {feed.version}", confirm=sure)
    return [section("\n".join(lines)), actions(change, remove)]


def feed_form(feed: Feed | None, cycles: Sequence[Cycle], teams: Sequence[Team], texts: Texts, metadata: str) -> Block:
    """The form for a channel and what it hears; as a feed has it, or new."""
    scopes = [option(texts.t("The whole workspace"), EVERYTHING)]
    scopes += [option(texts.t("Sales cycle {code}", code=cycle.code), f"cycle:{cycle.id}") for cycle in cycles]
    scopes += [option(texts.t("Team {name}", name=team.name), f"team:{team.id}") for team in teams]
    hint = texts.t("Stagepost must be in it: type /invite @Stagepost there first.")
    drawn = [
        field(
            "channel",
            words.field("channel", texts),
            conversation("conversation", feed.channel if feed else None),
            hint=hint,
        ),
        field("scope", words.field("scope", texts), select("choice", scopes, feed.scope if feed else EVERYTHING)),
    ]
    title = texts.t("Channel feed")
    return form("feed", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)
