"""Sentences for: the person may not."""

from handlers.failures.base import Sentence, _
from handlers.views import words
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NotAllowed: lambda x, t: t.t(
        _("Your role does not allow this: it needs the role {role}. An admin can change roles."),
        role=words.role(x.needs, t),
    ),
    r.Outsider: lambda _x, t: t.t(_("Guests see nothing here. An admin of this workspace can tell you more.")),
    r.SellerBlocked: lambda _x, t: t.t(
        _("You are blocked as a salesperson, and this is a salesperson’s to do. An admin can lift the block.")
    ),
    r.TakenOut: lambda _x, t: t.t(_("An admin has taken you out of Stagepost, and can bring you back.")),
    r.NotYours: lambda _x, t: t.t(
        _("This belongs to somebody else. They can do it themselves, or their manager, or an admin.")
    ),
}
