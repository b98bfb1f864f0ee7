"""The shape of every interactive element and of the objects they are made of."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.limits.shapes import (
    Check,
    anything,
    by_type,
    flag,
    one_of,
    shape,
    some,
    string,
    text,
    whole,
    wrong,
)

BOTH = ("plain_text", "mrkdwn")
DATE = string(10, pattern=r"\d{4}-\d\d-\d\d")

confirm = shape(
    {"title": text(100), "text": text(300, *BOTH), "confirm": text(30), "deny": text(30)},
    {"style": one_of("primary", "danger")},
)
option = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
menu_option = shape({"text": text(75), "value": string(150)}, {"description": text(75), "url": string(3000)})
marked_option = shape({"text": text(75, *BOTH), "value": string(150)}, {"description": text(75, *BOTH)})
group = shape({"label": text(75), "options": some(option, 100)})
ids = some(string(255), 100)
dispatching = shape({"trigger_actions_on": some(one_of("on_enter_pressed", "on_character_entered"), 2)})
conversation_filter = shape(
    {},
    {
        "include": some(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def element(required: dict[str, Check], optional: dict[str, Check] | None = None, *, hints: bool = True) -> Check:
    """An interactive element: its own fields and those every element may have."""
    own = {"action_id": string(255), "confirm": confirm, **(optional or {})}
    if hints:
        own |= {"placeholder": text(150), "focus_on_load": flag}
    return shape({"type": anything, **required}, own)


def _from_options(check: Check, *, grouped: bool = False) -> Check:
    """`check`, and that what is chosen at the start is among the options."""

    def both(value: Any, at: str) -> Iterator[str]:
        complaints = list(check(value, at))
        if grouped and ("options" in value) == ("option_groups" in value):
            complaints.append(wrong("must provide exactly one of options and option_groups", at))
        yield from complaints
        if complaints:
            return
        groups = value.get("option_groups", [])
        offered = [*value.get("options", []), *(one for part in groups for one in part["options"])]
        initial = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
        if any(one not in offered for one in initial):
            yield wrong("initial option is not among the options", at)

    return both


many = {"max_selected_items": whole(1, 100)}
written = {"dispatch_action_config": dispatching}
LISTS = {"options": some(option, 100), "option_groups": some(group, 100)}
CONVERSATIONS = {"response_url_enabled": flag, "filter": conversation_filter, "default_to_current_conversation": flag}

BUTTONS: dict[str, Check] = {
    "button": element(
        {"text": text(75)},
        {
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
        hints=False,
    ),
    "overflow": element({"options": some(menu_option, 5)}, hints=False),
}
CHOICES: dict[str, Check] = {
    "static_select": _from_options(element({}, {**LISTS, "initial_option": option}), grouped=True),
    "external_select": element({}, {"initial_option": option, "min_query_length": whole(0, 100)}),
    "users_select": element({}, {"initial_user": string(255)}),
    "conversations_select": element({}, {"initial_conversation": string(255), **CONVERSATIONS}),
    "channels_select": element({}, {"initial_channel": string(255), "response_url_enabled": flag}),
    "multi_static_select": _from_options(
        element({}, {**LISTS, "initial_options": some(option, 100), **many}), grouped=True
    ),
    "multi_external_select": element(
        {}, {"initial_options": some(option, 100), "min_query_length": whole(0, 100), **many}
    ),
    "multi_users_select": element({}, {"initial_users": ids, **many}),
    "multi_conversations_select": element({}, {"initial_conversations": ids, **CONVERSATIONS, **many}),
    "multi_channels_select": element({}, {"initial_channels": ids, **many}),
    "datepicker": element({}, {"initial_date": DATE}),
    "timepicker": element({}, {"initial_time": string(5, pattern=r"\d\d:\d\d"), "timezone": string(100)}),
    "checkboxes": _from_options(
        element({"options": some(marked_option, 10)}, {"initial_options": some(marked_option, 10)})
    ),
    "radio_buttons": _from_options(element({"options": some(marked_option, 10)}, {"initial_option": marked_option})),
}
MOMENT: dict[str, Check] = {"datetimepicker": element({}, {"initial_date_time": whole(10**9, 10**10 - 1)})}
WRITING: dict[str, Check] = {
    "plain_text_input": element(
        {},
        {
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
            **written,
        },
    ),
    "rich_text_input": element({}, {"initial_value": anything, **written}),
}
WRITING_IN_MODALS: dict[str, Check] = {
    "email_text_input": element({}, {"initial_value": string(3000), **written}),
    "url_text_input": element({}, {"initial_value": string(3000), **written}),
    "number_input": element(
        {"is_decimal_allowed": flag},
        {"initial_value": string(3000), "min_value": string(100), "max_value": string(100), **written},
    ),
}
IMAGE = shape({"type": anything, "alt_text": string(2000)}, {"image_url": string(3000), "slack_file": anything})


def acting(surface: str) -> Check:
    """What an actions block may hold on this surface."""
    moment = {} if surface == "home" else MOMENT
    rich = {"rich_text_input": WRITING["rich_text_input"]}
    return by_type({**BUTTONS, **CHOICES, **moment, **rich}, f"actions blocks ({surface})")


def beside(surface: str) -> Check:
    """What may stand beside a section's text."""
    return by_type({**BUTTONS, **CHOICES, "image": IMAGE}, f"section accessories ({surface})")


def asked(surface: str) -> Check:
    """What an input block may hold on this surface."""
    moment = {} if surface == "home" else MOMENT
    more = WRITING_IN_MODALS if surface == "modal" else {}
    return by_type({**CHOICES, **moment, **WRITING, **more}, f"input blocks ({surface})")
