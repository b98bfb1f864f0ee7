"""Sentences for: somebody can not be away so, or not with this cover."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r
from store.rules.words import Bar

_WHY = {
    Bar.GUEST: _("{name} is a guest here and can not cover for anybody. Choose a colleague, or nobody."),
    Bar.GONE: _("{name} is no longer here and can not cover for anybody. Choose a colleague, or nobody."),
    Bar.BLOCKED: _("{name} is blocked as a salesperson and can not cover for anybody. Choose a colleague, or nobody."),
    Bar.READER: _("{name} only reads here and can not cover for anybody. Choose a salesperson, or nobody."),
}


def _dated(refusal: r.CoverAway | r.CoversThen, texts: Texts, sentence: str, **values: str) -> str:
    since, until = texts.date(refusal.from_on), texts.date(refusal.until_on)
    return texts.t(sentence, name=refusal.name, since=since, until=until, **values)


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.AbsenceChanged: lambda x, t: t.t(
        _("The absence of {name} has been changed meanwhile. Open it again to see how it stands."), name=x.name
    ),
    r.CoverIsOneself: lambda _x, t: t.t(
        _("Nobody can cover for themselves. Choose a colleague, or nobody: then the reminders rest.")
    ),
    r.NoCover: lambda x, t: t.t(_WHY[x.why], name=x.name),
    r.CoverAway: lambda x, t: _dated(
        x, t, _("{name} is away too, from {since} to {until}. Choose somebody who is here then.")
    ),
    r.CoverChain: lambda x, t: _dated(
        x,
        t,
        _("{name} is away too, from {since} to {until}, and {cover} covers. Choose somebody who is here all the time."),
        cover=x.cover,
    ),
    r.CoverCircle: lambda x, t: _dated(
        x, t, _("{name} is away from {since} to {until} and has the same person as cover. Choose somebody else.")
    ),
    r.CoversThen: lambda x, t: _dated(
        x,
        t,
        _(
            "{name} is away from {since} to {until}, and this person covers."
            " First choose another cover there: {name} or a manager can."
        ),
    ),
}
