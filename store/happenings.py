"""What happened to opportunities in a period: the history entries written in it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, select

from store.models.columns import Moment
from store.models.opportunities import entries, opportunities
from store.rules.standings import Happening
from store.rules.words import DigestScope
from store.sessions import Session, columns
from store.standings import Look, Point, within

_o, _e = opportunities.c, entries.c
_former = entries.alias("former")
_f = _former.c


@lru_cache(32)
def _happened(past: bool, scope: DigestScope, has_end: bool) -> Select[Any]:
    when, type_ = (_e.changed_on, Date()) if past else (_e.at, Moment())
    shown = columns(
        Happening,
        entries,
        id=_o.id,
        number=_o.number,
        stage_before=_f.stage,
        before=_f.stage_description,
        closing_before=_f.closing_on,
    )
    found = (
        select(*shown)
        .select_from(
            entries.join(opportunities, (_o.workspace_id == _e.workspace_id) & (_o.id == _e.opportunity_id)).outerjoin(
                _former,
                (_f.workspace_id == _e.workspace_id) & (_f.opportunity_id == _e.opportunity_id) & (_f.no == _e.no - 1),
            )
        )
        .where(_e.workspace_id == bindparam("workspace"), *within(scope, _e.salesperson_id))
        .where(when > bindparam("since", type_=type_))
        .order_by(_e.id)
    )
    return found.where(when <= bindparam("until", type_=type_)) if has_end else found


def between(session: Session, look: Look, since: Point, until: Point | None) -> list[Happening]:
    """The entries written after the one moment, and up to the other if there is one, in their order: one query.

    Looking back they go by their dates of change, else by when they were written: one that is dated back is told too.
    Whoever's the opportunity was when its entry was written, is whose it is here.
    """
    named = {"scope_id": look.scope_id} if look.scope is not DigestScope.ALL else {}
    ends = {"since": since} | ({"until": until} if until else {})
    period = {name: point.on if look.past else point.at for name, point in ends.items()}
    statement = _happened(look.past, look.scope, until is not None)
    return session.all(Happening, statement, workspace=look.workspace_id, **named, **period)
