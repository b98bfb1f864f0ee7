"""Whose token it is: asked of Slack once, then remembered; no request ever waits for that."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.clock import Clock
from handlers.calls import FAILURES
from store import pauses, workspaces
from store.sessions import Busy, CommitUnknown, Sessions

log = logging.getLogger(__name__)
# What may go wrong before the token is accepted, and be right a moment later.
TROUBLE = (*FAILURES, DBAPIError, PoolTimeout, Busy, CommitUnknown)


def reason(error: Exception) -> str:
    """What to write in the log: Slack's own word where there is one."""
    if isinstance(error, SlackApiError):
        return f"it says {error.response.get('error')} (check SLACK_BOT_TOKEN and SLACK_APP_TOKEN)"
    return type(error).__name__


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new workspace begins with."""

    language: str
    timezone: str
    currency: str


class Installation(Authorize):
    """The one workspace that the bot token opens. Bolt asks it with every request."""

    def __init__(self, client: WebClient, sessions: Sessions, clock: Clock, defaults: Defaults) -> None:
        """`client` carries the token; nothing is asked before `accept`."""
        self._client, self._sessions, self._clock, self._defaults = client, sessions, clock, defaults
        self._result: AuthorizeResult | None = None

    @property
    def accepted(self) -> bool:
        """Whether Slack took the token once; an outage later changes nothing."""
        return self._result is not None

    def accept(self) -> None:
        """Ask Slack whose token it is, and make the workspace when it is new. Raises one of TROUBLE."""
        answer: Any = self._client.auth_test()
        team, enterprise = str(answer["team_id"]), str(answer.get("enterprise_id") or "")
        self._keep(team, enterprise, str(answer.get("team") or team), str(answer["user_id"]))
        self._result = AuthorizeResult(
            enterprise_id=enterprise or None,
            team_id=team,
            bot_user_id=answer["user_id"],
            bot_id=answer.get("bot_id"),
            bot_token=self._client.token,
        )
        log.info("Slack accepted our token; the team is %s", team)

    def _keep(self, team: str, enterprise: str, name: str, bot_user: str) -> None:
        with self._sessions.reading() as session:
            known = workspaces.find(session, team, enterprise)
        if known:
            with self._sessions.writing() as session:
                workspaces.connected(session, known, name, bot_user)
                pauses.resume(session, known.id)  # what a refused token had put to rest
            return
        with self._sessions.writing() as session:
            workspaces.create(
                session,
                team_id=team,
                enterprise_id=enterprise,
                name=name,
                bot_user_id=bot_user,
                language=self._defaults.language,
                timezone=self._defaults.timezone,
                currency=self._defaults.currency,
                now=self._clock.now(),
            )

    def __call__(self, **_: Any) -> AuthorizeResult | None:
        """For Bolt: with what to answer. Whether the person may is the listeners' question."""
        return self._result
