"""Signed, but not what we drew: never a failure, never a trace, never what belongs to somebody else."""

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import workspaces
from store.sessions import Sessions
from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running
from tests.store.firm import founded

CANARY = "Foreign"
_view = iter(range(10**9))


@pytest.fixture(scope="module")
def foreign(firm: Running) -> dict[str, Any]:
    """What another workspace has: its keys and numbers, and rows that say so."""
    sessions = Sessions(firm.database_url)
    other = founded(sessions, "T00OTHER", prefix=f"{CANARY} ")
    with sessions.writing() as session:
        workspaces.numbers(session, other.ana, "opportunity", 776)
    number = other.create(f"{CANARY} pumps")
    code = next(iter(other.setup().codes))
    sessions.close()
    return {"number": number, "contact": other.company.id, "cycle": other.cycle.id, "code": code}


def _documents(ana: Person) -> None:
    """What a quote can become."""
    for invoiced in (False, True):
        number = selling.create(ana)
        selling.link_quote(ana, number, f"Q-{number}", "500")
        ana.command(f"/opp quote {number}")
        ana.click("Edit")
        ana.opens("Edit quote")
        selling.sent(ana, "Save", "is changed")
        ana.click("Quote")
        ana.sees(f"{number} has quote")
        ana.click("Make order")
        ana.opens("Make order")
        ana.fill("Order number", f"A-{number}")
        ana.fill("Close code", "PRICE_W")
        selling.sent(ana, "Close and make order", "is made")
        ana.click("Order")
        ana.sees(f"{number} has order")
        if invoiced:
            ana.click("Make invoice")
            ana.opens("Make invoice")
            ana.fill("Invoice number", f"R-{number}")
            selling.sent(ana, "Make invoice", "is invoiced")
        else:
            ana.click("Cancel order", confirm="Cancel order")
            ana.sees("is cancelled")


@pytest.fixture(scope="module")
def genuine(firm: Running, foreign: dict[str, Any]) -> list[dict[str, Any]]:
    """What Slack sent while Ana did everything there is to do."""
    assert foreign
    ana = firm.ana
    number = selling.create(ana)
    for button in ("Skip", "Update", "Quote", "Next", "Comment", "Close"):
        ana.command(f"/opp {number}")
        ana.sees(f"{number} ·")
        ana.click(button)
        assert firm.sandbox.world.wait_until(ana.title)
        fields = {"Quote number": f"Q-{number}", "Total": "500", "Comment": "Hello", "Outcome": "Lost",
                  "Close code": "PRICE_L", "Stage": "2 Understanding needs meeting"}  # fmt: skip
        for label in ana.labels():
            if label in fields:
                ana.fill(label, fields[label])
        if button == "Close":
            ana.fill("Close code", "PRICE_L")
        ana.submit()
        number = number if button != "Close" else selling.create(ana)
    _documents(ana)
    ana.command(f"/opp task {number} Call")
    ana.opens("New task")
    ana.submit("Create")
    ana.command("/opp contact new")
    ana.opens("New contact")
    ana.fill("Name", "Ina Frei")
    ana.fill("Kind", "Person")
    ana.submit("Create")
    for line, button in ((f"tasks {number}", "Done"), ("list", "Show"), (f"history {number}", "Show")):
        ana.command(f"/opp {line}")
        ana.click(button)
    ana.go("Home")
    ana.sees("My day")
    kinds: dict[Any, dict[str, Any]] = {}
    for one in firm.sandbox.sent:
        payload = one.payload
        if payload.get("type") in ("block_actions", "view_submission", "block_suggestion"):
            used = (payload.get("actions") or [{}])[0].get("action_id") or payload.get("action_id")
            kinds[payload["type"], used, (payload.get("view") or {}).get("callback_id")] = payload
    return list(kinds.values())


def places(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every text in a payload that is ours to read."""
    if isinstance(thing, dict):
        for key, one in thing.items():
            yield from places(one, (*path, key))
    elif isinstance(thing, list):
        for key, one in enumerate(thing):
            yield from places(one, (*path, key))
    elif isinstance(thing, str) and READ & set(path):
        yield path


def forged(payload: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The payload with another value there, as a request that was never sent before."""
    made = copy.deepcopy(payload)
    place: Any = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    if made["type"] == "view_submission":
        made["view"]["id"] = f"VFORGED{next(_view)}"
    return made


READ = {"value", "private_metadata", "callback_id", "action_id", "block_id", "selected_date", "selected_user"}
NASTY = ["", "0", "-1", "9" * 30, "9" * 5000, "1e9", "None", "null", "{}", "[]", "٣", "new:", "new:x", "won", "x y",
         "x" * 3001, "'; DROP TABLE people; --", "%", "\x00", "\ud7ff", "<!channel>", "OP999999", "OP000001.",
         '{"n":"OP000001","s":"x","v":"next"}', '{"n":null,"s":null,"v":null}', '{"n":["a"],"s":{},"v":[],"r":5}',
         '{"n":"OP000001","s":99999999999999999999,"v":"update"}', '{"v":"fly"}', "[" * 3000]  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_forged_value_fails_or_shows_what_is_not_ones_own(
    firm: Running, genuine: list[dict[str, Any]], foreign: dict[str, Any], data: st.DataObject
) -> None:
    payload = data.draw(st.sampled_from(genuine))
    path = data.draw(st.sampled_from(sorted(places(payload), key=repr)))
    value = data.draw(st.sampled_from(NASTY) | st.sampled_from(theirs(foreign, ())) | st.text(max_size=60))
    with bugs() as found:
        status, said = firm.post(*firm.signed("interactive", forged(payload, path, value)))
    assert status in (200, 400)
    assert CANARY not in said and "Traceback" not in said
    assert found == [], (path, value)


def theirs(foreign: dict[str, Any], path: tuple[Any, ...]) -> list[str]:
    """What of another workspace could stand there."""
    if path[-1:] == ("private_metadata",):
        return [f'{{"n":"{foreign["number"]}","s":1,"v":"{verb}"}}' for verb in ("next", "activate")]
    if path and path[-1] in ("callback_id", "action_id", "block_id"):
        return []
    return [*map(str, foreign.values()), f"{foreign['number']}.1", f"show {foreign['number']}.1"]


class bugs(logging.Handler):  # noqa: N801 - used as a word: with bugs() as found
    """Collects what the border logs of bugs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.found.append(self.format(record))

    def __enter__(self) -> list[str]:
        logging.getLogger("handlers").addHandler(self)
        return self.found

    def __exit__(self, *_: object) -> None:
        logging.getLogger("handlers").removeHandler(self)


def test_nothing_of_another_workspace_was_ever_shown_or_changed(
    firm: Running, genuine: list[dict[str, Any]], foreign: dict[str, Any]
) -> None:
    """Every place that takes a key or number, given another workspace's: refused, and nothing stored."""
    before = [row for rows in firm.stored().values() for row in rows if any(CANARY in str(one) for one in row)]
    for payload in genuine:
        for path in places(payload):
            for value in theirs(foreign, path):
                status, said = firm.post(*firm.signed("interactive", forged(payload, path, value)))
                assert status in (200, 400) and CANARY not in said, (path, value)
    after = [row for rows in firm.stored().values() for row in rows if any(CANARY in str(one) for one in row)]
    assert after == before
    for one in firm.sandbox.world.messages:
        assert CANARY not in str(one.blocks)
