"""What is said of digests and channel feeds in trouble, unasked: one rests, one does not add up."""

from handlers.texts import Texts
from handlers.views import digest_pages, events, places
from handlers.views.blocks import bold, context, cut, esc, section
from handlers.views.messages import Message
from store.rules.places import Unfit
from store.troubles import Facts


def digest_line(facts: Facts, texts: Texts) -> str:
    """A digest rests, and why."""
    said = texts.t("The digest {name} rests.", name=bold(cut(facts["digest"], 80)))
    return f"{said} {digest_pages.why(facts['trouble'], facts['channel'], cut(facts['owner'], 60), texts)}"


def digest(facts: Facts, texts: Texts) -> Message:
    """The same as a message of its own, with what lets it go on."""
    return _message(digest_line(facts, texts), texts.t("To let it go on: /opp digest, then Change or Resume."))


def gap_line(facts: Facts, texts: Texts) -> str:
    """The sums of a digest do not add up."""
    return texts.t(
        "The digest {name} of {date} does not add up: {value} estimated and {weighted} weighted changed without an"
        " entry in the history.",
        name=bold(cut(facts["digest"], 80)),
        date=texts.date(facts["on"]),
        value=texts.money(facts["value"]),
        weighted=texts.money(facts["weighted"]),
    )


def gap(facts: Facts, texts: Texts) -> Message:
    """The same as a message of its own, with what that means."""
    why = texts.t("Somebody may have changed the database by hand, or restored it. The digest says so too.")
    return _message(gap_line(facts, texts), why)


def feed_line(facts: Facts, texts: Texts) -> str:
    """Nothing goes to a channel any more, and why."""
    said = texts.t(
        "The channel feed rests ({scope}): nothing can go to #{channel}.",
        scope=esc(cut(events.named(texts, facts["cycle"], facts["team"]), 80)),
        channel=esc(facts["channel"]),
    )
    return f"{said} {esc(places.unfit(Unfit(facts['trouble']), facts['channel'], texts))}"


def feed(facts: Facts, texts: Texts) -> Message:
    """The same as a message of its own, with what lets it go on."""
    return _message(feed_line(facts, texts), texts.t("To let it go on, save it again with /opp setup channels."))


def _message(said: str, more: str) -> Message:
    return Message([section(f"⚠️ {said}"), context(more)], said)
