"""What admins do with activities: list, make, change and delete them, and see to their steps."""

from datetime import date

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Redrawn, Reply, Under, anew
from handlers.views import activities as views
from store import activities, cycles
from store.activities import Wanted
from store.cycles import Activity
from store.rules import refusals
from store.rules.checks import Checks
from store.rules.words import Priority, TaskKind
from store.sessions import Session


def listed(session: Session, asked: Asked) -> Reply:
    """`setup activities`, the Activities button, or another page of the list."""
    return _list(session, asked, start=parsing.count(asked.text) or 0)


def _list(session: Session, asked: Asked, note: str = "", start: int = 0) -> Message:
    asked.by.must("setup")
    return views.message(cycles.afresh(session, asked.by)[1], asked.texts, start, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """Edit of an activity, or New activity."""
    asked.by.must("setup")
    key = parsing.count(asked.text)
    activity = None if key is None else activities.get(session, asked.by, key)
    about = asked.pack(k=activity.id, v=activity.version) if activity else asked.pack()
    return Form(views.activity_form(activity, asked.today, asked.texts, about))


def redraw(session: Session, asked: Asked) -> Reply:
    """The form with the dates of the start that stands in it now."""
    activity = activities.get(session, asked.by, wire.kept(asked.metadata)[0])
    about = str(asked.view.get("private_metadata") or "")
    return Redrawn(views.activity_form(activity, _start(asked), asked.texts, about))


def _start(asked: Asked) -> date:
    return asked.day("start_on") or asked.today


def created(session: Session, asked: Asked) -> Reply:
    """The form of a new activity, sent: it goes on with the steps."""
    made = activities.create(session, asked.by, asked.typed("code"), asked.typed("description"), asked.now)
    return Form(views.activity_form(made, asked.today, asked.texts, _kept(asked, made)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    code, description = asked.typed("code"), asked.typed("description")
    key, seen = wire.kept(asked.metadata)
    activity = activities.rename(session, asked.by, key, code, description, seen=seen, now=asked.now)
    return anew(_list(session, asked, asked.texts.t("The activity {code} is saved.", code=activity.code)))


def _kept(asked: Asked, activity: Activity) -> str:
    """The form's own metadata, for the activity as it is now."""
    return wire.pack(**asked.metadata | {"k": activity.id, "v": activity.version})


def deleted(session: Session, asked: Asked) -> Reply:
    """The Delete button in its form."""
    key, seen = wire.versioned(asked.text)
    activity = activities.remove(session, asked.by, key, seen=seen, now=asked.now)
    return anew(_list(session, asked, asked.texts.t("The activity {code} is deleted.", code=activity.code)))


def step(session: Session, asked: Asked) -> Reply:
    """Add step, or Edit of one: its form, on top of the activity's."""
    key, seen, number, _ = wire.step(asked.text)
    activity = activities.get(session, asked.by, key)
    if activity.version != seen:
        raise refusals.SetupChanged(activity.code)
    was = next((one for one in activity.steps if one.step == number), None)
    wanted = (
        Wanted(was.description, TaskKind(was.kind), Priority(was.priority), was.date_formula) if was else Wanted("")
    )
    start = _start(asked)
    under = {"about": str(asked.view.get("private_metadata") or ""), "start": start.isoformat()}
    about = asked.pack(k=key, v=seen, step=was.step if was else 0, u=under)
    return Form(views.step_form(views.Draft(activity, was.step if was else 0, wanted, start), asked.texts, about))


def redraw_step(session: Session, asked: Asked) -> Reply:
    """The form of a step with the date that its formula gives now."""
    activity = activities.get(session, asked.by, wire.kept(asked.metadata)[0])
    draft = views.Draft(activity, _number(asked), _wanted(asked), _beneath(asked)[1])
    return Redrawn(views.step_form(draft, asked.texts, str(asked.view.get("private_metadata") or "")))


def _number(asked: Asked) -> int:
    number = asked.metadata.get("step")
    return number if isinstance(number, int) else 0


def _wanted(asked: Asked) -> Wanted:
    checks = Checks()
    kind = None if asked.chosen("task_kind") == "todo" else checks(asked.word, "task_kind", TaskKind)
    priority = checks(asked.word, "priority", Priority)
    checks.done()
    formula = asked.typed("date_formula")
    return Wanted(asked.typed("description"), kind or TaskKind.BLANK, priority or Priority.LOW, formula)


def _beneath(asked: Asked) -> tuple[str, date]:
    """The metadata of the activity's form under this one, and the start that stands in it."""
    under = asked.metadata.get("u")
    about = under if isinstance(under, dict) else {}
    try:
        start = date.fromisoformat(str(about.get("start")))
    except ValueError:
        start = asked.today
    return str(about.get("about") or ""), start


def step_submitted(session: Session, asked: Asked) -> Reply:
    """The form of a step, sent: the activity's form under it shows the step."""
    key, seen = wire.kept(asked.metadata)
    wanted, number = _wanted(asked), _number(asked)
    if number:
        changed = activities.change_step(session, asked.by, key, number, wanted, seen=seen, now=asked.now)
    else:
        changed = activities.add_step(session, asked.by, key, wanted, seen=seen, now=asked.now)
    about, start = _beneath(asked)
    kept = wire.pack(**wire.unpack(about) | {"k": changed.id, "v": changed.version})
    return Under(views.activity_form(changed, start, asked.texts, kept))


def step_moved(session: Session, asked: Asked) -> Reply:
    """Move up and Move down."""
    key, seen, number, way = wire.step(asked.text)
    changed = activities.move_step(session, asked.by, key, number, up=way == "up", seen=seen, now=asked.now)
    return Redrawn(views.activity_form(changed, _start(asked), asked.texts, _kept(asked, changed)))


def step_removed(session: Session, asked: Asked) -> Reply:
    """Remove."""
    key, seen, number, _ = wire.step(asked.text)
    changed = activities.remove_step(session, asked.by, key, number, seen=seen, now=asked.now)
    return Redrawn(views.activity_form(changed, _start(asked), asked.texts, _kept(asked, changed)))
