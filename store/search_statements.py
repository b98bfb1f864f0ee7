"""The statements of a search: what is searched, and how its words are found."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, Column, ColumnElement, Select, Table, bindparam, intersect, select, union

from store import contacts, trigrams
from store.contacts import Contact
from store.models.columns import Key
from store.models.contacts import contacts as contact_table
from store.models.opportunities import opportunities as opportunity_table
from store.models.searching import contact_words, opportunity_words
from store.models.workspaces import people
from store.rules import spelling
from store.rules.words import ContactKind, Status
from store.sessions import columns

By = Literal["start", "word", "part", "short", "listed"]  # how a word is looked for


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
class Kind:
    """What is searched: how it is shown, where its names, numbers and words are."""

    shape: type[Any]
    shown: Select[Any]
    table: Table
    name: Column[str]
    words: tuple[Table, ...]
    series: str
    order: tuple[ColumnElement[Any], ...]  # of those shown before anything is typed


_c, _o, _t = contact_table.c, opportunity_table.c, trigrams.contacts.c
_SPACED = " " + _c.folded  # where every word stands behind a blank
_WORKSPACE: BindParameter[int] = bindparam("workspace")

CONTACTS = Kind(
    Contact,
    contacts.SHOWN.where(_c.workspace_id == _WORKSPACE),
    contact_table,
    _c.name,
    (contact_words,),
    "CT",
    (_c.id.desc(),),
)
USABLE = replace(CONTACTS, shown=CONTACTS.shown.where(~_c.privacy_blocked))
COMPANIES = replace(USABLE, shown=USABLE.shown.where(_c.kind == ContactKind.COMPANY))
COLLEAGUES = replace(
    USABLE,
    shown=USABLE.shown.where(_c.company_id == bindparam("company", type_=Key)),
    order=(_c.kind, _c.folded, _c.id),  # the company, then its people by name
)
ALONE = replace(USABLE, shown=USABLE.shown.where(_c.company_id.is_(None)))
OPPORTUNITIES = Kind(
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
    (_o.id.desc(),),
)


def sought(word: str) -> dict[str, Any]:
    """What the statements compare with a word, however it is looked for."""
    bounds = {"low": word, "high": spelling.below(word)}
    return bounds | {"part": f"%{word}%", "begins": f"% {word}%", "trigrams": trigrams.sought(word)}


@lru_cache
def unasked(kind: Kind, literally: bool) -> Select[Any]:
    """The first in the kind's order; those with exactly these signs when only signs were typed."""
    first = kind.shown.order_by(*kind.order).limit(bindparam("size"))
    return first.where(kind.name.like(bindparam("pattern"), escape="\\")) if literally else first


@lru_cache
def numbered(kind: Kind) -> Select[Any]:
    return kind.shown.where(kind.table.c.number == bindparam("number"))


@lru_cache
def named(kind: Kind) -> Select[Any]:
    folded = kind.table.c.folded
    return kind.shown.where(_between(folded, "low", "high")).order_by(folded, kind.table.c.id).limit(bindparam("size"))


def _between(column: ColumnElement[Any], low: str, high: str) -> ColumnElement[bool]:
    return (column >= bindparam(low)) & (column < bindparam(high))


@lru_cache(maxsize=512)
def matching(kind: Kind, hows: tuple[By, ...], index: str) -> Select[Any]:
    """Those that have every word. Lists of keys are intersected, which no planner can misjudge."""
    if kind is OPPORTUNITIES:
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
def near(kind: Kind) -> Any:
    """Every word that may be one error from another: it starts, or goes on after two letters, as told."""
    ranges = [(f"start{n}", "word") for n in range(4)] + [(f"tail{n}", "tail") for n in range(2)]
    return union(*(_between_words(words, column, bound) for words in kind.words for bound, column in ranges))


def _between_words(words: Table, by: str, bound: str) -> Select[Any]:
    """Each word once, in the index's order: a name of thousands would be sorted thousands of times."""
    ordered = dict.fromkeys((words.c[by], words.c.word))
    fits = words.c.workspace_id == _WORKSPACE, _between(words.c[by], bound, f"{bound}_below")
    return select(select(*ordered).distinct().where(*fits).subquery().c.word)
