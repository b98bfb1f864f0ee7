"""How the ledger stands, for whoever runs us: as gauges for the monitoring, as lines for the terminal."""

from datetime import datetime

from bot import metrics
from store import delivery_figures, digest_delays, pauses, workspaces
from store.delivery_figures import Figures
from store.rules.words import DeliveryState
from store.sessions import Session

GAUGES = {
    "stagepost_deliveries": "Deliveries by state: what is open or failed now, what was sent or dropped in 24 hours.",
    "stagepost_oldest_due_seconds": "How long the oldest delivery has been due that could be delivered by now.",
    "stagepost_deliveries_late": "Sent in 24 hours, more than 15 minutes after it could be delivered.",
    "stagepost_deliveries_unsure": "Unsure, and nobody looks for it any more: an admin decides.",
    "stagepost_deliveries_failed": "Failed: an admin decides.",
}


def gauges(session: Session, now: datetime) -> metrics.Figures:
    """The figures of GAUGES, over every workspace."""
    every = delivery_figures.every(session, now).values()
    oldest = min((one.oldest_due_at for one in every if one.oldest_due_at), default=now)
    return {
        "stagepost_deliveries": {str(state): sum(one.states[state] for one in every) for state in DeliveryState},
        "stagepost_oldest_due_seconds": (now - oldest).total_seconds(),
        "stagepost_deliveries_late": sum(one.late for one in every),
        "stagepost_deliveries_unsure": sum(one.for_person for one in every),
        "stagepost_deliveries_failed": sum(one.states[DeliveryState.FAILED] for one in every),
    }


def report(session: Session, now: datetime) -> tuple[list[str], bool]:
    """Lines about every workspace, and whether something in one of them needs a person."""
    figures, digests = delivery_figures.every(session, now), digest_delays.every(session, now)
    lines, needed = [], False
    for one in workspaces.every(session):
        here = figures.get(one.id, Figures())
        lines += [f"{one.name} ({one.team_id}):", *(f"  {line}" for line in _standing(here))]
        due, late = digests.get(one.id, (0, 0))
        if due or late:
            lines.append(f"  Digests due: {due}; made late in 24 hours: {late}.")
        for pause in pauses.in_force(session, one.id, now):
            what = "Nothing is sent" if pause.method == pauses.EVERYTHING else f"{pause.method} rests"
            lines.append(f"  {what} until {_moment(pause.until)}: {pause.reason}.")
        needed |= here.needs_somebody(now)
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
    if here.oldest_due_at:
        lines.append(f"The oldest has been due since {_moment(here.oldest_due_at)}.")
    return lines


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
