"""A demo app with one of everything, to look at and to click through in a browser."""

from typing import Any

from slack_bolt import App

from tests.sandbox.demo import asked, button, modal, option, section, text

CONTACTS = ["Cannon Group SARL", "Cannon Ball Ltd", "Adatum Corporation", "École Supérieure"]


def card(stage: str = "2 Qualification") -> list[dict[str, Any]]:
    """Something like an opportunity's card."""
    return [
        {"type": "header", "text": text("OP000007 · 100 office chairs")},
        {
            "type": "section",
            "fields": [
                text(f"*{name}*\n{value}", "mrkdwn")
                for name, value in [
                    ("Status", "In progress"), ("Stage", stage), ("Estimated value", "CHF 60'000.00"),
                    ("Chances of success", "75 %"), ("Contact", "Cannon Group SARL"), ("Salesperson", "<@U00ANA>"),
                ]
            ],
        },
        section(":white_check_mark: 1 Initial › *2 Qualification* › 3 Proposal › 4 Closing\n>Next task: call them &amp; ask"),
        {"type": "context", "elements": [text("due <!date^1795335122^{date_short_pretty} at {time}|soon> · <https://example.com|offer>", "mrkdwn")]},
        {
            "type": "actions",
            "elements": [
                button("Next", "next", style="primary", value="7"),
                button("Close", "close"),
                button("Delete", "delete", style="danger", confirm={
                    "title": text("Delete?"), "text": text("OP000007 and its history go."), "confirm": text("Delete"), "deny": text("Keep"), "style": "danger",
                }),
                {"type": "overflow", "action_id": "more", "options": [option("History", "h"), option("Tasks", "t")]},
            ],
        },
    ]  # fmt: skip


def form(live: str = "25 % chances × 35 % completed = 8.75 %", note: str = "") -> dict[str, Any]:
    """A form with every kind of field."""
    live_block = {"type": "context", "elements": [text(live)]}
    fields = [
        asked("Description", {"type": "plain_text_input", "multiline": True, "max_length": 200}, "description"),
        asked("Contact", {"type": "external_select", "min_query_length": 2, "action_id": "contact"}, "contact"),
        asked("Estimated value", {
            "type": "plain_text_input", "action_id": "value", "placeholder": text("60000"),
            "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        }, "value", dispatch_action=True),
        live_block,
        asked("Chances of success %", {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "max_value": "100", "initial_value": "25"}, "chances"),
        asked("Estimated closing date", {"type": "datepicker"}, "closing", optional=True, hint=text("Leave it empty if you do not know")),
        asked("Priority", {"type": "radio_buttons", "options": [option("Low"), option("High")], "initial_option": option("Low")}, "priority"),
        asked("Sales cycle", {"type": "static_select", "options": [option("EX-LARGE"), option("EX-SMALL")]}, "cycle"),
        asked("Activate first stage", {"type": "checkboxes", "options": [option("Activate at once", "on")], "initial_options": [option("Activate at once", "on")]}, "activate", optional=True),
        asked("Salesperson", {"type": "users_select"}, "person", optional=True),
    ]  # fmt: skip
    return modal(*([section(note)] if note else []), *fields, callback_id="new", submit=text("Create"), close=text("Cancel"), title=text("New opportunity"))  # fmt: skip


def home() -> dict[str, Any]:
    """A Home tab."""
    row = section("*OP000007* 100 office chairs\nCHF 60'000.00 · closes in 12 days", accessory=button("Open", "open"))
    return {"type": "home", "blocks": [{"type": "header", "text": text("My day")}, row, {"type": "divider"}, row]}


def build(app: App) -> None:
    """Make `app` answer everything the showcase does."""

    @app.command("/opp")
    def command(ack: Any, command: dict[str, Any], client: Any) -> None:
        if command["text"] == "new":
            client.views_open(trigger_id=command["trigger_id"], view=form())
            ack()
        elif command["text"] == "share":
            ack(response_type="in_channel", text="A card", blocks=card())
        else:
            ack(text="A card", blocks=card())

    @app.view("new")
    def create(ack: Any, view: dict[str, Any], client: Any, body: dict[str, Any]) -> None:
        given = view["state"]["values"]
        if given["value"]["value"]["value"] == "0":
            ack(response_action="errors", errors={"value": "The estimated value must be more than 0."})
            return
        client.chat_postMessage(channel=body["user"]["id"], text="Created", blocks=card("1 Initial"))
        ack()

    @app.action("value")
    def live(ack: Any, body: dict[str, Any], client: Any, action: dict[str, Any]) -> None:
        client.views_update(view_id=body["view"]["id"], view=form(f"That would be {action['value']}"))
        ack()

    app.options("contact")(
        lambda ack, payload: ack(
            options=[option(one) for one in CONTACTS if payload["value"].lower() in one.lower()]
            + [option(f'Create contact "{payload["value"]}"', "new")]
        )
    )
    app.action("next")(
        lambda ack, respond: (respond(text="Card", blocks=card("3 Proposal"), replace_original=True), ack())
    )
    app.action("close")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=form(note="Close *OP000007*")),
            ack(),
        )
    )
    app.action("delete")(lambda ack, respond: (respond(delete_original=True), ack()))
    app.action("more")(
        lambda ack, respond, action: (respond(f"You chose {action['selected_option']['text']['text']}"), ack())
    )
    app.action("open")(lambda ack: ack())
    app.event("app_home_opened")(lambda client, event: client.views_publish(user_id=event["user"], view=home()))
    app.event("message")(lambda say, event: say(f"You wrote: {event['text']}"))
