"""The words of digests: their sections, and why an expected sum changed."""

from store.rules.bridges import Cause
from store.rules.words import Section


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


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
CAUSES = {
    Cause.NEW: _("New"),
    Cause.WON: _("Won"),
    Cause.LOST: _("Lost"),
    Cause.DELETED: _("Deleted"),
    Cause.PERIOD: _("New quarter"),
    Cause.CAME: _("Taken over"),
    Cause.WENT: _("Handed over"),
    Cause.PARKED: _("Parked"),
    Cause.WOKEN: _("Woken"),
    Cause.PULLED_IN: _("Pulled in"),
    Cause.PUSHED_OUT: _("Pushed out"),
    Cause.GROWN: _("Grown"),
    Cause.SHRUNK: _("Shrunk"),
    Cause.LIKELIER: _("Likelier"),
    Cause.UNLIKELIER: _("Less likely"),
    Cause.UNEXPLAINED: _("Unexplained"),
}
