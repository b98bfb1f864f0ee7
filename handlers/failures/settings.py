"""Sentences for: how somebody wants to live with reminders can not be."""

from datetime import time

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r


def _all_quiet(refusal: r.AllQuiet, texts: Texts) -> str:
    return texts.t(
        _(
            "Quiet hours from {quiet_from} to {quiet_until} leave nothing of the working hours from {day_begins} to"
            " {day_ends}: nothing would ever reach you. Leave some of them out."
        ),
        quiet_from=texts.clock(refusal.quiet_from),
        quiet_until=texts.clock(refusal.quiet_until),
        day_begins=texts.clock(refusal.day_begins),
        day_ends=texts.clock(refusal.day_ends),
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.SettingsOutdated: lambda _x, t: t.t(
        _("Your settings have been changed meanwhile. Open them again to see how they are.")
    ),
    r.RulesOutdated: lambda _x, t: t.t(
        _("The workspace’s rules have been changed meanwhile. Open them again to see how they are.")
    ),
    r.SameTime: lambda x, t: t.t(
        _("These hours begin and end at {time}. Choose two different times, like {begins} and {ends}."),
        time=t.clock(x.at),
        begins=t.clock(time(18)),
        ends=t.clock(time(8)),
    ),
    r.AllQuiet: _all_quiet,
    r.Past: lambda x, t: t.t(_("{moment} is over. Name a moment that is still to come."), moment=t.moment(x.at)),
    r.TimeOrDate: lambda x, t: t.t(
        _("“{typed}” can be a time or a date. Write the time like 8:30, the date like {date}."),
        typed=x.typed[:60],
        date=t.example,
    ),
}
