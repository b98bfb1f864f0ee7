"""One workspace knows nothing of another: not by number, not by key, not by statement."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from store import (
    absence_changes,
    absences,
    activities,
    assignments,
    boards,
    cards,
    close_codes,
    closings,
    comments,
    contacts,
    cycle_changes,
    cycle_figures,
    cycles,
    deliveries,
    delivery_choices,
    delivery_figures,
    delivery_log,
    digest_changes,
    digest_scopes,
    digests,
    events,
    feeds,
    files,
    fixes,
    histories,
    interaction_log,
    interactions,
    invoices,
    issues,
    listings,
    memberships,
    moves,
    mutes,
    number_series,
    occurrences,
    one_to_ones,
    orders,
    overviews,
    parkings,
    people,
    personal_reminders,
    personal_settings,
    quotes,
    reminder_effects,
    reminder_rules,
    replays,
    requests,
    salespeople,
    search,
    snoozes,
    stage_places,
    stage_tasks,
    stages,
    task_changes,
    task_lists,
    tasks,
    team_changes,
    templates,
    threads,
    totals,
    undos,
    wakings,
    workspace_settings,
)
from store.filters import Filters
from store.interactions import Logging
from store.models import metadata
from store.models.workspaces import series
from store.opportunities import First
from store.reasons import Why
from store.rights import Member
from store.rules.figures import Sum
from store.rules.places import Place, Unfit
from store.rules.refusals import DeliverySettled, NotFound, Refusal, WrongCode
from store.rules.words import ContactKind, InteractionKind, Outcome, Role, Status, Verb
from store.sessions import Session
from tests.store.digesting import WANTED
from tests.store.firm import BEGAN, Firm, at, everything
from tests.store.test_rights import a_call

NOW = at(BEGAN)
AFTERWARDS = NOW + timedelta(hours=1)
SOON, LATER = BEGAN + timedelta(days=9), BEGAN + timedelta(days=99)
OURS = {t.name for t in metadata.sorted_tables if "workspace_id" in t.c}
CARRIED = re.compile(r"\bworkspace_id = (\?|%\(\w+\)s)")


@contextmanager
def spoken(firm: Firm) -> Iterator[list[str]]:
    """Every statement said to the database in the block."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        said.append(statement)

    event.listen(firm.sessions.engine, "before_cursor_execute", hear)
    yield said
    event.remove(firm.sessions.engine, "before_cursor_execute", hear)


def without_workspace(statements: list[str]) -> list[str]:
    """Those that read or change rows of a workspace and do not say of which."""
    found = []
    for statement in statements:
        words = set(re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)", statement))
        carries = CARRIED.search(statement.replace("::BIGINT", "")) or statement.startswith("INSERT INTO")
        if words & OURS and not carries:
            found.append(statement)
    return found


def every_task_operation(session: Session, firm: Firm, number: str, todo: str) -> None:
    """Every operation on tasks."""
    by, card = firm.ana, cards.card(session, firm.ana, number)
    every = task_lists.Filters(by.id, card.id, card.contact_id, task_lists.State.OVERDUE)
    task_lists.page(session, by, every, BEGAN)
    task_lists.page(session, by, task_lists.Filters(), BEGAN, 999)
    task_lists.next_on(session, by, contact_id=card.contact_id)
    task_lists.next_on(session, by, person_id=by.id)
    weekly = {"recurrence": "1W", "now": NOW}
    loose = tasks.create(session, by, None, description="Call", due_on=BEGAN, contact_id=card.contact_id, **weekly)
    tasks.complete(session, by, loose.number, NOW)
    tasks.complete(session, by, todo, NOW)
    task = task_changes.reopen(session, by, todo, NOW)
    task_changes.hand_over(session, by, task.number, firm.ben.id, NOW)
    task_changes.cancel(session, by, task.number, NOW)
    task_changes.cancelled(session, by, BEGAN, by.id, now=NOW)
    task_changes.delete_cancelled(session, by, now=NOW)


def every_personal_operation(session: Session, by: Member, number: str) -> None:
    """Every operation on a person's own settings, mutes and snoozes."""
    mutes.mute(session, by, number, NOW)
    mutes.listed(session, by)
    mutes.unmute(session, by, number, NOW)
    snoozes.snooze(session, by, number, BEGAN, NOW, until_at=at(BEGAN, 20))
    snoozes.resting(session, by, NOW)
    snoozes.wake(session, by, number, NOW)
    personal_settings.be_quiet(session, by, None, NOW)
    asked = personal_reminders.remind(session, by, number, at(BEGAN, 20), "", NOW)
    personal_reminders.put_off(session, by, asked.id, at(BEGAN, 21), NOW)
    personal_reminders.pending(session, by, NOW)
    personal_reminders.find(session, by, asked.id)
    personal_reminders.cancel(session, by, asked.id, NOW)
    kept = personal_settings.get(session, by)
    own = kept.settings
    wanted = personal_settings.Wanted(
        own.language, own.day_begins, own.day_ends, own.work_days, own.country, own.canton, None, ()
    )
    personal_settings.change(session, by, wanted, seen=kept.version, now=NOW)


def everything_once(session: Session, firm: Firm, number: str, todo: str) -> None:
    """Every reading operation, and the writing ones that a life does not have."""
    by, card = firm.ana, cards.card(session, firm.ana, number)
    every = Filters(
        salesperson_id=by.id,
        contact_id=firm.company.id,
        cycle_id=firm.cycle.id,
        stage=1,
        statuses=(Status.WON, Status.LOST),
        due=True,
        overdue=True,
        stale=True,
        priority=card.priority,
        sort="value",
    )
    listings.opportunities(session, by, every, BEGAN)
    totals.of_list(session, by, every, BEGAN)
    overviews.of_contact(session, by, firm.company, BEGAN)
    listings.opportunities(session, by, Filters(), BEGAN, 0, 1)
    listings.opportunities(session, by, Filters(parked=True), BEGAN)
    for typed in ("", "%", "op1", "mull", "kagi muller", "mashcinen"):
        search.contacts(session, by, typed)
        search.opportunities(session, by, typed)
    boards.day(session, by, BEGAN)
    boards.pipeline(session, by, BEGAN)
    cards.show(session, by, number)
    histories.of_opportunity(session, by, card.id)
    histories.how_many(session, by, card.id)
    every_task_operation(session, firm, number, todo)
    every_personal_operation(session, by, number)
    comments.add(session, by, number, "Hello", NOW)
    comments.of_opportunity(session, by, card.id)
    logged = interactions.log(session, by, a_call(firm, number), NOW)
    interactions.comment(session, by, logged.id, "Hello", NOW)
    interaction_log.comments(session, by, logged.id)
    interaction_log.of_opportunity(session, by, card.id)
    interaction_log.of_contact(session, by, firm.company.id)
    interactions.cancel(session, by, logged.id, NOW)
    contacts.show(session, by, "Zoë Kägi")
    contacts.company_named(session, by, "Müller Maschinen AG", NOW)
    people.get(session, by.workspace_id, by.id)
    people.known(session, by.workspace_id, by.slack_id, NOW)
    people.admins(session, by.workspace_id)
    people.keep(session, by.workspace_id, people.Described("UNEW", "Neu"), NOW)
    people.saw_home(session, by)
    the_feed(session, by, number)
    requests.answer(session, by, "V1")
    requests.remember(session, by, "V1", {}, NOW)
    templates.install(session, by, "NEW", str, NOW)
    code = close_codes.create(session, by, close_codes.Wanted("", "Price", Outcome.LOST), NOW)
    code = close_codes.change(session, by, code.id, close_codes.Wanted("", "Prices", Outcome.WON), seen=1, now=NOW)
    close_codes.used(session, by)
    close_codes.remove(session, by, code.id, seen=2, now=NOW)
    _digests_once(session, by, firm)
    _people_once(session, firm)
    set_up_once(session, by, firm)
    session.remembered.clear()
    cycles.setup(session, by)


def _parked(session: Session, by: Member, number: str) -> None:
    """Parked, otherwise, woken, and again: another one ended it, which is undone."""
    parkings.preset(session, by, number, NOW)
    for until in (SOON, SOON, LATER):
        parkings.park(session, by, number, until_on=until, reason="Budget", now=NOW)
    parkings.unpark(session, by, number, now=NOW)
    parkings.park(session, by, number, until_on=LATER, reason="Budget", now=NOW)
    code = cycles.setup(session, by).close_codes(Outcome.LOST)[0].id
    closings.close(session, by, number, closings.Closing(Outcome.LOST, code, None), seen=None, now=NOW)
    undos.undo(session, by, number, version=None, now=NOW)
    (one,) = wakings.due(session, by.workspace_id, LATER)
    assert wakings.tell(session, by.workspace_id, one, LATER, NOW)
    assert wakings.awake(session, by.workspace_id, {"parking": one.id})


def _digests_once(session: Session, by: Member, firm: Firm) -> None:
    scopes = ("all", f"cycle:{firm.cycle.id}", f"person:{firm.ben.id}")
    wanted = [replace(WANTED, name=scope, scope=scope) for scope in scopes]
    one, *_others = [digest_changes.create(session, by, each, NOW) for each in wanted]
    digest_changes.change(session, by, one.id, wanted[0], seen=1, now=NOW)
    digest_changes.pause(session, by, one.id, seen=2, now=NOW)
    digest_changes.resume(session, by, one.id, seen=3, now=NOW)
    digests.every(session, by)
    digests.every(session, replace(by, role=Role.MANAGER))
    digest_scopes.offered(session, replace(by, role=Role.MANAGER))
    for found in (one, *_others):
        occurrences.ring(session, by.workspace_id, found.id, NOW + timedelta(days=3))
        for on in (NOW.date() - timedelta(days=9), NOW.date() + timedelta(days=9)):
            issues.rehearse(session, found, on, NOW)
    digests.lost(session, by.workspace_id, "", Unfit.LOST, NOW)
    digest_changes.remove(session, by, one.id, seen=5, now=NOW)


def _people_once(session: Session, firm: Firm) -> None:
    by, ben = firm.ana, firm.ben
    salespeople.listed(session, by, "ben")
    salespeople.card(session, by, ben.slack_id)
    salespeople.named(session, by, "ben")
    people.offered(session, by, ben.id)
    _absences_once(session, firm)
    memberships.give_role(session, by, ben.id, Role.MANAGER, seen=ben.role, now=NOW)
    memberships.block(session, by, ben.id, True, NOW)
    made = activities.create(session, by, "", "New", NOW).id
    for seen in (1, 2):
        activities.add_step(session, by, made, activities.Wanted("Call"), seen=seen, now=NOW)
    activities.move_step(session, by, made, 20, up=True, seen=3, now=NOW)
    activities.change_step(session, by, made, 10, activities.Wanted("Meet"), seen=4, now=NOW)
    activities.remove_step(session, by, made, 10, seen=5, now=NOW)
    activities.rename(session, by, made, "", "Newer", seen=6, now=NOW)
    activities.remove(session, by, made, seen=7, now=NOW)
    settings = workspace_settings.Wanted("UTC", None, "en", Role.READER, 9, False)
    workspace_settings.change(session, by, settings, seen=1, now=NOW)
    rules = reminder_rules.get(session, by)
    as_they_are = reminder_rules.Wanted((), 14, 7, 3, "", "")
    reminder_rules.change(session, by, as_they_are, seen=rules.version, now=NOW)
    tried = replays.Rules(frozenset(Why), 14, 7, 14)
    replays.replay(session, by, (tried,), NOW + timedelta(days=30))
    reminder_effects.of_kinds(session, by, NOW)
    session.change(series.delete().where(series.c.workspace_id == by.workspace_id, series.c.kind == "contact"))
    for kind in ("task", "contact"):
        number_series.go_on(session, by, kind, 999, NOW)
    team = team_changes.create(session, by, team_changes.Wanted("North", (ben.slack_id,), (ben.slack_id,)), NOW)
    memberships.remove(session, by, ben.id, NOW)
    memberships.bring_back(session, by, ben.id, NOW)
    team_changes.change(session, by, team.id, team_changes.Wanted("South"), seen=1, now=NOW)
    team_changes.remove(session, by, team.id, seen=2, now=NOW)


def _absences_once(session: Session, firm: Firm) -> None:
    by, ben = firm.ana, firm.ben
    absence_changes.keep(session, by, ben.id, absence_changes.Wanted(BEGAN, BEGAN, by.id), now=NOW)
    for nth in (3, 6):
        since, until = BEGAN + timedelta(nth), BEGAN + timedelta(nth + 1)
        absence_changes.keep(session, by, ben.id, absence_changes.Wanted(since, until, None), now=NOW)
    absence_changes.keep(session, by, ben.id, absence_changes.Wanted(BEGAN, BEGAN + timedelta(9), by.id), now=NOW)
    absences.cover_of(session, by.workspace_id, ben.id, BEGAN)
    absences.covering(session, by, BEGAN)
    absences.acting(session, by, NOW)
    fixes.faulty(session, by, NOW)
    one_to_ones.hold(session, by, ben.id, seen=0, looked_at=NOW, pipeline=Sum(), now=NOW)
    one_to_ones.hold(session, by, ben.id, seen=1, looked_at=AFTERWARDS, pipeline=Sum(), now=AFTERWARDS)
    absence_changes.end(session, by, ben.id, now=NOW)


def _cancelled(session: Session, firm: Firm, number: str) -> None:
    """A freed quote linked again, its order, which is cancelled, and what undoing asks."""
    by, key = firm.ana, cards.card(session, firm.ana, number).id
    quotes.link(session, by, number, quote="Q-9", total=Decimal(1), quoted_on=None, now=NOW)
    code = cycles.setup(session, by).close_codes(Outcome.WON)[0]
    orders.make(session, by, number, orders.Asked("A-2"), closings.Closing(Outcome.WON, code.id, None), now=NOW)
    orders.cancel(session, by, number, NOW)
    quotes.unsettle(session, by, key)
    quotes.built_on(session, by, key)


def set_up_once(session: Session, by: Member, firm: Firm) -> None:
    """Every operation on cycles and stages."""
    described: dict[str, Any] = {"description": "D", "now": NOW}
    key = cycle_changes.create(session, by, code="C", **described)
    cycle_changes.edit(session, by, key, method=None, seen=1, **described)
    for seen in (2, 3):
        stages.add(session, by, key, stages.Described("S"), seen=seen, now=NOW)
    stages.add(session, by, key, stages.Described("S"), after=1, seen=4, now=NOW)
    stages.edit(session, by, key, 1, stages.Described("T"), seen=5, now=NOW)
    stage_places.move(session, by, key, 1, 1, seen=6, now=NOW)
    stages.remove(session, by, key, 1, seen=7, now=NOW)
    cycle_changes.block(session, by, key, True, NOW)
    cycle_changes.make_default(session, by, key, True, NOW)
    cycle_changes.copy(session, by, key, code="E", **described)
    cycle_changes.remove(session, by, key, seen=9, now=NOW)
    cycle_changes.create(session, by, code="C", **described)
    cycle_figures.of_cycles(session, by)
    cycle_figures.of_stages(session, by, firm.cycle.id)
    cycle_figures.average_days(session, by, firm.cycle.id)


def the_feed(session: Session, by: Member, number: str) -> None:
    """What a channel hears, and files and links."""
    scope, place = f"cycle:{cards.card(session, by, number).cycle_id}", Place("C1", "sales", None)
    feed = feeds.create(session, by, place, scope, NOW)
    feeds.change(session, by, feed.id, place, scope, seen=1, now=NOW)
    files.link(session, by, number, "https://example.com", "", NOW)
    files.share(session, by, number, "F1", "offer.pdf", "https://example.com/f", NOW)
    cards.show(session, by, number)
    deliveries.follows(session, by.workspace_id, f"ev:{number}:C1", 1)
    events.begin_again(session, by.workspace_id, number, "C1", NOW)
    threads.begun(session, by.workspace_id, number, "C1", "1.1", None, NOW)
    assert threads.number(session, by.workspace_id, "C1", "1.1") == number
    files.deleted(session, by.workspace_id, "F1", NOW)
    feeds.teams_offered(session, by)
    feeds.of_channel(session, by.workspace_id, "C1")
    feeds.responsible(session, by.workspace_id, by.id)
    feeds.lost(session, by.workspace_id, "C1", Unfit.LOST, NOW)
    feeds.remove(session, by, feed.id, seen=2, now=NOW)
    the_ledger(session, by)
    threads.forget(session, by.workspace_id, number, "C1")


def the_ledger(session: Session, by: Member) -> None:
    """What admins read of deliveries, and decide on them."""
    for which in delivery_log.Which:
        delivery_log.page(session, by, delivery_log.Filters(which), NOW)
    delivery_log.page(session, by, delivery_log.Filters(person_id=by.id), NOW)
    delivery_log.page(session, by, delivery_log.Filters(subject="OP000001"), NOW)
    delivery_figures.of_workspace(session, by, NOW)
    deliveries.owe(session, by.workspace_id, "note:1", "note", by.id, {}, NOW, NOW)
    row = deliveries.find(session, by.workspace_id, "note:1") or 0
    assert delivery_choices.drop_all(session, by, delivery_log.Which.FAILED, seen=delivery_log.Waiting(), now=NOW) == 0
    for decide in (delivery_choices.send_again, delivery_choices.drop):
        with pytest.raises(DeliverySettled):
            decide(session, by, row, seen=0, now=NOW)


def test_every_statement_about_a_workspaces_rows_says_of_which(firm: Firm) -> None:
    with spoken(firm) as said:
        number = firm.create()
        firm.move(number, Verb.NEXT, on=BEGAN)
        firm.move(number, Verb.UPDATE, on=BEGAN, cancel_tasks=True)
        firm.link(number)
        firm.move(number, Verb.SKIP, on=BEGAN, stage=4)
        firm.close(number, Outcome.WON, on=BEGAN, cancel_tasks=True)
        second, third, fourth = firm.create(value=None), firm.create(), firm.create()
        firm.activate(second)
        firm.link(second, "Q-9")
        with firm.sessions.writing() as session:
            logged = interactions.log(session, firm.ana, a_call(firm), NOW)
        firm.create(interaction_id=logged.id)
        todo = firm.tasks(second)[0].number
        with firm.sessions.writing() as session:
            quotes.change(session, firm.ana, second, **CHANGED | {"quote": "Q-9"})
            quotes.unlink(session, firm.ana, second, quote="Q-9", version=2, now=NOW)
            orders.make(session, firm.ana, number, orders.Asked("A-1"), now=NOW)
            invoices.make(session, firm.ana, number, orders.Asked("R-1"), NOW)
            _cancelled(session, firm, third)
            _parked(session, firm.ana, fourth)
            moves.preset(session, firm.ana, second, Verb.NEXT, NOW)
            everything_once(session, firm, number, todo)
    mine = [s for s in said if not s.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT"))]
    assert len(mine) > 100
    # the tests' own look-ups of set-up name rows by their workspace too
    assert without_workspace(mine) == []


def test_the_guard_of_statements_sees_one_that_does_not() -> None:
    blind = ["SELECT name FROM contacts WHERE id = ?", "DELETE FROM tasks WHERE open", "UPDATE quotes SET total = 0"]
    assert without_workspace(blind) == blind
    assert without_workspace(["SELECT 1 FROM contacts WHERE contacts.workspace_id = %(workspace)s::BIGINT"]) == []


FIRST = First(Decimal(1), Decimal(1), BEGAN)
QUOTE: dict[str, Any] = {"quote": "Q", "total": Decimal(1), "quoted_on": None, "now": NOW}
CHANGED = QUOTE | {"version": 1}
BY_NUMBER: list[Callable[[Session, Member, str], Any]] = [
    lambda s, by, n: cards.card(s, by, n),
    lambda s, by, n: cards.show(s, by, n),
    lambda s, by, n: moves.activate(s, by, n, FIRST, NOW),
    lambda s, by, n: moves.preset(s, by, n, Verb.NEXT, NOW),
    lambda s, by, n: moves.must_be_as_seen(s, by, n, 1),
    lambda s, by, n: moves.move(s, by, n, Verb.NEXT, moves.Asked(), seen=1, now=NOW),
    lambda s, by, n: closings.close(s, by, n, closings.Closing(Outcome.LOST, 1, None), seen=1, now=NOW),
    lambda s, by, n: parkings.preset(s, by, n, NOW),
    lambda s, by, n: parkings.park(s, by, n, until_on=SOON, reason="Budget", now=NOW),
    lambda s, by, n: parkings.unpark(s, by, n, now=NOW),
    lambda s, by, n: comments.add(s, by, n, "Hello", NOW),
    lambda s, by, n: interactions.log(s, by, Logging(InteractionKind.CALL, BEGAN, "Call", None, n), NOW),
    lambda s, by, n: quotes.link(s, by, n, **QUOTE),
    lambda s, by, n: quotes.unlink(s, by, n, quote="Q", version=1, now=NOW),
    lambda s, by, n: quotes.change(s, by, n, **CHANGED),
    lambda s, by, n: orders.make(s, by, n, orders.Asked("A"), now=NOW),
    lambda s, by, n: orders.cancel(s, by, n, NOW),
    lambda s, by, n: invoices.make(s, by, n, orders.Asked("R"), NOW),
    lambda s, by, n: files.link(s, by, n, "https://example.com", "", NOW),
    lambda s, by, n: files.share(s, by, n, "F1", "offer.pdf", "https://example.com", NOW),
    lambda s, by, n: tasks.create(s, by, n, description="Call", due_on=BEGAN, now=NOW),
    lambda s, by, n: assignments.assign(s, by, n, assignments.Wanted(1, BEGAN, by.id), NOW),
]
LOST = close_codes.Wanted("", "Price", Outcome.LOST)
BY_INTERACTION: list[Callable[[Session, Member, int], Any]] = [
    lambda s, by, i: interaction_log.get(s, by, i),
    lambda s, by, i: interactions.comment(s, by, i, "Hello", NOW),
    lambda s, by, i: interactions.cancel(s, by, i, NOW),
    lambda s, by, i: interactions.held(s, by, i),
]
BY_KEY: list[Callable[[Session, Member, Firm], Any]] = [
    lambda s, by, o: close_codes.get(s, by, next(iter(o.setup().codes))),
    lambda s, by, o: close_codes.change(s, by, next(iter(o.setup().codes)), LOST, seen=1, now=NOW),
    lambda s, by, o: activities.get(s, by, next(iter(o.setup().activities))),
    lambda s, by, o: activities.remove(s, by, next(iter(o.setup().activities)), seen=1, now=NOW),
    lambda s, by, o: salespeople.card(s, by, o.ben.slack_id),
    lambda s, by, o: salespeople.get(s, by, o.ben.id),
    lambda s, by, o: people.offered(s, by, o.ben.id),
    lambda s, by, o: memberships.give_role(s, by, o.ben.id, Role.READER, seen=o.ben.role, now=NOW),
    lambda s, by, o: memberships.block(s, by, o.ben.id, True, NOW),
    lambda s, by, o: memberships.remove(s, by, o.ben.id, NOW),
    lambda s, by, o: memberships.bring_back(s, by, o.ben.id, NOW),
    lambda s, by, o: absence_changes.keep(s, o.ana, o.ben.id, absence_changes.Wanted(BEGAN, BEGAN, by.id), now=NOW),
    lambda s, by, o: absence_changes.keep(s, by, o.ben.id, absence_changes.Wanted(BEGAN, BEGAN, None), now=NOW),
    lambda s, by, o: team_changes.create(s, by, team_changes.Wanted("N", (o.ben.slack_id,)), NOW),
    lambda s, by, o: close_codes.remove(s, by, next(iter(o.setup().codes)), seen=1, now=NOW),
    lambda s, by, o: contacts.get(s, by, o.person.id),
    lambda s, by, o: tasks.create(s, by, None, description="X", due_on=BEGAN, contact_id=o.person.id, now=NOW),
    lambda s, by, o: contacts.usable(s, by, o.person.id),
    lambda s, by, o: contacts.offered(s, by, o.person.id),
    lambda s, by, o: contacts.show(s, by, o.person.name),
    lambda s, by, o: contacts.create(s, by, name="X", kind=ContactKind.PERSON, company_id=o.company.id, now=NOW),
    lambda s, by, o: cycle_changes.edit(s, by, o.cycle.id, description="X", method=None, seen=1, now=NOW),
    lambda s, by, o: cycle_changes.copy(s, by, o.cycle.id, code="X", description="X", now=NOW),
    lambda s, by, o: cycle_changes.block(s, by, o.cycle.id, True, NOW),
    lambda s, by, o: cycle_changes.make_default(s, by, o.cycle.id, True, NOW),
    lambda s, by, o: cycle_changes.remove(s, by, o.cycle.id, seen=1, now=NOW),
    lambda s, by, o: stages.add(s, by, o.cycle.id, stages.Described("X"), seen=1, now=NOW),
    lambda s, by, o: stages.edit(s, by, o.cycle.id, 1, stages.Described("X"), seen=1, now=NOW),
    lambda s, by, o: stages.remove(s, by, o.cycle.id, 1, seen=1, now=NOW),
    lambda s, by, o: stage_places.move(s, by, o.cycle.id, 1, 1, seen=1, now=NOW),
]


def facts(act: Callable[..., Any], *on: Any) -> tuple[Any, ...]:
    """What the refusal says, but for what was typed."""
    with pytest.raises(Refusal) as raised:
        act(*on)
    assert type(raised.value) is NotFound
    return raised.value.what, raised.value.place


def test_another_workspaces_numbers_are_not_found_as_if_there_were_none(firm: Firm, other: Firm) -> None:
    firm.create()
    theirs = [other.create() for _ in range(3)][-1]
    other.contact("Third")
    before = everything(firm.sessions)
    for act in BY_NUMBER:
        with firm.sessions.writing() as session:
            assert facts(act, session, firm.ana, theirs) == facts(act, session, firm.ana, "OP000099")
    with firm.sessions.writing() as session:
        for look, number in ((contacts.show, "CT000003"), (tasks.get, "TD000006")):
            assert look(session, other.ana, number)
            facts(look, session, firm.ana, number)
        for act in (tasks.complete, task_changes.cancel, task_changes.reopen):
            facts(act, session, firm.ana, "TD000006", NOW)
        facts(task_changes.hand_over, session, firm.ana, "TD000006", firm.ben.id, NOW)
    assert everything(firm.sessions) == before


def test_another_workspaces_keys_are_not_found(firm: Firm, other: Firm) -> None:
    before = everything(firm.sessions)
    for act in BY_KEY:
        with firm.sessions.writing() as session:
            facts(act, session, firm.ana, other)
    facts(lambda: firm.create(contact=other.person))
    facts(lambda: firm.create(salesperson_id=other.ana.id))
    facts(lambda: firm.create(cycle_id=other.cycle.id))
    assert everything(firm.sessions) == before


def test_another_workspaces_interactions_are_not_found(firm: Firm, other: Firm) -> None:
    with firm.sessions.writing() as session:
        theirs = interactions.log(session, other.ana, a_call(other), NOW).id
    before = everything(firm.sessions)
    for act in BY_INTERACTION:
        with firm.sessions.writing() as session:
            facts(act, session, firm.ana, theirs)
    facts(lambda: firm.create(interaction_id=theirs))
    with firm.sessions.writing() as session:
        facts(interactions.log, session, firm.ana, a_call(other), NOW)
    with firm.sessions.reading() as session:
        assert interaction_log.of_contact(session, firm.ana, other.company.id).total == 0
        assert interaction_log.comments(session, firm.ana, theirs).rows == []
    assert everything(firm.sessions) == before


def test_lists_asked_for_another_workspaces_keys_are_empty(firm: Firm, other: Firm) -> None:
    number = other.create()
    other.link(number, "Q-theirs")
    key = other.card(number).id
    with firm.sessions.reading() as session:
        assert histories.of_opportunity(session, firm.ana, key) == []
        assert histories.how_many(session, firm.ana, key) == 0
        assert comments.of_opportunity(session, firm.ana, key).total == 0
        for filters in (
            task_lists.Filters(opportunity_id=key),
            task_lists.Filters(other.ana.id),
            task_lists.Filters(contact_id=other.person.id),
        ):
            assert task_lists.page(session, firm.ana, filters, BEGAN).rows == []
        assert task_lists.next_on(session, firm.ana, person_id=other.ana.id) is None
        assert task_lists.next_on(session, firm.ana, contact_id=other.person.id) is None
        assert stage_tasks.how_many_open(session, firm.ana, key) == 0
        assert quotes.of_opportunity(session, firm.ana, key) is None
        assert quotes.freed(session, firm.ana, "Q-theirs") is None
        assert orders.of_opportunity(session, firm.ana, key) is None
        assert not quotes.built_on(session, firm.ana, key)
        assert parkings.current(session, firm.ana.workspace_id, key, BEGAN) is None
        assert people.get(session, firm.ana.workspace_id, other.ana.id) is None
        assert people.known(session, firm.ana.workspace_id, other.ana.slack_id, NOW) is None


def test_another_workspaces_close_code_is_none_of_ours(firm: Firm, other: Firm) -> None:
    number = firm.create()
    theirs = other.setup().close_codes(Outcome.LOST)[0].id
    with pytest.raises(WrongCode):
        firm.close(number, Outcome.LOST, on=BEGAN, close_code_id=theirs)


def test_what_is_remembered_of_one_set_up_is_not_shown_to_another(firm: Firm, other: Firm) -> None:
    assert set(firm.setup().cycles) == {firm.cycle.id} and set(other.setup().cycles) == {other.cycle.id}
    assert not set(firm.setup().codes) & set(other.setup().codes)
