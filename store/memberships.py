"""What admins decide about people: roles, blocking as salespeople, taking them out and bringing them back.

Every change waits for the workspace's turn and then reads again who decides: of two admins who demote each other
at the same moment the later one is no admin any more (product.md, Who; domain.md F076).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from store import audits, people, salespeople, workspaces
from store.models.columns import Key
from store.models.opportunities import opportunities, tasks
from store.models.teams import team_members
from store.models.workspaces import people as table
from store.rights import Member
from store.rules.refusals import HoldsWork, LastAdmin, NotFound, SetupChanged
from store.rules.words import OPEN, Role
from store.salespeople import Person
from store.sessions import Session

_p = table.c
_OPEN = select(func.count()).where(
    opportunities.c.workspace_id == bindparam("workspace"),
    opportunities.c.salesperson_id == bindparam("person", type_=Key),
    opportunities.c.status.in_(OPEN),
)
_TASKS = select(func.count()).where(
    tasks.c.workspace_id == bindparam("workspace"),
    tasks.c.salesperson_id == bindparam("person", type_=Key),
    tasks.c.open,
)
_LEAVE = delete(team_members).where(
    team_members.c.workspace_id == bindparam("workspace"),
    team_members.c.person_id == bindparam("person", type_=Key),
)


def give_role(session: Session, by: Member, person_id: int, role: Role, *, seen: Role, now: datetime) -> Person:
    """Give somebody another role. Raises NotFound, LastAdmin, and SetupChanged when theirs is not the one `seen`."""
    person = _held(session, by, person_id)
    if person.role is not seen:
        raise SetupChanged(person.name)
    if role is not Role.ADMIN:
        _must_leave_an_admin(session, by, person)
    _write(session, by, person, role=role)
    audits.write(session, by, "change role", person.name, old={"role": person.role}, new={"role": role}, now=now)
    return salespeople.get(session, by, person_id)


def block(session: Session, by: Member, person_id: int, blocked: bool, now: datetime) -> Person:
    """Block somebody as a salesperson, or lift that: who is blocked is not offered, and owns nothing new (F076).

    Raises NotFound, and SetupChanged when it is so already.
    """
    person = _held(session, by, person_id)
    if person.blocked == blocked:
        raise SetupChanged(person.name)
    _write(session, by, person, blocked=blocked)
    new = {"blocked": blocked}
    audits.write(session, by, "block person" if blocked else "unblock person", person.name, new=new, now=now)
    return salespeople.get(session, by, person_id)


def remove(session: Session, by: Member, person_id: int, now: datetime) -> Person:
    """Take somebody out of Stagepost and of their teams; what they did stays (domain.md F076).

    Raises NotFound, LastAdmin, HoldsWork while opportunities that are not closed or open tasks are theirs,
    SetupChanged when they are out already.
    """
    person = _held(session, by, person_id)
    if person.removed:
        raise SetupChanged(person.name)
    _must_leave_an_admin(session, by, person)
    key = {"workspace": by.workspace_id, "person": person_id}
    opportunities, todo = int(session.value(_OPEN, **key)), int(session.value(_TASKS, **key))
    if opportunities or todo:
        raise HoldsWork(person.name, person.slack_id, opportunities, todo)
    session.change(_LEAVE, **key)
    _write(session, by, person, removed=True)
    audits.write(session, by, "remove person", person.name, old={"role": person.role}, now=now)
    return salespeople.get(session, by, person_id)


def bring_back(session: Session, by: Member, person_id: int, now: datetime) -> Person:
    """Let somebody who was taken out come back, with the role they had. Raises NotFound, SetupChanged."""
    person = _held(session, by, person_id)
    if not person.removed:
        raise SetupChanged(person.name)
    _write(session, by, person, removed=False)
    audits.write(session, by, "bring back person", person.name, new={"role": person.role}, now=now)
    return salespeople.get(session, by, person_id)


def _held(session: Session, by: Member, person_id: int) -> Person:
    by.must("setup")
    workspaces.hold(session, by)
    now_is = people.get(session, by.workspace_id, by.id)
    if now_is is None:
        raise NotFound("person")
    now_is.must("setup")
    return salespeople.get(session, by, person_id)


def _must_leave_an_admin(session: Session, by: Member, person: Person) -> None:
    others = set(people.admins(session, by.workspace_id)) - {person.slack_id}
    if person.role is Role.ADMIN and not others:
        raise LastAdmin(person.name)


def _write(session: Session, by: Member, person: Person, **new: Any) -> None:
    mine = (_p.workspace_id == by.workspace_id) & (_p.id == person.id)
    session.change(update(table).where(mine).values(**new, version=_p.version + 1))
