"""Sales cycles: in a list, on their own page, and the forms that make, describe and delete them."""

from dataclasses import dataclass
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import stages, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    divider,
    esc,
    field,
    form,
    header,
    option,
    overflow,
    section,
    select,
    typed,
)
from handlers.views.messages import Message
from handlers.views.opportunities import track
from store.cycle_figures import Sum
from store.cycles import Cycle, Setup, Stage
from store.rights import Member
from store.rules import text
from store.rules.words import Method

SHOWN = 25  # stages on a page


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a cycle shows: it, what stands at its stages, and how long stays there took."""

    cycle: Cycle
    sums: dict[int, Sum]
    days: dict[int, Decimal]
    start: int = 0  # the first stage shown

    @property
    def total(self) -> Sum:
        """What runs in the whole cycle (domain.md F082)."""
        sums = list(self.sums.values())
        zero = Decimal(0)
        return Sum(
            sum(s.count for s in sums), sum((s.value for s in sums), zero), sum((s.weighted for s in sums), zero)
        )


def seen(cycle: Cycle, stage: int = 0) -> str:
    """What a button says of the cycle: which, and the version that is seen."""
    return wire.Part(cycle.id, cycle.version, stage).packed()


def row(cycle: Cycle, sum_: Sum, by: Member, texts: Texts) -> list[Block]:
    """A cycle in a list, with what can be done with it."""
    lines = [*_head(cycle, by, texts), _track(cycle, texts)]
    if sum_.count:
        lines.append(stages.figures(sum_, texts))
    buttons = [button(texts.t("Stages"), f"{wire.CYCLE}:page", f"page {seen(cycle)}")]
    if by.may("setup"):
        buttons += _buttons(cycle, by, texts)
    return [section("\n".join(lines)), actions(*buttons) | {"block_id": f"cycles:{cycle.id}"}]


def _head(cycle: Cycle, by: Member, texts: Texts) -> list[str]:
    marks = [texts.t("default")] if cycle.id == by.default_cycle_id else []
    marks += [texts.t("blocked")] if cycle.blocked else []
    marked = f" ({', '.join(marks)})" if marks else ""
    title = f"*{esc(cycle.code)}* · {esc(cycle.description)}{marked}"
    how = texts.t("Probability: {method}", method=words.method(cycle.method, texts))
    return [title, f"_{how}_"]


def _track(cycle: Cycle, texts: Texts) -> str:
    """The stages as a card shows them, as many as are read at a glance."""
    if not cycle.stages:
        return texts.t("No stages yet: nothing can be activated in it.")
    shown = Cycle(cycle.id, cycle.code, "", cycle.method, False, tuple(_short(stage) for stage in cycle.stages[:12]))
    hidden = len(cycle.stages) - len(shown.stages)
    more = "   … " + texts.n("and {count} more", "and {count} more", hidden) if hidden else ""
    return track(shown, 0) + more


def _short(stage: Stage) -> Stage:
    return Stage(
        0, stage.stage, cut(stage.description, 40), stage.completed, stage.chances, None, False, False, "", None
    )


def _buttons(cycle: Cycle, by: Member, texts: Texts) -> list[Block]:
    """What an admin does with a cycle."""
    about, can_default = seen(cycle), cycle.id != by.default_cycle_id
    blocking = (texts.t("Unblock"), "unblock") if cycle.blocked else (texts.t("Block"), "block")
    standard = (texts.t("Make default"), "default") if can_default else (texts.t("No default"), "no-default")
    menu = [
        option(texts.t("Copy"), f"{wire.CYCLE} copy {about}"),
        option(standard[0], f"{wire.SET_CYCLE} {standard[1]} {about}"),
        option(blocking[0], f"{wire.SET_CYCLE} {blocking[1]} {about}"),
        option(texts.t("Delete"), f"{wire.CYCLE} delete {about}"),
    ]
    return [button(texts.t("Edit"), f"{wire.CYCLE}:edit", f"edit {about}"), overflow(wire.ROW, menu)]


def page(shown: Page, setup: Setup, by: Member, texts: Texts, *, note: str = "") -> Message:
    """A cycle with its stage track and its stages, each with what can be done with it."""
    cycle, admin = shown.cycle, by.may("setup")
    title = f"{cycle.code} · {cycle.description}"
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(title), section("\n".join([*_head(cycle, by, texts)[1:], *_marked(shown, by, texts)]))]
    drawn.append(section(_track(cycle, texts)))
    if admin:
        drawn.append(actions(*_buttons(cycle, by, texts)) | {"block_id": f"cycle:{cycle.id}"})
    if cycle.stages:
        drawn.append(divider())
    for stage in cycle.stages[shown.start : shown.start + SHOWN]:
        sum_, days = shown.sums.get(stage.stage, Sum()), shown.days.get(stage.stage)
        drawn.append(stages.row(stage, cycle, setup, sum_, days, texts, seen(cycle, stage.stage) if admin else None))
    if buttons := _below(shown, by, texts):
        drawn.append(actions(*buttons))
    return Message(drawn, esc(note or title))


def _marked(shown: Page, by: Member, texts: Texts) -> list[str]:
    cycle, sum_ = shown.cycle, shown.total
    lines = [texts.t("New opportunities take this cycle")] if cycle.id == by.default_cycle_id else []
    lines += [texts.t("Blocked: it takes no new opportunities.")] if cycle.blocked else []
    return [*lines, *([stages.figures(sum_, texts)] if sum_.count else [])]


def _below(shown: Page, by: Member, texts: Texts) -> list[Block]:
    cycle, buttons = shown.cycle, list[Block]()
    end = shown.start + SHOWN
    if by.may("setup"):
        buttons.append(button(texts.t("Add stage"), f"{wire.STAGE}:add", f"add {seen(cycle)}", style="primary"))
    if shown.start:
        before = wire.Part(cycle.id, cycle.version, max(0, shown.start - SHOWN)).packed()
        buttons.append(button(texts.t("Previous stages"), f"{wire.CYCLE}:before", f"from {before}"))
    if end < len(cycle.stages):
        more = wire.Part(cycle.id, cycle.version, end).packed()
        buttons.append(button(texts.t("More stages"), f"{wire.CYCLE}:behind", f"from {more}"))
    if by.may("setup"):
        buttons.append(button(texts.t("Setup"), f"{wire.SETUP}:board", "board"))
    return buttons


def new_form(texts: Texts, metadata: str) -> Block:
    """The form that makes a cycle."""
    drawn = [_code(texts), _description("", texts), _method(Method.MULTIPLY, texts)]
    return _form(texts.t("New sales cycle"), drawn, texts.t("Create"), texts, metadata)


def edit_form(cycle: Cycle, texts: Texts, metadata: str) -> Block:
    """The form that describes a cycle anew; its code stays."""
    drawn = [
        _description(cycle.description, texts),
        _method(cycle.method, texts),
        context(texts.t("What is there keeps its percentages; the next change of each opportunity uses the new ones.")),
    ]
    return _form(texts.t("Edit {code}", code=cycle.code), drawn, texts.t("Save"), texts, metadata)


def copy_form(cycle: Cycle, texts: Texts, metadata: str) -> Block:
    """The form that copies a cycle to a new code."""
    stages_ = texts.n("{count} stage is copied.", "{count} stages are copied.", len(cycle.stages))
    drawn = [_code(texts), _description(cycle.description, texts), context(stages_)]
    return _form(texts.t("Copy {code}", code=cycle.code), drawn, texts.t("Copy"), texts, metadata)


def _form(title: str, drawn: list[Block], submit: str, texts: Texts, metadata: str) -> Block:
    return form("cycle", title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _code(texts: Texts) -> Block:
    hint = texts.t("At most 10 characters, like NEW. It is typed in commands and stays.")
    return field("code", words.field("code", texts), typed("text", longest=text.CODE), hint=hint)


def _description(description: str, texts: Texts) -> Block:
    return field("description", words.field("description", texts), typed("text", description, longest=text.SHORT))


def _method(method: Method, texts: Texts) -> Block:
    choices = [option(words.method(m, texts), m.value) for m in Method]
    return field("method", words.field("method", texts), select("menu", choices, method.value))


def delete_form(cycle: Cycle, texts: Texts, metadata: str) -> Block:
    """What goes when a cycle is deleted; its submit is the confirmation."""
    goes = texts.n("Its {count} stage goes with it.", "Its {count} stages go with it.", len(cycle.stages))
    drawn: list[Block] = [section(f"*{esc(cycle.code)}* · {esc(cycle.description)}")]
    if cycle.stages:
        drawn.append(section(goes))
    drawn.append(section(texts.t("Opportunities that are closed or not started keep its code.")))
    return form(
        "cycle-delete",
        texts.t("Delete {code}", code=cycle.code),
        drawn,
        submit=texts.t("Delete"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )
