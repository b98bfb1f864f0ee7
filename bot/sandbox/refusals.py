"""What the sandbox refuses, with Slack's own error codes."""

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """A call Slack would answer with `ok: false`."""

    def __init__(
        self,
        code: str,
        messages: Sequence[str] = (),
        *,
        status: int = 200,
        retry_after: int | None = None,
        **more: Any,
    ) -> None:
        """Carry Slack's `code`, its explanations and, for 429, the seconds to wait."""
        super().__init__(code)
        self.code = code
        self.messages = list(messages)
        self.status = status
        self.retry_after = retry_after
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The JSON body as Slack writes it."""
        body: dict[str, Any] = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body

    def __str__(self) -> str:
        return " ".join([self.code, *self.messages])
