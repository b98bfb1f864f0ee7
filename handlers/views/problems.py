"""What a person reads when something could not be done, with the button that does it where there is one."""

from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import ways_on
from handlers.views.blocks import Block, actions, esc, form, section
from handlers.views.messages import Message
from store.rights import Member
from store.rules import refusals as r


def refusal(
    refused: r.Refusal,
    sentence: str,
    by: Member,
    texts: Texts,
    today: date,
    line: wire.Typed | None = None,
) -> Message:
    """A refusal, with the way on; `line` is the typed command that was refused, if it was one."""
    marked = _marked(refused, sentence)
    drawn: list[Block] = [section(f":warning: {marked}")]
    if buttons := ways_on.buttons(refused, by, texts, today, line):
        drawn.append(actions(*buttons))
    return Message(drawn, marked)


def _marked(refused: r.Refusal, sentence: str) -> str:
    """The sentence for mrkdwn: admins are mentioned, captions bold, everything else as typed."""
    return sentence if isinstance(refused, r.NoCycle) else esc(sentence)


def said(sentence: str) -> Message:
    """A plain sentence."""
    return Message([section(esc(sentence))], esc(sentence))


def busy(texts: Texts) -> Message:
    """The database gave no turn in time, and nothing was stored."""
    return said(texts.t("Nothing was saved: the service is busy just now. Please try again."))


def bug(texts: Texts, reference: str) -> Message:
    """A bug, with the reference under which the log has it."""
    return said(
        texts.t(
            "Something went wrong, and nothing was saved. Tell an admin this reference: {reference}",
            reference=reference,
        )
    )


def not_opened(texts: Texts) -> Message:
    """Slack did not open the form in time."""
    return said(texts.t("Slack did not open the form in time. Please press the button or send the command again."))


def stranger(texts: Texts) -> Message:
    """Somebody who is not of this workspace."""
    return said(texts.t("Only members of this workspace can use Stagepost here."))


def unknown(texts: Texts) -> Message:
    """Slack did not say who this is."""
    return said(texts.t("Slack did not say who you are. Please try again in a moment."))


def page(message: Message, texts: Texts) -> Block:
    """A message as a form without fields: from Home, where there is no conversation to show it in."""
    return form(wire.PAGE, "Stagepost", message.blocks, submit=None, close=texts.t("Close"))


def old_button(texts: Texts) -> Message:
    """A button nobody answers any more."""
    return said(texts.t("This button is from an older version. Send /opp to start afresh."))
