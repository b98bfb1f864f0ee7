"""Files and links: what people share in an opportunity's thread, and what they link by hand."""

import re
from typing import Any

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.replies import Form, Nothing, Redrawn, Reply
from handlers.views import files as views
from handlers.views import help as help_view
from handlers.views.blocks import Block
from store import cards, files, threads, workspaces
from store.clocks import Clock
from store.rules.words import Via
from store.sessions import Session, Sessions

_BARE = re.compile(r"<(https?://[^<>|]+)(?:\|[^<>]*)?>")


def typed(session: Session, asked: Asked) -> Reply:
    """`link OP7 https://… [name]`: at once; without an address the form."""
    number, rest = parsing.verb(asked.text)
    if not number:
        return help_view.usage("link", asked.texts, asked.command)
    asked.by.must("file")
    card = cards.card(session, asked.by, number)
    address, name = parsing.first(_BARE.sub(r"\1", rest))
    if not address:
        return _form(session, asked, card)
    return _link(session, asked, card.number, parsing.unescaped(address), parsing.unescaped(name))


def pressed(session: Session, asked: Asked) -> Reply:
    """The Link button: its form, which lists all there are, and the buttons that turn the list."""
    first, number = parsing.words(asked.text)
    if number:
        card = cards.card(session, asked.by, number)
        return Redrawn(_drawn(session, asked, card, _about(asked), parsing.count(first) or 0))
    return _form(session, asked, cards.card(session, asked.by, wire.seen(first).number))


def _form(session: Session, asked: Asked, card: cards.Card) -> Form:
    return Form(_drawn(session, asked, card, asked.pack(n=card.number)))


def _drawn(session: Session, asked: Asked, card: cards.Card, about: str, start: int = 0, note: str = "") -> Block:
    kept = files.listed(session, asked.by, card.id, start)
    return views.link_form(card, kept, asked.by, asked.texts, about, note=note)


def _about(asked: Asked) -> str:
    return str(asked.view.get("private_metadata") or "")


def removed(session: Session, asked: Asked) -> Reply:
    """Remove beside a link or file, in the form that lists them."""
    number, gone = files.remove(session, asked.by, parsing.count(asked.text) or 0, asked.now)
    card = cards.card(session, asked.by, number)
    note = asked.texts.t("{name} is no longer kept with {number}.", name=gone.name, number=number)
    return Redrawn(_drawn(session, asked, card, _about(asked), note=note))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    return _link(session, asked, asked.number, asked.typed("url"), asked.typed("name"))


def _link(session: Session, asked: Asked, number: str, address: str, name: str) -> Reply:
    kept = files.link(session, asked.by, number, address, name, asked.now)
    note = asked.texts.t("The link {name} is kept with {number}.", name=kept.name, number=number)
    return card_message(session, asked, number, note)


def are_shared(event: dict[str, Any]) -> bool:
    """Whether a person brought files into a thread; what an app shares comes back as an event too."""
    return bool(event.get("files") and event.get("thread_ts") and not event.get("bot_id"))


def shared(session: Session, asked: Asked) -> Reply:
    """Files in an opportunity's thread: kept with it, when who shared them may. There is nothing to say: the card does.

    Without the scope files:read Slack tells too little of a file to link to it.
    """
    event = asked.body.get("event") or {}
    number = threads.number(session, asked.by.workspace_id, str(event.get("channel")), str(event.get("thread_ts")))
    if number and asked.by.may("file"):
        for file in event.get("files") or ():
            if file.get("id") and file.get("permalink"):
                told = str(file["id"]), str(file.get("title") or file.get("name") or ""), str(file["permalink"])
                files.share(session, asked.by, number, *told, asked.now)
    return Nothing()


def deleted(sessions: Sessions, body: dict[str, Any], clock: Clock) -> None:
    """A file was deleted in Slack."""
    file_id = str((body.get("event") or {}).get("file_id") or "")
    team, enterprise = str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")
    with sessions.writing(Via.EVENT) as session:
        workspace = workspaces.find(session, team, enterprise) or workspaces.find(session, team)
        if workspace and file_id:
            files.deleted(session, workspace.id, file_id, clock.now())
