"""Sentences for: a digest can not be set up so."""

from handlers.failures.base import Sentence, _
from store.rules import refusals as r

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
    r.OutOfReach: lambda _x, t: t.t(
        _("You do not manage all of these people. Choose a team or a person of yours, or ask an admin to set it up.")
    ),
}
