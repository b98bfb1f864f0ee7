"""Moves: activating, and going through the stages (domain.md B.5, B.6)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from store import activations, cycles, entries, quotes, stage_tasks, wakings
from store.opportunities import First
from store.rights import Member
from store.rules import dates, moves
from store.rules.checks import Checks
from store.rules.refusals import (
    AlreadyChanged,
    AlreadyStarted,
    NeedsQuote,
    NoStages,
    NotStarted,
    SetupChanged,
    StageNotOffered,
)
from store.rules.words import Action, Status, Verb
from store.sessions import Session

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Preset:
    """What a form for a move starts from, and what it must send back (domain.md B.6)."""

    number: str
    seen: int
    cycle: cycles.Cycle
    reach: tuple[cycles.Stage, ...]
    stage: cycles.Stage
    value: Decimal | None
    chances: Decimal
    closing_on: date
    changed_on: date
    last_changed_on: date | None
    open_tasks: int
    quote: quotes.Quote | None
    action: Action


def activate(
    session: Session,
    by: Member,
    number: str,
    asked: First,
    now: datetime,
    *,
    cycle_seen: tuple[int, int] | None = None,
) -> None:
    """Put a not started opportunity at its first stage (domain.md B.5); one that was parked is awake then.

    `cycle_seen`: key and version of the sales cycle that the form was drawn for. Raises NotFound, AlreadyStarted,
    IsClosed, AlreadyChanged and SetupChanged when it would run otherwise now, NoStages, and refusals on `value`,
    `chances`, `closing_on`.
    """
    subject, active = entries.locked(session, by, "move", number)
    moves.must_be_open(subject)
    if active:
        raise AlreadyStarted(number)
    cycle = cycles.setup(session, by).cycles[subject.cycle_id]
    _must_be_as_shown(number, cycle, cycle_seen)
    today = dates.today(now, by.workspace_timezone)
    estimates = activations.estimates(cycle, asked, today)
    assert estimates is not None  # noqa: S101 - there is a cycle
    entries.set_status(session, by, subject, Status.IN_PROGRESS, estimates.closing_on)
    change = entries.arrive(session, by, subject, None, Action.FIRST, cycle.stages[0], estimates, today, now)
    woken = wakings.end(session, by, subject.id, today)
    entries.audit(session, by, subject, None, change, now, woken)


def _must_be_as_shown(number: str, cycle: cycles.Cycle, seen: tuple[int, int] | None) -> None:
    """Raise AlreadyChanged when the form showed another cycle, SetupChanged when other stages and percentages of it."""
    if seen not in (None, (cycle.id, cycle.version)):
        raise SetupChanged(cycle.code) if seen and seen[0] == cycle.id else AlreadyChanged(number)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed or sent for a move; None where a preset stands."""

    stage: int | None = None
    value: Decimal | None = None
    chances: Decimal | None = None
    closing_on: date | None = None
    changed_on: date | None = None
    cancel_tasks: bool = False
    cycle_seen: tuple[int, int] | None = None  # key and version of the sales cycle that the form was drawn for


def preset(
    session: Session,
    by: Member,
    number: str,
    verb: Verb | None,
    now: datetime,
    *,
    chosen: int | None = None,
    seen: int | None = None,
) -> Preset:
    """What the form of a move starts from, at the `chosen` stage or the nearest; no verb is activating.

    Raises what refuses the move itself, and AlreadyMoved when another entry is active than was `seen`.
    """
    subject, active = entries.read(session, by, "move", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    return _preset(session, by, subject, active, verb, chosen, now)


def must_be_as_seen(session: Session, by: Member, number: str, seen: int) -> None:
    """Raise IsClosed or AlreadyMoved when the opportunity is not as the person saw it."""
    subject, active = entries.read(session, by, "move", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)


def _preset(
    session: Session,
    by: Member,
    subject: entries.Subject,
    active: entries.Active | None,
    verb: Verb | None,
    chosen: int | None,
    now: datetime,
) -> Preset:
    cycle = cycles.setup(session, by).cycles[subject.cycle_id]
    today = dates.today(now, by.workspace_timezone)
    reach, stage = _reach(subject, active, cycle, verb, chosen)
    quote = quotes.of_opportunity(session, by, subject.id)
    former = active.closing_on if active else None
    return Preset(
        subject.number,
        active.no if active else 0,
        cycle,
        reach,
        stage,
        _preset_value(active, quote),
        active.chances if active and (verb is Verb.UPDATE or not stage.chances) else stage.chances,
        moves.preset_closing(former, today, stage.date_formula),
        today,
        active.changed_on if active else None,
        stage_tasks.how_many_open(session, by, subject.id),
        quote,
        moves.recorded(cycle.stages, active.stage, verb, stage) if active and verb else Action.FIRST,
    )


def _preset_value(active: entries.Active | None, quote: quotes.Quote | None) -> Decimal | None:
    """The linked quote's total, else the last value (domain.md B.6)."""
    if quote and quote.total:
        return quote.total
    return active.value if active else None


def _reach(
    subject: entries.Subject,
    active: entries.Active | None,
    cycle: cycles.Cycle,
    verb: Verb | None,
    chosen: int | None,
) -> tuple[tuple[cycles.Stage, ...], cycles.Stage]:
    if verb is None:
        if active:
            raise AlreadyStarted(subject.number)
        if not cycle.stages:
            raise NoStages(cycle.code)
        return cycle.stages[:1], cycle.stages[0]
    if active is None:
        raise NotStarted(subject.number)
    if verb is Verb.UPDATE:
        stays = _present_stage(cycle, active)
        if chosen not in (None, stays.stage):
            raise StageNotOffered(verb, (f"{stays.stage} {stays.description}",))
        return (stays,), stays
    stage = moves.target(cycle.stages, active.stage, verb, chosen)
    return moves.offered(cycle.stages, active.stage)[verb], stage


def _present_stage(cycle: cycles.Cycle, active: entries.Active) -> cycles.Stage:
    """The stage it is at: as it is set up now, or as its entry keeps it when it was taken out of the cycle."""
    return cycle.stage(active.stage) or cycles.Stage(
        cycle.id, active.stage, active.stage_description, active.completed, ZERO, None, False, False, "", None
    )


def move(
    session: Session, by: Member, number: str, verb: Verb, asked: Asked, *, seen: int | None, now: datetime
) -> cycles.Stage:
    """Next, previous, skip, jump or update, with the presets where nothing is asked; the stage reached.

    A parked one that is moved on or back is awake then: it is alive. An update, as of its closing date, lets it rest.
    Raises NotFound, NotStarted, IsClosed, AlreadyMoved, NotOffered, StageNotOffered, NeedsQuote, SetupChanged when
    a form showed stages and percentages of another version of the cycle, and, all together, refusals on `value`,
    `chances`, `closing_on`, `changed_on` (domain.md B.6).
    """
    subject, active = entries.locked(session, by, "move", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    given = _preset(session, by, subject, active, verb, asked.stage, now)
    assert active is not None  # noqa: S101 - _preset raised NotStarted
    _must_be_as_shown(number, given.cycle, asked.cycle_seen)
    if moves.needs_quote(given.action, given.stage) and given.quote is None:
        raise NeedsQuote(number, f"{given.stage.stage} {given.stage.description}")
    changed_on, estimates = _checked(given, asked, active)
    cancelled = stage_tasks.cancel_open(session, by, subject.id, given.changed_on) if asked.cancel_tasks else 0
    entries.set_status(session, by, subject, Status.IN_PROGRESS, estimates.closing_on)
    change = entries.arrive(session, by, subject, active, given.action, given.stage, estimates, changed_on, now)
    woken = None if verb is Verb.UPDATE else wakings.end(session, by, subject.id, given.changed_on)
    entries.audit(session, by, subject, active, change, now, woken, cancelled_tasks=cancelled)
    return given.stage


def _checked(given: Preset, asked: Asked, active: entries.Active) -> tuple[date, moves.Estimates]:
    checks = Checks()
    changed_on = asked.changed_on or given.changed_on
    checks(dates.between, changed_on, "changed_on", active.changed_on, given.changed_on)
    estimates = checks(
        moves.estimates,
        given.cycle.method,
        given.action,
        given.stage,
        given.value or ZERO if asked.value is None else asked.value,
        given.chances if asked.chances is None else asked.chances,
        given.closing_on if asked.closing_on is None else asked.closing_on,
        changed_on,
    )
    checks.done()
    return changed_on, estimates
