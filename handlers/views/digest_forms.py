"""The form that sets a digest up: how often, when, about whom, where to, what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from handlers import wire
from handlers.texts import LANGUAGES, Texts
from handlers.views import digest_pages, digest_schedules, words, workspaces
from handlers.views.blocks import (
    Block,
    actions,
    button,
    clock,
    conversation,
    doubts,
    esc,
    field,
    form,
    option,
    section,
    select,
    somebody,
    switches,
    typeahead,
    typed,
)
from handlers.views.digest_words import SECTIONS
from store.digest_scopes import Scope, packed
from store.digest_wishes import LONGEST, LONGEST_CRON
from store.rules.schedules import LAST_DAY
from store.rules.words import DigestScope, Rhythm, Section, WhenUnchanged

ATTENTION = (Section.DUE, Section.STALE, Section.ESCALATED, Section.PARKED)  # Slack offers ten boxes a field at most
FIGURES = tuple(one for one in Section if one not in ATTENTION)
DIRECT, CHANNEL = "direct", "channel"  # where a digest goes
WORKDAYS = "0 8 * * 1-5"  # the cron line that stands in the form at first


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now; empty where what was typed can not be taken, which `doubts` are about."""

    name: str = ""
    kind: Rhythm = Rhythm.WEEKLY
    weekday: int | None = 1
    day_of_month: int | None = 1
    cron: str = WORKDAYS
    at: time | None = time(8)
    timezone: str = "UTC"
    language: str = "en"
    about: str = DigestScope.ALL  # packed; of a person the word alone
    person: str = ""  # Slack id
    goes_to: str = DIRECT
    channel: str = ""
    sections: tuple[str, ...] = tuple(Section)
    when_unchanged: WhenUnchanged = WhenUnchanged.LINE
    owner: str = ""  # whose it is, where that is somebody else
    doubts: tuple[str, ...] = ()


def digest_form(
    draft: Draft, offered: Sequence[Scope], texts: Texts, metadata: str, now: datetime, following: str
) -> Block:
    """The form, as far as what stands in it asks for; `following` says when it would come next."""
    languages = [option(workspaces.language(code, texts), code) for code in LANGUAGES]
    silent = [option(texts.t(said), one.value) for one, said in digest_schedules.UNCHANGED.items()]
    preview = button(texts.t("Preview"), f"{wire.PREVIEW_DIGEST}:form")
    drawn = [
        *doubts(draft.doubts),
        field("name", words.field("name", texts), typed("text", draft.name, longest=LONGEST)),
        *_when(draft, texts, now),
        section(esc(following)),
        *_about(draft, offered, texts),
        *_where(draft, texts),
        *_sections(draft, texts),
        field(
            "when_unchanged",
            words.field("when_unchanged", texts),
            select("menu", silent, draft.when_unchanged),
        ),
        field("language", words.field("language", texts), select("menu", languages, draft.language)),
        actions(preview),
    ]
    title = texts.t("Digest")
    return form("digest", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)


def _when(draft: Draft, texts: Texts, now: datetime) -> list[Block]:
    rhythms = [option(texts.t(said), one.value) for one, said in digest_schedules.RHYTHMS.items()]
    drawn = [field("rhythm", words.field("rhythm", texts), select(wire.LIVE, rhythms, draft.kind), live=True)]
    if draft.kind is Rhythm.WEEKLY:
        days = [option(digest_schedules.weekday(day, texts), str(day)) for day in range(1, 8)]
        menu = select(wire.LIVE, days, str(draft.weekday))
        drawn.append(field("weekday", words.field("weekday", texts), menu, live=True))
    if draft.kind is Rhythm.MONTHLY:
        days = [option(digest_schedules.day_of_month(day, texts), str(day)) for day in range(1, LAST_DAY + 1)]
        menu = select(wire.LIVE, days, str(draft.day_of_month))
        drawn.append(field("day_of_month", words.field("day_of_month", texts), menu, live=True))
    if draft.kind is Rhythm.CRON:
        line = typed(wire.LIVE, draft.cron, longest=LONGEST_CRON, live=True)
        hint = texts.t("Minute, hour, day of the month, month, weekday (1 is Monday); at most once a day.")
        drawn.append(field("cron", words.field("cron", texts), line, live=True, hint=hint))
    else:
        at = clock(wire.LIVE, draft.at.isoformat("minutes") if draft.at else None)
        drawn.append(field("at", words.field("at", texts), at, live=True))
    here = option(workspaces.zone(draft.timezone, now), draft.timezone) if draft.timezone else None
    zone = typeahead(wire.ZONES, texts.t("Type a city"), here)
    return [*drawn, field("timezone", words.field("timezone", texts), zone, live=True)]


def _about(draft: Draft, offered: Sequence[Scope], texts: Texts) -> list[Block]:
    choices = [option(digest_pages.about(one.kind, one.name, texts), packed(one.kind, one.id)) for one in offered]
    choices = [*choices[:99], option(texts.t("One person"), DigestScope.PERSON)]
    menu = select(wire.LIVE, choices, draft.about)
    drawn = [field("about", words.field("about", texts), menu, live=True)]
    if draft.about == DigestScope.PERSON:
        person = somebody("person", draft.person)
        drawn.append(field("about_person", words.field("about_person", texts), person))
    return drawn


def _where(draft: Draft, texts: Texts) -> list[Block]:
    to_me = (
        texts.t("direct message to {person}", person=draft.owner) if draft.owner else texts.t("Direct message to me")
    )
    ways = [option(to_me, DIRECT), option(texts.t("A channel"), CHANNEL)]
    menu = select(wire.LIVE, ways, draft.goes_to)
    drawn = [field("goes_to", words.field("goes_to", texts), menu, live=True)]
    if draft.goes_to == CHANNEL:
        hint = texts.t("Stagepost must be in it: type /invite @Stagepost there first.")
        chosen = conversation("conversation", draft.channel or None)
        drawn.append(field("channel", words.field("channel", texts), chosen, hint=hint))
    return drawn


def _sections(draft: Draft, texts: Texts) -> list[Block]:
    drawn: list[Block] = []
    for name, those in (("sections", FIGURES), ("attention", ATTENTION)):
        boxes = [option(texts.t(SECTIONS[one]), one.value) for one in those]
        ticks = switches("ticks", boxes, draft.sections)
        hint = texts.t("The sums with what changed since the last issue are always there.") if not drawn else ""
        drawn.append(field(name, words.field(name, texts), ticks, optional=True, hint=hint))
    return drawn
