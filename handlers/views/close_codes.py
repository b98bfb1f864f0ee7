"""Close codes: the list admins work in, and the form that makes and changes one."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    esc,
    field,
    form,
    option,
    section,
    select,
    switch,
)
from handlers.views.codes import called, deleting
from handlers.views.messages import Message
from handlers.views.pages import set_up
from store.close_codes import LONGEST
from store.cycles import CloseCode
from store.rules.words import Outcome


def message(codes: list[CloseCode], used: dict[int, int], texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The close codes, those for winning first, with how often each was used (domain.md F014)."""
    empty = texts.t("There is no close code yet. Closing an opportunity takes one.")
    new = button(texts.t("New close code"), wire.CODE, style="primary")
    ordered = sorted(codes, key=lambda c: (list(Outcome).index(c.outcome), c.code))
    return set_up(
        texts.t("Close codes"), ordered, lambda one: _row(one, used.get(one.id, 0), texts), new, wire.CODES, texts,
        empty=empty, start=start, note=note,
    )  # fmt: skip


def _row(code: CloseCode, used: int, texts: Texts) -> Block:
    about = [words.outcome(code.outcome, texts), texts.n("{count} closing", "{count} closings", used)]
    about += [texts.t("blocked")] if code.blocked else []
    lines = f"*{esc(code.code)}* · {esc(code.description)}\n{' · '.join(about)}"
    return section(lines, button(texts.t("Edit"), wire.CODE, str(code.id)))


def code_form(code: CloseCode | None, used: int, outcome: Outcome | None, texts: Texts, metadata: str) -> Block:
    """The form of a new close code, or of one that is there; `outcome`: the only one it may have."""
    drawn = called(code.description if code else "", code.code if code else "", LONGEST, texts)
    drawn.append(_outcome(code, used, outcome, texts))
    if code:
        drawn.append(
            field(
                "blocked",
                words.field("blocked", texts),
                switch("tick", texts.t("Not offered when closing"), code.blocked),
                optional=True,
            )
        )
        drawn += _deleting(code, used, texts)
    title = texts.t("Close code") if code else texts.t("New close code")
    submit = texts.t("Save") if code else texts.t("Create")
    return form("code", title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _outcome(code: CloseCode | None, used: int, outcome: Outcome | None, texts: Texts) -> Block:
    caption = words.field("outcome", texts)
    if outcome or (code and used):
        only = outcome or (code.outcome if code else Outcome.WON)
        return section(texts.labelled(caption, words.outcome(only, texts)))
    choices = [option(words.outcome(o, texts), o.value) for o in Outcome]
    return field("outcome", caption, select("menu", choices, code.outcome.value if code else None))


def _deleting(code: CloseCode, used: int, texts: Texts) -> list[Block]:
    if used:
        said = texts.n(
            "{count} opportunity was closed with it, so its outcome stays and it can not be deleted.",
            "{count} opportunities were closed with it, so its outcome stays and it can not be deleted.",
            used,
        )
        return [context(said)]
    what = texts.t("It is no longer offered when closing.")
    return [actions(deleting(code.code, what, wire.UNCODE, f"{code.id} {code.version}", texts))]
