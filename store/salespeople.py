"""People as admins and colleagues see them: role, teams, and what they have in hand (domain.md A.8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from store.models.columns import Key
from store.models.functions import exact_sum
from store.models.opportunities import entries, opportunities, tasks
from store.models.teams import team_members, teams
from store.models.workspaces import people
from store.rights import Member
from store.rules import text
from store.rules.refusals import NotFound
from store.rules.words import Role, Status
from store.sessions import Session, columns

PAGE = 8
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace, whatever they may do."""

    id: int
    slack_id: str
    name: str
    role: Role
    guest: bool
    active: bool
    blocked: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in the list, with their teams."""

    person: Person
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Those from `start` on, by name; how many there are in all."""

    rows: list[Listed]
    start: int
    total: int


@dataclass(frozen=True, slots=True)
class Sum:
    """How many opportunities, what they are worth, what that weighs."""

    count: int = 0
    value: Decimal = ZERO
    weighted: Decimal = ZERO

    def __add__(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.count + other.count, self.value + other.value, self.weighted + other.weighted)


@dataclass(frozen=True, slots=True)
class Card:
    """A person with what they have in hand; `everything` includes what is closed (decision 16)."""

    person: Person
    teams: tuple[str, ...]
    open: Sum
    everything: Sum
    tasks: int
    next_task_on: date | None


_p, _o, _e, _t = people.c, opportunities.c, entries.c, tasks.c
_EVERYBODY = select(*columns(Person, people)).where(_p.workspace_id == bindparam("workspace"))
_BY_ID = _EVERYBODY.where(_p.id == bindparam("person", type_=Key))
_BY_SLACK = _EVERYBODY.where(_p.slack_id == bindparam("slack"))
_TEAMS = (
    select(team_members.c.person_id, teams.c.name)
    .join_from(
        team_members,
        teams,
        (teams.c.workspace_id == team_members.c.workspace_id) & (teams.c.id == team_members.c.team_id),
    )
    .where(team_members.c.workspace_id == bindparam("workspace"))
    .order_by(teams.c.folded)
)
_SUMS = (
    select(_o.status, func.count(), exact_sum(_e.value), exact_sum(_e.weighted))
    .select_from(opportunities.outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active))
    .where(_o.workspace_id == bindparam("workspace"), _o.salesperson_id == bindparam("person", type_=Key))
    .group_by(_o.status)
)
_TASKS = select(func.count(), func.min(_t.due_on)).where(
    _t.workspace_id == bindparam("workspace"), _t.salesperson_id == bindparam("person", type_=Key), _t.open
)


def listed(session: Session, by: Member, typed: str = "", start: int = 0) -> Page:
    """The people whose name has every word that was typed, by name; those taken out only when searched for."""
    by.must("setup")
    words = text.folded(typed).split()
    everybody = session.all(Person, _EVERYBODY, workspace=by.workspace_id)
    fitting = [p for p in everybody if (words or not p.removed) and all(w in text.folded(p.name) for w in words)]
    fitting.sort(key=lambda p: (text.folded(p.name), p.id))
    named = _teams(session, by)
    shown = fitting[start : start + PAGE]
    return Page([Listed(person, tuple(named[person.id])) for person in shown], start, len(fitting))


def _teams(session: Session, by: Member) -> dict[int, list[str]]:
    named: dict[int, list[str]] = defaultdict(list)
    for person_id, name in session.connection.execute(_TEAMS, {"workspace": by.workspace_id}):
        named[person_id].append(name)
    return named


def card(session: Session, by: Member, slack_id: str) -> Card:
    """The person with this Slack id and what they have in hand. Raises NotFound."""
    by.must("see")
    person = session.one(Person, _BY_SLACK, workspace=by.workspace_id, slack=slack_id)
    if person is None:
        raise NotFound("person", slack_id)
    key = {"workspace": by.workspace_id, "person": person.id}
    sums = {
        status: Sum(count, value or ZERO, weighted or ZERO)
        for status, count, value, weighted in session.connection.execute(_SUMS, key)
    }
    todo = session.row(_TASKS, **key) or (0, None)
    unfinished = (s for status, s in sums.items() if not Status(status).closed)
    everything = sum(sums.values(), Sum())
    return Card(person, tuple(_teams(session, by)[person.id]), sum(unfinished, Sum()), everything, *todo)


def named(session: Session, by: Member, typed: str) -> str:
    """The Slack id of the only person whose name has every word that was typed. Raises NotFound."""
    by.must("see")
    words = text.folded(typed).split()
    everybody = session.all(Person, _EVERYBODY, workspace=by.workspace_id)
    fitting = [p.slack_id for p in everybody if words and all(w in text.folded(p.name).split() for w in words)]
    if len(fitting) != 1:
        raise NotFound("person", typed)
    return fitting[0]


def get(session: Session, by: Member, person_id: int) -> Person:
    """The person with this key. Raises NotFound."""
    by.must("setup")
    found = session.one(Person, _BY_ID, workspace=by.workspace_id, person=person_id)
    if found is None:
        raise NotFound("person")
    return found
