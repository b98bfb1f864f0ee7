"""The form of a digest: opened filled from what was typed, drawn again while it is filled in, previewed, sent."""

from dataclasses import replace
from itertools import count
from typing import Any

from handlers import digest_previews, digests, doubts, failures, members, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Redrawn, Reply, anew
from handlers.texts import LANGUAGES
from handlers.views import digest_forms as views
from handlers.views import digest_schedules, problems
from handlers.views.blocks import Block
from handlers.views.digest_forms import Draft
from store import digest_changes, digest_scopes, digest_wishes, people
from store import digests as kept
from store.digest_scopes import Scope, packed
from store.digest_wishes import Wanted
from store.digests import Digest
from store.rules import text
from store.rules.refusals import NoSuchScope, NotFound, Refusal
from store.rules.words import DigestScope, Rhythm, Section, WhenUnchanged
from store.sessions import Session


def new(session: Session, asked: Asked) -> Reply:
    """`digest new weekly monday 8:00 #sales team North @ben`: the form, filled from what was typed."""
    asked.by.must("digest")
    said, offered = parsing.digest(asked.text), digest_scopes.offered(session, asked.by)
    person = members.mentioned(session, asked.by, asked.text) if parsing.mention(asked.text) else None
    about, unknown = _scope(said, offered, DigestScope.PERSON if person else None)
    asks = doubts.of((*said.asks, *unknown), asked.texts)
    blank = Draft(timezone=asked.by.timezone, language=asked.texts.language)
    draft = replace(
        blank,
        name=said.rest[: digest_wishes.LONGEST] or _free(session, asked),
        kind=said.kind or blank.kind,
        weekday=said.weekday or blank.weekday,
        day_of_month=said.day_of_month or (None if "day_of_month" in asks else blank.day_of_month),
        at=said.at or (None if "at" in asks else blank.at),
        cron=said.cron or blank.cron,
        timezone=said.timezone or ("" if "timezone" in asks else blank.timezone),
        about=about,
        person=person.slack_id if person else "",
        goes_to=views.CHANNEL if said.channel or "channel" in asks else blank.goes_to,
        channel=said.channel,
        doubts=tuple(asks.values()),
    )
    return Form(_drawn(session, asked, draft, None, asked.pack(q=asks or None)))


def _free(session: Session, asked: Asked) -> str:
    """`Pipeline`, and `Pipeline 2` where one sees such a digest already: what is offered is not then refused."""
    taken = {text.bare(one.digest.name) for one in kept.every(session, asked.by)}
    name = asked.texts.t("Pipeline")
    names = (name if n == 1 else f"{name} {n}" for n in count(1))
    return next(one for one in names if text.bare(one) not in taken)


def _scope(said: parsing.Words, offered: list[Scope], person: DigestScope | None) -> tuple[str, list[Refusal]]:
    """What was typed as whom it is about, packed; empty, and why, for a team or cycle that is not offered."""
    if person or said.scope is DigestScope.ALL:
        return person or DigestScope.ALL, []
    if said.scope is None:
        return packed(offered[0].kind, offered[0].id) if offered else DigestScope.PERSON, []
    wanted, there = text.bare(said.named), [one for one in offered if one.kind is said.scope]
    found = next((one for one in there if text.bare(one.name) == wanted), None)
    if found is None:
        return "", [NoSuchScope("about", said.scope, said.named, tuple(one.name for one in there))]
    return packed(found.kind, found.id), []


def pressed(session: Session, asked: Asked) -> Reply:
    """New digest, or Change of one: the form."""
    return change(session, asked) if parsing.count(asked.text) else new(session, replace(asked, text=""))


def change(session: Session, asked: Asked) -> Reply:
    """The form of a digest as it is."""
    one = kept.shown(session, asked.by, parsing.count(asked.text) or 0)
    digest = one.digest
    of_person = digest.scope is DigestScope.PERSON
    person = people.get(session, digest.workspace_id, digest.scope_id or 0) if of_person else None
    draft = Draft(
        digest.name,
        digest.kind,
        digest.weekday or 1,
        digest.day_of_month or 1,
        digest.cron or views.WORKDAYS,
        digest.at,
        digest.timezone,
        digest.language,
        digest.scope if of_person else packed(digest.scope, digest.scope_id),
        person.slack_id if person else "",
        views.CHANNEL if digest.channel else views.DIRECT,
        digest.channel,
        tuple(digest.sections.split()),
        digest.when_unchanged,
        one.owner if one.owner_slack_id != asked.by.slack_id else "",
    )
    packed_ = asked.pack(k=digest.id, v=digest.version, w=draft.owner or None)
    return Form(_drawn(session, asked, draft, digest, packed_))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form with the fields that what stands in it asks for, and when it would come next."""
    draft = _draft(asked)
    asks = {field: said for field, said in asked.doubts.items() if not _settled(asked, draft, field)}
    about = wire.pack(**asked.metadata | {"q": asks or None})
    drawn = replace(draft, doubts=tuple(asks.values()))
    return Redrawn(_drawn(session, asked, drawn, _before(session, asked), about))


def _settled(asked: Asked, draft: Draft, field: str) -> bool:
    """Whether what was typed of a field is no longer asked about: it is not in the form, was empty, or is changed."""
    filled = field in ("at", "day_of_month", "about", "channel") and getattr(draft, field)
    leaves = field == "channel" and draft.goes_to == views.DIRECT  # with this redraw
    return bool(filled) or leaves or asked.changed_field == field or not asked.has(field)


def _before(session: Session, asked: Asked) -> Digest | None:
    """The digest that the form changes; None while it sets up a new one. Raises NotFound."""
    key, _ = wire.kept(asked.metadata)
    return kept.shown(session, asked.by, key).digest if key else None


def _draft(asked: Asked) -> Draft:
    """What stands in the form."""
    blank = Draft()
    return Draft(
        asked.typed("name"),
        asked.word("rhythm", Rhythm) or blank.kind,
        asked.key("weekday") if asked.has("weekday") else blank.weekday,
        asked.key("day_of_month") if asked.has("day_of_month") else blank.day_of_month,
        asked.typed("cron") if asked.has("cron") else blank.cron,
        asked.clock("at") if asked.has("at") else blank.at,
        asked.chosen("timezone") or "",
        asked.chosen("language") or asked.texts.language,
        asked.chosen("about") or "",
        asked.chosen("about_person") or "",
        asked.chosen("goes_to") or blank.goes_to,
        asked.conversation("channel"),
        (*asked.all_ticked("sections"), *asked.all_ticked("attention")),
        asked.word("when_unchanged", WhenUnchanged) or blank.when_unchanged,
        str(asked.metadata.get("w") or ""),
    )


def _drawn(session: Session, asked: Asked, draft: Draft, before: Digest | None, metadata: str) -> Block:
    offered = digest_scopes.offered(session, asked.by)
    return views.digest_form(draft, offered, asked.texts, metadata, asked.now, _next(asked, draft, before))


def _next(asked: Asked, draft: Draft, before: Digest | None) -> str:
    """When it would come next; or what is wrong with that."""
    try:
        wanted = _rhythm(draft)
        rings = digest_changes.next_day(wanted, before, asked.now)
        return digest_schedules.following(rings, digest_wishes.schedule(wanted), asked.texts, asked.now)
    except Refusal as refusal:
        return "⚠️ " + failures.sentence(refusal, asked.texts)


def _rhythm(draft: Draft) -> Wanted:
    """What stands in the form, but for whom it is about and where it goes."""
    return Wanted(
        draft.name,
        draft.kind,
        draft.at,
        draft.timezone,
        None,
        tuple(one for one in Section if one in draft.sections),
        draft.when_unchanged,
        draft.language if draft.language in LANGUAGES else None,
        draft.weekday,
        draft.day_of_month,
        draft.cron,
    )


def _wanted(session: Session, asked: Asked) -> Wanted:
    """The whole form."""
    draft = _draft(asked)
    direct = draft.goes_to == views.DIRECT
    return replace(_rhythm(draft), scope=_about(session, asked, draft), direct=direct, place=asked.place)


def _about(session: Session, asked: Asked, draft: Draft) -> str:
    """Whom it is about, packed. Raises NotFound for somebody of whom nothing is kept."""
    if draft.about != DigestScope.PERSON:
        return draft.about
    person = people.known(session, asked.by.workspace_id, draft.person, people.EVER) if draft.person else None
    if draft.person and person is None:
        raise NotFound("scope", field="about_person")
    return f"{DigestScope.PERSON}:{person.id if person else ''}"


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    wanted, before = _wanted(session, asked), _before(session, asked)
    if before is None:
        digest = digest_changes.create(session, asked.by, wanted, asked.now)
        note = asked.texts.t("{name} is set up.", name=digest.name)
    else:
        seen = wire.kept(asked.metadata)[1]
        digest = digest_changes.change(session, asked.by, before.id, wanted, seen=seen, now=asked.now)
        note = asked.texts.t("{name} is changed.", name=digest.name)
    message = digests.listed(session, asked, digests.said(asked, digest, note))
    return anew(message) if before else message


def previewed(session: Session, asked: Asked) -> Reply:
    """The Preview button of the form, of what stands in it; or of a digest in the list."""
    if not asked.from_form or parsing.count(asked.text):
        return digest_previews.preview(
            session, asked, kept.shown(session, asked.by, parsing.count(asked.text) or 0).digest, None
        )
    try:
        digest = _unsaved(session, asked)
    except Refusal as refusal:
        said = problems.said(failures.captioned(refusal, asked.texts))
        return Form(problems.page(said, asked.texts))
    shown = digest_previews.preview(session, asked, digest, None)
    return Form(problems.page(shown, asked.texts))


def _unsaved(session: Session, asked: Asked) -> Digest:
    """The digest that the form would save now. Raises what saving would, but for where it goes."""
    wanted, before = replace(_wanted(session, asked), direct=True), _before(session, asked)
    owner = digest_changes.owner_of(session, asked.by, before) if before else asked.by
    columns, _ = digest_wishes.columns(session, owner, wanted, before.id if before else None)
    own: dict[str, Any] = {
        "id": 0,
        "workspace_id": asked.by.workspace_id,
        "person_id": owner.id,
        "created_at": asked.now,
    }
    if before:
        own |= {"id": before.id, "created_at": before.created_at}
    rests: dict[str, Any] = {
        "paused": False,
        "trouble": "",
        "last_on": None,
        "next_on": None,
        "next_due_at": None,
        "version": 0,
    }
    return Digest(**own, **rests, **columns)
