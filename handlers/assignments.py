"""What people do with activities: assign one to an opportunity, as tasks from a start date."""

import re
from dataclasses import replace
from datetime import date

from handlers import doubts, members, parsing, tasks, wire
from handlers.asked import Asked
from handlers.moves import chosen_day
from handlers.replies import Beside, Form, Message, Redrawn, Reply
from handlers.task_forms import chosen_salesperson
from handlers.views import assignments as views
from handlers.views import help as help_view
from handlers.views.blocks import Block
from handlers.views.problems import said
from store import assignments, cards, cycles, stage_tasks
from store.rules import dates, refusals
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.sessions import Session

_FROM = re.compile(r"(?:^|\s+)(?:from|ab|von|depuis|dès|du|dal)\s+(?P<day>.+)$", re.I)


def typed(session: Session, asked: Asked) -> Reply:
    """`activity OP7 [INIT] [from monday] [@person]`: at once when an activity is named, else the form."""
    number, rest = parsing.verb(asked.text)
    if not number:
        return help_view.usage("activity", asked.texts, asked.command)
    card = _card(session, asked, number)
    person = members.mentioned(session, asked.by, rest)
    named = members.unmentioned(rest)
    start_on = asked.today
    if match := _FROM.search(named):
        day = parsing.day(match["day"], asked.texts, "start_on", asked.today)
        named, start_on = named[: match.start()], dates.between(asked.instead or day, "start_on")
    if not named:
        return _form(session, asked, card, None, start_on, person.slack_id if person else None)
    chosen = person.slack_id if person else None
    try:
        activity = assignments.named(cycles.setup(session, asked.by), named)
    except refusals.NotFound as unknown:  # those there are can be chosen
        asks = tuple(doubts.of([unknown], asked.texts).values())
        return _form(session, asked, card, None, start_on, chosen, asks)
    if assignments.there(session, asked.by, card.number, activity):
        return _form(session, asked, card, activity, start_on, chosen)
    owner = person.id if person else card.salesperson_id
    return _assign(session, asked, card.number, assignments.Wanted(activity.id, start_on, owner))


def _card(session: Session, asked: Asked, number: str) -> cards.Card:
    asked.by.must("task")
    card = cards.card(session, asked.by, number)
    must_be_open(card)
    return card


def pressed(session: Session, asked: Asked) -> Reply:
    """The Assign activity button: its form."""
    return _form(session, asked, _card(session, asked, wire.seen(asked.text).number))


def _form(
    session: Session,
    asked: Asked,
    card: cards.Card,
    activity: cycles.Activity | None = None,
    start_on: date | None = None,
    owner: str | None = None,
    asks: tuple[str, ...] = (),
) -> Reply:
    setup = cycles.setup(session, asked.by)
    if not setup.activities:
        return said(asked.texts.t("No activity is set up yet. An admin can add one with /opp setup."))
    label = f"{card.number} {card.description}"
    packed = asked.pack(n=card.number, a=label, l=wire.listed(asked.block) or None)
    seller, activities = owner or card.salesperson_slack_id, list(setup.activities.values())
    draft = views.Draft(label, seller, activities, activity, start_on or asked.today, doubts=asks)
    return Form(_drawn(session, asked, card.number, draft, packed))


def _drawn(session: Session, asked: Asked, number: str, draft: views.Draft, packed: str) -> Block:
    """The form with the tasks that what stands in it would make, and those that are there already."""
    activity, start_on = draft.activity, draft.start_on
    steps = cycles.setup(session, asked.by).steps(activity.id if activity else None)
    try:
        planned = stage_tasks.dated(steps, start_on) if start_on else []
    except refusals.Unreadable:  # a step's date leaves the calendar: sending it says so
        planned = []
    there = assignments.there(session, asked.by, number, activity) if activity else []
    shown = {"k": activity.id, "v": activity.version} if activity else {"k": None, "v": None}
    about = wire.pack(**wire.unpack(packed) | shown)
    return views.assign_form(replace(draft, planned=planned, there=there), asked.texts, about)


def redraw(session: Session, asked: Asked) -> Reply:
    """The form as what stands in it asks for."""
    return Redrawn(_redrawn(session, asked))


def _redrawn(session: Session, asked: Asked) -> Block:
    setup, about = cycles.setup(session, asked.by), str(asked.metadata.get("a") or "")
    owner = asked.chosen("salesperson") or asked.by.slack_id
    packed = str(asked.view.get("private_metadata") or "")
    activity = setup.activities.get(asked.key("activity") or 0)
    draft = views.Draft(about, owner, list(setup.activities.values()), activity, asked.day("start_on"))
    return _drawn(session, asked, asked.number, draft, packed)


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    activity_id = checks(asked.key, "activity")
    start_on = checks(chosen_day, asked, "start_on")
    owner = checks(chosen_salesperson, session, asked)
    checks.done()
    activity = cycles.setup(session, asked.by).activities.get(activity_id or 0)
    if not asked.has("again") and activity and assignments.there(session, asked.by, asked.number, activity):
        return Form(_redrawn(session, asked))  # somebody assigned it while this form was open
    shown, version = wire.kept(asked.metadata)
    again = bool(asked.ticked("again"))
    wanted = assignments.Wanted(activity_id, start_on, owner, again, version if shown == activity_id else None)
    return _assign(session, asked, asked.number, wanted)


def _assign(session: Session, asked: Asked, number: str, wanted: assignments.Wanted) -> Message:
    made = assignments.assign(session, asked.by, number, wanted, asked.now)
    note = asked.texts.n(
        "{count} task is made for {number}.", "{count} tasks are made for {number}.", len(made), number=number
    )
    if not asked.metadata.get("l"):
        return tasks.of_opportunity(session, asked, number, note)
    told = said(note)
    return Beside(told.blocks, told.text, original=tasks.of_opportunity(session, asked, number))
