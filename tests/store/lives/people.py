"""What admins decide about people, teams and the policy; what Slack says of people."""

from dataclasses import asdict

from hypothesis import strategies as st

from store import memberships, people, team_changes, workspace_settings
from store.rights import Member
from store.rules.words import Role
from store.sessions import Session
from tests.store.lives.contacts import Contacts
from tests.store.twin.parts import ADMIN, MANAGER, Person

TEAMS = ("North", "South")


class People(Contacts):
    """Who may do it."""

    def people(self, data: st.DataObject) -> None:
        """One of these changes."""
        self.change(
            data, (self._give_role, True), (self._block, True), (self._take_out_or_bring_back, True),
            (self._slack_says, True), (self._keep_to_owners, True), (self._change_team, True),
            (self._disband, self.twin.teams),
        )  # fmt: skip

    def _give_role(self, data: st.DataObject) -> None:
        by, person, role = (
            self.by(data),
            self.one(data, [], self.twin.people.values()),
            data.draw(st.sampled_from(Role)),
        )
        was = list(Role)[person.role]
        self.both(
            "give role", by,
            lambda: self.twin.give_role(by, person, role.rank),
            lambda s, m: memberships.give_role(s, m, person.key, role, seen=was, now=self.twin.now),
        )  # fmt: skip

    def _block(self, data: st.DataObject) -> None:
        """As a salesperson; who is, mostly not any more."""
        by, person = self.by(data), self.one(data, [], self.twin.people.values())
        blocked = data.draw(st.sampled_from([not person.blocked] * 3 + [person.blocked]))
        self.both(
            "block person", by,
            lambda: self.twin.block(by, person, blocked),
            lambda s, m: memberships.block(s, m, person.key, blocked, self.twin.now),
        )  # fmt: skip

    def _take_out_or_bring_back(self, data: st.DataObject) -> None:
        """Somebody who has nothing open; who is out comes back."""
        by, out = self.by(data), [each for each in self.twin.people.values() if each.removed]
        busy = {deal.owner for deal in self.twin.deals.values() if not deal.closed}
        person = self.one(
            data, [each for each in self.twin.people.values() if each not in busy], self.twin.people.values()
        )
        if person in out:
            self.both(
                "bring back", by,
                lambda: self.twin.bring_back(by, person),
                lambda s, m: memberships.bring_back(s, m, person.key, self.twin.now),
            )  # fmt: skip
        else:
            self.both(
                "take out", by,
                lambda: self.twin.take_out(by, person),
                lambda s, m: memberships.remove(s, m, person.key, self.twin.now),
            )  # fmt: skip

    def _slack_says(self, data: st.DataObject) -> None:
        """Somebody was deactivated, or is a guest now, or is back: nobody's write. Of no admin: one has to stay."""
        active, guest = data.draw(st.sampled_from([(True, False), (False, False), (True, True)]))
        person = self.one(data, [each for each in self.twin.people.values() if each.role != ADMIN])
        told = people.Described(person.slack, person.slack, active=active, guest=guest)
        with self.sessions.writing() as session:
            people.keep(session, self.firm.ana.workspace_id, told, self.twin.now)
        person.active, person.guest, self.state = active, guest, None

    def _change_team(self, data: st.DataObject) -> None:
        """Make one, or give it other people and another name."""
        name = data.draw(st.sampled_from(TEAMS))
        by, former = self.by(data), data.draw(st.sampled_from([None, *self.twin.teams]))
        here = [each for each in self.twin.people.values() if each.here]
        members = {self.one(data, here, self.twin.people.values()) for _ in range(data.draw(st.integers(0, 3)))}
        bosses = [each for each in here if each.role >= MANAGER]
        managers = {self.one(data, bosses, self.twin.people.values())} if bosses and data.draw(st.booleans()) else set()
        wanted = team_changes.Wanted(name, _slack(members), _slack(managers))
        self.both(
            "change team", by,
            lambda: self.twin.team(by, former, name, members, managers),
            lambda s, m: self._team(s, m, former, wanted),
        )  # fmt: skip

    def _team(self, session: Session, by: Member, former: str | None, wanted: team_changes.Wanted) -> None:
        if former is None:
            team_changes.create(session, by, wanted, self.twin.now)
        else:
            team = _named(session, by, former)
            team_changes.change(session, by, team.id, wanted, seen=team.version, now=self.twin.now)

    def _disband(self, data: st.DataObject) -> None:
        """Delete a team."""
        by, name = self.by(data), data.draw(st.sampled_from(TEAMS))
        self.both(
            "disband", by,
            lambda: self.twin.disband(by, name),
            lambda s, m: team_changes.remove(
                s, m, _named(s, m, name).id, seen=_named(s, m, name).version, now=self.twin.now
            ),
        )  # fmt: skip

    def _keep_to_owners(self, data: st.DataObject) -> None:
        """Decision 42."""
        by, owner_only = self.by(data), data.draw(st.booleans())
        self.both(
            "policy", by,
            lambda: self.twin.keep_to_owners(by, owner_only),
            lambda s, m: self._policy(s, m, owner_only),
        )  # fmt: skip

    def _policy(self, session: Session, by: Member, owner_only: bool) -> None:
        kept = workspace_settings.get(session, by)
        wanted = workspace_settings.Wanted(**asdict(kept.settings) | {"owner_only": owner_only})
        workspace_settings.change(session, by, wanted, seen=kept.version, now=self.twin.now)


def _slack(these: set[Person]) -> tuple[str, ...]:
    return tuple(sorted(person.slack for person in these))


def _named(session: Session, by: Member, name: str) -> team_changes.Team:
    none = team_changes.Team(0, name, 1)
    return next((team for team in team_changes.every(session, by) if team.name == name), none)
