"""Waking: on the day until which something was parked its salesperson is told, once, when they work."""

from datetime import date
from typing import Any

import pytest

from bot.sandbox.records import Message
from jobs import deliveries
from jobs import parkings as job
from store import absence_changes, cards, closings, cycles, handovers, moves, parkings
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules.words import Outcome, Verb
from tests.jobs.town import MONDAY, Town, key_of

TODAY = MONDAY.date()  # 12 January
WEDNESDAY = date(2026, 1, 14)


def park(town: Town, until: date = WEDNESDAY, *, by: Member | None = None, **more: Any) -> str:
    """A new opportunity, parked."""
    owner = by or town.ana
    number = more.get("number") or town.opportunity(owner, on=TODAY.replace(day=5))
    with town.sessions.writing() as session:
        parkings.park(session, owner, number, until_on=until, reason="budget <freeze>", now=town.clock.now())
    return str(number)


def told(town: Town, person: Member) -> list[Message]:
    """What a person was told of what woke."""
    found = town.sandbox.world.visible(person.slack_id, town.sandbox.world.direct(person.slack_id).id)
    return [message for message in found if key_of(message).startswith("awake:")]


def test_it_is_told_when_the_working_day_of_that_date_begins_with_what_to_do(town: Town) -> None:
    number, jobs = park(town), town.jobs()
    for day, hour in ((13, 9), (13, 23), (14, 6)):  # midnight in Zurich, and an hour before eight
        town.to(TODAY.replace(day=day), hour)
        jobs.tick()
        assert told(town, town.ana) == []
    town.to(WEDNESDAY)
    jobs.tick()
    (message,) = told(town, town.ana)
    said = message.blocks[0]["text"]["text"]
    assert number in said and "is awake. It was parked until 14 Jan 2026 because: budget &lt;freeze&gt;" in said
    labels = [
        one["text"]["text"] for block in message.blocks for one in block.get("elements", []) if "action_id" in one
    ]
    assert labels == ["Next", "Update", "Park", "Show"]
    assert message.text == f"{number} is awake: Two pumps"
    town.to(WEDNESDAY, 9)
    jobs.tick()
    town.jobs().tick()
    assert len(told(town, town.ana)) == 1


def test_on_a_day_off_it_waits_for_the_next_working_day(town: Town) -> None:
    park(town, date(2026, 1, 17))
    jobs = town.jobs()
    for day in (17, 18):
        town.to(TODAY.replace(day=day), 9)
        jobs.tick()
    assert told(town, town.ana) == []
    town.to(TODAY.replace(day=19))
    jobs.tick()
    assert len(told(town, town.ana)) == 1


def test_after_a_standstill_it_is_told_once_late(town: Town) -> None:
    park(town)
    town.to(TODAY.replace(day=16), 10)
    with town.sessions.reading() as session:  # nothing has to run for it to be over
        key = cards.card(session, town.ana, "OP000001").id
        assert parkings.current(session, town.workspace_id, key, WEDNESDAY) is None
    town.jobs().tick()
    town.jobs().tick()
    assert len(told(town, town.ana)) == 1


def test_two_who_look_at_once_owe_it_once(town: Town) -> None:
    for _ in range(3):
        park(town)
    town.to(WEDNESDAY)
    assert [job.plan(town.sessions, town.clock.now()) for _ in range(2)] == [3, 0]


def test_a_french_reader_in_another_zone_is_told_in_their_morning(town: Town) -> None:
    town.change(town.chloe, timezone="America/New_York")
    park(town, by=town.chloe)
    jobs = town.jobs()
    town.to(WEDNESDAY, 12)
    jobs.tick()
    assert told(town, town.chloe) == []
    town.to(WEDNESDAY, 13)  # eight o'clock there
    jobs.tick()
    (message,) = told(town, town.chloe)
    assert "n’est plus en attente. Elle l’était jusqu’au 14 janv. 2026" in message.blocks[0]["text"]["text"]


def test_of_one_that_was_never_started_activating_is_offered(town: Town) -> None:
    number = park(town)
    with town.sessions.writing() as session:
        session.change(cards.entry_table.delete())
        session.change(cards.opportunities.update().values(status="not_started"))
    town.to(WEDNESDAY)
    town.jobs().tick()
    (message,) = told(town, town.ana)
    buttons = [one["action_id"] for block in message.blocks for one in block.get("elements", []) if "action_id" in one]
    assert buttons == ["activate", "park", "show"] and number in message.text


@pytest.mark.parametrize("what", ["unparked", "moved", "closed", "parked longer"])
def test_what_was_woken_or_parked_longer_before_its_day_is_not_told(town: Town, what: str) -> None:
    number, jobs = park(town), town.jobs()
    _do(town, number, what)
    town.to(WEDNESDAY, 10)
    jobs.tick()
    assert not any(key.startswith("awake:") for key in town.rows())


@pytest.mark.parametrize("what", ["closed", "parked longer", "left"])
def test_what_has_no_reason_any_more_when_it_is_sent_is_dropped(town: Town, what: str) -> None:
    number, jobs = park(town), town.jobs()
    town.to(WEDNESDAY, 5)
    jobs.tick()
    assert list(town.rows().values()).count("due") == 1
    _do(town, number, what)
    town.to(WEDNESDAY, 7)
    jobs.tick()
    (state,) = (state for key, state in town.rows().items() if key.startswith("awake:"))
    assert state == "dropped" and told(town, town.ana) == []


def _do(town: Town, number: str, what: str) -> None:
    now = town.clock.now()
    with town.sessions.writing() as session:
        if what == "unparked":
            parkings.unpark(session, town.ana, number, now=now)
        elif what == "moved":
            moves.move(session, town.ana, number, Verb.NEXT, moves.Asked(), seen=None, now=now)
        elif what == "closed":
            code = cycles.setup(session, town.ana).close_codes(Outcome.LOST)[0].id
            closings.close(session, town.ana, number, closings.Closing(Outcome.LOST, code, None), seen=None, now=now)
    if what == "parked longer":
        park(town, date(2026, 2, 2), number=number)
    elif what == "left":
        town.change(town.ana, active=False)


def hand_over(town: Town, number: str, to: Member) -> None:
    """A manager hands it over."""
    with town.sessions.writing() as session:
        handovers.hand_over(session, town.marc, number, to.id, now=town.clock.now())


def test_handed_over_before_the_morning_it_is_told_to_whose_it_is_now_in_their_morning(town: Town) -> None:
    """F073: the message follows the opportunity, once."""
    town.change(town.chloe, timezone="America/New_York")
    number, jobs = park(town, by=town.chloe), town.jobs()
    town.to(WEDNESDAY, 5)
    jobs.tick()
    hand_over(town, number, town.ana)
    for hour in (7, 13):  # eight o'clock of the one and of the other
        town.to(WEDNESDAY, hour)
        jobs.tick()
        assert (len(told(town, town.ana)), told(town, town.chloe)) == (1, [])


@pytest.mark.parametrize("back", [False, True])
def test_handed_over_while_it_is_being_sent_it_is_told_to_whose_it_is_now(town: Town, back: bool) -> None:
    """F073: also there and back again."""
    number, jobs = park(town), town.jobs()
    town.to(WEDNESDAY, 5)
    jobs.tick()
    town.to(WEDNESDAY)
    mine = deliveries.claim(jobs.office)
    assert mine and mine.key.startswith("awake:")
    hand_over(town, number, town.marc)
    deliveries.deliver(jobs.office, mine)
    if back:
        hand_over(town, number, town.ana)
    jobs.tick()
    jobs.tick()
    assert (len(told(town, town.ana)), len(told(town, town.marc))) == (back, not back)


@pytest.mark.parametrize("planned", [False, True])
def test_handed_over_before_the_bundle_is_sent_it_is_a_line_of_the_others(town: Town, planned: bool) -> None:
    """F073: over the budget as well; where the others' bundle of the day is made, in that of the next."""
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=0))
    number, jobs = park(town), town.jobs()
    jobs.tick()
    town.to(WEDNESDAY, 7 if planned else 5)
    jobs._plan()
    hand_over(town, number, town.marc)
    for day in (14, 15):
        town.to(WEDNESDAY.replace(day=day), 8)
        jobs.tick()
    assert any("is awake. It was parked because" in line for line in town.lines(town.marc))
    assert (len(town.messages(town.marc)), town.messages(town.ana)) == (1, [])


def away(town: Town, person: Member, cover: Member) -> None:
    """Somebody is away until Friday."""
    friday, now = date(2026, 1, 16), town.clock.now()
    with town.sessions.writing() as session:
        absence_changes.keep(session, person, person.id, absence_changes.Wanted(None, friday, cover.id), now=now)


def test_of_somebody_who_is_away_it_is_told_to_who_covers_and_for_whom(town: Town) -> None:
    number, jobs = park(town), town.jobs()
    away(town, town.ana, town.marc)
    town.to(WEDNESDAY)
    jobs.tick()
    (message,) = told(town, town.marc)
    said, why = message.blocks[0]["text"]["text"], message.blocks[-1]["elements"][0]["text"]
    assert said.startswith(f"*For Ana Keller, away until Fri, 16 Jan:*\n*{number}* Two pumps")
    assert why == "This came because you cover, and the day has come until which it was parked."
    assert message.text == f"For Ana Keller: {number} is awake: Two pumps"
    assert told(town, town.ana) == []


@pytest.mark.parametrize("what", ["back", "another cover", "handed over"])
def test_who_covers_no_more_when_it_is_sent_is_not_told(town: Town, what: str) -> None:
    number, jobs = park(town), town.jobs()
    away(town, town.ana, town.marc)
    town.to(WEDNESDAY, 5)
    jobs.tick()
    if what == "handed over":
        hand_over(town, number, town.chloe)
    elif what == "another cover":
        away(town, town.ana, town.chloe)
    else:
        with town.sessions.writing() as session:
            absence_changes.end(session, town.ana, town.ana.id, now=town.clock.now())
    town.to(WEDNESDAY)
    jobs.tick()
    reader = town.ana if what == "back" else town.chloe
    (message,) = told(town, reader)
    assert ("Ana Keller" in message.text) == (what == "another cover")
    assert told(town, town.marc) == []


def test_over_the_budget_it_is_a_line_of_the_bundle_of_that_morning(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=0))
    number, jobs = park(town), town.jobs()
    jobs.tick()
    town.to(WEDNESDAY)
    jobs.tick()
    assert told(town, town.ana) == []
    (bundle,) = town.messages(town.ana)
    assert f"*{number}* Two pumps is awake. It was parked because: budget &lt;freeze&gt;" in town.lines(town.ana)[-1]
    assert bundle


def test_what_rests_is_not_nagged_about_and_on_its_day_is_again(town: Town) -> None:
    town.max_days(3)
    park(town)
    jobs = town.jobs()
    for day in (12, 13):
        town.to(TODAY.replace(day=day), 9)
        jobs.tick()
    assert town.messages(town.ana) == []
    town.to(WEDNESDAY)
    jobs.tick()
    assert len(told(town, town.ana)) == len(town.messages(town.ana)) == 1
