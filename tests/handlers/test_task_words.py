"""How often a task recurs is read in words, not in the letters of a formula."""

import pytest

from handlers import texts
from handlers.views import task_words


@pytest.mark.parametrize(
    ("formula", "english", "french"),
    [
        ("1W", "Every week", "Chaque semaine"),
        ("10D", "Every 10 days", "Tous les 10 jours"),
        ("6W", "Every 6 weeks", "Toutes les 6 semaines"),
        ("18M", "Every 18 months", "Tous les 18 mois"),
        ("2Y", "Every 2 years", "Tous les 2 ans"),
        ("CM+1D", "CM+1D", "CM+1D"),
    ],
)
def test_an_interval_is_said_in_words_where_words_say_it(formula: str, english: str, french: str) -> None:
    """F068: what has several parts keeps its formula, as it was typed."""
    said = [task_words.interval(formula, texts.plain(language, "UTC", "CHF")) for language in ("en", "fr")]
    assert said == [english, french]
