"""What admins do with teams: list, make, change and delete them."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply, anew
from handlers.views import teams as views
from store import team_changes
from store.sessions import Session
from store.team_changes import Wanted


def listed(session: Session, asked: Asked) -> Reply:
    """`setup teams`, the Teams button, or another page of the list."""
    return _list(session, asked, start=parsing.count(asked.text) or 0)


def _list(session: Session, asked: Asked, note: str = "", start: int = 0) -> Message:
    return views.message(team_changes.every(session, asked.by), asked.texts, start, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """Edit of a team, or New team."""
    asked.by.must("setup")
    key = parsing.count(asked.text)
    team = None if key is None else team_changes.get(session, asked.by, key)
    about = asked.pack(k=team.id, v=team.version) if team else asked.pack()
    return Form(views.team_form(team, asked.texts, about))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    wanted = Wanted(asked.typed("team"), asked.several("members"), asked.several("managers"))
    if asked.metadata.get("k") is None:
        team = team_changes.create(session, asked.by, wanted, asked.now)
        return anew(_list(session, asked, asked.texts.t("The team {name} is created.", name=team.name)))
    key, seen = wire.kept(asked.metadata)
    team = team_changes.change(session, asked.by, key, wanted, seen=seen, now=asked.now)
    return anew(_list(session, asked, asked.texts.t("The team {name} is changed.", name=team.name)))


def deleted(session: Session, asked: Asked) -> Reply:
    """The Delete button in its form."""
    key, seen = wire.versioned(asked.text)
    team = team_changes.remove(session, asked.by, key, seen=seen, now=asked.now)
    return anew(_list(session, asked, asked.texts.t("The team {name} is deleted.", name=team.name)))
