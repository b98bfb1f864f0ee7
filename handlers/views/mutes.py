"""Muted opportunities: what was just done, and the list of them."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import pages
from handlers.views.blocks import Block, actions, button, esc, section
from handlers.views.messages import Message
from store.mutes import Muted


def muted(number: str, texts: Texts, absent: Sequence[str] = ()) -> Message:
    """That no reminders of it come any more, and the button that takes it back.

    `absent`: those who are away and whose reminders of it one goes on getting: it is not for who covers to end them.
    """
    said = texts.t("You are not reminded of {number} any more.", number=number)
    if absent:
        said += " " + texts.t("What comes for {name} goes on coming: snooze it.", name=esc(", ".join(absent)))
    return Message([section(said), actions(button(texts.t("Unmute"), wire.UNMUTE, number))], said)


def unmuted(number: str, texts: Texts, *, now: bool) -> Message:
    """That reminders of it come again; `now`: they did not before."""
    if now:
        said = texts.t("You are reminded of {number} again.", number=number)
    else:
        said = texts.t("{number} is not muted.", number=number)
    return Message([section(said), actions(button(texts.t("Mute"), wire.MUTE, number))], said)


def row(one: Muted, texts: Texts, place: str) -> Block:
    """A muted opportunity with its button; `place`: where it stands."""
    lift = button(texts.t("Unmute"), wire.UNMUTE, f"{one.number} {place}")
    return section(f"*{one.number}* {esc(one.description)}", lift)


def listing(found: Sequence[Muted], texts: Texts, *, note: str = "") -> Message:
    """What one muted."""
    typed = texts.t("mute OP7")
    empty = texts.t("You muted nothing. Mute an opportunity with {command}.", command=f"`{wire.COMMAND} {typed}`")
    rows = [row(one, texts, "list") for one in found]
    return pages.few(texts.t("Muted opportunities"), rows, empty, texts, note=note)
