"""The words of the calendar in English, French, German and Italian, folded: without accents, case and signs."""

from babel import Locale

from store.rules.text import folded

# Babel's names, wide and short, also as Britain and Austria write them.
_LOCALES = [Locale.parse(name) for name in ("en", "en_GB", "fr", "de", "de_AT", "it")]
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _names(kind: str, first: int) -> dict[str, int]:
    """Each name and the number it stands for; umlauts also as people without them type them."""
    found = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in getattr(locale, kind)[context][width].items():
                    for spelled in (name, name.lower().translate(_UMLAUTS)):
                        found[folded(spelled)] = number + first
    return found


MONTHS = _names("months", 0)  # 1 is January
WEEKDAYS = _names("days", 0)  # 0 is Monday
UNITS = {
    "day": "D", "days": "D", "jour": "D", "jours": "D", "tag": "D", "tage": "D", "tagen": "D", "giorno": "D",
    "giorni": "D",
    "week": "W", "weeks": "W", "semaine": "W", "semaines": "W", "woche": "W", "wochen": "W", "settimana": "W",
    "settimane": "W",
    "month": "M", "months": "M", "mois": "M", "monat": "M", "monate": "M", "monaten": "M", "monats": "M", "mese": "M",
    "mesi": "M",
    "quarter": "Q", "quarters": "Q", "trimestre": "Q", "trimestres": "Q", "trimestri": "Q", "quartal": "Q",
    "quartale": "Q", "quartalen": "Q", "quartals": "Q",
    "year": "Y", "years": "Y", "an": "Y", "ans": "Y", "annee": "Y", "annees": "Y", "jahr": "Y", "jahre": "Y",
    "jahren": "Y", "jahres": "Y", "jahrs": "Y", "anno": "Y", "anni": "Y",
}  # fmt: skip
NEAR = {
    "today": 0, "aujourd hui": 0, "heute": 0, "oggi": 0,
    "tomorrow": 1, "demain": 1, "morgen": 1, "domani": 1,
    "yesterday": -1, "hier": -1, "gestern": -1, "ieri": -1,
    "day after tomorrow": 2, "apres demain": 2, "ubermorgen": 2, "uebermorgen": 2, "dopodomani": 2,
    "day before yesterday": -2, "avant hier": -2, "vorgestern": -2, "altro ieri": -2, "l altro ieri": -2,
}  # fmt: skip
ENDS = {
    "eow": "W", "eom": "M", "eoq": "Q", "eoy": "Y", "month end": "M", "quarter end": "Q", "year end": "Y",
    "monatsende": "M", "quartalsende": "Q", "jahresende": "Y",
}  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "ein": 1, "eine": 1, "einem": 1, "einer": 1, "uno": 1, "una": 1,
    "two": 2, "deux": 2, "zwei": 2, "due": 2, "three": 3, "trois": 3, "drei": 3, "tre": 3,
    "four": 4, "quatre": 4, "vier": 4, "quattro": 4, "six": 6, "sechs": 6, "sei": 6, "ten": 10, "dix": 10, "zehn": 10,
    "dieci": 10,
}  # fmt: skip

# What says which of them is meant, as patterns.
NEXT = r"next|nae?chste[nrsm]?|prochaine?s?|prossim[oaie]"
COMING = r"coming|kommende[nrsm]?"
THIS = r"this|ce|cet|cette|diese[nrsm]?|laufende[nrsm]?|quest[oa]|en cours|in corso"
LAST = r"last|letzte[nrsm]?|vergangene[nrsm]?|derniere?s?|passee?|scors[oaie]|ultim[oaie]"
OF = r"(?:of|du|de la|de l|de|des|d|der|del|della|dell|di) "
END = r"end|fin|ende|fine"
_SMALL = (
    "in dans tra fra ago fa il y vor end fin ende fine of du de la l des d der del della dell di the le den il"
    " aujourd hui day after before apres avant altro quarter month year en cours corso now from to"
)


def either(words: dict[str, int] | dict[str, str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_QUALIFIERS = """next prochain prochaine prochains prochaines prossimo prossima prossimi prossime coming this ce cet
 cette questo questa last dernier derniere derniers dernieres ultimo ultima ultimi ultime passe passee scorso scorsa
 scorsi scorse q1 q2 q3 q4 t1 t2 t3 t4"""
_DECLINED = ("nachste", "naechste", "kommende", "diese", "laufende", "letzte", "vergangene")
# Every word that a date may hold: a phrase ends before any other.
WORDS = frozenset(
    {*MONTHS, *WEEKDAYS, *UNITS, *COUNTS}
    | {word for name in (*NEAR, *ENDS, _SMALL, _QUALIFIERS) for word in name.split()}
    | {stem + end for stem in _DECLINED for end in ("", "n", "r", "s", "m")}
)
