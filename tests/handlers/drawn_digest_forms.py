"""Everything that setting digests up can draw, from one set of values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

from handlers import wire
from handlers.views import digest_forms, digest_pages, troubles
from handlers.views.digest_forms import Draft
from handlers.views.messages import Message
from store.digest_scopes import Scope
from store.digests import Shown
from store.rules.digests import Rest
from store.rules.places import Unfit
from store.rules.words import DigestScope, OccurrenceState, Rhythm
from tests.handlers.drawn_digests import NOW, TODAY, digest

if TYPE_CHECKING:
    from tests.handlers.drawn import Extreme

METADATA = wire.pack(k=1, v=1)


def everything(e: "Extreme") -> Iterator[tuple[str, Message | dict[str, Any]]]:
    """Every list and form, by a name."""
    rows = [shown(e, n) for n in range(e.many)]
    yield "no digests", digest_pages.message([], e.by, e.texts)
    yield "digests", digest_pages.message(rows, e.by, e.texts, note=e.name)
    yield "digests, second page", digest_pages.message([shown(e, n) for n in range(40)], e.by, e.texts, 15)
    yield "digest to delete", digest_pages.delete_form(shown(e, 1), e.texts, METADATA)
    for trouble in (*Rest, *Unfit):
        resting = replace(digest(e), paused=True, trouble=trouble, next_on=None, next_due_at=None)
        facts = {"digest": e.name, "trouble": trouble, "channel": e.name, "owner": e.name}
        yield f"digest trouble {trouble}", troubles.digest(facts, e.texts)
        yield f"digest rests {trouble}", digest_pages.message([replace(shown(e, 0), digest=resting)], e.by, e.texts)
    offered = [Scope(kind, n, e.name) for n in range(e.many) for kind in (DigestScope.CYCLE, DigestScope.TEAM)]
    offered = [Scope(DigestScope.ALL), *offered]
    for kind in Rhythm:
        for goes_to in (digest_forms.DIRECT, digest_forms.CHANNEL):
            draft = Draft(e.cut(100), kind, cron=e.cut(100), about="person", goes_to=goes_to, owner=e.name)
            name = f"digest form {kind} {goes_to}"
            yield name, digest_forms.digest_form(draft, offered, e.texts, METADATA, NOW, e.name)
    bare = Draft(at=None, person="U00ANA", channel="C1", goes_to=digest_forms.CHANNEL, sections=())
    asks = Draft(kind=Rhythm.MONTHLY, day_of_month=None, at=None, timezone="", about="", doubts=(e.name, e.name))
    yield "digest form, asking", digest_forms.digest_form(asks, offered, e.texts, METADATA, NOW, e.name)
    yield "digest form, bare", digest_forms.digest_form(bare, [], e.texts, METADATA, NOW, e.name)


def shown(e: "Extreme", n: int) -> Shown:
    """One of each kind, in turn."""
    kind, scope = list(Rhythm)[n % 4], list(DigestScope)[n % 4]
    paused = n % 5 == 4
    one = replace(
        digest(e),
        id=n + 1,
        kind=kind,
        at=time(23, 59),
        weekday=n % 7 + 1,
        day_of_month=(31, 30, 28)[n % 3],
        cron=e.cut(100),
        scope=scope,
        channel="C1" if n % 2 else "",
        channel_name=e.cut(80),
        paused=paused,
        last_on=TODAY,
        next_on=None if paused else TODAY,
        next_due_at=None if paused else NOW,
    )
    slack_id = "U00ANA" if n % 2 else e.by.slack_id
    return Shown(one, e.name, slack_id, e.name, (None, *OccurrenceState)[n % 4])
