"""Who would have been told on a past morning what concerns somebody: they themselves, or who covered for them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from store import absences, people, worktime
from store.absences import Absence
from store.rights import Member
from store.rules.worktime import Worktime, is_working_day
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody of a workspace as they are and work now, and who was away on some day of the week."""

    members: dict[int, Member]
    lives: dict[int, Worktime]
    absences: dict[int, list[Absence]]

    def of(self, person_id: int, day: date) -> int | None:
        """Who is told that morning what concerns a person; nobody who is away or does not work."""
        away = self._away(person_id, day)
        reader = self._cover(away, day) if away else person_id
        return reader if reader is not None and is_working_day(day, self.lives[reader]) else None

    def _away(self, person_id: int, day: date) -> Absence | None:
        return next((one for one in self.absences.get(person_id, ()) if one.from_on <= day <= one.until_on), None)

    def _cover(self, away: Absence, day: date) -> int | None:
        cover = self.members.get(away.cover_id or 0)
        return cover.id if cover and absences.fits(cover) and not self._away(cover.id, day) else None


def read(session: Session, workspace_id: int, since: date, until: date) -> Readers:
    """Everybody, and the absences of these days, both included."""
    members = {one.id: one for one in people.every(session, workspace_id)}
    away: dict[int, list[Absence]] = defaultdict(list)
    for one in absences.of_all(session, workspace_id, since, until):
        away[one.person_id].append(one)
    return Readers(members, worktime.every(session, workspace_id), away)
