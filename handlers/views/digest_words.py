"""The words of digests: their sections, and why an expected sum changed."""

from store.rules.bridges import Cause
from store.rules.words import Section


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


def n(one: str, many: str) -> tuple[str, str]:
    """Mark words for the catalogues that differ for one and for several."""
    return one, many


SECTIONS = {
    Section.BRIDGE: _("From the last sum to this one"),
    Section.STAGES: _("Pipeline by stage"),
    Section.MOVES: _("New and moved"),
    Section.CLOSINGS: _("Won and lost, with reasons"),
    Section.SLIPPED: _("Slipped closing dates"),
    Section.DUE: _("Due and overdue"),
    Section.STALE: _("Too long at one stage"),
    Section.TOP: _("Top five"),
    Section.ESCALATED: _("Reminded twice in vain"),
    Section.PARKED: _("Parked"),
    Section.PEOPLE: _("By salesperson"),
}
# With how many opportunities: in French a word says whether it is one.
CAUSES = {
    Cause.NEW: n("New ({count})", "New ({count})"),
    Cause.WON: n("Won ({count})", "Won ({count})"),
    Cause.LOST: n("Lost ({count})", "Lost ({count})"),
    Cause.DELETED: n("Deleted ({count})", "Deleted ({count})"),
    Cause.PERIOD: n("New quarter ({count})", "New quarter ({count})"),
    Cause.CAME: n("Taken over ({count})", "Taken over ({count})"),
    Cause.WENT: n("Handed over ({count})", "Handed over ({count})"),
    Cause.PARKED: n("Parked ({count})", "Parked ({count})"),
    Cause.WOKEN: n("Woken ({count})", "Woken ({count})"),
    Cause.PULLED_IN: n("Pulled in ({count})", "Pulled in ({count})"),
    Cause.PUSHED_OUT: n("Pushed out ({count})", "Pushed out ({count})"),
    Cause.GROWN: n("Grown ({count})", "Grown ({count})"),
    Cause.SHRUNK: n("Shrunk ({count})", "Shrunk ({count})"),
    Cause.LIKELIER: n("Likelier ({count})", "Likelier ({count})"),
    Cause.UNLIKELIER: n("Less likely ({count})", "Less likely ({count})"),
    Cause.UNEXPLAINED: n("Unexplained ({count})", "Unexplained ({count})"),
}
