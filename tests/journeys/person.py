"""A person in the sandbox, acting from outside: finds things by the words on the screen, and by nothing else."""

from collections.abc import Callable
from typing import TypeVar

from bot.sandbox import Sandbox, choosing, people, state
from bot.sandbox.records import Json, Message
from tests.journeys.screen import BLANKS, Place, Screen

Found = TypeVar("Found")
HOME = "home"
ON, OFF = ("on", "yes", True), ("off", "no", False)


class Person:
    """Somebody at the sandbox. Whatever is looked for is waited for, up to `patience` seconds."""

    def __init__(self, sandbox: Sandbox, user: str = people.ANA, *, patience: float = 30.0) -> None:
        """Begins in #sales."""
        self._sandbox = sandbox
        self._world = sandbox.world
        self.user = user
        self.at = people.SALES
        self._thread = ""
        self._patience = patience
        self._eyes = Screen(sandbox, user)

    # Going and looking

    def go(self, where: str) -> None:
        """Go to a channel (`#sales`), to the app's messages (`Stagepost`) or to its `Home`; a thread is left."""
        self._thread = ""
        if where == "Home":
            self.at = HOME
            self._sandbox.act.open_home(self.user, "home")
        elif where == "Stagepost":
            self.at = self._world.direct(self.user).id
            self._sandbox.act.open_home(self.user, "messages")
        else:
            self.at = next(one.id for one in self._world.channels.values() if f"#{one.name}" == where)

    def look_into(self, words: str = "") -> None:
        """Open the thread of the newest message here that says `words`: what is seen and done is there until `go`."""
        self._thread = self._await(lambda: self._root(words), f"a message that says {words!r}").ts

    def screen(self) -> str:
        """The words of what is in front: the form, else the Home tab, else the newest message."""
        with self._world.changes:
            places = self._places()
            return self._eyes.whole(places[0]) if places else ""

    def messages(self) -> list[str]:
        """The words of every message here, oldest first."""
        with self._world.changes:
            return [self._eyes.whole(one) for one in self._said()]

    def sees(self, *expected: str) -> str:
        """Wait until the screen says all of `expected`; returns it."""
        self._await(lambda: all(one in self.screen() for one in expected), f"to see {expected}")
        return self.screen()

    def title(self) -> str:
        """The title of the form in front; empty when there is none."""
        view = self._world.top(self.user)
        return self._eyes.read(view.body["title"]) if view else ""

    def waits(self, holds: Callable[[], bool]) -> None:
        """Wait until something else holds."""
        self._await(holds, "something else")

    def hears(self, *expected: str, after: int) -> str:
        """Wait until there are more than `after` messages here, the newest saying all of `expected`; returns it."""
        self._await(lambda: len(self.messages()) > after, f"a message beside those {after}")
        return self.sees(*expected)

    def opens(self, title: str, *expected: str) -> str:
        """Wait until the form with this title is in front, and says all of `expected`; returns the screen."""
        self._await(lambda: self.title() == title, f"the form {title!r}")
        return self.sees(*expected)

    def buttons(self) -> list[str]:
        """The words on the buttons and menu options in front."""
        return [words for words, *_ in self._eyes.pressable(self._places()[0])]

    def labels(self) -> list[str]:
        """The labels of the fields in front."""
        return [label for label, *_ in self._eyes.labels(self._places()[0])]

    def value(self, label: str) -> str:
        """What stands in a field."""
        place, block, element = self._await(lambda: self._field(label), f"the field {label!r}")
        return self._eyes.value(place, block, element)

    def errors(self) -> dict[str, str]:
        """The complaints under the fields, by label."""
        view = self._world.top(self.user)
        if view is None:
            return {}
        named = {block["block_id"]: label for label, block, _ in self._eyes.labels(view)}
        return {named[block_id]: complaint.translate(BLANKS) for block_id, complaint in view.errors.items()}

    # Doing

    def command(self, line: str) -> None:
        """Type a slash command (or a message) into the text box."""
        if self.at == HOME:
            raise AssertionError("there is no text box on the Home tab")
        self._sandbox.act.say(self.user, self.at, line, self._thread)

    say = command

    def reply(self, text: str, *, broadcast: bool = False) -> None:
        """Say something in the thread looked into, or in that of the newest message here."""
        if not self._thread:
            self.look_into()
        self._sandbox.act.say(self.user, self.at, text, self._thread, broadcast=broadcast)

    def share_file(self, name: str, text: str = "", *, content: bytes = b"something") -> None:
        """Share a file where one is: in the channel, the direct message or the thread looked into."""
        self._sandbox.act.share(self.user, self.at, {name: content}, text, self._thread)

    def delete_file(self, name: str) -> None:
        """Delete a file of one's own, the newest with this name."""
        found = [one.id for one in self._world.files.values() if (one.name, one.user) == (name, self.user)]
        self._sandbox.act.delete_file(self.user, found[-1])

    def click(self, words: str, *, confirm: str = "") -> None:
        """Click the button or menu option with these words, in the newest place that has it."""
        place, block, element, option = self._await(lambda: self._button(words), f"the button {words!r}")
        asks = element.get("confirm")
        if asks and self._eyes.read(asks["confirm"]) != confirm:
            raise AssertionError(f"{words!r} asks first: {asks}")
        self._sandbox.act.press(self.user, place.ref, block["block_id"], element["action_id"], option)

    def fill(self, label: str, value: object, *, typing: str = "", enter: bool = False) -> None:
        """Enter or choose a value in the field with this label, whatever kind of field it is.

        Dates are ISO; a single checkbox is on or off; choices are named by their words; in a type-ahead
        `typing` (or the value) is typed, and the suggestion with the value's words is taken.
        """
        place, block, element = self._await(lambda: self._field(label), f"the field {label!r}")
        ids = (self.user, place.ref, block["block_id"], element["action_id"])
        if element["type"].endswith("external_select") and value:
            given: object = self._suggested(ids, element, str(value), typing or str(value))
        else:
            given = self._given(element, value)
        self._sandbox.act.fill(*ids, given)
        if enter:
            self._sandbox.act.enter(*ids)

    def suggestions(self, label: str, typed: str) -> list[str]:
        """What a type-ahead offers for `typed`."""
        place, block, element = self._await(lambda: self._field(label), f"the field {label!r}")
        offered = self._sandbox.act.suggest(self.user, place.ref, block["block_id"], element["action_id"], typed)
        return [self._eyes.read(one["text"]) for one in _flat(offered)]

    def submit(self, words: str = "") -> None:
        """Send the form in front; `words` are those on its button."""
        view = self._await(lambda: self._world.top(self.user), "a form")
        shown = self._eyes.read(view.body["submit"])
        if words and shown != words:
            raise AssertionError(f"the form's button says {shown!r}, not {words!r}\n{self.screen()}")
        self._sandbox.act.submit(self.user)

    def close(self) -> None:
        """Close the form in front."""
        self._sandbox.act.close(self.user)

    def dismiss(self) -> None:
        """Put the newest ephemeral message away."""
        newest = next(one for one in reversed(self._said()) if one.only_for)
        self._sandbox.act.dismiss(self.user, newest.ref)

    # Finding

    def _places(self) -> list[Place]:
        """What can be used now, the nearest first: a form covers everything else."""
        view = self._world.top(self.user)
        if view:
            return [view]
        if self.at == HOME:
            home = self._world.homes.get(self.user)
            return [home] if home else []
        return list(reversed(self._said()))

    def _said(self) -> list[Message]:
        return self._world.shown(self.user, self.at, self._thread)

    def _root(self, words: str) -> Message | None:
        told = [one for one in self._world.shown(self.user, self.at) if not (one.is_reply or one.only_for)]
        return next((one for one in reversed(told) if words in self._eyes.whole(one)), None)

    def _button(self, words: str) -> tuple[Place, Json, Json, str] | None:
        for place in self._places():
            for shown, block, element, option in self._eyes.pressable(place):
                if _same(shown, words):
                    return place, block, element, option
        return None

    def _field(self, label: str) -> tuple[Place, Json, Json] | None:
        for place in self._places():
            for shown, block, element in self._eyes.labels(place):
                if _same(shown, label):
                    return place, block, element
        return None

    def _given(self, element: Json, value: object) -> object:
        kind, options = element["type"], state.options(element)
        if kind in ("checkboxes", *state.MANY):
            if value in ON:
                return [one["value"] for one in options]
            several = value if isinstance(value, list | tuple) else [] if value in (*OFF, None, "") else [value]
            return [self._choice(element, options, str(one)) for one in several]
        if kind in state.CHOSEN and kind not in ("datepicker", "timepicker", "datetimepicker", "rich_text_input"):
            return self._choice(element, options, str(value)) if value else ""
        return "" if value is None else str(value)

    def _choice(self, element: Json, options: list[Json], words: str) -> str:
        named = [(self._eyes.read(one["text"]), one["value"]) for one in options]
        if choosing.is_picker(element):
            named = [(shown, one) for one, shown in choosing.offered(self._world, self.user, element)]
        return _pick(named, words)

    def _suggested(self, ids: tuple[str, str, str, str], element: Json, words: str, typed: str) -> object:
        offered = _flat(self._sandbox.act.suggest(*ids, typed))
        chosen = _pick([(self._eyes.read(one["text"]), one["value"]) for one in offered], words)
        return [chosen] if element["type"].startswith("multi_") else chosen

    def _await(self, look: Callable[[], Found | None], what: str) -> Found:
        """Look again at each change of the world, until there is something."""
        found: list[Found] = []

        def seen() -> bool:
            result = look()
            if result:
                found.append(result)
            return bool(result)

        if not self._world.wait_until(seen, self._patience):
            raise AssertionError(f"waited for {what}; the screen says:\n{self.screen()}")
        return found[-1]


def _same(shown: str, asked: str) -> bool:
    """The same words, whatever sign stands before them."""
    return shown == asked or (shown.split(" ", 1)[-1] == asked and not shown[0].isalnum())


def _flat(offered: list[Json]) -> list[Json]:
    return [option for one in offered for option in one.get("options", [one])]


def _pick(named: list[tuple[str, str]], words: str) -> str:
    """The value whose words are these, else whose words contain them."""
    for fits in (lambda shown: shown == words, lambda shown: words in shown):
        for shown, value in named:
            if fits(shown):
                return value
    raise AssertionError(f"{words!r} is not offered, only {[shown for shown, _ in named]}")
