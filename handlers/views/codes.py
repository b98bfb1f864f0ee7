"""What the forms of coded things share: description and code, and the button that deletes one."""

from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, button, confirm, cut, field, typed
from store.rules import text


def called(description: str, code: str, longest: int, texts: Texts) -> list[Block]:
    """The fields of description and code; the code of a new one may be left empty."""
    made = texts.t("At most 10 characters. Left empty, it is made from the description.")
    described, coded = typed("text", description, longest=longest), typed("text", code, longest=text.CODE)
    return [
        field("description", words.field("description", texts), described),
        field("code", words.field("code", texts), coded, optional=not code, hint="" if code else made),
    ]


def deleting(name: str, what: str, action: str, value: str, texts: Texts) -> Block:
    """The Delete button, which asks first; `what` says what that does."""
    sure = confirm(texts.t("Delete {name}?", name=cut(name, 60)), what, texts.t("Delete"), texts.t("Cancel"))
    return button(texts.t("Delete"), action, value, style="danger", confirm=sure)
