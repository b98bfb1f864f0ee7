"""The tables of a digest, in letters of one width and narrow enough for a phone."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.texts import Texts
from handlers.views.blocks import Block, cut, preformatted, section
from handlers.views.digest_words import CAUSES
from store.rules.figures import Bridge, Figures, Person, StageSum

_NAME, _BAR = 20, 10  # characters
_LINES = 40  # of a table: what comes after is counted


def bridge(figures: Figures, crossed: Bridge, texts: Texts) -> list[Block]:
    """From the last sum to this one; where it does not add up, by how much."""
    title = texts.t("Expected to close by {date}", date=texts.date(figures.until))
    rows = [["", texts.t("Estimated"), texts.t("Weighted")]]
    since = texts.date(figures.since)
    rows.append([since, texts.number(crossed.before.value), texts.number(crossed.before.weighted)])
    for step in crossed.steps:
        name = f"{texts.t(CAUSES[step.cause])} ({texts.number(step.count)})"
        rows.append([name, signed(step.value, texts), signed(step.weighted, texts)])
    value, weighted = figures.missing
    if not figures.adds_up:
        rows.append([texts.t("Unexplained"), signed(value, texts), signed(weighted, texts)])
    rows.append([texts.t("Now"), texts.number(figures.expected.value), texts.number(figures.expected.weighted)])
    drawn = [section(f"*{title}*"), preformatted(_aligned(rows))]
    if not figures.adds_up:
        said = texts.t(
            "This does not add up: {value} estimated and {weighted} weighted are not explained by what people did"
            " here. An admin has been told.",
            value=texts.money(value),
            weighted=texts.money(weighted),
        )
        drawn.append(section(f"⚠️ {said}"))
    return drawn


def signed(amount: Decimal, texts: Texts) -> str:
    """A difference with its sign."""
    return f"{'−' if amount < 0 else '+' if amount > 0 else ''}{texts.number(abs(amount))}"


def stages(found: Sequence[StageSum], texts: Texts) -> str:
    """Each stage in two lines: how many and how much, and a bar as long as its part of the largest one."""
    most = max((one.value for one in found), default=Decimal(0))
    several = len({one.cycle for one in found}) > 1
    pairs = []
    for one in found:
        name = f"{one.cycle} {one.stage} {one.description}" if several else f"{one.stage} {one.description}"
        pairs.append([name, f"{texts.number(one.count)}", texts.number(one.value)])
        pairs.append([_bar(one.value, most), "", f"({texts.number(one.weighted)})"])
    return _aligned(_first(pairs, texts, len(found)))


def people(found: Sequence[Person], texts: Texts) -> str:
    """Each salesperson in a line: how many are in progress, and their estimated value."""
    rows = []
    for one in found:
        pipeline = one.part.headline.pipeline
        rows.append([one.name, texts.number(pipeline.count), texts.number(pipeline.value)])
    return _aligned(_first(rows, texts, len(found)))


def _first(rows: list[list[str]], texts: Texts, count: int) -> list[list[str]]:
    """As many as a phone shows, and how many there are besides."""
    if len(rows) <= _LINES:
        return rows
    hidden = count - _LINES * count // len(rows)
    return [*rows[:_LINES], [texts.n("and {count} more", "and {count} more", hidden), "", ""]]


def _bar(value: Decimal, most: Decimal) -> str:
    return "▇" * max(1, int(value * _BAR / most)) if most and value else ""


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Names to the left, figures to the right."""
    rows = [[cut(" ".join(row[0].split()), _NAME), *row[1:]] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = ("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
