"""Quotes, orders and invoices, by the words on the screen: each links to the next, and the won amount follows."""

from tests.journeys import selling
from tests.journeys.running import Running
from tests.journeys.test_french_walk import reads


def test_from_the_refusal_to_the_quote_to_the_move_to_the_order_to_the_invoice(empty: Running) -> None:
    """F036, F041, F050, F070, F072."""
    ana = empty.ana
    selling.install(empty.ada)
    number = selling.create(ana, "50 licences", value="60000")
    ana.command(f"/opp next {number}")
    ana.command(f"/opp next {number}")
    ana.sees("Stage 3 Product Presentation/Workshop needs a quote.")
    ana.click("Add quote")
    ana.opens("Link a quote")
    ana.fill("Quote number", "Q-7")
    ana.fill("Total", "58'500")
    ana.submit("Save")
    ana.opens(f"Next {number}", f"Quote Q-7 is linked to {number}.", "Stage: 3 Product Presentation/Workshop")
    ana.close()
    ana.sees(f"Quote Q-7 is linked to {number}.", "Documents: Quote Q-7 · CHF 58’500.00 (open)", "[Next]")
    ana.command(f"/opp next {number}")
    ana.sees("is now at stage 3", "The estimated value is now CHF 58’500.00, the total of quote Q-7.")
    ana.click("Quote")
    ana.sees(f"{number} has quote Q-7", "Contact\nMüller AG", "Salesperson", "Expected\n")
    ana.click("Make order")
    ana.opens("Make order", f"With the order {number} is closed as won.", "Outcome: Won", "Sales value: CHF 58’500.00")
    assert "Outcome" not in ana.labels() and ana.value("Total") == "58500"
    ana.fill("Order number", "A-12")
    ana.fill("Total", "57'000.50")
    ana.fill("Close code", "PRICE_W")
    ana.submit("Close and make order")
    card = ana.sees(f"{number} is won. Congratulations!", "Müller AG is now a customer.", "Order A-12 is made")
    assert "Sales value\nCHF 57’000.50" in card
    assert "Quote Q-7 · CHF 58’500.00 (accepted) → Order A-12 · CHF 57’000.50" in card
    ana.click("Order")
    ana.sees(f"{number} has order A-12", "[Cancel order]")
    ana.click("Make invoice")
    ana.opens("Make invoice")
    ana.fill("Invoice number", "R-3")
    ana.fill("Total", "56'999")
    ana.submit("Make invoice")
    ana.sees("Order A-12 is invoiced with R-3: CHF 56’999.00.", "→ Invoice R-3 · CHF 56’999.00")
    ana.command("/opp list won")
    ana.sees("CHF 56’999.00")
    ana.command(f"/opp history {number}")
    ana.sees("Sales value: CHF 56’999.00")
    ana.command(f"/opp invoice {number}")
    assert "[Cancel order]" not in ana.sees("It is invoiced with R-3")
    assert empty.refused == []


def test_the_same_in_french(small: Running) -> None:
    """F072."""
    chloe = small.chloe
    selling.install(small.ada)
    chloe.command("/opp nouvelle 60 000 50 licences")
    chloe.opens("Nouvelle opportunité")
    chloe.fill("Désignation", "50 licences")
    chloe.fill("Contact", "Créer le contact « Müller SA »", typing="Müller SA")
    chloe.fill("Valeur estimée", "60 000")
    chloe.submit("Créer")
    chloe.sees("OP000001 est créée.")
    chloe.command("/opp devis op1 Q-7 58500")
    reads(chloe, "Documents : Devis Q-7 · 58 500,00 CHF (ouvert)")
    chloe.command("/opp commande op1 A-12 57000")
    chloe.opens("Créer commande")
    reads(chloe, "Avec la commande, OP000001 est clôturée comme gagnée.", "Issue : Gagnée")
    assert chloe.value("Numéro de commande") == "A-12"
    chloe.submit("Clôturer et commander")
    (label,) = chloe.errors()
    chloe.fill(label, "PRICE_W")
    chloe.submit("Clôturer et commander")
    chloe.sees("La commande A-12 est créée : 57 000,00 CHF.", "→ Commande A-12 · 57 000,00 CHF")
    chloe.command("/opp facture op1 R-3")
    chloe.sees("La commande A-12 est facturée avec R-3 : 57 000,00 CHF.", "→ Facture R-3 · 57 000,00 CHF")
    assert small.refused == []


def test_an_order_that_is_declined_or_refused_stores_nothing(firm: Running) -> None:
    """F072: declining aborts; what is wrong is told on its field, all at once."""
    ana = firm.ana
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q{number}", "500")
    with firm.nothing_stored():
        ana.command(f"/opp order {number} A{number}")
        ana.opens("Make order")
        ana.close()
        ana.command(f"/opp order {number}")
        ana.opens("Make order")
        ana.fill("Order number", "\u200b")
        ana.fill("Total", "0")
        ana.fill("Close code", "PRICE_W")
        ana.fill("Date closed", "2020-01-01")
        ana.submit("Close and make order")
        assert set(ana.errors()) == {"Order number", "Total", "Date closed"}
        ana.close()
        ana.command(f"/opp invoice {number}")
        ana.sees(f"{number} has no order yet.", "[Make order]")


def test_cancelling_the_order_asks_and_loses_what_was_won(firm: Running) -> None:
    """F056."""
    ana = firm.ana
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q{number}", "500")
    ana.command(f"/opp won {number} PRICE_W")
    ana.opens(f"Close {number}")
    selling.sent(ana, "Close opportunity", "is won")
    ana.command(f"/opp order {number} A{number}")
    ana.sees(f"Order A{number} is made: CHF 500.00.")
    ana.command(f"/opp order {number} A2")
    ana.sees(f"{number} has the order A{number} already.")
    asks = (
        f"Without order A{number}, {number} is lost, with no close code and a weighted value of 0. "
        f"Quote Q{number} is free again. This is final."
    )
    with firm.nothing_stored():
        ana.command(f"/opp order {number} cancel")
        ana.sees(asks)
        assert ana.buttons() == ["Cancel order", "Show"]
    ana.click("Cancel order", confirm="Cancel order")
    card = ana.sees(f"Order A{number} is cancelled: {number} is lost.", "Status\n⚫ Lost", "Close code\n–")
    assert "Documents" not in card and "Weighted value\nCHF 0.00" in card
    ana.command(f"/opp history {number}")
    ana.sees("The order it was won with was cancelled.")


def test_a_quote_is_shown_changed_unlinked_and_linked_again(firm: Running) -> None:
    """F071."""
    ana, marc = firm.ana, firm.person("U00MARC")
    number, other = selling.create(ana), selling.create(ana)
    quote = f"Q{number}"
    ana.command(f"/opp show quote {number}")
    ana.sees(f"{number} has no quote yet.", "[Add quote]")
    selling.link_quote(ana, number, quote, "500")
    ana.command(f"/opp quote {other} {quote} 500")
    ana.sees(f"Quote {quote} is linked to {number} already.", "[Show]")
    ana.click("Show")
    ana.sees(f"{number} · Two pumps")
    ana.click("Quote")
    ana.sees(f"{number} has quote {quote}")
    ana.click("Edit")
    ana.opens("Edit quote", f"Quote number: {quote}")
    marc.command(f"/opp show quote {number}")
    marc.click("Edit")
    marc.opens("Edit quote")
    marc.fill("Total", "600")
    selling.sent(marc, "Save", f"Quote {quote} is changed: CHF 600.00.")
    ana.fill("Total", "700")
    with firm.nothing_stored():
        ana.submit("Save")
    (said,) = ana.errors().values()
    assert said.startswith(f"{number} has been changed meanwhile.")
    ana.close()
    ana.command(f"/opp quote {number}")
    ana.click("Unlink", confirm="Unlink")
    ana.sees(f"Quote {quote} is no longer linked.")
    ana.command(f"/opp quote {other} {quote}")
    ana.sees(f"Quote {quote} is linked to {other}.", f"Quote {quote} · CHF 600.00 (open)")
    ana.command(f"/opp show quote {other}")
    ana.sees(f"{other} has quote {quote}")


def test_a_quote_that_changed_under_an_open_form_is_told_before_anything_is_won(firm: Running) -> None:
    """F047, F072: also after the outcome was chosen, which draws the form again."""
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    changed = f"{number} has been changed meanwhile."
    ana.command(f"/opp won {number} 60000 PRICE_W")
    ana.opens(f"Close {number}")
    selling.link_quote(marc, number, f"Q{number}", "100")
    for outcome in ("Lost", "Won"):
        ana.fill("Outcome", outcome)
        ana.sees("Close code")
    ana.sees("CHF 100.00 (the total of the linked quote)")
    ana.fill("Close code", "PRICE_W")
    with firm.nothing_stored():
        ana.submit("Close opportunity")
        ana.waits(lambda: changed in str(ana.errors()))
    ana.close()
    ana.command(f"/opp order {number} A{number}")
    ana.opens("Make order")
    ana.fill("Close code", "PRICE_W")
    marc.command(f"/opp quote {number}")
    marc.click("Edit")
    marc.opens("Edit quote")
    marc.fill("Total", "200")
    selling.sent(marc, "Save", "is changed")
    with firm.nothing_stored():
        ana.submit("Close and make order")
        ana.waits(lambda: changed in str(ana.errors()))
    ana.close()
    ana.command(f"/opp won {number} PRICE_W")
    ana.opens(f"Close {number}", "CHF 200.00 (the total of the linked quote)")
    selling.sent(ana, "Close opportunity", "is won")


def test_a_stale_unlink_button_takes_no_other_quote_off(firm: Running) -> None:
    """F071."""
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q{number}", "500")
    ana.command(f"/opp quote {number}")
    marc.command(f"/opp quote {number}")
    marc.click("Unlink", confirm="Unlink")
    marc.sees("is no longer linked")
    selling.link_quote(marc, number, f"R{number}", "500")
    with firm.nothing_stored():
        ana.click("Unlink", confirm="Unlink")
        ana.sees(f"{number} has been changed meanwhile.")


def test_an_order_of_one_that_was_lost_meanwhile_stands_apart(firm: Running) -> None:
    """F072."""
    ana, marc = firm.ana, firm.person("U00MARC")
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q{number}", "500")
    ana.command(f"/opp order {number} A{number}")
    ana.opens("Make order")
    ana.fill("Close code", "PRICE_W")
    marc.command(f"/opp lost {number} PRICE_L")
    marc.opens(f"Close {number}")
    selling.sent(marc, "Close opportunity", "is lost")
    selling.sent(ana, "Close and make order", f"{number} was lost before")
    assert "Documents" not in ana.sees("Status\n⚫ Lost")
    ana.command(f"/opp order {number} A2")
    ana.sees(f"{number} is closed without a quote")
