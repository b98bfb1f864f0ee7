"""What is typed to set a digest up, in four languages."""

from dataclasses import replace
from datetime import time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from handlers.parsing import Words, digest
from handlers.texts import Texts
from handlers.views import digest_schedules
from store.rules.refusals import MisspeltRhythm, MisspeltWeekday, MisspeltZone, NotFound, Refusal, Unreadable
from store.rules.schedules import LAST_DAY, Schedule
from store.rules.words import DigestScope, Rhythm

MONDAY = Words(Rhythm.WEEKLY, 1, at=time(8))


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("", Words()),
        ("weekly monday 8:00", MONDAY),
        ("every Monday at 8:00", MONDAY),
        ("hebdomadaire lundi 8h", MONDAY),
        ("wöchentlich am Montag um 8 Uhr", MONDAY),
        ("wöchentlich Montag 8:00", MONDAY),
        ("settimanale lunedì 8:00", MONDAY),
        ("daily 7h30 Morning figures", Words(Rhythm.DAILY, at=time(7, 30), rest="Morning figures")),
        ("quotidien", Words(Rhythm.DAILY)),
        ("monthly 15 6pm", Words(Rhythm.MONTHLY, day_of_month=15, at=time(18))),
        ("monthly on the last day of the month at 6 pm", Words(Rhythm.MONTHLY, day_of_month=31, at=time(18))),
        ("mensuel le 31", Words(Rhythm.MONTHLY, day_of_month=31)),
        ("weekly <#C012AB|sales> all", Words(Rhythm.WEEKLY, channel="C012AB", scope=DigestScope.ALL)),
        ("weekly team North East", Words(Rhythm.WEEKLY, scope=DigestScope.TEAM, named="North East")),
        ("équipe Nord hebdomadaire", Words(Rhythm.WEEKLY, scope=DigestScope.TEAM, named="Nord")),
        ("daily cycle EX-LARGE", Words(Rhythm.DAILY, scope=DigestScope.CYCLE, named="EX-LARGE")),
        ("daily <@U012|ben>", Words(Rhythm.DAILY)),
        ("Sales of the month on monday at 8:00", Words(Rhythm.WEEKLY, 1, at=time(8), rest="Sales of the month")),
        (
            "mensuel le 30 Ventes du mois à 18h",
            Words(Rhythm.MONTHLY, day_of_month=30, at=time(18), rest="Ventes du mois"),
        ),
        ("weekly for team North on friday", Words(Rhythm.WEEKLY, 5, scope=DigestScope.TEAM, named="North")),
        ("15 pumps", Words(rest="15 pumps")),
        ("cron 0 8 * * 1-5 Morning figures", Words(Rhythm.CRON, cron="0 8 * * 1-5", rest="Morning figures")),
        ("Review cron: 0 8 31 2 * all", Words(Rhythm.CRON, cron="0 8 31 2 *", scope=DigestScope.ALL, rest="Review")),
        ("cron weekly", Words(Rhythm.WEEKLY, rest="cron")),
        ("tous les lundis à 8h", MONDAY),
        ("weekly on Mondays at 8:00", MONDAY),
        ("tutti i giorni 8:00", Words(Rhythm.DAILY, at=time(8))),
        ("jeden Tag um 8 Uhr Zahlen", Words(Rhythm.DAILY, at=time(8), rest="Zahlen")),
        ("every month on the 15th at 9:00", Words(Rhythm.MONTHLY, day_of_month=15, at=time(9))),
        ("mondays 8.30 pm", Words(Rhythm.WEEKLY, 1, at=time(20, 30))),
        ("weekly monday 8.30", Words(Rhythm.WEEKLY, 1, at=time(8, 30))),
        ("weekly monday at 8", MONDAY),
        ("weekly monday 8", MONDAY),
        ("daily 8:00 Stand-up 9:00", Words(Rhythm.DAILY, at=time(8), rest="Stand-up 9:00")),
        ("weekly monday 8:00 (Europe/Zurich)", replace(MONDAY, timezone="Europe/Zurich")),
        ("weekly monday 8:00 fuseau horaire Zürich", replace(MONDAY, timezone="Europe/Zurich")),
        ("weekly monday 8:00 zone new york Review", replace(MONDAY, timezone="America/New_York", rest="Review")),
        ("weekly monday 8:00 Zone Ouest", replace(MONDAY, rest="Zone Ouest")),
        ("weekly monday 8:00 N/A", replace(MONDAY, rest="N/A")),
        ("Mondey figures", Words(rest="Mondey figures")),
        ("weekly 8:00 Montage", Words(Rhythm.WEEKLY, at=time(8), rest="Montage")),
        ("daily 8:00 Dairy figures", Words(Rhythm.DAILY, at=time(8), rest="Dairy figures")),
        ("tous les marchés", Words(scope=DigestScope.ALL, rest="les marchés")),
    ],
)
def test_what_is_typed_of_a_digest_is_understood_and_the_rest_is_its_name(typed: str, understood: Words) -> None:
    assert digest(typed) == understood


@pytest.mark.parametrize(
    ("typed", "understood", "asks"),
    [
        ("weekly monday 25:00 Sales", Words(Rhythm.WEEKLY, 1, rest="Sales"), Unreadable("at", "clock", "25:00")),
        ("weekly monday 13pm", Words(Rhythm.WEEKLY, 1), Unreadable("at", "clock", "13pm")),
        ("daily at 25", Words(Rhythm.DAILY), Unreadable("at", "clock", "25:00")),
        (
            "daily team North 8:75",
            Words(Rhythm.DAILY, scope=DigestScope.TEAM, named="North"),
            Unreadable("at", "clock", "8:75"),
        ),
        (
            "monthly 31.2. 8:00",
            Words(Rhythm.MONTHLY, at=time(8)),
            Unreadable("day_of_month", "day of every month", "31.2."),
        ),
        ("monthly 32", Words(Rhythm.MONTHLY), Unreadable("day_of_month", "day of every month", "32")),
        ("31.12.", Words(), Unreadable("rhythm", "day that comes again", "31.12.")),
        (
            "weekly monday 8:00 zone Europe/Zuerich",
            replace(MONDAY, timezone="Europe/Zurich"),
            MisspeltZone("timezone", "Europe/Zuerich", "Europe/Zurich"),
        ),
        ("weekly monday 8:00 zone Atlantis/Deep", MONDAY, NotFound("time zone", "Atlantis/Deep", "timezone")),
        ("weekly mondey 8:00", MONDAY, MisspeltWeekday("weekday", "mondey", 1)),
        ("mondey 8:00", MONDAY, MisspeltWeekday("weekday", "mondey", 1)),
        ("weekley monday 8:00", MONDAY, MisspeltRhythm("rhythm", "weekley", Rhythm.WEEKLY)),
        ("weekly #nowhere", Words(Rhythm.WEEKLY), NotFound("channel", "#nowhere", "channel")),
    ],
)
def test_what_is_misspelt_is_asked_about_and_becomes_no_part_of_the_name(
    typed: str, understood: Words, asks: Refusal
) -> None:
    said = digest(typed)
    assert replace(said, asks=()) == understood
    assert list(map(repr, said.asks)) == [repr(asks)]


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "fr_CH", "fr_FR"])
@pytest.mark.parametrize(
    ("kind", "weekday", "day"),
    [(Rhythm.DAILY, None, None)]
    + [(Rhythm.WEEKLY, number, None) for number in range(1, 8)]
    + [(Rhythm.MONTHLY, None, number) for number in (1, 2, 15, 28, LAST_DAY)],
)
def test_what_the_list_says_of_a_digest_can_be_typed(
    locale: str, kind: Rhythm, weekday: int | None, day: int | None
) -> None:
    schedule = Schedule(kind, time(8, 30), "Europe/Zurich", weekday=weekday, day_of_month=day)
    texts = Texts(locale[:2], Locale.parse(locale), schedule.timezone, "CHF")
    said = f"{digest_schedules.rule(schedule, texts)} {digest_schedules.clock(schedule.at, texts)} Figures"
    assert digest(said) == Words(kind, weekday, day, time(8, 30), rest="Figures")


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read(typed: str) -> None:
    digest(typed)
