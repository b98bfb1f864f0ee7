"""What people do to be away: say from when until when and who covers, change it, come back."""

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers import doubts, members, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply, anew
from handlers.views import absences as views
from store import absence_changes, absences, people, teams
from store.absence_changes import Kept, Seen, Wanted
from store.absences import Absence
from store.rights import Member
from store.rules import refusals, text
from store.rules.checks import Checks
from store.sessions import Session

_MENTION = r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>|@[^\s<>|]+"
_COVER = re.compile(
    r"(?:^|(?<=\s))(?:with )?(?:cover(?:ed by)?|vertretung(?: durch)?|vertreten (?:durch|von)|rempla[cç]ante?"
    rf"|rempla[cç][eé]e? par|sostitut[oa]|sostituit[oa] da)\s*:?\s*(?P<who>{_MENTION})",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:^|(?<=\s))(?:(?:without|no|ohne|sans|senza)\s+(?:cover|vertretung|rempla[cç]ant|sostituto)"
    r"|(?:cover|vertretung|rempla[cç]ant|sostituto)\s+(?:nobody|none|niemand|personne|nessuno))(?=\s|$)",
    re.IGNORECASE,
)
# Whoever is back, in the languages of the catalogues, as it is folded.
_BACK = {"off", "back", "aus", "zuruck", "fini", "retour", "fine", "tornato", "tornata"}


@dataclass(frozen=True, slots=True)
class _Said:
    """What was typed: of whom, when, and who covers; `named`: whether a cover, or nobody, was named."""

    person: Member
    when: str
    cover: Member | None
    named: bool


def typed(session: Session, asked: Asked) -> Reply:
    """`away [@person] [1.-14.8.|until friday] [cover @person]` at once, `away off`; alone: what is set."""
    said = _read(session, asked)
    if not said.when and not said.named:
        return _list(session, asked, said.person)
    if text.folded(said.when) in _BACK:
        return _ended(session, asked, said.person, None)
    teams.must_reach(session, asked.by, "away", said.person.id)
    if not said.when:
        return _covered(session, asked, said)
    try:
        span = parsing.span(said.when, asked.texts, asked.today, "until_on")
    except (refusals.Unreadable, refusals.AmbiguousDate) as unclear:
        return _form(asked, said, None, None, tuple(doubts.of([unclear], asked.texts).values()))
    if span.until is None:
        return _form(asked, said, span.since, None)
    cover_id = said.cover.id if said.cover else None
    until = asked.instead or span.until  # a beginning is never refused alone: what it begins is over then too
    wanted = Wanted(span.since, until, cover_id, same_cover=not said.named)
    try:
        return _keep(session, asked, said.person, wanted, None)
    except refusals.Refusal as refused:
        return _form(asked, replace(said, cover=None), span.since or asked.today, until, _asks_who(refused, asked))


def _asks_who(refused: refusals.Refusal, asked: Asked) -> tuple[str, ...]:
    """What the form asks where somebody else as cover, or nobody, would do; any other refusal is raised again."""
    if refused.place != "cover":
        raise refused
    return tuple(doubts.of([refused], asked.texts).values())


def _read(session: Session, asked: Asked) -> _Said:
    """Raises NotFound for somebody who is not known."""
    line, cover, named = asked.text, None, False
    if match := _COVER.search(line):
        cover, named = members.mentioned(session, asked.by, match["who"]), True
        line = f"{line[: match.start()]} {line[match.end() :]}"
    elif match := _NOBODY.search(line):
        named = True
        line = f"{line[: match.start()]} {line[match.end() :]}"
    first, rest = parsing.first(line)
    person = members.mentioned(session, asked.by, first)
    line = rest if person else line
    if match := re.search(_MENTION, line):  # `away until friday @ana`
        if named or len(re.findall(_MENTION, line)) > 1:
            raise refusals.Unreadable("until_on", "period", parsing.unescaped(line).strip())
        cover, named = members.mentioned(session, asked.by, match[0]), True
        line = f"{line[: match.start()]} {line[match.end() :]}"
    return _Said(person or asked.by, " ".join(parsing.unescaped(line).split()), cover, named)


def _covered(session: Session, asked: Asked, said: _Said) -> Reply:
    """Another cover for the absence that runs or comes; the form where there is none."""
    found = next(iter(absences.to_come(session, asked.by, said.person.id, asked.today)), None)
    if found is None:
        return _form(asked, said, asked.today, None)
    wanted = Wanted(found.from_on, found.until_on, said.cover.id if said.cover else None)
    try:
        return _keep(session, asked, said.person, wanted, Seen(found.id, found.version))
    except refusals.Refusal as refused:
        return _change(session, asked, found, _asks_who(refused, asked))


def pressed(session: Session, asked: Asked) -> Reply:
    """New absence of somebody, or Change of one that is there: the form."""
    key, version = wire.versioned(asked.text)
    if not key:
        person = _known(session, asked, asked.text)
        teams.must_reach(session, asked.by, "away", person.id)
        return _form(asked, _Said(person, "", None, False), asked.today, None)
    one = absences.get(session, asked.by, key)
    teams.must_reach(session, asked.by, "away", one.person_id)
    return _change(session, asked, replace(one, version=version))


def _change(session: Session, asked: Asked, one: Absence, asks: tuple[str, ...] = ()) -> Form:
    whose = _whose(session, asked, _known(session, asked, one.person_slack_id))
    draft = views.Draft(whose, one.from_on, one.until_on, one.cover_slack_id, kept=True, doubts=asks)
    listed = 1 if asked.kind == "action" else None
    packed = asked.pack(p=one.person_slack_id, k=one.id, v=one.version, l=listed)
    return Form(views.absence_form(draft, asked.texts, packed))


def _form(asked: Asked, said: _Said, since: date | None, until: date | None, asks: tuple[str, ...] = ()) -> Form:
    person = said.person
    whose = views.Whose(person.slack_id, person.name, own=person.id == asked.by.id, changes=True)
    cover = said.cover.slack_id if said.cover else None
    draft = views.Draft(whose, since, until, cover, doubts=asks)
    listed = 1 if asked.kind == "action" else None
    return Form(views.absence_form(draft, asked.texts, asked.pack(p=person.slack_id, l=listed)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    person = _known(session, asked, str(asked.metadata.get("p") or ""))
    checks = Checks()
    since = checks(_day, asked, "from_on")
    until = checks(_day, asked, "until_on")
    cover = checks(_chosen, session, asked)
    checks.done()
    key, version = wire.kept(asked.metadata)
    wanted = Wanted(since, until, cover.id if cover else None)
    said = _keep(session, asked, person, wanted, Seen(key, version) if key else None)
    return anew(said) if asked.metadata.get("l") else said


def _day(asked: Asked, field: str) -> date:
    day = asked.day(field)
    if day is None:
        raise refusals.Missing(field)
    return day


def _chosen(session: Session, asked: Asked) -> Member | None:
    chosen = asked.chosen("cover")
    found = people.known(session, asked.by.workspace_id, chosen, people.EVER) if chosen else None
    if chosen and found is None:
        raise refusals.NotFound("person", field="cover")
    return found


def ended(session: Session, asked: Asked) -> Reply:
    """I am back, or Cancel absence."""
    key, version = wire.versioned(asked.text)
    one = absences.get(session, asked.by, key)
    person = _known(session, asked, one.person_slack_id)
    return anew(_ended(session, asked, person, Seen(key, version)))


def _ended(session: Session, asked: Asked, person: Member, seen: Seen | None) -> Message:
    one = absence_changes.end(session, asked.by, person.id, seen=seen, now=asked.now)
    when = views.between(one.from_on, one.until_on, asked.texts)
    if one.from_on < asked.today:
        note = asked.texts.t("The absence {when} ends today.", when=when)
    else:
        note = asked.texts.t("The absence ({when}) is cancelled.", when=when)
    return _list(session, asked, person, note)


def _keep(session: Session, asked: Asked, person: Member, wanted: Wanted, seen: Seen | None) -> Message:
    kept = absence_changes.keep(session, asked.by, person.id, wanted, seen=seen, now=asked.now)
    return _list(session, asked, person, _note(asked, kept))


def _note(asked: Asked, kept: Kept) -> str:
    t, one = asked.texts.t, kept.absence
    when = views.between(one.from_on, one.until_on, asked.texts)
    own = one.person_id == asked.by.id
    said = t("You are away: {when}.", when=when) if own else t("{name} is away: {when}.", name=one.person, when=when)
    if kept.replaced:
        former = ", ".join(views.between(old.from_on, old.until_on, asked.texts) for old in kept.replaced)
        said += " " + t("This takes the place of {when}.", when=former)
    return said


def _list(session: Session, asked: Asked, person: Member, note: str = "") -> Message:
    found: list[Absence] = absences.to_come(session, asked.by, person.id, asked.today)
    return views.message(_whose(session, asked, person), found, asked.texts, asked.today, note)


def _whose(session: Session, asked: Asked, person: Member) -> views.Whose:
    may = "away" in teams.allowed(session, asked.by, person.id)
    return views.Whose(person.slack_id, person.name, person.id == asked.by.id, may)


def _known(session: Session, asked: Asked, slack_id: str) -> Member:
    person = people.known(session, asked.by.workspace_id, slack_id, people.EVER)
    if person is None:
        raise refusals.NotFound("person", slack_id)
    return person
