"""Withdrawals: a message that came twice all the same is taken back."""

from datetime import datetime

from jobs.messages import Withdrawal
from store.attempts import Attempt
from store.sessions import Session


def withdrawal(_session: Session, mine: Attempt, _now: datetime) -> Withdrawal:
    """The message that is to go."""
    return Withdrawal(mine.facts["channel"], mine.facts["ts"])
