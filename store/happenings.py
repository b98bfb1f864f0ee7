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


@lru_cache(16)
def _happened(past: bool, scope: DigestScope) -> Select[Any]:
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
    return (
        select(*shown)
        .select_from(
            entries.join(opportunities, (_o.workspace_id == _e.workspace_id) & (_o.id == _e.opportunity_id)).outerjoin(
                _former,
                (_f.workspace_id == _e.workspace_id) & (_f.opportunity_id == _e.opportunity_id) & (_f.no == _e.no - 1),
            )
        )
        .where(_e.workspace_id == bindparam("workspace"), *within(scope, _e.salesperson_id))
        .where(when > bindparam("since", type_=type_), when <= bindparam("until", type_=type_))
        .order_by(_e.id)
    )


def between(session: Session, look: Look, since: Point, until: Point) -> list[Happening]:
    """The entries written after the one moment and up to the other, in their order: one query.

    Looking back they go by their dates of change, else by when they were written: one that is dated back is told too.
    Whoever's the opportunity was when its entry was written, is whose it is here.
    """
    named = {"scope_id": look.scope_id} if look.scope is not DigestScope.ALL else {}
    period = {"since": since.on, "until": until.on} if look.past else {"since": since.at, "until": until.at}
    return session.all(Happening, _happened(look.past, look.scope), workspace=look.workspace_id, **named, **period)
