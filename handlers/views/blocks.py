"""The blocks everything is drawn with: plain dictionaries, and the one way a person's text gets into mrkdwn."""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]

TEXT, FIELD, CONTEXT, HEADER, BUTTON, OPTION, TITLE = 3000, 2000, 2000, 150, 75, 75, 24


def esc(text: str) -> str:
    """A person's text for mrkdwn: never a mention, a link or a ping (reliability.md T3)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """A person's text in bold: an asterisk of theirs, as in a cron line, would end it, so another star stands there."""
    return f"*{esc(text).replace('*', '∗')}*"


def linked(url: str, name: str) -> str:
    """A link under a name that people typed; the name alone where the two are too long for small print."""
    link = f"<{esc(url)}|{esc(name).replace('|', '¦')}>"
    return link if len(link) <= CONTEXT else esc(name)


def cut(text: str, limit: int) -> str:
    """The text, shortened with an ellipsis when Slack would refuse it."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(text: str, limit: int = TEXT) -> Block:
    """A text object without markup."""
    return {"type": "plain_text", "text": cut(text, limit)}


def mrkdwn(text: str, limit: int = TEXT) -> Block:
    """A text object with markup; what people typed went through `esc`."""
    return {"type": "mrkdwn", "text": cut(text, limit)}


def header(text: str) -> Block:
    """A large line."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button or menu beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return block


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """Captions with their values, two a line; at most ten."""
    return {
        "type": "section",
        "fields": [mrkdwn(f"*{caption}*\n{value}", FIELD) for caption, value in list(pairs)[:10]],
    }


def doubts(sentences: Iterable[str]) -> list[Block]:
    """What is asked above a form."""
    return [section(f":warning: {esc(sentence)}") for sentence in sentences]


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text, CONTEXT) for text in texts]}


def preformatted(text: str) -> Block:
    """Lines in letters of one width, for columns; nothing in them is markup, so nothing is escaped."""
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": cut(text, TEXT)}]}
    return {"type": "rich_text", "elements": [part]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def button(
    label: str, action: str, value: str = "", *, style: str | None = None, confirm: Block | None = None
) -> Block:
    """A button; `value` says what it is about and what the person saw."""
    block: Block = {"type": "button", "text": plain(label, BUTTON), "action_id": action}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = confirm | ({"style": style} if style else {})
    return block


def actions(*elements: Block) -> Block:
    """A row of buttons and menus; at most 25."""
    return {"type": "actions", "elements": list(elements)[:25]}


def option(label: str, value: str, description: str = "") -> Block:
    """A choice of a menu."""
    choice = {"text": plain(label, OPTION), "value": value}
    return choice | {"description": plain(description, OPTION)} if description else choice


def overflow(action: str, choices: Sequence[Block]) -> Block:
    """A menu behind three dots; at most five choices."""
    return {"type": "overflow", "action_id": action, "options": list(choices)[:5]}


def select(action: str, choices: Sequence[Block], chosen: str | None = None, placeholder: str = "") -> Block:
    """A menu of at most a hundred choices."""
    block: Block = {"type": "static_select", "action_id": action, "options": list(choices)[:100]}
    if placeholder:
        block["placeholder"] = plain(placeholder, 150)
    if initial := next((c for c in block["options"] if c["value"] == chosen), None):
        block["initial_option"] = initial
    return block


def typeahead(action: str, placeholder: str, chosen: Block | None = None, shortest: int = 0) -> Block:
    """A field that asks for its choices while somebody types."""
    block: Block = {
        "type": "external_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
        "min_query_length": shortest,
    }
    if chosen:
        block["initial_option"] = chosen
    return block


def typed(
    action: str, value: str = "", *, lines: bool = False, longest: int | None = None, live: bool = False, hint: str = ""
) -> Block:
    """A field for text; `live` reports every character, for figures that follow."""
    block: Block = {"type": "plain_text_input", "action_id": action, "multiline": lines}
    if value:
        block["initial_value"] = cut(value, longest or TEXT)
    if longest:
        block["max_length"] = longest
    if live:
        block["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    if hint:
        block["placeholder"] = plain(hint, 150)
    return block


def day(action: str, iso: str | None = None) -> Block:
    """A field for a date."""
    return {"type": "datepicker", "action_id": action} | ({"initial_date": iso} if iso else {})


def clock(action: str, iso: str | None = None) -> Block:
    """A field for a time: `08:30`."""
    return {"type": "timepicker", "action_id": action} | ({"initial_time": iso} if iso else {})


def address(action: str) -> Block:
    """A field for a web address."""
    return {"type": "url_text_input", "action_id": action}


def conversation(action: str, chosen: str | None = None) -> Block:
    """A menu of the channels that the person knows of."""
    block: Block = {
        "type": "conversations_select",
        "action_id": action,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return block | {"initial_conversation": chosen} if chosen else block


def somebody(action: str, chosen: str | None = None, placeholder: str = "") -> Block:
    """A menu of the people of Slack; `chosen`: a Slack id."""
    block: Block = {"type": "users_select", "action_id": action}
    if placeholder:
        block["placeholder"] = plain(placeholder, 150)
    return block | {"initial_user": chosen} if chosen else block


def switch(action: str, label: str, on: bool) -> Block:
    """One box to tick."""
    choice = option(label, "on")
    block: Block = {"type": "checkboxes", "action_id": action, "options": [choice]}
    return block | {"initial_options": [choice]} if on else block


def switches(action: str, choices: Sequence[Block], on: Sequence[str]) -> Block:
    """Several boxes to tick, at most ten; `on`: the values of those that are ticked."""
    block: Block = {"type": "checkboxes", "action_id": action, "options": list(choices)[:10]}
    ticked = [one for one in block["options"] if one["value"] in on]
    return block | {"initial_options": ticked} if ticked else block


def field(
    name: str, label: str, element: Block, *, optional: bool = False, live: bool = False, hint: str = ""
) -> Block:
    """A form's field; `name` is also where a refusal finds it. `live`: the form hears of it at once."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, FIELD),
        "element": element,
        "optional": optional,
    }
    if live:
        block["dispatch_action"] = True
    if hint:
        block["hint"] = plain(hint, FIELD)
    return block


def form(
    callback: str, title: str, blocks: Sequence[Block], *, submit: str | None, close: str, metadata: str = ""
) -> Block:
    """A form: `callback` says which, `metadata` what it is about."""
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(blocks)[:100],
        "private_metadata": metadata,
    }
    if submit:
        view["submit"] = plain(submit, TITLE)
    return view


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """A question before a button acts; the button lends it its style."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
