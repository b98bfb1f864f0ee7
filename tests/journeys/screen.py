"""What stands on a person's screen in the sandbox, as plain words and labels."""

from collections.abc import Iterator

from bot.sandbox import Sandbox, state
from bot.sandbox.mrkdwn import Writing, words
from bot.sandbox.records import Json, Message, View

Place = Message | View
BLANKS = str.maketrans("\u00a0\u202f", "  ")


class Screen:
    """One person's eyes."""

    def __init__(self, sandbox: Sandbox, user: str) -> None:
        """Sees what `user` sees."""
        self._world = sandbox.world
        self._user = user
        self._write = Writing(sandbox.world, sandbox.world.people[user])

    def read(self, text: Json | str) -> str:
        """The words of a text object, or of mrkdwn; to the eye a blank that does not break is a blank."""
        markup = self._write.html(text) if isinstance(text, str) else self._write.object(text)
        return words(markup).translate(BLANKS)

    def blocks(self, place: Place) -> list[Json]:
        """The blocks of a message, a form or a Home tab."""
        return place.body["blocks"] if isinstance(place, View) else place.blocks

    def whole(self, place: Place) -> str:
        """Everything that can be read there, line by line."""
        return "\n".join(line for line in self._lines(place) if line)

    def labels(self, place: Place) -> list[tuple[str, Json, Json]]:
        """Every field with the label (or text, or placeholder) a person would call it by."""
        found = []
        for block, element in state.elements(self.blocks(place)):
            if state.keeps_state(element):
                found.append((self._label(block, element), block, element))
        return found

    def pressable(self, place: Place) -> list[tuple[str, Json, Json, str]]:
        """Every button and menu option by its words; the last part is the option's value."""
        found = []
        for block, element in state.elements(self.blocks(place)):
            if element["type"] == "button":
                found.append((self.read(element["text"]), block, element, ""))
            for option in element["options"] if element["type"] == "overflow" else []:
                found.append((self.read(option["text"]), block, element, option["value"]))
        return found

    def value(self, place: Place, block: Json, element: Json) -> str:
        """What stands in a field, in words."""
        values = place.values if isinstance(place, View) else place.values.get(self._user, {})
        held = values.get(block["block_id"], {}).get(element["action_id"]) or state.beginning(element)
        given = held["value"] if element["type"] in state.WRITTEN else held[state.CHOSEN[element["type"]][0]]
        many = given if isinstance(given, list) else [] if given is None else [given]
        return ", ".join(self._named(one) for one in many)

    def _named(self, chosen: Json | str | int) -> str:
        if isinstance(chosen, dict):
            return self.read(chosen["text"])
        one, place = self._world.people.get(str(chosen)), self._world.channels.get(str(chosen))
        return one.real_name if one else f"#{place.name}" if place else str(chosen)

    def _label(self, block: Json, element: Json) -> str:
        if block["type"] == "input":
            return self.read(block["label"])
        hint = element.get("placeholder") or block.get("text")
        return str(element.get("accessibility_label") or (self.read(hint) if hint else ""))

    def _lines(self, place: Place) -> Iterator[str]:
        if isinstance(place, View) and place.body["type"] == "modal":
            yield self.read(place.body["title"])
            yield place.trouble
        if isinstance(place, Message) and not place.blocks:
            yield self.read(place.text)
        for block in self.blocks(place):
            yield from self._block(place, block)
        if isinstance(place, View) and place.body.get("submit"):
            yield f"[{self.read(place.body['submit'])}]"
        if isinstance(place, Message):
            yield from self._below(place)

    def _below(self, message: Message) -> Iterator[str]:
        """What stands under a message: its files, how much is said in its thread, and trouble."""
        for file in (self._world.files[one] for one in message.files):
            yield "This file was deleted." if file.deleted else f"📄 {file.name}"
        replies = self._world.replies(message)
        yield f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}" if replies else ""
        yield message.trouble.get(self._user, "")

    def _block(self, place: Place, block: Json) -> Iterator[str]:
        if block["type"] == "input":
            yield f"{self.read(block['label'])}: {self.value(place, block, block['element'])}"
            yield self.read(block["hint"]) if "hint" in block else ""
            yield place.errors.get(block["block_id"], "") if isinstance(place, View) else ""
            return
        if block["type"] == "table":
            for row in block["rows"]:
                yield " | ".join(str(cell.get("text", cell.get("value", ""))) for cell in row)
        text = block.get("text")
        yield (text if isinstance(text, str) else self.read(text)) if text else ""
        for field in block.get("fields", []):
            yield self.read(field)
        if block["type"] == "context":
            yield " ".join(self.read(part) for part in block["elements"] if part["type"] != "image")
        parts = block["elements"] if block["type"] == "actions" else [block.get("accessory")]
        shown = [self._element(place, block, part) for part in parts if part and part["type"] != "image"]
        yield " ".join(one for one in shown if one)

    def _element(self, place: Place, block: Json, element: Json) -> str:
        if element["type"] == "button":
            return f"[{self.read(element['text'])}]"
        if element["type"] == "overflow":
            return "[…]"
        return f"[{self._label(block, element)}: {self.value(place, block, element)}]"
