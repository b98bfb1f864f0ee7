"""Finding contacts and opportunities by what is typed: accents, case and one typing error do not matter.

In this order: the exact number, the start of the name, starts of words, any part of words, and when these find next to
nothing one typing error. Every word typed must be there, wildcards are nothing special. With nothing typed, the newest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, Column, ColumnElement, Select, Table, bindparam, intersect, select, union

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

By = Literal["start", "word", "part", "short", "listed"]
Wanted = tuple[By, dict[str, Any]]  # how a word is looked for, and the values for its statement


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
    name: Column[str]
    words: tuple[Table, ...]
    series: str


_c, _o, _t = contact_table.c, opportunity_table.c, trigrams.contacts.c
_SPACED = " " + _c.folded  # where every word stands behind a blank
_WORKSPACE: BindParameter[int] = bindparam("workspace")

_CONTACTS = _Kind(
    Contact,
    found_contacts.SHOWN.where(_c.workspace_id == _WORKSPACE),
    contact_table,
    _c.name,
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
        yield self._matching(self._starts(words))
        if len(words[0]) >= spelling.INFIX_FROM:
            yield self._matching([self._anywhere(word) for word in words])
        for word in words:
            if len(found) < FEW and len(word) >= spelling.TOLERANT_FROM and (listed := self._misspelt(word)):
                others = [self._anywhere(other) for other in words if other != word]
                yield self._matching([("listed", {"listed": listed}), *others])

    def _run(self, statement: Select[Any], **values: Any) -> list[Any]:
        # twice the limit: what was found before is found again
        values |= {"workspace": self.by.workspace_id, "size": 2 * self.limit}
        return self.session.all(self.kind.shape, statement, **values)

    def _matching(self, wanted: Sequence[Wanted]) -> list[Any]:
        statement = _matching(self.kind, tuple(how for how, _ in wanted), trigrams.kept(self.session))
        values = {f"{name}{n}": value for n, (_, values) in enumerate(wanted) for name, value in values.items()}
        name = self.kind.name.key
        return sorted(self._run(statement, **values), key=lambda hit: text.folded(getattr(hit, name)))

    def _starts(self, words: Sequence[str]) -> list[Wanted]:
        """That words start so: by the index of any part, unless there is none or it does not know words so short."""
        indexed = self.kind is _CONTACTS and trigrams.kept(self.session) and len(words[-1]) >= spelling.INFIX_FROM
        return [("start" if indexed else "word", _sought(word)) for word in words]

    def _anywhere(self, word: str) -> Wanted:
        """Any part, but of a short word only the start tells something."""
        return "part" if len(word) >= spelling.INFIX_FROM else "short", _sought(word)

    def _misspelt(self, word: str) -> list[str]:
        bounds = {f"start{n}": start for n, start in enumerate(spelling.starts(word))}
        bounds |= {f"tail{n}": tail for n, tail in enumerate(spelling.tails(word))}
        bounds |= {f"{name}_below": spelling.below(bound) for name, bound in bounds.items()}
        near = self.session.values(_near(self.kind), workspace=self.by.workspace_id, **bounds)
        return [n for n in near if not n.startswith(word) and spelling.one_error(word, n)][:_LISTED]


def _sought(word: str) -> dict[str, Any]:
    """What the statements compare with a word, however it is looked for."""
    bounds = {"low": word, "high": spelling.below(word)}
    return bounds | {"part": f"%{word}%", "begins": f"% {word}%", "trigrams": trigrams.sought(word)}


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


@lru_cache(maxsize=512)
def _matching(kind: _Kind, hows: tuple[By, ...], index: str) -> Select[Any]:
    """Those that have every word. Lists of keys are intersected, which no planner can misjudge."""
    if kind is _OPPORTUNITIES:
        keys = [_opportunity_keys(how, n, index) for n, how in enumerate(hows)]
        return kind.shown.where(_o.id.in_(intersect(*keys))).limit(bindparam("size"))
    parts = [n for n, how in enumerate(hows) if how in ("part", "start")]
    has: list[ColumnElement[bool]] = [_c.folded.like(bindparam(f"part{n}")) for n in parts]
    has += [_SPACED.like(bindparam(f"begins{n}")) for n, how in enumerate(hows) if how in ("start", "short")]
    key: ColumnElement[int] = _c.id
    if index == "sqlite" and parts:  # joined, so that the first found are enough; + 0: from there to here
        key = _t.rowid + 0
        has += [trigrams.having(*(f"trigrams{n}" for n in parts)), _c.id == key]
    if lists := [_contact_keys(how, n, index) for n, how in enumerate(hows) if how in ("word", "listed")]:
        has.append(key.in_(intersect(*lists)))
    return kind.shown.where(*has).limit(bindparam("size"))


def _contact_keys(how: By, n: int, index: str) -> Select[Any]:
    """Of the contacts that have the word number `n`."""
    if how != "part":
        return _keys_by_word(contact_words, contact_words.c.contact_id, how, n)
    having = select(_c.id).where(_c.workspace_id == _WORKSPACE, _c.folded.like(bindparam(f"part{n}")))
    return having.where(trigrams.having(f"trigrams{n}"), _c.id == _t.rowid + 0) if index == "sqlite" else having


def _opportunity_keys(how: By, n: int, index: str) -> Select[Any]:
    """Of the opportunities that have the word number `n`, themselves or by their contact."""
    o = opportunity_table.alias("o").c
    if how == "part":
        own = select(o.id).where(o.workspace_id == _WORKSPACE, o.folded.like(bindparam(f"part{n}")))
    else:
        own = _keys_by_word(opportunity_words, opportunity_words.c.opportunity_id.label("id"), how, n)
    theirs = o.contact_id.in_(_contact_keys(how, n, index))
    return select(union(own, select(o.id).where(o.workspace_id == _WORKSPACE, theirs)).subquery().c.id)


def _keys_by_word(words: Table, key: ColumnElement[Any], how: By, n: int) -> Select[Any]:
    word = words.c.word
    fits = (
        word.in_(bindparam(f"listed{n}", expanding=True)) if how == "listed" else _between(word, f"low{n}", f"high{n}")
    )
    return select(key).where(words.c.workspace_id == _WORKSPACE, fits)


@lru_cache
def _near(kind: _Kind) -> Any:
    """Every word that may be one error from another: it starts, or goes on after two letters, as told."""
    ranges = [(f"start{n}", "word") for n in range(4)] + [(f"tail{n}", "tail") for n in range(2)]
    return union(*(_between_words(words, column, bound) for words in kind.words for bound, column in ranges))


def _between_words(words: Table, by: str, bound: str) -> Select[Any]:
    """Each word once, in the index's order: a name of thousands would be sorted thousands of times."""
    ordered = dict.fromkeys((words.c[by], words.c.word))
    fits = words.c.workspace_id == _WORKSPACE, _between(words.c[by], bound, f"{bound}_below")
    return select(select(*ordered).distinct().where(*fits).subquery().c.word)
