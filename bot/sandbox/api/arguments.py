"""The arguments of a Web API call, as forms and JSON bodies carry them."""

import json
from collections.abc import Sequence
from typing import Any

from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError


class Arguments:
    """What a call was given; a form's fields may hold JSON."""

    def __init__(self, given: Json, scopes: Sequence[str]) -> None:
        """Keep the arguments and the scopes the token has."""
        self._given = given
        self.scopes = scopes

    def need_scope(self, scope: str) -> None:
        """Raise missing_scope unless the token has it."""
        if scope not in self.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(self.scopes))

    def text(self, name: str, default: str = "") -> str:
        """A string argument."""
        value = self._given.get(name)
        return default if value is None else str(value)

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """A string argument that must be there."""
        value = self.text(name)
        if not value:
            raise SlackError(error, [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        """A yes-or-no argument; forms say 1 or 0."""
        return self._given.get(name) in (True, "1", "true", "True", 1)

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self._given.get(name) or default)
        except ValueError:
            raise SlackError("invalid_arguments", [f"[ERROR] must be a number: {name}"]) from None

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, given as JSON or as a form field holding JSON; None when absent."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None

    def has(self, name: str) -> bool:
        """Whether the call says anything about `name`."""
        return self._given.get(name) is not None
