"""An admin sets the workspace's own settings in chat, and its number series."""

import pytest
from sqlalchemy import delete

from store.models.workspaces import series
from store.sessions import Sessions
from tests.journeys import selling
from tests.journeys.running import Running


def test_an_admin_sees_and_changes_the_settings(fresh: Running) -> None:
    ada = fresh.ada
    ada.command("/opp setup")
    ada.click("Workspace")
    ada.sees("Time zone\nEurope/Zurich (UTC+1)", "Currency\nCHF · Swiss Franc", "Opportunities: none given yet")
    ada.click("Edit")
    ada.opens("Workspace")
    assert ada.suggestions("Time zone", "auckl") == ["Pacific/Auckland (UTC+13)"]
    ada.fill("Time zone", "Pacific/Auckland (UTC+13)", typing="auckl")
    ada.fill("Currency", "EUR · Euro", typing="euro")
    ada.fill("Default role", "reader")
    ada.fill("Maximum days at a stage", "many")
    ada.submit("Save")
    assert ada.errors() == {"Maximum days at a stage": "This must be a whole number from 1 to 999."}
    ada.fill("Maximum days at a stage", "21")
    ada.submit("Save")
    ada.sees("The settings are saved.", "Pacific/Auckland", "EUR · Euro", "Default role\nreader", "21")
    fresh.ana.command("/opp person")
    fresh.ana.sees("@Ana Keller · reader")
    ada.command("/opp setup template NEW")
    ada.sees("NEW is installed")
    selling.create(ada)
    ada.command("/opp setup workspace")
    ada.click("Edit")
    ada.opens("Workspace", "It stays: amounts are kept in it")
    assert "Currency" not in ada.labels()
    ada.close()


def test_without_a_number_series_creation_is_refused_with_a_hint(fresh: Running) -> None:
    """F017: the sentence names where to set it up, and an admin has the button."""
    ada = fresh.ada
    selling.install(ada)
    number = selling.create(ada)
    sessions = Sessions(fresh.database_url)
    with sessions.writing() as session:
        session.change(delete(series).where(series.c.workspace_id == 1))
    sessions.close()
    ada.command(f"/opp task {number} Call them on 2026-12-31")
    ada.sees("There is no number series “Tasks”, so nothing was created.", "/opp setup workspace")
    ada.click("Workspace")
    ada.sees("Opportunities: missing: nothing can be created without it", "[Add]")
    ada.click("Add")
    ada.opens("Number series", "Opportunities", "OP000002")
    ada.fill("Next number", "1")
    ada.submit("Save")
    assert ada.errors() == {"Next number": "Numbers only go on: the next one must be 2 or higher."}
    ada.fill("Next number", "500")
    ada.submit("Save")
    ada.sees("The number series Opportunities goes on with OP000500.", "last OP000499, next OP000500")


@pytest.mark.parametrize("line", ["setup workspace", "setup people", "setup teams", "setup codes"])
def test_the_pages_of_the_set_up_are_the_admins(firm: Running, line: str) -> None:
    """F096: a salesperson can not set up."""
    firm.ana.command(f"/opp {line}")
    firm.ana.sees("Your role does not allow this: it needs the role admin.")


def test_the_settings_read_in_french(fresh: Running) -> None:
    fresh.chloe.command("/opp aide")
    fresh.ada.command("/opp person chloé")
    fresh.ada.fill("Role", "admin")
    fresh.ada.sees("has the role admin now.")
    fresh.chloe.command("/opp configurer espace")
    fresh.chloe.sees("Fuseau horaire", "CHF · franc suisse", "Souches de numéros", "prochain OP000001")
    fresh.chloe.click("Modifier")
    fresh.chloe.opens("Espace de travail", "Rôle par défaut", "vendeur")
