"""The countries and cantons whose public holidays are known, while somebody types."""

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Choices, Reply
from handlers.views import countries as views
from handlers.views.blocks import option
from store import worktime
from store.rules import text
from store.sessions import Session

OFFERED = 100  # what a type-ahead may answer with


def countries(_session: Session, asked: Asked) -> Reply:
    """The countries that have every word typed; first that none is chosen."""
    asked.by.must("see")
    named = {code: views.country(code, asked.texts) for code in worktime.countries()}
    return _fitting(named, views.no_country(str(asked.view.get("callback_id")), asked.texts), asked)


def cantons(_session: Session, asked: Asked) -> Reply:
    """The cantons of the form's country that have every word typed; first that none is chosen."""
    asked.by.must("see")
    country = str(asked.metadata.get("c") or "")
    named = {code: views.canton(country, code) for code in worktime.cantons(country)}
    return _fitting(named, views.no_canton(str(asked.view.get("callback_id")), asked.texts), asked)


def chosen(asked: Asked, field: str) -> str:
    """What was chosen in one of them; empty for none."""
    found = asked.chosen(field) or ""
    return "" if found == views.NONE else found


def _fitting(named: dict[str, str], none: str, asked: Asked) -> Choices:
    wanted = text.folded(parsing.unescaped(asked.text)).split()
    fitting = [c for c, name in named.items() if all(word in text.folded(f"{name} {c}") for word in wanted)]
    fitting.sort(key=lambda code: text.bare(named[code]))
    offered = [option(named[code], code) for code in fitting[: OFFERED - 1]]
    is_meant = all(word in text.folded(none) for word in wanted)
    return Choices([option(none, views.NONE), *offered] if is_meant else offered)
