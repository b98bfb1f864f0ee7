"""What admins do with teams: make, change and delete them, with their members and managers (product.md, Who)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from store import audits, people, workspaces
from store.models.columns import Key
from store.models.teams import team_members, teams
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules import text
from store.rules.checks import Checks
from store.rules.refusals import AlreadyThere, NotFound, RoleTooLow, SetupChanged
from store.rules.words import Role
from store.sessions import Session

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody in a team."""

    slack_id: str
    name: str
    manages: bool


@dataclass(frozen=True, slots=True)
class Team:
    """A team with who is in it, by name."""

    id: int
    name: str
    version: int
    mates: tuple[Mate, ...] = ()

    @property
    def managers(self) -> list[Mate]:
        """Those who manage it."""
        return [mate for mate in self.mates if mate.manages]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A team as somebody wants it; people by their Slack ids, managers are members too."""

    name: str
    members: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()


_t, _m = teams.c, team_members.c
_WORKSPACE = _t.workspace_id == bindparam("workspace")
_ALL = select(_t.id, _t.name, _t.version).where(_WORKSPACE).order_by(_t.folded)
_TWIN = select(_t.id).where(_WORKSPACE, _t.folded == bindparam("folded"))
_MATES = (
    select(_m.team_id, people_table.c.slack_id, people_table.c.name, _m.manages)
    .join_from(
        team_members,
        people_table,
        (people_table.c.workspace_id == _m.workspace_id) & (people_table.c.id == _m.person_id),
    )
    .where(_m.workspace_id == bindparam("workspace"))
    .order_by(people_table.c.name, people_table.c.id)
)
_EMPTY = delete(team_members).where(
    _m.workspace_id == bindparam("workspace"), _m.team_id == bindparam("team", type_=Key)
)
_DELETE = delete(teams).where(_WORKSPACE, _t.id == bindparam("team", type_=Key))


def every(session: Session, by: Member) -> list[Team]:
    """Every team with who is in it, by name."""
    by.must("setup")
    key = {"workspace": by.workspace_id}
    mates: dict[int, list[Mate]] = {}
    for team_id, *mate in session.connection.execute(_MATES, key):
        mates.setdefault(team_id, []).append(Mate(*mate))
    rows = session.connection.execute(_ALL, key)
    return [Team(*row, tuple(mates.get(row.id, ()))) for row in rows]


def get(session: Session, by: Member, team_id: int) -> Team:
    """The team with this key. Raises NotFound."""
    found = next((team for team in every(session, by) if team.id == team_id), None)
    if found is None:
        raise NotFound("team")
    return found


def create(session: Session, by: Member, wanted: Wanted, now: datetime) -> Team:
    """A new team. Raises Missing, TooLong and AlreadyThere on `team`, NotFound on `members`, RoleTooLow on
    `managers`, all together.
    """
    by.must("setup")
    workspaces.hold(session, by)
    name, mates = _checked(session, by, wanted, None)
    key = session.add(teams, workspace_id=by.workspace_id, name=name, folded=text.bare(name))
    _join(session, by, key, mates)
    made = get(session, by, key)
    audits.write(session, by, "create team", name, new=_values(made), now=now)
    return made


def change(session: Session, by: Member, team_id: int, wanted: Wanted, *, seen: int, now: datetime) -> Team:
    """Give a team another name, other members and managers. Raises as `create` does, NotFound, SetupChanged."""
    by.must("setup")
    workspaces.hold(session, by)
    before = _unchanged(session, by, team_id, seen)
    name, mates = _checked(session, by, wanted, team_id)
    mine = (_t.workspace_id == by.workspace_id) & (_t.id == team_id)
    session.change(update(teams).where(mine).values(name=name, folded=text.bare(name), version=seen + 1))
    session.change(_EMPTY, workspace=by.workspace_id, team=team_id)
    _join(session, by, team_id, mates)
    after = get(session, by, team_id)
    audits.write(session, by, "change team", before.name, old=_values(before), new=_values(after), now=now)
    return after


def remove(session: Session, by: Member, team_id: int, *, seen: int, now: datetime) -> Team:
    """Delete a team; the people in it stay. Raises NotFound, SetupChanged."""
    by.must("setup")
    workspaces.hold(session, by)
    before = _unchanged(session, by, team_id, seen)
    key = {"workspace": by.workspace_id, "team": team_id}
    session.change(_EMPTY, **key)
    session.change(_DELETE, **key)
    audits.write(session, by, "delete team", before.name, old=_values(before), now=now)
    return before


def _unchanged(session: Session, by: Member, team_id: int, seen: int) -> Team:
    found = get(session, by, team_id)
    if found.version != seen:
        raise SetupChanged(found.name)
    return found


def _checked(session: Session, by: Member, wanted: Wanted, own: int | None) -> tuple[str, dict[int, bool]]:
    """The name, and by the key of each who is in it whether they manage it."""
    checks = Checks()
    name = checks(_name, session, by, wanted.name, own)
    members = checks(_people, session, by, wanted.members, "members") or []
    managers = checks(_people, session, by, wanted.managers, "managers") or []
    for manager in managers:
        if manager.role.rank < Role.MANAGER.rank:
            checks(_too_low, manager)
    checks.done()
    return name, dict.fromkeys((m.id for m in members), False) | dict.fromkeys((m.id for m in managers), True)


def _too_low(person: Member) -> None:
    raise RoleTooLow(person.name, person.role)


def _name(session: Session, by: Member, typed: str, own: int | None) -> str:
    name = text.line(typed, "team", LONGEST)
    twin = session.value(_TWIN, workspace=by.workspace_id, folded=text.bare(name))
    if twin not in (None, own):
        raise AlreadyThere("team", name, "team")
    return name


def _people(session: Session, by: Member, slack_ids: Collection[str], field: str) -> list[Member]:
    known = people.those(session, by.workspace_id, slack_ids)
    for slack_id in slack_ids:
        if slack_id not in known or not known[slack_id].here:
            raise NotFound("member", known[slack_id].name if slack_id in known else slack_id, field)
    return [known[slack_id] for slack_id in slack_ids]


def _join(session: Session, by: Member, team_id: int, mates: dict[int, bool]) -> None:
    rows = [
        {"workspace_id": by.workspace_id, "team_id": team_id, "person_id": key, "manages": manages}
        for key, manages in mates.items()
    ]
    session.add_all(team_members, rows)


def _values(team: Team) -> dict[str, object]:
    members = ", ".join(mate.name for mate in team.mates)
    return {"team": team.name, "members": members, "managers": ", ".join(m.name for m in team.managers)}
