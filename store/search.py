"""Finding contacts and opportunities by what is typed: accents, case and one typing error do not matter.

In this order: the exact number, the start of the name, starts of words, any part of words, and when these find next to
nothing one typing error. Every word typed must be there, wildcards are nothing special. With nothing typed, the newest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, literal, select, union

from store import contacts as found_contacts
from store import trigrams, workspaces
from store.contacts import Contact
from store.models.contacts import contacts as contact_table
from store.models.opportunities import opportunities as opportunity_table
from store.models.searching import contact_words, opportunity_words
from store.models.workspaces import people
from store.rights import Member
from store.rules import spelling, text
from store.rules.words import Status
from store.sessions import Session, columns

LIMIT = 20
FEW = 3  # from so many on nobody can have mistyped
_LISTED = 200  # words one error away that are looked up: more are noise
_ESCAPES = str.maketrans({c: f"\\{c}" for c in "\\%_"})

By = Literal["start", "part", "listed"]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An opportunity that was found."""

    id: int
    number: str
    description: str
    contact_name: str
    status: Status
    salesperson_name: str


@dataclass(frozen=True, eq=False)
class _Kind:
    """What is searched: how it is shown, where its names, numbers and words are."""

    shape: type[Any]
    shown: Select[Any]
    table: Table
    name: ColumnElement[Any]
    text: ColumnElement[Any]
    words: tuple[Table, ...]
    series: str


_c, _o, _t = contact_table.c, opportunity_table.c, trigrams.contacts.c
_WORKSPACE: BindParameter[int] = bindparam("workspace")

_CONTACTS = _Kind(
    Contact,
    found_contacts.SHOWN.where(_c.workspace_id == _WORKSPACE),
    contact_table,
    _c.name,
    _c.folded,
    (contact_words,),
    "CT",
)
_OPPORTUNITIES = _Kind(
    Opportunity,
    select(*columns(Opportunity, opportunity_table, contact_name=_c.name, salesperson_name=people.c.name))
    .select_from(
        opportunity_table.join(contact_table, (_c.workspace_id == _o.workspace_id) & (_c.id == _o.contact_id)).join(
            people, (people.c.workspace_id == _o.workspace_id) & (people.c.id == _o.salesperson_id)
        )
    )
    .where(_o.workspace_id == _WORKSPACE),
    opportunity_table,
    _o.description,
    _o.folded + " " + _c.folded,
    (opportunity_words, contact_words),
    "OP",
)


def contacts(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Contact]:
    """The contacts whose name or company, or number, is like what was typed; the best first."""
    return _search(session, by, _CONTACTS, typed, limit)


def opportunities(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Opportunity]:
    """The opportunities whose number, description, contact or company is like what was typed; the best first."""
    return _search(session, by, _OPPORTUNITIES, typed, limit)


def _search(session: Session, by: Member, kind: _Kind, typed: str, limit: int) -> list[Any]:
    by.must("see")
    found: dict[int, Any] = {}
    for hits in _Search(session, by, kind, typed, limit).stages(found):
        for hit in hits:
            found.setdefault(hit.id, hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


@dataclass(frozen=True)
class _Search:
    """One search: each stage finds less exactly than the one before."""

    session: Session
    by: Member
    kind: _Kind
    typed: str
    limit: int

    def stages(self, found: Mapping[int, Any]) -> Iterator[list[Any]]:
        """What each stage finds; the next one is asked only when it is needed, the last when few were `found`."""
        kind, words = self.kind, sorted(spelling.words(self.typed), key=len, reverse=True)
        if not words:
            pattern = f"%{self.typed.strip().translate(_ESCAPES)}%"
            yield self._run(_newest(kind, bool(self.typed.strip())), pattern=pattern)
            return
        if number := workspaces.number(self.typed, kind.series):
            yield self._run(_numbered(kind), number=number)
        whole = text.folded(self.typed)
        yield self._run(_named(kind), low=whole, high=spelling.below(whole))
        longest, *others = words
        starting = [f"% {word}%" for word in others]
        yield self._matching("start", starting, low=longest, high=spelling.below(longest))
        if len(longest) >= spelling.INFIX_FROM:
            yield self._matching("part", [_anywhere(word) for word in others], part=f"%{longest}%")
        for word in words if len(found) < FEW else ():
            if len(word) >= spelling.TOLERANT_FROM and (listed := self._misspelt(word)):
                yield self._matching("listed", [_anywhere(w) for w in words if w != word], listed=listed)

    def _run(self, statement: Select[Any], **values: Any) -> list[Any]:
        # twice the limit: what was found before is found again
        values |= {"workspace": self.by.workspace_id, "size": 2 * self.limit}
        return self.session.all(self.kind.shape, statement, **values)

    def _matching(self, how: By, others: Sequence[str], **values: Any) -> list[Any]:
        statement = _matching(self.kind, how, len(others), trigrams.asked_for(self.session))
        hits = self._run(statement, **values, **{f"other{n}": other for n, other in enumerate(others)})
        return sorted(hits, key=lambda hit: text.folded(hit.name if self.kind is _CONTACTS else hit.description))

    def _misspelt(self, word: str) -> list[str]:
        bounds = {f"start{n}": start for n, start in enumerate(spelling.starts(word))}
        bounds |= {f"tail{n}": tail for n, tail in enumerate(spelling.tails(word))}
        bounds |= {f"{name}_below": spelling.below(bound) for name, bound in bounds.items()}
        near = self.session.values(_near(self.kind), workspace=self.by.workspace_id, **bounds)
        return [n for n in near if not n.startswith(word) and spelling.one_error(word, n)][:_LISTED]


def _anywhere(word: str) -> str:
    """The pattern of a word: any part, but in short ones only the start tells something."""
    return f"%{word}%" if len(word) >= spelling.INFIX_FROM else f"% {word}%"


@lru_cache
def _newest(kind: _Kind, literally: bool) -> Select[Any]:
    """The newest; those with exactly these signs when only signs were typed."""
    newest = kind.shown.order_by(kind.table.c.id.desc()).limit(bindparam("size"))
    return newest.where(kind.name.like(bindparam("pattern"), escape="\\")) if literally else newest


@lru_cache
def _numbered(kind: _Kind) -> Select[Any]:
    return kind.shown.where(kind.table.c.number == bindparam("number"))


@lru_cache
def _named(kind: _Kind) -> Select[Any]:
    folded = kind.table.c.folded
    return kind.shown.where(_between(folded, "low", "high")).order_by(folded, kind.table.c.id).limit(bindparam("size"))


def _between(column: ColumnElement[Any], low: str, high: str) -> ColumnElement[bool]:
    return (column >= bindparam(low)) & (column < bindparam(high))


@lru_cache
def _matching(kind: _Kind, how: By, others: int, by_trigrams: bool) -> Select[Any]:
    """Those found by one word, in whose text the other patterns are too."""
    spaced = literal(" ") + kind.text
    patterns: list[ColumnElement[bool]] = [spaced.like(bindparam(f"other{n}")) for n in range(others)]
    if kind is _OPPORTUNITIES:
        patterns.append(_o.id.in_(_opportunity_ids(how, by_trigrams)))
    elif how == "part" and by_trigrams:  # joined, so that the first found are enough; + 0: from there to here
        patterns += [_c.id == _t.rowid + 0, _t.folded.like(bindparam("part"))]
    else:
        patterns.append(_c.id.in_(_contact_ids(how, by_trigrams)))
    return kind.shown.where(*patterns).limit(bindparam("size"))


def _contact_ids(how: By, by_trigrams: bool) -> Select[Any]:
    if how != "part":
        return _ids_by_word(contact_words, contact_words.c.contact_id, how)
    if by_trigrams:
        return select(_t.rowid).where(_t.folded.like(bindparam("part")))
    return select(_c.id).where(_c.workspace_id == _WORKSPACE, _c.folded.like(bindparam("part")))


def _opportunity_ids(how: By, by_trigrams: bool) -> Any:
    o = opportunity_table.alias("o").c
    if how == "part":
        own = select(o.id).where(o.workspace_id == _WORKSPACE, o.folded.like(bindparam("part")))
    else:
        own = _ids_by_word(opportunity_words, opportunity_words.c.opportunity_id, how)
    contacts_ = _contact_ids(how, by_trigrams)
    return union(own, select(o.id).where(o.workspace_id == _WORKSPACE, o.contact_id.in_(contacts_)))


def _ids_by_word(words: Table, subject: ColumnElement[Any], how: By) -> Select[Any]:
    word = words.c.word
    fits = _between(word, "low", "high") if how == "start" else word.in_(bindparam("listed", expanding=True))
    return select(subject).where(words.c.workspace_id == _WORKSPACE, fits)


@lru_cache
def _near(kind: _Kind) -> Any:
    """Every word that may be one error from another: it starts, or goes on after two letters, as told."""
    ranges = [(f"start{n}", "word") for n in range(4)] + [(f"tail{n}", "tail") for n in range(2)]
    return union(
        *(
            select(words.c.word).where(
                words.c.workspace_id == _WORKSPACE, _between(words.c[column], bound, f"{bound}_below")
            )
            for words in kind.words
            for bound, column in ranges
        )
    )
