"""The yardstick: a Bolt listener that does nothing, behind the same front door and server."""

import sys
import threading

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.metrics import Metrics
from bot.transports.dispatching import Dispatcher
from bot.transports.front_door import FrontDoor
from bot.transports.http import HttpServer


def main() -> None:
    """Serve until killed; prints the address."""
    secret = sys.argv[1]
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-echo", bot_user_id="U0")
    app = App(
        authorize=lambda: known,
        process_before_response=True,
        token_verification_enabled=False,
        request_verification_enabled=False,
    )
    app.command("/opp")(lambda ack: ack())
    metrics = Metrics()
    door = FrontDoor(Dispatcher(app, metrics), metrics, signing_secret=secret, trouble=lambda: "", ready=lambda: True)
    server = HttpServer(door, "127.0.0.1", 0)
    server.start()
    print(server.address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
