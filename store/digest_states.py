"""The states between which a digest's bridge leads: of each opportunity what it adds, and what became of it."""

from collections.abc import Iterable
from dataclasses import replace

from store import standings
from store.rules import formulas
from store.rules.bridges import Position, State
from store.rules.standings import Happening, Standing
from store.rules.words import Action, DigestScope, Status
from store.sessions import Session
from store.standings import Look, Point

_MOVABLE = (DigestScope.PERSON, DigestScope.TEAM)  # scopes that an opportunity enters by being handed over


def compare(
    session: Session, look: Look, here: Iterable[Standing], told: Iterable[Happening], last: State | None, since: Point
) -> tuple[State | None, State]:
    """The state of the last issue and that of now, over the same opportunities.

    Expected is what closes by the end of the running quarter. What is not `here` any more is looked for: closed, with
    somebody else, or deleted; what was not there and is older than the last issue came from somebody else.
    """
    until = formulas.apply("CQ", look.on)
    positions = {one.number: place for one in here if (place := one.position())}
    ended = {one.number: _closed(one) for one in told if one.closed and one.number not in positions}
    if last is None:
        return None, State(until, positions | ended)
    gone = last.positions.keys() - positions.keys()
    found = {one.number: place for one in standings.these(session, look, sorted(gone)) if (place := one.position())}
    elsewhere = {
        number: replace(place, inside=place.status is not Status.IN_PROGRESS) for number, place in found.items()
    }
    lost = standings.deleted(session, look, sorted(gone - found.keys()))
    known = last.positions.keys() | {one.number for one in told if one.no == 1}
    others = {number: place for number, place in positions.items() if number not in known}
    before = replace(last, positions=_came(session, look, others, since) | dict(last.positions))
    return before, State(until, ended | elsewhere | positions, lost)


def kept(state: State, told: Iterable[Happening]) -> State:
    """What the next bridge begins from: what is in progress, and what was closed just now, which may be taken back."""
    closed = {one.number for one in told if one.closed}
    own = {
        number: place
        for number, place in state.positions.items()
        if place.inside and (place.status is Status.IN_PROGRESS or number in closed)
    }
    return State(state.until, own)


def _came(session: Session, look: Look, others: dict[str, Position], since: Point) -> dict[str, Position]:
    """Those that were in progress at the last issue, and of whom it did not tell: somebody else had them."""
    if look.scope not in _MOVABLE:
        return {}
    older = standings.begun_by(session, look, sorted(others), since)
    return {number: replace(others[number], inside=False) for number in older}


def _closed(one: Happening) -> Position:
    status = Status.WON if one.action is Action.WON else Status.LOST
    return Position(status, one.no, one.value, one.weighted, one.closing_on)
