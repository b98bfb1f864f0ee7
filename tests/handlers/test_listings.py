"""What is typed as filters of a list, in any order and language."""

from collections.abc import Callable
from typing import Any

import pytest

from handlers import listings
from handlers.asked import Asked
from store.filters import Filters
from store.rules.refusals import NotFound
from store.rules.words import OPEN, Priority, Role, Status
from tests.store.firm import Firm

Typed = Callable[[str], Asked]
CLOSED = {"statuses": (Status.WON, Status.LOST)}
WON, WAITING = {"statuses": (Status.WON,)}, {"statuses": (Status.NOT_STARTED,)}


@pytest.mark.parametrize(
    ("text", "wanted", "whose", "title"),
    [
        ("", {}, "ana", "My opportunities"),
        ("mine", {}, "ana", "My opportunities"),
        ("all", {}, None, "All opportunities"),
        ("all mine", {}, "ana", "My opportunities"),
        ("won sort value", {**WON, "sort": "value"}, "ana", "My opportunities · won"),
        ("won lost", CLOSED, "ana", "My opportunities · won · lost"),
        ("all clôturées", CLOSED, None, "All opportunities · closed"),
        ("not started all", WAITING, None, "All opportunities · not started"),
        ("non commencées", WAITING, "ana", "My opportunities · not started"),
        ("toutes haute", {"priority": Priority.HIGH}, None, "All opportunities · high priority"),
        ("overdue stage 2", {"overdue": True, "stage": 2}, "ana", "My opportunities · closing date passed · stage 2"),
        ("@ben due", {"due": True}, "ben", "salesperson U000000 · closing within 7 days"),
        ("contact Müller Maschinen AG stale", {"contact_id": 1, "stale": True}, None, "{} · too long at one stage"),
        ("company ct1 mine", {"contact_id": 1}, "ana", "My opportunities · {}"),
        ("contact Müller Maschinen AG @ben", {"contact_id": 1}, "ben", "salesperson U000000 · {}"),
    ],
)
def test_filters_restrict_and_the_title_says_so(
    firm: Firm, typed: Typed, text: str, wanted: dict[str, Any], whose: str | None, title: str
) -> None:
    ben = firm.member(Role.SALESPERSON)
    owners = {"ana": firm.ana.id, "ben": ben.id, None: None}
    said = text.replace("@ben", f"<@{ben.slack_id}|ben>")
    with firm.sessions.reading() as session:
        found = listings._filters(session, typed(said), said)
    keys = {"contact_id": firm.company.id} if "contact_id" in wanted else {}
    everything = {"statuses": OPEN, "salesperson_id": owners[whose], **wanted, **keys}
    assert found == (Filters(**everything), title.format(firm.company.name))


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        ("closing", "filter", "closing"),
        ("not won", "filter", "not"),
        ("contact", "filter", "contact"),
        ("sort colour", "filter", "sort colour"),
        ("stage two", "stage", "two"),
        ("<@U00NOBODY|nobody>", "person", "@nobody"),
    ],
)
def test_what_is_no_filter_is_refused(firm: Firm, typed: Typed, text: str, what: str, said: str) -> None:
    with pytest.raises(NotFound) as refused, firm.sessions.reading() as session:
        listings._filters(session, typed(text), text)
    assert (refused.value.what, refused.value.typed) == (what, said)
