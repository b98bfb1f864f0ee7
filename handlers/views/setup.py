"""Setting up: the board that says what is missing, the template form, the cycles there are."""

from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    esc,
    field,
    form,
    header,
    option,
    section,
    select,
    switch,
)
from handlers.views.messages import Message
from store.cycles import Cycle, Setup
from store.rights import Member
from store.rules.templates import TEMPLATES, Template
from store.rules.words import Outcome


def board(setup: Setup, by: Member, texts: Texts, *, note: str = "") -> Message:
    """What is set up and what is missing, with the button that goes on."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(texts.t("Setup")), section("\n".join(checklist(setup, by, texts)))]
    cycles = list(setup.cycles.values())
    if cycles:
        drawn += [divider(), *_cycles(setup, by, texts)]
    label = texts.t("Add from template") if cycles else texts.t("Set up")
    drawn.append(actions(button(label, f"{wire.SETUP}:template", style="primary"), *_pages(texts)))
    return Message(drawn, esc(note or texts.t("Setup")))


def _pages(texts: Texts) -> list[Block]:
    pages = {"codes": texts.t("Close codes"), "people": texts.t("People"), "teams": texts.t("Teams")}
    return [button(label, f"{wire.SETUP}:{page}", page) for page, label in pages.items()]


def checklist(setup: Setup, by: Member, texts: Texts) -> list[str]:
    """The lines of the set-up checklist: what is done and what is missing."""
    default = setup.cycles.get(by.default_cycle_id or 0)
    staged = any(c.stages for c in setup.cycles.values())
    lines = [
        (bool(setup.cycles), texts.t("A sales cycle")),
        (staged, texts.t("Stages in it")),
        (default is not None, _default_cycle(default, texts)),
        (bool(setup.close_codes(Outcome.WON)), texts.t("A close code for winning")),
        (bool(setup.close_codes(Outcome.LOST)), texts.t("A close code for losing")),
    ]
    return [f"{'✅' if done else '⬜'} {line}" for done, line in lines]


def _default_cycle(default: Cycle | None, texts: Texts) -> str:
    return texts.t("A default cycle: {code}", code=esc(default.code)) if default else texts.t("A default cycle")


def done(setup: Setup, by: Member) -> bool:
    """Whether nothing is missing any more."""
    return bool(
        setup.cycles.get(by.default_cycle_id or 0)
        and any(c.stages for c in setup.cycles.values())
        and setup.close_codes(Outcome.WON)
        and setup.close_codes(Outcome.LOST)
    )


def cycles(setup: Setup, by: Member, texts: Texts) -> Message:
    """The sales cycles with their stages."""
    title = texts.t("Sales cycles")
    return Message([header(title), *_cycles(setup, by, texts)], title)


def _cycles(setup: Setup, by: Member, texts: Texts) -> list[Block]:
    drawn: list[Block] = []
    for cycle in list(setup.cycles.values())[:20]:
        marks = [texts.t("default")] if cycle.id == by.default_cycle_id else []
        marks += [texts.t("blocked")] if cycle.blocked else []
        drawn.append(section(_cycle(cycle, setup, ", ".join(marks), texts)))
    return drawn


def _cycle(cycle: Cycle, setup: Setup, marks: str, texts: Texts) -> str:
    title = f"*{esc(cycle.code)}* · {esc(cycle.description)}{f' ({marks})' if marks else ''}"
    how = texts.t("Probability: {method}", method=words.method(cycle.method, texts))
    lines = [title, f"_{how}_"]
    for stage in cycle.stages[:25]:
        extras = [
            texts.t(
                "{completed} completed, {chances} chances",
                completed=texts.percent(stage.completed),
                chances=texts.percent(stage.chances),
            )
        ]
        extras += [texts.t("quote required")] if stage.quote_required else []
        extras += [texts.t("may be skipped")] if stage.allow_skip else []
        if stage.activity_id:
            extras.append(esc(setup.activities[stage.activity_id].code))
        lines.append(f"{stage.stage}. {esc(stage.description)} · {', '.join(extras)}")
    return "\n".join(lines)


def template_form(setup: Setup, chosen: str | None, texts: Texts, metadata: str) -> Block:
    """The form that installs one of the ready cycles; those that are there already are not offered."""
    there = {c.code for c in setup.cycles.values()}
    free = [t for t in TEMPLATES.values() if t.code not in there]
    title, close = texts.t("Set up"), texts.t("Cancel")
    if not free:
        return form("none", title, [section(texts.t("All templates are installed."))], submit=None, close=close)
    template = next((t for t in free if t.code == chosen), free[0])
    choices = [option(f"{t.code} · {texts.t(t.description)}", t.code) for t in free]
    drawn = [
        field("template", words.field("template", texts), select(wire.LIVE, choices, template.code), live=True),
        section(_preview(template, texts)),
        field(
            "default",
            texts.t("Default cycle"),
            switch("tick", texts.t("New opportunities take this cycle"), not there),
            optional=True,
        ),
        context(texts.t("Its activities and close codes are installed with it.")),
    ]
    return form("install", title, drawn, submit=texts.t("Install"), close=close, metadata=metadata)


def _preview(template: Template, texts: Texts) -> str:
    lines = []
    for number, stage in enumerate(template.stages, 1):
        percents = f"{texts.percent(Decimal(stage.completed))} / {texts.percent(Decimal(stage.chances))}"
        extras = [texts.t("quote required")] if "q" in stage.flags else []
        extras += [texts.t("may be skipped")] if "s" in stage.flags else []
        lines.append(" · ".join([f"{number}. {texts.t(stage.name)}", percents, *extras]))
    how = texts.t("Probability: {method}", method=words.method(template.method, texts))
    head = texts.t("Stages, with completed and chances of success")
    return "\n".join([f"*{head}*", *lines, f"_{how}_"])
