"""What admins do to install one of the ready sales cycles."""

from handlers.asked import Asked
from handlers.replies import Form, Redrawn, Reply
from handlers.setup import board
from handlers.views import templates as views
from store import cycles, templates
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`setup template EX-LARGE` at once, `setup template` and the button with the form."""
    asked.by.must("setup")
    return _install(session, asked, asked.text, default=False) if asked.text else form(session, asked)


def form(session: Session, asked: Asked) -> Form:
    """The form that installs a template."""
    asked.by.must("setup")
    setup = cycles.setup(session, asked.by)
    return Form(views.install_form(setup, None, asked.texts, asked.pack()))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the template that stands in it now."""
    asked.by.must("setup")
    setup = cycles.setup(session, asked.by)
    metadata = str(asked.view.get("private_metadata") or "")
    return Redrawn(views.install_form(setup, asked.chosen("template"), asked.texts, metadata))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    return _install(session, asked, asked.chosen("template") or "", default=bool(asked.ticked("default")))


def _install(session: Session, asked: Asked, code: str, *, default: bool) -> Reply:
    cycle = templates.install(session, asked.by, code, asked.texts.t, asked.now, default=default)
    note = asked.texts.t("{code} is installed, with its activities and close codes.", code=cycle.code)
    return board(session, asked, note)
