"""The channel feed: cards that begin threads and are drawn again, what happens told under them, and trouble."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import events as views
from handlers.views import troubles
from handlers.views.messages import Message as Said
from jobs.messages import Bookkeeper, Composer, Edit, Ending, Later, Nothing, Posting
from jobs.notices import Told
from store import cards, cycles, deliveries, events, feeds, people, threads
from store.attempts import Attempt
from store.rights import Member
from store.rules import dates
from store.rules.places import Unfit
from store.rules.refusals import NotFound
from store.rules.words import DeliveryState, Event
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts

_SILENT = Nothing("the channel hears nothing any more")
_NO_OPPORTUNITY = Nothing("the opportunity is gone")
_OVER = (DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED)
_ALOUD = (Event.WON, Event.LOST, Event.REOPENED)  # the channel is told too, not only who follows the thread


@dataclass(frozen=True)
class Feed:
    """Composes what channels hear, for the workspace's own language, zone and currency."""

    texts_for: "Callable[[Member], Texts]"

    @property
    def composers(self) -> dict[str, Composer]:
        """By the kind of delivery."""
        return {
            threads.ROOT: self.root,
            threads.CARD: self.card,
            threads.GONE: self.gone,
            events.KIND: self.event,
            feeds.INTRO: self.intro,
            feeds.TROUBLE: Told(self.texts_for, troubles.feed),
        }

    def root(self, session: Session, mine: Attempt, now: datetime) -> Posting | Nothing:
        """The card that begins a thread."""
        number, channel = mine.facts["number"], mine.facts["channel"]
        thread = threads.find(session, mine.workspace_id, number, channel)
        drawn = self._card(session, mine, now)
        if thread is None or isinstance(drawn, Nothing):
            return drawn if isinstance(drawn, Nothing) else Nothing("the thread was given up")
        return Posting(channel, drawn.text, drawn.blocks, seen=thread.changes)

    def card(self, session: Session, mine: Attempt, now: datetime) -> Edit | Nothing:
        """The same card, as it is now."""
        thread = threads.find(session, mine.workspace_id, mine.facts["number"], mine.facts["channel"])
        if thread is None or thread.ts is None:
            return Nothing("the thread was given up")
        drawn = self._card(session, mine, now)
        return drawn if isinstance(drawn, Nothing) else Edit(thread.channel, thread.ts, drawn.text, drawn.blocks)

    def gone(self, session: Session, mine: Attempt, _now: datetime) -> Edit | Nothing:
        """Where a card stood: that its opportunity was deleted."""
        channel = mine.facts["channel"]
        if feeds.of_channel(session, mine.workspace_id, channel) is None:
            return _SILENT
        said = views.gone(self.texts_for(people.at_large(session, mine.workspace_id)), mine.facts)
        return Edit(channel, mine.facts["ts"], said.text, said.blocks)

    def event(self, session: Session, mine: Attempt, _now: datetime) -> Posting | Later | Nothing:
        """What happened, under the card, and after what happened before."""
        workspace, number, channel = mine.workspace_id, mine.facts["number"], mine.facts["channel"]
        if feeds.of_channel(session, workspace, channel) is None:
            return _SILENT
        thread = threads.find(session, workspace, number, channel)
        if thread is None:
            return Nothing("its thread never came")
        if thread.ts is None or deliveries.follows(session, workspace, events.about(number, channel), mine.id):
            return Later("waits for its turn")
        reader = people.at_large(session, workspace)
        try:
            card = cards.card(session, reader, number)
        except NotFound:
            return _NO_OPPORTUNITY
        code = cycles.setup(session, reader).codes.get(mine.facts.get("close_code") or 0)
        said = views.line(self.texts_for(reader), card, mine.facts, code)
        aloud = mine.facts["event"] in _ALOUD
        return Posting(channel, said.text, said.blocks, thread_ts=thread.ts, broadcast=aloud)

    def intro(self, session: Session, mine: Attempt, _now: datetime) -> Posting | Nothing:
        """What a channel is told first: what it will hear, and whose doing it is."""
        feed = feeds.get(session, mine.workspace_id, mine.facts["feed"])
        if feed is None or feed.channel != mine.facts["channel"]:
            return _SILENT
        said = views.intro(self.texts_for(people.at_large(session, mine.workspace_id)), feed)
        return Posting(feed.channel, said.text, said.blocks)

    def _card(self, session: Session, mine: Attempt, now: datetime) -> Said | Nothing:
        feed = feeds.of_channel(session, mine.workspace_id, mine.facts["channel"])
        if feed is None:
            return _SILENT
        reader = people.at_large(session, mine.workspace_id)
        try:
            shown = cards.show(session, reader, mine.facts["number"])
        except NotFound:
            return _NO_OPPORTUNITY
        return views.card(self.texts_for(reader), shown, feed, dates.today(now, reader.timezone))


def _channel_lost(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """The channel does not do any more: its feeds rest, and somebody hears of it."""
    if ending.lost:
        why = Unfit(ending.code) if ending.code in set(Unfit) else Unfit.LOST
        feeds.lost(session, mine.workspace_id, mine.facts["channel"], why, now)


def _rooted(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """A thread's root is remembered where it arrived; one that never will, or that nobody knows of, leaves none."""
    number, channel = mine.facts["number"], mine.facts["channel"]
    if ending.state is DeliveryState.SENT and ending.ts:
        threads.begun(session, mine.workspace_id, number, channel, ending.ts, ending.seen, now)
        deliveries.wake(session, mine.workspace_id, events.about(number, channel), now)
    elif ending.state in (DeliveryState.DROPPED, DeliveryState.FAILED) or ending.untold:
        threads.forget(session, mine.workspace_id, number, channel)
    _channel_lost(session, mine, ending, now)


def _told(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """What came after it may follow; where somebody deleted the card, it begins another thread."""
    number, channel = mine.facts["number"], mine.facts["channel"]
    if ending.gone:
        events.begin_again(session, mine.workspace_id, number, channel, now)
    elif ending.state in _OVER or ending.untold:
        deliveries.wake(session, mine.workspace_id, events.about(number, channel), now)
    _channel_lost(session, mine, ending, now)


def _redrawn(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """A card that somebody deleted is not drawn again."""
    if ending.gone:  # the delivery finds no thread, and drops
        threads.forget(session, mine.workspace_id, mine.facts["number"], mine.facts["channel"])
    _channel_lost(session, mine, ending, now)


BOOKKEEPERS: dict[str, Bookkeeper] = {
    threads.ROOT: _rooted,
    threads.CARD: _redrawn,
    threads.GONE: _channel_lost,
    events.KIND: _told,
    feeds.INTRO: _channel_lost,
}
