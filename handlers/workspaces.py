"""What admins do with the workspace itself: its settings, and its number series."""

from zoneinfo import available_timezones

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Choices, Form, Message, Reply, anew
from handlers.texts import LANGUAGES
from handlers.views import words
from handlers.views import workspaces as views
from handlers.views.blocks import option
from store import currencies, number_series, workspace_settings
from store.rules import text
from store.rules.checks import Checks
from store.rules.words import Role
from store.sessions import Session
from store.workspace_settings import Wanted

OFFERED = 100  # what a type-ahead may answer with


def shown(session: Session, asked: Asked) -> Reply:
    """`setup workspace`, the Workspace button."""
    return _page(session, asked)


def _page(session: Session, asked: Asked, note: str = "") -> Message:
    kept, series = workspace_settings.get(session, asked.by), number_series.every(session, asked.by)
    return views.message(kept, series, asked.texts, asked.now, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Edit button: the form of the settings."""
    kept = workspace_settings.get(session, asked.by)
    return Form(views.settings_form(kept, asked.texts, asked.pack(v=kept.version), asked.now))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form of the settings, sent."""
    checks = Checks()
    role = checks(asked.word, "default_role", Role)
    checks.done()
    language = asked.chosen("language")
    wanted = Wanted(
        asked.chosen("timezone") or "",
        (asked.chosen("currency") or "") if asked.has("currency") else None,
        language if language in LANGUAGES else None,
        role,
        parsing.count(asked.typed("max_days").strip()),
        bool(asked.ticked("owner_only")),
    )
    workspace_settings.change(session, asked.by, wanted, seen=wire.kept(asked.metadata)[1], now=asked.now)
    return anew(_page(session, asked, asked.texts.t("The settings are saved.")))


def zones(_session: Session, asked: Asked) -> Reply:
    """The time zones that have every word typed, for the type-ahead."""
    asked.by.must("see")
    wanted = text.folded(asked.text).split()
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    fitting = [name for name in names if all(word in text.folded(name) for word in wanted)]
    return Choices([option(views.zone(name, asked.now), name) for name in fitting[:OFFERED]])


def tender(_session: Session, asked: Asked) -> Reply:
    """The currencies that have every word typed in code or name, for the type-ahead."""
    asked.by.must("setup")
    wanted = text.folded(asked.text).split()
    named = {code: views.currency(code, asked.texts) for code in currencies.current()}
    fitting = [code for code, name in named.items() if all(word in text.folded(name) for word in wanted)]
    return Choices([option(named[code], code) for code in fitting[:OFFERED]])


def series(session: Session, asked: Asked) -> Reply:
    """Change or Add of a number series: its form."""
    one = number_series.get(session, asked.by, asked.text)
    return Form(views.series_form(one, asked.texts, asked.pack(c=one.kind)))


def went_on(session: Session, asked: Asked) -> Reply:
    """The form of a number series, sent."""
    number = parsing.count(asked.typed("next_number").strip())
    one = number_series.go_on(session, asked.by, str(asked.metadata.get("c") or ""), number, asked.now)
    note = asked.texts.t(
        "The number series {name} goes on with {number}.",
        name=words.series(one.kind, asked.texts),
        number=one.number(one.last + 1),
    )
    return anew(_page(session, asked, note))
