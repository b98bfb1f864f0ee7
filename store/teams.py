"""Teams: who manages whom (product.md, Who). Without teams every manager manages all."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, exists, or_, select

from store.models.columns import Key
from store.models.teams import team_members
from store.models.workspaces import people as people_table
from store.rights import RIGHTS, Member
from store.rules.refusals import NotYours
from store.rules.words import Role
from store.sessions import Session

_m, _mine = team_members.c, team_members.alias("mine").c
_TEAMS_OF = (_m.workspace_id == bindparam("workspace"), _m.person_id == people_table.c.id)
# Whoever is in no team is everybody's; so are all before there are teams.
_MANAGED = (
    select(people_table.c.id)
    .where(people_table.c.workspace_id == bindparam("workspace"))
    .where(people_table.c.id.in_(bindparam("people", expanding=True, type_=Key)))
    .where(
        or_(
            ~exists().where(*_TEAMS_OF),
            exists().where(
                *_TEAMS_OF,
                _mine.workspace_id == bindparam("workspace"),
                _mine.team_id == _m.team_id,
                _mine.person_id == bindparam("manager", type_=Key),
                _mine.manages,
            ),
        )
    )
)

_HERE = (people_table.c.active, ~people_table.c.guest, ~people_table.c.removed)
_BEYOND = (
    select(people_table.c.id)
    .where(people_table.c.workspace_id == bindparam("workspace"), *_HERE)
    .where(people_table.c.id != bindparam("manager", type_=Key))
    .where(
        exists().where(*_TEAMS_OF),
        ~exists().where(
            *_TEAMS_OF,
            _mine.workspace_id == bindparam("workspace"),
            _mine.team_id == _m.team_id,
            _mine.person_id == bindparam("manager", type_=Key),
            _mine.manages,
        ),
    )
    .limit(1)
)
_MANAGED_TEAMS = select(_m.team_id).where(
    _m.workspace_id == bindparam("workspace"), _m.person_id == bindparam("manager", type_=Key), _m.manages
)


_LEADERS = (
    select(
        people_table.c.id,
        people_table.c.role,
        exists()
        .where(
            _m.workspace_id == people_table.c.workspace_id,
            _m.person_id == bindparam("person", type_=Key),
            _mine.workspace_id == _m.workspace_id,
            _mine.team_id == _m.team_id,
            _mine.person_id == people_table.c.id,
            _mine.manages,
        )
        .label("ours"),
    )
    .where(people_table.c.workspace_id == bindparam("workspace"))
    .where(people_table.c.role.in_((Role.MANAGER, Role.ADMIN)), people_table.c.id != bindparam("person", type_=Key))
    .where(people_table.c.active, ~people_table.c.guest, ~people_table.c.removed)
    .order_by(people_table.c.id)
)


def _managed(session: Session, by: Member, people: Iterable[int]) -> set[int]:
    """Those of the people whom `by` manages: an admin everybody, a manager the people of their teams and of none."""
    if by.role is not Role.MANAGER:
        return set(people) if by.role is Role.ADMIN else set()
    return set(session.values(_MANAGED, workspace=by.workspace_id, people=list(people), manager=by.id))


def managers_of(session: Session, workspace_id: int, person_id: int) -> list[int]:
    """The keys of those who manage somebody: of their teams, else every manager, else the admins; never themselves."""
    found: list[tuple[int, Role, bool]] = [
        (row.id, row.role, bool(row.ours))
        for row in session.connection.execute(_LEADERS, {"workspace": workspace_id, "person": person_id})
    ]
    ours = [key for key, _, leads in found if leads]
    return ours or [key for key, role, _ in found if role is Role.MANAGER] or [key for key, *_ in found]


def manages(session: Session, by: Member, person_id: int) -> bool:
    """Whether `by` manages the person."""
    return bool(_managed(session, by, [person_id]))


def manages_all(session: Session, by: Member) -> bool:
    """Whether `by` manages everybody who is here: an admin, or a manager when nobody is in a team of others only."""
    if by.role is not Role.MANAGER:
        return by.role is Role.ADMIN
    return session.value(_BEYOND, workspace=by.workspace_id, manager=by.id) is None


def manages_team(session: Session, by: Member, team_id: int) -> bool:
    """Whether `by` manages the team: as an admin, or as one of its managers."""
    return team_id in managed_teams(session, by, [team_id])


def managed_teams(session: Session, by: Member, teams_: Collection[int]) -> set[int]:
    """Those of the teams that `by` manages: an admin all, a manager their own."""
    if by.role is not Role.MANAGER:
        return set(teams_) if by.role is Role.ADMIN else set()
    return set(teams_) & set(session.values(_MANAGED_TEAMS, workspace=by.workspace_id, manager=by.id))


def reached(session: Session, by: Member, owners: Iterable[int]) -> set[int]:
    """Those of the owners of whose belongings a manager disposes: themselves and whom they manage."""
    owners = set(owners)
    return _managed(session, by, owners) | (owners & {by.id})


def must_reach(session: Session, by: Member, operation: str, owner_id: int) -> None:
    """Raise NotAllowed or NotYours unless `by` may do this to what belongs to the owner."""
    by.must(operation)
    needs = by.needs_for_others(operation)
    if needs is None or owner_id == by.id or by.covers_in(operation, owner_id):
        return
    if by.role.rank < needs.rank or not manages(session, by, owner_id):
        raise NotYours(needs)


def allowed(session: Session, by: Member, owner_id: int) -> frozenset[str]:
    """What `by` may do to what belongs to the owner: for offering nothing else."""
    may = frozenset(filter(by.may, RIGHTS))
    asking = (operation for operation in may if not by.covers_in(operation, owner_id))
    guarded = {operation: needs for operation in asking if (needs := by.needs_for_others(operation))}
    if owner_id == by.id or not guarded:
        return may
    if not manages(session, by, owner_id):
        return may - guarded.keys()
    return may - {operation for operation, needs in guarded.items() if by.role.rank < needs.rank}
