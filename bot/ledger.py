"""How the ledger stands, for whoever runs us: as gauges for the monitoring, as lines for the terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot import metrics
from handlers.views import delivery_words
from store import delivery_figures, digest_delays, morning_delays, pauses, workspaces
from store.delivery_figures import LATE, Figures
from store.digest_delays import Delays
from store.morning_delays import Mornings
from store.rules.words import DeliveryState
from store.sessions import Session

GAUGES = {
    "stagepost_deliveries": "Deliveries by state: what is open or failed now, what was sent or dropped in 24 hours.",
    "stagepost_deliveries_dropped": "Dropped in 24 hours, by the reason.",
    "stagepost_oldest_due_seconds": "How long the oldest delivery or digest has been due that could be made by now.",
    "stagepost_deliveries_late": "Sent in 24 hours, more than 15 minutes after it could be delivered.",
    "stagepost_deliveries_unsure": "Unsure, and nobody looks for it any more: an admin decides.",
    "stagepost_deliveries_failed": "Failed: an admin decides.",
    "stagepost_digests_due": "Digests whose moment has come, and that are not made.",
    "stagepost_digests_late": "Digests made late in 24 hours.",
}
_OTHER = "other"  # reasons without a name, whose number has no end
_REASONS = 5  # why things were dropped: the most frequent


def gauges(session: Session, now: datetime) -> metrics.Figures:
    """The figures of GAUGES, over every workspace."""
    every = delivery_figures.every(session, now).values()
    digests = digest_delays.every(session, now).values()
    due = [one.oldest_due_at for one in every] + [one.oldest_due_at for one in digests]
    oldest = min(filter(None, due), default=now)
    states = {str(state): sum(one.states[state] for one in every) for state in DeliveryState}
    return {
        "stagepost_deliveries": metrics.Labelled("state", states),
        "stagepost_deliveries_dropped": metrics.Labelled("reason", _named(one.why for one in every)),
        "stagepost_oldest_due_seconds": (now - oldest).total_seconds(),
        "stagepost_deliveries_late": sum(one.late for one in every),
        "stagepost_deliveries_unsure": sum(one.for_person for one in every),
        "stagepost_deliveries_failed": sum(one.states[DeliveryState.FAILED] for one in every),
        "stagepost_digests_due": sum(one.due for one in digests),
        "stagepost_digests_late": sum(one.late for one in digests),
    }


def _named(found: Iterable[Mapping[str, int]]) -> dict[str, int]:
    named: Counter[str] = Counter()
    for why in found:
        for reason, count in why.items():
            named[delivery_words.known(reason) or _OTHER] += count
    return dict(named)


def report(session: Session, now: datetime) -> tuple[list[str], bool]:
    """Lines about every workspace, and whether something in one of them needs a person."""
    figures, digests = delivery_figures.every(session, now), digest_delays.every(session, now)
    mornings = morning_delays.every(session, now)
    lines, needed = [], False
    for one in workspaces.every(session):
        here = figures.get(one.id, Figures())
        lines += [f"{one.name} ({one.team_id}):", *(f"  {line}" for line in _standing(here))]
        delays = digests.get(one.id, Delays())
        lines += [f"  {line}" for line in _delayed(delays)]
        lines += [f"  {line}" for line in _planned(mornings.get(one.id), now)]
        for pause in pauses.in_force(session, one.id, now):
            what = "Nothing is sent" if pause.method == pauses.EVERYTHING else f"{pause.method} rests"
            lines.append(f"  {what} until {_moment(pause.until)}: {pause.reason}.")
        stuck = delays.oldest_due_at is not None and now - delays.oldest_due_at > LATE
        needed |= stuck or _asleep(mornings.get(one.id), now) or here.needs_somebody(now)
    return lines, needed


def _standing(here: Figures) -> list[str]:
    states = here.states
    owed = states[DeliveryState.DUE] + states[DeliveryState.SENDING]
    lines = [
        f"Deliveries owed now: {owed}; for later: {here.ahead}; for the next bundle: {here.folded}.",
        f"In 24 hours sent: {states[DeliveryState.SENT]}, late: {here.late}; dropped: {states[DeliveryState.DROPPED]}.",
        f"Unsure: {states[DeliveryState.UNSURE]}, for an admin to decide: {here.for_person};"
        f" failed: {states[DeliveryState.FAILED]}.",
    ]
    if why := [f"{count} × {reason or _OTHER}" for reason, count in here.why.most_common(_REASONS)]:
        lines.append(f"Dropped, the most frequent reasons: {'; '.join(why)}.")
    if here.oldest_due_at:
        lines.append(f"The oldest has been due since {_moment(here.oldest_due_at)}.")
    return lines


def _delayed(delays: Delays) -> list[str]:
    lines = []
    if delays.due or delays.late:
        lines.append(f"Digests due: {delays.due}; made late in 24 hours: {delays.late}.")
    if delays.oldest_due_at:
        lines.append(f"The oldest of them has been due since {_moment(delays.oldest_due_at)}.")
    return lines


def _planned(mornings: Mornings | None, now: datetime) -> list[str]:
    """The last trace of the jobs where nothing is owed: they plan each person's morning when it begins."""
    if mornings is None:
        return ["The jobs have planned no morning yet."]
    lines = [f"The last morning was planned on {mornings.last_on}."]
    if mornings.waits_since and _asleep(mornings, now):
        lines.append(f"Nobody planned those that began at {_moment(mornings.waits_since)}: do the jobs run?")
    return lines


def _asleep(mornings: Mornings | None, now: datetime) -> bool:
    return bool(mornings and mornings.waits_since and now - mornings.waits_since > LATE)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
