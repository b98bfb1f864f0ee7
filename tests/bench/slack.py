"""The least that the server under measurement needs of a Slack: it is told who everybody is, and says thank you."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TEAM, BOT, ANA = "T1", "U0", "U1"
_ANSWERS: dict[str, dict[str, Any]] = {
    "auth.test": {"team_id": TEAM, "team": "Bench", "user_id": BOT, "bot_id": "B0", "url": "https://bench.slack.com/"},
    "users.info": {
        "user": {
            "id": ANA,
            "name": "ana",
            "real_name": "Ana Keller",
            "is_owner": True,
            "tz": "Europe/Zurich",
            "locale": "en-US",
            "profile": {"real_name": "Ana Keller", "email": "ana@example.com"},
        }
    },
    "conversations.open": {"channel": {"id": "D1"}},
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Thank for anything."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"ok": True} | _ANSWERS.get(self.path.rpartition("/")[2], {})).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: only the figures are of interest."""


def start() -> tuple[ThreadingHTTPServer, str]:
    """The stand-in, running, and the address of its Web API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/api/"
