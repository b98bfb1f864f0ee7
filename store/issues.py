"""Issues of digests: made once a date, kept so that a retry says the same and the next one can say what changed."""

import json
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from store import digest_figures, notices, people
from store.digest_figures import Last
from store.digest_scopes import packed
from store.digests import Digest
from store.models.columns import Key
from store.models.deliveries import deliveries as ledger
from store.models.issues import issues
from store.rules import dates, formulas, written
from store.rules.bridges import Position, State
from store.rules.figures import Figures
from store.rules.words import DeliveryState, Rhythm, Section, Status, WhenUnchanged
from store.sessions import Session, columns
from store.standings import Look, Point

GAP = "digest gap"  # the kind of delivery that tells an admin of a bridge that does not add up
_KEPT = timedelta(days=31)  # longer than what is owed is tried
_PERIODS = {Rhythm.DAILY: "-1D", Rhythm.WEEKLY: "-1W", Rhythm.MONTHLY: "-1M", Rhythm.CRON: "-1W"}


@dataclass(frozen=True, slots=True)
class Issue:
    """What a digest says on a date."""

    digest_id: int
    on: date
    late: bool
    figures: Figures
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What a digest would say on a date, worked out while nobody waited for it; `kept`: as it is written down."""

    digest: Digest
    on: date
    figures: Figures
    kept: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Row:
    digest_id: int
    on_date: date
    late: bool
    figures: dict[str, Any]
    made_at: datetime

    @property
    def issue(self) -> Issue:
        return Issue(self.digest_id, self.on_date, self.late, written.read(Figures, self.figures), self.made_at)


_i = issues.c
_OF_DIGEST = (_i.workspace_id == bindparam("workspace"), _i.digest_id == bindparam("digest", type_=Key))
_ON = (*_OF_DIGEST, _i.on_date == bindparam("day"))
_ONE = select(*columns(_Row, issues)).where(*_ON)
_POSITIONS = select(_i.positions).where(*_ON)  # apart: a message a salesperson is drawn from an issue
_BEFORE = select(_i.on_date).where(*_OF_DIGEST, _i.on_date < bindparam("day")).order_by(_i.on_date.desc())
# Of those that are due still, which a newer one is sent instead of, nobody knows either.
_UNTOLD = select(ledger.c.key).where(
    ledger.c.workspace_id == bindparam("workspace"),
    ledger.c.key.in_(bindparam("keys", expanding=True)),
    ledger.c.state.in_((DeliveryState.FAILED, DeliveryState.DROPPED, DeliveryState.DUE)),
)
_FORGET = (
    update(issues).where(*_OF_DIGEST, _i.on_date < bindparam("base"), _i.positions.is_not(None)).values(positions=None)
)
_PURGE = delete(issues).where(*_OF_DIGEST, _i.on_date < bindparam("oldest"))


def root_key(digest_id: int, on: date) -> str:
    """The key under which the summary of that date is owed."""
    return f"dig:{digest_id}:{on.isoformat()}"


def roots_before(session: Session, digest: Digest, on: date) -> dict[str, date]:
    """The keys of the summaries of the issues before that date, with their dates, the newest first."""
    days = session.values(_BEFORE, workspace=digest.workspace_id, digest=digest.id, day=on)
    return {root_key(digest.id, day): day for day in days}


def get(session: Session, workspace_id: int, digest_id: int, on: date) -> Issue | None:
    """The issue of that date; None when there is none, or it is older than a month."""
    row = session.one(_Row, _ONE, workspace=workspace_id, digest=digest_id, day=on)
    return row.issue if row else None


def draft(session: Session, digest: Digest, on: date, now: datetime) -> Draft:
    """Work out what the digest says on that date of its own zone, to be kept by `make`.

    In a transaction that reads: of a hundred thousand opportunities it takes seconds, and writers do not wait so long.
    """
    figures, state = _figures(session, digest, on, now)
    return Draft(digest, on, figures, {"figures": written.written(figures), "positions": _packed(state)})


def make(
    session: Session, digest: Digest, on: date, late: bool, now: datetime, drafted: Draft | None = None
) -> Issue | None:
    """Keep what the digest says on that date of its own zone; the one that is kept, if there is one.

    As it was `drafted`, if the digest is so still, else worked out here. None, and nothing kept, when nothing changed
    since the last issue and the digest is silent then. Where the last sum and the steps since are not this sum, an
    admin hears of it.
    """
    if made := get(session, digest.workspace_id, digest.id, on):
        return made
    key = {"workspace_id": digest.workspace_id, "digest_id": digest.id, "on_date": on}
    if drafted is None or (drafted.digest, drafted.on) != (digest, on):
        drafted = draft(session, digest, on, now)
    figures = drafted.figures
    if figures.unchanged and digest.when_unchanged is WhenUnchanged.NOTHING:
        return None
    session.add(issues, **key, late=late, made_at=now, **drafted.kept)
    if base := _told_on(session, digest, on):
        session.change(_FORGET, workspace=digest.workspace_id, digest=digest.id, base=base)
    session.change(_PURGE, workspace=digest.workspace_id, digest=digest.id, oldest=on - _KEPT)
    if not figures.adds_up:
        _complain(session, digest, on, now)
    return Issue(digest.id, on, late, figures, now)


def rehearse(session: Session, digest: Digest, on: date, now: datetime) -> Issue:
    """What the digest would say on that date, to be stored nowhere; also of a digest that is not saved yet.

    Of a day that is over from history, by dates of change, with a bridge from the same figures one period before. Of
    today and later from the state as it is now, with the bridge that the issue would have; on the day of an issue
    with the one from the issue before, which that began from. Raises TooEarly and TooLate on `previewed_on`.
    """
    dates.between(on, "previewed_on")
    if on < dates.today(now, digest.timezone):
        look = replace(_look(session, digest, on), past=True)
        since = formulas.apply(_PERIODS[digest.kind], on)
        last = digest_figures.looked_back(session, look, Point(since, now))
        found, _ = digest_figures.figures(session, look, last.point, Point(on, now), last)
    else:
        found, _ = _figures(session, digest, on, now)
    return Issue(digest.id, on, False, found, now)


def _figures(session: Session, digest: Digest, on: date, now: datetime) -> tuple[Figures, State]:
    about = packed(digest.scope, digest.scope_id)
    last, rescoped = _last(session, digest, on, about)
    begins = formulas.apply(_PERIODS[digest.kind], on)
    since = last.point if last else Point(begins, dates.bounds(begins, digest.timezone)[0])
    asked = not digest.sections or Section.ESCALATED in digest.sections.split()
    look = _look(session, digest, on)
    found, state = digest_figures.figures(session, look, since, Point(on, now), last, escalated=asked, overlapping=True)
    return replace(found, about=about, rescoped=rescoped), state


def _look(session: Session, digest: Digest, on: date) -> Look:
    reader = people.at_large(session, digest.workspace_id)
    return Look(digest.workspace_id, digest.scope, digest.scope_id, reader.max_days, on)


def _last(session: Session, digest: Digest, on: date, about: str) -> tuple[Last | None, bool]:
    """The last issue that was told before that date, if it was about the same; and whether it was about others.

    None also where its bridge's end is not kept any more. From others' sum no step leads to this one: who was not
    looked at then did not come since.
    """
    base = _told_on(session, digest, on)
    keys = {"workspace": digest.workspace_id, "digest": digest.id, "day": base}
    row = session.one(_Row, _ONE, **keys) if base else None
    positions: bytes | None = session.value(_POSITIONS, **keys) if row else None
    if row is None or positions is None:
        return None, False
    said = row.issue.figures
    if said.about not in ("", about):
        return None, True
    state = State(said.until, _unpacked(positions))
    return Last(Point(row.on_date, row.made_at), said.whole, said.expected, state), False


def _told_on(session: Session, digest: Digest, on: date) -> date | None:
    """The date of the last issue before that one which arrived, or may yet: of one that never came nobody knows."""
    keys = roots_before(session, digest, on)
    untold = set(session.values(_UNTOLD, workspace=digest.workspace_id, keys=list(keys)))
    return next((day for key, day in keys.items() if key not in untold), None)


def _packed(state: State) -> bytes:
    """Positions by number, as short as they can be: there is one for each opportunity in progress."""
    kept = {
        number: written.written([one.status, one.entry, one.value, one.weighted, one.closing_on, one.parked])
        for number, one in state.positions.items()
    }
    return zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 1)


def _unpacked(positions: bytes) -> dict[str, Position]:
    return {number: _position(*kept) for number, kept in json.loads(zlib.decompress(positions)).items()}


def _position(status: str, entry: int, value: str, weighted: str, closing_on: str, parked: bool) -> Position:
    return Position(Status(status), entry, Decimal(value), Decimal(weighted), date.fromisoformat(closing_on), parked)


def _complain(session: Session, digest: Digest, on: date, now: datetime) -> None:
    """An admin hears of a bridge that does not add up: once an issue."""
    admins = people.those(session, digest.workspace_id, people.admins(session, digest.workspace_id)).values()
    for admin in sorted(admins, key=lambda one: one.id)[:1]:
        facts = {"digest": digest.id, "on": on.isoformat()}
        key = f"gap:{digest.id}:{on.isoformat()}"
        notices.notify(session, digest.workspace_id, admin.id, key, GAP, facts, now)
