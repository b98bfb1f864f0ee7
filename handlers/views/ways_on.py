"""The buttons under a refusal that do what is missing, or show what is in the way."""

from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import Block, button
from store.rights import Member
from store.rules import dates
from store.rules import refusals as r
from store.rules.checks import Several


def buttons(refused: r.Refusal, by: Member, texts: Texts, today: date, line: wire.Typed | None) -> list[Block]:
    """The way on; under a refused command (`line`) also what has it done in another way."""
    match refused:
        case Several(refusals=several):  # another date alone would not do
            return next((found for one in several if (found := _way_on(one, by, texts, line))), [])
        case r.TooEarly() | r.TooLate() if line:
            return [found for day in dates.instead(refused, today) for found in _with_day(day, texts, today, line)]
        case _:
            return _way_on(refused, by, texts, line)


def _with_day(day: date, texts: Texts, today: date, line: wire.Typed) -> list[Block]:
    """The same command with this date, unless it was that which was refused, or it is too long for a button."""
    value = wire.Typed(line.text, day).packed()
    if not value or day == line.instead:
        return []
    label = texts.t("Use today") if day == today else texts.t("Use {date}", date=texts.date(day))
    return [button(label, f"{wire.INSTEAD}:{day.isoformat()}", value)]


def _way_on(refused: r.Refusal, by: Member, texts: Texts, line: wire.Typed | None) -> list[Block]:
    return (
        _with_documents(refused, texts, line)
        or _with_opportunity(refused, texts)
        or _with_task(refused, by, texts)
        or _with_contact(refused, texts)
        or _with_people(refused, by, texts)
        or _with_setup(refused, by, texts)
    )


def _with_documents(refused: r.Refusal, texts: Texts, line: wire.Typed | None) -> list[Block]:
    match refused:
        case r.NeedsQuote(number=number):
            value = f"{wire.Seen(number, 0).packed()} {line.packed() if line else ''}".strip()
            add = button(texts.t("Add quote"), wire.QUOTE, value, style="primary")
            return [add, button(texts.t("Show"), wire.SHOW, number)]
        case r.NoQuote(number=number):
            return [_first(texts.t("Add quote"), wire.QUOTE, number), button(texts.t("Show"), wire.SHOW, number)]
        case r.HasQuote(number=number):
            return [_first(texts.t("Quote"), wire.QUOTE, number)]
        case r.NoOrder(number=number):
            return [_first(texts.t("Make order"), wire.ORDER, number), button(texts.t("Show"), wire.SHOW, number)]
        case r.HasOrder(number=number) | r.HasInvoice(number=number):
            return [_first(texts.t("Order"), wire.ORDER, number)]
        case r.BuiltOn(number=number, order=str()):
            return [_first(texts.t("Order"), wire.ORDER, number), button(texts.t("Show"), wire.SHOW, number)]
        case (
            r.ClosedWithoutQuote(number=number)
            | r.QuoteTaken(opportunity=number)
            | r.OrderTaken(opportunity=number)
            | r.InvoiceTaken(opportunity=number)
        ) if number:
            return [button(texts.t("Show"), wire.SHOW, number)]
        case _:
            return []


def _with_opportunity(refused: r.Refusal, texts: Texts) -> list[Block]:
    match refused:
        case r.NotStarted(number=number):
            return [_first(texts.t("Activate"), wire.ACTIVATE, number)]
        case (
            r.AlreadyMoved(number=number)
            | r.AlreadyChanged(number=number)
            | r.IsClosed(number=number)
            | r.InProgress(number=number)
            | r.InteractionTaken(number=number)
            | r.AlreadyStarted(number=number)
            | r.NotClosed(number=number)
            | r.NotParked(number=number)
            | r.TooLateToUndo(number=number)
            | r.StageGone(number=number)
            | r.BuiltOn(number=number, order=None)
        ):
            return [button(texts.t("Show"), wire.SHOW, number)]
        case r.NotFound(what="opportunity"):
            return [button(texts.t("My opportunities"), f"{wire.LIST}:mine", "0 mine")]
        case _:
            return []


def _with_task(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.TaskClosed(number=number) if by.may("task"):
            return [button(texts.t("Reopen"), wire.REOPEN_TASK, number)]
        case r.TaskChanged(number=number):
            return [button(texts.t("Edit"), wire.EDIT_TASK, number)]
        case _:
            return []


def _with_contact(refused: r.Refusal, texts: Texts) -> list[Block]:
    match refused:
        case r.ContactChanged(number=number):
            return [button(texts.t("Show"), f"{wire.CONTACT}:show", number)]
        case r.ContactInUse(number=number, opportunities=opportunities, tasks=tasks):
            listed = button(texts.t("Opportunities"), f"{wire.LIST}:contact", f"0 contact {number}")
            todo = button(texts.t("Tasks"), wire.TASKS, number)
            return [*([listed] if opportunities else []), *([todo] if tasks else [])]
        case _:
            return []


def _with_people(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.DeliveriesChanged():
            return [button(texts.t("Deliveries"), f"{wire.DELIVERIES}:all", "0")]
        case r.RulesOutdated():
            return [button(texts.t("Everybody’s reminders"), f"{wire.SETUP}:reminders", "reminders")]
        case r.SettingsOutdated() | r.AllQuiet() | r.Unreadable(kind="hours"):
            return [button(texts.t("Settings"), wire.SETTINGS)]
        case r.CoversThen(absence=absence, version=version) if absence:
            return [button(texts.t("Choose another cover"), f"{wire.AWAY}:{absence}", f"{absence} {version}")]
        case r.LastAdmin() | r.RoleTooLow() if by.may("setup"):
            return [button(texts.t("People"), f"{wire.SETUP}:people", "people")]
        case r.HoldsWork(slack_id=slack_id):
            return [
                button(texts.t("Hand over"), wire.ASSIGN_ALL, slack_id, style="primary"),
                button(texts.t("Opportunities"), f"{wire.LIST}:person", f"0 <@{slack_id}>"),
                button(texts.t("Tasks"), wire.TASKS, f"<@{slack_id}>"),
            ]
        case _:
            return []


def _with_setup(refused: r.Refusal, by: Member, texts: Texts) -> list[Block]:
    match refused:
        case r.NoSeries() if by.may("setup"):
            return [button(texts.t("Workspace"), f"{wire.SETUP}:workspace", "workspace", style="primary")]
        case r.NoCloseCodes(outcome=outcome) | r.WrongCode(outcome=outcome, offered=()) if by.may("setup"):
            return [button(texts.t("New close code"), wire.CODE, outcome.value, style="primary")]
        case r.CodeInUse() if by.may("setup"):
            return [button(texts.t("Close codes"), f"{wire.SETUP}:codes", "codes")]
        case r.ActivityInUse() if by.may("setup"):
            return [button(texts.t("Sales cycles"), f"{wire.SETUP}:cycles", "cycles")]
        case r.NoCycle() if by.may("setup"):
            return [button(texts.t("Set up"), wire.SETUP, style="primary")]
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
