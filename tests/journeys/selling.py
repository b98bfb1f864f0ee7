"""What salespeople do all day, by the words on the screen."""

import re

from tests.journeys.person import Person


def install(admin: Person, template: str = "EX-LARGE") -> None:
    """Set up a sales cycle."""
    admin.command(f"/opp setup template {template}")
    admin.sees(f"{template} is installed")


def create(
    person: Person,
    description: str = "Two pumps",
    *,
    contact: str = "Müller AG",
    value: str = "50000",
    chances: str = "10",
    closing: str = "",
) -> str:
    """Create an opportunity with its contact, at its first stage; its number."""
    person.command("/opp new")
    person.opens("New opportunity")
    person.fill("Description", description)
    name(person, contact)
    person.fill("Estimated value", value)
    person.fill("Chances of success %", chances)
    if closing:
        person.fill("Estimated closing date", closing)
    return sent(person, "Create", "is created")


def name(person: Person, contact: str, label: str = "Contact") -> None:
    """Choose a contact in a type-ahead: the one there is, else a new one."""
    offered = person.suggestions(label, contact)
    chosen = next((one for one in offered if one.partition(" (")[0] == contact), f'Create contact "{contact}"')
    person.fill(label, chosen, typing=contact)


def sent(person: Person, button: str, said: str) -> str:
    """Send the form in front, and read what is said of which opportunity."""
    before = person.messages()
    person.submit(button)
    assert person.errors() == {}
    person.waits(lambda: any(said in one and one not in before for one in person.messages()))
    found = re.search(r"OP[0-9]{6}", next(one for one in reversed(person.messages()) if said in one))
    assert found
    return found[0]


def link_quote(person: Person, number: str, quote: str, total: str) -> None:
    """Link a quote."""
    person.command(f"/opp quote {number} {quote} {total}")
    person.sees(f"Quote {quote} is linked to {number}")


def do_a_task(person: Person) -> None:
    """Click the first Done there is, and wait until it is gone."""
    left = person.screen().count("[Done]")
    person.click("Done")
    person.waits(lambda: person.screen().count("[Done]") < left)
