"""Sentences for: a digest can not be set up so."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from handlers.views import digest_schedules
from store.rules import refusals as r
from store.rules.words import DigestScope

_MOST = 10  # names of teams or cycles in a sentence


def _no_such_scope(refusal: r.NoSuchScope, texts: Texts) -> str:
    team = refusal.kind == DigestScope.TEAM
    named = (
        _("There is no such team: {typed}. There are: {names}.")
        if team
        else _("There is no such sales cycle: {typed}. There are: {names}.")
    )
    none = (
        _("There is no such team: {typed}. No team of yours is set up.")
        if team
        else _("There is no such sales cycle: {typed}. None is set up that a digest of yours can be about.")
    )
    names = ", ".join(refusal.names[:_MOST]) + (" …" if len(refusal.names) > _MOST else "")
    return texts.t(named if names else none, typed=refusal.typed[:60] or "–", names=names)


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.CronUnreadable: lambda x, t: t.t(
        _(
            "“{typed}” is not a cron line. Write minute, hour, day of the month, month and weekday, like {example}:"
            " every weekday at 7:30."
        ),
        typed=x.typed[:60],
        example="30 7 * * 1-5",
    ),
    r.CronNever: lambda x, t: t.t(
        _("“{typed}” never rings: there is no such day. For the last day of each month write {example}."),
        typed=x.typed[:60],
        example="0 8 L * *",
    ),
    r.CronTooOften: lambda x, t: t.n(
        "“{typed}” rings {count} time a day. A digest comes at most once a day: name one minute and one hour.",
        "“{typed}” rings {count} times a day. A digest comes at most once a day: name one minute and one hour.",
        x.times,
        typed=x.typed[:60],
    ),
    r.MisspeltZone: lambda x, t: t.t(
        _("There is no time zone “{typed}”. The nearest one, {nearest}, stands in the form."),
        typed=x.typed[:60],
        nearest=x.nearest,
    ),
    r.MisspeltRhythm: lambda x, t: t.t(
        _("“{typed}” is not understood. “{nearest}” was taken for it and stands in the form."),
        typed=x.typed[:60],
        nearest=t.t(digest_schedules.RHYTHMS[x.nearest]),
    ),
    r.MisspeltWeekday: lambda x, t: t.t(
        _("“{typed}” is no day of the week. {nearest} was taken for it and stands in the form."),
        typed=x.typed[:60],
        nearest=digest_schedules.weekday(x.nearest, t).capitalize(),
    ),
    r.NoSuchScope: _no_such_scope,
    r.OutOfReach: lambda _x, t: t.t(
        _("You do not manage all of these people. Choose a team or a person of yours, or ask an admin to set it up.")
    ),
}
