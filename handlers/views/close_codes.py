"""Close codes: the list admins work in, and the form that makes and changes one."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    esc,
    field,
    form,
    header,
    option,
    section,
    select,
    switch,
    typed,
)
from handlers.views.messages import Message
from handlers.views.pages import turning
from store.close_codes import LONGEST
from store.cycles import CloseCode
from store.rules import text
from store.rules.words import Outcome

SHOWN = 20


def message(codes: list[CloseCode], used: dict[int, int], texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The close codes, those for winning first, with how often each was used (domain.md F014)."""
    title = texts.t("Close codes")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    if not codes:
        drawn.append(section(texts.t("There is no close code yet. Closing an opportunity takes one.")))
    ordered = sorted(codes, key=lambda c: (list(Outcome).index(c.outcome), c.code))
    drawn += [_row(code, used.get(code.id, 0), texts) for code in ordered[start : start + SHOWN]]
    new = button(texts.t("New close code"), wire.CODE, style="primary")
    drawn.append(actions(new, *turning(wire.CODES, start, SHOWN, len(codes), texts)))
    return Message(drawn, esc(note) or title)


def _row(code: CloseCode, used: int, texts: Texts) -> Block:
    about = [words.outcome(code.outcome, texts), texts.n("{count} closing", "{count} closings", used)]
    about += [texts.t("blocked")] if code.blocked else []
    lines = f"*{esc(code.code)}* · {esc(code.description)}\n{' · '.join(about)}"
    return section(lines, button(texts.t("Edit"), wire.CODE, str(code.id)))


def code_form(code: CloseCode | None, used: int, outcome: Outcome | None, texts: Texts, metadata: str) -> Block:
    """The form of a new close code, or of one that is there; `outcome`: the only one it may have."""
    drawn: list[Block] = [
        field(
            "description",
            words.field("description", texts),
            typed("text", code.description if code else "", longest=LONGEST),
        ),
        field(
            "code",
            words.field("code", texts),
            typed("text", code.code if code else "", longest=text.CODE),
            optional=code is None,
            hint="" if code else texts.t("At most 10 characters. Left empty, it is made from the description."),
        ),
        _outcome(code, used, outcome, texts),
    ]
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
    sure = confirm(
        texts.t("Delete {name}?", name=code.code),
        texts.t("It is no longer offered when closing."),
        texts.t("Delete"),
        texts.t("Cancel"),
    )
    value = f"{code.id} {code.version}"
    return [actions(button(texts.t("Delete"), wire.UNCODE, value, style="danger", confirm=sure))]
