"""Large workspaces: type-ahead over 100,000 contacts; list and card at 10^5 opportunities beside 10^4."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text

from store import cards, listings, schema, search
from store.filters import Filters
from store.models.contacts import contacts
from store.models.opportunities import entries, opportunities
from store.rules import text as rules_text
from store.rules.words import Action, ContactKind, Priority, Status
from store.sessions import Session, Sessions
from tests.machine.server import Server
from tests.store.firm import Firm, founded

CONTACTS, OWN, BATCH, ROUNDS = 100_000, 200, 5_000, 40
SIZES = (10_000, 100_000)
TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = ("Anna", "Luca", "Zoë", "Marc", "Chloé", "Jürg", "Sofia", "Élodie", "Beat", "Reto", "Urs", "Nina", "Ivo", "Lea")
LAST = ("Müller", "Meier", "Schmid", "Keller", "Weber", "Huber", "Rossi", "Favre", "Bernasconi", "Kägi", "Brunner")
TRADE = ("Maschinen", "Bau", "Pumpen", "Logistik", "Pharma", "Immobilien", "Treuhand", "Elektro", "Garten", "Medizin")
FORM = ("AG", "GmbH", "SA", "Sàrl", "& Söhne", "Holding")


def measure(database: str, urls: dict[int, str]) -> None:
    """Fill a database a size, and print what looking into it takes."""
    figures: dict[str, dict[int, list[float]]] = {}
    for size, url in urls.items():
        firm = _filled(url, size)
        for name, look in _looks(firm, size).items():
            figures.setdefault(name, {})[size] = sorted(_timed(firm.sessions, look))
        firm.sessions.close()
    _report(database, figures)


@contextmanager
def databases(folder: str, server: Server) -> Iterator[dict[str, dict[int, str]]]:
    """Where each size goes, on either database."""
    sqlite = {size: f"sqlite:///{Path(folder) / f'{size}.db'}" for size in SIZES}
    with server.database() as small, server.database() as large:
        yield {"sqlite": sqlite, "postgresql": dict(zip(SIZES, map(server.url, (small, large)), strict=True))}


def _filled(url: str, size: int) -> Firm:
    print(f"filling {size:,} opportunities of {CONTACTS:,} contacts: {url.split(':')[0]} …", flush=True)
    schema.migrate(url)
    firm = founded(Sessions(url))
    dice = random.Random(7)  # noqa: S311 - the same names in every run
    for start in range(0, CONTACTS, BATCH):
        _store(firm, contacts, [_contact(firm, start + n, dice) for n in range(BATCH)])
    with firm.sessions.reading() as session:
        first = int(session.value(text("SELECT min(id) FROM contacts WHERE number LIKE 'CT1%'")))
    for start in range(0, size, BATCH):
        numbers = range(start, start + BATCH)
        _store(firm, opportunities, [_opportunity(firm, n, first + n % CONTACTS, dice) for n in numbers])
    with firm.sessions.reading() as session:
        keys = {number: key for key, number in session.connection.execute(text("SELECT id, number FROM opportunities"))}
    for start in range(0, size, BATCH):
        _store(firm, entries, [_entry(firm, keys[_number(n)], n, first) for n in range(start, start + BATCH)])
    if url.startswith("postgresql"):  # whose autovacuum would have done so by then; SQLite is not asked to
        with firm.sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))  # the service's own is for people's questions
            connection.execute(text("VACUUM ANALYZE"))
    return firm


def _store(firm: Firm, table: Any, rows: list[dict[str, Any]]) -> None:
    with firm.sessions.writing() as session:
        session.add_all(table, rows)


def _contact(firm: Firm, n: int, dice: random.Random) -> dict[str, Any]:
    company = n % 4 == 0
    words = (dice.choice(LAST), dice.choice(TRADE), dice.choice(FORM)) if company else map(dice.choice, (FIRST, LAST))
    name = f"{' '.join(words)} {n}"
    return {
        "workspace_id": firm.ana.workspace_id,
        "number": f"CT1{n:06d}",
        "kind": ContactKind.COMPANY if company else ContactKind.PERSON,
        "name": name,
        "folded": rules_text.folded(name),
        "salesperson_id": firm.ana.id,
        "created_at": NOW,
    }


def _number(n: int) -> str:
    return f"OP{n + 1:06d}"


def _opportunity(firm: Firm, n: int, contact_id: int, dice: random.Random) -> dict[str, Any]:
    described = f"{dice.choice(TRADE)} for {dice.choice(LAST)}"
    return {
        "workspace_id": firm.ana.workspace_id,
        "number": _number(n),
        "description": described,
        "folded": rules_text.folded(f"{described} {_number(n)}"),
        "contact_id": contact_id,
        "salesperson_id": firm.ben.id if n < OWN else firm.ana.id,
        "cycle_id": firm.cycle.id,
        "status": Status.IN_PROGRESS if n % 3 else Status.LOST,
        "priority": Priority.NORMAL,
        "closed_on": None if n % 3 else TODAY,
        "closing_on": TODAY + timedelta(days=n % 200 - 20),
        "created_on": TODAY - timedelta(days=n % 900),
        "created_by": firm.ana.id,
        "created_at": NOW,
    }


def _entry(firm: Firm, key: int, n: int, contact_id: int) -> dict[str, Any]:
    stage, lost = n % 5 + 1, n % 3 == 0
    day = TODAY - timedelta(days=n % 60)
    return {
        "workspace_id": firm.ana.workspace_id, "opportunity_id": key, "no": 1, "active": True,
        "action": Action.LOST if lost else Action.FIRST, "cycle_id": firm.cycle.id, "contact_id": contact_id,
        "salesperson_id": firm.ana.id, "stage": 0 if lost else stage, "stage_description": f"Stage {stage}",
        "previous_stage": 0, "changed_on": day, "stay_no": 1, "stay_on": day, "value": Decimal(n + 1),
        "chances": Decimal(25), "completed": Decimal(35), "probability": Decimal("8.75"),
        "weighted": Decimal(n + 1) * Decimal("0.0875"), "closing_on": TODAY + timedelta(days=n % 200 - 20),
        "person_id": firm.ana.id, "at": NOW,
    }  # fmt: skip


def _looks(firm: Firm, size: int) -> dict[str, Callable[[Session], Any]]:
    """What is looked for, a little different each time."""
    dice = random.Random(11)  # noqa: S311 - the same questions of both sizes

    def typed() -> str:
        name = rules_text.folded(f"{dice.choice(FIRST)} {dice.choice(LAST)} {dice.choice(TRADE)}")
        at = dice.randrange(3, len(name))
        one_wrong = name[: at - 1] + dice.choice("aeio") + name[at:]
        return dice.choice([name[:at], name.split()[1][:3], f"{name.split()[1]} {dice.randrange(CONTACTS)}", one_wrong])

    def number() -> str:
        return _number(dice.randrange(size))

    going = (Status.NOT_STARTED, Status.IN_PROGRESS)
    own, every = Filters(salesperson_id=firm.ben.id, statuses=going), Filters(statuses=going)
    return {
        "type-ahead": lambda s: search.contacts(s, firm.ana, typed()),
        "card": lambda s: cards.show(s, firm.ana, number()),
        "list mine": lambda s: listings.opportunities(s, firm.ben, own, TODAY),
        "list all": lambda s: listings.opportunities(s, firm.ana, every, TODAY),
    }


def _timed(sessions: Sessions, look: Callable[[Session], Any]) -> Iterator[float]:
    """Milliseconds a look, the first ones left out."""
    for nth in range(ROUNDS * 5 + 5):
        with sessions.reading() as session:
            began = time.perf_counter()
            look(session)
            took = (time.perf_counter() - began) * 1000
        if nth >= 5:
            yield took


def _report(database: str, figures: dict[str, dict[int, list[float]]]) -> None:
    small, large = SIZES
    print(f"\n{database}, {CONTACTS:,} contacts; milliseconds in one process: median and 95th percentile")
    print(f"{'':12}{f'{small:,}':>16}{f'{large:,}':>16}{'ratio':>8}{'goal':>8}")
    for name, sizes in figures.items():
        shown = [f"{median(times):8.2f}{times[int(len(times) * 0.95)]:8.2f}" for times in sizes.values()]
        ratio = median(sizes[large]) / median(sizes[small])
        goal = "30 ms" if name == "type-ahead" else "1.3"
        print(f"{name:12}{''.join(shown)}{ratio:8.2f}{goal:>8}", flush=True)
