"""What a person does with their own settings: looks at them, and changes them in a form."""

from handlers import countries, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Redrawn, Reply, anew
from handlers.texts import LANGUAGES, Texts, for_member
from handlers.views import personal_settings as views
from store import mutes, people, personal_reminders, personal_settings, snoozes, worktime
from store.personal_settings import Wanted
from store.sessions import Session


def shown(session: Session, asked: Asked) -> Reply:
    """`settings`."""
    return page(session, asked)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Settings button, and Change: the form."""
    if asked.text != "change":
        return page(session, asked)
    kept = personal_settings.get(session, asked.by)
    draft = views.Draft.of(kept.settings)
    return Form(views.settings_form(draft, kept, asked.texts, asked.pack(v=kept.version, c=kept.lives.country)))


def page(session: Session, asked: Asked, note: str = "", texts: Texts | None = None) -> Message:
    """The settings as they are, with what one muted and snoozed."""
    kept = personal_settings.get(session, asked.by)
    own = views.Own(
        kept,
        mutes.listed(session, asked.by),
        snoozes.resting(session, asked.by, asked.now),
        personal_reminders.pending(session, asked.by, asked.now),
    )
    return views.message(own, asked.by, texts or asked.texts, note=note)


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the country that stands in it now: its cantons are offered, and another's are not."""
    kept = personal_settings.get(session, asked.by)
    country = countries.chosen(asked, "country")
    canton = countries.chosen(asked, "canton")
    effective = country or kept.inherited
    quiet = asked.clock("quiet_from"), asked.clock("quiet_until")
    draft = views.Draft(
        asked.chosen("language") or views.SLACKS,
        asked.clock("day_begins"),
        asked.clock("day_ends"),
        asked.all_ticked("work_days"),
        country,
        canton if canton in worktime.cantons(effective) else "",
        bool(asked.ticked("quiet")),
        *quiet,
        asked.all_ticked("kinds"),
    )
    return Redrawn(views.settings_form(draft, kept, asked.texts, wire.pack(**asked.metadata | {"c": effective})))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent; what is said then is in the language that was chosen."""
    language = asked.chosen("language")
    wanted = Wanted(
        "" if language == views.SLACKS else language if language in LANGUAGES else None,
        asked.clock("day_begins"),
        asked.clock("day_ends"),
        "".join(asked.all_ticked("work_days")),
        countries.chosen(asked, "country"),
        countries.chosen(asked, "canton"),
        (asked.clock("quiet_from"), asked.clock("quiet_until")) if asked.ticked("quiet") else None,
        asked.all_ticked("kinds"),
    )
    personal_settings.change(session, asked.by, wanted, seen=asked.version, now=asked.now)
    by = people.get(session, asked.by.workspace_id, asked.by.id) or asked.by
    texts = for_member(by)
    return anew(page(session, asked, texts.t("Your settings are saved."), texts))
