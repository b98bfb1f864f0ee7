"""Sentences for: what is set up does not allow it."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r
from store.rules.words import Outcome


def _no_cycle(refusal: r.NoCycle, texts: Texts) -> str:
    if not refusal.admins:
        return texts.t(_("No sales cycle is set up yet. An admin can do it with /opp setup."))
    names = ", ".join(f"<@{admin}>" for admin in refusal.admins[:5])
    return texts.t(_("No sales cycle is set up yet. {admins} can do it with /opp setup."), admins=names)


def _codes(refusal: r.WrongCode, texts: Texts) -> str:
    if not refusal.offered:
        return _no_codes(refusal, texts)
    return texts.t(_("This close code is not offered here. Choose one of: {codes}."), codes=", ".join(refusal.offered))


def _no_codes(refusal: r.NoCloseCodes | r.WrongCode, texts: Texts) -> str:
    if refusal.outcome is Outcome.WON:
        return texts.t(_("There is no close code for winning yet. An admin can add one with /opp setup."))
    return texts.t(_("There is no close code for losing yet. An admin can add one with /opp setup."))


def _in_use(refusal: r.CodeInUse, texts: Texts) -> str:
    return texts.n(
        "{code} was used to close {count} opportunity: its outcome stays, and it can only be blocked.",
        "{code} was used to close {count} opportunities: its outcome stays, and it can only be blocked.",
        refusal.count,
        code=refusal.code,
    )


def _runs(refusal: r.CycleInUse, texts: Texts) -> str:
    return texts.n(
        "{count} opportunity runs in {cycle}, so it can not be deleted: {numbers}. Close it, or block {cycle}.",
        "{count} opportunities run in {cycle}, so it can not be deleted: {numbers}. Close them, or block {cycle}.",
        refusal.count,
        cycle=refusal.cycle,
        numbers=_numbers(refusal.numbers, refusal.count),
    )


def _stood_at(refusal: r.StageInUse, texts: Texts) -> str:
    return texts.n(
        "{count} opportunity stands at stage {stage}, so it can not be removed: {numbers}. Move it first.",
        "{count} opportunities stand at stage {stage}, so it can not be removed: {numbers}. Move them first.",
        refusal.count,
        stage=refusal.stage,
        numbers=_numbers(refusal.numbers, refusal.count),
    )


def _numbers(numbers: tuple[str, ...], count: int) -> str:
    return ", ".join(numbers) + (" …" if count > len(numbers) else "")


def _kept(refusal: r.StageKept, texts: Texts) -> str:
    return texts.n(
        "{count} opportunity has been at stage {stage}, so it keeps its number. Copy {cycle}, and change the copy.",
        "{count} opportunities have been at stage {stage}, so it keeps its number. Copy {cycle}, and change the copy.",
        refusal.count,
        stage=refusal.stage,
        cycle=refusal.cycle,
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NoStages: lambda x, t: t.t(
        _("The sales cycle {cycle} has no stages, so nothing can be activated in it. Choose another one."),
        cycle=x.cycle,
    ),
    r.CycleBlocked: lambda x, t: t.t(
        _("The sales cycle {cycle} is blocked for new opportunities. Choose another one."), cycle=x.cycle
    ),
    r.NoCycle: _no_cycle,
    r.SetupChanged: lambda x, t: t.t(
        _("Somebody else has changed {name} meanwhile. Open it again to see what is set up now."), name=x.name
    ),
    r.CodeInUse: _in_use,
    r.ActivityInUse: lambda x, t: t.t(
        _("The activity {code} is used by these stages, so it can not be deleted: {stages}. Take it off them first."),
        code=x.code,
        stages=", ".join(x.stages),
    ),
    r.TooManySteps: lambda x, t: t.n(
        "An activity has at most {count} step.", "An activity has at most {count} steps.", x.limit
    ),
    r.WrongCode: _codes,
    r.NoCloseCodes: _no_codes,
    r.CycleInUse: _runs,
    r.StageInUse: _stood_at,
    r.StageKept: _kept,
    r.TooManyStages: lambda x, t: t.t(_("A sales cycle has at most {limit} stages."), limit=t.number(x.limit)),
}
