"""Countries and their cantons, by name; and the fields in which they are chosen."""

from functools import cache

import holidays

from handlers import wire
from handlers.texts import Texts
from handlers.views import cantons, words
from handlers.views.blocks import Block, field, option, typeahead

NONE = "-"  # the choice that there is none


def country(code: str, texts: Texts) -> str:
    """A country as the reader calls it."""
    return str(texts.locale.territories.get(code, code))


def canton(of: str, code: str, texts: Texts) -> str:
    """A canton as the reader calls it, else as it calls itself, in each of its languages."""
    known = cantons.name(of, code, texts)
    names = [known] if known else _names(of).get(code, [])
    return f"{code} · {' / '.join(names)}" if names and names != [code] else code


def aliases(of: str, code: str) -> str:
    """The names a canton gives itself, by which it is found as well."""
    return " ".join(_names(of).get(code, []))


@cache
def _names(of: str) -> dict[str, list[str]]:
    """As the library of holidays has them: what Babel knows ends with countries."""
    kind = getattr(holidays, of, None)
    return dict(kind.get_subdivision_aliases()) if kind else {}


def named(of: str, part: str, texts: Texts) -> str:
    """A country with its canton; a dash for none."""
    if not of:
        return "–"
    return f"{country(of, texts)}, {canton(of, part, texts)}" if part else country(of, texts)


def no_country(form: str, texts: Texts) -> str:
    """What it means that no country is chosen, in the form of this name."""
    return texts.t("As each one’s time zone says") if form == "rules" else texts.t("As the workspace")


def no_canton(form: str, texts: Texts) -> str:
    """What it means that no canton is chosen, in the form of this name."""
    if form == "rules":
        return texts.t("The whole country")
    return texts.t("As the workspace, else the whole country")


def fields(form: str, of: str, chosen: str, part: str, texts: Texts) -> list[Block]:
    """The country, and the canton where the one that counts (`of`) has some; `chosen` and `part`: their own.

    Behind the colon stands the country: then Slack forgets another country's canton.
    """
    here = option(country(chosen, texts), chosen) if chosen else option(no_country(form, texts), NONE)
    menu = typeahead(wire.COUNTRIES, texts.t("Type a country"), here)
    drawn = [field("country", words.field("country", texts), menu, live=True)]
    if of and _names(of):
        there = option(canton(of, part, texts), part) if part else option(no_canton(form, texts), NONE)
        menu = typeahead(wire.CANTONS, texts.t("Type a canton or region"), there)
        drawn.append(field(f"canton:{of}", words.field("canton", texts), menu))
    return drawn
