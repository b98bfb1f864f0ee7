"""The audit trail: who did what, when and from where, with the old and the new values."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from handlers import wire
from handlers.texts import Texts
from handlers.views import countries, delivery_words, personal_settings, task_words, words, workspaces
from handlers.views.audited import OPERATIONS
from handlers.views.blocks import Block, actions, button, cut, esc, header, section
from handlers.views.messages import Message
from store.audits import Audit, Page
from store.events import EVERYTHING
from store.rules.digests import Rest
from store.rules.places import Unfit
from store.rules.words import Via


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


VIAS = {
    Via.COMMAND: _("by command"),
    Via.BUTTON: _("by button"),
    Via.FORM: _("by form"),
    Via.EVENT: _("by a message"),
    Via.JOB: _("by schedule"),
    Via.TERMINAL: _("from the terminal"),
}
# Values that have no field of their own name.
_CAPTIONS = {
    "until_at": _("Until"),
    "remind_at": _("Moment"),
    "kinds_off": _("Reminders switched off"),
    "chances": _("Chances of success"),
    "completed": _("Completed"),
    "probability": _("Probability"),
    "weighted": _("Weighted value"),
    "stage_description": _("Name of the stage"),
    "action": _("Type"),
    "kind": _("Kind"),
    "cancelled_tasks": _("Tasks cancelled"),
    "customer": _("New customer"),
    "cancelled": _("Cancelled"),
    "interaction": _("Interaction"),
    "status": _("Status"),
    "parked_until_on": _("Parked until"),
    "quote": _("Quote"),
    "order": _("Order"),
    "invoice": _("Invoice"),
    "history": _("History entries"),
    "comments": _("Comments"),
    "open_tasks": _("Open tasks"),
    "reopened_tasks": _("Tasks reopened"),
    "no_customer": _("Customer no more"),
    "tasks": _("Tasks"),
    "persons": _("Persons"),
    "opportunities": _("Opportunities"),
    "number": _("Number"),
    "type": _("Type"),
    "state": _("State"),
    "delivery_state": _("Delivery"),
    "delivery": _("What"),
    "to": _("To"),
    "next_task": _("Next task"),
    "next_due_on": _("Next task due"),
    "default": _("Default cycle"),
    "role": _("Role"),
    "step": _("Step"),
    "steps": _("Steps"),
    "stages": _("Stages"),
    "for": _("What it hears"),
    "since": _("Since"),
    "on_behalf_of": _("On behalf of"),
    "replaced": _("Took the place of"),
    "owner": _("Set up by"),
    "sections": _("Sections"),
    "paused": _("Paused"),
    "days": _("Days"),
    "trouble": _("Why"),
    "owner_only": _("Only its owner, the owner’s manager and admins"),
}
# Words of ours, which readers read in their own language.
_WORDS: dict[str, dict[str, str]] = {
    "method": {str(k): v for k, v in words.METHODS.items()},
    "status": {str(k): v for k, v in (*words.STATUSES.items(), *task_words.STATUSES.items())}
    | {"completed": _("Done")},
    "priority": {str(k): v for k, v in words.PRIORITIES.items()},
    "kind": {str(k): v for k, v in (*words.KINDS.items(), *words.INTERACTION_KINDS.items())},
    "type": {str(k): v for k, v in words.TASK_KINDS.items()},
    "state": {str(k): v for k, v in words.QUOTE_STATES.items()},
    "role": {str(k): v for k, v in words.ROLES.items()},
    "action": {str(k): v for k, v in words.ACTIONS.items()},
    "outcome": {str(k): v for k, v in words.STATUSES.items()},
    "default_role": {str(k): v for k, v in words.ROLES.items()},
    "recurs_from": {str(k): v for k, v in task_words.RECURS_FROM.items()},
    "delivery": delivery_words.KINDS,
    "delivery_state": {str(k): v for k, v in delivery_words.STATES.items()},
    "for": {EVERYTHING: _("The whole workspace")},
    "trouble": {
        Unfit.UNKNOWN.value: _("the channel is gone, or private without Stagepost in it"),
        Unfit.GENERAL.value: _("it is the general channel, which is left alone"),
        Unfit.SHARED.value: _("the channel is shared with another company"),
        Unfit.ARCHIVED.value: _("the channel is archived"),
        Unfit.ABSENT.value: _("Stagepost is not in the channel"),
        Unfit.LOST.value: _("Slack takes no message there any more"),
        Rest.LEFT.value: _("who set it up is a guest or has left"),
        Rest.DEMOTED.value: _("who set it up is no manager any more"),
        Rest.GONE.value: _("what it is about is gone"),
        Rest.BEYOND.value: _("who set it up does not manage all those it is about"),
    },
}
# How the values of these names are read; those of other names are words, counts and answers.
_READ: dict[str, Callable[[str, Texts], str]] = {
    **dict.fromkeys(("value", "weighted", "sales_value", "total"), lambda kept, texts: texts.money(Decimal(kept))),
    **dict.fromkeys(("chances", "completed", "probability"), lambda kept, texts: texts.percent(Decimal(kept))),
    "interval": task_words.interval,
    "currency": workspaces.currency,
    "language": workspaces.language,
    "country": countries.country,
    "remind_at": lambda kept, texts: texts.moment(datetime.fromisoformat(kept)),
    "until_at": lambda kept, texts: texts.moment(datetime.fromisoformat(kept)),
    "work_days": personal_settings.work_days,
    "kinds_off": lambda kept, texts: ", ".join(words.why(kind, texts) for kind in kept.split()),
}
_NOTHING = ("", None, 0, False)
LONGEST = 200  # characters of a value: what is longer can be read where it stands


def message(title: str, query: str, page: Page, texts: Texts) -> Message:
    """A page of what was done, newest first."""
    said = texts.t("Audit trail: {subject}", subject=title)
    drawn: list[Block] = [header(said)]
    drawn += [section(_row(row, texts)) for row in page.rows]
    if not page.rows:
        drawn.append(section(texts.t("Nothing was done here, or there is no such thing.")))
    shown = page.start + len(page.rows)
    if shown < page.total:
        drawn.append(actions(button(texts.t("Older"), f"{wire.AUDIT}:older", f"{shown} {query}")))
    return Message(drawn, esc(said))


def _row(row: Audit, texts: Texts) -> str:
    who = esc(row.person) if row.person else "Stagepost"
    what = texts.t(OPERATIONS.get(row.operation, row.operation))
    head = f"*{esc(row.subject)}* · {what}"
    values = [_value(name, row, texts) for name in dict.fromkeys((*row.old, *row.new))]
    lines = [head, " · ".join(v for v in values if v), f"_{who}, {texts.moment(row.at)}, {texts.t(VIAS[row.via])}_"]
    return cut("\n".join(line for line in lines if line), 2900)


def _value(name: str, row: Audit, texts: Texts) -> str:
    """`Estimated value: CHF 50’000.00 → CHF 60’000.00`; nothing for what neither was nor is.

    Of what is gone altogether there is no new side.
    """
    old, new = row.old.get(name), row.new.get(name)
    if name.endswith("_id"):  # kept for us: beside it stands the name
        return ""
    if (old in _NOTHING and new in _NOTHING) or (name == "number" and {old, new} - {None} == {row.subject}):
        return ""
    sides = [said(name, old, texts)] if name in row.old else []
    if row.new:
        sides.append(said(name, new, texts))
    return _captioned(name, sides, texts)


def changed(name: str, old: Any, new: Any, texts: Texts) -> str:
    """`Estimated value: CHF 50’000.00 → CHF 60’000.00`, as mrkdwn."""
    return _captioned(name, [said(name, old, texts), said(name, new, texts)], texts)


def _captioned(name: str, sides: list[str], texts: Texts) -> str:
    caption = texts.t(_CAPTIONS[name]) if name in _CAPTIONS else words.field(name, texts)
    return texts.t("{caption}: {value}", caption=esc(caption), value=" → ".join(sides))


def said(name: str, value: Any, texts: Texts) -> str:
    """A value that the trail keeps under this name, as mrkdwn."""
    if value is None or value == "" or (name == "stage" and not value):  # closed it stands at none
        return "–"
    if isinstance(value, bool):
        return texts.t("yes") if value else texts.t("no")
    kept = str(value)
    if name in _READ:
        return esc(_READ[name](kept, texts))
    if name.endswith("_on"):
        return texts.date(date.fromisoformat(kept))
    ours = _WORDS.get(name, {})
    return esc(texts.t(ours[kept]) if kept in ours else cut(kept, LONGEST))
