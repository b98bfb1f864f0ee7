"""Every refusal's sentence: what is wrong, and what would be accepted. The store speaks in types."""

from collections.abc import Callable, Iterator
from typing import Any

from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r
from store.rules.checks import Several
from store.rules.templates import TEMPLATES
from store.rules.words import Outcome

Sentence = Callable[[Any, Texts], str]


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


def _not_found(refusal: r.NotFound, texts: Texts) -> str:
    sentences = {
        "opportunity": _("There is no such opportunity: {typed}."),
        "contact": _("There is no such contact: {typed}."),
        "company": _("{typed} is not a company. Choose a company, or leave it empty."),
        "task": _("There is no such task: {typed}."),
        "cycle": _("There is no such sales cycle: {typed}."),
        "stage": _("There is no such stage: {typed}."),
        "template": _("There is no such template: {typed}. There are: {templates}."),
        "salesperson": _("This person can not be a salesperson here. Choose somebody else."),
        "filter": _(
            "“{typed}” is no filter of a list. Some that are: mine, all, open, won, lost, due, overdue, stale."
        ),
        "person": _("There is no such person: {typed}."),
    }
    return texts.t(sentences[refusal.what], typed=refusal.typed or "–", templates=", ".join(TEMPLATES))


def _unreadable(refusal: r.Unreadable, texts: Texts) -> str:
    sentences = {
        "amount": _("“{typed}” is not an amount. Write it in figures, like {amount}."),
        "percentage": _("“{typed}” is not a percentage. Write a number from 1 to 100, like 75 %."),
        "date": _("“{typed}” is not a date. Write it like 2026-12-31 or {date}."),
        "ambiguous_date": _("“{typed}” can mean two days. Write it like 2026-12-31."),
        "formula": _("“{typed}” is not a date formula. Write it like 2W+1D."),
        "email": _("“{typed}” is not an e-mail address. Write it like ana@example.com."),
        "twice": _("“{typed}” is one figure too many. Write one amount, one percentage and one date."),
    }
    example = texts.number(12500)
    return texts.t(sentences[refusal.kind], typed=refusal.typed[:60], amount=example, date=texts.example)


def _missing(refusal: r.Missing, texts: Texts) -> str:
    return texts.t(_("{field} is missing. Please fill it in."), field=words.field(refusal.field, texts))


def _moved(refusal: r.AlreadyMoved, texts: Texts) -> str:
    return texts.t(
        _("{number} has been moved meanwhile: to {stage} by {person}, {at}. Open it again to go on from there."),
        number=refusal.number,
        stage=refusal.stage,
        person=refusal.by,
        at=texts.moment(refusal.at),
    )


def _no_cycle(refusal: r.NoCycle, texts: Texts) -> str:
    if not refusal.admins:
        return texts.t(_("No sales cycle is set up yet. An admin can do it with /opp setup."))
    names = ", ".join(f"<@{admin}>" for admin in refusal.admins[:5])
    return texts.t(_("No sales cycle is set up yet. {admins} can do it with /opp setup."), admins=names)


def _not_offered(refusal: r.NotOffered, texts: Texts) -> str:
    possible = ", ".join(words.verb(v, texts) for v in refusal.offered)
    return texts.t(
        _("{verb} is not possible from this stage. Possible are: {possible}."),
        verb=words.verb(refusal.verb, texts),
        possible=possible,
    )


def _codes(refusal: r.WrongCode, texts: Texts) -> str:
    return texts.t(_("This close code is not offered here. Choose one of: {codes}."), codes=", ".join(refusal.offered))


def _no_codes(refusal: r.NoCloseCodes, texts: Texts) -> str:
    if refusal.outcome is Outcome.WON:
        return texts.t(_("There is no close code for winning yet. An admin can add one with /opp setup."))
    return texts.t(_("There is no close code for losing yet. An admin can add one with /opp setup."))


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NotFound: _not_found,
    r.NotAllowed: lambda x, t: t.t(
        _("Your role does not allow this: it needs the role {role}. An admin can change roles."),
        role=words.role(x.needs, t),
    ),
    r.Outsider: lambda _x, t: t.t(_("Guests see nothing here. An admin of this workspace can tell you more.")),
    r.Missing: _missing,
    r.TooLong: lambda x, t: t.n(
        "This is longer than {count} character. Please shorten it.",
        "This is longer than {count} characters. Please shorten it.",
        x.limit,
    ),
    r.NotPositive: lambda _x, t: t.t(_("The amount must be greater than zero.")),
    r.TooLarge: lambda x, t: t.t(_("This is too large. At most {limit} is kept."), limit=t.number(x.limit)),
    r.TooPrecise: lambda x, t: t.n(
        "At most {count} decimal is kept.", "At most {count} decimals are kept.", x.decimals
    ),
    r.NotAPercentage: lambda _x, t: t.t(_("Chances of success must be more than 0 % and at most 100 %.")),
    r.TooEarly: lambda x, t: t.t(_("This date is too early: it must be on or after {date}."), date=t.date(x.earliest)),
    r.TooLate: lambda x, t: t.t(_("This date is too late: it must be on or before {date}."), date=t.date(x.latest)),
    r.AlreadyMoved: _moved,
    r.AlreadyChanged: lambda x, t: t.t(
        _("{number} has been changed meanwhile. Open it again to see how it stands."), number=x.number
    ),
    r.AlreadyStarted: lambda x, t: t.t(_("{number} has been activated already."), number=x.number),
    r.NotStarted: lambda x, t: t.t(_("{number} is not started yet. Activate its first stage first."), number=x.number),
    r.IsClosed: lambda x, t: t.t(
        _("{number} is closed ({status}), and that is final. Comments can still be added."),
        number=x.number,
        status=words.status(x.status, t),
    ),
    r.NoStages: lambda x, t: t.t(
        _("The sales cycle {cycle} has no stages, so nothing can be activated in it. Choose another one."),
        cycle=x.cycle,
    ),
    r.CycleBlocked: lambda x, t: t.t(
        _("The sales cycle {cycle} is blocked for new opportunities. Choose another one."), cycle=x.cycle
    ),
    r.NoCycle: _no_cycle,
    r.NotOffered: _not_offered,
    r.StageNotOffered: lambda x, t: t.t(
        _("This stage can not be reached from here. Possible are: {possible}."), possible=", ".join(x.offered)
    ),
    r.NeedsQuote: lambda x, t: t.t(
        _("Stage {stage} needs a quote. Link one to {number} with Quote, then move on."), stage=x.stage, number=x.number
    ),
    r.HasQuote: lambda x, t: t.t(
        _("{number} has the quote {quote} already. Unlink it first."), number=x.number, quote=x.quote
    ),
    r.QuoteTaken: lambda x, t: t.t(
        _("Quote {quote} is linked to {number} already. Use another quote number."),
        quote=x.quote,
        number=x.opportunity,
    ),
    r.NoQuote: lambda x, t: t.t(_("{number} has no quote yet."), number=x.number),
    r.QuoteIsZero: lambda x, t: t.t(
        _("The total of quote {quote} is 0, which can not be won. Unlink it, or link one with its total."),
        quote=x.quote,
    ),
    r.WrongCode: _codes,
    r.NoCloseCodes: _no_codes,
    r.TaskClosed: lambda x, t: t.t(_("Task {number} is done or cancelled already."), number=x.number),
    r.ContactBlocked: lambda x, t: t.t(
        _("{name} is blocked for privacy: nothing new can be kept about this contact."), name=x.name
    ),
    r.AlreadyThere: lambda x, t: t.t(_("{name} exists already."), name=x.name),
    r.Unreadable: _unreadable,
}


# These speak of "this": where there is no field to stand under, its caption goes before.
_BARE = (r.TooLong, r.NotPositive, r.TooLarge, r.TooPrecise, r.TooEarly, r.TooLate, r.WrongCode)


def each(refusal: r.Refusal) -> Iterator[r.Refusal]:
    """The refusals one by one."""
    yield from refusal.refusals if isinstance(refusal, Several) else (refusal,)


def sentence(refusal: r.Refusal, texts: Texts) -> str:
    """The sentences of a refusal, in the reader's language."""
    return " ".join(SENTENCES[type(one)](one, texts) for one in each(refusal))


def captioned(refusal: r.Refusal, texts: Texts) -> str:
    """The sentences, each behind the caption of its field: for where there is no field to stand under."""
    return "\n".join(
        texts.labelled(words.field(one.place, texts), SENTENCES[type(one)](one, texts))
        if one.place in words.FIELDS and isinstance(one, _BARE)
        else SENTENCES[type(one)](one, texts)
        for one in each(refusal)
    )


def on_fields(refusal: r.Refusal, texts: Texts, fields: list[str]) -> dict[str, str]:
    """The sentences on a form's fields; what has no field there stands under the first one."""
    placed: dict[str, str] = {}
    for one in each(refusal):
        name = next((f for f in fields if f.partition(":")[0] == one.place), fields[0])
        said = SENTENCES[type(one)](one, texts)
        placed[name] = f"{placed[name]} {said}" if name in placed else said
    return placed
