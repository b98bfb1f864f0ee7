"""What a person reads when something could not be done, with the button that does it where there is one."""

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, actions, button, esc, form, section
from handlers.views.messages import Message
from store.rights import Member
from store.rules import refusals as r


def refusal(refused: r.Refusal, sentence: str, by: Member, texts: Texts) -> Message:
    """A refusal, with the way on."""
    marked = _marked(refused, sentence)
    drawn: list[Block] = [section(f":warning: {marked}")]
    if buttons := _way_on(refused, by, texts):
        drawn.append(actions(*buttons))
    return Message(drawn, marked)


def _marked(refused: r.Refusal, sentence: str) -> str:
    """The sentence for mrkdwn: admins are mentioned, captions bold, everything else as typed."""
    return sentence if isinstance(refused, r.NoCycle) else esc(sentence)


def _way_on(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.NeedsQuote(number=number) | r.NoQuote(number=number):
            return [_first(texts.t("Add quote"), wire.QUOTE, number), button(texts.t("Show"), wire.SHOW, number)]
        case r.HasQuote(number=number):
            return [_first(texts.t("Quote"), wire.QUOTE, number)]
        case r.NoOrder(number=number):
            return [_first(texts.t("Make order"), wire.ORDER, number), button(texts.t("Show"), wire.SHOW, number)]
        case r.HasOrder(number=number) | r.HasInvoice(number=number):
            return [_first(texts.t("Order"), wire.ORDER, number)]
        case r.NotStarted(number=number):
            return [_first(texts.t("Activate"), wire.ACTIVATE, number)]
        case (
            r.AlreadyMoved(number=number)
            | r.AlreadyChanged(number=number)
            | r.IsClosed(number=number)
            | r.ClosedWithoutQuote(number=number)
            | r.InProgress(number=number)
            | r.QuoteTaken(opportunity=number)
            | r.OrderTaken(opportunity=number)
            | r.InvoiceTaken(opportunity=number)
        ) if number:
            return [button(texts.t("Show"), wire.SHOW, number)]
        case r.InteractionTaken(number=number):
            return [button(texts.t("Show"), wire.SHOW, number)]
        case _:
            return _about_setup(refused, by, texts)


def _about_setup(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.HoldsWork(slack_id=slack_id):
            return [
                button(texts.t("Opportunities"), f"{wire.LIST}:person", f"0 <@{slack_id}>"),
                button(texts.t("Tasks"), wire.TASKS, f"<@{slack_id}>"),
            ]
        case r.NoSeries() if by.may("setup"):
            return [button(texts.t("Workspace"), f"{wire.SETUP}:workspace", "workspace", style="primary")]
        case r.NoCycle() if by.may("setup"):
            return [button(texts.t("Set up"), wire.SETUP, style="primary")]
        case _:
            return _way_on_with_tasks(refused, by, texts) or _way_on_elsewhere(refused, by, texts)


def _way_on_with_tasks(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.TaskClosed(number=number) if by.may("task"):
            return [button(texts.t("Reopen"), wire.REOPEN_TASK, number)]
        case r.TaskChanged(number=number):
            return [button(texts.t("Edit"), wire.EDIT_TASK, number)]
        case _:
            return []


def _way_on_elsewhere(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.ContactChanged(number=number):
            return [button(texts.t("Show"), f"{wire.CONTACT}:show", number)]
        case r.SetupChanged() | r.NoStages() if by.may("setup"):
            return [button(texts.t("Setup"), f"{wire.SETUP}:board", "board")]
        case r.CycleInUse(cycle=cycle):
            return [button(texts.t("Opportunities"), f"{wire.LIST}:all", f"0 all cycle {cycle}")]
        case r.StageInUse(cycle=cycle, number=number):
            return [button(texts.t("Opportunities"), f"{wire.LIST}:all", f"0 all cycle {cycle} stage {number}")]
        case r.StageKept(cycle_id=cycle_id):
            return [button(texts.t("Copy"), f"{wire.CYCLE}:copy", f"copy {wire.Part(cycle_id, 0).packed()}")]
        case _:
            return []


def _first(label: str, action: str, number: str) -> Block:
    """The button that does what is missing to the opportunity, however it stands now."""
    return button(label, action, wire.Seen(number, 0).packed(), style="primary")


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
