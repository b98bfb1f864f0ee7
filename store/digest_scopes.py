"""Whom a digest is about: everybody, a cycle, a team, a person, and within whom its owner manages (product.md, Who)."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, Select, bindparam, select

from store import teams
from store.models.columns import Key
from store.models.cycles import cycles
from store.models.teams import teams as team_table
from store.models.workspaces import people
from store.rights import Member
from store.rules.checks import given
from store.rules.refusals import Missing, NotFound, OutOfReach
from store.rules.words import DigestScope
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a digest is about: `id` is the key of the cycle, team or person, called `name`."""

    kind: DigestScope
    id: int | None = None
    name: str = ""


_WORKSPACE: BindParameter[int] = bindparam("workspace", type_=Key)
_ASKED: BindParameter[int] = bindparam("asked", type_=Key)
_c, _t, _p = cycles.c, team_table.c, people.c
_NAMES: dict[DigestScope, Select[tuple[str]]] = {
    DigestScope.CYCLE: select(_c.code).where(_c.workspace_id == _WORKSPACE, _c.id == _ASKED, ~_c.deleted),
    DigestScope.TEAM: select(_t.name).where(_t.workspace_id == _WORKSPACE, _t.id == _ASKED),
    DigestScope.PERSON: select(_p.name).where(
        _p.workspace_id == _WORKSPACE, _p.id == _ASKED, _p.active, ~_p.guest, ~_p.removed
    ),
}
_CYCLES = select(_c.id, _c.code).where(_c.workspace_id == _WORKSPACE, ~_c.deleted).order_by(_c.code)
_TEAMS = select(_t.id, _t.name).where(_t.workspace_id == _WORKSPACE).order_by(_t.folded)


def name(session: Session, workspace_id: int, kind: DigestScope, key: int | None) -> str | None:
    """What the scope is called; empty for everybody, None once it is gone."""
    if kind is DigestScope.ALL:
        return ""
    found: str | None = session.value(_NAMES[kind], workspace=workspace_id, asked=key)
    return found


def packed(kind: DigestScope, key: int | None) -> str:
    """A scope as `chosen` reads it."""
    return f"{kind}:{key}" if key else str(kind)


def chosen(session: Session, by: Member, scope: str | None) -> Scope:
    """`all`, `cycle:7`, `team:3` or `person:5`. Raises Missing, NotFound and OutOfReach on `about`, of a person on
    `about_person`.
    """
    word, _, key = given(scope, "about").partition(":")
    field = "about_person" if word == DigestScope.PERSON else "about"
    if field == "about_person" and not key:
        raise Missing(field)
    keyed = key.isascii() and key.isdigit() and len(key) < 16
    if word not in set(DigestScope) or keyed == (word == DigestScope.ALL):
        raise NotFound("scope", field=field)
    kind, found = DigestScope(word), int(key) if key else None
    called = name(session, by.workspace_id, kind, found)
    if called is None:
        raise NotFound("scope", field=field)
    if not reaches(session, by, kind, found):
        raise OutOfReach(field)
    return Scope(kind, found, called)


def reaches(session: Session, by: Member, kind: DigestScope, key: int | None) -> bool:
    """Whether `by` manages all those whom a digest of this scope is about."""
    if kind is DigestScope.PERSON:
        return key == by.id or (key is not None and teams.manages(session, by, key))
    if kind is DigestScope.TEAM:
        return key is not None and teams.manages_team(session, by, key)
    return teams.manages_all(session, by)


def offered(session: Session, by: Member) -> list[Scope]:
    """What a digest of theirs can be about, besides one person: everybody first, then cycles and teams by name."""
    by.must("digest")
    found: list[Scope] = []
    if teams.manages_all(session, by):
        found.append(Scope(DigestScope.ALL))
        cycles_ = session.connection.execute(_CYCLES, {"workspace": by.workspace_id})
        found += [Scope(DigestScope.CYCLE, *row) for row in cycles_]
    teams_ = session.connection.execute(_TEAMS, {"workspace": by.workspace_id}).all()
    managed = teams.managed_teams(session, by, [row.id for row in teams_])
    return found + [Scope(DigestScope.TEAM, *row) for row in teams_ if row.id in managed]
