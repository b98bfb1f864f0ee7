"""What admins read of deliveries, and decide on them; and nobody else."""

from datetime import timedelta

from sqlalchemy import ColumnElement

from bot.sandbox.people import CHLOE, MARC
from store import delivery_figures
from store.models.deliveries import deliveries as ledger
from store.rules.words import DeliveryState
from tests.bot.asking import until
from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running

SAYS_NOTHING = "Lost pumps"


def lose(firm: Running, to: str = "@chloe") -> str:
    """Hand an opportunity over, and let Slack not say whether the message arrived, nor let us look."""
    number = selling.create(firm.ana, SAYS_NOTHING)
    firm.sandbox.faults.plan("chat.postMessage", "refuse")
    firm.sandbox.faults.plan("conversations.history", "error", code="missing_scope", times=None)
    ana = firm.ana
    ana.command(f"/opp assign {number} {to}")
    ana.sees(number)
    # Not `waits`: it holds the world still while it looks, and Slack would not answer the jobs.
    until(lambda: stands(firm, number, ledger.c.state == DeliveryState.UNSURE), seconds=60)
    firm.sandbox.advance(timedelta(seconds=10))  # then it is looked for
    until(lambda: stands(firm, number, delivery_figures.FOR_PERSON), seconds=60)
    firm.sandbox.faults.clear()
    return number


def stands(firm: Running, number: str, so: ColumnElement[bool]) -> bool:
    """Whether what is owed about the opportunity stands so; the jobs look first."""
    firm.bot.jobs.tick()
    with firm.bot.sessions.reading() as session:
        return session.row(ledger.select().where(ledger.c.subject == number, so)) is not None


def told(person: Person, number: str) -> int:
    """How many messages told them of it."""
    person.go("Stagepost")
    return sum(number in said for said in person.messages())


def test_an_admin_reads_how_the_ledger_stands_and_has_what_is_unsure_sent_again(firm: Running) -> None:
    number = lose(firm)
    admin = firm.ada
    admin.command("/opp deliveries")
    said = admin.sees("Deliveries", "For you to decide", f"Hand-over · {number} · Chloé Martin", "unsure")
    assert SAYS_NOTHING not in said, "what it said is not shown"
    admin.click("Send again", confirm="Send again")
    admin.sees(f"It is sent again: Hand-over · {number} · Chloé Martin.", "Nothing waits for a decision of yours.")
    firm.bot.jobs.tick()
    chloe = firm.chloe
    chloe.waits(lambda: told(chloe, number) == 1)
    admin.command(f"/opp deliveries {number}")
    admin.sees(f"Deliveries: {number}", "sent", "Everything")
    admin.command("/opp audit today")
    admin.sees(number, "sent again", "Delivery: unsure → due", "What: Hand-over")


def test_of_two_who_decide_the_second_reads_how_it_stands(firm: Running) -> None:
    number = lose(firm)
    admin = firm.ada
    for _ in range(2):
        admin.command("/opp deliveries")
        admin.sees(number, "Drop")
    admin.click("Drop")
    admin.sees("It is dropped")
    admin.click("Drop")  # in the older message
    admin.sees("Somebody dropped it meanwhile. Nothing was done.")
    admin.command("/opp deliveries dropped")
    admin.sees(number, "an admin let it be")


def test_all_that_waits_for_a_decision_is_dropped_at_once(firm: Running) -> None:
    numbers = [lose(firm, "@marc"), lose(firm, "@marc")]  # Chloé gets as many as a day may bring her
    admin = firm.ada
    admin.command("/opp deliveries unsure")
    admin.sees(*numbers)
    admin.click("Drop all", confirm="Drop all")
    admin.sees("2 deliveries are dropped.", "There is none.")
    admin.command("/opp audit today")
    admin.sees("2 · deliveries dropped")


def test_lists_are_turned_to_by_word_and_by_button(firm: Running) -> None:
    admin = firm.ada
    admin.command("/opp deliveries")
    admin.click("Late")
    admin.sees("Deliveries: Late")
    admin.click("Everything")
    admin.sees("Owed now")
    admin.command("/opp deliveries @chloe")
    admin.sees("Deliveries: Chloé Martin")
    admin.command("/opp deliveries sometimes")
    admin.sees("Type it like this: /opp deliveries")
    admin.command("/opp deliveries OP000999")
    admin.sees("There is none.")


def test_nobody_but_an_admin_reads_it(firm: Running) -> None:
    for user in (MARC, CHLOE):
        person = firm.person(user)
        person.command("/opp deliveries")
        assert "Deliveries" not in person.sees("admin")


def test_an_admin_reads_what_reminders_lead_to(firm: Running) -> None:
    admin = firm.ada
    admin.command("/opp deliveries")
    admin.click("What came of reminders")
    admin.sees("What came of reminders", "The last 30 days, each time a reminder was said.")
    admin.click("Everybody’s reminders")
    admin.sees("Days without activity")
    admin.click("What came of reminders")
    admin.sees("The last 30 days, each time a reminder was said.")
    admin.click("Deliveries")
    admin.sees("Owed now")
    admin.command("/opp deliveries rules")
    admin.sees("What came of reminders")
    chloe = firm.chloe
    chloe.command("/opp deliveries rules")
    assert "30" not in chloe.sees("admin")
