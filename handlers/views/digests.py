"""A digest as its channel reads it: the headline figures and what changed, and in its thread each salesperson's."""

from datetime import date

from handlers.texts import Texts
from handlers.views import digest_lists, digest_tables
from handlers.views.blocks import Block, bold, context, cut, divider, esc, header, preformatted, section
from handlers.views.digest_words import SECTIONS
from handlers.views.messages import Message
from store.digests import Digest
from store.issues import Issue
from store.rules.figures import Figures, Headline, Person, Sum
from store.rules.text import folded
from store.rules.words import Section

MOST = 50  # blocks a message may have


def message(digest: Digest, issue: Issue, owner: str, texts: Texts, *, rehearsed: bool = False) -> Message:
    """The summary; `owner` set the digest up. `rehearsed`: a preview, which is to say so."""
    title = f"{cut(digest.name, 100)} · {texts.date(issue.on)}"
    drawn = [header(title), *_marks(issue, texts, rehearsed)]
    figures = issue.figures
    if figures.unchanged:
        drawn.append(section(_unchanged(figures, texts)))
    else:
        drawn += [section("\n".join(_headline(figures, texts))), *_sections(figures, _wanted(digest), texts)]
    drawn = [*drawn[: MOST - 1], context(_footer(owner, texts))]
    return Message(drawn, f"{esc(title)} · {_sum(figures.whole.headline.pipeline, texts)}")


def preview(digest: Digest, issue: Issue, owner: str, texts: Texts) -> Message:
    """What the digest would say: the summary, and beneath it what its thread would say, as far as a message reaches."""
    said = message(digest, issue, owner, texts, rehearsed=True)
    drawn, people = list(said.blocks), detailed(digest, issue)
    if people and len(drawn) + 2 < MOST:
        drawn += [divider(), context(texts.t("🧵 In its thread, a reply for each salesperson:"))]
    for at, person in enumerate(people):
        told = detail(digest, issue, person, texts).blocks
        if len(drawn) + len(told) >= MOST:
            left = len(people) - at
            drawn = [*drawn[: MOST - 1], context(texts.n("and {count} more", "and {count} more", left))]
            break
        drawn += told
    return Message(drawn, said.text)


def detail(digest: Digest, issue: Issue, person: Person, texts: Texts) -> Message:
    """What is said of one salesperson, in the thread."""
    told, since = person.part.headline, issue.figures.since
    lines = [bold(cut(person.name, 100)), _in_progress(told, texts), *_closed(told, since, texts)]
    lines.append(texts.labelled(texts.t("Open, not started included"), _open(told, texts)))
    wanted = [which for which in _wanted(digest) if which is not Section.TOP]
    drawn = [section("\n".join(lines)), *digest_lists.sections(person.part, wanted, texts, whose=False)]
    return Message(drawn, f"{esc(cut(person.name, 100))} · {_sum(told.pipeline, texts)}")


def detailed(digest: Digest, issue: Issue) -> tuple[Person, ...]:
    """Of whom the thread tells: of each, by name, unless the summary has said it all."""
    told = Section.PEOPLE in _wanted(digest) and not issue.figures.unchanged and len(issue.figures.people) > 1
    return tuple(sorted(issue.figures.people, key=lambda one: folded(one.name))) if told else ()


def _footer(owner: str, texts: Texts) -> str:
    return texts.t("Set up by {person}. To change, pause or preview it: /opp digest", person=esc(cut(owner, 100)))


def _wanted(digest: Digest) -> list[Section]:
    """The sections that were chosen, in the order in which a digest tells them; all where none was."""
    chosen = digest.sections.split()
    return [which for which in Section if not chosen or which in chosen]


def _marks(issue: Issue, texts: Texts, rehearsed: bool) -> list[Block]:
    marks = []
    if rehearsed:
        marks.append(texts.t("🔍 A preview, which only you see."))
    if issue.late:
        made = texts.moment(issue.made_at)
        marks.append(
            texts.t("⏰ Late: due on {date}, the figures are of {moment}.", date=texts.date(issue.on), moment=made)
        )
    if issue.figures.rescoped:
        marks.append(texts.t("It is about others than the last issue: from the next one on it says what changed."))
    elif not issue.figures.was and not rehearsed:
        marks.append(texts.t("The first issue: from the next one on it says what changed."))
    return [context(*marks)] if marks else []


def _unchanged(figures: Figures, texts: Texts) -> str:
    said = texts.t("Nothing changed since {date}.", date=texts.date(figures.since))
    return f"{said} {_in_progress(figures.whole.headline, texts)}"


def _headline(figures: Figures, texts: Texts) -> list[str]:
    now, was = figures.whole.headline, figures.was
    lines = [_in_progress(now, texts)]
    if was:
        lines.append(_change(was.pipeline, now.pipeline, figures.since, texts))
    lines.append(
        texts.labelled(
            texts.t("Expected to close by {date}", date=texts.date(figures.until)), _sum(figures.expected, texts)
        )
    )
    lines += _closed(now, figures.since, texts)
    lines.append(texts.labelled(texts.t("Open, not started included"), _open(now, texts)))
    return lines


def _open(told: Headline, texts: Texts) -> str:
    apart = []
    if told.not_started:
        apart.append(texts.n("{count} not started", "{count} not started", told.not_started))
    if told.parked.count:
        apart.append(texts.n("{count} parked", "{count} parked", told.parked.count))
    return f"{texts.number(told.open)} ({', '.join(apart)})" if apart else texts.number(told.open)


def _in_progress(told: Headline, texts: Texts) -> str:
    return texts.labelled(texts.t("In progress"), _sum(told.pipeline, texts))


def _closed(told: Headline, since: date, texts: Texts) -> list[str]:
    won = f"{texts.number(told.won.count)} · {texts.money(told.won.weighted)}"
    lost = f"{texts.number(told.lost.count)} · {texts.money(told.lost.value)}"
    day = texts.date(since)
    return [
        texts.labelled(texts.t("Won since {date}", date=day), won if told.won.count else texts.t("none")),
        texts.labelled(texts.t("Lost since {date}", date=day), lost if told.lost.count else texts.t("none")),
    ]


def _sum(told: Sum, texts: Texts) -> str:
    return texts.t(
        "{count} · {value}, weighted {weighted}",
        count=texts.number(told.count),
        value=texts.money(told.value),
        weighted=texts.money(told.weighted),
    )


def _change(was: Sum, now: Sum, since: date, texts: Texts) -> str:
    """The change of the pipeline since the last issue, in a sign and in words: who listens hears no triangle."""
    value, weighted = now.value - was.value, now.weighted - was.weighted
    told = {"amount": texts.money(abs(value)), "date": texts.date(since)}
    if not value and not weighted:
        return texts.t("= as on {date}", **told)
    if not value:
        turn = texts.t("= the value of {date}", **told)
    elif value > 0:
        turn = texts.t("▲ {amount} more than on {date}", **told)
    else:
        turn = texts.t("▼ {amount} less than on {date}", **told)
    return f"{turn} · {texts.t('weighted {amount}', amount=digest_tables.signed(weighted, texts.money(weighted)))}"


def _sections(figures: Figures, wanted: list[Section], texts: Texts) -> list[Block]:
    drawn: list[Block] = []
    for which in wanted:
        if which is Section.BRIDGE and figures.bridge:
            drawn += digest_tables.bridge(figures, figures.bridge, texts)
        elif which is Section.STAGES and figures.whole.stages:
            drawn += _table(which, digest_tables.stages(figures.whole.stages, texts), texts)
        elif which is Section.PEOPLE and len(figures.people) > 1:
            drawn += _table(which, digest_tables.people(figures.people, texts), texts)
        else:
            drawn += digest_lists.sections(figures.whole, [which], texts, whose=len(figures.people) > 1)
    return drawn


def _table(which: Section, table: str, texts: Texts) -> list[Block]:
    return [section(f"*{texts.t(SECTIONS[which])}*"), preformatted(table)]
