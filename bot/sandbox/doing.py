"""What the page's script asks for, one function for each thing a person can do there."""

import base64
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.sandbox.acting import Acting
from bot.sandbox.records import Json
from bot.sandbox.world import World

MORNING = time(8)
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


class Desk(Protocol):
    """What the page needs of the sandbox."""

    world: World
    clock: Clock

    @property
    def act(self) -> Acting: ...

    def advance(self, by: timedelta) -> None: ...

    def start_again(self) -> None: ...


def do(desk: Desk, did: Json) -> Any:
    """Do it. What stands in the text fields goes along first, without a word to the app."""
    for one in did.get("texts", []):
        desk.act.fill(did["as"], did["ref"], one["block"], one["action"], _given(desk, did["as"], one), quietly=True)
    return DOINGS[did["do"]](desk, did)


def next_working_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 08:00 in `zone` on a Monday to Friday, after `now`."""
    day = now.astimezone(zone).date()
    while True:
        morning = datetime.combine(day, MORNING, zone)
        if morning > now and day.weekday() < 5:
            return morning
        day += timedelta(days=1)


def _ids(did: Json) -> tuple[str, str, str, str]:
    return did["as"], did["ref"], did["block"], did["action"]


def _given(desk: Desk, user: str, said: Json) -> Any:
    """What was entered; a moment is written as the person's own zone has it."""
    given = said["given"]
    if not said.get("moment") or not given:
        return given
    zone = ZoneInfo(desk.world.people[user].zone)
    return str(int(datetime.fromisoformat(given).replace(tzinfo=zone).timestamp()))


def _threaded(did: Json) -> Json:
    return {"thread": did.get("thread", ""), "broadcast": bool(did.get("broadcast"))}


def _files(did: Json) -> dict[str, bytes]:
    return {one["name"]: base64.b64decode(one["content"]) for one in did["files"]}


def _move(desk: Desk, did: Json) -> None:
    now, zone = desk.clock.now(), ZoneInfo(desk.world.people[did["as"]].zone)
    desk.advance(STEPS.get(did["given"]) or next_working_morning(now, zone) - now)


DOINGS: dict[str, Callable[[Desk, Json], Any]] = {
    "say": lambda desk, did: desk.act.say(did["as"], did["at"], did["line"], **_threaded(did)),
    "share": lambda desk, did: desk.act.share(did["as"], did["at"], _files(did), did["line"], **_threaded(did)),
    "unfile": lambda desk, did: desk.act.delete_file(did["as"], did["file"]),
    "press": lambda desk, did: desk.act.press(*_ids(did), did.get("option", "")),
    "fill": lambda desk, did: desk.act.fill(*_ids(did), _given(desk, did["as"], did)),
    "enter": lambda desk, did: desk.act.enter(*_ids(did)),
    "suggest": lambda desk, did: desk.act.suggest(*_ids(did), did["typed"]),
    "submit": lambda desk, did: desk.act.submit(did["as"]),
    "close": lambda desk, did: desk.act.close(did["as"], everything=did.get("everything", False)),
    "dismiss": lambda desk, did: desk.act.dismiss(did["as"], did["ref"]),
    "home": lambda desk, did: desk.act.open_home(did["as"], "home"),
    "messages": lambda desk, did: desk.act.open_home(did["as"], "messages"),
    "clock": _move,
    "again": lambda desk, _: desk.start_again(),
}
