"""The things a Slack workspace is made of."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]  # block_id -> action_id -> what a person entered or chose


@dataclass
class Someone:
    """A person or the app's bot user."""

    id: str
    name: str
    real_name: str
    part: str  # what the page says beside the name
    locale: str = "en-US"
    zone: str = "Europe/Zurich"
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False

    @property
    def can_be_played(self) -> bool:
        """Whether the page offers to be this person."""
        return not (self.is_bot or self.is_guest or self.deleted)


@dataclass
class Channel:
    """A channel, or a direct message with the app when `with_user` is set."""

    id: str
    name: str
    members: list[str]
    is_general: bool = False
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False  # with people of another company (Slack Connect)
    with_user: str = ""

    @property
    def kind(self) -> str:
        """What Slack calls it where it lists conversations."""
        return "im" if self.with_user else "private_channel" if self.is_private else "public_channel"


@dataclass
class File:
    """A file somebody shared, with what is in it."""

    id: str
    name: str
    user: str
    content: str  # base64
    created: int  # seconds
    deleted: bool = False


@dataclass
class Message:
    """A message; `only_for` makes it ephemeral."""

    ts: str
    channel: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str = ""
    broadcast: bool = False  # a reply that is shown in the channel too
    files: list[str] = field(default_factory=list)  # ids
    only_for: str = ""
    metadata: Json | None = None
    edited: str = ""
    values: dict[str, Values] = field(default_factory=dict)  # what each person has chosen in it
    trouble: dict[str, str] = field(default_factory=dict)  # what went wrong, for whom

    @property
    def ref(self) -> str:
        """How the page and tests name it."""
        return f"{self.channel}:{self.ts}"

    @property
    def is_reply(self) -> bool:
        """Whether it is a reply in a thread."""
        return bool(self.thread) and self.thread != self.ts


@dataclass
class View:
    """An open form (modal) or somebody's Home tab."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str = ""
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    channel: str = ""  # where the person was when it opened

    @property
    def ref(self) -> str:
        """How the page and tests name it."""
        return self.id


@dataclass
class Trigger:
    """The right to open one form, for three seconds."""

    user: str
    made: float
    view: str = ""
    channel: str = ""
    used: bool = False


@dataclass
class Address:
    """A response address: five uses in thirty minutes."""

    user: str
    channel: str
    made: float
    original: str = ""  # ts of the message the button was on
    thread: str = ""
    uses: int = 0


@dataclass
class Refused:
    """Something the app sent that Slack would not have taken."""

    what: str
    error: str
    messages: list[str]
