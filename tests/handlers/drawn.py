"""Everything the views can draw, from one set of values: as extreme as a test wants them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, get_type_hints

from handlers import failures, wire
from handlers.replies import Message
from handlers.texts import Texts
from handlers.views import (
    absences,
    activities,
    assignments,
    audits,
    briefs,
    close_codes,
    closings,
    comments,
    contact_changes,
    contacts,
    deletions,
    deliveries,
    delivery_words,
    edits,
    escalations,
    events,
    feeds,
    files,
    fixes,
    handovers,
    help,
    histories,
    home,
    interactions,
    listings,
    moves,
    mutes,
    notices,
    one_to_ones,
    opportunities,
    opportunity_form,
    orders,
    parkings,
    people,
    personal_reminders,
    personal_settings,
    problems,
    quotes,
    rehearsals,
    reminder_effects,
    reminder_rules,
    reminders,
    replays,
    setup,
    snoozes,
    stages,
    task_form,
    tasks,
    teams,
    templates,
    troubles,
)
from handlers.views import cycles as cycle_views
from handlers.views import workspaces as workspace_views
from handlers.views.audited import OPERATIONS
from handlers.views.blocks import esc
from store import (
    absence_notices,
    boards,
    cards,
    cycle_figures,
    cycles,
    delivery_figures,
    delivery_log,
    digests,
    foldings,
    issues,
    number_series,
    pauses,
    salespeople,
    team_changes,
    workspace_settings,
    workspaces,
)
from store import absences as kept_absences
from store import activities as kept_activities
from store import assignments as kept_assignments
from store import audits as kept_audits
from store import briefs as kept_briefs
from store import comments as kept_comments
from store import contact_merges as kept_merges
from store import contact_removals as kept_removals
from store import contacts as kept_contacts
from store import deletions as kept_deletions
from store import edits as kept_edits
from store import escalations as kept_escalations
from store import feeds as kept_feeds
from store import files as kept_files
from store import fixes as kept_fixes
from store import handovers as kept_handovers
from store import histories as kept_histories
from store import interaction_log as kept_interactions
from store import listings as kept_listings
from store import moves as kept_moves
from store import mutes as kept_mutes
from store import one_to_ones as kept_one_to_ones
from store import orders as kept_orders
from store import overviews as kept_overviews
from store import parkings as kept_parkings
from store import personal_reminders as kept_reminders
from store import personal_settings as kept_settings
from store import purges as kept_purges
from store import quotes as kept_quotes
from store import reasons as kept_reasons
from store import reminder_effects as kept_effects
from store import reminder_rules as kept_rules
from store import replays as kept_replays
from store import search as kept_search
from store import snoozes as kept_snoozes
from store import tasks as kept_tasks
from store import totals as kept_totals
from store import wakings as kept_wakings
from store.reasons import Why
from store.rights import RIGHTS, Member
from store.rules import figures as kept_figures
from store.rules import numbers, refusals, text
from store.rules import tasks as tasks_rules
from store.rules.digests import Rest
from store.rules.places import Unfit
from store.rules.words import (
    Action,
    Bar,
    ContactKind,
    DeliveryState,
    DigestScope,
    Event,
    Fault,
    InteractionKind,
    Method,
    Outcome,
    Priority,
    QuoteState,
    RecursFrom,
    Rhythm,
    Role,
    Status,
    TaskKind,
    TaskStatus,
    Verb,
    Via,
)
from store.rules.worktime import Worktime
from store.task_lists import State
from tests.handlers import drawn_digest_forms, drawn_digests

TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
Drawn = Message | dict[str, Any]


def member(role: Role = Role.ADMIN, **more: Any) -> Member:
    """Somebody of a workspace."""
    somebody = Member(
        1, 1, "U00ANA", "Ana Keller", role, False, True, "en-US", "", "Europe/Zurich", time(8), time(18), True, 1,
        "T1", "en", "Europe/Zurich", "CHF", 1, 14, 1, False, False, False, "",
    )  # fmt: skip
    return replace(somebody, **more)


@dataclass
class Extreme:
    """Values for every field: what people typed, how large an amount, how many of everything."""

    texts: Texts
    by: Member
    words: str  # what somebody typed; as long as it may be
    amount: Decimal = Decimal("50000")
    many: int = 2

    def cut(self, most: int) -> str:
        """The words, as long as a field of `most` characters takes them."""
        return self.words[:most].strip() or "-"

    @property
    def name(self) -> str:
        """A name."""
        return self.cut(text.NAME)

    @property
    def code(self) -> str:
        """A code."""
        return self.cut(text.CODE)

    def cycle(self, key: int = 1) -> cycles.Cycle:
        """A sales cycle."""
        stages = tuple(
            cycles.Stage(key, n + 1, self.cut(100), Decimal("35.55"), Decimal("25.25"), 1, True, True, "8W", 14)
            for n in range(self.many)
        )
        return cycles.Cycle(key, self.code, self.cut(100), Method.MULTIPLY, False, stages)

    def setup(self, many: int | None = None) -> cycles.Setup:
        """Everything that is set up."""
        codes = [
            cycles.CloseCode(n * 2 + i, self.code, self.cut(100), outcome, False)
            for n in range(self.many)
            for i, outcome in enumerate(Outcome)
        ]
        return cycles.Setup(
            {n: self.cycle(n) for n in range(1, (self.many if many is None else many) + 1)},
            {n: cycles.Activity(n, self.code, self.cut(100)) for n in range(1, self.many + 1)},
            {c.id: c for c in codes},
        )

    def card(self, status: Status = Status.IN_PROGRESS, stage: int = 1) -> cards.Card:
        """An opportunity."""
        started = status is not Status.NOT_STARTED
        closed = status.closed
        return cards.Card(
            id=1, number="OP999999999", description=self.name, status=status, priority=Priority.HIGH,
            created_on=TODAY, closed_on=TODAY if closed else None, version=1, cycle_id=1, contact_id=1,
            contact_name=self.name, contact_number="CT000001", contact_removed=closed,
            company_name=self.name, salesperson_id=1, salesperson_name=self.name,
            salesperson_slack_id="U00ANA", entry_no=99 if started else None,
            action=Action.NEXT if started else None, stage=(0 if closed else stage) if started else None,
            stage_description=self.cut(100) if started else None, previous_stage=1 if closed else None,
            changed_on=TODAY, value=self.amount if started else None, chances=Decimal("99.99"),
            completed=Decimal("99.99"), probability=Decimal("99.980001"), weighted=self.amount,
            closing_on=date(2199, 12, 31), close_code_id=1 if closed else None, quote_number=self.cut(20),
            quote_total=self.amount, quote_state=QuoteState.OPEN, order_number=self.cut(20) if closed else None,
            order_total=self.amount, invoice_number=self.cut(20) if closed else None, invoice_total=self.amount,
        )  # fmt: skip

    def shown(self, status: Status = Status.IN_PROGRESS, stage: int = 1) -> cards.Shown:
        """A card with what hangs on it."""
        todo = cards.Todo("TD000001", self.name, "call", TODAY) if self.many else None
        said = kept_comments.Comment((self.words * 20)[: text.COMMENT], self.name, NOW)
        may = frozenset(filter(self.by.may, RIGHTS))
        kept = [self.file(n) for n in range(min(kept_files.SHOWN, self.many))]
        counts = self.many, self.many, kept, 5 * self.many
        rests = None if status.closed else kept_parkings.Resting(date(2199, 12, 30), self.cut(200), 1)
        of_it = self.card(status, stage), self.cycle(), self.name, todo, said
        return cards.Shown(*of_it, *counts, may, self.cut(100), rests, 3 * self.many)

    def file(self, n: int = 1) -> kept_files.File:
        """A file or link, every other with an address as long as it may be."""
        return kept_files.File(self.name, f"https://example.com/{n}?a=1&b=2{'&' * (n % 2 * 1900)}")

    def feed(self, n: int = 0) -> kept_feeds.Feed:
        """A feed: for all, a cycle or a team; every other in trouble."""
        trouble = list(Unfit)[n % len(Unfit)] if n % 2 else ""
        cycle, team = [(None, None), (self.code, None), (None, self.name)][n % 3]
        scope = ("all", "cycle:1", "team:1")[n % 3]
        return kept_feeds.Feed(n, scope, cycle, team, "C1", self.cut(80), 1, self.name, trouble, 1)

    def going(self, status: Status = Status.WON) -> kept_deletions.Going:
        """An opportunity that is to be deleted."""
        return kept_deletions.Going(
            1, "OP999999999", self.name, status, TODAY if status.closed else None, self.name, 1, self.name, 1,
            self.amount, self.amount, 99, self.many, self.many, self.cut(20), self.cut(20), self.cut(20),
        )  # fmt: skip

    def contact(self, kind: ContactKind = ContactKind.PERSON) -> kept_contacts.Contact:
        """A contact."""
        return kept_contacts.Contact(
            1, "CT000001", kind, self.name, 2, self.name, 1, self.cut(254), self.cut(40), True, False, 1
        )

    def overview(self) -> kept_overviews.Overview:
        """What hangs on a contact."""
        figures = kept_overviews.Figures(99999, self.amount, self.amount)
        persons = [self.contact() for _ in range(min(5, self.many))]
        return kept_overviews.Overview(self.by, figures, figures, self.many, persons, self.many, TODAY, figures)

    def row(self, status: Status = Status.IN_PROGRESS, n: int = 1) -> kept_listings.Row:
        """An opportunity in a list."""
        return kept_listings.Row(
            n, f"OP{n:06d}", self.name, status, Priority.HIGH, TODAY, 2, 7, 3, TODAY - timedelta(1), self.amount,
            self.amount, Decimal("99.99"), Decimal("99.980001"), TODAY, self.name, self.name, self.name, self.code,
            self.cut(100), date(2199, 12, 30) if n % 2 else None,
        )  # fmt: skip

    def rows(self, size: int, start: int = 0) -> kept_listings.Page[kept_listings.Row]:
        """A page of a list."""
        kinds = list(Status)
        rows = [self.row(kinds[n % 4], n + 1) for n in range(min(size, self.many))]
        return kept_listings.Page(rows, start + 5 * self.many, start, size, parked=self.many)

    def task(self, n: int = 1) -> kept_tasks.Task:
        """A task."""
        kinds = list(TaskKind)
        return kept_tasks.Task(
            f"TD{n:06d}", self.name, kinds[n % len(kinds)], list(Priority)[n % 3], TODAY - timedelta(days=n),
            list(tasks_rules.OPEN)[n % 4], n % 3 != 0, n % 3 == 0 and n % 2 == 0, TODAY if n % 3 == 0 else None,
            ["", "1W", "2W+1D"][n % 3], RecursFrom.DUE, 1, 1 + n % 2, self.name, "U00ANA",
            1 if n % 4 else None, "OP000001" if n % 4 else None, self.name, "CT000001" if n % 5 else None, self.name,
        )  # fmt: skip

    def entry(self, no: int) -> kept_histories.Entry:
        """A step of a history."""
        action = list(Action)[no % len(Action)]
        closed = action in (Action.WON, Action.LOST)
        return kept_histories.Entry(
            no, no == 1, action, 0 if closed else 3, self.cut(100), 2, TODAY, 9999, self.amount, Decimal("99.99"),
            Decimal("99.99"), Decimal("99.980001"), self.amount, TODAY, self.code if closed else None,
            self.cut(100) if closed else None, self.name, NOW,
        )  # fmt: skip

    def audit(self, n: int) -> kept_audits.Audit:
        """Something that was done."""
        values = dict.fromkeys(("description", "comment", "url"), self.words * 9) | {"value": "1", "chances": "99.99"}
        return kept_audits.Audit(
            NOW, self.name if n % 2 else None, list(Via)[n % len(Via)], list(OPERATIONS)[n], "OP000001",
            {"value": str(self.amount), "default": True}, values | {"closing_on": "2199-12-31", "default": False},
        )  # fmt: skip

    def order(self) -> kept_orders.Order:
        """An order that is invoiced."""
        return kept_orders.Order(1, self.cut(20), self.amount, TODAY, 1, self.cut(20), self.amount, TODAY)

    def reason(self, n: int) -> kept_reasons.Reason:
        """Why somebody is reminded."""
        ends, why = [None, None, *kept_reasons.End], list(kept_reasons.Why)[n % len(kept_reasons.Why)]
        alone = why is kept_reasons.Why.TASK and n % 7 == 5
        return kept_reasons.Reason(
            why, None if alone else f"OP{n // 4:06d}", self.name, self.name, 7, "TD000001",
            TODAY - timedelta(3), NOW, TODAY, ends[n % len(ends)], self.name, self.cut(100),
            TODAY - timedelta(99), 14, TODAY + timedelta(n % 3 - 1), TODAY + timedelta(3) if n % 2 else None,
        )  # fmt: skip

    def interaction(self, n: int = 0) -> kept_interactions.Interaction:
        """An interaction, with an opportunity or without."""
        kinds = list(InteractionKind)
        opportunity = (1, "OP000001", self.name) if n % 2 else (None, None, None)
        return kept_interactions.Interaction(
            n + 1, kinds[n % len(kinds)], TODAY, self.name, 1, "CT000001", self.name, self.name, 1, self.name,
            *opportunity, "TD000001", n % 3 == 2, NOW, self.many,
        )  # fmt: skip

    def absence(self, n: int = 0) -> kept_absences.Absence:
        """When somebody is away: since yesterday or later, with a cover or none."""
        cover = (2, self.name, "U00BEN") if n % 2 else (None, None, None)
        since = TODAY + timedelta(n - 1)
        return kept_absences.Absence(n, 1, self.name, "U00ANA", *cover, since, since + timedelta(n % 3), 1)

    def told(self) -> kept_briefs.Told:
        """What others did while somebody was away."""
        sides = (("value", "1.00", "12345678901.55"), ("closing_on", None, "2026-12-31"), ("contact", "", self.name))
        changed = tuple(kept_briefs.Changed(*one) for one in (*sides, ("description", self.words, self.words * 9)))
        deed = kept_briefs.Deed("OP000001", self.name, self.words * 9, self.name, NOW, changed)
        return kept_briefs.Told((deed,) * min(self.many + 1, kept_briefs.SHOWN), self.many * 9 + 1)

    def preset(self, quoted: bool = False) -> kept_moves.Preset:
        """What the form of a move starts from."""
        cycle = self.cycle()
        stage = cycle.stages[-1]
        quote = kept_quotes.Quote(self.cut(20), self.amount, TODAY, QuoteState.OPEN) if quoted else None
        return kept_moves.Preset(
            "OP000001", 7, cycle, cycle.stages, stage, self.amount, Decimal("99.99"), TODAY, TODAY, TODAY,
            self.many, quote, Action.NEXT,
        )  # fmt: skip


METADATA = wire.pack(n="OP000001", s=7)


def everything(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    """Every message, form and board, by a name."""
    yield from _cards(e)
    yield from _changes(e)
    yield from _lists(e)
    yield from _move_forms(e)
    yield from _other_forms(e)
    yield from _interactions(e)
    yield from _people(e)
    yield from _channels(e)
    yield from _activities(e)
    yield from _absences(e)
    yield from _fixes(e)
    yield from _one_to_ones(e)
    yield from _workspaces(e)
    yield from _boards(e)
    yield from drawn_digests.everything(e)
    yield from drawn_digest_forms.everything(e)
    yield from _own_settings(e)
    yield from _rules(e)
    yield from _problems(e)


def _absences(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for own in (False, True):
        whose = absences.Whose("U00ANA", e.name, own, changes=True)
        for found in ([], [e.absence(n) for n in range(e.many)]):
            yield f"absences {own} {len(found)}", absences.message(whose, found, e.texts, TODAY, e.name)
        yield f"absences {own} of others", absences.message(replace(whose, changes=False), [], e.texts, TODAY)
        for draft in (
            absences.Draft(whose, doubts=(e.name,)),
            absences.Draft(whose, TODAY, TODAY, "U00ANA", kept=True),
        ):
            yield f"absence form {own} {draft.kept}", absences.absence_form(draft, e.texts, METADATA)
    facts = {"person": e.name, "by": e.name, "cover": e.name, "since": "2026-01-05", "until": "2026-01-09"}
    for role in ("own", "cover", "former"):
        yield f"absence told {role}", briefs.away(facts | {"role": role}, e.texts)
    yield "uncovered", briefs.uncovered(facts | {"value": "1 1"}, e.texts)
    for n, kinds in enumerate((["comment"], list(kept_briefs.KINDS))):
        told = {kind: e.told() for kind in kinds}
        drawn = briefs.brief(e.absence(n), told, e.texts)
        yield f"brief of {len(kinds)}", drawn
        yield f"brief of {len(kinds)} forwarded", notices.forwarded(drawn, e.name, e.texts)


def _one_to_ones(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    line = kept_figures.Line(
        "OP000001", e.name, e.name, e.name, e.cut(100), e.amount, TODAY, e.cut(100), TODAY, 99, e.name, TODAY, 3
    )
    total = kept_figures.Sum(e.many, e.amount, e.amount)
    for version, rows in ((0, ()), (1, (line,) * 8)):
        head = kept_figures.Headline(total, total, e.many, total, total)
        lists = {name: kept_figures.Listed(rows, total) for name in kept_one_to_ones.LISTS}
        late = [e.task(n + 1) for n in range(kept_one_to_ones.SHOWN if rows else 0)]
        found = kept_one_to_ones.Pack(
            replace(e.by, name=e.name), NOW, NOW, kept_figures.Part(head, (), (), lists), total if version else None,
            late, 99 * len(late), version,
        )  # fmt: skip
        yield f"one-to-one {version}", one_to_ones.message(found, e.texts, TODAY)


def _fixes(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for status, seen in ((Status.NOT_STARTED, 0), (Status.IN_PROGRESS, 7)):
        stage, value = (e.cut(100), e.amount) if seen else (None, None)
        one = kept_fixes.Faulty(
            "OP000001", e.name, e.name, status, seen, stage, value, TODAY - timedelta(9) if seen else None,
            TODAY - timedelta(99) if seen else None, 14, tuple(Fault),
        )  # fmt: skip
        for note in ("", esc(e.words * 9)):
            place = wire.Sweep(e.many, 999999, 99, "OP000001")
            yield f"fix {status} {len(note)}", fixes.card(one, place, e.texts, TODAY, note)
    for skipped in (0, e.many):
        yield f"fixed {skipped}", fixes.done(skipped, e.texts, esc(e.name))


def _cards(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for status in Status:
        yield f"card {status}", opportunities.message(e.shown(status), e.texts, TODAY, notes=(e.name, e.name))
        yield f"tasks of {status}", tasks.message(_of_opportunity(e, status), e.by, e.texts, TODAY)
        quote = kept_quotes.Quote(e.cut(20), e.amount, TODAY, QuoteState.OPEN)
        for may in (False, True):
            unordered = replace(e.card(status), order_number=None, invoice_number=None)
            yield f"quote of {status} {may}", quotes.message(unordered, quote, may, e.texts)
            for order in (e.order(), replace(e.order(), invoice_number=None)):
                for asks in (False, True):
                    drawn = orders.message(e.card(status), order, may, e.texts, asks=asks)
                    yield f"order of {status} {may} {order.invoice_number} {asks}", drawn
    for stage in (1, e.many // 2 + 1, e.many):
        yield f"card at {stage}", opportunities.message(e.shown(stage=stage), e.texts, TODAY)
    for kind in ContactKind:
        yield (
            f"contact {kind}",
            contacts.message(e.contact(kind), e.overview(), e.by, e.texts, TODAY, note=e.name, next_on=TODAY),
        )
    bare = kept_overviews.Overview(
        None, kept_overviews.Figures(), kept_overviews.Figures(), 0, [], 0, None, kept_overviews.Figures()
    )
    blocked = replace(e.contact(), company_name=None, email="", phone="", customer=False, privacy_blocked=True)
    yield "contact, bare and blocked", contacts.message(blocked, bare, e.by, e.texts, TODAY)


def _changes(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for status in Status:
        going = e.going(status)
        yield f"delete {status}", deletions.form_of(going, e.texts, METADATA)
        yield f"deleted {status}", deletions.gone(going, e.texts)
    query = (e.words * 9)[:1900]
    plan = kept_purges.Plan(99999, [e.going() for _ in range(min(5, e.many))], e.many)
    yield "delete many", deletions.question(plan, query, e.texts, note=e.name)
    yield "delete none", deletions.question(kept_purges.Plan(0, [], 0), query, e.texts)
    yield "deleted many", deletions.gone_many(500, e.many, query, e.texts)
    offered = tuple(e.setup().offered()[:20])
    for cycles_, company in (((), 2), ((), None), (offered, 2)):
        preset = kept_edits.Preset(e.card(), company, e.many, cycles_)
        yield f"edit, {len(cycles_)} cycles {company}", edits.form_of(preset, e.texts, METADATA)
    yield "hand over", edits.hand_over_form(e.card(), e.many, e.texts, METADATA)
    yield "hand over all", edits.hand_over_all_form(kept_handovers.InHand(e.by, e.many, e.many), e.texts, METADATA)
    theirs = [kept_handovers.Theirs(f"OP{n:06d}", e.name, e.name, False) for n in range(e.many)]
    yield "handed over", handovers.told(e.name, theirs, e.texts)
    yield "closed, to undo", opportunities.message(e.shown(Status.WON), e.texts, TODAY, notes=(e.name,), undo=True)
    for kind in ContactKind:
        contact = e.contact(kind)
        yield f"edit {kind}", contact_changes.edit_form(contact, kind, "U00ANA", e.texts, METADATA)
        removal = kept_removals.Removal(contact, e.many, e.many)
        yield f"delete {kind}", contact_changes.delete_form(removal, e.texts, METADATA)
        merging = kept_merges.Merging(contact, contact, e.many, e.many, e.many)
        for chosen in (None, merging):
            yield f"merge {kind} {bool(chosen)}", contact_changes.merge_form(contact, chosen, e.texts, METADATA)
        yield (
            f"alike {kind}",
            contacts.message(contact, e.overview(), e.by, e.texts, TODAY, note=e.name, alike=[contact] * e.many),
        )


def _tasks(e: Extreme) -> kept_listings.Page[kept_tasks.Task]:
    return kept_listings.Page([e.task(n) for n in range(min(20, e.many))], 20 + 5 * e.many, 20, 20)


def _of_opportunity(e: Extreme, status: Status) -> tasks.Listed:
    card = e.card(status)
    title, seen = f"{card.number} {card.description}", wire.Seen(card.number, card.seen)
    whose = tasks.Whose(card.number, title, State.BOTH, seen, addable=not status.closed)
    return tasks.Listed(whose, State.BOTH, _tasks(e))


def _task_lists(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    nothing: kept_listings.Page[kept_tasks.Task] = kept_listings.Page([], 0, 0, 20)
    mine = tasks.Whose("mine", e.name, State.OPEN, addable=True)
    contact = tasks.Whose("CT000001", e.name, State.BOTH, contact="CT000001", addable=True)
    for state in State:
        listed = tasks.Listed(mine, state, _tasks(e))
        yield f"tasks {state}", tasks.message(listed, e.by, e.texts, TODAY, tasks.Note(e.name, "TD000001"))
        of_contact = tasks.Listed(contact, state, _tasks(e), TODAY)
        yield f"tasks of a contact, {state}", tasks.message(of_contact, e.by, e.texts, TODAY)
        yield f"no tasks {state}", tasks.message(tasks.Listed(mine, state, nothing), e.by, e.texts, TODAY)
    for n in range(6):
        yield f"task {n}", tasks.one(e.task(n), e.by, e.texts, TODAY)
        yield f"task {n} is done", tasks.one(e.task(n), e.by, e.texts, TODAY, tasks.Note(e.name, "TD000001"))
    for count in (0, 1, e.many):
        yield f"delete {count} tasks", tasks.clearing(count, "9 - -", e.name, e.texts, note=e.name)


def _lists(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    yield "list", listings.message(e.rows(20, 20), e.name, (e.words * 9)[:1900], e.by, e.texts, TODAY)
    sums = kept_totals.Sums(99999, e.amount, e.amount, 99998, e.amount, e.amount)
    yield "summed list", listings.message(e.rows(20), e.name, "", e.by, e.texts, TODAY, sums=sums)
    yield "totals", listings.totals(sums, e.name, (e.words * 9)[:1900], e.texts)
    yield "empty list", listings.message(kept_listings.Page([], 0, 0, 20), e.name, "", e.by, e.texts, TODAY)
    yield from _task_lists(e)
    yield "found contacts", contacts.found(e.words, [e.contact() for _ in range(min(20, e.many))], e.texts)
    yield "found no contacts", contacts.found(e.words, [], e.texts)
    hits = [
        kept_search.Opportunity(n, f"OP{n:06d}", e.name, e.name, Status.IN_PROGRESS, e.name)
        for n in range(min(15, e.many))
    ]
    yield "found", listings.found(e.words, hits, [e.contact() for _ in range(min(15, e.many))], e.texts)
    yield "found nothing", listings.found(e.words, [], [], e.texts)
    entries = [e.entry(n + 1) for n in range(min(10, e.many))]
    yield "history", histories.message(e.card(), entries, 0, 5 * e.many, e.texts)
    trail = [e.audit(n) for n in range(min(10, e.many))]
    yield "audit", audits.message(e.name, e.name, kept_audits.Page(trail, 0, 5 * e.many), e.texts)
    yield "no audit", audits.message(e.name, e.name, kept_audits.Page([], 0, 0), e.texts)
    yield "comments", comments.message(e.card(), _remarks(e), e.by, e.texts)
    yield "no comments", comments.message(e.card(), kept_listings.Page([], 0, 0, 10), e.by, e.texts)
    yield "no history", histories.message(e.card(), [], 0, 0, e.texts)
    reasons = [e.reason(n) for n in range(e.many)]
    summary = reminders.summary(e.texts, reminders.things(reasons) + 1)
    standing = tuple(replace(reason, end=None) for reason in reasons)
    yield "escalation", escalations.told(kept_escalations.Escalated(e.name, standing, TODAY), e.texts)
    yield "snooze over", snoozes.over(standing, TODAY, e.texts)
    yield "bundle", Message(reminders.bundle(e.texts, reasons, TODAY, notices.lines(e.texts, _folded(e))), summary)
    for kind, facts in _riding(e).items():
        many = [foldings.Folded(n, kind, facts, e.name) for n in range(e.many)]
        yield (
            f"bundle with {kind}",
            Message(reminders.bundle(e.texts, [], TODAY, notices.lines(e.texts, many)), summary),
        )
    yield from _deliveries(e)
    yield "help", help.message(e.by, e.texts, "/opp")
    yield "unknown verb", help.unknown(e.words, None, e.by, e.texts, "/opp")
    for verb in help.USAGE:
        yield f"usage {verb}", help.usage(verb, e.texts, "/opp")
        yield f"nearest {verb}", help.unknown(e.words, verb, e.by, e.texts, "/opp")


def _deliveries(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    states, kinds = list(DeliveryState), list(delivery_words.KINDS)
    figures = delivery_figures.Figures(ahead=99999, for_person=9, folded=99, late=999, oldest_due_at=NOW)
    for n, state in enumerate(states * e.many):
        figures.states[state] += 999
        figures.kinds[kinds[n % len(kinds)], state] += 9999
        figures.why[f"chat.postMessage: {e.words}{n}"] += n
    rows = [_delivery(e, n, states[n % len(states)]) for n in range(min(delivery_log.PAGE, e.many))]
    page, empty = delivery_log.Page(rows, delivery_log.PAGE, True), delivery_log.Page([], 0, False)
    resting = [pauses.Pause(method, NOW, e.words) for method in ("*", "chat.postMessage")] * 5
    later, troubled = NOW + timedelta(days=400), [drawn_digest_forms.shown(e, n) for n in range(e.many)]
    troubled = [replace(one, digest=replace(one.digest, trouble=Rest.LEFT)) for one in troubled]
    silent = [replace(e.feed(n), trouble=list(Unfit)[n % len(Unfit)]) for n in range(e.many)]
    yield "deliveries", deliveries.message(figures, resting, troubled, silent, page, e.texts, later, e.name)
    yield "no deliveries", deliveries.message(delivery_figures.Figures(), [], [], [], empty, e.texts, NOW)
    for which in delivery_log.Which:
        title = e.texts.t(deliveries.TITLES[which])
        yield f"deliveries {which}", deliveries.listed(title, which, page, e.texts, e.name)
        first = replace(page, start=0, waiting=delivery_log.Waiting(10**9, 99999, "f" * 16))
        yield f"deliveries {which}, first page", deliveries.listed(title, which, first, e.texts)
        yield f"no deliveries {which}", deliveries.listed(title, which, empty, e.texts)
    said = [kept_effects.Said(why, dict.fromkeys(kept_effects.Effect, 99999 * e.many)) for why in Why]
    yield "effects of reminders", reminder_effects.message(said, e.texts)
    yield "no effects of reminders", reminder_effects.message([kept_effects.Said(why, {}) for why in Why], e.texts)
    yield "deliveries of somebody", deliveries.listed(e.name, "<@U00ANA>", page, e.texts)


def _delivery(e: Extreme, n: int, state: DeliveryState) -> delivery_log.Delivery:
    to_person, kinds = n % 2 == 0, [*delivery_words.KINDS, e.words]
    return delivery_log.Delivery(
        n, kinds[n % len(kinds)], state, 1 + n, e.name if to_person else None, None if to_person else e.name,
        "OP999999999", NOW - timedelta(days=n), NOW, e.words * 5, state in (DeliveryState.UNSURE, DeliveryState.FAILED),
        n % 3 == 0, n % 5 == 4, n % 7 == 0,
    )  # fmt: skip


def _riding(e: Extreme) -> dict[str, foldings.Facts]:
    """Of each kind that may ride in a bundle what is left of one."""
    names = dict.fromkeys(("by", "name", "person", "cover", "description", "contact", "digest", "owner"), e.name)
    numbers = [f"OP{n:06d}" for n in range(e.many)]
    days = {"since": "2026-01-05", "until": "2026-01-09"}
    sums = {"on": TODAY, "value": e.amount, "weighted": -e.amount}
    rests = {"trouble": Unfit.GENERAL, "channel": e.name, "cycle": None, "team": e.name}
    return {
        kept_handovers.KIND: names | {"opportunities": numbers},
        kept_wakings.KIND: names | {"opportunity": "OP999999999", "reason": e.cut(200)},
        kept_escalations.KIND: names | {"count": e.many, "opportunities": numbers},
        absence_notices.AWAY: names | days | {"role": "cover"},
        absence_notices.UNCOVERED: names | days,
        absence_notices.BRIEF: names | days | {"counts": dict.fromkeys(kept_briefs.KINDS, e.many)},
        digests.TROUBLE: names | rests | {"trouble": Rest.LEFT},
        issues.GAP: names | sums,
        kept_feeds.TROUBLE: names | rests,
    }


def _folded(e: Extreme) -> list[foldings.Folded]:
    """What rides in a bundle: of each kind one and many, and something that is no more."""
    facts = {"by": e.name, "description": e.name, "contact": e.name}
    several = [{"opportunities": [f"OP{n:06d}" for n in range(count)]} for count in (1, e.many)]
    told = [foldings.Folded(n, kept_handovers.KIND, facts | several[n % 2]) for n in range(e.many)]
    woke = {"opportunity": "OP999999999", "description": e.name, "reason": e.cut(200)}
    numbers = {"opportunities": [f"OP{n:06d}" for n in range(e.many - 1)]}
    ignored = {"name": e.name, "count": e.many} | numbers
    riding = {kept_handovers.KIND: None, kept_wakings.KIND: woke, kept_escalations.KIND: ignored}
    return [*(foldings.Folded(0, kind, facts) for kind, facts in riding.items()), *told]


def _move_forms(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for quoted in (False, True):
        preset = e.preset(quoted)
        filled = moves.Filled(preset.value, preset.chances, preset.stage, preset.action)
        for verb in (None, *Verb):
            yield f"form {verb} quoted {quoted}", moves.move_form(preset, verb, filled, e.texts, METADATA)
    asks = {"value": e.name, "closing_on": e.name}
    yield "asking", moves.move_form(preset, Verb.NEXT, filled, e.texts, METADATA, asks)
    half = moves.Filled(None, None, preset.stage, preset.action)
    yield "half filled", moves.move_form(replace(preset, value=None), Verb.NEXT, half, e.texts, METADATA)
    for outcome in (None, *Outcome):
        for codes in ([], e.setup().close_codes(outcome or Outcome.WON)):
            for locked in (False, True):
                closing = closings.Closing("OP000001", outcome, codes, e.amount, locked, TODAY, e.many, 1, True, locked)
                name = f"close {outcome} {len(codes)} locked {locked}"
                yield name, closings.close_form(closing, e.texts, METADATA)
    asking = replace(closing, doubts={"closed_on": e.name})
    yield "close, asking", closings.close_form(asking, e.texts, METADATA)


def _channels(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    feeds_there = [e.feed(n) for n in range(e.many)]
    yield "feeds", feeds.message(feeds_there, e.texts, note=e.name)
    yield "feeds, second page", feeds.message([e.feed(n) for n in range(45)], e.texts, feeds.SHOWN)
    yield "no feeds", feeds.message([], e.texts)
    teams = [kept_feeds.Team(n, e.name) for n in range(e.many)]
    offered = list(e.setup().cycles.values())
    for feed in (None, *(e.feed(n) for n in range(3))):
        yield f"feed form {feed and feed.scope}", feeds.feed_form(feed, offered, teams, e.texts, METADATA)
        kept = feed or e.feed()
        yield f"feed card {kept.scope}", events.card(e.texts, e.shown(), kept, TODAY)
        yield f"feed intro {kept.scope}", events.intro(e.texts, kept)
    for trouble in Unfit:
        facts = {"cycle": None, "team": e.name, "channel": e.name, "trouble": trouble}
        yield f"feed trouble {trouble}", troubles.feed(facts, e.texts)
    figures = {"stage": e.name, "before": e.name, "value": str(e.amount), "probability": "12.5"}
    more = {"person": e.name, "quote": e.cut(20), "total": str(e.amount)}
    for event in Event:
        for code in (None, next(iter(e.setup().codes.values()), None)):
            facts = {"event": event, **more, **({} if event in (Event.QUOTED, Event.REOPENED) else figures)}
            yield f"told {event} {code and code.code}", events.line(e.texts, e.card(), facts, code)
    yield "feed gone", events.gone(e.texts, more | {"number": "OP000001", "description": e.name})
    links = [(kept_files.Listed(n, e.name, e.file(n).url, 1, e.name, NOW), bool(n % 3)) for n in range(e.many)]
    for kept in ([], links[: kept_files.LISTED]):
        page, note = kept_listings.Page(kept, 5 * len(links), 20 if kept else 0, 20), e.name if kept else ""
        yield f"link form {bool(kept)}", files.link_form(e.card(), page, e.by, e.texts, METADATA, note=note)


def _other_forms(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    offered = e.setup().offered()
    made = contacts.create_choice(e.words, e.texts) or contacts.choice(e.contact())
    drafts = {
        "new": opportunity_form.Draft(offered, offered[0], "U00ANA"),
        "new, no cycle chosen": opportunity_form.Draft(offered, None, "U00ANA"),
        "new, without stages": opportunity_form.Draft(offered, replace(offered[0], stages=()), "U00ANA"),
    }
    full = opportunity_form.Draft(
        offered, offered[0], "U00ANA", e.name, made, ContactKind.PERSON, made, Priority.HIGH, True, e.amount,
        Decimal("99.99"), TODAY, e.words, (e.name, e.name),
    )  # fmt: skip
    drafts |= {"new, full": full, "new, not activated": replace(full, activate=False)}
    for name, draft in drafts.items():
        yield name, opportunity_form.new_form(draft, e.texts, METADATA)
    for kind in ContactKind:
        yield f"new contact {kind}", contacts.new_form(kind, e.texts, METADATA, name=e.name)
    yield from _task_forms(e)
    yield "new comment", comments.new_form(e.card(), e.texts, METADATA)
    present = kept_parkings.Parking(1, TODAY, date(2199, 12, 30), e.cut(200), e.name, 1)
    for now in (None, present):
        draft = parkings.Draft(e.card(), TODAY, e.cut(200), now, (e.name,))
        woke = kept_wakings.Awake(1, 1, "OP999999999", e.name, e.name, 99 * bool(now), TODAY, e.cut(200))
        absent = parkings.Absent(e.name, date(2199, 12, 30)) if now else None
        yield f"awake {bool(now)}", parkings.awake(woke, e.by, e.texts, absent)
        yield f"park {bool(now)}", parkings.form_of(draft, e.texts, TODAY, METADATA)
    yield "link quote", quotes.link_form(e.card(), e.texts, METADATA, TODAY, number=e.cut(20), total=e.amount)
    quote = kept_quotes.Quote(e.cut(20), e.amount, TODAY, QuoteState.OPEN)
    yield "edit quote", quotes.edit_form(e.card(), quote, e.texts, METADATA)
    closing = closings.Closing(
        "OP000001", Outcome.WON, e.setup().close_codes(Outcome.WON), e.amount, True, TODAY, e.many
    )
    for closes in (None, closing):
        form = orders.order_form(e.card(), closes, e.texts, METADATA, number=e.cut(20), total=e.amount)
        yield f"make order {closes}", form
    yield "make invoice", orders.invoice_form(e.card(Status.WON), e.texts, METADATA, total=e.amount)
    yield "link quote, asking", quotes.link_form(e.card(), e.texts, METADATA, None, doubts=[e.name])
    yield from _code_forms(e)
    for name, found in (("nothing", cycles.Setup({}, {}, {})), ("much", e.setup())):
        yield f"template, {name} there", templates.install_form(found, None, e.texts, METADATA)
        for filled in (stages.Draft(number=""), stages.draft(e.cycle().stages[0], e.texts)):
            yield f"stage, {name} there", stages.stage_form(e.code, filled, found, e.texts, TODAY, METADATA)
    yield "new cycle", cycle_views.new_form(e.texts, METADATA)
    for draw in (cycle_views.edit_form, cycle_views.copy_form, cycle_views.delete_form):
        yield f"{draw.__name__} of a cycle", draw(e.cycle(), e.texts, METADATA)
    yield "remove stage", stages.remove_form(e.cycle(), e.cycle().stages[-1], e.texts, METADATA)


def _code_forms(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    codes = list(e.setup().codes.values())
    for used in (0, 99999):
        yield f"close code used {used}", close_codes.code_form(codes[0], used, None, e.texts, METADATA)
    for outcome in (None, *Outcome):
        yield f"new close code {outcome}", close_codes.code_form(None, 0, outcome, e.texts, METADATA)
    yield "close codes", close_codes.message(codes, {codes[0].id: 99999}, e.texts, note=e.name)
    yield "close codes, another page", close_codes.message(codes, {}, e.texts, 20)
    yield "no close codes", close_codes.message([], {}, e.texts)


def _remarks(e: Extreme) -> kept_listings.Page[kept_comments.Comment]:
    """A page of comments, each as long as it may be."""
    said = [kept_comments.Comment((e.words * 999)[: text.COMMENT], e.name, NOW) for _ in range(min(10, e.many))]
    return kept_listings.Page(said, 5 * e.many, 0, 10)


def _interactions(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for n in range(4):
        yield f"interaction {n}", interactions.message(e.interaction(n), _remarks(e), e.by, e.texts, note=e.name)
    brief = kept_listings.Page([kept_comments.Comment("ok", e.name, NOW)] * kept_interactions.PAGE, 99, 10, 10)
    yield "interaction, a page of many", interactions.message(e.interaction(), brief, e.by, e.texts, note=e.name)
    rows = [e.interaction(n) for n in range(min(10, e.many))]
    for number in ("OP000001", "CT000001"):
        page = kept_listings.Page(rows, 5 * e.many, 0, 10)
        yield f"interactions of {number}", interactions.listing(number, e.name, page, e.by, e.texts)
        yield f"none of {number}", interactions.listing(number, e.name, replace(page, rows=[], total=0), e.by, e.texts)
    draft = interactions.Draft(TODAY, InteractionKind.OTHER, e.name, e.contact(), e.card(), "TD000001")
    yield "log", interactions.log_form(draft, contacts.choice(e.contact()), e.texts, METADATA)
    yield "log, empty", interactions.log_form(interactions.Draft(TODAY), None, e.texts, METADATA)
    yield "remark", interactions.remark_form(e.interaction(), e.texts, METADATA)


def _people(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    names = tuple(e.cut(100) for _ in range(e.many))
    for role, (blocked, removed) in product(Role, ((False, False), (True, False), (False, True))):
        person = salespeople.Person(1, "U00ANA", e.name, role, blocked, removed, blocked, removed)
        full = salespeople.Sum(99999, e.amount, e.amount)
        one = salespeople.Card(person, names, full, full, 9999, TODAY)
        yield f"person {role} {blocked} {removed}", people.card(one, e.by, e.texts, TODAY, note=e.name)
    nothing = salespeople.Card(person, (), salespeople.Sum(), salespeople.Sum(), 0, None)
    yield "person with nothing", people.card(nothing, e.by, e.texts, TODAY)
    rows = [salespeople.Listed(person, names) for _ in range(min(e.many, salespeople.PAGE))]
    yield "people", people.message(salespeople.Page(rows, 8, 99), e.words, e.texts, note=e.name)
    yield "no people", people.message(salespeople.Page([], 0, 0), e.words, e.texts)
    mates = tuple(team_changes.Mate(f"U{n}", e.name, True) for n in range(e.many))
    several = [team_changes.Team(n, e.cut(100), 1, mates) for n in range(e.many)]
    yield "teams", teams.message(several, e.texts, note=e.name)
    yield "no teams", teams.message([], e.texts)
    for team in (None, several[0]):
        yield f"team {team is None}", teams.team_form(team, e.texts, METADATA)


def _activities(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    kinds, formula = list(TaskKind), "99W+99D"
    many = min(e.many, kept_activities.MOST)
    steps = tuple(
        cycles.Step(1, 10 * n, kinds[n % 3], e.cut(100), Priority.HIGH, formula if n % 2 else "")
        for n in range(1, many + 1)
    )
    activity = cycles.Activity(1, e.code, e.cut(100), steps, 99)
    for name, one in (("new", None), ("without steps", replace(activity, steps=())), ("full", activity)):
        yield f"activity {name}", activities.activity_form(one, TODAY, e.texts, METADATA)
    yield "activities", activities.message(e.setup(), e.texts, note=e.name)
    yield "activities, another page", activities.message(e.setup(), e.texts, 20)
    yield "no activities", activities.message(cycles.Setup({}, {}, {}), e.texts)
    for number, said in ((0, ""), (10, formula), (10, "CW?")):
        wanted = kept_activities.Wanted(e.cut(100), kinds[-1], Priority.HIGH, said)
        draft = activities.Draft(activity, number, wanted, TODAY)
        yield f"step {number} {said}", activities.step_form(draft, e.texts, METADATA)


def _workspaces(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    settings = workspace_settings.Settings("America/Argentina/ComodRivadavia", "CHF", "fr", Role.READER, 999, True)
    series = [
        number_series.Series(kind, "OP", 99_999_998, there) for kind in workspaces.SERIES for there in (True, False)
    ]
    for amounts, zone in ((False, "UTC"), (True, settings.timezone)):
        kept = workspace_settings.Kept(e.name, replace(settings, owner_only=amounts, timezone=zone), 1, amounts)
        yield f"workspace {amounts}", workspace_views.message(kept, series, e.texts, NOW, note=e.name)
        yield f"settings {amounts}", workspace_views.settings_form(kept, e.texts, METADATA, NOW)
    for one in series:
        yield f"series {one.kind} {one.there}", workspace_views.series_form(one, e.texts, METADATA)


def _task_forms(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    yield "new task", task_form.task_form(task_form.Draft("", "U00ANA"), e.texts, METADATA)
    for kind in TaskKind:
        for recurrence in (task_form.OTHER, "1W", task_form.ONCE):
            draft = task_form.Draft(
                e.name, "U00ANA", e.name, TODAY, kind, Priority.HIGH, recurrence, e.cut(20), RecursFrom.CLOSING,
                "TD999999999", TaskStatus.WAITING,
            )  # fmt: skip
            yield f"edit {kind} {recurrence}", task_form.task_form(draft, e.texts, METADATA)
    steps = [cycles.Step(1, n, list(TaskKind)[n % 3], e.cut(100), Priority.LOW, "2W") for n in range(e.many)]
    found = cycles.Activity(1, e.code, e.cut(100), tuple(steps))
    for activity, planned in ((None, []), (found, [(step, date(2199, 12, 31)) for step in steps])):
        left = [kept_assignments.There("TD000001", e.cut(100), TODAY)] * len(planned)
        assigned = assignments.Draft(e.name, "U00ANA", [found] * 3, activity, TODAY, planned, left)
        yield f"assign {activity is not None}", assignments.assign_form(assigned, e.texts, METADATA)


def _boards(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    nothing: kept_listings.Page[Any] = kept_listings.Page([], 0, 0, 8)
    listed = [e.task(n) for n in range(min(8, e.many))]
    due = kept_listings.Page(listed, e.many, 0, 8)
    full = boards.Day(due, *(replace(e.rows(8), start=0) for _ in range(3)))
    sums = [
        boards.StageSum(
            f"{e.code[:8]}{c}", e.cut(100), s, e.cut(100), 99999, e.amount, e.amount, 99998, e.amount, e.amount
        )
        for c in range(min(2, e.many))
        for s in range(min(10, e.many))
    ]
    for name, day, pipeline, found in (
        ("empty", boards.Day(nothing, nothing, nothing, nothing), [], cycles.Setup({}, {}, {})),
        ("full", full, sums, e.setup()),
        ("full, without codes", full, sums, replace(e.setup(), codes={})),
    ):
        yield f"home, {name}", home.view(day, pipeline, found, e.by, e.texts, TODAY)
        yield f"board, {name}", home.message(day, pipeline, found, e.by, e.texts, TODAY)
        yield from _set_up(e, name, found)
    for taken_out in (False, True):
        yield f"closed home {taken_out}", home.closed(e.texts, taken_out=taken_out)


def _set_up(e: Extreme, name: str, found: cycles.Setup) -> Iterator[tuple[str, Drawn]]:
    sum_ = cycle_figures.Sum(99999, e.amount, e.amount)
    sums = dict.fromkeys(range(1, e.many + 1), sum_)
    yield f"setup, {name}", setup.board(found, sums, e.by, e.texts, note=e.name)
    for start in (0, 15):
        yield f"cycles, {name}, from {start}", setup.listing(found, sums, start, e.by, e.texts)
    for start in (0, 25, 75):
        page = cycle_views.Page(e.cycle(), sums, dict.fromkeys(sums, Decimal("99.99")), start)
        yield f"cycle, {name}, from {start}", cycle_views.page(page, found, e.by, e.texts, note=e.name)
    none = cycle_views.Page(replace(e.cycle(2), stages=(), blocked=True), {}, {})
    yield f"cycle without stages, {name}", cycle_views.page(none, found, e.by, e.texts)
    without = cycles.Setup({2: replace(e.cycle(2), stages=())}, {}, {})
    yield f"setup without stages, {name}", setup.board(without, {}, e.by, e.texts)
    yield f"setup without default, {name}", setup.board(found, {}, replace(e.by, default_cycle_id=None), e.texts)


def _rules(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    full = kept_rules.Rules("task idle", 999, 999, 20, "CH", "GR")
    for name, rules, zone in (("set", full, "CH"), ("bare", replace(full, kinds_off="", country="", canton=""), "")):
        kept = kept_rules.Kept(rules, 1, 14, zone)
        yield f"rules, {name}", reminder_rules.message(kept, e.by, e.texts, note=e.name)
        draft = reminder_rules.Draft.of(rules)
        yield f"rules form, {name}", reminder_rules.rules_form(draft, kept, e.texts, METADATA)
    tried = kept_replays.Rules(frozenset(Why), 999, 999, 999)
    yield "replay form", replays.form(tried, e.texts, METADATA)
    yield "rehearsal form", rehearsals.form(tried, TODAY, e.texts, METADATA)
    cause = kept_replays.Cause(1, Why.NOT_STARTED, "OP999999", "rem:OP999999:not_started:2026-01-05", TODAY)
    mornings = tuple(kept_replays.Morning(TODAY, (cause,) * (n + 1)) for n in range(e.many))
    people = [kept_replays.Replayed(n, e.name, mornings) for n in range(e.many)]
    for found, as_is in ((people, people[1:]), ([], people), ([], [])):
        yield f"replayed {len(found)} {len(as_is)}", replays.message(found, as_is, (TODAY, TODAY), e.texts)
        yield f"rehearsed {len(found)} {len(as_is)}", rehearsals.message(found, as_is, TODAY, bool(found), e.texts)


def _own_settings(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    lives = Worktime("America/Argentina/ComodRivadavia", time(8), time(18), country="CH", canton="GR")
    quiet = kept_settings.Settings("fr", time(8), time(18), "1357", "CH", "GR", time(18), time(8), "task idle")
    bare = replace(quiet, language="", country="", canton="", quiet_from=None, quiet_until=None, kinds_off="")
    muted = [kept_mutes.Muted(f"OP{n:06d}", e.name) for n in range(e.many)]
    snoozed = [kept_snoozes.Snoozed(f"OP{n:06d}", e.name, TODAY, NOW if n % 2 else None) for n in range(e.many)]
    asked = [kept_reminders.Reminder(n, f"OP{n:06d}", NOW, e.cut(500) if n % 2 else "") for n in range(e.many)]
    for name, settings, off in (("set", quiet, frozenset(Why)), ("bare", bare, frozenset[str]())):
        kept = kept_settings.Kept(settings, 1, lives, "CH", off)
        full = (muted, snoozed, asked) if name == "set" else ([], [], [])
        own = personal_settings.Own(kept, *full)
        yield f"settings, {name}", personal_settings.message(own, e.by, e.texts, note=e.name)
        draft = personal_settings.Draft.of(settings)
        yield f"settings form, {name}", personal_settings.settings_form(draft, kept, e.texts, METADATA)
        yield f"quiet, {name}", personal_settings.quiet(settings.quiet, e.texts, "/opp")
    for listed in (snoozed, []):
        yield f"snoozed {len(listed)}", snoozes.listing(listed, e.texts, note=e.name)
        yield f"muted {len(listed)}", mutes.listing(muted[: len(listed)], e.texts, note=e.name)
    for now in (True, False):
        yield f"woken {now}", snoozes.woken("OP000001", e.texts, now=now)
        yield f"unmuted {now}", mutes.unmuted("OP000001", e.texts, now=now)
    for at in (NOW, None):
        yield f"snoozed until {at}", snoozes.snoozed("OP000001", TODAY, at, e.texts)
    for reminder in asked[:2]:
        for status in Status:
            come = personal_reminders.come(reminder, e.card(status), e.texts, TODAY)
            yield f"reminder {reminder.id} {status}", come
        yield f"set up {reminder.id}", personal_reminders.set_up(reminder, e.texts)
    for pending in (asked, []):
        yield f"my reminders {len(pending)}", personal_reminders.listing(pending, e.texts, note=e.name)
    yield "reminder cancelled", personal_reminders.cancelled("OP000001", e.texts)
    for doubt in ((), (e.words,)):
        draft_ = personal_reminders.Draft("OP000001", e.name, TODAY, time(8), e.cut(500), doubt)
        yield f"remind {len(doubt)}", personal_reminders.remind_form(draft_, e.texts, METADATA)
    yield "muted", mutes.muted("OP000001", e.texts)
    yield "muted by who covers", mutes.muted("OP000001", e.texts, [e.name] * e.many)
    for asks, rests in (((), None), ((e.words,), kept_snoozes.Snoozed("OP000001", e.name, TODAY, NOW))):
        yield f"snooze {len(asks)}", snoozes.snooze_form("OP000001", e.name, rests, TODAY, e.texts, METADATA, asks)


def _problems(e: Extreme) -> Iterator[tuple[str, Drawn]]:
    for refusal in every_refusal(e.words, e.amount):
        sentence = failures.captioned(refusal, e.texts)
        yield (
            f"refusal {refusal!r:.60}",
            problems.refusal(refusal, sentence, e.by, e.texts, TODAY, wire.Typed((e.words * 9)[:1700])),
        )
    yield "busy", problems.busy(e.texts)
    yield "bug", problems.bug(e.texts, "0a1b2c3d")
    yield "not opened", problems.not_opened(e.texts)
    yield "stranger", problems.stranger(e.texts)
    yield "unknown", problems.unknown(e.texts)
    yield "old", problems.old_button(e.texts)


NOT_FOUND = ("delivery",
             "opportunity", "contact", "interaction", "company", "task", "cycle", "stage", "template", "salesperson",
             "filter", "person", "deletion", "member", "close code", "activity code", "activity", "step", "team",
             "time zone", "currency", "number series", "feed", "link", "absence", "country", "canton",
             "digest", "scope", "reminder", "channel")  # fmt: skip
UNREADABLE = ("amount", "percentage", "date", "period", "formula", "email", "twice", "whole", "url", "amount or date",
              "moment", "hours", "clock", "day of every month", "day that comes again",
              "no such day")  # fmt: skip


def every_refusal(words: str = "x", amount: Decimal = numbers.LARGEST) -> Iterator[refusals.Refusal]:
    """Every refusal there is, filled by the types of its facts."""
    values: dict[Any, Any] = {
        str: words, str | None: "value", time: time(8), Decimal: amount, int: 1, bool: True, date: TODAY, datetime: NOW,
        Role: Role.ADMIN,
        Status: Status.WON, Verb: Verb.SKIP, Outcome: Outcome.WON, tuple[str, ...]: (words, words),
        tuple[date, ...]: (TODAY, TODAY), tuple[Decimal, ...]: (amount, amount, amount),
        tuple[Verb, ...]: (Verb.NEXT, Verb.UPDATE), Unfit: Unfit.SHARED,
        DeliveryState: DeliveryState.SENT, Bar: Bar.GUEST,
        Rhythm: Rhythm.MONTHLY, DigestScope: DigestScope.TEAM,
    }  # fmt: skip
    for kind in kinds():
        hints = {name: hint for name, hint in get_type_hints(kind).items() if not hasattr(kind, name)}
        facts = {name: "value" if name == "field" else values[hint] for name, hint in hints.items()}
        if kind is refusals.NotFound:
            yield from (kind(what, words) for what in NOT_FOUND)
        elif kind is refusals.Unreadable:
            yield from (kind("value", how, words) for how in UNREADABLE)
        elif kind is refusals.NoCover:
            yield from (kind(words, why) for why in Bar)
        elif kind is refusals.ChannelUnfit:
            yield from (kind(words, why) for why in Unfit)
        elif kind is refusals.DeliverySettled:
            yield from (kind(state) for state in DeliveryState)
        elif kind is refusals.NoCloseCodes:
            yield from (kind(outcome) for outcome in Outcome)
        elif kind is refusals.NoCycle:
            yield from (kind(admins) for admins in ((), ("U00ADA",)))
        else:
            yield kind(**facts)


def kinds() -> list[type[refusals.Refusal]]:
    """Every type of refusal."""
    found = [kind for kind in vars(refusals).values() if isinstance(kind, type)]
    return [kind for kind in found if issubclass(kind, refusals.Refusal) and kind is not refusals.Refusal]
