"""A demo app with one of everything, to look at and to click through in a browser."""

from typing import Any

from slack_bolt import App

from tests.sandbox.demo import asked, button, modal, option, section, text

CONTACTS = ["Cannon Group SARL", "Cannon Ball Ltd", "Adatum Corporation", "École Supérieure"]


DUE = "due <!date^1795335122^{date_short_pretty} at {time}|soon> · <https://example.com|offer>"
SURE = {
    "title": text("Delete?"),
    "text": text("OP000007 and its history go."),
    "confirm": text("Delete"),
    "deny": text("Keep"),
    "style": "danger",
}


def card(stage: str = "2 Qualification") -> list[dict[str, Any]]:
    """Something like an opportunity's card."""
    return [
        {"type": "header", "text": text("OP000007 · 100 office chairs")},
        {
            "type": "section",
            "fields": [
                text(f"*{name}*\n{value}", "mrkdwn")
                for name, value in [
                    ("Status", "In progress"),
                    ("Stage", stage),
                    ("Estimated value", "CHF 60'000.00"),
                    ("Chances of success", "75 %"),
                    ("Contact", "Cannon Group SARL"),
                    ("Salesperson", "<@U00ANA>"),
                ]
            ],
        },
        section(":white_check_mark: 1 Initial › *2 Qualification* › 3 Proposal\n>Next task: call them &amp; ask"),
        {"type": "context", "elements": [text(DUE, "mrkdwn")]},
        {
            "type": "actions",
            "elements": [
                button("Next", "next", style="primary", value="7"),
                button("Close", "close"),
                button("Delete", "delete", style="danger", confirm=SURE),
                {"type": "overflow", "action_id": "more", "options": [option("History", "h"), option("Tasks", "t")]},
            ],
        },
    ]


LIVE = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
PERCENT = {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "max_value": "100"}
AT_ONCE = option("Activate at once", "on")
LOW = option("Low")


def written(label: str, name: str, **more: Any) -> dict[str, Any]:
    """A text field."""
    return asked(label, {"type": "plain_text_input", "action_id": name, **more}, name)


def chosen(label: str, name: str, kind: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A field with options."""
    return asked(label, {"type": kind, "options": list(options), **more}, name)


def form(live: str = "25 % chances × 35 % completed = 8.75 %", note: str = "") -> dict[str, Any]:
    """A form with every kind of field."""
    fields = [
        written("Description", "description", multiline=True, max_length=200),
        asked("Contact", {"type": "external_select", "min_query_length": 2, "action_id": "contact"}, "contact"),
        {**written("Estimated value", "value", placeholder=text("60000"), **LIVE), "dispatch_action": True},
        {"type": "context", "elements": [text(live)]},
        asked("Chances of success %", {**PERCENT, "initial_value": "25"}, "chances"),
        asked("Estimated closing date", {"type": "datepicker"}, "closing", optional=True, hint=text("If you know it")),
        chosen("Priority", "priority", "radio_buttons", LOW, option("High"), initial_option=LOW),
        chosen("Sales cycle", "cycle", "static_select", option("EX-LARGE"), option("EX-SMALL")),
        {**chosen("Activate first stage", "on", "checkboxes", AT_ONCE, initial_options=[AT_ONCE]), "optional": True},
        asked("Salesperson", {"type": "users_select"}, "person", optional=True),
    ]
    above = [section(note)] if note else []
    words = {"title": text("New opportunity"), "submit": text("Create"), "close": text("Cancel")}
    return modal(*above, *fields, callback_id="new", **words)


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

    @app.options("contact")
    def contacts(ack: Any, payload: dict[str, Any]) -> None:
        typed = payload["value"]
        found = [option(one) for one in CONTACTS if typed.lower() in one.lower()]
        ack(options=[*found, option(f'Create contact "{typed}"', "new")])

    @app.action("close")
    def close(ack: Any, client: Any, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form(note="Close *OP000007*"))
        ack()

    @app.action("more")
    def more(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        respond(f"You chose {action['selected_option']['text']['text']}")
        ack()

    moved = {"text": "Card", "blocks": card("4 Contract"), "replace_original": True}
    app.action("next")(lambda ack, respond: (respond(**moved), ack()))
    app.action("delete")(lambda ack, respond: (respond(delete_original=True), ack()))
    app.action("open")(lambda ack: ack())
    app.event("app_home_opened")(lambda client, event: client.views_publish(user_id=event["user"], view=home()))
    app.event("message")(lambda say, event: say(f"You wrote: {event['text']}"))
