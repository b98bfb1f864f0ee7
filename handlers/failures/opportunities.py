"""Sentences for: the opportunity does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r


def _moved(refusal: r.AlreadyMoved, texts: Texts) -> str:
    return texts.t(
        _("{number} has been moved meanwhile: to {stage} by {person}, {at}. Open it again to go on from there."),
        number=refusal.number,
        stage=refusal.stage,
        person=refusal.by,
        at=texts.moment(refusal.at),
    )


def _not_offered(refusal: r.NotOffered, texts: Texts) -> str:
    possible = ", ".join(words.verb(v, texts) for v in refusal.offered)
    return texts.t(
        _("{verb} is not possible from this stage. Possible are: {possible}."),
        verb=words.verb(refusal.verb, texts),
        possible=possible,
    )


def _stage_not_offered(refusal: r.StageNotOffered, texts: Texts) -> str:
    possible = ", ".join(refusal.offered)
    if refusal.typed:
        return texts.t(
            _("There is no such stage: {typed}. Possible are: {possible}."), typed=refusal.typed, possible=possible
        )
    return texts.t(_("This stage can not be reached from here. Possible are: {possible}."), possible=possible)


def _built_on(refusal: r.BuiltOn, texts: Texts) -> str:
    if refusal.gone:
        return texts.t(
            _("{number} stays closed: {name}, whom it would need again, is no longer in Stagepost."),
            number=refusal.number,
            name=refusal.gone,
        )
    if refusal.order:
        return texts.t(
            _("{number} stays closed: order {order} was made after it."), number=refusal.number, order=refusal.order
        )
    return texts.t(
        _("{number} stays closed: an order was made after it, or its quote was changed."), number=refusal.number
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
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
    r.NotOffered: _not_offered,
    r.StageNotOffered: _stage_not_offered,
    r.InProgress: lambda x, t: t.t(
        _("{number} is in progress, and what is in progress is not deleted. Close it first."), number=x.number
    ),
    r.NotParked: lambda x, t: t.t(_("{number} is not parked: it is awake."), number=x.number),
    r.NotClosed: lambda x, t: t.t(_("{number} is not closed: there is no closing to undo."), number=x.number),
    r.TooLateToUndo: lambda x, t: t.n(
        "A closing can be undone for {count} minute. It is too late for {number}.",
        "A closing can be undone for {count} minutes. It is too late for {number}.",
        x.minutes,
        number=x.number,
    ),
    r.BuiltOn: _built_on,
    r.StageGone: lambda x, t: t.t(
        _("{number} stays closed: the stage {stage} it would return to is no longer in its sales cycle."),
        number=x.number,
        stage=x.stage,
    ),
    r.AlreadyTheirs: lambda x, t: t.t(_("{name} is the salesperson already. Choose somebody else."), name=x.name),
    r.CycleKept: lambda x, t: t.t(
        _("{number} is started: its sales cycle can not be changed any more."), number=x.number
    ),
}
