"""Who is acting: the workspace and the member behind a request, asked of Slack when not known yet."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from slack_sdk import WebClient

from handlers import parsing
from handlers.calls import FAILURES
from store import people, salespeople, workspaces
from store.rights import Member
from store.rules import text
from store.rules.refusals import NotFound, Refusal
from store.sessions import Session, Sessions
from store.workspaces import Workspace

MOST = 30  # people asked about for one request: Slack answers some hundred such questions a minute
_AT_ONCE, _PATIENCE = 10, 1.0  # of those, and seconds for all: an ack must be out within three
log = logging.getLogger(__name__)


class Unknown(Exception):
    """Slack did not say who this is, and nothing is kept of them."""


class Unmet(Exception):
    """Slack must be asked about this person first."""


class Stranger(Exception):
    """Somebody of another organisation, or of a workspace that is not ours."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who Slack says is acting, in which workspace."""

    team_id: str
    enterprise_id: str
    user_id: str
    user_team_id: str


def actor(body: dict[str, Any]) -> Actor | None:
    """The acting person of a payload, or None when there is none (reliability.md 2.4)."""
    event = body.get("event") or {}
    user = body.get("user") or body.get("user_id") or event.get("user") or {}
    user_id = user.get("id") if isinstance(user, dict) else user
    team = body.get("team") or {}
    view = body.get("view") or {}
    team_id = view.get("app_installed_team_id") or body.get("team_id") or team.get("id") or ""
    own = (user.get("team_id") if isinstance(user, dict) else None) or event.get("user_team") or team_id
    if not user_id or not team_id:
        return None
    enterprise = body.get("enterprise") or {}
    return Actor(str(team_id), str(body.get("enterprise_id") or enterprise.get("id") or ""), str(user_id), str(own))


def member(session: Session, who: Actor, now: datetime) -> Member:
    """The member who is acting. Raises Stranger, Unmet."""
    if who.user_team_id not in (who.team_id, who.enterprise_id):
        raise Stranger
    found = people.acting(session, who.team_id, who.enterprise_id, who.user_id, now - people.STALE)
    if found is None:
        raise Unmet
    return found


def meet(sessions: Sessions, client: WebClient, who: Actor, now: datetime) -> None:
    """Ask Slack about somebody who acts for the first time, or again after a day; without an answer, what is kept
    of them stands for another day. Raises Stranger, Unknown.
    """
    described = describe(client, who)
    with sessions.writing() as session:
        workspace = _workspace(session, who)
        if workspace is None:
            raise Stranger
        if people.known(session, workspace.id, who.user_id, now - people.STALE):
            return  # another request of theirs asked meanwhile
        if described:
            people.keep(session, workspace.id, described, now)
        elif not people.still(session, workspace.id, who.user_id, now):
            raise Unknown


def _workspace(session: Session, who: Actor) -> Workspace | None:
    """The workspace of a request; one of a Grid may be kept without its organisation."""
    return workspaces.find(session, who.team_id, who.enterprise_id) or workspaces.find(session, who.team_id)


def describe(client: WebClient, who: Actor) -> people.Described | None:
    """What Slack says of a person; None when it does not answer."""
    try:
        user: dict[str, Any] = client.users_info(user=who.user_id, include_locale=True)["user"]
    except FAILURES as error:
        log.warning("users.info did not answer: %s", type(error).__name__)
        return None
    return described(user, who)


def described(user: dict[str, Any], who: Actor) -> people.Described:
    """A person as Slack's user object describes them; somebody of another organisation is a guest here."""
    user_id = str(user["id"])
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    return people.Described(
        slack_id=user_id,
        name=text.line(str(name or user_id)[: text.NAME], "name", required=False) or user_id,
        email=str(profile.get("email") or ""),
        locale=str(user.get("locale") or ""),
        timezone=zone if (zone := str(user.get("tz") or "")) in available_timezones() else "",
        guest=_is_foreign(user, who)
        or bool(user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_bot")),
        active=not user.get("deleted"),
        owner_or_admin=bool(user.get("is_owner") or user.get("is_admin") or user.get("is_primary_owner")),
    )


def _is_foreign(user: dict[str, Any], who: Actor) -> bool:
    """Whether a shared channel brought them: such people can be mentioned and chosen as if they were ours."""
    homes = {user.get("team_id"), (user.get("enterprise_user") or {}).get("enterprise_id")} - {None, ""}
    return bool(homes) and homes.isdisjoint({who.team_id, who.enterprise_id})


def changed(sessions: Sessions, body: dict[str, Any], now: datetime) -> None:
    """Keep what Slack says has changed about somebody we know: name, zone, language, deactivation."""
    who = actor(body)
    user = (body.get("event") or {}).get("user")
    if who is None or not isinstance(user, dict):
        return
    with sessions.writing() as session:
        workspace = _workspace(session, who)
        if workspace and people.known(session, workspace.id, who.user_id, people.EVER):
            people.keep(session, workspace.id, described(user, who), now)


def mentioned(session: Session, by: Member, word: str) -> Member | None:
    """The person that a word mentions, if it mentions one, also one who left. Raises NotFound for one never kept."""
    slack_id = parsing.mention(word)
    if slack_id is None and not word.startswith("@"):
        return None
    person = people.known(session, by.workspace_id, slack_id, people.EVER) if slack_id else None
    if person is None:
        raise NotFound("person", parsing.unescaped(word))
    return person


def mentioning(session: Session, by: Member, typed: str) -> str:
    """A command's text with `@ben` as Slack writes a mention, where that names one person (product.md, The command).

    What names nobody, or several, stays as it was typed.
    """

    def mention(plain: re.Match[str]) -> str:
        try:
            return f"<@{salespeople.named(session, by, plain[1])}|{plain[1]}>"
        except Refusal:  # also of who may see nothing: whatever the command asks for says so
            return plain[0]

    return re.sub(r"(?<!\S)@([^\s<>|]+)", mention, typed)


def unmentioned(text: str) -> str:
    """The words as they were typed, but for the person that `mentioned` finds; whom else they mention stays."""
    return " ".join(parsing.unescaped(re.sub(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>", " ", text, count=1)).split())


def named(body: dict[str, Any]) -> set[str]:
    """The Slack ids that a request names besides its sender: mentions in a command, people chosen in a form."""
    found = set(re.findall(r"<@([UW][A-Z0-9]+)", str(body.get("text") or "")))
    values = ((body.get("view") or {}).get("state") or {}).get("values") or {}
    fields = [field for block in values.values() for field in block.values() if isinstance(field, dict)]
    for field in (*fields, *(body.get("actions") or ())):
        if field.get("selected_user"):
            found.add(str(field["selected_user"]))
        found |= {str(one) for one in field.get("selected_users") or ()}
    return found


def introduce(sessions: Sessions, client: WebClient, who: Actor, ids: set[str], now: datetime) -> None:
    """Ask Slack about those whom the workspace does not know yet, before a transaction needs them.

    Of those whom Slack does not describe in time, the listener says that there is no such person; whoever sends the
    same again meets them too.
    """
    with sessions.reading() as session:
        workspace = _workspace(session, who)
        unmet = ids - people.those(session, workspace.id, ids).keys() if workspace else set()
    found = _all_described(client, who, sorted(unmet)[:MOST]) if unmet else []
    if workspace and found:
        with sessions.writing() as session:
            workspaces.steady(session, workspace.id)
            for person in found:  # in the order of their ids, so that two requests do not wait for each other
                people.keep(session, workspace.id, person, now)


def _all_described(client: WebClient, who: Actor, ids: list[str]) -> list[people.Described]:
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="introducing")
    asking = [pool.submit(describe, client, replace(who, user_id=one)) for one in ids]
    answered, _ = wait(asking, _PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    return [person for one in asking if one in answered and (person := one.result())]


def speak_to_us(event: dict[str, Any]) -> bool:
    """Whether a person wrote to us directly; our own messages come back as events too."""
    return event.get("channel_type") == "im" and not (event.get("bot_id") or event.get("subtype"))
