"""What people do reaches the app, and what the app answers reaches people; over both transports."""

import threading
from typing import Any

from bot.sandbox import people
from tests.sandbox.demo import Demo, asked, button, modal, option, section, text

ANA, SALES = people.ANA, people.SALES


def seen(demo: Demo, user: str = ANA, channel: str = SALES) -> list[str]:
    """The texts a person sees."""
    return [one.text for one in demo.sandbox.world.visible(user, channel)]


def test_a_command_is_answered_in_its_acknowledgement_to_one_person(demo: Demo) -> None:
    demo.app.command("/opp")(lambda ack, command: ack(text=f"You said {command['text']}"))
    demo.sandbox.act.say(ANA, SALES, "/opp list mine")
    assert seen(demo) == ["You said list mine"]
    assert seen(demo, people.MARC) == []


def test_a_command_arrives_with_mentions_links_and_entities_escaped(demo: Demo) -> None:
    told: list[dict[str, Any]] = []
    demo.app.command("/opp")(lambda ack, command: (told.append(command), ack()))
    demo.sandbox.act.say(ANA, SALES, "/opp new R&D <x> @marc #sales https://a.ch/@ana?b=1&c=2 @nobody")
    assert told[0]["text"] == (
        "new R&amp;D &lt;x&gt; <@U00MARC|marc> <#C00SALES|sales> <https://a.ch/@ana?b=1&amp;c=2> @nobody"
    )
    assert told[0]["channel_name"] == "sales"
    assert told[0]["team_domain"] == people.TEAM_DOMAIN


def test_an_unknown_command_never_leaves_slack(demo: Demo) -> None:
    demo.sandbox.act.say(ANA, SALES, "/nope")
    assert seen(demo) == ["/nope is not a valid command."]
    assert demo.sandbox.sent == []


def test_a_form_is_opened_filled_refused_on_its_field_and_sent_again(demo: Demo) -> None:
    name = asked("Name", {"type": "plain_text_input"}, "name")
    demo.app.command("/opp")(
        lambda ack, client, command: (
            client.views_open(trigger_id=command["trigger_id"], view=modal(name, callback_id="f")),
            ack(),
        )
    )

    @demo.app.view("f")
    def save(ack: Any, view: dict[str, Any]) -> None:
        given = view["state"]["values"]["name"]["it"]["value"]
        ack(response_action="errors", errors={"name": "Too short"}) if len(given) < 3 else ack()

    act, world = demo.sandbox.act, demo.sandbox.world
    act.say(ANA, SALES, "/opp new")
    view = world.top(ANA)
    assert view
    act.submit(ANA)
    assert view.errors == {"name": "Please complete this required field."}
    act.fill(ANA, view.id, "name", "it", "ab")
    act.submit(ANA)
    assert view.errors == {"name": "Too short"}
    act.fill(ANA, view.id, "name", "it", "abc")
    act.submit(ANA)
    assert world.top(ANA) is None
    assert [one.payload["type"] for one in demo.sandbox.sent if one.kind == "interactive"] == ["view_submission"] * 2


def test_a_button_carries_its_value_and_answers_through_its_response_address(demo: Demo) -> None:
    row = {"type": "actions", "elements": [button("Next", "next", value="7")]}
    demo.app.command("/opp")(lambda ack: ack(text="Card", blocks=[section("Card"), row]))
    demo.app.action("next")(
        lambda ack, action, respond: (respond(f"moved {action['value']}", replace_original=True), ack())
    )
    demo.sandbox.act.say(ANA, SALES, "/opp 7")
    card = demo.sandbox.world.visible(ANA, SALES)[-1]
    demo.sandbox.act.press(ANA, card.ref, card.blocks[1]["block_id"], "next")
    assert seen(demo) == ["moved 7"]
    payload = demo.sandbox.sent[-1].payload
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload, "Slack keeps no ephemeral messages"


def test_values_stay_where_both_ids_stay_when_a_form_is_updated(demo: Demo) -> None:
    def form(block_id: str) -> dict[str, Any]:
        kind = asked(
            "Kind", {"type": "static_select", "options": [option("A"), option("B")]}, "kind", dispatch_action=True
        )
        name = asked("Name", {"type": "plain_text_input", "initial_value": "new"}, block_id)
        return modal(kind, name, callback_id="f")

    demo.app.command("/opp")(
        lambda ack, client, command: (client.views_open(trigger_id=command["trigger_id"], view=form("a")), ack())
    )
    asks: list[str] = []

    @demo.app.action("it")
    def redraw(ack: Any, body: dict[str, Any], client: Any) -> None:
        chosen = body["actions"][0]["selected_option"]["value"]
        asks.append(body["view"]["state"]["values"]["a"]["it"]["value"])
        client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=form("a" if chosen == "A" else "b")
        )
        ack()

    act, world = demo.sandbox.act, demo.sandbox.world
    act.say(ANA, SALES, "/opp new")
    view = world.top(ANA)
    assert view
    act.fill(ANA, view.id, "a", "it", "mine")
    act.fill(ANA, view.id, "kind", "it", "A")
    assert view.values["a"]["it"]["value"] == "mine"
    act.fill(ANA, view.id, "kind", "it", "B")
    assert view.values["b"]["it"]["value"] == "new"
    assert view.values["kind"]["it"]["selected_option"]["value"] == "B"
    assert asks == ["mine", "mine"]


def test_a_type_ahead_asks_the_app_and_keeps_what_was_chosen(demo: Demo) -> None:
    contact = asked("Contact", {"type": "external_select", "min_query_length": 2}, "contact")
    demo.app.command("/opp")(
        lambda ack, client, command: (client.views_open(trigger_id=command["trigger_id"], view=modal(contact)), ack())
    )
    demo.app.options("it")(lambda ack, payload: ack(options=[option(payload["value"].upper(), "c1")]))
    act = demo.sandbox.act
    act.say(ANA, SALES, "/opp new")
    view = demo.sandbox.world.top(ANA)
    assert view
    assert act.suggest(ANA, view.id, "contact", "it", "a") == []
    assert act.suggest(ANA, view.id, "contact", "it", "ac")[0]["text"]["text"] == "AC"
    act.fill(ANA, view.id, "contact", "it", "c1")
    assert view.values["contact"]["it"]["selected_option"]["value"] == "c1"


def test_forms_are_pushed_and_closing_tells_those_that_ask(demo: Demo) -> None:
    closed: list[bool] = []
    more = {"type": "actions", "block_id": "row", "elements": [button("More", "more")]}
    demo.app.command("/opp")(
        lambda ack, client, command: (client.views_open(trigger_id=command["trigger_id"], view=modal(more)), ack())
    )
    second = modal(section("Second"), callback_id="second", notify_on_close=True)
    demo.app.action("more")(
        lambda ack, client, body: (client.views_push(trigger_id=body["trigger_id"], view=second), ack())
    )
    demo.app.view_closed("second")(lambda ack, body: (closed.append(body["is_cleared"]), ack()))
    act, world = demo.sandbox.act, demo.sandbox.world
    act.say(ANA, SALES, "/opp new")
    first = world.top(ANA)
    assert first
    act.press(ANA, first.id, "row", "more")
    pushed = world.top(ANA)
    assert pushed
    assert (pushed.root, pushed.previous) == (first.id, first.id)
    act.close(ANA)
    assert world.top(ANA) is first
    act.press(ANA, first.id, "row", "more")
    act.close(ANA, everything=True)
    assert world.top(ANA) is None
    assert closed == [False, True]


def test_opening_home_is_an_event_and_publishing_draws_it(demo: Demo) -> None:
    demo.app.event("app_home_opened")(
        lambda event, client: client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section("My day")]}
        )
    )
    demo.sandbox.act.open_home(ANA)
    assert demo.sandbox.world.wait_until(lambda: ANA in demo.sandbox.world.homes)


def test_a_direct_message_to_the_app_is_an_event(demo: Demo) -> None:
    demo.app.event("message")(lambda event, say: say(f"heard {event['text']}"))
    channel = demo.sandbox.world.direct(ANA).id
    demo.sandbox.act.say(ANA, channel, "hello")
    assert demo.sandbox.world.wait_until(lambda: "heard hello" in seen(demo, channel=channel))


def test_an_event_that_is_not_taken_comes_again_with_its_number_and_reason(make: Any, demo_on: Any) -> None:
    demo = demo_on(make(transport="http", event_retries=(0.0, 0.0, 0.0)))
    came: list[tuple[str, str]] = []
    done = threading.Event()

    @demo.app.middleware
    def count(request: Any) -> None:
        came.append(
            (request.headers.get("x-slack-retry-num", [""])[0], request.headers.get("x-slack-retry-reason", [""])[0])
        )
        if len(came) == 4:
            done.set()

    demo.sandbox.act.open_home(ANA)
    assert done.wait(10)
    assert came == [("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


def test_a_choice_from_a_menu_in_a_message_carries_its_option_and_state(demo: Demo) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [option("Show", "show"), option("Edit", "edit")]}
    pick = {
        "type": "static_select",
        "action_id": "pick",
        "options": [option("A"), option("B")],
        "placeholder": text("x"),
    }
    blocks = [section("Row", accessory=menu, block_id="row"), {"type": "actions", "block_id": "p", "elements": [pick]}]
    demo.app.command("/opp")(lambda ack: ack(response_type="in_channel", text="List", blocks=blocks))
    told: list[dict[str, Any]] = []
    demo.app.action("menu")(lambda ack, body: (told.append(body), ack()))
    demo.app.action("pick")(lambda ack, body: (told.append(body), ack()))
    demo.sandbox.act.say(ANA, SALES, "/opp list")
    row = demo.sandbox.world.visible(people.MARC, SALES)[-1]
    demo.sandbox.act.fill(people.MARC, row.ref, "p", "pick", "B")
    demo.sandbox.act.press(people.MARC, row.ref, "row", "menu", "edit")
    assert told[0]["actions"][0]["selected_option"]["value"] == "B"
    assert told[1]["actions"][0]["selected_option"]["value"] == "edit"
    assert told[1]["state"]["values"]["p"]["pick"]["selected_option"]["value"] == "B"
    assert told[1]["message"]["ts"] == row.ts
