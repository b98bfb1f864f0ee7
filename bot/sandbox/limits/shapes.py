"""Small checks that are put together into the shape of each block; they yield what is wrong, and where."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def wrong(what: str, pointer: str) -> str:
    """A complaint as Slack words it."""
    return f"[ERROR] {what} [json-pointer:{pointer}]"


def string(most: int, least: int = 1, pattern: str = "") -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must provide a string", at)
        elif len(value) < least:
            yield wrong(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield wrong(f"must be less than {most + 1} characters", at)
        elif pattern and not re.fullmatch(pattern, value):
            yield wrong("must match the expected format", at)

    return check


def whole(least: int, most: int) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield wrong(f"must be a whole number from {least} to {most}", at)

    return check


def flag(value: Any, at: str) -> Iterator[str]:
    """True or false, not the words."""
    if not isinstance(value, bool):
        yield wrong("must be a boolean", at)


def anything(_value: Any, _at: str) -> Iterator[str]:
    """Whatever it is."""
    return iter(())


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong(f"must be one of {', '.join(allowed)}", at)

    return check


def some(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must provide an array", at)
            return
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        for number, one in enumerate(value):
            yield from item(one, f"{at}/{number}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must provide an object", at)
            return
        for name in required:
            if name not in value:
                yield wrong(f"missing required field: {name}", at)
        for name, held in value.items():
            if name not in known:
                yield wrong(f"additional property not allowed: {name}", f"{at}/{name}")
            else:
                yield from known[name](held, f"{at}/{name}")

    return check


def by_type(table: Mapping[str, Check], place: str) -> Check:
    """An object whose `type` says which of `table` it must fit."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            yield wrong(f"unsupported type: {kind} is not allowed in {place}", f"{at}/type")
        else:
            yield from table[kind](value, at)

    return check


def text(most: int, *kinds: str, least: int = 1) -> Check:
    """A text object of at most `most` characters; plain text unless said otherwise."""
    words = {"text": string(most, least), "type": anything}
    table = {
        "plain_text": shape(words, {"emoji": flag}),
        "mrkdwn": shape(words, {"verbatim": flag}),
    }
    return by_type({kind: table[kind] for kind in kinds or ("plain_text",)}, "this text field")
