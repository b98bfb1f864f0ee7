"""A command's text as it was typed: Slack's escapes undone, its verb, the people it mentions, a plain number."""

import re

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
# <@U1|ana> and <#C1|sales> were typed as @ana and #sales, <https://…|…> and <mailto:…|…> as their words.
_LINK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def unescaped(text: str) -> str:
    """What the person typed: Slack's links and entities undone, once (the manifest sets should_escape)."""
    text = _LINK.sub(lambda m: f"{m[1].replace('!', '')}{m[3]}" if m[1] and m[3] else m[3] or m[2], text)
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return text


def first(text: str) -> tuple[str, str]:
    """The first word and the rest; a line's end or a tab ends it as well as a blank."""
    word, rest = (*text.split(None, 1), "", "")[:2]
    return word, rest.strip()


def verb(text: str) -> tuple[str, str]:
    """The first word in lower case, as it was typed, and the rest as Slack sent it: it may mention somebody."""
    word, rest = first(text)
    return unescaped(word).lower(), rest


def words(text: str) -> tuple[str, str]:
    """The first word in lower case, and the rest, as they were typed."""
    word, rest = verb(text)
    return word, unescaped(rest)


def mention(text: str, number: int = 0) -> str | None:
    """The Slack id in `<@U123|ana>`, the first or the one with this number, from 0."""
    found = _MENTION.findall(text)
    return found[number] if number < len(found) else None


def count(typed: str) -> int | None:
    """A whole number of at most eight plain figures, or None."""
    return int(typed) if re.fullmatch(r"[0-9]{1,8}", typed, re.ASCII) else None
