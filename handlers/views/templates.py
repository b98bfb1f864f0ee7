"""The form that installs one of the ready sales cycles."""

from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, context, field, form, option, section, select, switch
from store.cycles import Setup
from store.rules.templates import TEMPLATES, Template


def install_form(setup: Setup, chosen: str | None, texts: Texts, metadata: str) -> Block:
    """The form that installs one of the ready cycles; those that are there already are not offered."""
    there = {c.code for c in setup.listed()}
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
