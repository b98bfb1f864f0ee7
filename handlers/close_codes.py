"""What admins do with close codes: list, make, change and delete them."""

from handlers import closings, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply, Under, anew
from handlers.views import close_codes as views
from store import close_codes, cycles
from store.close_codes import Wanted
from store.rules.checks import Checks
from store.rules.words import Outcome
from store.sessions import Session


def listed(session: Session, asked: Asked) -> Reply:
    """`setup codes`, the Close codes button, or another page of the list."""
    return _list(session, asked, start=parsing.count(asked.text) or 0)


def _list(session: Session, asked: Asked, note: str = "", start: int = 0) -> Message:
    used = close_codes.used(session, asked.by)
    codes = list(cycles.afresh(session, asked.by)[1].codes.values())
    return views.message(codes, used, asked.texts, start, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """Edit of a close code, or New close code: for any outcome, or for the one the close form stands at."""
    asked.by.must("setup")
    key = parsing.count(asked.text)
    if key is None:
        outcome = Outcome(asked.text) if asked.text in list(Outcome) else None
        about = asked.pack(outcome=outcome, u=closings.beneath(asked))
        return Form(views.code_form(None, 0, outcome, asked.texts, about))
    code = close_codes.get(session, asked.by, key)
    used = close_codes.used(session, asked.by).get(key, 0)
    return Form(views.code_form(code, used, None, asked.texts, asked.pack(k=key, v=code.version)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent; where it stood on the close form, that goes on with the new code."""
    checks, about = Checks(), asked.metadata
    outcome = checks(asked.word, "outcome", Outcome)
    checks.done()
    fixed = about.get("outcome")
    outcome = Outcome(fixed) if fixed in list(Outcome) else outcome
    wanted = Wanted(asked.typed("code"), asked.typed("description"), outcome, bool(asked.ticked("blocked")))
    if about.get("k") is None:
        code = close_codes.create(session, asked.by, wanted, asked.now)
        note = asked.texts.t("The close code {code} is created.", code=code.code)
    else:
        key, seen = wire.kept(about)
        code = close_codes.change(session, asked.by, key, wanted, seen=seen, now=asked.now)
        note = asked.texts.t("The close code {code} is changed.", code=code.code)
    under = closings.with_code(session, asked, code)
    return Under(under) if under else anew(_list(session, asked, note))


def deleted(session: Session, asked: Asked) -> Reply:
    """The Delete button in its form."""
    key, seen = wire.versioned(asked.text)
    code = close_codes.remove(session, asked.by, key, seen=seen, now=asked.now)
    return anew(_list(session, asked, asked.texts.t("The close code {code} is deleted.", code=code.code)))
