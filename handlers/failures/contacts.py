"""Sentences for: a contact does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r


def _in_use(refusal: r.ContactInUse, texts: Texts) -> str:
    parts = []
    if refusal.opportunities:
        numbers = ", ".join(refusal.opportunities)
        parts.append(texts.t(_("opportunities that are not closed ({numbers})"), numbers=numbers))
    if refusal.tasks:
        parts.append(texts.t(_("open tasks ({numbers})"), numbers=", ".join(refusal.tasks)))
    what = texts.t(_(" and ")).join(parts)
    return texts.t(_("{name} can not be deleted: there are {what}. Close them first."), name=refusal.name, what=what)


def _other_company(refusal: r.OtherCompany, texts: Texts) -> str:
    if refusal.company is None:
        return texts.t(
            _("{number} is started: its contact can only be somebody without a company."), number=refusal.number
        )
    return texts.t(
        _("{number} is started: its contact can only be somebody at {company}, or {company} itself."),
        number=refusal.number,
        company=refusal.company,
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.ContactBlocked: lambda x, t: t.t(
        _("{name} is blocked for privacy: nothing new can be kept about this contact. Choose another one."), name=x.name
    ),
    r.OtherCompany: _other_company,
    r.ContactChanged: lambda x, t: t.t(
        _("Contact {number} has been changed meanwhile. Open it again to see how it stands."), number=x.number
    ),
    r.KindKept: lambda x, t: t.t(
        _("{name} has opportunities, tasks or persons: a company stays a company, and a person a person."), name=x.name
    ),
    r.ContactInUse: _in_use,
    r.NotAlike: lambda x, t: t.t(
        _("{name} and {other} can not become one. Choose two companies, or two persons."), name=x.name, other=x.other
    ),
}
