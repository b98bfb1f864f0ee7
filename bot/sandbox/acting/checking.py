"""What Slack's own client checks in a form before it sends it."""

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox import state
from bot.sandbox.records import Json, View

REQUIRED = "Please complete this required field."
LINK = "Please enter a valid URL."
# What a person meets in the forms of Stagepost.
IN_FRENCH = {REQUIRED: "Veuillez remplir ce champ obligatoire.", LINK: "Veuillez saisir une URL valide."}
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")
PATTERNS = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "Please enter a valid email address."),
    "url_text_input": (re.compile(r"https?://\S+"), LINK),
}


def complaints(view: View, locale: str = "en-US") -> dict[str, str]:
    """block_id -> what the person has to mend first; empty when the form may go."""
    found: dict[str, str] = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = view.values[block["block_id"]][element["action_id"]]
        missing = "" if block.get("optional") else REQUIRED
        complaint = missing if state.is_empty(value) else _wrong(element, value)
        if complaint:
            found[block["block_id"]] = IN_FRENCH.get(complaint, complaint) if locale.startswith("fr") else complaint
    return found


def _wrong(element: Json, value: Json) -> str:
    kind = element["type"]
    if kind == "number_input":
        return _wrong_number(element, value["value"])
    if kind in PATTERNS:
        pattern, complaint = PATTERNS[kind]
        return "" if pattern.fullmatch(value["value"]) else complaint
    if kind == "plain_text_input":
        return _wrong_length(element, len(value["value"]))
    if kind in state.MANY:
        most, chosen = element.get("max_selected_items"), len(value[state.CHOSEN[kind][0]])
        return f"Please choose at most {most}." if most and chosen > most else ""
    return ""


def _wrong_length(element: Json, length: int) -> str:
    if length > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    if length < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return ""


def _wrong_number(element: Json, typed: str) -> str:
    try:
        number = Decimal(typed) if NUMBER.fullmatch(typed) else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if number.is_nan():
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and "." in typed:
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number of {element['min_value']} or more."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number of {element['max_value']} or less."
    return ""
