"""A task ends with its date where the date says when; where it says what, all of it is text."""

import pytest

from handlers import parsing
from handlers.parsing import Reader
from store.rules.refusals import AmbiguousDate
from tests.handlers.parsing.readers import WEDNESDAY, reader


@pytest.mark.parametrize(
    ("typed", "text", "day"),
    [
        ("Call them on 2026-12-31", "Call them", "2026-12-31"),
        ("Call them on friday", "Call them", "2026-01-09"),
        ("Les appeler vendredi", "Les appeler", "2026-01-09"),
        ("Call on Montag", "Call", "2026-01-12"),
        ("Envoyer l'offre pour le 15 mars", "Envoyer l'offre", "2026-03-15"),
        ("Anrufen bis zum 15. März", "Anrufen", "2026-03-15"),
        ("Anrufen morgen", "Anrufen", "2026-01-08"),
        ("Call in 3 weeks", "Call", "2026-01-28"),
        ("Chiamare entro venerdì", "Chiamare", "2026-01-09"),
        ("Call by 2W", "Call", "2026-01-21"),
        ("Call about Q1 on end of month", "Call about Q1", "2026-01-31"),
        ("Anrufen am Morgen", "Anrufen am Morgen", ""),
        ("Besprechung hier", "Besprechung hier", ""),
        ("Send brochure by mail", "Send brochure by mail", ""),
        ("Prepare offer for end of month", "Prepare offer for end of month", ""),
        ("Review 2026", "Review 2026", ""),
        ("Check version 3.4.", "Check version 3.4.", ""),
        ("Meet on site", "Meet on site", ""),
        ("tomorrow", "tomorrow", ""),
        ("", "", ""),
        ("Prepare report for the year end", "Prepare report for the year end", ""),
        ("Prepare the offer for the end of the month", "Prepare the offer for the end of the month", ""),
        ("Préparer l'offre avant la fin du mois", "Préparer l'offre avant la fin du mois", ""),
        ("Préparer le bilan de la fin d'année", "Préparer le bilan de la fin d'année", ""),
        ("Préparer la fin du mois", "Préparer la fin du mois", ""),
        ("Plan after the next monday", "Plan after the next monday", ""),
        ("Ask about their end of year", "Ask about their end of year", ""),
        ("Write up last friday", "Write up last friday", ""),  # and not `Write up last`, on friday
        ("Relazione del prossimo lunedì", "Relazione del prossimo lunedì", ""),
        ("Check the end of year", "Check the end of year", ""),
        ("Close books at month end", "Close books at month end", ""),
        ("Check last year end", "Check last year end", ""),
        ("Call every friday", "Call every friday", ""),
        ("Call friday or monday", "Call friday or monday", ""),
        ("Guten Morgen", "Guten Morgen", ""),
        ("Workshop Montag bis Freitag", "Workshop Montag bis Freitag", ""),
        ("Messe vom 3.2. bis 5.2.", "Messe vom 3.2. bis 5.2.", ""),
        ("Appeler demain lundi", "Appeler demain lundi", ""),
        ("Report on Q1", "Report on Q1", ""),
        ("Prepare Q1 2027", "Prepare Q1 2027", ""),
        ("Finir le T1", "Finir le T1", ""),
        ("Angebot für Mai", "Angebot für Mai", ""),
        ("Rappeler après le 15 mars", "Rappeler après le 15 mars", ""),
        ("Chiamare dopo il 15 marzo", "Chiamare dopo il 15 marzo", ""),
        ("Test ab Montag", "Test ab Montag", ""),
        ("Prepare Black Friday", "Prepare Black Friday", ""),
        ("Angebot gültig bis 31.3.", "Angebot gültig bis 31.3.", ""),
        ("Call Ana about it on friday", "Call Ana about it", "2026-01-09"),
        ("Call monday 26", "Call", "2026-01-26"),
        ("Report Q1 26", "Report Q1 26", ""),
        ("Call room friday 13", "Call room friday 13", ""),
        ("Plan by Q2", "Plan", "2026-06-30"),
        ("Check version 3.4. by friday", "Check version 3.4.", "2026-01-09"),
        ("Call them the day after tomorrow", "Call them", "2026-01-09"),
        ("Call by the end of the month", "Call", "2026-01-31"),
        ("Envoyer d'ici la fin du mois", "Envoyer", "2026-01-31"),
        ("Chiamare entro la fine del mese", "Chiamare", "2026-01-31"),
        ("Rappeler au plus tard le 15 mars", "Rappeler", "2026-03-15"),
        ("Chiamare al più tardi venerdì", "Chiamare", "2026-01-09"),
        ("Anrufen bis spätestens am Freitag", "Anrufen", "2026-01-09"),
        ("Offer due by friday", "Offer", "2026-01-09"),
        ("Appeler Anna aujourd’hui", "Appeler Anna", "2026-01-07"),
    ],
)
def test_a_task_ends_with_its_date_if_it_has_one(typed: str, text: str, day: str) -> None:
    found = parsing.deadline(typed, Reader(reader("en_CH"), WEDNESDAY, day="due_on"))
    assert (found.text, str(found.day or ""), found.asks) == (text, day, None)


def test_a_task_whose_date_can_be_two_is_asked_about() -> None:
    found = parsing.deadline("Call on next friday", Reader(reader("en_CH"), WEDNESDAY, day="due_on"))
    assert (found.text, found.day, type(found.asks)) == ("Call", None, AmbiguousDate)
    assert found.asks and found.asks.place == "due_on"
