"""Absences over real sockets: covers are told, who is back gets one brief, and a cover who left covers no more."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NoReturn

import pytest

from handlers.texts import for_member
from handlers.views import reminders as views
from jobs import absences as planned
from store import (
    absence_changes,
    absences,
    audits,
    closings,
    comments,
    cycles,
    handovers,
    moves,
    mutes,
    parkings,
    reminders,
    tasks,
    undos,
)
from store.absence_changes import Wanted
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules.words import Outcome, Verb
from store.sessions import Sessions
from tests.jobs.town import MONDAY, Town

TODAY = MONDAY.date()


def day(number: int) -> date:
    """So many days after that Monday."""
    return TODAY + timedelta(days=number)


def away(town: Town, until: int, cover: Member | None, *, since: int = 0) -> absences.Absence:
    """Ana is away."""
    wanted = Wanted(day(since), day(until), cover.id if cover else None)
    with town.sessions.writing() as session:
        return absence_changes.keep(session, town.ana, town.ana.id, wanted, now=town.clock.now()).absence


def told(town: Town, person: Member) -> list[str]:
    """Every message a person has from us, as its text reads."""
    found = town.sandbox.world.visible(person.slack_id, town.sandbox.world.direct(person.slack_id).id)
    return [message.text for message in found]


def sections(town: Town, person: Member) -> str:
    """What the last message says."""
    found = town.sandbox.world.visible(person.slack_id, town.sandbox.world.direct(person.slack_id).id)
    return "\n".join(block["text"]["text"] for block in found[-1].blocks if block["type"] == "section")


def work(town: Town) -> tuple[str, ...]:
    """What Marc does on Ana's opportunities while she is away."""
    numbers = moved, closed, given = tuple(town.opportunity(town.ana, f"Pump {n}", on=TODAY) for n in range(3))
    todo = town.task(town.ana, moved, "Call the buyer", due_on=TODAY)
    town.later(3600 * 6)
    now, marc = town.clock.now(), town.marc
    with town.sessions.writing() as session:
        moves.move(session, marc, moved, Verb.NEXT, moves.Asked(), seen=None, now=now)
        tasks.complete(session, marc, todo, now)
        comments.add(session, marc, moved, "They *like* it", now)
        code = cycles.setup(session, marc).close_codes(Outcome.LOST)[0]
        closings.close(session, marc, closed, closings.Closing(Outcome.LOST, code.id, None), seen=None, now=now)
        handovers.hand_over(session, marc, given, town.chloe.id, now=now)
        comments.add(session, town.ana, moved, "From the beach", now)
    return numbers


def test_who_is_back_gets_one_brief_of_what_others_did(town: Town) -> None:
    away(town, 1, town.chloe)
    moved, closed, given = work(town)
    town.change(town.ana, name="Ana Frei")  # what she handed over is hers under any name
    jobs = town.jobs()
    town.to(day(1), 12)
    jobs.tick()
    assert told(town, town.ana) == [], "not while she is away"
    town.to(day(2))
    jobs.tick()
    jobs.tick()
    briefs = [one for one in told(town, town.ana) if one.startswith("While you were away")]
    counts = "1 lost, 1 move forward, 1 handed over, 1 task done, 1 comment"
    assert briefs == [f"While you were away (Mon, 12 Jan 2026 – Tue, 13 Jan 2026): {counts}."]
    said = sections(town, town.ana)
    for words in (
        f"*{moved}* Pump 0 · now at Understanding needs meeting",
        f"*{closed}* Pump 1\nBUSINESS_L\n_Marc Weber",
        f"*{given}* Pump 2 · to Chloé Martin",
        "· Call the buyer",
        "“They *like* it”",
    ):
        assert words in said, said
    assert "beach" not in said, "what she did herself is no news"
    town.to(day(3))
    jobs.tick()
    assert len([one for one in told(town, town.ana) if one.startswith("While you were away")]) == 1


def test_a_brief_tells_all_that_a_cover_did(town: Town) -> None:
    """What the card of an opportunity says otherwise than before, and what was talked of."""
    away(town, 1, town.marc)
    parked, changed, won = (town.opportunity(town.ana, name, on=TODAY) for name in ("Boiler", "Pump", "Valve"))
    town.later(3600 * 6)
    now, marc = town.clock.now(), town.marc
    with town.sessions.writing() as session:
        parkings.park(session, marc, parked, until_on=day(20), reason="budget freeze", now=now)
        for value in ("1000", "2000", "3000", "4000"):
            asked = moves.Asked(value=Decimal(value))
            moves.move(session, marc, changed, Verb.UPDATE, asked, seen=None, now=now)
        code = cycles.setup(session, marc).close_codes(Outcome.WON)[0]
        closing = closings.Closing(Outcome.WON, code.id, Decimal(4200))
        closings.close(session, marc, won, closing, seen=None, now=now)
    town.to(day(2))
    town.jobs().tick()
    assert "1 won, 4 updates, 1 parked." in "\n".join(told(town, town.ana))
    said = sections(town, town.ana)
    assert f"*{parked}* Boiler · “budget freeze”" in said
    assert f"*{won}* Valve\nCHF 4’200.00 · {code.code}\n_Marc Weber" in said
    assert f"*{changed}* Pump\nEstimated value: CHF 3’000.00 → CHF 4’000.00\n_Marc Weber" in said
    assert said.count(f"*{changed}* Pump") == 3 and "and 1 more" in said


def test_what_was_undone_is_no_news(town: Town) -> None:
    away(town, 1, town.chloe)
    numbers = [town.opportunity(town.ana, f"Pump {n}", on=TODAY) for n in range(2)]
    town.later(3600 * 6)
    with town.sessions.writing() as session:
        code = cycles.setup(session, town.marc).close_codes(Outcome.LOST)[0]
        closing = closings.Closing(Outcome.LOST, code.id, None)
        for number in numbers:
            now = town.clock.now()
            closings.close(session, town.marc, number, closing, seen=None, now=now)
            undos.undo(session, town.marc, number, version=None, now=now)
        closings.close(session, town.marc, numbers[1], closing, seen=None, now=town.clock.now())
    town.to(day(2))
    town.jobs().tick()
    (said,) = told(town, town.ana)
    assert said.endswith(": 1 lost.") and f"*{numbers[1]}*" in sections(town, town.ana)


def test_a_brief_over_the_budget_is_a_line_of_the_bundle_with_the_way_to_what_is_ones_own(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=0))
    away(town, 1, town.chloe)
    work(town)
    town.to(day(2))
    jobs = town.jobs()
    jobs.tick()
    jobs.tick()
    found = town.sandbox.world.visible(town.ana.slack_id, town.sandbox.world.direct(town.ana.slack_id).id)
    (line,) = [block for block in found[-1].blocks if "While you were away (" in str(block)]
    assert line["accessory"]["text"]["text"] == "My opportunities"


def test_a_brief_waits_for_the_first_working_day_and_for_the_end_of_all_that_follows(town: Town) -> None:
    away(town, 4, None)  # Friday
    work(town)
    away(town, 7, None, since=7)  # and the Monday after it
    jobs = town.jobs()
    for number in (5, 6, 7):
        town.to(day(number), 12)
        jobs.tick()
        assert told(town, town.ana) == []
    town.to(day(8))
    jobs.tick()
    assert len([one for one in told(town, town.ana) if one.startswith("While you were away (Mon, 12 Jan")]) == 1


def test_what_happened_in_the_second_of_two_absences_in_a_row_is_told_once(town: Town) -> None:
    number = town.opportunity(town.ana, on=TODAY)
    away(town, 1, town.chloe)
    away(town, 3, town.chloe, since=2)
    for n, words in ((1, "One"), (2, "Two"), (3, "Three")):
        town.to(day(n), 10)
        with town.sessions.writing() as session:
            comments.add(session, town.marc, number, words, town.clock.now())
    town.to(day(4))
    town.jobs().tick()
    first, second = sorted(told(town, town.ana))
    assert "(Mon, 12 Jan 2026 – Tue, 13 Jan 2026): 1 comment." in first
    assert "(Wed, 14 Jan 2026 – Thu, 15 Jan 2026): 2 comments." in second


class OnlyReads(Sessions):
    """A database to which nothing need be written."""

    def __init__(self, sessions: Sessions) -> None:
        self.reading = sessions.reading  # type: ignore[method-assign]  # those of that database

    def writing(self) -> NoReturn:
        """Somebody wants to."""
        raise AssertionError("a write transaction was begun")


def test_whoever_is_not_back_yet_costs_no_write_transaction(town: Town) -> None:
    away(town, 4, None)  # Friday
    for number in (5, 6, 7):
        town.to(day(number), 5)
        assert planned.plan(OnlyReads(town.sessions), town.clock.now()) == 0, "not on the weekend, nor in the night"
    town.to(day(7))
    with pytest.raises(AssertionError, match="write transaction"):
        planned.plan(OnlyReads(town.sessions), town.clock.now())
    assert planned.plan(town.sessions, town.clock.now()) == 1
    assert planned.plan(OnlyReads(town.sessions), town.clock.now()) == 0


def test_nothing_happened_nothing_is_said(town: Town) -> None:
    made = away(town, 0, None)
    jobs = town.jobs()
    town.to(day(1))
    jobs.tick()
    assert told(town, town.ana) == [] and town.row(f"brief:{made.id}").reason == "nothing happened"


def test_who_covers_is_told_and_that_they_do_not_any_more(town: Town) -> None:
    made = away(town, 4, town.chloe, since=1)
    jobs = town.jobs()
    jobs.tick()
    (said,) = told(town, town.chloe)
    assert "Ana Keller" in said and "13" in said
    with town.sessions.writing() as session:
        absence_changes.end(session, town.ana, town.ana.id, now=town.clock.now())
    jobs.tick()
    assert len(told(town, town.chloe)) == 2 and "plus" in told(town, town.chloe)[-1]
    assert made.cover == "Chloé Martin"


def test_a_cover_who_left_covers_no_more_and_the_managers_are_told(town: Town) -> None:
    away(town, 4, town.chloe)
    jobs = town.jobs()
    jobs.tick()
    town.change(town.chloe, active=False)
    jobs.tick()
    jobs.tick()
    (said,) = [one for one in told(town, town.marc) if "can not cover" in one]
    assert said.startswith(
        "Ana Keller is away (Mon, 12 Jan 2026 – Fri, 16 Jan 2026), and Chloé Martin can not cover any more"
    )
    with town.sessions.reading() as session:
        found = absences.on(session, town.workspace_id, town.ana.id, TODAY)
        assert found and found.cover is None
        row = audits.about(session, town.marc, "Ana Keller").rows[0]
    assert (row.operation, row.person, row.old) == ("lose cover", None, {"cover": "Chloé Martin"})


def test_a_cover_has_the_reminders_of_who_is_away_and_nothing_is_told_twice(town: Town) -> None:
    number = town.opportunity(town.ana, on=TODAY)
    town.task(town.ana, number, "Call the buyer", due_on=day(1))
    town.task(town.marc, town.opportunity(town.marc, on=TODAY), "Write the offer", due_on=day(1))
    away(town, 3, town.marc)
    jobs = town.jobs()
    town.to(day(1))
    jobs.tick()
    assert town.messages(town.ana) == []
    own, theirs = town.lines(town.marc)[:2]
    assert own.startswith("*Write the offer*")
    assert theirs.startswith("*For Ana Keller, away until Thu, 15 Jan:*\n*Call the buyer*")
    town.to(day(4))
    jobs.tick()
    assert [line for line in town.lines(town.ana) if "Call the buyer" in line], "once more after three days, to her"
    assert "For Ana" not in "".join(town.lines(town.marc)[1:])
    assert len([key for key in town.rows() if key.startswith(f"rem:{number}:task:TD")]) == 2, "twice in all"


def labels(town: Town, person: Member) -> list[list[str]]:
    """The buttons of each line of the last bundle."""
    blocks = [block for block in town.messages(person)[-1].blocks if block["block_id"].startswith("day:")]
    return [
        [one["text"]["text"] for one in block["elements"] if "text" in one] for block in blocks if "elements" in block
    ]


def test_a_cover_can_not_mute_for_who_is_away(town: Town) -> None:
    number = town.opportunity(town.ana, on=TODAY)
    town.task(town.ana, number, "Call the buyer", due_on=day(1))
    town.task(town.marc, town.opportunity(town.marc, on=TODAY), "Write the offer", due_on=day(1))
    away(town, 3, town.marc)
    town.to(day(1))
    town.jobs().tick()
    assert labels(town, town.marc) == [["Done", "Mute", "Show"], ["Done", "Show"]]
    with town.sessions.writing() as session:
        mutes.mute(session, town.ana, number, town.clock.now())
        theirs = reminders.of_day(session, town.marc, day(1), town.clock.now())[-1]
    drawn = views.bundle(for_member(town.marc), [theirs], day(1))
    assert "Muted" in str(drawn) and "Unmute" not in str(drawn)
    assert "while you cover" in str(drawn[-1]) and "Mute" not in str(drawn[-1])
    assert "because you cover can be snoozed" in str(town.messages(town.marc)[-1].blocks[-1])


def test_who_is_back_the_day_after_is_not_told_at_once_what_their_cover_was_told(town: Town) -> None:
    number = town.opportunity(town.ana, on=TODAY)
    town.task(town.ana, number, "Call the buyer", due_on=day(1))
    away(town, 1, town.marc)
    jobs = town.jobs()
    for n in (1, 2):
        town.to(day(n))
        jobs.tick()
    assert "*Call the buyer*" in "".join(town.lines(town.marc))
    assert town.messages(town.ana) == []
    town.to(day(4))
    jobs.tick()
    assert len(town.messages(town.ana)) == 1, "once more after three days"


def test_without_a_cover_reminders_rest_and_come_on_return(town: Town) -> None:
    number = town.opportunity(town.ana, on=TODAY)
    town.task(town.ana, number, "Call the buyer", due_on=day(1))
    away(town, 2, None)
    jobs = town.jobs()
    for n in (1, 2):
        town.to(day(n))
        jobs.tick()
    assert town.messages(town.ana) == []
    town.to(day(3))
    jobs.tick()
    assert any("Call the buyer" in line for line in town.lines(town.ana))
