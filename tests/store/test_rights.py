"""Who may do what: every role, a guest and somebody gone, times every operation, against a table of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from store import (
    absence_changes,
    absences,
    activities,
    assignments,
    audits,
    boards,
    cards,
    close_codes,
    closings,
    comments,
    contact_edits,
    contact_merges,
    contact_removals,
    contacts,
    cycle_changes,
    cycle_figures,
    cycles,
    deletions,
    delivery_choices,
    delivery_figures,
    delivery_log,
    digest_changes,
    digest_scopes,
    digests,
    edits,
    feeds,
    files,
    fixes,
    handovers,
    histories,
    interaction_log,
    interactions,
    invoices,
    listings,
    memberships,
    moves,
    mutes,
    number_series,
    one_to_ones,
    opportunities,
    orders,
    overviews,
    parkings,
    personal_reminders,
    personal_settings,
    quotes,
    reminder_rules,
    rights,
    salespeople,
    search,
    snoozes,
    stage_places,
    stages,
    task_changes,
    task_lists,
    tasks,
    team_changes,
    teams,
    templates,
    totals,
    undos,
    workspace_settings,
)
from store.filters import Filters
from store.interactions import Logging
from store.models.absences import absences as absence_table
from store.models.deliveries import deliveries as ledger
from store.models.teams import team_members
from store.models.teams import teams as team_table
from store.models.workspaces import workspaces as workspace_table
from store.opportunities import First
from store.rights import Member
from store.rules.figures import Sum
from store.rules.places import Place
from store.rules.refusals import NotAllowed, Outsider
from store.rules.words import ContactKind, InteractionKind, Outcome, Role, Verb
from store.sessions import Session
from tests.store.digesting import WANTED
from tests.store.firm import BEGAN, Firm, at, everything

NOW = at(BEGAN)
EVERYBODY = {Role.READER, Role.SALESPERSON, Role.MANAGER, Role.ADMIN}
SELLERS = EVERYBODY - {Role.READER}
LEADERS = {Role.MANAGER, Role.ADMIN}
ADMINS = {Role.ADMIN}
# Who may: on their own, on that of somebody in a team they would manage, on that of somebody in another team.
ALLOWED = {
    "see": (EVERYBODY, EVERYBODY, EVERYBODY),
    "create": (SELLERS, SELLERS, SELLERS),
    "move": (SELLERS, SELLERS, SELLERS),
    "park": (SELLERS, SELLERS, SELLERS),
    "close": (SELLERS, SELLERS, SELLERS),
    "task": (SELLERS, SELLERS, SELLERS),
    "delete tasks": (LEADERS, LEADERS, LEADERS),
    "quote": (SELLERS, SELLERS, SELLERS),
    "comment": (SELLERS, SELLERS, SELLERS),
    "file": (SELLERS, SELLERS, SELLERS),
    "remove file": (SELLERS, LEADERS, ADMINS),
    "log": (SELLERS, SELLERS, SELLERS),
    "cancel interaction": (SELLERS, LEADERS, ADMINS),
    "contact": (SELLERS, SELLERS, SELLERS),
    "edit": (SELLERS, SELLERS, SELLERS),
    "hand over": (SELLERS, LEADERS, ADMINS),
    "delete not started": (SELLERS, LEADERS, ADMINS),
    "delete closed": (LEADERS, LEADERS, ADMINS),
    "undo": (SELLERS, LEADERS, ADMINS),
    "remove contact": (LEADERS, LEADERS, LEADERS),
    "audit": (LEADERS, LEADERS, LEADERS),
    "oneonone": (LEADERS, LEADERS, ADMINS),
    "away": (SELLERS, LEADERS, ADMINS),
    "reminder rules": (LEADERS, LEADERS, LEADERS),
    "digest": (LEADERS, LEADERS, LEADERS),  # of their own, which the operations ask
    "setup": (ADMINS, ADMINS, ADMINS),
    "deliveries": (ADMINS, ADMINS, ADMINS),
}
# Where changes are kept to the owner (decision 42).
KEPT = dict.fromkeys(("move", "park", "close", "task", "quote", "edit"), (SELLERS, LEADERS, ADMINS))
RELATIONS = ("own", "same team", "other team", "covered")


def allowed(kept: bool, kind: str, relation: str) -> set[Role]:
    """Who may: a cover what the absent owner may where changes are kept to them, and else no more than a stranger."""
    if relation == "covered":
        return SELLERS if kept and kind in KEPT else ALLOWED[kind][2]
    return (ALLOWED | (KEPT if kept else {}))[kind][RELATIONS.index(relation)]


@dataclass(frozen=True)
class Case:
    """What the operations are tried on: one opportunity of each kind."""

    firm: Firm
    started: str
    waiting: str
    quoted: str
    ordered: str
    closed: str
    started_id: int
    owner: int
    taker: int  # a salesperson who has nothing
    unused: int  # a company that nothing names
    todo: str
    logged: int
    gone: Member  # taken out by an admin
    team: int
    done: str
    kept: int  # a link

    @property
    def salesperson(self) -> str:
        """Whose they are, as Slack calls them."""
        return self.firm.card(self.started).salesperson_slack_id

    @property
    def activity(self) -> int:
        """An activity with steps that stages use."""
        return next(iter(self.firm.setup().activities))

    @property
    def code(self) -> cycles.CloseCode:
        """A close code nobody was closed with."""
        return self.firm.setup().close_codes(Outcome.LOST)[-1]


Operation = Callable[[Session, Member, Case], Any]


def _create(s: Session, by: Member, on: Case) -> str:
    return opportunities.create(
        s,
        by,
        description="New",
        contact_id=on.firm.person.id,
        salesperson_id=on.firm.ana.id,
        cycle_id=on.firm.cycle.id,
        first=None,
        now=NOW,
    )


def _task(s: Session, by: Member, on: Case) -> tasks.Task:
    return tasks.create(s, by, on.started, description="Call", due_on=BEGAN, now=NOW)


def _change(s: Session, by: Member, on: Case) -> tasks.Task:
    task = tasks.get(s, on.firm.ana, on.todo)
    return task_changes.change(
        s, by, on.todo, seen=task.version, description="Call back", due_on=BEGAN, kind=task.kind,
        priority=task.priority, status=task.status, salesperson_id=task.salesperson_id, now=NOW,
    )  # fmt: skip


def _assign(s: Session, by: Member, on: Case) -> list[str]:
    activity = assignments.named(cycles.setup(s, on.firm.ana), "INIT")
    return assignments.assign(s, by, on.started, assignments.Wanted(activity.id, BEGAN, on.firm.ana.id, True), NOW)


def _delete_cancelled(s: Session, by: Member, _on: Case) -> int:
    return task_changes.delete_cancelled(s, by, now=NOW)


def _close(s: Session, by: Member, on: Case) -> closings.Closed:
    code = cycles.setup(s, on.firm.ana).close_codes(Outcome.LOST)[0]
    return closings.close(s, by, on.started, closings.Closing(Outcome.LOST, code.id, None), seen=1, now=NOW)


def _remove_activity(s: Session, by: Member, on: Case) -> cycles.Activity:
    unused = activities.create(s, on.firm.ana, "", "Unused", NOW)
    return activities.remove(s, by, unused.id, seen=unused.version, now=NOW)


def _step_of(act: Callable[..., Any], *more: Any, **named: Any) -> Operation:
    return lambda s, by, on: act(s, by, on.activity, 10, *more, seen=1, now=NOW, **named)


def _give_role(s: Session, by: Member, on: Case) -> salespeople.Person:
    return memberships.give_role(s, by, on.firm.ben.id, Role.READER, seen=on.firm.ben.role, now=NOW)


def _order(s: Session, by: Member, on: Case) -> orders.Made:
    code = cycles.setup(s, on.firm.ana).close_codes(Outcome.WON)[0]
    closing = closings.Closing(Outcome.WON, code.id, None)
    return orders.make(s, by, on.quoted, orders.Asked(f"A-{on.quoted}"), closing, seen=1, now=NOW)


def _moving(verb: Verb) -> Operation:
    return lambda s, by, on: moves.move(s, by, on.started, verb, moves.Asked(), seen=1, now=NOW)


def _edit(on: Case) -> edits.Edit:
    return edits.Edit("Changed", None, on.firm.person.id)


def _merge(s: Session, by: Member, on: Case) -> contact_merges.Merging:
    stays, goes = on.firm.company.id, on.unused
    versions = contacts.get(s, on.firm.ana, stays).version, contacts.get(s, on.firm.ana, goes).version
    return contact_merges.merge(s, by, stays, goes, versions=versions, now=NOW)


def _contact(on: Case) -> tuple[int, contact_edits.Edit]:
    return on.unused, contact_edits.Edit("Unused", ContactKind.PERSON, None, "", "", None, False)


def _unlink(s: Session, by: Member, on: Case) -> quotes.Quote:
    return quotes.unlink(s, by, on.quoted, quote=f"Q{on.quoted}", version=1, now=NOW)


def _unpark(s: Session, by: Member, on: Case) -> parkings.Parking:
    parkings.park(s, on.firm.ana, on.started, now=NOW, **PARKED)
    return parkings.unpark(s, by, on.started, now=NOW)


def _decide(s: Session, by: Member, decide: Callable[..., Any]) -> Any:
    kept = {"workspace_id": by.workspace_id, "kind": "note", "facts": {}, "state": "failed", "due_at": NOW}
    row = s.add(ledger, key="note:1", attempt=1, created_at=NOW, settled_at=NOW, person_id=by.id, **kept)
    return decide(s, by, row, seen=1, now=NOW)


def _all(s: Session, by: Member, row: int, **_: Any) -> int:
    return delivery_choices.drop_all(
        s, by, delivery_log.Which.FAILED, seen=delivery_log.Waiting.of([(row, 1)]), now=NOW
    )


FIRST = First(Decimal(1), Decimal(1), BEGAN)
QUOTE: dict[str, Any] = {"quote": "Q2", "total": Decimal(1), "quoted_on": None, "now": NOW}
PARKED: dict[str, Any] = {"until_on": BEGAN + timedelta(days=9), "reason": "Budget"}
CHANGED: dict[str, Any] = {"total": Decimal(2), "quoted_on": None, "version": 1, "now": NOW}
COMPANY: dict[str, Any] = {"name": "N", "kind": ContactKind.COMPANY, "now": NOW}
CYCLE: dict[str, Any] = {"description": "D", "now": NOW}
STAGE = stages.Described("S")


def cycle(on: Case) -> int:
    """The firm's cycle."""
    return on.firm.cycle.id


def unused(session: Session, by: Member) -> int:
    """A cycle in which nothing runs, made by whoever may."""
    return cycle_changes.create(session, by, code="UNUSED", **CYCLE)


OPERATIONS: list[tuple[str, str, Operation]] = [
    ("see", "cards.card", lambda s, by, on: cards.card(s, by, on.started)),
    ("see", "cards.show", lambda s, by, on: cards.show(s, by, on.started)),
    ("see", "histories.of_opportunity", lambda s, by, on: histories.of_opportunity(s, by, on.started_id)),
    ("see", "histories.how_many", lambda s, by, on: histories.how_many(s, by, on.started_id)),
    ("see", "comments.of_opportunity", lambda s, by, on: comments.of_opportunity(s, by, on.started_id)),
    ("see", "listings.opportunities", lambda s, by, _: listings.opportunities(s, by, Filters(), BEGAN)),
    ("see", "totals.of_list", lambda s, by, _: totals.of_list(s, by, Filters(), BEGAN)),
    ("see", "overviews.of_contact", lambda s, by, on: overviews.of_contact(s, by, on.firm.company, BEGAN)),
    ("see", "interaction_log.last_on", lambda s, by, on: interaction_log.last_on(s, by, on.firm.company.id)),
    ("see", "boards.day", lambda s, by, _: boards.day(s, by, BEGAN)),
    ("see", "boards.pipeline", lambda s, by, _: boards.pipeline(s, by, BEGAN)),
    ("see", "search.contacts", lambda s, by, _: search.contacts(s, by, "")),
    ("see", "search.opportunities", lambda s, by, _: search.opportunities(s, by, "")),
    ("see", "contacts.get", lambda s, by, on: contacts.get(s, by, on.firm.person.id)),
    ("see", "contacts.show", lambda s, by, _: contacts.show(s, by, "ct1")),
    ("see", "tasks.get", lambda s, by, _: tasks.get(s, by, "td1")),
    ("see", "task_lists.page", lambda s, by, _: task_lists.page(s, by, task_lists.Filters(), BEGAN)),
    ("see", "task_lists.next_on", lambda s, by, on: task_lists.next_on(s, by, person_id=on.firm.ana.id)),
    ("see", "tasks.due", lambda s, by, on: tasks.due(s, by, on.firm.ana.id, BEGAN, 5)),
    ("see", "cycle_figures.of_cycles", lambda s, by, _: cycle_figures.of_cycles(s, by)),
    ("see", "cycle_figures.of_stages", lambda s, by, on: cycle_figures.of_stages(s, by, cycle(on))),
    ("see", "cycle_figures.average_days", lambda s, by, on: cycle_figures.average_days(s, by, cycle(on))),
    ("create", "opportunities.create", _create),
    ("move", "moves.activate", lambda s, by, on: moves.activate(s, by, on.waiting, FIRST, NOW)),
    ("move", "moves.preset", lambda s, by, on: moves.preset(s, by, on.started, Verb.NEXT, NOW)),
    ("move", "moves.must_be_as_seen", lambda s, by, on: moves.must_be_as_seen(s, by, on.started, 1)),
    *(("move", f"moves.move {verb}", _moving(verb)) for verb in (Verb.NEXT, Verb.SKIP, Verb.UPDATE)),
    ("park", "parkings.preset", lambda s, by, on: parkings.preset(s, by, on.started, NOW)),
    ("park", "parkings.park", lambda s, by, on: parkings.park(s, by, on.started, now=NOW, **PARKED)),
    ("park", "parkings.unpark", _unpark),
    ("close", "closings.close", _close),
    ("task", "tasks.create", _task),
    ("task", "tasks.complete", lambda s, by, on: tasks.complete(s, by, on.todo, NOW)),
    ("task", "task_changes.change", _change),
    ("task", "task_changes.hand_over", lambda s, by, on: task_changes.hand_over(s, by, on.todo, on.firm.ana.id, NOW)),
    ("task", "task_changes.cancel", lambda s, by, on: task_changes.cancel(s, by, on.todo, NOW)),
    ("task", "task_changes.reopen", lambda s, by, on: task_changes.reopen(s, by, on.done, NOW)),
    ("task", "assignments.assign", _assign),
    ("delete tasks", "task_changes.cancelled", lambda s, by, _: task_changes.cancelled(s, by, now=NOW)),
    ("delete tasks", "task_changes.delete_cancelled", _delete_cancelled),
    ("comment", "comments.add", lambda s, by, on: comments.add(s, by, on.started, "Hello", NOW)),
    ("log", "interactions.log", lambda s, by, on: interactions.log(s, by, a_call(on.firm, on.started), NOW)),
    ("log", "interactions.comment", lambda s, by, on: interactions.comment(s, by, on.logged, "Hello", NOW)),
    ("create", "interactions.held", lambda s, by, on: interactions.held(s, by, on.logged)),
    ("cancel interaction", "interactions.cancel", lambda s, by, on: interactions.cancel(s, by, on.logged, NOW)),
    ("see", "interaction_log.get", lambda s, by, on: interaction_log.get(s, by, on.logged)),
    ("see", "interaction_log.of_contact", lambda s, by, on: interaction_log.of_contact(s, by, on.firm.person.id)),
    ("see", "interaction_log.of_opportunity", lambda s, by, on: interaction_log.of_opportunity(s, by, on.started_id)),
    ("see", "interaction_log.comments", lambda s, by, on: interaction_log.comments(s, by, on.logged)),
    ("quote", "quotes.link", lambda s, by, on: quotes.link(s, by, on.started, **QUOTE)),
    (
        "quote",
        "quotes.unlink",
        _unlink,
    ),
    ("quote", "quotes.change", lambda s, by, on: quotes.change(s, by, on.quoted, quote=f"Q{on.quoted}", **CHANGED)),
    ("see", "quotes.freed", lambda s, by, _: quotes.freed(s, by, "Q9")),
    ("quote", "orders.make", _order),
    ("quote", "orders.cancel", lambda s, by, on: orders.cancel(s, by, on.ordered, NOW)),
    ("quote", "invoices.make", lambda s, by, on: invoices.make(s, by, on.ordered, orders.Asked("R-1"), NOW)),
    ("contact", "contacts.create", lambda s, by, _: contacts.create(s, by, **COMPANY)),
    ("contact", "contacts.company_named", lambda s, by, _: contacts.company_named(s, by, "N", NOW)),
    ("delete not started", "deletions.one", lambda s, by, on: deletions.one(s, by, on.waiting, version=1, now=NOW)),
    ("delete not started", "deletions.plan", lambda s, by, on: deletions.plan(s, by, on.waiting)),
    ("delete closed", "deletions.one", lambda s, by, on: deletions.one(s, by, on.closed, version=2, now=NOW)),
    ("delete closed", "deletions.plan", lambda s, by, on: deletions.plan(s, by, on.closed)),
    ("edit", "edits.preset", lambda s, by, on: edits.preset(s, by, on.started)),
    ("edit", "edits.edit", lambda s, by, on: edits.edit(s, by, on.waiting, _edit(on), version=1, now=NOW)),
    ("hand over", "handovers.open_tasks", lambda s, by, on: handovers.open_tasks(s, by, on.waiting)),
    ("hand over", "handovers.hand_over", lambda s, by, on: handovers.hand_over(s, by, on.waiting, on.taker, now=NOW)),
    ("hand over", "handovers.in_hand", lambda s, by, on: handovers.in_hand(s, by, on.salesperson)),
    (
        "hand over",
        "handovers.hand_over_all",
        lambda s, by, on: handovers.hand_over_all(s, by, on.owner, on.taker, now=NOW),
    ),
    ("contact", "contact_edits.edit", lambda s, by, on: contact_edits.edit(s, by, *_contact(on), version=1, now=NOW)),
    ("remove contact", "contact_removals.plan", lambda s, by, on: contact_removals.plan(s, by, on.unused)),
    (
        "remove contact",
        "contact_removals.remove",
        lambda s, by, on: contact_removals.remove(s, by, on.unused, version=1, now=NOW),
    ),
    (
        "remove contact",
        "contact_merges.plan",
        lambda s, by, on: contact_merges.plan(s, by, on.firm.company.id, on.unused),
    ),
    (
        "remove contact",
        "contact_merges.merge",
        _merge,
    ),
    ("undo", "undos.undo", lambda s, by, on: undos.undo(s, by, on.closed, version=2, now=NOW)),
    ("see", "mutes.mute", lambda s, by, on: mutes.mute(s, by, on.started, NOW)),
    ("see", "mutes.unmute", lambda s, by, on: mutes.unmute(s, by, on.started, NOW)),
    ("see", "mutes.listed", lambda s, by, _: mutes.listed(s, by)),
    ("see", "snoozes.snooze", lambda s, by, on: snoozes.snooze(s, by, on.started, BEGAN + timedelta(days=3), NOW)),
    ("see", "snoozes.wake", lambda s, by, on: snoozes.wake(s, by, on.started, NOW)),
    ("see", "snoozes.resting", lambda s, by, _: snoozes.resting(s, by, NOW)),
    ("see", "personal_settings.get", lambda s, by, _: personal_settings.get(s, by)),
    ("see", "personal_settings.be_quiet", lambda s, by, _: personal_settings.be_quiet(s, by, None, NOW)),
    ("see", "personal_reminders.pending", lambda s, by, _: personal_reminders.pending(s, by, NOW)),
    (
        "see",
        "personal_reminders.remind",
        lambda s, by, on: personal_reminders.remind(s, by, on.started, NOW + timedelta(days=1), "", NOW),
    ),
    ("reminder rules", "reminder_rules.get", lambda s, by, _: reminder_rules.get(s, by)),
    (
        "reminder rules",
        "reminder_rules.change",
        lambda s, by, _: reminder_rules.change(s, by, RULES, seen=1, now=NOW),
    ),
    ("audit", "audits.about", lambda s, by, on: audits.about(s, by, on.started)),
    ("audit", "audits.of_person", lambda s, by, on: audits.of_person(s, by, on.firm.ana.id)),
    ("audit", "audits.of_day", lambda s, by, _: audits.of_day(s, by, BEGAN)),
    ("deliveries", "delivery_log.page", lambda s, by, _: delivery_log.page(s, by, delivery_log.Filters(), NOW)),
    ("deliveries", "delivery_figures.of_workspace", lambda s, by, _: delivery_figures.of_workspace(s, by, NOW)),
    ("deliveries", "delivery_choices.send_again", lambda s, by, _: _decide(s, by, delivery_choices.send_again)),
    ("deliveries", "delivery_choices.drop", lambda s, by, _: _decide(s, by, delivery_choices.drop)),
    ("deliveries", "delivery_choices.drop_all", lambda s, by, _: _decide(s, by, _all)),
    ("setup", "templates.install", lambda s, by, _: templates.install(s, by, "NEW", str, NOW)),
    ("setup", "cycle_changes.create", lambda s, by, _: cycle_changes.create(s, by, code="C", **CYCLE)),
    (
        "setup",
        "cycle_changes.edit",
        lambda s, by, on: cycle_changes.edit(s, by, cycle(on), method=None, **CYCLE, seen=1),
    ),
    ("setup", "cycle_changes.copy", lambda s, by, on: cycle_changes.copy(s, by, cycle(on), code="C", **CYCLE)),
    ("setup", "cycle_changes.block", lambda s, by, on: cycle_changes.block(s, by, cycle(on), True, NOW)),
    ("setup", "cycle_changes.make_default", lambda s, by, on: cycle_changes.make_default(s, by, cycle(on), False, NOW)),
    ("setup", "cycle_changes.remove", lambda s, by, _: cycle_changes.remove(s, by, unused(s, by), seen=1, now=NOW)),
    ("setup", "stages.add", lambda s, by, on: stages.add(s, by, cycle(on), STAGE, seen=1, now=NOW)),
    ("setup", "stages.edit", lambda s, by, on: stages.edit(s, by, cycle(on), 1, STAGE, seen=1, now=NOW)),
    ("setup", "stages.remove", lambda s, by, on: stages.remove(s, by, cycle(on), 5, seen=1, now=NOW)),
    ("setup", "stage_places.move", lambda s, by, on: stage_places.move(s, by, cycle(on), 5, -1, seen=1, now=NOW)),
]


TEAM = team_changes.Wanted("New")
STEP = activities.Wanted("Call")
RULES = reminder_rules.Wanted((), 14, 7, 3, "", "")
SETTINGS = workspace_settings.Wanted("UTC", None, "en", Role.READER, 9, False)
CODE = close_codes.Wanted("", "Price", Outcome.LOST)
OPERATIONS += [
    ("see", "salespeople.card", lambda s, by, on: salespeople.card(s, by, on.firm.ana.slack_id)),
    ("see", "salespeople.named", lambda s, by, _: salespeople.named(s, by, "Ben")),
    ("setup", "salespeople.listed", lambda s, by, _: salespeople.listed(s, by)),
    ("setup", "salespeople.get", lambda s, by, on: salespeople.get(s, by, on.firm.ben.id)),
    ("setup", "memberships.give_role", _give_role),
    ("setup", "memberships.block", lambda s, by, on: memberships.block(s, by, on.firm.ben.id, True, NOW)),
    ("setup", "memberships.remove", lambda s, by, on: memberships.remove(s, by, on.firm.ben.id, NOW)),
    ("setup", "memberships.bring_back", lambda s, by, on: memberships.bring_back(s, by, on.gone.id, NOW)),
    ("setup", "activities.get", lambda s, by, on: activities.get(s, by, on.activity)),
    ("setup", "activities.create", lambda s, by, _: activities.create(s, by, "", "New", NOW)),
    ("setup", "activities.rename", lambda s, by, on: activities.rename(s, by, on.activity, "", "N", seen=1, now=NOW)),
    ("setup", "activities.remove", _remove_activity),
    ("setup", "activities.add_step", lambda s, by, on: activities.add_step(s, by, on.activity, STEP, seen=1, now=NOW)),
    ("setup", "activities.change_step", _step_of(activities.change_step, STEP)),
    ("setup", "activities.move_step", _step_of(activities.move_step, up=True)),
    ("setup", "activities.remove_step", _step_of(activities.remove_step)),
    ("setup", "workspace_settings.get", lambda s, by, _: workspace_settings.get(s, by)),
    (
        "setup",
        "workspace_settings.change",
        lambda s, by, _: workspace_settings.change(s, by, SETTINGS, seen=1, now=NOW),
    ),
    ("setup", "number_series.every", lambda s, by, _: number_series.every(s, by)),
    ("setup", "number_series.get", lambda s, by, _: number_series.get(s, by, "task")),
    ("setup", "number_series.go_on", lambda s, by, _: number_series.go_on(s, by, "task", 999, NOW)),
    ("setup", "team_changes.every", lambda s, by, _: team_changes.every(s, by)),
    ("setup", "team_changes.get", lambda s, by, on: team_changes.get(s, by, on.team)),
    ("setup", "team_changes.create", lambda s, by, _: team_changes.create(s, by, TEAM, NOW)),
    ("setup", "team_changes.change", lambda s, by, on: team_changes.change(s, by, on.team, TEAM, seen=1, now=NOW)),
    ("setup", "team_changes.remove", lambda s, by, on: team_changes.remove(s, by, on.team, seen=1, now=NOW)),
    ("setup", "close_codes.used", lambda s, by, _: close_codes.used(s, by)),
    ("setup", "close_codes.get", lambda s, by, on: close_codes.get(s, by, on.code.id)),
    ("setup", "close_codes.create", lambda s, by, _: close_codes.create(s, by, CODE, NOW)),
    ("setup", "close_codes.change", lambda s, by, on: close_codes.change(s, by, on.code.id, CODE, seen=1, now=NOW)),
    ("setup", "close_codes.remove", lambda s, by, on: close_codes.remove(s, by, on.code.id, seen=1, now=NOW)),
]


URL = "https://example.com/a"
SALES = Place("C1", "sales", None)


def _feed(s: Session, on: Case) -> int:
    return feeds.create(s, on.firm.ana, SALES, "all", NOW).id


OPERATIONS += [
    ("see", "files.newest", lambda s, by, on: files.newest(s, by, on.started_id)),
    ("see", "files.listed", lambda s, by, on: files.listed(s, by, on.started_id)),
    ("remove file", "files.remove", lambda s, by, on: files.remove(s, by, on.kept, NOW)),
    ("file", "files.link", lambda s, by, on: files.link(s, by, on.started, URL, "", NOW)),
    ("file", "files.share", lambda s, by, on: files.share(s, by, on.started, "F1", "offer.pdf", URL, NOW)),
    ("setup", "feeds.every", lambda s, by, _: feeds.every(s, by)),
    ("setup", "feeds.teams_offered", lambda s, by, _: feeds.teams_offered(s, by)),
    ("setup", "feeds.create", lambda s, by, _: feeds.create(s, by, SALES, "all", NOW)),
    ("setup", "feeds.shown", lambda s, by, on: feeds.shown(s, by, _feed(s, on))),
    ("setup", "feeds.change", lambda s, by, on: feeds.change(s, by, _feed(s, on), SALES, "all", seen=1, now=NOW)),
    ("setup", "feeds.remove", lambda s, by, on: feeds.remove(s, by, _feed(s, on), seen=1, now=NOW)),
]


LATER = absence_changes.Wanted(BEGAN + timedelta(days=30), BEGAN + timedelta(days=31), None)


def _hold(s: Session, by: Member, on: Case) -> Member:
    return one_to_ones.hold(s, by, on.owner, seen=0, looked_at=NOW, pipeline=Sum(), now=NOW)


def _end(s: Session, by: Member, on: Case) -> absences.Absence:
    absence_changes.keep(s, on.firm.ana, on.owner, LATER, now=NOW)
    return absence_changes.end(s, by, on.owner, now=NOW)


OPERATIONS += [
    ("oneonone", "one_to_ones.pack", lambda s, by, on: one_to_ones.pack(s, by, on.owner, NOW)),
    (
        "oneonone",
        "one_to_ones.hold",
        lambda s, by, on: one_to_ones.hold(s, by, on.owner, seen=0, looked_at=NOW, pipeline=Sum(), now=NOW),
    ),
    ("see", "fixes.faulty", lambda s, by, _: fixes.faulty(s, by, NOW)),
    ("see", "absences.to_come", lambda s, by, on: absences.to_come(s, by, on.owner, BEGAN)),
    ("away", "absence_changes.keep", lambda s, by, on: absence_changes.keep(s, by, on.owner, LATER, now=NOW)),
    ("away", "absence_changes.end", _end),
]


def _digest(s: Session, by: Member) -> digests.Digest:
    return digest_changes.create(s, by, replace(WANTED, scope=f"person:{by.id}"), NOW)


def _digest_of(act: Any) -> Operation:
    return lambda s, by, _: act(s, by, _digest(s, by).id, seen=1, now=NOW)


def _resume_digest(s: Session, by: Member, _on: Case) -> Any:
    paused = digest_changes.pause(s, by, _digest(s, by).id, seen=1, now=NOW)
    return digest_changes.resume(s, by, paused.id, seen=2, now=NOW)


def _change_digest(s: Session, by: Member, _on: Case) -> Any:
    wanted = replace(WANTED, scope=f"person:{by.id}")
    return digest_changes.change(s, by, _digest(s, by).id, wanted, seen=1, now=NOW)


OPERATIONS += [
    ("digest", "digests.every", lambda s, by, _: digests.every(s, by)),
    ("digest", "digests.shown", lambda s, by, _: digests.shown(s, by, _digest(s, by).id)),
    ("digest", "digest_scopes.offered", lambda s, by, _: digest_scopes.offered(s, by)),
    ("digest", "digest_changes.create", lambda s, by, _: _digest(s, by)),
    ("digest", "digest_changes.change", _change_digest),
    ("digest", "digest_changes.pause", _digest_of(digest_changes.pause)),
    ("digest", "digest_changes.resume", _resume_digest),
    ("digest", "digest_changes.remove", _digest_of(digest_changes.remove)),
]


class Undone(Exception):
    """Ends an operation that went well."""


def a_call(firm: Firm, opportunity: str | None = None) -> Logging:
    """A call with the person."""
    return Logging(InteractionKind.CALL, BEGAN, "Call", firm.person.id, opportunity)


def attempt(by: Member, operation: Operation, on: Case) -> Exception:
    """What the operation raised; Undone when it went well."""
    try:
        with on.firm.sessions.writing() as session:
            operation(session, by, on)
            raise Undone
    except (NotAllowed, Undone) as raised:
        return raised


def case(firm: Firm, owner: Member) -> Case:
    """One opportunity of each kind, all of them the owner's."""
    started, waiting, quoted, ordered = (
        firm.create(salesperson_id=owner.id, value=value) for value in ("1", None, "1", "1")
    )
    firm.link(quoted, f"Q{quoted}")
    firm.link(ordered, f"Q{ordered}")
    with firm.sessions.writing() as session:
        code = cycles.setup(session, firm.ana).close_codes(Outcome.WON)[0]
        closing = closings.Closing(Outcome.WON, code.id, None)
        orders.make(session, firm.ana, ordered, orders.Asked(ordered), closing, now=NOW)
    closed = firm.create(salesperson_id=owner.id)
    firm.close(closed, Outcome.LOST, on=BEGAN, by=owner if owner.may("close") else firm.ana)
    taker, unused = firm.member(Role.SALESPERSON).id, firm.contact(f"Unused {owner.id}").id
    todo, done = (task.number for task in firm.tasks(started) if task.open)
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, done, NOW)
        logged = interactions.log(session, owner, a_call(firm), NOW).id
        files.link(session, owner, started, f"{URL}/kept", "", NOW)
        kept = files.listed(session, owner, firm.card(started).id).rows[0][0].id
    gone = firm.member(Role.READER)
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, gone.id, NOW)
        team = team_changes.create(session, firm.ana, team_changes.Wanted(f"Team of {started}"), NOW)
    key = firm.card(started).id
    return Case(
        firm,
        started,
        waiting,
        quoted,
        ordered,
        closed,
        key,
        owner.id,
        taker,
        unused,
        todo,
        logged,
        gone,
        team.id,
        done,
        kept,
    )


def in_a_team(firm: Firm, name: str, *members: Member, manages: bool = False) -> None:
    """A team of these people, all of whom manage it or none."""
    with firm.sessions.writing() as session:
        key = session.add(team_table, workspace_id=firm.ana.workspace_id, name=name, folded=name)
        rows = [
            {"workspace_id": one.workspace_id, "team_id": key, "person_id": one.id, "manages": manages}
            for one in members
        ]
        session.add_all(team_members, rows)


def _covered_today(session: Session, absentee: Member, covers: list[Member]) -> None:
    own = {"workspace_id": absentee.workspace_id, "person_id": absentee.id, "at": NOW}
    when = {"from_on": BEGAN, "until_on": BEGAN}
    session.add_all(absence_table, [own | when | {"cover_id": cover.id} for cover in covers])


def test_every_operation_of_the_table_of_rights_is_in_this_one_and_tried() -> None:
    assert rights.RIGHTS.keys() == ALLOWED.keys()
    assert {kind for kind, _, _ in OPERATIONS} == ALLOWED.keys()


@pytest.mark.parametrize("kept", [False, True], ids=["anybody changes", "only the owner changes"])
def test_every_role_may_exactly_what_the_table_says_on_its_own_and_on_others(firm: Firm, kept: bool) -> None:
    """F096: role times operation times relation, with and without the policy of decision 42."""
    members = [firm.member(role) for role in Role]
    mate, stranger = firm.member(Role.SALESPERSON), firm.member(Role.SALESPERSON)
    in_a_team(firm, "Ours", *members, manages=True)
    in_a_team(firm, "Ours too", mate, *members, manages=True)
    in_a_team(firm, "Theirs", stranger)
    absentee = firm.member(Role.SALESPERSON)
    in_a_team(firm, "Away", absentee)
    theirs = {"same team": case(firm, mate), "other team": case(firm, stranger), "covered": case(firm, absentee)}
    own = {by.id: case(firm, firm.ana) for by in members if by.role is Role.READER}
    own |= {by.id: case(firm, by) for by in members if by.role is not Role.READER}
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(owner_only=kept))
        _covered_today(session, absentee, members)
    before = everything(firm.sessions)
    for by, relation in product(map(firm.fresh, members), RELATIONS):
        on = theirs.get(relation) or own[by.id]
        with firm.sessions.reading() as session:
            by = absences.acting(session, by, NOW)
        for kind, name, operation in OPERATIONS:
            got = attempt(by, operation, on)
            may = by.role in allowed(kept, kind, relation)
            assert isinstance(got, Undone) == may, (by.role, relation, name, got)
            assert by.may(kind) == (by.role in ALLOWED[kind][0])
        with firm.sessions.reading() as session:
            offered = cards.show(session, by, on.started).may
        # undoing hangs on who closed it, and no card offers it by its right alone
        table = {kind for kind in ALLOWED if by.role in allowed(kept, kind, relation)}
        assert offered - {"undo"} == table - {"undo"}
    assert everything(firm.sessions) == before


def test_a_guest_and_somebody_gone_may_nothing_whatever_their_role(firm: Firm) -> None:
    on = case(firm, firm.ana)
    before = everything(firm.sessions)
    for role, (guest, active) in product(Role, [(True, True), (False, False), (True, False)]):
        by = firm.member(role, guest=guest, active=active)
        before["people"] = everything(firm.sessions)["people"]
        for kind, name, operation in OPERATIONS:
            assert type(attempt(by, operation, on)) is Outsider, (role, name)
            assert not by.may(kind)
    assert everything(firm.sessions) == before


def test_without_teams_every_manager_reaches_everybody_and_with_teams_those_in_none(firm: Firm) -> None:
    manager = firm.member(Role.MANAGER)
    with firm.sessions.reading() as session:
        assert teams.manages(session, manager, firm.ben.id)
    in_a_team(firm, "Theirs", firm.ana)
    with firm.sessions.reading() as session:
        assert teams.manages(session, manager, firm.ben.id)
        assert not teams.manages(session, manager, firm.ana.id)


def test_who_is_in_a_team_without_managing_it_does_not_reach_the_others(firm: Firm) -> None:
    manager = firm.member(Role.MANAGER)
    in_a_team(firm, "Ours", manager, firm.ben)
    with firm.sessions.reading() as session:
        assert not teams.manages(session, manager, firm.ben.id)


def test_the_refusal_names_the_role_it_takes(firm: Firm) -> None:
    reader = firm.member(Role.READER)
    for kind, needs in (("create", Role.SALESPERSON), ("setup", Role.ADMIN)):
        with pytest.raises(NotAllowed) as refused:
            reader.must(kind)
        assert refused.value.needs is needs


def test_a_colleagues_opportunity_may_be_moved_by_every_salesperson(firm: Firm) -> None:
    number = firm.create(by=firm.ana)
    assert firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=1), by=firm.ben).stage == 2
