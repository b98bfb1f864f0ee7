"""Notices over real sockets: so many by themselves, the rest in the next morning's bundle."""

from bot.sandbox.people import MARC, SALES
from handlers.views.notices import LINES
from jobs.schedule import Jobs
from store import digests, feeds, foldings, handovers
from store.models.workspaces import workspaces
from store.rules.places import Place, Unfit
from store.rules.words import DeliveryState
from tests.jobs.test_digest_messages import digest
from tests.jobs.town import MONDAY, Town


def hand_over(town: Town, count: int) -> None:
    """Marc hands as many opportunities over to Ana, one by one."""
    for _ in range(count):
        number = town.opportunity(town.marc, on=MONDAY.date())
        with town.sessions.writing() as session:
            handovers.hand_over(session, town.marc, number, town.ana.id, now=town.clock.now())


def test_what_is_over_the_budget_comes_in_the_next_bundle_once(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=1))
    jobs = town.jobs()
    jobs.tick()  # the day's own bundles are planned
    hand_over(town, 3)
    jobs.tick()
    assert sorted(state for key, state in town.rows().items() if key.startswith("own:")) == ["due", "due", "sent"]
    assert town.messages(town.ana) == []
    town.to(MONDAY.date().replace(day=13))
    jobs.tick()
    jobs.tick()
    assert set(town.rows().values()) == {DeliveryState.SENT}
    (bundle,) = town.messages(town.ana)
    assert len([line for line in town.lines(town.ana) if "handed 1 opportunity over to you" in line]) == 2
    assert "2 things wait" in bundle.text


def test_a_bundle_too_late_for_its_day_leaves_it_to_the_next(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=0))
    hand_over(town, 1)
    jobs = town.jobs()
    town.to(MONDAY.date().replace(day=13))
    jobs._plan()
    town.to(MONDAY.date().replace(day=13), 20)
    jobs.tick()
    assert town.messages(town.ana) == []
    town.to(MONDAY.date().replace(day=14))
    jobs.tick()
    assert len(town.messages(town.ana)) == 1


def test_every_kind_that_may_ride_has_a_line_and_is_composed_by_itself(town: Town) -> None:
    jobs: Jobs = town.jobs()
    assert foldings.NOW.keys() == LINES.keys()
    assert foldings.NOW.keys() <= jobs.office.composers.keys()


def test_that_a_digest_and_a_feed_rest_counts_to_the_budget_too(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=1))
        feeds.create(session, town.marc, Place(SALES, "sales", None), "all", town.clock.now())
    digest(town)
    jobs = town.jobs()
    jobs.tick()
    with town.sessions.writing() as session:
        digests.lost(session, town.workspace_id, SALES, Unfit.ARCHIVED, town.clock.now())
        feeds.lost(session, town.workspace_id, SALES, Unfit.ARCHIVED, town.clock.now())
    jobs.tick()
    (alone,) = [text for text in said(town) if "rests" in text]
    assert alone.startswith("⚠️ The digest *Monday* rests. #sales is archived.")
    town.to(MONDAY.date().replace(day=13))
    jobs.tick()
    (line,) = [text for text in said(town) if "feed rests" in text]
    assert line.startswith("The channel feed rests (whole workspace): nothing can go to #sales. #sales is archived.")


def said(town: Town) -> list[str]:
    """The paragraphs of the direct messages to Marc, from the first on."""
    found = town.sandbox.world.visible(MARC, town.sandbox.world.direct(MARC).id)
    return [block["text"]["text"] for one in found for block in one.blocks if block["type"] == "section"]
