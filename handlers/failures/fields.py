"""Sentences for: a field's value can not be taken."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r
from store.rules.templates import TEMPLATES


def _not_found(refusal: r.NotFound, texts: Texts) -> str:
    sentences = {
        "opportunity": _("There is no such opportunity: {typed}."),
        "contact": _("There is no such contact: {typed}."),
        "company": _("{typed} is not a company. Choose a company, or leave it empty."),
        "task": _("There is no such task: {typed}."),
        "activity code": _("There is no such activity: {typed}. Choose one from the list."),
        "cycle": _("There is no such sales cycle: {typed}."),
        "stage": _("There is no such stage: {typed}."),
        "template": _("There is no such template: {typed}. There are: {templates}."),
        "salesperson": _("This person can not be a salesperson here. Choose somebody else."),
        "filter": _(
            "“{typed}” is no filter of a list. Some that are: mine, all, open, won, lost, due, overdue, stale."
        ),
        "close code": _("There is no such close code: it was deleted."),
        "activity": _("There is no such activity: it was deleted."),
        "step": _("There is no such step: it was removed."),
        "feed": _("This channel hears nothing any more: it was removed."),
        "team": _("There is no such team: it was deleted."),
        "time zone": _("There is no such time zone: {typed}. Choose one from the list."),
        "currency": _("There is no such currency: {typed}. Choose one from the list."),
        "interaction": _("There is no such interaction."),
        "link": _("This is not kept here any more: somebody removed it."),
        "number series": _("There is no such number series: {typed}."),
        "member": _("{typed} can not be in a team: only people of this workspace who are here can."),
        "deletion": _(
            "“{typed}” is not understood here. Write what is meant like this: closed before 31.12.2025 @ben cycle NEW."
        ),
        "reminder": _("This reminder is not there any more: it came, or was put off or cancelled."),
        "person": _("There is no such person: {typed}."),
        "digest": _("There is no such digest of yours: {typed}."),
        "scope": _("There is no such team, cycle or person any more. Choose from the list."),
        "absence": _("No absence of {typed} is set."),
        "country": _("The public holidays of this country are not known: {typed}. Choose one from the list."),
        "canton": _("This country has no such canton or region: {typed}. Choose one from the list."),
        "delivery": _("There is no such delivery any more."),
        "channel": _("Slack knows no channel {typed} here. Choose one from the list."),
    }
    return texts.t(sentences[refusal.what], typed=refusal.typed or "–", templates=", ".join(TEMPLATES))


def _unreadable(refusal: r.Unreadable, texts: Texts) -> str:
    sentences = {
        "amount": _("“{typed}” is not an amount. Write it in figures, like {amount}."),
        "percentage": _("“{typed}” is not a percentage. Write a number from 1 to 100, like 75 %."),
        "date": _("“{typed}” is not a date. Write it like 2026-12-31 or {date}."),
        "no such day": _("There is no day {typed}: that month is shorter. Write it like 2026-12-31 or {date}."),
        "amount or date": _(
            "“{typed}” can be an amount or a date. Write {typed}. for the date, or {currency} {typed} for the amount."
        ),
        "period": _("“{typed}” is not a period. Write it like this month, Q1, January or until {date}."),
        "whole": _("“{typed}” is not a whole number. Write it in figures, like 14."),
        "formula": _("“{typed}” is not a date formula. Write it like 2W+1D."),
        "url": _("“{typed}” is not a web address. Write it whole, like https://example.com/offer."),
        "email": _("“{typed}” is not an e-mail address. Write it like ana@example.com."),
        "moment": _("“{typed}” is no day or time. Write it like tomorrow, in 2 hours, or monday 8:30."),
        "clock": _("“{typed}” is no time of the day. Write it like 8:30, 8h30 or 6pm."),
        "day of every month": _(
            "“{typed}” is no day that comes every month. Write the day alone, like monthly 15, or monthly last."
        ),
        "day that comes again": _(
            "“{typed}” comes once, and a digest again and again. Write it like daily, weekly monday or monthly 15."
        ),
        "hours": _(
            "“{typed}” does not say from when until when. Write it like 18:00-08:00 or 6pm-8am, or off for none."
        ),
        "twice": _("“{typed}” is one figure too many. Write one amount, one percentage and one date."),
    }
    example = texts.number(12500)
    return texts.t(
        sentences[refusal.kind],
        typed=refusal.typed[:60],
        amount=example,
        date=texts.example,
        currency=texts.currency,
    )


def _either(meanings: list[str], texts: Texts) -> str:
    """`this or that`."""
    first, *others = meanings
    for other in others:
        first = texts.t(_("{one} or {other}"), one=first, other=other)
    return first


def _two_days(refusal: r.AmbiguousDate, texts: Texts) -> str:
    return texts.t(
        _("“{typed}” can mean {meanings}. Say which one you mean, like {example}."),
        typed=refusal.typed[:60],
        meanings=_either([texts.full(day) for day in refusal.days], texts),
        example=refusal.days[0].isoformat(),
    )


def _two_amounts(refusal: r.AmbiguousAmount, texts: Texts) -> str:
    return texts.t(
        _("“{typed}” can mean {meanings}. Say which one you mean, like {example}."),
        typed=refusal.typed[:60],
        meanings=_either([texts.money(amount) for amount in refusal.amounts], texts),
        example=texts.editable(refusal.amounts[0]),
    )


def _missing(refusal: r.Missing, texts: Texts) -> str:
    return texts.t(_("{field} is missing. Please fill it in."), field=words.field(refusal.field, texts))


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NotFound: _not_found,
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
    r.PercentageOutOfRange: lambda _x, t: t.t(_("This must be a percentage from 0 to 100.")),
    r.Misleading: lambda x, t: t.t(
        _("“{typed}” would lead from {start} to {leads}. Take a formula that leads to the same day or later, like 4W."),
        typed=x.typed,
        start=t.date(x.start),
        leads=t.date(x.leads),
    ),
    r.TooEarly: lambda x, t: t.t(_("This date is too early: it must be on or after {date}."), date=t.date(x.earliest)),
    r.TooLate: lambda x, t: t.t(_("This date is too late: it must be on or before {date}."), date=t.date(x.latest)),
    r.AlreadyThere: lambda x, t: t.t(_("{name} exists already. Choose another one."), name=x.name),
    r.Unreadable: _unreadable,
    r.AmbiguousDate: _two_days,
    r.AmbiguousAmount: _two_amounts,
    r.OtherCurrency: lambda x, t: t.t(
        _("“{typed}” is in another currency. Amounts are in {currency} here, and nothing is converted."),
        typed=x.typed[:60],
        currency=x.own,
    ),
}
