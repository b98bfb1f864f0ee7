"""Who may do what (product.md, Who; decisions 42, F057, F058, F073, F076), and what admins decide about people."""

from tests.store.twin.parts import ADMIN, MANAGER, READER, SALESPERSON, Books, Person, Team, demand


class People(Books):
    """Rights, roles and teams."""

    def must(self, by: Person, role: int, *, new: bool = False) -> None:
        """Their role reaches; who is blocked sells nothing, and owns nothing new."""
        mute = by.blocked and (new or by.role == SALESPERSON)
        demand(by.here, (READER if mute else by.role) >= role)

    def manages(self, by: Person, owner: Person) -> bool:
        """An admin everybody, a manager those of their teams and of none."""
        if by.role != MANAGER:
            return by.role == ADMIN
        theirs = [team for team in self.teams.values() if owner in team.members]
        return not theirs or any(by in team.managers for team in theirs)

    def reach(self, by: Person, owner: Person, role: int = SALESPERSON, *, others: bool = False) -> None:
        """What is somebody else's takes their manager: always (`others`), or where the workspace wants it so."""
        self.must(by, role)
        if others or self.owner_only:
            demand(by is owner or self.manages(by, owner))

    def offered(self, person: Person) -> None:
        """Somebody who may own something new."""
        self.must(person, SALESPERSON, new=True)

    def _admins(self) -> set[Person]:
        return {person for person in self.people.values() if person.here and person.role == ADMIN}

    def give_role(self, by: Person, person: Person, role: int) -> None:
        """Never from the last admin."""
        self.must(by, ADMIN)
        demand(role == ADMIN or person.role != ADMIN or self._admins() - {person})
        person.role = role

    def block(self, by: Person, person: Person, blocked: bool) -> None:
        """As a salesperson, or lift it."""
        self.must(by, ADMIN)
        demand(person.blocked != blocked)
        person.blocked = blocked

    def take_out(self, by: Person, person: Person) -> None:
        """Only who has nothing open, and not the last admin."""
        self.must(by, ADMIN)
        demand(not person.removed, person.role != ADMIN or self._admins() - {person})
        demand(not any(deal.owner is person and not deal.closed for deal in self.deals.values()))
        demand(not any(task.owner is person and task.open for task in self.tasks.values()))
        person.removed = True
        for team in self.teams.values():
            team.members.discard(person)
            team.managers.discard(person)

    def bring_back(self, by: Person, person: Person) -> None:
        """With the role they had."""
        self.must(by, ADMIN)
        demand(person.removed)
        person.removed = False

    def team(self, by: Person, former: str | None, name: str, members: set[Person], managers: set[Person]) -> None:
        """Make a team, or change the `former` one."""
        self.must(by, ADMIN)
        demand(name == former or name not in self.teams)
        demand(*(one.here for one in members | managers), *(one.role >= MANAGER for one in managers))
        self.teams.pop(former or name, None)
        self.teams[name] = Team(members | managers, managers)

    def disband(self, by: Person, name: str) -> None:
        """Delete a team; the people stay."""
        self.must(by, ADMIN)
        demand(name in self.teams)
        del self.teams[name]

    def keep_to_owners(self, by: Person, owner_only: bool) -> None:
        """Decision 42."""
        self.must(by, ADMIN)
        self.owner_only = owner_only
