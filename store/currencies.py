"""The currencies there are: those that are tender somewhere today, by their ISO code."""

from functools import cache

from babel.core import get_global

from store.rules.checks import given
from store.rules.refusals import NotFound


@cache
def current() -> tuple[str, ...]:
    """The codes, in their order."""
    territories = get_global("territory_currencies").values()
    found = {code for rows in territories for code, _start, end, tender in rows if tender and end is None}
    return tuple(sorted(found))


def check(typed: str, field: str = "currency") -> str:
    """The code in upper case. Raises Missing, NotFound."""
    code = given(typed.strip().upper(), field)
    if code not in current():
        raise NotFound("currency", code, field)
    return code
