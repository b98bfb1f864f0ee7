"""What an issue of a digest says: the figures of domain.md C.6, what changed since, a bridge that holds."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from alembic import command
from sqlalchemy import select, text, update

from store import deletions, deliveries, digests, handovers, issues, parkings, schema, tasks, templates
from store.digests import Digest
from store.issues import Issue
from store.models.deliveries import deliveries as ledger
from store.models.digests import digests as digest_table
from store.models.issues import issues as issue_table
from store.models.opportunities import entries
from store.models.teams import team_members, teams
from store.rules import dates
from store.rules.bridges import Cause
from store.rules.figures import Sum
from store.rules.refusals import TooEarly, TooLate
from store.rules.words import DeliveryState, DigestScope, Outcome, Rhythm, Verb, WhenUnchanged
from tests.store.firm import BEGAN, Firm, at

MONDAY = date(2026, 1, 12)  # a week after the firm began
WEEK = timedelta(days=7)


def weekly(firm: Firm, **more: Any) -> Digest:
    """A digest of Ana's about everything, every Monday."""
    values = {
        "workspace_id": firm.ana.workspace_id,
        "person_id": firm.ana.id,
        "name": "Weekly",
        "timezone": "Europe/Zurich",
        "kind": Rhythm.WEEKLY,
        "at": time(8),
        "weekday": 1,
        "scope": DigestScope.ALL,
        "sections": "",
        "when_unchanged": WhenUnchanged.LINE,
        "language": "en",
        "created_at": at(BEGAN),
        **more,
    }
    with firm.sessions.writing() as session:
        key = session.add(digest_table, **values)
        found = digests.get(session, firm.ana.workspace_id, key)
    assert found is not None
    return found


def made(firm: Firm, digest: Digest, on: date = MONDAY, now: datetime | None = None) -> Issue:
    """The issue of that day, made at eight."""
    with firm.sessions.writing() as session:
        issue = issues.make(session, digest, on, False, now or at(on, 8))
    assert issue is not None
    return issue


def money(value: str, weighted: str, count: int) -> Sum:
    """A sum."""
    return Sum(count, Decimal(value), Decimal(weighted))


def steps(issue: Issue) -> list[tuple[str, int, Decimal]]:
    """The bridge."""
    assert issue.figures.bridge is not None
    return [(step.cause.value, step.count, step.value) for step in issue.figures.bridge.steps]


def numbers(issue: Issue, name: str) -> list[str]:
    """Which opportunities a list shows."""
    return [row.number for row in issue.figures.whole.lists[name].rows]


def worked(firm: Firm) -> dict[str, str]:
    """The opportunities of C.6's example: A and B in progress, C not started, D won for a quote of 58,500."""
    made = {name: firm.create(name, value=None if name == "C" else "50000") for name in "ABCD"}
    for name in "ABD":
        firm.move(made[name], Verb.NEXT, on=date(2026, 1, 6), chances="25", closing_on=date(2026, 2, 12))
    for name in "BD":
        firm.link(made[name], f"Q{name}", "58500", on=date(2026, 1, 6))
        firm.move(made[name], Verb.SKIP, on=date(2026, 1, 7), stage=4, value="60000", closing_on=date(2026, 2, 12))
    firm.close(made["D"], Outcome.WON, on=date(2026, 1, 8))
    return made


def test_the_headline_has_the_sums_of_the_worked_example_to_the_last_digit(firm: Firm) -> None:
    """F082: Count, value and weighted value of what is in progress; closed and not started are excluded."""
    worked(firm)
    headline = made(firm, weekly(firm)).figures.whole.headline
    assert headline.pipeline == money("110000.00", "45175.000000", 2)
    assert (headline.not_started, headline.open) == (1, 3)
    assert headline.won == money("60000.00", "58500.000000", 1)
    assert headline.lost == Sum()


def test_one_that_was_lost_changes_nothing_of_the_pipeline(firm: Firm) -> None:
    lost = worked(firm)["B"]
    firm.close(lost, Outcome.LOST, on=date(2026, 1, 9))
    whole = made(firm, weekly(firm)).figures.whole
    assert whole.headline.pipeline == money("50000", "4375", 1)
    assert whole.headline.lost == money("60000", "0", 1)
    assert [(one.won, one.count, one.value) for one in whole.reasons] == [(True, 1, 58500), (False, 1, 60000)]
    assert whole.reasons[1].code and whole.lists["lost"].rows[0].note == whole.reasons[1].code


def test_the_pipeline_by_stage_and_by_salesperson_adds_up_to_the_whole(firm: Firm) -> None:
    worked(firm)
    firm.create("E", by=firm.ben, value="12345.67", chances="80")
    figures = made(firm, weekly(firm)).figures
    stages = figures.whole.stages
    assert [(one.stage, one.count) for one in stages] == [(1, 1), (2, 1), (4, 1)]
    assert sum(one.value for one in stages) == figures.whole.headline.pipeline.value == Decimal("122345.67")
    people = {one.name: one.part.headline for one in figures.people}
    assert list(people) == ["Ana", "Ben"]
    assert people["Ben"].pipeline.count == 1 and people["Ana"].won.count == 1
    assert sum(one.pipeline.weighted for one in people.values()) == figures.whole.headline.pipeline.weighted


def test_the_lists_say_what_moved_slipped_is_due_overdue_stale_and_largest(firm: Firm) -> None:
    """F092, F094: Five open ones with the highest value; today and 7 days after are due, yesterday is overdue."""
    soon, late, stale, slips, back = (firm.create(name, value=str(1000 + n)) for n, name in enumerate("ABCDE"))
    digest = weekly(firm)
    firm.move(back, Verb.NEXT, on=BEGAN, closing_on=date(2026, 3, 1))
    made(firm, digest, MONDAY)
    later = date(2026, 2, 2)
    firm.move(soon, Verb.NEXT, on=later, closing_on=later + WEEK)
    firm.move(back, Verb.PREVIOUS, on=later, closing_on=date(2026, 3, 1))
    firm.move(slips, Verb.UPDATE, on=later, closing_on=date(2026, 3, 31))
    new = firm.create("F", on=later, value="900000")
    issue = made(firm, digest, date(2026, 2, 8), at(later, 18))
    assert (numbers(issue, "onwards"), numbers(issue, "back"), numbers(issue, "new")) == ([soon], [back], [new])
    assert numbers(issue, "slipped") == [slips, soon]
    row = issue.figures.whole.lists["slipped"].rows[0]
    assert (row.was_on, row.closing_on) == (BEGAN + timedelta(days=30), date(2026, 3, 31))
    assert numbers(issue, "due") == [soon] and numbers(issue, "overdue") == [late, stale]
    assert numbers(issue, "stale") == [late, stale, slips]
    assert numbers(issue, "top")[0] == new and len(numbers(issue, "top")) == 5


def test_the_first_issue_has_no_bridge_and_the_next_leads_from_it_step_by_step(firm: Firm) -> None:
    made_ones = worked(firm)
    digest = weekly(firm)
    first = made(firm, digest)
    assert first.figures.bridge is None and first.figures.was is None
    assert first.figures.expected == money("110000", "45175", 2) and first.figures.until == date(2026, 3, 31)
    firm.close(made_ones["B"], Outcome.WON, on=date(2026, 1, 13))
    firm.move(made_ones["A"], Verb.UPDATE, on=date(2026, 1, 13), value="70000", closing_on=date(2026, 2, 1))
    pushed = firm.create("E", on=date(2026, 1, 13), value="5000.05", closing_on=date(2026, 3, 31))
    second = made(firm, digest, MONDAY + WEEK)
    assert steps(second) == [
        ("new", 1, Decimal("5000.05")),
        ("won", 1, Decimal(-60000)),
        ("grown", 1, Decimal(20000)),
    ]
    assert second.figures.adds_up and second.figures.was == first.figures.whole.headline
    firm.move(pushed, Verb.UPDATE, on=date(2026, 1, 20), closing_on=date(2026, 4, 1))
    third = made(firm, digest, MONDAY + 2 * WEEK)
    assert steps(third) == [("pushed_out", 1, Decimal("-5000.05"))] and third.figures.adds_up
    turned = made(firm, digest, date(2026, 4, 6))
    assert steps(turned) == [("period", 1, Decimal("5000.05"))] and turned.figures.until == date(2026, 6, 30)


def test_what_is_written_around_the_moment_of_an_issue_is_told_once(firm: Firm) -> None:
    """Dated after the moment of the issue, for which several may have to wait, and seen by it all the same."""
    digest, instant = weekly(firm), timedelta(seconds=1)
    early, late = firm.create("Early"), firm.create("Late")
    made(firm, digest)
    on = [MONDAY + n * WEEK for n in (1, 2, 3)]
    firm.move(early, Verb.NEXT, on=on[0], value="60000", closing_on=date(2026, 2, 12))
    issues_ = [made(firm, digest, on[0], at(on[0]) - instant)]
    firm.close(late, Outcome.LOST, on=on[1])
    issues_.append(made(firm, digest, on[1], at(on[1]) - instant))
    issues_.append(made(firm, digest, on[2]))
    told = [(numbers(one, "onwards"), numbers(one, "lost")) for one in issues_]
    assert told == [([early], []), ([], [late]), ([], [])]
    assert [[step[0] for step in steps(one)] for one in issues_] == [["grown"], ["lost"], []]


@pytest.mark.parametrize("scope", [DigestScope.ALL, DigestScope.PERSON])
def test_what_was_stored_when_the_issue_was_made_already_is_told_by_the_next(firm: Firm, scope: DigestScope) -> None:
    digest = weekly(firm, scope=scope, scope_id=None if scope is DigestScope.ALL else firm.ana.id)
    moved, lost = firm.create("Moved"), firm.create("Lost")
    instant, next_monday = timedelta(seconds=1), MONDAY + WEEK
    made(firm, digest, MONDAY, at(MONDAY) + instant)
    firm.move(moved, Verb.NEXT, on=MONDAY, value="60000", closing_on=date(2026, 2, 12))
    firm.close(lost, Outcome.LOST, on=MONDAY)
    begun = firm.create("Begun", on=MONDAY)
    issue = made(firm, digest, next_monday, at(next_monday) + instant)
    told = {name: numbers(issue, name) for name in ("new", "onwards", "lost")}
    assert told == {"new": [begun], "onwards": [moved], "lost": [lost]}
    assert [step[0] for step in steps(issue)] == ["new", "lost", "grown"]
    last = made(firm, digest, next_monday + WEEK)
    assert last.figures.unchanged and not steps(last)


def test_one_that_was_deleted_is_a_step_and_one_that_vanished_does_not_add_up(firm: Firm) -> None:
    gone, stays = firm.create("A", value="1000"), firm.create("B", value="300")
    digest = weekly(firm)
    made(firm, digest)
    firm.close(gone, Outcome.LOST, on=MONDAY)
    with firm.sessions.writing() as session:
        deletions.one(session, firm.ana, gone, version=firm.card(gone).version, now=at(MONDAY, 10))
    second = made(firm, digest, MONDAY + WEEK)
    assert steps(second) == [("deleted", 1, Decimal(-1000))] and second.figures.adds_up
    with firm.sessions.writing() as session:
        session.change(
            update(entries).where(entries.c.opportunity_id == firm.card(stays).id).values(value=Decimal(301))
        )
    third = made(firm, digest, MONDAY + 2 * WEEK)
    assert third.figures.missing == (1, 0) and not third.figures.adds_up and not third.figures.unchanged


def test_an_admin_hears_once_of_a_bridge_that_does_not_add_up(firm: Firm) -> None:
    firm.create("A", value="1000")
    digest = weekly(firm)
    made(firm, digest)
    with firm.sessions.writing() as session:
        session.change(update(entries).values(value=Decimal("999.99")))
    for _ in range(2):
        made(firm, digest, MONDAY + WEEK)
    with firm.sessions.reading() as session:
        told = session.values(select(ledger.c.state).where(ledger.c.kind == issues.GAP))
    assert told == [DeliveryState.DUE]


def test_a_hand_over_comes_and_goes_in_the_digest_of_a_team(firm: Firm) -> None:
    mine, theirs = firm.create("A", value="1000"), firm.create("B", value="300", by=firm.ben)
    with firm.sessions.writing() as session:
        team = session.add(teams, workspace_id=firm.ana.workspace_id, name="North", folded="north")
        session.add(team_members, workspace_id=firm.ana.workspace_id, team_id=team, person_id=firm.ben.id)
    digest = weekly(firm, scope=DigestScope.TEAM, scope_id=team)
    assert made(firm, digest).figures.expected.value == 300
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, mine, firm.ben.id, version=None, now=at(MONDAY, 10))
        handovers.hand_over(session, firm.ana, theirs, firm.ana.id, version=None, now=at(MONDAY, 10))
    issue = made(firm, digest, MONDAY + WEEK)
    assert steps(issue) == [("came", 1, Decimal(1000)), ("went", 1, Decimal(-300))] and issue.figures.adds_up


def test_a_digest_that_is_about_others_than_its_last_issue_begins_anew_and_says_so(firm: Firm) -> None:
    """Who was not looked at before did not come since."""
    firm.create("A", value="1000")
    firm.create("B", value="300", by=firm.ben)
    digest = weekly(firm)
    assert made(firm, digest).figures.expected.value == 1300
    own = replace(digest, scope=DigestScope.PERSON, scope_id=firm.ben.id)
    figures = made(firm, own, MONDAY + WEEK).figures
    assert (figures.expected.value, figures.bridge, figures.was, figures.rescoped) == (300, None, None, True)
    assert figures.adds_up and not figures.unchanged
    after = made(firm, own, MONDAY + 2 * WEEK)
    assert (steps(after), after.figures.rescoped) == ([], False)


def test_an_issue_kept_before_it_was_known_whom_it_is_about_is_compared_with(firm: Firm) -> None:
    firm.create("A", value="1000")
    digest = weekly(firm)
    made(firm, digest)
    with firm.sessions.writing() as session:
        kept = dict(session.value(select(issue_table.c.figures)))
        for name in ("about", "rescoped"):
            del kept[name]
        session.change(update(issue_table).values(figures=kept))
    assert steps(made(firm, digest, MONDAY + WEEK)) == []


@pytest.mark.parametrize("scope", [DigestScope.PERSON, DigestScope.CYCLE])
def test_a_digest_is_about_one_person_or_one_cycle_alone(firm: Firm, scope: DigestScope) -> None:
    firm.create("A", value="1000")
    firm.create("B", value="300", by=firm.ben)
    keys = {DigestScope.PERSON: firm.ben.id, DigestScope.CYCLE: firm.cycle.id}
    issue = made(firm, weekly(firm, scope=scope, scope_id=keys[scope]))
    assert issue.figures.whole.headline.pipeline.value == (300 if scope is DigestScope.PERSON else 1300)
    assert issue.figures.whole.headline.pipeline.count == len(numbers(issue, "new"))


def test_where_nothing_changed_a_digest_says_so_or_is_silent_as_it_is_set(firm: Firm) -> None:
    firm.create("A", value="1000", closing_on=date(2026, 3, 31))
    says, silent = weekly(firm), weekly(firm, when_unchanged=WhenUnchanged.NOTHING)
    assert not made(firm, says).figures.unchanged and not made(firm, silent).figures.unchanged
    nothing = MONDAY + timedelta(days=1)
    assert made(firm, says, nothing).figures.unchanged
    with firm.sessions.writing() as session:
        assert issues.make(session, silent, nothing, False, at(nothing)) is None
        assert issues.get(session, silent.workspace_id, silent.id, nothing) is None
    firm.create("B", on=nothing, value="1")
    assert not made(firm, silent, MONDAY + WEEK).figures.unchanged


def test_an_issue_is_made_once_a_date_and_read_back_as_it_was(firm: Firm) -> None:
    worked(firm)
    digest = weekly(firm)
    first = made(firm, digest)
    firm.create("Later", on=MONDAY, value="7")
    assert made(firm, digest) == first
    second = made(firm, digest, MONDAY + WEEK)
    made(firm, digest, MONDAY + 2 * WEEK)
    with firm.sessions.reading() as session:
        assert issues.get(session, digest.workspace_id, digest.id, MONDAY + WEEK) == second
        assert issues.get(session, digest.workspace_id, digest.id, MONDAY) == first
        kept = session.values(select(issue_table.c.positions).order_by(issue_table.c.on_date))
    assert [positions is not None for positions in kept] == [False, True, True]


def test_a_bridge_begins_where_the_last_issue_ended_also_when_that_was_kept_as_json(
    firm: Firm, database_url: str
) -> None:
    worked(firm)
    digest = weekly(firm)
    first = made(firm, digest)
    with firm.sessions.writing() as session:
        before = session.values(select(issue_table.c.positions))
        command.downgrade(schema._config(session.connection), "0018")
        assert json.loads(session.value(text("SELECT CAST(positions AS TEXT) FROM digest_issues")))
    schema.migrate(database_url)
    with firm.sessions.reading() as session:
        assert session.values(select(issue_table.c.positions)) == before
    firm.create("Later", on=MONDAY, value="7")
    bridge = made(firm, digest, MONDAY + WEEK).figures.bridge
    assert bridge is not None and bridge.before == first.figures.expected


def test_a_rehearsal_on_the_day_of_an_issue_has_its_bridge_and_what_came_since(firm: Firm) -> None:
    grown, digest, on = firm.create("Grown"), weekly(firm), MONDAY + WEEK
    made(firm, digest)
    firm.move(grown, Verb.NEXT, on=MONDAY + timedelta(days=2), value="60000", closing_on=date(2026, 2, 12))
    issue = made(firm, digest, on)
    new = firm.create("New", on=on)
    with firm.sessions.reading() as session:
        again = issues.rehearse(session, digest, on, at(on, 10))
        after = issues.rehearse(session, digest, on + timedelta(days=1), at(on, 10))
    assert [step[0] for step in steps(issue)] == ["grown"]
    assert [step[0] for step in steps(again)] == ["new", "grown"]
    assert (numbers(again, "new"), numbers(again, "onwards")) == ([new], [grown])
    assert [step[0] for step in steps(after)] == ["new"]


def test_issues_older_than_a_month_are_forgotten(firm: Firm) -> None:
    firm.create("A")
    digest = weekly(firm)
    made(firm, digest)
    made(firm, digest, MONDAY + timedelta(days=32))
    with firm.sessions.reading() as session:
        assert issues.get(session, digest.workspace_id, digest.id, MONDAY) is None


def test_a_rehearsal_of_a_past_date_says_what_history_knows_and_stores_nothing(firm: Firm) -> None:
    ones = worked(firm)
    digest = weekly(firm)
    firm.move(ones["A"], Verb.UPDATE, on=date(2026, 1, 20), value="99000", closing_on=date(2026, 2, 12))
    firm.close(ones["B"], Outcome.LOST, on=date(2026, 1, 20))
    now = at(date(2026, 1, 26))
    with firm.sessions.reading() as session:
        past = issues.rehearse(session, digest, date(2026, 1, 7), now).figures
        week = issues.rehearse(session, digest, date(2026, 1, 20), now)
        future = issues.rehearse(session, digest, date(2026, 2, 14), now).figures
        assert issues.get(session, digest.workspace_id, digest.id, date(2026, 1, 7)) is None
    assert past.whole.headline.pipeline == money("170000", "85975", 3) and past.whole.headline.not_started == 1
    assert past.adds_up and past.bridge is not None and [one.cause for one in past.bridge.steps] == [Cause.NEW]
    assert steps(week) == [("lost", 1, Decimal(-60000)), ("grown", 1, Decimal(49000))] and week.figures.adds_up
    assert [row.number for row in future.whole.lists["overdue"].rows] == [ones["A"]] and future.bridge is None


@pytest.mark.parametrize("kind", Rhythm)
def test_only_a_day_of_the_calendar_is_rehearsed(firm: Firm, kind: Rhythm) -> None:
    digest, now = replace(weekly(firm), kind=kind), at(MONDAY)
    with firm.sessions.reading() as session:
        for on, refusal in ((date(1999, 12, 31), TooEarly), (date(2200, 1, 1), TooLate), (date.max, TooLate)):
            with pytest.raises(refusal) as raised:
                issues.rehearse(session, digest, on, now)
            assert raised.value.field == "previewed_on"
        assert [issues.rehearse(session, digest, on, now).on for on in (dates.FIRST, dates.LAST)]


def test_what_is_parked_is_shown_apart_and_wakes_into_the_bridge(firm: Firm) -> None:
    rests, other = firm.create("A", value="1000"), firm.create("B", value="300")
    digest = weekly(firm)
    made(firm, digest)
    with firm.sessions.writing() as session:
        parkings.park(session, firm.ana, rests, until_on=date(2026, 2, 1), reason="Budget freeze", now=at(MONDAY, 10))
    second = made(firm, digest, MONDAY + WEEK)
    whole = second.figures.whole
    assert steps(second) == [("parked", 1, Decimal(-1000))] and second.figures.adds_up
    assert (whole.headline.pipeline.value, whole.headline.parked.value, whole.headline.open) == (300, 1000, 2)
    assert numbers(second, "top") == [other] and numbers(second, "stale") == []
    row = whole.lists["parked"].rows[0]
    assert (row.number, row.note, row.until_on, row.times) == (rests, "Budget freeze", date(2026, 2, 1), 1)
    third = made(firm, digest, date(2026, 2, 2))
    assert steps(third) == [("woken", 1, Decimal(1000))] and third.figures.adds_up
    with firm.sessions.reading() as session:
        past = issues.rehearse(session, digest, date(2026, 1, 18), at(date(2026, 2, 2)))
    assert steps(past) == [("parked", 1, Decimal(-1000))]


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.DROPPED])
def test_what_an_issue_said_that_never_came_is_told_by_the_next(firm: Firm, state: DeliveryState) -> None:
    first = firm.create("A", value="1000")
    digest = weekly(firm, when_unchanged=WhenUnchanged.NOTHING)

    def came(on: date, as_: DeliveryState) -> Issue | None:
        with firm.sessions.writing() as session:
            issue = issues.make(session, digest, on, False, at(on))
            owed = (digests.KIND, firm.ana.id, {"digest": digest.id, "on": on.isoformat(), "late": False})
            deliveries.owe(session, digest.workspace_id, issues.root_key(digest.id, on), *owed, at(on), at(on))
            session.change(update(ledger).where(ledger.c.key == issues.root_key(digest.id, on)).values(state=as_))
        return issue

    came(MONDAY, state)
    second = came(MONDAY + timedelta(days=1), DeliveryState.SENT)
    assert second and second.figures.bridge is None  # the first that anybody reads
    firm.close(first, Outcome.WON, on=date(2026, 1, 14), value="900")
    for n in (3, 4, 5):
        lost = came(MONDAY + timedelta(days=n), state)
        assert lost and steps(lost) == [("won", 1, Decimal(-1000))]
    told = came(MONDAY + timedelta(days=6), DeliveryState.SENT)
    assert told and steps(told) == [("won", 1, Decimal(-1000))] and told.figures.whole.headline.won.count == 1
    assert came(MONDAY + timedelta(days=7), DeliveryState.SENT) is None


def test_what_was_said_twice_in_vain_is_listed_while_it_stands_and_only_where_it_is_asked_for(firm: Firm) -> None:
    number = firm.create("A", value="1000", on=BEGAN)
    with firm.sessions.writing() as session:
        task = tasks.create(session, firm.ana, number, description="Call", due_on=BEGAN, now=at(BEGAN))
        about = f"rem:{number}:task:{task.number}"
        for nth, day in enumerate((date(2026, 1, 6), date(2026, 1, 9)), start=1):
            facts = {"why": "task", "opportunity": number, "mark": task.number, "on": day.isoformat(), "again": None}
            fact = deliveries.Fact(about, nth, "rem:task", facts)
            owed = ("day", firm.ana.id, {"on": day.isoformat()}, at(day), at(day))
            deliveries.owe(session, firm.ana.workspace_id, f"day:{day}", *owed, carried=[fact])
        session.change(update(ledger).values(state="sent"))
    digest, other = weekly(firm), weekly(firm, sections="stages")
    with firm.sessions.writing() as session:
        small = templates.install(session, firm.ana, "EX-SMALL", str, at(BEGAN))
    firm.ana = firm.fresh(firm.ana)
    firm.create("B", on=BEGAN, cycle_id=small.id)
    of_cycles = [weekly(firm, scope=DigestScope.CYCLE, scope_id=key) for key in (firm.cycle.id, small.id)]
    listed = [made(firm, one).figures for one in of_cycles]
    assert [[row.number for row in one.whole.lists["escalated"].rows] for one in listed] == [[number], []]
    assert [len(one.people) for one in listed] == [1, 1]
    row = made(firm, digest).figures.whole.lists["escalated"].rows[0]
    assert (row.number, row.description, row.note, row.times) == (number, "Call", "task", 2)
    assert "escalated" not in made(firm, other).figures.whole.lists
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, task.number, at(MONDAY, 10))
    later = made(firm, digest, MONDAY + WEEK).figures
    assert later.whole.lists["escalated"].rows == () and not later.unchanged
