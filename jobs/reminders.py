"""Reminders: planned when somebody's working day begins, composed as of the moment they are sent."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from typing import TYPE_CHECKING

from handlers.views import notices
from handlers.views import reminders as views
from jobs.borders import Border
from jobs.messages import Later, Message, Nothing
from store import foldings, people, reminders, worktime
from store.attempts import Attempt
from store.rights import Member
from store.rules.worktime import beginning, deliverable_at, working_day
from store.sessions import Session, Sessions

if TYPE_CHECKING:
    from handlers.texts import Texts


def plan(sessions: Sessions, now: datetime, border: Border = nullcontext) -> int:
    """Owe everybody whose working day runs what it brings, each in a transaction of its own; how many bundles.

    Each may have hundreds of opportunities, and who types a command waits no longer than for one of them.
    """
    with sessions.reading() as session:
        mornings = reminders.mornings(session, now)
        found = [(hours, day, one) for hours, day in mornings for one in reminders.waiting(session, hours, day)]
    bundles = 0
    for hours, day, one in found:
        with border(f"plan person {one}"), sessions.writing() as session:
            bundles += reminders.plan(session, hours.workspace_id, one, day, now)
    return bundles


class Bundle:
    """Composes the one message a person and a day."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Message | Later | Nothing:
        """The bundle as of now; nothing when its day is over, its person gone, or no reason is left."""
        person = people.get(session, mine.workspace_id, mine.person_id or 0)
        if person is None or not person.here:
            return Nothing("the person is a guest or left")
        lives = worktime.of(session, person.workspace_id, person.id)
        day = date.fromisoformat(mine.facts["on"])
        begins = beginning(day, lives)  # still to come for who has other hours by now, or lives farther west
        from_ = deliverable_at(max(now, begins), lives)
        if working_day(from_, lives) != day:
            return Nothing("the working day is over", frees=True)
        if from_ > now:
            return Later("quiet hours" if begins <= now else "outside working hours", from_)
        carried = reminders.carried(session, person, mine.id, now)
        left = [reason for _, reason in carried if reason and reason.end is None]
        beside = foldings.carried(session, person, mine.id)
        told = sum(one.facts is not None for one in beside)
        if not left and not told:
            return Nothing("no reason any more")
        fallen = [row for row, reason in carried if reason is None or reason.end is not None]
        fallen += [one.id for one in beside if one.facts is None]
        texts = self._texts_for(person)
        drawn = views.bundle(texts, left, day, notices.lines(texts, beside))
        return Message(
            person.slack_id, views.summary(texts, views.things(left) + told), drawn, tuple(fallen), may_wait=True
        )
