"""Everything that digests can say, from one set of values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from handlers.views import digests, troubles
from handlers.views.messages import Message
from store.digests import Digest
from store.issues import Issue
from store.rules.bridges import Cause, Step
from store.rules.figures import (
    Bridge,
    Figures,
    Headline,
    Line,
    Listed,
    Part,
    Person,
    Reason,
    StageSum,
    Sum,
)
from store.rules.words import DigestScope, Rhythm, WhenUnchanged

if TYPE_CHECKING:
    from tests.handlers.drawn import Extreme

TODAY, QUARTER = date(2026, 1, 5), date(2026, 3, 31)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LISTS = ("new", "onwards", "back", "won", "lost", "slipped", "due", "overdue", "stale", "top", "parked")


def digest(e: "Extreme") -> Digest:
    """A digest with every section."""
    return Digest(
        1, 1, 1, e.cut(100), "Europe/Zurich", Rhythm.WEEKLY, time(8), 1, None, "", DigestScope.ALL, None,
        "C1", "sales", "", WhenUnchanged.LINE, "en", False, "", None, TODAY, NOW, NOW, 1,
    )  # fmt: skip


def part(e: "Extreme") -> Part:
    """What is said of some."""
    total = Sum(e.many * 3, e.amount * 3, e.amount / 3)
    line = Line(
        "OP999999999", e.name, e.name, e.name, e.cut(100), e.amount, QUARTER,
        e.cut(100), TODAY, 99, e.name, QUARTER, 3,
    )  # fmt: skip
    rows = tuple(replace(line, times=n) for n in range(min(8, e.many)))
    stages = tuple(StageSum(e.code, n + 1, e.cut(100), n + 1, e.amount * n, e.amount / 7) for n in range(e.many))
    reasons = tuple(Reason(won, e.name, n + 1, e.amount) for n in range(e.many) for won in (True, False))
    lists = {name: Listed(rows, total) for name in LISTS}
    lists["escalated"] = Listed(tuple(replace(row, note="idle") for row in rows), Sum(e.many))
    return Part(Headline(total, total, e.many, total, total), stages, reasons, lists)


def issue(e: "Extreme") -> Issue:
    """An issue with everything in it, that does not add up."""
    steps = tuple(Step(cause, e.many, e.amount, -e.amount) for cause in Cause)
    whole, total = part(e), Sum(e.many, e.amount, e.amount)
    people = tuple(Person(n, e.name, whole) for n in range(e.many))
    figures = Figures(TODAY, QUARTER, total, Bridge(TODAY, total, steps), whole.headline, whole, people)
    return Issue(1, TODAY, True, figures, NOW)


def empty(e: "Extreme", name: str = "") -> Issue:
    """An issue of nothing at all."""
    none = Part(Headline(Sum(), Sum(), 0, Sum(), Sum()), (), (), {name: Listed((), Sum()) for name in LISTS})
    people = (Person(1, e.name, none),) if name else ()
    return Issue(1, TODAY, False, Figures(TODAY, QUARTER, Sum(), None, None, none, people), NOW)


def everything(e: "Extreme") -> Iterator[tuple[str, Message]]:
    """Every message of digests."""
    its, full, none = digest(e), issue(e), empty(e)
    yield "digest", digests.message(its, full, e.name, e.texts)
    yield "digest, rehearsed", digests.message(its, none, e.name, e.texts, rehearsed=True)
    yield "digest, previewed", digests.preview(its, full, e.name, e.texts)
    yield "digest, first", digests.message(its, replace(full, figures=replace(full.figures, was=None)), e.name, e.texts)
    others = replace(full.figures, was=None, bridge=None, rescoped=True)
    yield "digest, about others", digests.message(its, replace(full, figures=others), e.name, e.texts, rehearsed=True)
    yield "digest, some sections", digests.message(replace(its, sections="stages due"), full, e.name, e.texts)
    same = replace(full.figures, unchanged=True)
    yield "digest, unchanged", digests.message(its, replace(full, figures=same), e.name, e.texts)
    for more in (Decimal(0), Decimal(1), -e.amount):
        was = full.figures.whole.headline
        was = replace(was, pipeline=replace(was.pipeline, value=was.pipeline.value + more))
        changed = replace(full, figures=replace(full.figures, was=was))
        yield f"digest, changed by {more}", digests.message(its, changed, e.name, e.texts)
    was = replace(was, pipeline=replace(full.figures.whole.headline.pipeline, weighted=Decimal(1)))
    weighed = replace(full, figures=replace(full.figures, was=was))
    yield "digest, weighted otherwise", digests.message(its, weighed, e.name, e.texts)
    for person in digests.detailed(its, full)[:1]:
        yield "digest detail", digests.detail(its, full, person, e.texts)
    yield (
        "digest gap",
        troubles.gap({"digest": its.name, "on": full.on, "value": e.amount, "weighted": -e.amount}, e.texts),
    )
