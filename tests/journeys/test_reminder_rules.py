"""Managers and admins set the rules of reminders that hold for everybody."""

from bot.sandbox import people
from store.models.workspaces import people as table
from store.rules.words import Role
from tests.journeys import selling
from tests.journeys.running import Running


def test_the_rules_are_seen_and_changed_in_a_form(fresh: Running) -> None:
    ada = fresh.ada
    selling.install(ada)
    ada.command("/opp setup")
    ada.sees("Public holidays of Switzerland")
    ada.click("Reminders")
    ada.sees(
        "Everybody’s reminders",
        "Days without activity\n14",
        "Maximum days at a stage\n14",
        "as each one’s time zone says",
    )
    ada.click("Edit")
    ada.opens("Everybody’s reminders")
    ada.fill("Days without activity", "0")
    ada.fill("Days not started", "x")
    ada.fill("Other messages a day", "21")
    with fresh.nothing_stored():
        ada.submit("Save")
    assert ada.errors() == {
        "Days without activity": "This must be a whole number from 1 to 999.",
        "Days not started": "This must be a whole number from 1 to 999.",
        "Other messages a day": "This must be a whole number from 0 to 20.",
    }
    ada.fill("Days without activity", "10")
    ada.fill("Days not started", "5")
    ada.fill("Other messages a day", "0")
    ada.fill("Reminders", ["Task due or overdue", "Longer at a stage than planned"])
    ada.fill("Public holidays of", "Germany", typing="germ")
    ada.waits(lambda: "BY · Bayern" in ada.suggestions("Canton or region", "bay"))
    ada.fill("Canton or region", "BY · Bayern", typing="bay")
    ada.submit("Save")
    ada.sees("The rules of reminders are saved.", "Days without activity\n10", "Germany, BY · Bayern")
    fresh.ana.command("/opp settings")
    fresh.ana.sees("Germany, BY · Bayern", "Switched off for everybody: Closing date due or passed")


def test_a_manager_may_and_a_salesperson_may_not(fresh: Running) -> None:
    ada, ana = fresh.ada, fresh.ana
    selling.install(ada)
    ana.command("/opp help")
    with fresh.nothing_stored():
        ana.command("/opp setup reminders")
        ana.sees("Your role does not allow this: it needs the role manager.")
    ada.command("/opp person @ana")
    ada.fill("Role", "manager")
    ada.sees("has the role manager now.")
    ana.command("/opp settings")
    ana.click("Everybody’s reminders")
    ana.sees("Days without activity\n14")
    ana.click("Edit")
    ana.opens("Everybody’s reminders")
    ada.command("/opp setup reminders")
    ada.click("Edit")
    ada.fill("Days without activity", "9")
    ada.submit("Save")
    ada.sees("The rules of reminders are saved.")
    ana.submit("Save")
    assert list(ana.errors().values()) == [
        "The workspace’s rules have been changed meanwhile. Open them again to see how they are."
    ]


def test_rules_are_tried_out_on_last_week_and_change_nothing(fresh: Running) -> None:
    ada = fresh.ada
    selling.install(ada)
    ada.command("/opp setup reminders")
    ada.click("Replay last week")
    ada.opens("Replay last week")
    ada.fill("Days without activity", "0")
    ada.submit("Replay")
    assert ada.errors() == {"Days without activity": "This must be a whole number from 1 to 999."}
    ada.fill("Days without activity", "3")
    with fresh.nothing_stored():
        ada.submit("Replay")
        ada.sees("Last week’s reminders, replayed", "With these rules: 0 messages", "With the rules as they are: 0")


def test_a_morning_to_come_is_previewed_and_nobody_is_told(fresh: Running) -> None:
    ada = fresh.ada
    selling.install(ada)
    number = selling.create(fresh.ana)
    ada.go("Stagepost")
    ada.command("/opp setup reminders")
    ada.click("Preview")
    ada.opens("Preview reminders", "Only you see it")
    assert ada.value("Day") == fresh.today(1)
    ada.fill("Day", "")
    ada.submit("Preview")
    assert list(ada.errors()) == ["Day"]
    ada.fill("Day", "2026-01-20")
    ada.fill("Days without activity", "15")
    with fresh.nothing_stored():
        ada.submit("Preview")
        ada.sees("A preview of the reminders of Tue, 20 Jan 2026", "as if nothing were done until then")
    ada.sees("Ana Keller", f"{number} · Longer at a stage than planned", f"{number} · No activity for some days")
    ada.click("Preview")
    ada.opens("Preview reminders")
    ada.fill("Day", "2026-01-04")
    ada.submit("Preview")
    ada.sees("With these rules: 0 messages", "as they were that morning")
    fresh.ana.go("Stagepost")
    assert not any("Your day" in one for one in fresh.ana.messages())
    assert fresh.refused == []


def test_help_names_to_a_manager_the_one_part_of_the_set_up_that_is_theirs(firm: Running) -> None:
    ada, marc = firm.ada, firm.person(people.MARC)
    marc.command("/opp help")
    assert "setup" not in marc.sees("What you can type")
    ada.command("/opp person @marc")
    with firm.bot.sessions.writing() as session:
        session.change(table.update().where(table.c.slack_id == people.MARC).values(role=Role.MANAGER))
    marc.command("/opp help")
    marc.sees("/opp setup reminders")
    ada.command("/opp help")
    assert "/opp setup reminders  when" not in ada.sees("/opp setup [cycles")
