"""The Setup board: what is missing, the cycles there are, and the way to everything else that is set up."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import countries, cycles
from handlers.views.blocks import Block, actions, button, divider, esc, header, section
from handlers.views.messages import Message
from handlers.views.workspaces import UNCHOSEN
from store.cycle_figures import Sum
from store.cycles import Setup, default
from store.rights import Member
from store.rules.words import Outcome
from store.worktime import country_of

SHOWN = 15  # cycles on the board, and on a page of the cycles


def _(words: str) -> str:
    """Mark words for the catalogues."""
    return words


# The pages beside the board, by the word that is typed for them; `handlers.setup` has a listener for each.
PAGES = {
    "cycles": _("Sales cycles"),
    "activities": _("Activities"),
    "codes": _("Close codes"),
    "people": _("People"),
    "teams": _("Teams"),
    "channels": _("Channels"),
    "reminders": _("Reminders"),
    "workspace": _("Workspace"),
}


def board(setup: Setup, figures: dict[int, Sum], by: Member, texts: Texts, *, note: str = "") -> Message:
    """What is set up and what is missing, with the button that goes on."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(texts.t("Setup")), *_checked(setup, by, texts)]
    shown = setup.listed()
    if shown:
        drawn.append(divider())
        for cycle in shown[:SHOWN]:
            drawn += cycles.row(cycle, figures.get(cycle.id, Sum()), by, texts)
        drawn.append(divider())
    label = texts.t("Add from template") if shown else texts.t("Set up")
    new = [
        button(texts.t("New cycle"), f"{wire.CYCLE}:new", "new", style="primary" if shown else None),
        button(label, f"{wire.SETUP}:template", "template", style=None if shown else "primary"),
    ]
    pages = [
        button(texts.t(label), f"{wire.SETUP}:{page}", page)
        for page, label in PAGES.items()
        if shown or page != "cycles"
    ]
    drawn += [actions(*(new if shown else reversed(new))), actions(*pages)]
    return Message(drawn, esc(note or texts.t("Setup")))


def listing(setup: Setup, figures: dict[int, Sum], start: int, by: Member, texts: Texts) -> Message:
    """A page of the sales cycles, for everybody who may see."""
    title, shown = texts.t("Sales cycles"), setup.listed()
    drawn: list[Block] = [header(title)]
    for cycle in shown[start : start + SHOWN]:
        drawn += cycles.row(cycle, figures.get(cycle.id, Sum()), by, texts)
    buttons = []
    if by.may("setup"):
        buttons.append(button(texts.t("Setup"), f"{wire.SETUP}:board", "board"))
    if (more := len(shown) - start - SHOWN) > 0:
        label = texts.n("and {count} more", "and {count} more", more)
        buttons.append(button(label, f"{wire.SETUP}:more", f"cycles {start + SHOWN}"))
    return Message([*drawn, *([actions(*buttons)] if buttons else [])], title)


def checklist(setup: Setup, by: Member, texts: Texts) -> list[str]:
    """The lines of the set-up checklist: what is done and what is missing."""
    return [f"{'✅' if done else '⬜'} {line}" for done, line, _way in _lines(setup, by, texts)]


def _checked(setup: Setup, by: Member, texts: Texts) -> list[Block]:
    """The checklist with the button that does what is missing beside it."""
    lines = _lines(setup, by, texts)
    done = [f"✅ {line}" for is_done, line, _way in lines if is_done]
    missing = [section(f"⬜ {line}", way) for is_done, line, way in lines if not is_done]
    return [*([section("\n".join(done))] if done else []), *missing]


def _lines(setup: Setup, by: Member, texts: Texts) -> list[tuple[bool, str, Block | None]]:
    standard = default(by, setup)
    staged = [c for c in setup.listed() if c.stages]
    empty = next((c for c in setup.listed() if not c.stages), None)
    usable = next((c for c in setup.offered() if c.stages), None)
    add = button(texts.t("Stages"), f"{wire.CYCLE}:fill", f"page {cycles.seen(empty)}") if empty else None
    choose = None
    if usable:
        label = texts.t("Take {code}", code=usable.code)
        choose = button(label, f"{wire.SET_CYCLE}:choose", f"default {cycles.seen(usable)}")
    # A template brings its close codes: they are asked for once there is a cycle without.
    codes = button(texts.t("Close codes"), f"{wire.SETUP}:missing", "codes") if setup.listed() else None
    named = texts.t("A default cycle: {code}", code=esc(standard.code)) if standard else texts.t("A default cycle")
    return [
        (bool(setup.listed()), texts.t("A sales cycle"), None),
        (bool(staged), texts.t("Stages in it"), add),
        (standard is not None, named, choose),
        (bool(setup.close_codes(Outcome.WON)), texts.t("A close code for winning"), codes),
        (bool(setup.close_codes(Outcome.LOST)), texts.t("A close code for losing"), codes),
        _time_zone(by, texts),
        _holidays(by, texts),
    ]


def _time_zone(by: Member, texts: Texts) -> tuple[bool, str, Block | None]:
    """A workspace begins in UTC, where hardly anybody lives; who does chooses Etc/UTC."""
    zone = by.workspace_timezone
    if zone == UNCHOSEN:
        way = button(texts.t("Time zone"), f"{wire.WORKSPACE}:zone")
        return False, texts.t("A time zone: days are counted in UTC until you choose one"), way
    return True, texts.t("A time zone: {zone}", zone=zone), None


def _holidays(by: Member, texts: Texts) -> tuple[bool, str, Block | None]:
    """On whose public holidays nobody is reminded: a country's that was chosen, or that of the time zone."""
    country = by.workspace_country or country_of(by.workspace_timezone)
    if not country:
        way = button(texts.t("Reminders"), f"{wire.SETUP}:holidays", "reminders")
        return False, texts.t("A country: public holidays follow each one’s time zone until you choose one"), way
    return True, texts.t("Public holidays of {country}", country=countries.country(country, texts)), None


def done(setup: Setup, by: Member) -> bool:
    """Whether nothing is missing any more."""
    return bool(
        default(by, setup)
        and any(c.stages for c in setup.listed())
        and setup.close_codes(Outcome.WON)
        and setup.close_codes(Outcome.LOST)
        and by.workspace_timezone != UNCHOSEN
    )
