"""The keys of requests that changed something, with the answer they got: the same again changes nothing."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from store.models.workspaces import requests
from store.rights import Member
from store.sessions import Session

KEPT = timedelta(days=2)

_ANSWER = select(requests.c.answer).where(
    requests.c.workspace_id == bindparam("workspace"), requests.c.key == bindparam("request")
)


def answer(session: Session, by: Member, key: str) -> Any:
    """What the request with this key was answered, or None when it is new."""
    return session.value(_ANSWER, workspace=by.workspace_id, request=key)


def remember(session: Session, by: Member, key: str, answer: Any, now: datetime) -> None:
    """Keep the answer, in the transaction of the change; a twin that ran beside it fails here and is undone."""
    session.add(requests, workspace_id=by.workspace_id, key=key, answer=answer, at=now)


def forget(session: Session, now: datetime) -> int:
    """Delete what is older than Slack or a person would repeat; how many."""
    return session.change(delete(requests).where(requests.c.at < now - KEPT))
