"""One request of one person, whatever it came as: a command, a button, a form, a type-ahead, an event."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Literal, TypeVar

from handlers import parsing, wire
from handlers.replies import Reply
from handlers.texts import Texts
from store.rights import Member
from store.rules import dates, refusals
from store.rules.places import Place
from store.sessions import Session

W = TypeVar("W", bound=StrEnum)
Kind = Literal["command", "action", "form", "options", "event", "shortcut"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, where and when."""

    kind: Kind
    by: Member
    texts: Texts
    now: datetime
    body: dict[str, Any]
    text: str = ""  # behind a command's verb; a button's value; what was typed into a type-ahead
    values: dict[str, Any] | None = None  # a form's fields, as Slack keeps them
    about: dict[str, Any] | None = None  # a form's private metadata, unpacked
    command: str = wire.COMMAND
    place: Place | None = None  # the channel chosen in a form, as Slack describes it
    instead: date | None = None  # the day taken for the one in the text, since that one was refused

    @property
    def today(self) -> date:
        """The business date of the workspace."""
        return dates.today(self.now, self.by.workspace_timezone)

    @property
    def line(self) -> wire.Typed | None:
        """The whole command that was typed, also when a button has it done again; None for everything else."""
        if self.kind == "command":
            return wire.Typed(str(self.body.get("text") or ""))
        actions = self.body.get("actions") or [{}]
        return wire.typed(self.text) if wire.is_instead(actions[0]) else None

    def reader(
        self, value: str | None = "value", day: str = "closing_on", *, past: bool = False, least: date | None = None
    ) -> parsing.Reader:
        """Who reads what was typed, and the fields its amount and its date are for."""
        return parsing.Reader(self.texts, self.today, value, day, past, self.instead, least)

    @property
    def view(self) -> dict[str, Any]:
        """The form or board this came from; empty for messages and commands."""
        return self.body.get("view") or {}

    @property
    def block(self) -> str:
        """The block whose button or field this came from."""
        actions = self.body.get("actions") or [{}]
        return str(actions[0].get("block_id") or "")

    @property
    def changed_field(self) -> str:
        """The field whose change a live form reports."""
        return self.block.partition(":")[0]

    @property
    def from_form(self) -> bool:
        """Whether it came from an open form."""
        return self.view.get("type") == "modal"

    @property
    def from_home(self) -> bool:
        """Whether it came from the person's Home."""
        return self.view.get("type") == "home"

    @property
    def response_url(self) -> str | None:
        """Where an answer may go later: the command's or button's, or the one the form was opened through."""
        url = self.body.get("response_url") or self.metadata.get("r")
        return url if isinstance(url, str) else None

    @property
    def metadata(self) -> dict[str, Any]:
        """What the form is about."""
        return self.about or {}

    @property
    def bundle(self) -> date | None:
        """The day of the bundle of reminders whose button was pressed, or opened the form."""
        return wire.day_of(self.block) or wire.day_of(f"{wire.DAY}:{self.metadata.get('d') or ''}")

    @property
    def sweep(self) -> wire.Sweep | None:
        """Where in a fix-it sweep the button stands that was pressed, or that opened the form."""
        name, _, where = self.block.partition(":")
        where = where if name == wire.FIX else str(self.metadata.get("f") or "")
        return wire.sweep(where) if where else None

    @property
    def number(self) -> str:
        """The opportunity a form is about."""
        return str(self.metadata.get("n") or "")

    @property
    def doubts(self) -> dict[str, str]:
        """What the command that opened the form left open: the fields, and what is asked about each."""
        return wire.doubts(self.metadata)

    @property
    def seen(self) -> int:
        """The history entry the person saw when the form was opened; -1, which is none, when that can not be read."""
        seen = self.metadata.get("s")
        return seen if isinstance(seen, int) and 0 <= seen < 10**9 else -1

    @property
    def version(self) -> int:
        """The version of the row the person saw when the form was opened; -1, which is none, if it can not be read."""
        version = self.metadata.get("v")
        return version if isinstance(version, int) and 0 <= version < 10**9 else -1

    @property
    def quote_seen(self) -> str:
        """The linked quote as the form showed it (`store.quotes.as_seen`); as none is when that can not be read."""
        seen = self.metadata.get("qs")
        return seen if isinstance(seen, str) else "?"

    @property
    def card_goes(self) -> bool:
        """Whether the card this began on is only the person's own: what is done then takes its place."""
        mine = (self.body.get("container") or {}).get("is_ephemeral") is True
        return self.metadata.get("cg") is True or (mine and self.block.partition(":")[0] == wire.CARD)

    def pack(self, **about: Any) -> str:
        """Private metadata for a form opened from here: what it is about, and where its answer goes."""
        over = self.view.get("callback_id") == wire.PAGE  # then the page goes with the form, once it is sent
        day = self.bundle.isoformat() if self.bundle else None
        place = self.sweep.packed() if self.sweep else None
        return wire.pack(r=self.response_url, o=over or None, d=day, f=place, cg=self.card_goes or None, **about)

    def typed(self, field: str) -> str:
        """The text in a form's field."""
        return str(self._value(field).get("value") or "")

    def chosen(self, field: str) -> str | None:
        """The value chosen in a form's menu, date, person or type-ahead."""
        value = self._value(field)
        option = value.get("selected_option")
        found = option.get("value") if isinstance(option, dict) else None
        chosen = found or value.get("selected_date") or value.get("selected_user")
        return str(chosen) if chosen else None

    def key(self, field: str) -> int | None:
        """The key of what was chosen. Raises Missing for a choice that was never ours."""
        chosen = self.chosen(field)
        return None if chosen is None else _key(chosen, field)

    def word(self, field: str, words: type[W]) -> W | None:
        """The chosen one of these words. Raises Missing for a choice that was never ours."""
        chosen = self.chosen(field)
        try:
            return None if chosen is None else words(chosen)
        except ValueError:
            raise refusals.Missing(field) from None

    def day(self, field: str) -> date | None:
        """The chosen date, or None when there is none that can be read."""
        try:
            return date.fromisoformat(self.chosen(field) or "")
        except ValueError:
            return None

    def clock(self, field: str) -> time | None:
        """The chosen time, or None when there is none that can be read."""
        try:
            return time.fromisoformat(str(self._value(field).get("selected_time") or ""))
        except ValueError:
            return None

    def all_ticked(self, field: str) -> tuple[str, ...]:
        """The values of the ticked ones of a form's boxes."""
        return tuple(str(one.get("value")) for one in self._value(field).get("selected_options") or ())

    def conversation(self, field: str) -> str:
        """The Slack id of the channel chosen in a form's field; empty for none."""
        return str(self._value(field).get("selected_conversation") or "")

    def several(self, field: str) -> tuple[str, ...]:
        """The Slack ids of the people chosen in a form's field."""
        return tuple(str(one) for one in self._value(field).get("selected_users") or ())

    def choice(self, field: str) -> dict[str, Any] | None:
        """The whole choice in a form's menu or type-ahead."""
        option = self._value(field).get("selected_option")
        return option if isinstance(option, dict) else None

    def ticked(self, field: str) -> bool | None:
        """Whether a form's box is ticked; None when the form does not have it."""
        value = self._value(field)
        return bool(value.get("selected_options")) if value else None

    def has(self, field: str) -> bool:
        """Whether the form has this field."""
        return bool(self._value(field))

    def _value(self, field: str) -> dict[str, Any]:
        # What stands behind a colon only makes Slack forget what was typed when the form is redrawn.
        blocks = (b for name, b in (self.values or {}).items() if name.partition(":")[0] == field)
        return next((v for block in blocks for v in block.values() if isinstance(v, dict)), {})


def _key(chosen: str, field: str) -> int:
    if not re.fullmatch("[0-9]{1,15}", chosen, re.ASCII):
        raise refusals.Missing(field)
    return int(chosen)


Listener = Callable[[Session, Asked], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """A listener, and whether it may change something: then it runs in a writing transaction, once a request."""

    listener: Listener
    changes: bool


def reads(listener: Listener) -> Route:
    """A listener that only reads."""
    return Route(listener, changes=False)


def changes(listener: Listener) -> Route:
    """A listener that may change something."""
    return Route(listener, changes=True)
