"""The same walk in French: Chloé reads no English word but the names that an English admin gave."""

import re

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running

# English words that a French screen has no use for.
ENGLISH = re.compile(
    r"\b(the|this|is|are|of|and|with|Next|Close|Skip|Jump|Update|Tasks|History|Quote|Comment|Done|Show|Create|Move|Save"
    r"|Stage|Status|Weighted|Probability|Completed|Salesperson|Sales|Estimated|Won|Lost|days|today|tomorrow|Jan|Feb)\b"
)
STAGES = "Initial|Understanding needs meeting|Product Presentation/Workshop|Proposal|Sign Contract"
GIVEN = re.compile(
    rf"{STAGES}|Existing customer, large|Check how good the lead is|Find the people who decide|50 licences"
)


def reads(chloe: Person, *expected: str) -> str:
    """Wait for these words, and find none that is English."""
    screen = chloe.sees(*expected)
    assert ENGLISH.findall(GIVEN.sub("", screen)) == [], screen
    return screen


def test_the_first_walk_in_french(small: Running) -> None:
    chloe = small.chloe
    chloe.command("/opp nouvelle")
    reads(chloe, "Aucun cycle de vente")
    selling.install(small.ada)
    chloe.command("/opp nouvelle")
    chloe.opens("Nouvelle opportunité")
    chloe.fill("Désignation", "50 licences")
    chloe.fill("Contact", "Créer le contact « Zoë Kägi »", typing="Zoë Kägi")
    chloe.fill("Type", "Personne")
    chloe.fill("Société", "Créer le contact « Müller SA »", typing="Müller SA")
    chloe.fill("Valeur estimée", "50 000,00")
    chloe.fill("Date de clôture estimée", "2026-03-02")
    reads(chloe, "0,2 %", "= 100,00 CHF")
    chloe.submit("Créer")
    card = reads(chloe, "OP000001 est créée.", "Zoë Kägi (Müller SA)", "50 000,00 CHF", "dans 56 jours")
    assert "Probabilité\n0,2 %" in card

    small.to("2026-01-12", "07:00")
    chloe.go("Stagepost")
    reads(chloe, "Votre journée : lun. 12 janv.")
    chloe.click("Terminée")
    chloe.sees("Terminée")
    chloe.go("#sales")
    chloe.click("Suivant")
    chloe.opens("Suivant · OP000001")
    reads(chloe, "8,75 %", "4 375,00 CHF")
    chloe.submit("Changer d’étape")
    reads(chloe, "OP000001 est maintenant à l’étape 2 Understanding needs meeting.", "Probabilité\n8,75 %")
    small.to("2026-01-20")
    chloe.command("/opp maj op1 60000 30%")
    reads(chloe, "OP000001 est mise à jour.", "6 300,00 CHF", "10,5 %")
    chloe.command("/opp suivant op1")
    reads(chloe, "Product Presentation/Workshop", "devis")
    chloe.click("Ajouter un devis")
    chloe.opens("Lier un devis")
    chloe.fill("Numéro de devis", "Q-17")
    chloe.fill("Total", "12,5,0")
    chloe.submit("Enregistrer")
    assert "« 12,5,0 »" in chloe.errors()["Total"]
    chloe.fill("Total", "58 500")
    chloe.submit("Enregistrer")
    chloe.opens("Suivant · OP000001", "Le devis Q-17 est lié à OP000001.")
    chloe.close()
    reads(chloe, "Le devis Q-17 est lié à OP000001.", "58 500,00 CHF")
    small.to("2026-02-02")
    chloe.click("Ignorer")
    chloe.opens("Ignorer · OP000001")
    chloe.fill("Étape", "4 Proposal")
    reads(chloe, "68 %")
    chloe.fill("Valeur estimée", "60 000")
    chloe.submit("Changer d’étape")
    reads(chloe, "à l’étape 4 Proposal", "40 800,00 CHF")
    chloe.click("Revenir à une étape")
    chloe.opens("Revenir · OP000001")
    chloe.fill("Étape", "1 Initial")
    chloe.sees("0,2 %")
    chloe.submit("Changer d’étape")
    reads(chloe, "à l’étape 1 Initial")
    small.to("2026-02-16")
    chloe.click("Clôturer")
    chloe.opens("Clôturer OP000001")
    chloe.fill("Issue", "Gagnée")
    reads(chloe, "58 500,00 CHF")
    chloe.fill("Code de clôture", "PRICE_W")
    chloe.submit("Clôturer l’opportunité")
    chloe.sees("OP000001 est gagnée. Félicitations !", "🏆 Gagnée")
    chloe.click("Historique")
    chloe.sees("Historique : OP000001", "16 févr. 2026", "40 800,00 CHF")
    chloe.go("Home")
    reads(chloe, "Ma journée")
    assert small.refused == []
