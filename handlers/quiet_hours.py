"""What people do to be left alone at night: `quiet 18:00-08:00`, `quiet off`."""

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import personal_settings as views
from store import personal_settings
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`quiet 18:00-08:00` and `quiet off` at once; `quiet` alone says what is set."""
    said = parsing.unescaped(asked.text)
    if not said.strip():
        return _said(personal_settings.get(session, asked.by).settings, asked)
    quiet = None if parsing.is_off(said) else parsing.hours(said)
    return _said(personal_settings.be_quiet(session, asked.by, quiet, asked.now), asked)


def _said(settings: personal_settings.Settings, asked: Asked) -> Message:
    return views.quiet(settings.quiet, asked.texts, asked.command)
