"""Migrations: the same as the models, harmless to repeat, and run by one of many who start together."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from store import schema, search, team_changes, trigrams
from store.models import metadata
from store.models.teams import teams
from store.rules.refusals import AlreadyThere
from store.sessions import Sessions
from tests.machine.server import Server
from tests.store.firm import BEGAN, Firm, at, everything, refused


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A database nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgresql_server")
    with server.database() as name:
        yield server.url(name)


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Everything but the trigram index, which is there or not."""
    return not (kind in ("table", "index") and (name or "").startswith(trigrams.PREFIX))


def test_the_migrated_database_is_what_the_models_say(sessions: Sessions) -> None:
    with sessions.reading() as session:
        context = MigrationContext.configure(session.connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_database_that_nobody_migrated_is_not_current_and_a_migrated_one_is(empty_url: str) -> None:
    sessions = Sessions(empty_url)
    assert not schema.is_current(sessions)
    schema.migrate(empty_url)
    assert schema.is_current(sessions)
    sessions.close()


def test_the_schema_that_a_start_asks_for_is_the_newest_migration() -> None:
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


def test_migrating_again_changes_nothing(firm: Firm, database_url: str) -> None:
    firm.create()
    before = everything(firm.sessions)
    schema.migrate(database_url)
    assert everything(firm.sessions) == before and schema.is_current(firm.sessions)


def test_many_who_start_together_migrate_once(empty_url: str) -> None:
    program = "import sys; from store.schema import migrate; migrate(sys.argv[1])"
    starting = [
        subprocess.Popen([sys.executable, "-c", program, empty_url], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[1] for process in starting] == [""] * 3
    sessions = Sessions(empty_url)
    assert schema.is_current(sessions)
    assert not any(everything(sessions).values())
    sessions.close()


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty_url: str) -> None:
    sessions = Sessions(empty_url)
    with sessions.writing() as session:  # in the way of a late migration
        session.connection.execute(text("CREATE TABLE feeds (id INTEGER)"))
    with pytest.raises(DBAPIError):
        schema.migrate(empty_url)
    with sessions.reading() as session:
        assert inspect(session.connection).get_table_names() == ["feeds"]
    with sessions.writing() as session:
        session.connection.execute(text("DROP TABLE feeds"))
    schema.migrate(empty_url)
    assert schema.is_current(sessions)
    sessions.close()


def test_every_migration_can_be_taken_back_and_done_again_with_data(firm: Firm, database_url: str) -> None:
    number = firm.create("Pümpe")
    with firm.sessions.writing() as session:
        for statement in (
            ["DROP INDEX IF EXISTS trigrams_contacts", "DROP INDEX IF EXISTS trigrams_opportunities"]
            if session.dialect == "postgresql"
            else [
                *(f"DROP TRIGGER IF EXISTS trigrams_contacts_{event}" for event in ("insert", "update", "delete")),
                "DROP TABLE IF EXISTS trigrams_contacts",
            ]
        ):
            session.connection.execute(text(statement))
        command.downgrade(schema._config(session.connection), "0001")
    schema.migrate(database_url)
    assert firm.card(number).description == "Pümpe" and schema.is_current(firm.sessions)

    with firm.sessions.reading() as session:
        assert [hit.number for hit in search.opportunities(session, firm.ana, "pumpe")] == [number]


def test_teams_that_were_kept_by_letters_and_figures_are_told_apart_by_signs_too(firm: Firm, database_url: str) -> None:
    with firm.sessions.writing() as session:
        command.downgrade(schema._config(session.connection), "0011")
        session.add(teams, workspace_id=firm.ana.workspace_id, name="Nörd & Süd", folded="nord sud")
    schema.migrate(database_url)
    with firm.sessions.writing() as session:
        team_changes.create(session, firm.ana, team_changes.Wanted("Nord Sud"), at(BEGAN))
    with refused(firm, AlreadyThere), firm.sessions.writing() as session:
        team_changes.create(session, firm.ana, team_changes.Wanted("NORD & SÜD"), at(BEGAN))


def test_every_table_but_workspaces_has_its_workspace(sessions: Sessions) -> None:
    without = [t.name for t in metadata.sorted_tables if "workspace_id" not in t.c]
    assert without == ["workspaces"]
    with sessions.reading() as session:
        found = set(inspect(session.connection).get_table_names())
    assert {t.name for t in metadata.sorted_tables} <= found


def test_references_between_rows_can_not_leave_the_workspace() -> None:
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name != "workspaces":
                assert "workspace_id" in key.column_keys, f"{table.name} {key.column_keys}"
