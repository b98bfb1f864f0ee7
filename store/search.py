"""Finding contacts and opportunities by what is typed: accents, case and one typing error do not matter.

In this order: the exact number, the start of the name, starts of words, any part of words, and when these find next to
nothing one typing error. Every word typed must be there, wildcards are nothing special. With nothing typed, the newest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from store import search_statements as statements
from store import trigrams, workspaces
from store.contacts import Contact
from store.rights import Member
from store.rules import spelling, text
from store.search_statements import Opportunity
from store.sessions import Session

LIMIT = 20
FEW = 3  # from so many on nobody can have mistyped
_LISTED = 200  # words one error away that are looked up: more are noise
_ESCAPES = str.maketrans({c: f"\\{c}" for c in "\\%_"})

Wanted = tuple[statements.By, dict[str, Any]]  # how a word is looked for, and the values for its statement


def contacts(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Contact]:
    """The contacts whose name or company, or number, is like what was typed; the best first."""
    return _search(session, by, statements.CONTACTS, typed, limit)


def usable(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Contact]:
    """Of these contacts those that can be chosen: the privacy-blocked can not (domain.md F097)."""
    return _search(session, by, statements.USABLE, typed, limit)


def companies(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Contact]:
    """Of the contacts that can be chosen the companies."""
    return _search(session, by, statements.COMPANIES, typed, limit)


def colleagues(session: Session, by: Member, typed: str, company_id: int | None, limit: int = LIMIT) -> list[Contact]:
    """Of the contacts that can be chosen those of one company, itself included; with None those of no company."""
    kind = statements.COLLEAGUES if company_id else statements.ALONE
    return _search(session, by, kind, typed, limit, company=company_id)


def opportunities(session: Session, by: Member, typed: str, limit: int = LIMIT) -> list[Opportunity]:
    """The opportunities whose number, description, contact or company is like what was typed; the best first."""
    return _search(session, by, statements.OPPORTUNITIES, typed, limit)


def _search(session: Session, by: Member, kind: statements.Kind, typed: str, limit: int, **more: Any) -> list[Any]:
    by.must("see")
    found: dict[int, Any] = {}
    for hits in _Search(session, by, kind, typed, limit, more).stages(found):
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
    kind: statements.Kind
    typed: str
    limit: int
    more: dict[str, Any]  # what the kind's own conditions compare with

    def stages(self, found: Mapping[int, Any]) -> Iterator[list[Any]]:
        """What each stage finds; the next one is asked only when it is needed, the last when few were `found`."""
        kind, words = self.kind, sorted(spelling.words(self.typed), key=len, reverse=True)
        if not words:
            pattern = f"%{self.typed.strip().translate(_ESCAPES)}%"
            yield self._run(statements.unasked(kind, bool(self.typed.strip())), pattern=pattern)
            return
        if number := workspaces.number(self.typed, kind.series):
            yield self._run(statements.numbered(kind), number=number)
        whole = text.folded(self.typed)
        yield self._run(statements.named(kind), low=whole, high=spelling.below(whole))
        yield self._matching(self._starts(words))
        if len(words[0]) >= spelling.INFIX_FROM:
            yield self._matching([self._anywhere(word) for word in words])
        for word in words:
            if len(found) < FEW and len(word) >= spelling.TOLERANT_FROM and (listed := self._misspelt(word)):
                others = [self._anywhere(other) for other in words if other != word]
                yield self._matching([("listed", {"listed": listed}), *others])

    def _run(self, statement: Select[Any], **values: Any) -> list[Any]:
        # twice the limit: what was found before is found again
        values |= {"workspace": self.by.workspace_id, "size": 2 * self.limit, **self.more}
        return self.session.all(self.kind.shape, statement, **values)

    def _matching(self, wanted: Sequence[Wanted]) -> list[Any]:
        statement = statements.matching(self.kind, tuple(how for how, _ in wanted), trigrams.kept(self.session))
        values = {f"{name}{n}": value for n, (_, values) in enumerate(wanted) for name, value in values.items()}
        name = self.kind.name.key
        return sorted(self._run(statement, **values), key=lambda hit: text.folded(getattr(hit, name)))

    def _starts(self, words: Sequence[str]) -> list[Wanted]:
        """That words start so: by the index of any part, unless there is none or it does not know words so short."""
        indexed = self.kind.shape is Contact and trigrams.kept(self.session)
        whole = indexed and len(words[-1]) >= spelling.INFIX_FROM
        return [("start" if whole else "word", statements.sought(word)) for word in words]

    def _anywhere(self, word: str) -> Wanted:
        """Any part, but of a short word only the start tells something."""
        return "part" if len(word) >= spelling.INFIX_FROM else "short", statements.sought(word)

    def _misspelt(self, word: str) -> list[str]:
        bounds = {f"start{n}": start for n, start in enumerate(spelling.starts(word))}
        bounds |= {f"tail{n}": tail for n, tail in enumerate(spelling.tails(word))}
        bounds |= {f"{name}_below": spelling.below(bound) for name, bound in bounds.items()}
        near = self.session.values(statements.near(self.kind), workspace=self.by.workspace_id, **bounds)
        return [n for n in near if not n.startswith(word) and spelling.one_error(word, n)][:_LISTED]
