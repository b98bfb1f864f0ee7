"""A replayed week of reminders is the week that was, and under other rules another one."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from jobs import reminders
from store import absence_changes, moves, parkings, people, replays, tasks
from store.models.deliveries import deliveries
from store.models.workspaces import workspaces
from store.reasons import Why
from store.replays import Replayed, Rules
from store.rules.refusals import Missing, NotAllowed, TooEarly, TooLate
from store.rules.words import Verb
from tests.jobs.town import MONDAY, Town

FIRST = MONDAY.date() + timedelta(days=1)  # the first morning that is replayed: what is there was there before
AS_THEY_ARE = Rules(frozenset(Why), 14, 7, 14)


def live(town: Town, days: int) -> None:
    """Let so many mornings come, with what they bring sent."""
    for _ in range(days):
        reminders.plan(town.sessions, town.clock.now())
        town.jobs().tick()
        day = town.clock.now().date() + timedelta(days=1)
        town.to(day)


def sent(town: Town) -> dict[str, tuple[int, int]]:
    """The messages that went out in the week, and the things they said, by person."""
    with town.sessions.reading() as session:
        rows = session.connection.execute(deliveries.select()).all()
    names = {one.id: one.name for one in (town.ana, town.marc, town.chloe)}
    bundles = Counter(names[row.person_id] for row in rows if row.kind == "day" and row.state == "sent")
    things = Counter(names[row.person_id] for row in rows if row.carrier_id and row.state == "sent")
    return {name: (bundles[name], things[name]) for name in bundles}


def replayed(town: Town, rules: Rules = AS_THEY_ARE) -> dict[str, tuple[int, int]]:
    """What a replay says."""
    with town.sessions.reading() as session:
        (found,) = replays.replay(session, town.marc, (rules,), town.clock.now())
    assert all(isinstance(one, Replayed) for one in found)
    return {one.name: (len(one.mornings), one.things) for one in found}


def busy(town: Town) -> None:
    """Work of every kind, some of it done in the course of the week."""
    for person, days in ((town.ana, 20), (town.chloe, 12), (town.ana, 40)):
        number = town.opportunity(person, on=FIRST - timedelta(days=days))
        town.task(person, number, due_on=FIRST + timedelta(days=1))
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(idle_days=14, not_started_days=7, max_days=14))
    town.to(FIRST)


def act(town: Town) -> None:
    """Ana moves one on and does a task, in the middle of the week."""
    with town.sessions.writing() as session:
        asked = moves.Asked(value=Decimal(60000), closing_on=FIRST + timedelta(days=90))
        moves.move(session, town.ana, "OP000001", Verb.NEXT, asked, seen=None, now=town.clock.now())
        todo = tasks.due(session, town.ana, town.ana.id, FIRST + timedelta(days=9), 5)[0][0].number
        tasks.complete(session, town.ana, todo, town.clock.now())


def colleagues(town: Town, count: int) -> None:
    """More people, each with an opportunity that has been idle for long and a task that is due."""
    with town.sessions.writing() as session:
        made = [
            people.keep(
                session,
                town.workspace_id,
                people.Described(f"U0NEW{n}", f"Colleague {n}", timezone="Europe/Zurich"),
                town.clock.now() - timedelta(days=60),
            )
            for n in range(count)
        ]
    for person in made:
        town.task(person, town.opportunity(person, on=FIRST - timedelta(days=40)), due_on=FIRST)


def test_the_week_as_it_was_is_what_was_sent(town: Town) -> None:
    busy(town)
    live(town, 7)
    assert sent(town) == replayed(town) != {}


def test_what_was_done_in_the_week_is_seen_as_it_was_on_each_morning(town: Town) -> None:
    busy(town)
    live(town, 3)
    town.jobs().tick()
    town.later(4 * 3600)  # after the bundle of that morning
    act(town)
    live(town, 4)
    assert sent(town) == replayed(town) != {}


def test_other_rules_make_another_week(town: Town) -> None:
    busy(town)
    live(town, 7)
    was = replayed(town)
    assert replayed(town, Rules(frozenset(), 14, 7, 14)) == {}
    quieter = replayed(town, Rules(frozenset({Why.TASK}), 14, 7, 14))
    assert quieter and all(quieter[name][1] < was[name][1] for name in quieter)
    later = replayed(town, Rules(frozenset(Why), 60, 7, 60))
    assert sum(things for _, things in later.values()) < sum(things for _, things in was.values())


def each_morning(town: Town) -> dict[date, dict[str, list[str]]]:
    """What each message that was sent said of whom, by its day."""
    with town.sessions.reading() as session:
        rows = session.connection.execute(deliveries.select().where(deliveries.c.state == "sent")).all()
    names = {one.id: one.name for one in (town.ana, town.marc, town.chloe)}
    bundles = {row.id: (date.fromisoformat(row.facts["on"]), names[row.person_id]) for row in rows if row.kind == "day"}
    found: dict[date, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.carrier_id:
            day, name = bundles[row.carrier_id]
            found[day][name].append(row.key.rpartition(":")[0])
    return {day: {name: sorted(keys) for name, keys in there.items()} for day, there in found.items()}


def rehearsed(town: Town, on: date, rules: Rules = AS_THEY_ARE) -> dict[str, list[str]]:
    """What a rehearsal of that morning says of whom."""
    with town.sessions.reading() as session:
        (found,) = replays.rehearse(session, town.marc, (rules,), on, town.clock.now())
    return {one.name: sorted(cause.about for said in one.mornings for cause in said.causes) for one in found}


def test_a_morning_to_come_or_past_is_rehearsed_as_it_comes(town: Town) -> None:
    busy(town)
    with town.sessions.writing() as session:
        parkings.park(
            session, town.ana, "OP000001", until_on=FIRST + timedelta(days=6), reason="Budget", now=town.clock.now()
        )
        wanted = absence_changes.Wanted(FIRST + timedelta(days=8), FIRST + timedelta(days=9), town.marc.id)
        absence_changes.keep(session, town.chloe, town.chloe.id, wanted, now=town.clock.now())
    town.jobs().tick()
    mornings = [FIRST + timedelta(days=n) for n in range(1, 20)]
    ahead = {day: said for day in mornings if (said := rehearsed(town, day))}
    live(town, 20)
    came = each_morning(town)
    del came[FIRST]
    assert ahead == came and len(came) > 4
    back = {day: said for day in mornings if (said := rehearsed(town, day))}
    assert back == came


def test_a_morning_under_other_rules_says_what_these_would(town: Town) -> None:
    busy(town)
    day = FIRST + timedelta(days=1)
    assert all(
        ":task:" in key
        for keys in rehearsed(town, day, Rules(frozenset({Why.TASK}), 14, 7, 14)).values()
        for key in keys
    )
    assert rehearsed(town, day, Rules(frozenset(), 14, 7, 14)) == {}


def test_a_morning_is_any_day_of_the_calendar_and_for_managers(town: Town) -> None:
    busy(town)
    with town.sessions.reading() as session:
        for on, refusal in ((None, Missing), (date(1999, 12, 31), TooEarly), (date(2200, 1, 1), TooLate)):
            with pytest.raises(refusal):
                replays.rehearse(session, town.marc, (AS_THEY_ARE,), on, town.clock.now())
        with pytest.raises(NotAllowed):
            replays.rehearse(session, town.ana, (AS_THEY_ARE,), FIRST, town.clock.now())
    assert rehearsed(town, date(2000, 1, 1)) == {} == rehearsed(town, date(2199, 12, 31))


def test_what_was_said_before_the_week_is_not_said_again(town: Town) -> None:
    busy(town)
    live(town, 14)
    with town.sessions.reading() as session:
        rows = session.connection.execute(deliveries.select().where(deliveries.c.kind == "day")).all()
    week = [row for row in rows if date.fromisoformat(row.facts["on"]) >= FIRST + timedelta(days=7)]
    assert sum(messages for messages, _ in replayed(town).values()) == len(week)


def test_what_concerns_who_was_away_is_counted_with_who_covered(town: Town) -> None:
    busy(town)
    with town.sessions.writing() as session:
        wanted = absence_changes.Wanted(FIRST + timedelta(days=2), FIRST + timedelta(days=4), town.marc.id)
        absence_changes.keep(session, town.ana, town.ana.id, wanted, now=town.clock.now())
    live(town, 7)
    assert sent(town) == replayed(town)
    assert replayed(town)["Marc Weber"][1] > 0


def test_several_rules_are_tried_on_the_same_week_and_many_people_take_no_more_statements(town: Town) -> None:
    busy(town)
    live(town, 7)
    loud, quiet = AS_THEY_ARE, Rules(frozenset({Why.TASK}), 14, 7, 14)
    asked: list[str] = []
    event.listen(town.sessions.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    counts = []
    for number in range(2):
        asked.clear()
        with town.sessions.reading() as session:
            both = replays.replay(session, town.marc, (loud, quiet), town.clock.now())
        counts.append(len(asked))
        with town.sessions.reading() as session:
            assert both == [
                one for rules in (loud, quiet) for one in replays.replay(session, town.marc, (rules,), town.clock.now())
            ]
        assert len(both[0]) == 2 + 9 * number and both[0] != both[1]
        colleagues(town, 9)
    assert counts[0] == counts[1]
