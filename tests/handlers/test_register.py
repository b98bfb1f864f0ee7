"""Whatever the views can draw, exactly one listener answers; and none asks Bolt for what it does not give."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.kwargs_injection.args import Args

import handlers
from bot.clock import SystemClock
from handlers import commands, deletions, failures, interactions, listings, orders, pages, tasks, wire
from handlers.asked import Kind, Route
from handlers.replies import Message
from handlers.speaking import Speakers
from handlers.texts import LANGUAGES
from handlers.views import help, setup, words
from store.rules import text
from store.sessions import Sessions
from tests.handlers.drawn import every_refusal, everything
from tests.handlers.test_views import extreme

USER, TEAM = {"id": "U1", "team_id": "T1"}, {"id": "T1"}
UNNAMED = {"owner_only", "activate", "default"}  # boxes that can not be wrong


def parts(thing: Any) -> Iterator[dict[str, Any]]:
    """Every object in a message or view."""
    if isinstance(thing, list):
        for one in thing:
            yield from parts(one)
    elif isinstance(thing, dict):
        yield thing
        for one in thing.values():
            yield from parts(one)


def drawn() -> list[tuple[str, list[dict[str, Any]], str]]:
    """Everything the views draw: a name, its blocks, and the form's callback."""
    found = []
    for name, one in everything(extreme("en", "Two pumps", many=20)):
        blocks = one.blocks if isinstance(one, Message) else one["blocks"]
        found.append((name, blocks, "" if isinstance(one, Message) else str(one.get("callback_id") or "")))
    return found


def elements() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every element that sends something, with its block and its form's callback."""
    for _, blocks, callback in drawn():
        for block in blocks:
            held = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
            for element in held:
                if isinstance(element, dict) and "action_id" in element:
                    yield callback, block, element


@pytest.fixture(scope="module")
def app(migrated_sqlite: Path) -> Iterator[App]:
    """A Bolt app with everything registered, and nobody behind it."""
    sessions, speakers = Sessions(f"sqlite:///{migrated_sqlite}"), Speakers()
    app = App(token_verification_enabled=False, token="xoxb-no", request_verification_enabled=False)
    handlers.register(app, sessions=sessions, clock=SystemClock(), speakers=speakers)
    yield app
    speakers.close()
    sessions.close()


def answering(app: App, body: dict[str, Any]) -> int:
    """How many listeners would take it."""
    request = BoltRequest(mode="socket_mode", body={"user": USER, "team": TEAM, **body})
    response = BoltResponse(status=404)
    return sum(bool(one.matches(req=request, resp=response)) for one in app._listeners)


def action(callback: str, block: dict[str, Any], element: dict[str, Any], value: str) -> dict[str, Any]:
    """What Slack sends when somebody uses the element."""
    used = {"type": element["type"], "action_id": element["action_id"], "block_id": block.get("block_id", "b")}
    used |= {"value": value} if element["type"] == "button" else {"selected_option": {"value": value}}
    view = {"view": {"id": "V1", "type": "modal", "callback_id": callback}} if callback else {}
    return {"type": "block_actions", "actions": [used], **view}


def dispatches(block: dict[str, Any]) -> bool:
    """Whether the app hears of it at once: always outside inputs, inside where they say so."""
    return block["type"] != "input" or bool(block.get("dispatch_action"))


def test_exactly_one_listener_and_a_route_answer_every_button_menu_and_live_field(app: App) -> None:
    seen = set()
    for callback, block, element in elements():
        values = [one["value"] for one in element.get("options", [])] or [element.get("value", "")]
        for value in values if dispatches(block) else []:
            body = action(callback, block, element, value)
            route, _ = handlers._action(body)
            assert route is not handlers._OLD, (callback, element["action_id"], value)
            assert answering(app, body) == 1
            name = element["action_id"].partition(":")[0]
            seen |= {name, value.partition(" ")[0]} if name == wire.ROW else {name}
    assert seen >= set(handlers.ACTIONS) - {wire.SNOOZE} | {wire.SNOOZE, wire.LIVE, wire.ROW, wire.CONTACTS}


def test_every_action_of_the_register_can_be_drawn() -> None:
    ids = {element["action_id"].partition(":")[0] for _, _, element in elements()}
    in_menus = {one["value"].partition(" ")[0] for _, _, element in elements() for one in element.get("options", [])}
    assert set(handlers.ACTIONS) <= ids | in_menus


def test_exactly_one_listener_and_a_route_answer_every_form(app: App) -> None:
    sent = [
        one for _, one in everything(extreme("en", "Two pumps")) if not isinstance(one, Message) and "submit" in one
    ]
    callbacks = {str(one["callback_id"]) for one in sent}
    assert callbacks == set(handlers.FORMS)
    for callback in callbacks:
        assert (
            answering(app, {"type": "view_submission", "view": {"id": "V1", "type": "modal", "callback_id": callback}})
            == 1
        )
        assert (
            answering(app, {"type": "view_closed", "view": {"id": "V1", "type": "modal", "callback_id": callback}}) == 1
        )


def test_every_form_with_live_fields_is_redrawn() -> None:
    live = {callback for callback, block, _ in elements() if block.get("dispatch_action")}
    assert live == set(handlers.LIVE)


def test_every_type_ahead_is_answered(app: App) -> None:
    asked = {element["action_id"] for _, _, element in elements() if element["type"] == "external_select"}
    assert asked == set(handlers.OPTIONS)
    for action_id in asked:
        assert answering(app, {"type": "block_suggestion", "action_id": action_id, "value": "x"}) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"type": "block_actions", "actions": [{"type": "button", "action_id": "of an older version"}]},
        {"type": "block_actions", "actions": [{"type": "button", "action_id": "two\nlines"}]},
        {"type": "view_submission", "view": {"id": "V1", "type": "modal", "callback_id": "of an older version"}},
        {"type": "view_closed", "view": {"id": "V1", "type": "modal", "callback_id": ""}},
        {"type": "block_suggestion", "action_id": "of an older version", "value": ""},
        {"type": "shortcut", "callback_id": "of an older version"},
        {"type": "message_action", "callback_id": "of an older version"},
        {"type": "event_callback", "event": {"type": "reaction_added", "user": "U1"}, "team_id": "T1"},
        {"type": "event_callback", "event": {"type": "message", "user": "U1", "text": "hello"}, "team_id": "T1"},
        {"command": "/opp", "text": "", "user_id": "U1", "team_id": "T1"},
        {"command": "/older", "text": "x", "user_id": "U1", "team_id": "T1"},
    ],
    ids=lambda body: str(next(iter(body.values())))[:40],
)
def test_what_nobody_draws_any_more_is_taken_by_one_listener_too(app: App, body: dict[str, Any]) -> None:
    assert answering(app, body) == 1


def test_listeners_ask_bolt_only_for_what_it_gives(app: App) -> None:
    given = set(Args.__annotations__)
    assert app._listeners
    for one in app._listeners:
        assert set(one.arg_names) <= given


def routes() -> list[tuple[str, Route]]:
    """Every route, by where it stands and its name."""
    tables = {"action": handlers.ACTIONS, "form": handlers.FORMS, "live": handlers.LIVE, "options": handlers.OPTIONS,
              "verb": commands.VERBS}  # fmt: skip
    return [(f"{table} {name}", route) for table, routes in tables.items() for name, route in routes.items()]


@pytest.mark.parametrize(("name", "route"), routes(), ids=lambda one: one if isinstance(one, str) else "")
def test_a_listener_takes_the_session_and_what_was_asked(name: str, route: Route) -> None:
    taken = [one.lstrip("_") for one in inspect.signature(route.listener).parameters]
    assert taken == ["session", "asked"], name


def test_every_button_of_the_setup_board_has_its_page() -> None:
    assert set(setup.PAGES) <= set(pages.PAGES)
    for word in pages.PAGES:
        assert word == text.folded(word)


def test_every_verb_is_explained_and_every_explanation_is_of_a_verb() -> None:
    assert set(help.USAGE) == set(commands.VERBS) - {""}
    assert set(commands.ALIASES.values()) == set(commands.VERBS) - {""}
    for alias in commands.ALIASES:
        assert alias == text.folded(alias) and " " not in alias


def accepted() -> Iterator[tuple[str, str, set[str]]]:
    """What parsers take behind a verb: the verb, what is meant, and the words that mean it."""
    words: dict[str, Any] = {
        "list": {word: word for word in listings._KEYWORDS} | listings._OTHERS,
        "tasks": tasks._ANOTHERS | dict.fromkeys(tasks._DELETE, "delete"),
        "log": interactions._KINDS,
        "setup": {word: page.__qualname__ + page.__module__ for word, page in pages.PAGES.items() if word},
        "show": {verb: verb for verb in commands._DOCUMENTS},
        "order": dict.fromkeys(orders._CANCEL, "cancel"),
        "delete": deletions._FILTERS | dict.fromkeys(deletions._CLOSED, "closed"),
    }
    for verb, meanings in words.items():
        for meant in dict.fromkeys(meanings.values()):
            yield verb, meant, {word for word, one in meanings.items() if one == meant}
    for meant in dict.fromkeys(listings._SORTS.values()):
        yield "list", f"sort {meant}", {word for word, one in listings._SORTS.items() if one == meant}
    for word in ("new", "find", "show", "edit", "delete", "merge"):
        yield "contact", word, {word}


@pytest.mark.parametrize(("verb", "meant", "words"), sorted(accepted(), key=lambda one: one[:2]))
def test_help_shows_every_form_that_is_understood(verb: str, meant: str, words: set[str]) -> None:
    board = verb == "setup" and "board" in words  # `setup` alone
    shown = " ".join([help.USAGE[verb][0], *(form for form, _ in help.MORE.get(verb, ()))])
    assert board or words & set(re.findall(r"[a-z]+", shown.replace("e-mail", "email"))), meant


@pytest.mark.parametrize("typed", ["op7", "OP000007", "7", "000000007"])
def test_a_number_alone_shows_its_card(typed: str) -> None:
    assert commands.route(typed) == (commands.VERBS["show"], typed.lower())


@pytest.mark.parametrize("typed", ["op7 next 5%", "7 Suivant 5%", "next 7 5%"])
def test_a_number_may_go_before_its_verb(typed: str) -> None:
    route, rest = commands.route(typed)
    assert route is commands.VERBS["next"] and rest.endswith("7 5%")


@pytest.mark.parametrize("typed", ["op7 x", "op7 list", "1234567890", "op", "nxt", "٣", "*", "opp"])
def test_what_is_no_verb_is_left_to_the_nearest_one(typed: str) -> None:
    assert commands.route(typed)[0] is commands._UNKNOWN


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("NEXT op7", "next"),
        ("Précédent op7", "previous"),
        ("gagné op7", "won"),
        ("maj op7", "update"),
        ("  new", "new"),
    ],
)
def test_verbs_are_found_without_accents_and_case(typed: str, verb: str) -> None:
    assert commands.route(typed)[0] is commands.VERBS[verb]


# --- fields and refusals ----------------------------------------------------------------------------------


def test_every_field_of_a_form_has_a_caption_and_stands_where_its_refusals_look_for_it() -> None:
    for callback, block, _ in elements():
        if block["type"] == "input":
            name = block["block_id"].partition(":")[0]
            assert name in words.FIELDS or name in UNNAMED, (callback, name)
            if name in words.FIELDS:
                assert block["label"]["text"] == words.FIELDS[name]


def test_every_caption_is_of_a_field_that_some_form_has() -> None:
    fields = {block["block_id"].partition(":")[0] for _, block, _ in elements() if block["type"] == "input"}
    assert set(words.FIELDS) - fields == set()


def test_every_refusal_names_a_field_that_a_form_has_or_none() -> None:
    for refusal in every_refusal():
        assert refusal.place is None or refusal.place in words.FIELDS, refusal


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence_in_every_language(language: str) -> None:
    texts = extreme(language, "x").texts
    said = {}
    for refusal in every_refusal("Müller"):
        sentence = failures.sentence(refusal, texts)
        assert sentence.rstrip().endswith((".", "?", "!")) or re.search(r"[^.]: \S+", sentence), sentence
        assert "{" not in sentence
        assert sentence not in said, (refusal, said.get(sentence))
        said[sentence] = refusal


def test_a_refusal_without_a_field_here_stands_under_the_first_one() -> None:
    texts = extreme("en", "x").texts
    refusal = next(one for one in every_refusal() if one.place is None)
    assert list(failures.on_fields(refusal, texts, ["value", "chances:2"])) == ["value"]


def test_a_refusal_finds_its_field_whatever_stands_behind_the_colon() -> None:
    texts = extreme("en", "x").texts
    refusal = next(one for one in every_refusal() if one.place == "value")
    assert list(failures.on_fields(refusal, texts, ["stage", "value:2"])) == ["value:2"]


def test_every_kind_of_request_is_answered_by_the_border() -> None:
    assert {"command", "action", "form", "options", "event"} <= set(get_args(Kind))
