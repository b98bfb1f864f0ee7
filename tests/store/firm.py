"""A firm to test with: a workspace with people, EX-LARGE, a company and somebody there; its short ways to act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import (
    cards,
    closings,
    contacts,
    cycles,
    histories,
    moves,
    opportunities,
    people,
    quotes,
    task_lists,
    tasks,
    templates,
    workspaces,
)
from store.models import metadata
from store.models.cycles import stages as stage_table
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.opportunities import First
from store.rights import Member
from store.rules.refusals import Refusal
from store.rules.words import ContactKind, Outcome, Role, Verb
from store.sessions import Session, Sessions

BEGAN = date(2026, 1, 5)  # a Monday


def at(day: date, hour: int = 9) -> datetime:
    """A moment of that day, which is the same day in the firm's zone."""
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Firm:
    """A workspace; `ana` is its admin, `ben` a salesperson."""

    sessions: Sessions
    ana: Member
    ben: Member
    cycle: cycles.Cycle
    company: contacts.Contact
    person: contacts.Contact
    names: dict[str, int] = field(default_factory=dict)

    def setup(self) -> cycles.Setup:
        """What is set up now."""
        with self.sessions.reading() as session:
            return cycles.setup(session, self.fresh(self.ana))

    def fresh(self, member: Member) -> Member:
        """The member as the database has them now."""
        with self.sessions.reading() as session:
            found = people.get(session, member.workspace_id, member.id)
        assert found is not None
        return found

    def member(self, role: Role, **more: Any) -> Member:
        """Somebody new with this role; `guest` and `active` as given."""
        slack_id = f"U{len(self.names):06d}"
        self.names[slack_id] = 1
        with self.sessions.writing() as session:
            described = people.Described(slack_id, f"{role} {slack_id}", **more)
            made = people.keep(session, self.ana.workspace_id, described, at(BEGAN))
            session.change(people_table.update().where(people_table.c.id == made.id).values(role=role))
        return self.fresh(made)

    def contact(self, name: str, kind: ContactKind = ContactKind.COMPANY, **more: Any) -> contacts.Contact:
        """A new contact."""
        with self.sessions.writing() as session:
            return contacts.create(session, self.ana, name=name, kind=kind, now=at(BEGAN), **more)

    def create(
        self, description: str = "Two pumps", *, on: date = BEGAN, by: Member | None = None,
        value: str | None = "50000", chances: str = "10", closing_on: date | None = None,
        contact: contacts.Contact | None = None, **more: Any,
    ) -> str:  # fmt: skip
        """A new opportunity of `by` (Ana); not started when `value` is None."""
        first = First(Decimal(value), Decimal(chances), closing_on or on + timedelta(days=30)) if value else None
        owner = by or self.ana
        asked = {"salesperson_id": owner.id, "cycle_id": self.cycle.id, **more}
        with self.sessions.writing() as session:
            return opportunities.create(
                session,
                owner,
                description=description,
                contact_id=(contact or self.person).id,
                first=first,
                now=at(on),
                **asked,
            )

    def move(
        self, number: str, verb: Verb, *, on: date, by: Member | None = None, seen: int | None = None, **asked: Any
    ) -> cycles.Stage:
        """A move on that day; figures as text."""
        exact = {k: Decimal(v) if v and k in ("value", "chances") else v for k, v in asked.items()}
        with self.sessions.writing() as session:
            return moves.move(session, by or self.ana, number, verb, moves.Asked(**exact), seen=seen, now=at(on))

    def close(
        self, number: str, outcome: Outcome | None, *, on: date, value: str | None = None, code: str | None = None,
        seen: int | None = None, by: Member | None = None, **asked: Any,
    ) -> closings.Closed:  # fmt: skip
        """Win or lose on that day, with the first code of the outcome unless one is named."""
        codes = self.setup().codes.values()
        key = next((c.id for c in codes if c.outcome == outcome and code in (None, c.code)), None)
        closing = closings.Closing(outcome, asked.pop("close_code_id", key), Decimal(value) if value else None, **asked)
        with self.sessions.writing() as session:
            return closings.close(session, by or self.ana, number, closing, seen=seen, now=at(on))

    def activate(
        self, number: str, value: str = "50000", chances: str = "10", *, on: date = BEGAN, by: Member | None = None
    ) -> None:
        """Put it at its first stage, closing thirty days later."""
        first = First(Decimal(value), Decimal(chances), on + timedelta(days=30))
        with self.sessions.writing() as session:
            moves.activate(session, by or self.ana, number, first, at(on))

    def tasks(self, number: str) -> list[tasks.Task]:
        """Every task of the opportunity."""
        key = self.card(number).id
        with self.sessions.reading() as session:
            return task_lists.page(session, self.ana, task_lists.Filters(opportunity_id=key), BEGAN, 0, 1000).rows

    def link(self, number: str, quote: str = "Q1", total: str = "58500", *, on: date = BEGAN) -> quotes.Quote:
        """Link a quote."""
        with self.sessions.writing() as session:
            return quotes.link(session, self.ana, number, quote=quote, total=Decimal(total), quoted_on=on, now=at(on))

    def card(self, number: str) -> cards.Card:
        """The card as Ana sees it."""
        with self.sessions.reading() as session:
            return cards.card(session, self.ana, number)

    def history(self, number: str) -> list[histories.Entry]:
        """The whole history, oldest first."""
        key = self.card(number).id
        with self.sessions.reading() as session:
            return histories.of_opportunity(session, self.ana, key, 0, 1000)[::-1]

    def set_up(self, stage: int | None, /, **values: Any) -> None:
        """Change how one stage of the cycle is set up, or all of them."""
        mine = (stage_table.c.cycle_id == self.cycle.id) & (stage_table.c.workspace_id == self.ana.workspace_id)
        chosen = mine if stage is None else mine & (stage_table.c.stage == stage)
        with self.sessions.writing() as session:
            assert session.change(stage_table.update().where(chosen).values(**values))
            workspaces.setup_changed(session, self.ana)
        self.ana, self.ben = self.fresh(self.ana), self.fresh(self.ben)


def everything(sessions: Sessions) -> dict[str, list[str]]:
    """Every row of every table."""
    with sessions.reading() as session:
        return {t.name: sorted(map(repr, session.connection.execute(t.select()))) for t in metadata.sorted_tables}


@contextmanager
def refused(firm: Firm, refusal: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Any]]:
    """The block is refused with exactly this type, and leaves nothing stored."""
    before = everything(firm.sessions)
    with pytest.raises(Refusal) as raised:
        yield raised
    assert type(raised.value) is refusal, raised.value
    assert everything(firm.sessions) == before


def unlink(session: Session, by: Member, number: str, now: datetime) -> quotes.Quote:
    """Take the quote off that is linked now; where there is none, what is refused then."""
    linked = quotes.of_opportunity(session, by, cards.card(session, by, number).id)
    seen, version = (linked.number, linked.version) if linked else ("", 0)
    return quotes.unlink(session, by, number, quote=seen, version=version, now=now)


def founded(sessions: Sessions, team: str = "T1", *, date_formulas: bool = False, prefix: str = "") -> Firm:
    """A firm in a workspace of its own, with the date formulas of its stages empty unless asked for."""
    with sessions.writing() as session:
        made = _workspace(session, team)
        ana, ben = (
            people.keep(session, made.id, people.Described(f"U{team}{name}", name, owner_or_admin=admin), at(BEGAN))
            for name, admin in (("Ana", True), ("Ben", False))
        )
        cycle = templates.install(session, ana, "EX-LARGE", str, at(BEGAN))
        company = contacts.create(
            session, ana, name=f"{prefix}Müller Maschinen AG", kind=ContactKind.COMPANY, now=at(BEGAN)
        )
        person = contacts.create(
            session,
            ana,
            name=f"{prefix}Zoë Kägi",
            kind=ContactKind.PERSON,
            company_id=company.id,
            now=at(BEGAN),
        )
    firm = Firm(sessions, ana, ben, cycle, company, person)
    if not date_formulas:
        firm.set_up(None, date_formula="")
    firm.ana, firm.ben = firm.fresh(ana), firm.fresh(ben)
    firm.cycle = replace(firm.setup().cycles[cycle.id])
    return firm


def _workspace(session: Session, team: str) -> workspaces.Workspace:
    made = workspaces.create(
        session,
        team_id=team,
        enterprise_id="",
        name=f"Firm of {team}",
        bot_user_id=f"B{team}",
        language="en",
        timezone="Europe/Zurich",
        currency="CHF",
        now=at(BEGAN),
    )
    assert session.value(workspace_table.select().where(workspace_table.c.id == made.id)) == made.id
    return made
