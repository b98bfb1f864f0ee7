"""What admins do to set up: see what is missing, install a template, look at the cycles."""

from dataclasses import replace

from handlers import close_codes, parsing, people, teams
from handlers.asked import Asked, Listener
from handlers.replies import Form, Redrawn, Reply
from handlers.views import help as help_view
from handlers.views import setup as views
from store import cycles, templates
from store.rules import text
from store.sessions import Session

# What else is set up: `setup codes`, and the buttons of the board; accents and case do not matter.
PAGES: dict[str, Listener] = {
    "codes": close_codes.listed,
    **dict.fromkeys(("people", "personnes", "personen", "persone"), people.listed),
    **dict.fromkeys(("teams", "equipes", "squadre"), teams.listed),
}


def typed(session: Session, asked: Asked) -> Reply:
    """`setup`, `setup template EX-LARGE`, `setup cycles`."""
    word, rest = parsing.words(asked.text)
    if word == "cycles":
        asked.by.must("see")
        return views.cycles(cycles.required(session, asked.by), asked.by, asked.texts)
    asked.by.must("setup")
    if page := PAGES.get(text.folded(word)):
        return page(session, replace(asked, text=rest))
    if word in ("template", "modèle", "modele"):
        return _install(session, asked, rest, default=False) if rest else form(session, asked)
    if word:
        return help_view.usage("setup", asked.texts, asked.command)
    return views.board(cycles.setup(session, asked.by), asked.by, asked.texts)


def form(session: Session, asked: Asked) -> Reply:
    """The Set up button: the form that installs a template; or a button of one of the pages."""
    asked.by.must("setup")
    if page := PAGES.get(asked.text):
        return page(session, replace(asked, text=""))
    setup = cycles.setup(session, asked.by)
    return Form(views.template_form(setup, None, asked.texts, asked.pack()))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the template that stands in it now."""
    asked.by.must("setup")
    setup = cycles.setup(session, asked.by)
    metadata = str(asked.view.get("private_metadata") or "")
    return Redrawn(views.template_form(setup, asked.chosen("template"), asked.texts, metadata))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    return _install(session, asked, asked.chosen("template") or "", default=bool(asked.ticked("default")))


def _install(session: Session, asked: Asked, code: str, *, default: bool) -> Reply:
    cycle = templates.install(session, asked.by, code, asked.texts.t, asked.now, default=default)
    note = asked.texts.t("{code} is installed, with its activities and close codes.", code=cycle.code)
    by, setup = cycles.afresh(session, asked.by)
    return views.board(setup, by, asked.texts, note=note)
