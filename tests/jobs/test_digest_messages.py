"""Digests over real sockets: the summary once, each salesperson's part in its thread, and trouble told."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.sandbox.people import GENERAL, MARC, SALES
from bot.sandbox.records import Message
from jobs import deliveries as jobs_deliveries
from jobs.digest_messages import DIGEST
from jobs.messages import Posting
from jobs.schedule import Jobs
from store import absence_changes, deliveries, digests, issues
from store.attempts import Attempt
from store.digests import Digest
from store.models.absences import absences as absence_table
from store.models.digests import digests as digest_table
from store.models.opportunities import entries
from store.rules.words import DigestScope, Rhythm, WhenUnchanged
from store.sessions import Session
from tests.jobs.town import BEGAN, LEASE, MONDAY, Town, key_of


@pytest.fixture
def town(selling: Town) -> Town:
    """One where something is sold."""
    return selling


def digest(town: Town, **more: Any) -> Digest:
    """Marc's weekly digest for #sales."""
    values = {
        "workspace_id": town.workspace_id,
        "person_id": town.marc.id,
        "name": "Monday",
        "timezone": "Europe/Zurich",
        "kind": Rhythm.WEEKLY,
        "at": time(8),
        "weekday": 1,
        "scope": DigestScope.ALL,
        "channel": SALES,
        "channel_name": "sales",
        "sections": "",
        "when_unchanged": WhenUnchanged.LINE,
        "language": "en",
        "created_at": town.clock.now(),
        **more,
    }
    with town.sessions.writing() as session:
        key = session.add(digest_table, **values)
        found = digests.get(session, town.workspace_id, key)
    assert found is not None
    return found


def ring(town: Town, one: Digest, *, late: bool = False) -> str:
    """Make its issue of today and owe it; the key."""
    now = town.clock.now()
    key, person = f"dig:{one.id}:{now.date().isoformat()}", None if one.channel else one.person_id
    with town.sessions.writing() as session:
        issues.make(session, one, now.date(), late, now)
        facts = {"digest": one.id, "on": now.date().isoformat(), "late": late}
        assert deliveries.owe(session, town.workspace_id, key, DIGEST, person, facts, now, now)
    return key


def told(town: Town) -> list[Message]:
    """What digests said, wherever."""
    with town.sandbox.world.changes:
        return [one for one in town.sandbox.world.messages if key_of(one).startswith("dig:")]


def words(message: Message) -> str:
    """Everything a message says."""
    return str(message.blocks)


def test_the_summary_comes_once_and_each_salespersons_part_under_it(town: Town) -> None:
    ring(town, digest(town))
    for _ in range(2):
        town.jobs().tick()
    root, *parts = told(town)
    assert "Monday" in root.text and root.channel == SALES and not root.is_reply
    assert "The first issue" in words(root) and "CHF 100’000.00" in words(root)
    assert {one.thread for one in parts} == {root.ts} and not any(one.broadcast for one in parts)
    assert sorted(one.text.partition(" · ")[0] for one in parts) == ["Ana Keller", "Chloé Martin"]
    assert set(town.rows().values()) == {"sent"}


def test_a_digest_pings_nobody(town: Town) -> None:
    ring(town, digest(town))
    town.jobs().tick()
    for message in told(town):
        assert "<!" not in words(message) and "<@" not in words(message)


def test_a_digest_as_a_direct_message_has_its_parts_in_a_thread_there(town: Town) -> None:
    ring(town, digest(town, channel="", channel_name=""))
    town.jobs().tick()
    root, *parts = told(town)
    assert root.channel == town.sandbox.world.direct(MARC).id and len(parts) == 2
    assert {one.thread for one in parts} == {root.ts}


@pytest.mark.parametrize("lost", ["accept_then_cut", "accept_then_silence"])
@pytest.mark.parametrize("channel", [SALES, ""])
def test_a_digest_whose_answer_was_lost_is_found_and_says_what_it_said(town: Town, lost: str, channel: str) -> None:

    ring(town, digest(town, channel=channel))
    town.sandbox.faults.plan("chat.postMessage", lost)
    jobs = town.jobs()
    jobs.tick()
    assert "unsure" in town.rows().values() and len(told(town)) == 1
    town.opportunity(town.ana, "Later", on=BEGAN)
    for _ in range(3):
        town.later(LEASE)
        jobs.tick()
    root, *parts = told(town)
    assert set(town.rows().values()) == {"sent"} and len(parts) == 2
    assert "Later" not in words(root) + words(parts[0]) + words(parts[1])


def test_a_part_whose_answer_was_lost_is_found_in_the_thread(town: Town) -> None:
    ring(town, digest(town, channel=""))
    jobs = town.jobs()
    root = jobs_deliveries.claim(jobs.office)
    assert root is not None
    jobs_deliveries.deliver(jobs.office, root)
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    for _ in range(4):
        jobs.tick()
        town.later(LEASE)
    assert set(town.rows().values()) == {"sent"} and len(told(town)) == 3


def test_a_retry_says_what_the_first_try_would_have_said(town: Town) -> None:
    key = ring(town, digest(town))
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    town.jobs().tick()
    assert told(town) == []
    town.opportunity(town.ana, "Later", on=BEGAN)
    for _ in range(4):
        town.later(LEASE)
        town.jobs().tick()
    assert "Later" not in words(told(town)[0]) and town.row(key).state == "sent"


def test_the_second_issue_has_the_bridge_from_the_first(town: Town) -> None:
    one = digest(town)
    ring(town, one)
    town.jobs().tick()
    town.opportunity(town.ana, "Third", on=MONDAY.date())
    town.to(MONDAY.date() + timedelta(days=7))
    ring(town, one)
    town.jobs().tick()
    root = next(one for one in told(town)[1:] if not one.is_reply)
    assert "New (1)" in words(root) and "+50’000" in words(root) and "▲ CHF 50’000.00 more" in words(root)
    assert "· weighted +CHF " in words(root), "money has its currency"


def test_a_late_one_says_so(town: Town) -> None:
    ring(town, digest(town), late=True)
    town.jobs().tick()
    assert "⏰ Late" in words(told(town)[0])


def test_nothing_is_said_of_a_digest_that_was_paused_meanwhile(town: Town) -> None:
    key = ring(town, digest(town))
    with town.sessions.writing() as session:
        session.change(update(digest_table).values(paused=True))
    town.jobs().tick()
    assert told(town) == [] and town.row(key).reason == "the digest is paused or gone"


def test_a_digest_speaks_its_own_language(town: Town) -> None:
    ring(town, digest(town, language="fr", timezone="Europe/Paris"))
    town.jobs().tick()
    assert "En cours" in words(told(town)[0]) and "En cours" in words(told(town)[1])


def test_where_somebody_deleted_the_summary_nothing_follows_and_nothing_is_tried_for_ever(town: Town) -> None:
    ring(town, digest(town))
    jobs = town.jobs()
    root = jobs_deliveries.claim(jobs.office)
    assert root is not None
    jobs_deliveries.deliver(jobs.office, root)
    town.sandbox.world.messages.clear()
    jobs.tick()
    states = town.rows()
    assert states.pop(root.key) == "sent" and set(states.values()) == {"dropped"} and len(states) == 2
    assert told(town) == []


def test_under_a_summary_that_never_arrived_nothing_is_owed(town: Town) -> None:
    key = ring(town, digest(town))
    town.sandbox.faults.plan("chat.postMessage", "error", code="invalid_blocks")
    town.jobs().tick()
    assert town.rows() == {key: "failed"}


def test_of_one_salesperson_the_summary_says_everything(town: Town) -> None:
    ring(town, digest(town, scope=DigestScope.PERSON, scope_id=town.ana.id))
    town.jobs().tick()
    assert len(told(town)) == 1 and "Boiler" not in words(told(town)[0])


def test_without_its_section_no_salesperson_has_a_part_of_their_own(town: Town) -> None:
    ring(town, digest(town, sections="stages due"))
    town.jobs().tick()
    assert len(told(town)) == 1 and "Pipeline by stage" in words(told(town)[0])


def test_where_nothing_changed_one_line_says_so(town: Town) -> None:
    one = digest(town)
    ring(town, one)
    town.jobs().tick()
    town.to(MONDAY.date() + timedelta(days=1))
    ring(town, one)
    town.jobs().tick()
    last = told(town)[-1]
    assert (
        "Nothing changed since 12 Jan 2026. *In progress:* 2 · CHF 100’000.00" in words(last) and len(told(town)) == 4
    )


def test_an_admin_hears_of_a_digest_that_does_not_add_up(town: Town) -> None:
    one = digest(town)
    ring(town, one)
    town.jobs().tick()
    with town.sessions.writing() as session:
        session.change(update(entries).values(value=Decimal("50000.01")))
    town.to(MONDAY.date() + timedelta(days=7))
    ring(town, one)
    town.jobs().tick()
    root = next(message for message in told(town) if "does not add up" in words(message))
    assert "CHF 0.02" in words(root)
    with town.sandbox.world.changes:
        heard = [each for each in town.sandbox.world.messages if key_of(each).startswith("gap:")]
    assert len(heard) == 1 and heard[0].channel == town.sandbox.world.direct(MARC).id


def test_a_direct_digest_goes_to_who_covers_for_its_owner_on_its_day(town: Town) -> None:
    one = digest(town, channel="", channel_name="")
    day = town.clock.now().date()
    wanted = absence_changes.Wanted(day, day, town.ana.id)
    with town.sessions.writing() as session:
        absence_changes.keep(session, town.marc, town.marc.id, wanted, now=town.clock.now())
    key = ring(town, one)
    town.jobs().tick()
    direct = town.sandbox.world.direct(town.ana.slack_id).id
    (said,) = [m for m in town.sandbox.world.visible(town.ana.slack_id, direct) if key_of(m) == key]
    assert "This is for Marc Weber, who is away: you cover." in str(said.blocks[0])
    mine = town.sandbox.world.direct(MARC).id
    assert key not in {key_of(m) for m in town.sandbox.world.visible(MARC, mine)}


def test_to_who_covers_a_digest_comes_when_they_may_be_reached_and_to_its_owner_at_its_hour(town: Town) -> None:
    one, own = (digest(town, person_id=whose.id, channel="", channel_name="") for whose in (town.marc, town.chloe))
    day, jobs = town.clock.now().date(), town.jobs()
    with town.sessions.writing() as session:
        absence_changes.keep(
            session, town.marc, town.marc.id, absence_changes.Wanted(day, day, town.ana.id), now=town.clock.now()
        )
    for person in (town.ana, town.chloe):
        town.change(person, quiet_from=time(17), quiet_until=time(9))
    key, other = ring(town, one), ring(town, own)
    jobs.tick()
    assert (town.arrived(key), town.arrived(other)) == (0, 1)
    assert (town.row(key).state, town.row(key).reason) == ("due", "outside working hours")
    town.to(day, 8)
    jobs.tick()
    assert (town.arrived(key), set(town.rows().values())) == (1, {"sent"})


def first(town: Town, jobs: Jobs) -> Message:
    """The summary, delivered before any of its parts."""
    while not told(town):
        mine = jobs_deliveries.claim(jobs.office)
        assert mine is not None
        jobs_deliveries.deliver(jobs.office, mine)
    (said,) = told(town)
    return said


@pytest.mark.parametrize(
    ("before", "after"),
    [(SALES, {"channel": GENERAL, "channel_name": "general"}), (SALES, {"channel": ""}), ("", {"channel": SALES})],
    ids=["elsewhere", "to somebody", "to a channel"],
)
def test_the_parts_follow_their_summary_though_the_digest_is_to_go_elsewhere_by_then(
    town: Town, before: str, after: dict[str, str]
) -> None:
    one, jobs = digest(town, channel=before), town.jobs()
    ring(town, one)
    root = first(town, jobs)
    with town.sessions.writing() as session:
        session.change(update(digest_table).values(**after))
    jobs.tick()
    assert [(part.channel, part.thread) for part in told(town)[1:]] == [(root.channel, root.ts)] * 2
    assert set(town.rows().values()) == {"sent"}


def test_the_parts_go_to_who_got_the_summary_though_nobody_covers_any_more(town: Town) -> None:
    one, day, jobs = digest(town, channel="", channel_name=""), town.clock.now().date(), town.jobs()
    with town.sessions.writing() as session:
        wanted = absence_changes.Wanted(day, day, town.ana.id)
        absence_changes.keep(session, town.marc, town.marc.id, wanted, now=town.clock.now())
    ring(town, one)
    root = first(town, jobs)
    with town.sessions.writing() as session:
        session.change(delete(absence_table))
    jobs.tick()
    assert [(part.channel, part.thread) for part in told(town)[1:]] == [(root.channel, root.ts)] * 2


def test_only_the_digests_of_the_channel_that_was_lost_rest(town: Town) -> None:
    """The one that is on its way there goes elsewhere by the time Slack refuses it."""
    one, jobs = digest(town), town.jobs()
    other = digest(town, channel=GENERAL, name="Other")
    ring(town, one)
    root = jobs_deliveries.claim(jobs.office)
    assert root is not None

    def move(_session: Session, _mine: Attempt, _now: datetime) -> Posting:
        with town.sessions.writing() as session:
            session.change(update(digest_table).where(digest_table.c.id == one.id).values(channel=GENERAL))
        return Posting(SALES, "Monday", [])

    town.sandbox.faults.plan("chat.postMessage", "error", code="is_archived")
    office = replace(jobs.office, composers={**jobs.office.composers, DIGEST: move})
    jobs_deliveries.deliver(office, root)
    with town.sessions.reading() as session:
        found = [digests.get(session, town.workspace_id, each.id) for each in (one, other)]
    assert [each and (each.channel, each.paused) for each in found] == [(GENERAL, False), (GENERAL, False)]
    assert town.rows() == {root.key: "failed"}
