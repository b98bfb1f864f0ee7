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
    codes = worktime.cantons(country)
    named = {code: views.canton(country, code, asked.texts) for code in codes}
    found_by = {code: views.aliases(country, code) for code in codes}
    return _fitting(named, views.no_canton(str(asked.view.get("callback_id")), asked.texts), asked, found_by)


def chosen(asked: Asked, field: str) -> str:
    """What was chosen in one of them; empty for none."""
    found = asked.chosen(field) or ""
    return "" if found == views.NONE else found


def _fitting(named: dict[str, str], none: str, asked: Asked, found_by: dict[str, str] | None = None) -> Choices:
    """`found_by`: what else each may be typed as."""
    wanted = text.folded(parsing.unescaped(asked.text)).split()
    said = {code: text.folded(f"{name} {code} {(found_by or {}).get(code, '')}") for code, name in named.items()}
    fitting = [code for code, names in said.items() if all(word in names for word in wanted)]
    fitting.sort(key=lambda code: text.bare(named[code]))
    offered = [option(named[code], code) for code in fitting[: OFFERED - 1]]
    is_meant = all(word in text.folded(none) for word in wanted)
    return Choices([option(none, views.NONE), *offered] if is_meant else offered)
