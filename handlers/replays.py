"""Rehearsing reminders under rules that a manager tries out, on last week or on a day: nothing is changed by it."""

from datetime import timedelta

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Form, Reply, anew
from handlers.views import rehearsals
from handlers.views import replays as views
from store import reminder_rules, replays
from store.reasons import Why
from store.replays import Rules
from store.rules.checks import given
from store.sessions import Session


def pressed(session: Session, asked: Asked) -> Reply:
    """The Replay last week button: the form, with the rules as they are."""
    return Form(views.form(_present(session, asked), asked.texts, asked.pack()))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent: how many messages it would have been, to whom, beside the rules as they are."""
    found, as_is = replays.replay(session, asked.by, (_tried(asked), _present(session, asked)), asked.now)
    return anew(views.message(found, as_is, replays.week(asked.by, asked.now), asked.texts))


def day_pressed(session: Session, asked: Asked) -> Reply:
    """The Preview button: the form, with tomorrow and the rules as they are."""
    tomorrow = asked.today + timedelta(days=1)
    return Form(rehearsals.form(_present(session, asked), tomorrow, asked.texts, asked.pack()))


def previewed(session: Session, asked: Asked) -> Reply:
    """Its form, sent: what each person would be told on that morning."""
    on, rules = asked.day("previewed_on"), (_tried(asked), _present(session, asked))
    found, as_is = replays.rehearse(session, asked.by, rules, on, asked.now)
    day = given(on, "previewed_on")
    return anew(rehearsals.message(found, as_is, day, day > asked.today, asked.texts))


def _tried(asked: Asked) -> Rules:
    ticked = asked.all_ticked("kinds")
    return replays.tried(
        frozenset(why for why in Why if why.value in ticked),
        parsing.count(asked.typed("idle_days").strip()),
        parsing.count(asked.typed("not_started_days").strip()),
        parsing.count(asked.typed("max_days").strip()),
    )


def _present(session: Session, asked: Asked) -> Rules:
    kept = reminder_rules.get(session, asked.by)
    off = kept.rules.kinds_off.split()
    on = frozenset(why for why in Why if why.value not in off)
    return Rules(on, kept.rules.idle_days, kept.rules.not_started_days, kept.max_days)
