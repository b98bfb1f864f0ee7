"""Digests: composed from the issue that is kept, the summary first, then each salesperson's part in its thread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from handlers.views import digests as views
from handlers.views import notices, troubles
from handlers.views.messages import Message as Said
from jobs.messages import Bookkeeper, Composer, Ending, Later, Message, Nothing, Posting
from jobs.notices import Told
from store import absences, deliveries, digests, issues, people, worktime
from store.attempts import Attempt
from store.digests import Digest
from store.issues import Issue
from store.rights import Member
from store.rules.digests import LATE
from store.rules.places import Unfit, is_direct
from store.rules.words import DeliveryState
from store.rules.worktime import deliverable_at
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts

DIGEST, DETAIL = "digest", "digest_detail"  # kinds of deliveries
_NO_ISSUE = Nothing("the issue is not kept any more")
_NOBODY = Nothing("who set it up is a guest or left")


class Composed:
    """Composes digests in their own language and zone, with the workspace's currency."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    @property
    def composers(self) -> dict[str, Composer]:
        """By the kind of delivery."""
        return {
            DIGEST: self.summary,
            DETAIL: self.detail,
            issues.GAP: Told(self._texts_for, troubles.gap),
            digests.TROUBLE: Told(self._texts_for, troubles.digest),
        }

    def summary(self, session: Session, mine: Attempt, now: datetime) -> Message | Posting | Later | Nothing:
        """The root: as it was worked out when it was due, so that a retry says the same."""
        found = _found(session, mine)
        if isinstance(found, Nothing):
            return found
        digest, issue, owner = found
        issue = replace(issue, late=issue.late or now - issue.made_at > LATE)
        said = views.message(digest, issue, owner.name, self._texts(session, digest))
        if digest.channel:
            return Posting(digest.channel, said.text, said.blocks)
        return self._direct(session, _cover(session, mine, digest) or owner, digest, owner, said, now)

    def detail(self, session: Session, mine: Attempt, now: datetime) -> Message | Posting | Later | Nothing:
        """One salesperson's part, under the summary, wherever that arrived."""
        found = _found(session, mine)
        if isinstance(found, Nothing):
            return found
        digest, issue, owner = found
        person = next((one for one in issue.figures.people if one.id == mine.facts["person"]), None)
        if person is None:
            return _NO_ISSUE
        said = views.detail(digest, issue, person, self._texts(session, digest))
        if channel := mine.facts.get("channel", "" if "reader" in mine.facts else digest.channel):
            return Posting(channel, said.text, said.blocks, mine.facts["ts"])
        key = mine.facts.get("reader")
        reader = people.get(session, mine.workspace_id, key) if key else _cover(session, mine, digest) or owner
        if reader is None or not reader.may("see"):
            return _NOBODY
        return self._direct(session, reader, digest, owner, said, now, mine.facts["ts"])

    def _direct(
        self, session: Session, reader: Member, digest: Digest, owner: Member, said: Said, now: datetime,
        thread_ts: str | None = None,
    ) -> Message | Later:  # fmt: skip
        """At the hour its owner chose; to who covers, and chose none, when they may be reached."""
        if reader.id == owner.id:
            return Message(reader.slack_id, said.text, said.blocks, thread_ts=thread_ts)
        at = deliverable_at(now, worktime.of(session, reader.workspace_id, reader.id))
        if at > now:
            return Later("outside working hours", at)
        said = notices.forwarded(said, owner.name, self._texts(session, digest))
        return Message(reader.slack_id, said.text, said.blocks, thread_ts=thread_ts, may_wait=True)

    def _texts(self, session: Session, digest: Digest) -> "Texts":
        reader = people.at_large(session, digest.workspace_id)
        return self._texts_for(replace(reader, language=digest.language, timezone=digest.timezone))


def _cover(session: Session, mine: Attempt, digest: Digest) -> Member | None:
    """Who gets a digest that goes to no channel instead of who set it up: who covers for them on its day."""
    return absences.cover_of(session, mine.workspace_id, digest.person_id, date.fromisoformat(mine.facts["on"]))


def _found(session: Session, mine: Attempt) -> tuple[Digest, Issue, Member] | Nothing:
    """The digest, its issue and who set it up, while it may still be sent."""
    digest = digests.get(session, mine.workspace_id, mine.facts["digest"])
    if digest is None or digest.paused:
        return Nothing("the digest is paused or gone")
    issue = issues.get(session, mine.workspace_id, digest.id, date.fromisoformat(mine.facts["on"]))
    owner = people.get(session, mine.workspace_id, digest.person_id)
    if issue is None:
        return _NO_ISSUE
    return (digest, issue, owner) if owner and owner.may("see") else _NOBODY


def _arrived(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """Under a summary that arrived each salesperson's part is owed; under one that never did, nothing is."""
    _channel_lost(session, mine, ending, now)
    if ending.state is DeliveryState.SENT and ending.ts:
        on = mine.facts["on"]
        digest = digests.get(session, mine.workspace_id, mine.facts["digest"])
        issue = issues.get(session, mine.workspace_id, mine.facts["digest"], date.fromisoformat(on))
        if digest is None or issue is None:
            return
        under = {"digest": digest.id, "on": on, "ts": ending.ts, **_place(session, mine, digest, ending)}
        for person in views.detailed(digest, issue):
            facts, key = under | {"person": person.id}, f"{mine.key}:{person.id}"
            deliveries.owe(session, mine.workspace_id, key, DETAIL, mine.person_id, facts, now, now)


def _place(session: Session, mine: Attempt, digest: Digest, ending: Ending) -> dict[str, Any]:
    """Where a summary arrived: its parts belong there, also if the digest is to go elsewhere by then."""
    if not is_direct(ending.channel or ""):
        return {"channel": ending.channel}
    cover = _cover(session, mine, digest)
    return {"reader": cover.id if cover else digest.person_id}


def _channel_lost(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """The channel does not do any more: its digests rest, and somebody hears of it."""
    if ending.lost and ending.channel:
        why = Unfit(ending.code) if ending.code in set(Unfit) else Unfit.LOST
        digests.lost(session, mine.workspace_id, ending.channel, why, now)


def _told(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """Where somebody deleted the summary, nothing more is said under it."""
    _channel_lost(session, mine, ending, now)
    if ending.gone:
        deliveries.drop(session, mine.workspace_id, [mine.key], "the digest was deleted there", now)


BOOKKEEPERS: dict[str, Bookkeeper] = {DIGEST: _arrived, DETAIL: _told}
