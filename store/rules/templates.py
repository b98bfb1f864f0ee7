"""The six sales cycles that can be installed, with their activities and close codes (domain.md E).

The texts are marked for translation: whoever installs a template gets it in their own language.
"""

from dataclasses import dataclass

from store.rules.words import Method, Outcome


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated when a template is installed."""
    return text


@dataclass(frozen=True, slots=True)
class Stage:
    """A template's stage: its name decides activity, date formula and maximum days."""

    name: str
    completed: int
    chances: int
    flags: str = ""  # q: quote required, s: allow skip


@dataclass(frozen=True, slots=True)
class Template:
    """A sales cycle ready to be installed."""

    code: str
    description: str
    method: Method
    stages: tuple[Stage, ...]


INITIAL, QUALIFICATION, NEEDS = _("Initial"), _("Qualification"), _("Understanding needs meeting")
PRESENTATION, PRODUCT = _("Presentation"), _("Product Presentation")
PRODUCT_WORKSHOP = _("Product Presentation/Workshop")
COMPANY, WORKSHOP = _("Company Presentation"), _("Workshop")
PROPOSAL, SIGN = _("Proposal"), _("Sign Contract")

TEMPLATES = {
    t.code: t
    for t in (
        Template(
            "NEW",
            _("New customer"),
            Method.CHANCES,
            (
                Stage(INITIAL, 2, 10),
                Stage(QUALIFICATION, 5, 20),
                Stage(PRESENTATION, 40, 50, "qs"),
                Stage(PROPOSAL, 60, 75, "q"),
                Stage(SIGN, 95, 100, "q"),
            ),
        ),
        Template(
            "EXISTING",
            _("Existing customer"),
            Method.COMPLETED,
            (
                Stage(INITIAL, 2, 10, "s"),
                Stage(PRESENTATION, 50, 40, "s"),
                Stage(PROPOSAL, 80, 80, "q"),
                Stage(SIGN, 95, 100, "q"),
            ),
        ),
        Template(
            "EX-LARGE",
            _("Existing customer, large"),
            Method.MULTIPLY,
            (
                Stage(INITIAL, 2, 10, "s"),
                Stage(NEEDS, 35, 25, "s"),
                Stage(PRODUCT_WORKSHOP, 70, 60, "qs"),
                Stage(PROPOSAL, 85, 80, "q"),
                Stage(SIGN, 95, 100, "q"),
            ),
        ),
        Template(
            "EX-SMALL",
            _("Existing customer, small"),
            Method.ADD,
            (
                Stage(INITIAL, 2, 20, "s"),
                Stage(PRESENTATION, 50, 40, "s"),
                Stage(PROPOSAL, 80, 60, "q"),
                Stage(SIGN, 95, 80, "q"),
            ),
        ),
        Template(
            "FIRSTLARGE",
            _("First contact, large"),
            Method.MULTIPLY,
            (
                Stage(INITIAL, 2, 10, "s"),
                Stage(QUALIFICATION, 5, 20),
                Stage(COMPANY, 20, 30),
                Stage(PRODUCT, 40, 40),
                Stage(WORKSHOP, 50, 60, "qs"),
                Stage(PROPOSAL, 80, 80, "qs"),
                Stage(SIGN, 95, 100, "q"),
            ),
        ),
        Template(
            "FIRSTSMALL",
            _("First contact, small"),
            Method.ADD,
            (
                Stage(INITIAL, 2, 20),
                Stage(QUALIFICATION, 5, 40),
                Stage(PRESENTATION, 40, 60, "qs"),
                Stage(PROPOSAL, 60, 80, "q"),
                Stage(SIGN, 95, 100, "q"),
            ),
        ),
    )
}

# By the stage's name: activity, date formula, maximum days.
STAGES = {
    INITIAL: ("INIT", "8W", 14),
    QUALIFICATION: ("QUAL", "6W", 21),
    NEEDS: ("NEEDS", "4W", 30),
    PRESENTATION: ("P-PRES", "4W", 30),
    PRODUCT: ("P-PRES", "4W", 30),
    PRODUCT_WORKSHOP: ("P-WORK", "4W", 30),
    COMPANY: ("C-PRES", "4W", 30),
    WORKSHOP: ("WORKSHOP", "4W", 30),
    PROPOSAL: ("PROPOSAL", "3W", 30),
    SIGN: ("SIGN", "1W", 30),
}

# By code: description, and the steps as text, type, offset from arrival.
ACTIVITIES: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "INIT": (
        _("Initial contact"),
        ((_("Check how good the lead is"), "", "0D"), (_("Find the people who decide"), "", "1W")),
    ),
    "QUAL": (
        _("Qualify"),
        (
            (_("Collect what we know about the company"), "", "0D"),
            (_("Prepare qualification questions"), "", "1W"),
            (_("Qualification call"), "call", "2W"),
            (_("Write down the result"), "", "2W+1D"),
        ),
    ),
    "NEEDS": (
        _("Understand the needs"),
        (
            (_("Prepare the agenda"), "", "0D"),
            (_("Confirm the meeting"), "call", "3D"),
            (_("Needs meeting"), "meeting", "2W"),
            (_("Send the summary of needs"), "", "3W"),
        ),
    ),
    "P-PRES": (
        _("Present the product"),
        (
            (_("Prepare the product presentation"), "", "0D"),
            (_("Confirm who attends"), "call", "1W"),
            (_("Product presentation"), "meeting", "2W"),
            (_("Send follow-up"), "", "2W+2D"),
        ),
    ),
    "P-WORK": (
        _("Present in a workshop"),
        (
            (_("Agree the workshop's goals"), "call", "0D"),
            (_("Prepare material"), "", "1W"),
            (_("Presentation and workshop"), "meeting", "2W"),
            (_("Send the findings"), "", "2W+3D"),
        ),
    ),
    "C-PRES": (
        _("Present the company"),
        (
            (_("Prepare the company presentation"), "", "0D"),
            (_("Company presentation"), "meeting", "1W"),
            (_("Ask for feedback"), "call", "1W+2D"),
        ),
    ),
    "WORKSHOP": (
        _("Hold a workshop"),
        (
            (_("Agree dates and people"), "call", "0D"),
            (_("Prepare exercises"), "", "1W"),
            (_("Workshop"), "meeting", "2W"),
            (_("Write up the results"), "", "2W+3D"),
        ),
    ),
    "PROPOSAL": (
        _("Propose"),
        (
            (_("Draft the proposal"), "", "0D"),
            (_("Send the proposal"), "", "3D"),
            (_("Ask whether it is clear"), "call", "1W"),
            (_("Go through the proposal"), "meeting", "2W"),
        ),
    ),
    "SIGN": (
        _("Sign and hand over"),
        (
            (_("Prepare the contract"), "", "0D"),
            (_("Signing"), "meeting", "1W"),
            (_("Hand over to delivery"), "", "2W"),
            (_("Ask how it goes"), "call", "6M"),
        ),
    ),
}

_PAIRS = {
    "BUSINESS": (_("Our business fits"), _("Our business does not fit")),
    "CONSULT": (_("Our consulting"), _("Their consultant preferred another")),
    "RELATION": (_("Good relation"), _("Better relation with another")),
    "PRICE": (_("Price"), _("Price too high")),
    "PRODUCT": (_("Product"), _("Product does not fit")),
    "PRES": (_("Convincing presentation"), _("Presentation did not convince")),
    "SALESREP": (_("Good salesperson"), _("Salesperson did not convince")),
}
_LOST_ONLY = {
    "TIMEWST_L": _("No real interest"),
    "POSTPND_L": _("Project postponed"),
    "WALKED_L": _("We withdrew"),
}
CODES = [
    *((f"{code}_W", won, Outcome.WON) for code, (won, _lost) in _PAIRS.items()),
    *((f"{code}_L", lost, Outcome.LOST) for code, (_won, lost) in _PAIRS.items()),
    *((code, description, Outcome.LOST) for code, description in _LOST_ONLY.items()),
]
