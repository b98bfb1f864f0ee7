"""The pack for a one-to-one: what happened with a salesperson since the last one, for their manager alone."""

from collections.abc import Callable
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, actions, bold, button, context, cut, esc, header, section
from handlers.views.messages import Message
from store.one_to_ones import LISTS, SHOWN, Pack
from store.rules.figures import Line, Listed, Sum
from store.tasks import Task


def _(title: str) -> str:
    """Mark a title for the catalogues."""
    return title


_TITLES = {
    "new": _("New opportunities"),
    "won": _("Won opportunities"),
    "lost": _("Lost opportunities"),
    "onwards": _("Moved forward"),
    "back": _("Moved back"),
    "slipped": _("Closing date put off"),
    "overdue": _("Closing date passed"),
    "stale": _("Too long at one stage"),
    "parked": _("Parked"),
}


def message(pack: Pack, texts: Texts, today: date) -> Message:
    """What to talk about, list by list; that there is nothing where there is not."""
    title = texts.t("One-to-one: {name}", name=pack.person.name)
    drawn: list[Block] = [header(title), context(_since(pack, texts)), section(_pipeline(pack, texts))]
    if pack.quiet:
        drawn.append(section(texts.t("Nothing has happened since, and nothing is overdue, too long or parked.")))
    for name in LISTS:
        drawn += _list(name, pack.part.lists[name], texts, today)
    if pack.overdue_tasks:
        late = texts.t("Tasks overdue")
        drawn.append(section(f"*{late}* ({texts.number(pack.overdue_tasks)})"))
        shown = [_task(task, texts, today) for task in pack.overdue]
        drawn += _with_rest(shown, pack.overdue_tasks - len(shown), texts)
    mention = f"<@{pack.person.slack_id}>"
    held = wire.Pack(pack.person.id, pack.version, pack.until, pack.part.headline.pipeline).packed()
    drawn.append(
        actions(
            button(texts.t("Mark as held"), wire.HELD, held, style="primary"),
            button(texts.t("Opportunities"), f"{wire.LIST}:person", f"0 {mention}"),
            button(texts.t("Tasks"), wire.TASKS, mention),
        )
    )
    drawn.append(context(texts.t("Only you see this. Once you have marked it as held, the next pack begins here.")))
    return Message(drawn, esc(title))


def _since(pack: Pack, texts: Texts) -> str:
    when = texts.moment(pack.since)
    if pack.version:
        return texts.t("Since the last one, {when}", when=when)
    return texts.t("The first one: since {when}, a fortnight ago", when=when)


def _pipeline(pack: Pack, texts: Texts) -> str:
    now = texts.t("Pipeline now: {sum}", sum=_sum(pack.part.headline.pipeline, texts))
    if pack.was is None:
        return now
    then = texts.t("Pipeline then: {sum}", sum=_sum(pack.was, texts))
    return f"{now}\n{then}"


def _sum(one: Sum, texts: Texts) -> str:
    figures = texts.t("{value}, weighted {weighted}", value=texts.money(one.value), weighted=texts.money(one.weighted))
    return f"*{texts.number(one.count)}* · {figures}"


def _list(name: str, found: Listed, texts: Texts, today: date) -> list[Block]:
    if not found.rows:
        return []
    amount = found.total.weighted if name == "won" else found.total.value  # what they were sold for
    title = f"*{texts.t(_TITLES[name])}* ({texts.number(found.total.count)}, {texts.money(amount)})"
    rows = [_row(line, _SAYS[name](line, texts, today), texts) for line in found.rows[:SHOWN]]
    return [section(title), *_with_rest(rows, found.total.count - len(rows), texts)]


def _with_rest(rows: list[Block], rest: int, texts: Texts) -> list[Block]:
    """How many more there are, under the last row: a block of its own for each list would be too many."""
    if rest > 0:
        rows[-1]["text"]["text"] += "\n" + texts.n("and {count} more", "and {count} more", rest)
    return rows


def _row(line: Line, said: str, texts: Texts) -> Block:
    first = f"*{line.number}* {esc(cut(line.description, 150))} · {esc(cut(line.contact, 100))}"
    return section(f"{first}\n{said}", button(texts.t("Show"), wire.SHOW, line.number))


def _task(task: Task, texts: Texts, today: date) -> Block:
    due = texts.t("Task due {date}", date=texts.date(task.due_on))
    said = f"{bold(cut(task.description or task.number, 150))}\n{due} ({texts.when(task.due_on, today)})"
    number = task.opportunity_number
    about = f" · {number} {esc(cut(task.opportunity_description or '', 100))}" if number else ""
    return section(said + about, button(texts.t("Show"), wire.SHOW, number) if number else None)


def _new(line: Line, texts: Texts, _today: date) -> str:
    closing = texts.date(line.closing_on) if line.closing_on else ""
    return " · ".join(part for part in (texts.money(line.value), esc(line.stage or ""), closing) if part)


def _closed(line: Line, texts: Texts, _today: date) -> str:
    return " · ".join(part for part in (texts.money(line.value), esc(line.note)) if part)


def _moved(line: Line, texts: Texts, _today: date) -> str:
    return f"{esc(line.was_stage or '–')} → {esc(line.stage or '–')} · {texts.money(line.value)}"


def _slipped(line: Line, texts: Texts, _today: date) -> str:
    before, after = (texts.date(day) if day else "–" for day in (line.was_on, line.closing_on))
    return f"{before} → {after} · {texts.money(line.value)}"


def _late(line: Line, texts: Texts, today: date) -> str:
    when = f"{texts.date(line.closing_on)} ({texts.when(line.closing_on, today)})" if line.closing_on else "–"
    return f"{when} · {texts.money(line.value)}"


def _stale(line: Line, texts: Texts, _today: date) -> str:
    days = texts.n("{count} day in {stage}", "{count} days in {stage}", line.days, stage=esc(line.stage))
    return f"{days} · {texts.money(line.value)}"


def _parked(line: Line, texts: Texts, _today: date) -> str:
    until = texts.date(line.until_on) if line.until_on else "–"
    said = texts.t("until {date}: {reason}", date=until, reason=esc(cut(line.note, 200)))
    if line.times > 1:
        said += " · " + texts.n("{count} time so far", "{count} times so far", line.times)
    return said


_SAYS: dict[str, Callable[[Line, Texts, date], str]] = {
    "new": _new, "won": _closed, "lost": _closed, "onwards": _moved, "back": _moved, "slipped": _slipped,
    "overdue": _late, "stale": _stale, "parked": _parked,
}  # fmt: skip
