"""Digests as those see them who set them up: the list with its buttons, and why one rests."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import digest_schedules, places
from handlers.views.blocks import Block, actions, bold, button, confirm, context, esc, form, header, section
from handlers.views.messages import Message
from handlers.views.pages import turning
from store.digests import Digest, Shown
from store.rights import Member
from store.rules.digests import Rest
from store.rules.places import Unfit
from store.rules.words import DigestScope, OccurrenceState

SHOWN = 15  # two blocks each, of the fifty a message may have


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


RESTS = {
    Rest.LEFT: _("{person}, who set it up, is not here any more. An admin who presses Resume takes it over."),
    Rest.DEMOTED: _("{person}, who set it up, is no manager any more. An admin who presses Resume takes it over."),
    Rest.BEYOND: _("{person} does not manage all those any more whom it is about. Press Change and choose others."),
    Rest.GONE: _("The team, cycle or person that it was about is gone. Press Change and choose another."),
}
_LAST = {
    OccurrenceState.OWED: _("last on {date}"),
    OccurrenceState.SKIPPED_LATE: _("that of {date} was skipped: it would have come too late"),
    OccurrenceState.NOTHING_NEW: _("nothing new on {date}"),
}


def message(found: Sequence[Shown], by: Member, texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The digests with their buttons, those of others with who set them up."""
    title = texts.t("Digests")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    if not found:
        drawn.append(section(texts.t("You have set up no digest yet.")))
    for number, one in enumerate(found[start : start + SHOWN], start + 1):
        drawn += _row(number, one, by, texts)
    new = button(texts.t("New digest"), wire.DIGEST, style="primary")
    drawn.append(actions(new, *turning(wire.DIGESTS, start, SHOWN, len(found), texts)))
    what = texts.t("A digest tells you or a channel on a schedule how opportunities stand and what changed.")
    return Message([*drawn, context(what)], esc(note or title))


def _row(number: int, one: Shown, by: Member, texts: Texts) -> list[Block]:
    digest = one.digest
    when = digest_schedules.whole(digest.schedule, texts)
    lines = [
        f"{bold(f'{number} · {digest.name}')} · {esc(when)}",
        f"{esc(about(digest.scope, one.scope_name, texts))} → {esc(goes_to(one, by, texts))}",
        _stands(one, texts),
    ]
    if one.owner_slack_id != by.slack_id:
        by_whom = texts.t("Set up by {person}", person=esc(one.owner))
        lines.append(f"_{by_whom}_")
    return [section("\n".join(lines)), actions(*_buttons(digest, texts))]


def _stands(one: Shown, texts: Texts) -> str:
    digest = one.digest
    if digest.trouble:
        rests = texts.t("It rests.")
        return f"⚠️ {rests} {why(digest.trouble, digest.channel_name, one.owner, texts)}"
    said = [texts.t("Paused")] if digest.paused else []
    if digest.next_due_at:
        said.append(texts.t("next on {date}", date=texts.full(digest.next_on or digest.next_due_at.date())))
    if one.last and digest.last_on:
        said.append(texts.t(_LAST[one.last], date=texts.day(digest.last_on)))
    line = " · ".join(said)
    return line[:1].upper() + line[1:]


def _buttons(digest: Digest, texts: Texts) -> list[Block]:
    seen = f"{digest.id} {digest.version}"
    sure = confirm(
        texts.t("Delete digest?"),
        texts.t("{name} comes no more, and its figures are forgotten. What was posted stays.", name=digest.name),
        texts.t("Delete"),
        texts.t("Keep"),
    )
    if digest.paused:
        turn = button(texts.t("Resume"), wire.RESUME_DIGEST, seen)
    else:
        turn = button(texts.t("Pause"), wire.PAUSE_DIGEST, seen)
    return [
        button(texts.t("Change"), wire.DIGEST, str(digest.id)),
        button(texts.t("Preview"), wire.PREVIEW_DIGEST, str(digest.id)),
        turn,
        button(texts.t("Delete"), wire.UNDIGEST, seen, style="danger", confirm=sure),
    ]


def about(scope: DigestScope, name: str | None, texts: Texts) -> str:
    """Whom a digest is about."""
    match scope:
        case DigestScope.ALL:
            return texts.t("Everybody")
        case DigestScope.CYCLE:
            return texts.t("Sales cycle {code}", code=name or "–")
        case DigestScope.TEAM:
            return texts.t("Team {name}", name=name or "–")
        case DigestScope.PERSON:
            return name or "–"


def goes_to(one: Shown, by: Member, texts: Texts) -> str:
    """The channel, or whose direct message."""
    if one.digest.channel:
        return f"#{one.digest.channel_name}"
    if one.owner_slack_id == by.slack_id:
        return texts.t("direct message to you")
    return texts.t("direct message to {person}", person=one.owner)


def why(trouble: str, channel: str, owner: str, texts: Texts) -> str:
    """Why a digest rests."""
    if trouble in set(Unfit):
        return esc(places.unfit(Unfit(trouble), channel, texts))
    return texts.t(RESTS[Rest(trouble)], person=esc(owner))


def delete_form(one: Shown, texts: Texts, metadata: str) -> Block:
    """What goes when a digest is deleted; its submit is the confirmation."""
    digest = one.digest
    drawn = [
        section(f"{bold(digest.name)} · {esc(digest_schedules.whole(digest.schedule, texts))}"),
        section(texts.t("It comes no more, and its figures are forgotten. What was posted stays.")),
    ]
    return form(
        "digest-delete",
        texts.t("Delete digest?"),
        drawn,
        submit=texts.t("Delete"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )
