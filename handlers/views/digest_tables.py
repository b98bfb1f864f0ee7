"""The tables of a digest, in letters of one width and narrow enough for a phone."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.texts import Texts
from handlers.views.blocks import Block, cut, preformatted, section
from handlers.views.digest_words import CAUSES
from store.rules.figures import Bridge, Figures, Person, StageSum

_NAME, _BAR = 24, 10  # characters
_LINES = 40  # of a table: what comes after is counted


def bridge(figures: Figures, crossed: Bridge, texts: Texts) -> list[Block]:
    """From the last sum to this one; where it does not add up, by how much."""
    title = texts.t("Expected to close by {date}", date=texts.date(figures.until))
    names = [texts.n(*CAUSES[step.cause], step.count) for step in crossed.steps]
    value, weighted = figures.missing
    more = [] if figures.adds_up else [texts.t("Unexplained")]
    names = [texts.date(figures.since), *names, *more, texts.t("Now")]
    columns = [
        _steps([crossed.before.value, *(step.value for step in crossed.steps), *([value] * len(more))], texts),
        _steps([crossed.before.weighted, *(step.weighted for step in crossed.steps), *([weighted] * len(more))], texts),
    ]
    rows = [["", texts.t("Estimated"), texts.t("Weighted")], *map(list, zip(names, *columns, strict=True))]
    drawn = [section(f"*{title}*"), preformatted(aligned(rows))]
    if more:
        said = texts.t(
            "This does not add up: {value} estimated and {weighted} weighted are not explained by what people did"
            " here. An admin has been told.",
            value=texts.money(value),
            weighted=texts.money(weighted),
        )
        drawn.append(section(f"⚠️ {said}"))
    return drawn


def _steps(amounts: list[Decimal], texts: Texts) -> list[str]:
    """The first sum, the steps with their signs, and what they come to."""
    first, *steps, last = texts.column([*amounts, sum(amounts, Decimal(0))])
    return [first, *(signed(amount, step) for amount, step in zip(amounts[1:], steps, strict=True)), last]


def signed(amount: Decimal, written: str) -> str:
    """A difference as it is written, with its sign."""
    return f"+{written}" if amount > 0 else written.replace("-", "−")


def stages(found: Sequence[StageSum], texts: Texts) -> str:
    """Each stage in two lines: how many and how much, and a bar as long as its part of the largest one."""
    most = max((one.value for one in found), default=Decimal(0))
    several = len({one.cycle for one in found}) > 1
    values, weighted = texts.column([one.value for one in found]), texts.column([one.weighted for one in found])
    head, pairs = [["", "", texts.t("Estimated")], ["", "", f"({texts.t('Weighted')})"]], []
    for one, value, weighs in zip(found, values, weighted, strict=True):
        name = f"{one.cycle} {one.stage} {one.description}" if several else f"{one.stage} {one.description}"
        pairs += [[name, texts.number(one.count), value], [_bar(one.value, most), "", f"({weighs})"]]
    return aligned(_first(head, pairs, 2, texts))


def people(found: Sequence[Person], texts: Texts) -> str:
    """Each salesperson in a line: how many are in progress, and their estimated value."""
    pipelines = [one.part.headline.pipeline for one in found]
    values = texts.column([one.value for one in pipelines])
    head, rows = [["", "", texts.t("Estimated")]], []
    for one, pipeline, value in zip(found, pipelines, values, strict=True):
        rows.append([one.name, texts.number(pipeline.count), value])
    return aligned(_first(head, rows, 1, texts))


def _first(head: list[list[str]], rows: list[list[str]], each: int, texts: Texts) -> list[list[str]]:
    """As many as a phone shows, of `each` lines, and how many there are besides."""
    shown = _LINES // each * each
    if len(rows) <= shown:
        return [*head, *rows]
    hidden = (len(rows) - shown) // each
    return [*head, *rows[:shown], [texts.n("and {count} more", "and {count} more", hidden), "", ""]]


def _bar(value: Decimal, most: Decimal) -> str:
    return "▇" * max(1, int(value * _BAR / most)) if most and value else ""


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Names to the left, figures to the right."""
    rows = [[cut(" ".join(row[0].split()), _NAME), *row[1:]] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = ("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
