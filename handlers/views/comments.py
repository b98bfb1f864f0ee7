"""Comments: an opportunity's, newest first, and the form that adds one."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, button, context, esc, field, form, header, plain, section, typed
from handlers.views.messages import Message
from store.cards import Card
from store.comments import Comment
from store.listings import Page
from store.rights import Member
from store.rules import text

MOST = 9000  # characters of comments in one message: three of the longest, ten of the usual


def message(card: Card, page: Page[Comment], by: Member, texts: Texts) -> Message:
    """A page of comments, each whole."""
    title = texts.t("Comments on {number}", number=card.number)
    drawn: list[Block] = [header(title), context(esc(f"{card.description} · {card.contact_name}"))]
    if not page.total:
        drawn.append(section(texts.t("Nobody has commented on it yet.")))
    rows = fitting(page.rows)
    for row in rows:
        drawn += said(row, texts)
    buttons = [button(texts.t("Show"), wire.SHOW, card.number)]
    if by.may("comment"):
        buttons.insert(0, button(texts.t("Comment"), wire.COMMENT, wire.Seen(card.number, card.seen).packed()))
    if (shown := page.start + len(rows)) < page.total:
        buttons.insert(0, button(texts.t("Older"), f"{wire.COMMENTS}:older", f"{card.number} {shown}"))
    return Message([*drawn, actions(*buttons)], esc(f"{title} · {card.description}"))


def fitting(rows: list[Comment]) -> list[Comment]:
    """The first of them, as many as one message takes."""
    taken, length = [], 0
    for row in rows:
        length += len(row.text)
        if length > MOST:
            break
        taken.append(row)
    return taken


def said(comment: Comment, texts: Texts) -> list[Block]:
    """Who said what and when: the words exactly, without markup."""
    who = context(esc(f"💬 {comment.author} · {texts.moment(comment.at)}"))
    return [who, {"type": "section", "text": plain(comment.text)}]


def new_form(card: Card, texts: Texts, metadata: str) -> Block:
    """The form that adds a comment."""
    drawn = [
        context(esc(f"{card.number} {card.description}")),
        field("comment", words.field("comment", texts), typed("text", lines=True, longest=text.COMMENT)),
    ]
    return form(
        "comment", texts.t("Comment"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata
    )
