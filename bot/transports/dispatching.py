"""From a body to Bolt and back: the same for both transports, and counted."""

import time

from slack_bolt import App, BoltRequest, BoltResponse

from bot.metrics import Metrics
from bot.transports.bodies import Body

KEY = "x-stagepost-request"  # the header that tells a request from others, for listeners
_KINDS = {
    "block_actions": "action",
    "block_suggestion": "options",
    "event_callback": "event",
    "message_action": "shortcut",
    "shortcut": "shortcut",
    "view_closed": "form",
    "view_submission": "form",
}


def kind(body: Body) -> str:
    """What it is, in our words."""
    return "command" if "command" in body else _KINDS.get(str(body.get("type")), "other")


class Dispatcher:
    """Hands requests to Bolt."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        """`app` answers in the caller's thread (`process_before_response`)."""
        self._app, self._metrics = app, metrics

    def dispatch(self, body: Body, key: str, retry: tuple[str, str] | None = None) -> BoltResponse:
        """Bolt's answer to a body that is `shaped`. `retry` is the number and the reason of a repetition."""
        began = time.perf_counter()
        headers: dict[str, str | list[str]] = {KEY: key}  # of our own making: nobody else's reach a listener
        if retry:
            headers |= {"x-slack-retry-num": retry[0], "x-slack-retry-reason": retry[1]}
        # In this mode Bolt takes the body as we have read it. Reading it itself, it loses every form that has the
        # word `payload` in any field (slack.md, finding 1).
        request = BoltRequest(mode="socket_mode", body=body, headers=headers)  # type: ignore[arg-type]  # Bolt's own type is invariant
        response = self._app.dispatch(request)
        if response.status == 404:  # nobody's business: Slack counts anything but 2xx as a failure of the app
            response = BoltResponse(status=200, body="")
        self._metrics.answered(kind(body), str(response.status), time.perf_counter() - began)
        return response
