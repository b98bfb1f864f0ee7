"""What managers do with the rules of reminders that hold for everybody: look at them, and change them in a form."""

from handlers import countries, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Redrawn, Reply, anew
from handlers.views import reminder_rules as views
from store import reminder_rules, worktime
from store.reminder_rules import Wanted
from store.sessions import Session


def shown(session: Session, asked: Asked) -> Reply:
    """`setup reminders`, the Reminders button of the Setup board."""
    return _page(session, asked)


def _page(session: Session, asked: Asked, note: str = "") -> Message:
    return views.message(reminder_rules.get(session, asked.by), asked.by, asked.texts, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Edit button: the form."""
    kept = reminder_rules.get(session, asked.by)
    packed = asked.pack(v=kept.version, c=kept.rules.country or kept.of_zone)
    return Form(views.rules_form(views.Draft.of(kept.rules), kept, asked.texts, packed))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the country that stands in it now."""
    kept = reminder_rules.get(session, asked.by)
    country, canton = countries.chosen(asked, "country"), countries.chosen(asked, "canton")
    effective = country or kept.of_zone
    draft = views.Draft(
        asked.all_ticked("kinds"),
        asked.typed("idle_days"),
        asked.typed("not_started_days"),
        asked.typed("notices_a_day"),
        country,
        canton if canton in worktime.cantons(effective) else "",
    )
    return Redrawn(views.rules_form(draft, kept, asked.texts, wire.pack(**asked.metadata | {"c": effective})))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    wanted = Wanted(
        asked.all_ticked("kinds"),
        parsing.count(asked.typed("idle_days").strip()),
        parsing.count(asked.typed("not_started_days").strip()),
        parsing.count(asked.typed("notices_a_day").strip()),
        countries.chosen(asked, "country"),
        countries.chosen(asked, "canton"),
    )
    reminder_rules.change(session, asked.by, wanted, seen=asked.version, now=asked.now)
    return anew(_page(session, asked, asked.texts.t("The rules of reminders are saved.")))
