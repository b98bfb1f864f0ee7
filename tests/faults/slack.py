"""A Slack in virtual time: requests travel, arrive late, are refused, and their answers get lost."""

from collections.abc import Callable
from http.client import IncompleteRead
from typing import Any
from urllib.error import URLError

from slack_sdk.web import SlackResponse

from jobs import clients
from tests.faults.conversations import Conversations
from tests.faults.virtual import World

TIMEOUT = 8  # seconds: of the deliveries' client
LATEST = 60.0  # seconds after which Slack no longer takes what it was sent
REFUSED = ("unreachable", "limited")  # after these it surely has nothing
UNCLEAR = ("error", "taken_error", "500", "taken_500", "cut", "taken_cut", "half", "silence", "taken_silence", "late")


class Slack(Conversations):
    """The workspace's side: what it took, and what it does with a call."""

    def __init__(
        self, world: World, scope: bool = True, faults: tuple[str, ...] = REFUSED + UNCLEAR, lag: float = 0.0
    ) -> None:
        """`faults`: what calls may meet."""
        super().__init__(world.now, scope=scope, lag=lag)
        self.world, self.faults = world, faults
        self.met: set[str] = set()  # what calls met
        self.resting_until: dict[str, tuple[float, float]] = {}
        self.restless: list[str] = []  # calls in spite of a rest
        self.last_in: dict[str, float] = {}
        self.a_second = False  # one message a second and channel, as Slack has it
        self.gap = False  # whether a process may also be stopped after its last look, where nobody can fence

    def fate(self) -> str:
        """What this call meets."""
        dice = self.world.dice
        met = dice.choice(self.faults) if dice.random() < self.world.chances.fault else ""
        self.met.add(met)
        return met

    def take(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """What happens when a call arrives."""
        if method == "chat.postMessage" and self.a_second:
            at, channel = self.world.at, given["channel"]
            if at < self.last_in.get(channel, -1.0) + 1:
                return {"ok": False, "error": "ratelimited"}
            self.last_in[channel] = at
        return super().take(method, given)


class Client(clients.Client):
    """The real client; only its wire is virtual."""

    def __init__(self, slack: Slack) -> None:
        super().__init__("xoxb-virtual", timeout=TIMEOUT, retry_handlers=[])
        self._slack, self._world = slack, slack.world

    def elapsed(self) -> float:
        """Virtual time."""
        return self._world.at

    def api_call(self, api_method: str, **request: Any) -> SlackResponse:
        """Send a request on its way, and wait for its answer."""
        slack, world, dice = self._slack, self._world, self._world.dice
        given = request.get("json") or request.get("params") or request.get("data") or {}
        world.dies(f"call {api_method}")
        if api_method == "chat.postMessage":
            self._leave()
        fate, took = slack.fate(), 0.02 + dice.random() ** 6 * 7
        key = str((given.get("metadata") or {}).get("event_payload", {}).get("key", ""))
        self._watch(api_method, key)
        if fate == "unreachable":
            world.wait(took)
            raise URLError(ConnectionRefusedError("refused"))
        answer: dict[str, Any] = {}
        if fate in ("", "half", "late") or fate.startswith("taken"):
            way = dice.uniform(TIMEOUT, LATEST) if fate == "late" else took * dice.random()
            world.after(way, lambda: answer.update(slack.take(api_method, given)))
        if fate in ("silence", "taken_silence", "late"):
            took = TIMEOUT
        world.wait(took + 0.001)
        world.dies(f"answer {api_method}")
        return self._answered(api_method, fate, answer)

    def _leave(self) -> None:
        """Its bytes are about to leave: another may come first, and it may be stopped."""
        self._world.border("leaving")
        try:
            clients.last_look()
        except clients.TooLate as late:
            raise URLError(late) from late
        if self._slack.gap:
            self._world.border("leaving")

    def _watch(self, method: str, key: str) -> None:
        """Note a call that comes in spite of a rest that the ledger keeps; it keeps none of the question for quiet."""
        if method == "dnd.info":
            return
        said, until = self._slack.resting_until.get(method, (0.0, 0.0))
        if said + 4 * TIMEOUT < self._world.at < until:
            self._slack.restless.append(f"{method} {key}")

    def _answered(self, method: str, fate: str, answer: dict[str, Any]) -> SlackResponse:
        broken: dict[str, Callable[[], Exception]] = {
            "cut": lambda: ConnectionResetError("cut"),
            "half": lambda: IncompleteRead(b""),
            "silence": lambda: TimeoutError("silence"),
            "late": lambda: TimeoutError("late"),
        }
        kind = fate.removeprefix("taken_")
        if kind in broken:
            raise broken[kind]()
        status, headers, data = 200, {}, answer
        if kind == "500":
            status, data = 500, {"ok": False}
        elif kind == "error":
            data = {"ok": False, "error": self._world.dice.choice(("internal_error", "fatal_error", "unheard_of"))}
        elif kind == "limited" or answer.get("error") == "ratelimited":
            seconds = 1 if answer else self._world.dice.choice((1, 5, 30, 120))
            status, headers, data = 429, {"Retry-After": str(seconds)}, {"ok": False, "error": "ratelimited"}
            self._slack.resting_until[method] = (self._world.at, self._world.at + seconds)
        return SlackResponse(
            client=self, http_verb="POST", api_url=method, req_args={}, data=data, headers=headers, status_code=status
        ).validate()
