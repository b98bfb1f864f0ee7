"""What admins do with sales cycles; everybody who may see looks at them."""

from handlers import parsing, setup, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Redraw, Reply
from handlers.views import cycles as views
from handlers.views.blocks import Block
from store import cycle_changes, cycle_figures, cycles
from store.rules.refusals import NotFound, SetupChanged
from store.rules.words import Method
from store.sessions import Session

_PAGE = "cycle"  # the first word of the blocks of a cycle's own page


def typed(session: Session, asked: Asked) -> Message:
    """`setup cycle EX-LARGE`: its page; without a code the list."""
    asked.by.must("see")
    if not asked.text:
        return setup.listed(session, asked)
    cycle = cycles.required(session, asked.by).cycle(asked.text)
    return page(session, asked, _there(session, asked, cycle.id).id)


def page(session: Session, asked: Asked, cycle_id: int, *, start: int = 0, note: str = "") -> Message:
    """The page of a cycle as it is now, also within the transaction that changes it. Raises NotFound."""
    by, found = cycles.afresh(session, asked.by) if session.wrote else (asked.by, cycles.setup(session, asked.by))
    cycle = _found(found, cycle_id)
    sums, days = cycle_figures.of_stages(session, by, cycle_id), cycle_figures.average_days(session, by, cycle_id)
    return views.page(views.Page(cycle, sums, days, start), found, by, asked.texts, note=note)


def _there(session: Session, asked: Asked, cycle_id: int) -> cycles.Cycle:
    return _found(cycles.setup(session, asked.by), cycle_id)


def _found(set_up: cycles.Setup, cycle_id: int) -> cycles.Cycle:
    cycle = set_up.cycles.get(cycle_id)
    if cycle is None or cycle.deleted:
        raise NotFound("cycle", cycle.code if cycle else "")
    return cycle


def as_seen(session: Session, asked: Asked, part: wire.Part) -> cycles.Cycle:
    """The cycle of a form to be opened, for an admin. Raises NotFound; SetupChanged when it is not as it was seen."""
    asked.by.must("setup")
    cycle = _there(session, asked, part.cycle)
    if cycle.version != part.version:
        raise SetupChanged(cycle.code)
    return cycle


def pressed(session: Session, asked: Asked) -> Reply:
    """A button that shows a cycle or asks about it: its page, or the form that makes, edits, copies or deletes."""
    word, about = parsing.words(asked.text)
    part = wire.part(about)
    if word == "page":
        return page(session, asked, part.cycle)
    if word == "from":
        return _again(page(session, asked, part.cycle, start=part.stage))
    asked.by.must("setup")
    if word == "new":
        return Form(views.new_form(asked.texts, _pack(asked, "new")))
    return Form(_form(session, asked, word, _there(session, asked, part.cycle)))


def _form(session: Session, asked: Asked, word: str, cycle: cycles.Cycle) -> Block:
    metadata = _pack(asked, word, wire.Part(cycle.id, cycle.version))
    if word == "delete":
        cycle_changes.must_be_unused(session, asked.by, cycle)
        return views.delete_form(cycle, asked.texts, metadata)
    draw = views.copy_form if word == "copy" else views.edit_form
    return draw(cycle, asked.texts, metadata)


def _pack(asked: Asked, word: str, part: wire.Part | None = None) -> str:
    on_page = asked.block.partition(":")[0] == _PAGE
    return asked.pack(a=word, k=part.packed() if part else None, p=on_page or None)


def submitted(session: Session, asked: Asked) -> Reply:
    """The form that makes, copies or edits a cycle, sent."""
    word, part, t = asked.metadata.get("a"), wire.part(str(asked.metadata.get("k") or "")), asked.texts.t
    code, description = asked.typed("code"), asked.typed("description")
    if word == "edit":
        method = asked.word("method", Method)
        cycle_changes.edit(
            session, asked.by, part.cycle, description=description, method=method, seen=part.version, now=asked.now
        )
        return _shown(session, asked, part.cycle, t("Saved."), on_page=bool(asked.metadata.get("p")))
    if word == "copy":
        key = cycle_changes.copy(session, asked.by, part.cycle, code=code, description=description, now=asked.now)
        return _shown(session, asked, key, t("This is the copy."), on_page=True)
    key = cycle_changes.create(
        session, asked.by, code=code, description=description, method=asked.word("method", Method), now=asked.now
    )
    return _shown(session, asked, key, t("The cycle is made. Now add its stages."), on_page=True)


def deleted(session: Session, asked: Asked) -> Reply:
    """The form that deletes a cycle, sent."""
    part = wire.part(str(asked.metadata.get("k") or ""))
    code = _there(session, asked, part.cycle).code
    cycle_changes.remove(session, asked.by, part.cycle, seen=part.version, now=asked.now)
    return _again(setup.board(session, asked, asked.texts.t("{code} is deleted.", code=code)))


def changed(session: Session, asked: Asked) -> Reply:
    """A button or menu that does something with a cycle at once."""
    word, about = parsing.words(asked.text)
    cycle_id, t = wire.part(about).cycle, asked.texts.t
    code = _there(session, asked, cycle_id).code
    if word in ("block", "unblock"):
        cycle_changes.block(session, asked.by, cycle_id, word == "block", asked.now)
        note = t("{code} takes no new opportunities any more.") if word == "block" else t("{code} is open again.")
    else:
        cycle_changes.make_default(session, asked.by, cycle_id, word == "default", asked.now)
        note = t("{code} is the default cycle.") if word == "default" else t("There is no default cycle any more.")
    on_page = asked.block.partition(":")[0] == _PAGE
    return _shown(session, asked, cycle_id, note.format(code=code), on_page=on_page)


def _shown(session: Session, asked: Asked, cycle_id: int, note: str, *, on_page: bool) -> Redraw:
    """What the button stood on, as it is now: the page of the cycle, or the board."""
    drawn = page(session, asked, cycle_id, note=note) if on_page else setup.board(session, asked, note)
    return _again(drawn)


def _again(drawn: Message) -> Redraw:
    return Redraw(drawn.blocks, drawn.text)
