"""What Slack sent: the request before it is known who asks, and the listener it is for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import members, texts, wire
from handlers.asked import Asked, Kind, Route
from store import absences
from store.rules.places import Place
from store.rules.words import Via
from store.sessions import Session

VIA: dict[Kind, Via] = {
    "command": Via.COMMAND,
    "action": Via.BUTTON,
    "form": Via.FORM,
    "options": Via.FORM,
    "event": Via.EVENT,
    "shortcut": Via.BUTTON,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What Slack sent, and the listener it is for."""

    kind: Kind
    body: dict[str, Any]
    route: Route
    text: str
    who: members.Actor
    key: str
    place: Place | None

    def asked(self, session: Session, now: datetime) -> Asked:
        """The request, with who asks. Raises Stranger, Unmet."""
        member = members.member(session, self.who, now)
        if self.route.changes or member.owner_only:  # nothing else asks for whom somebody acts
            member = absences.acting(session, member, now)
        view = self.body.get("view") or {}
        about = wire.unpack(str(view.get("private_metadata") or "")) if view.get("type") == "modal" else None
        values = (view.get("state") or {}).get("values")
        command = str(self.body.get("command") or wire.COMMAND)
        known = texts.for_member(member)
        text = members.mentioning(session, member, self.text) if self.kind == "command" else self.text
        return Asked(self.kind, member, known, now, self.body, text, values, about, command, self.place)
