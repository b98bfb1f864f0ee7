"""Sentences for: people and teams do not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r


def _work(refusal: r.HoldsWork, texts: Texts) -> str:
    opportunities = texts.n("{count} open opportunity", "{count} open opportunities", refusal.opportunities)
    tasks = texts.n("{count} open task", "{count} open tasks", refusal.tasks)
    return texts.t(
        _("{name} still has {opportunities} and {tasks}. Hand them over or close them first."),
        name=refusal.name,
        opportunities=opportunities,
        tasks=tasks,
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.LastAdmin: lambda x, t: t.t(
        _("{name} is the last admin: without one nobody could set anything up. Make somebody else an admin first."),
        name=x.name,
    ),
    r.HoldsWork: _work,
    r.AlreadyHeld: lambda x, t: t.t(
        _("The one-to-one with {name} is marked as held already: the next pack begins {when}. Open it again."),
        name=x.name,
        when=t.moment(x.at),
    ),
    r.RoleTooLow: lambda x, t: t.t(
        _("{name} has the role {role}. Who manages a team needs the role manager: change it under People."),
        name=x.name,
        role=words.role(x.role, t),
    ),
}
