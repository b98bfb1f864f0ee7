"""One's own settings: everything wrong at once, one audit row, and nobody loses what somebody else saved."""

from dataclasses import asdict
from datetime import time, timedelta
from typing import Any

import pytest

from store import audits, mutes, people, personal_settings, snoozes
from store.personal_settings import Settings, Wanted
from store.reasons import Why
from store.rules.checks import Several
from store.rules.refusals import AllQuiet, Missing, NotFound, Past, SameTime, SettingsOutdated, TooEarly, TooLate
from store.rules.words import Role
from tests.store.firm import BEGAN, Firm, at, refused

NOW = at(BEGAN)
DAY = timedelta(days=1)
ALL = tuple(why.value for why in Why)


def kept(firm: Firm) -> personal_settings.Kept:
    """Ana's settings."""
    with firm.sessions.reading() as session:
        return personal_settings.get(session, firm.ana)


def change(firm: Firm, *, seen: int | None = None, **more: Any) -> Settings:
    """Other settings of Ana's."""
    now = kept(firm)
    own = {name: value for name, value in asdict(now.settings).items() if name[:5] not in ("quiet", "kinds")}
    wanted = Wanted(**own | {"quiet": None, "kinds": ALL} | more)
    with firm.sessions.writing() as session:
        return personal_settings.change(session, firm.ana, wanted, seen=seen or now.version, now=NOW)


def be_quiet(firm: Firm, quiet: tuple[time, time] | None) -> None:
    """Ana's quiet hours."""
    with firm.sessions.writing() as session:
        personal_settings.be_quiet(session, firm.ana, quiet, NOW)


def rows(firm: Firm) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What the audit trail has of Ana, newest first, without what set the firm up."""
    with firm.sessions.reading() as session:
        found = audits.of_person(session, firm.ana, firm.ana.id).rows
    return [(row.operation, row.old, row.new) for row in found]


def test_what_is_set_is_kept_and_counts(firm: Firm) -> None:
    change(
        firm, language="fr", day_begins=time(7, 30), day_ends=time(16), work_days="1234", country="CH", canton="ZH",
        quiet=(time(20), time(6)), kinds=("task",),
    )  # fmt: skip
    now = kept(firm)
    assert (now.lives.begins, now.lives.ends, now.lives.days) == (time(7, 30), time(16), "1234")
    assert (now.lives.country, now.lives.canton, now.settings.quiet) == ("CH", "ZH", (time(20), time(6)))
    assert "task" not in now.settings.kinds_off.split() and "stage" in now.settings.kinds_off.split()
    assert firm.fresh(firm.ana).language == "fr"


def test_every_change_is_one_audit_row_of_what_changed(firm: Firm) -> None:
    change(firm, day_begins=time(9), quiet=(time(20), time(6)))
    be_quiet(firm, None)
    assert rows(firm)[:2] == [
        ("change settings", {"quiet_from": "20:00", "quiet_until": "06:00"}, {"quiet_from": "", "quiet_until": ""}),
        (
            "change settings",
            {"day_begins": "08:00", "quiet_from": "", "quiet_until": ""},
            {"day_begins": "09:00", "quiet_from": "20:00", "quiet_until": "06:00"},
        ),
    ]


def test_everything_wrong_is_refused_at_once_each_on_its_field(firm: Firm) -> None:
    with refused(firm, Several) as several:
        change(
            firm, language=None, day_begins=time(8), day_ends=time(8), work_days="", country="ZZ", canton="",
            quiet=(None, None),
        )  # fmt: skip
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (Missing, "language"), (SameTime, "day_ends"), (Missing, "work_days"), (NotFound, "country"),
        (Missing, "quiet_from"), (Missing, "quiet_until")]  # fmt: skip
    with refused(firm, Several):
        change(firm, day_begins=None, day_ends=None)
    with refused(firm, NotFound) as canton:
        change(firm, country="FR", canton="ZH")
    assert canton.value.place == "canton"


def test_a_canton_alone_is_of_the_country_that_counts_anyhow(firm: Firm) -> None:
    assert (change(firm, canton="GE").country, kept(firm).inherited) == ("CH", "CH")


@pytest.mark.parametrize(
    ("quiet", "refusal"),
    [((8, 8), SameTime), ((0, 0), SameTime), ((7, 19), AllQuiet), ((8, 18), AllQuiet), ((6, 0), AllQuiet)],
)
def test_quiet_hours_that_let_nothing_through_are_refused_on_both_ways(
    firm: Firm, quiet: tuple[int, int], refusal: type[SameTime]
) -> None:
    hours = time(quiet[0]), time(quiet[1])
    for way in (lambda: change(firm, quiet=hours), lambda: be_quiet(firm, hours)):
        with refused(firm, refusal) as refused_:
            way()
        assert refused_.value.place == "quiet_until"


def test_quiet_hours_by_night_pass_and_working_hours_can_not_slip_into_them(firm: Firm) -> None:
    be_quiet(firm, (time(18), time(8)))
    be_quiet(firm, (time(12), time(13)))
    with refused(firm, AllQuiet):
        change(firm, day_begins=time(20), day_ends=time(23), quiet=(time(18), time(8)))


def test_who_saw_older_settings_is_told(firm: Firm) -> None:
    saw = kept(firm).version
    be_quiet(firm, (time(18), time(8)))
    with refused(firm, SettingsOutdated):
        change(firm, seen=saw)


def test_a_guest_has_no_settings_and_a_reader_has(firm: Firm) -> None:
    firm.ana = firm.member(Role.READER)
    assert change(firm, language="fr").language == "fr"


def test_a_new_time_zone_of_slacks_leaves_the_settings_alone(firm: Firm) -> None:
    change(firm, country="CH", canton="ZH", quiet=(time(20), time(6)))
    with firm.sessions.writing() as session:
        moved = people.Described(firm.ana.slack_id, "Ana", timezone="Asia/Tokyo")
        people.keep(session, firm.ana.workspace_id, moved, NOW)
    now = kept(firm)
    assert (now.lives.timezone, now.lives.country, now.settings.quiet) == ("Asia/Tokyo", "CH", (time(20), time(6)))


def test_muting_is_once_and_ends(firm: Firm) -> None:
    number = firm.create()
    for there in (True, False):
        with firm.sessions.writing() as session:
            assert mutes.mute(session, firm.ana, number, NOW) is there
    with firm.sessions.reading() as session:
        assert [one.number for one in mutes.listed(session, firm.ana)] == [number]
        assert mutes.listed(session, firm.ben) == []
    for there in (True, False):
        with firm.sessions.writing() as session:
            assert mutes.unmute(session, firm.ana, number, NOW) is there
    assert [operation for operation, *_ in rows(firm)[:3]] == ["unmute", "mute", "create"]
    with refused(firm, NotFound), firm.sessions.writing() as session:
        mutes.mute(session, firm.ana, "OP999999", NOW)


def test_a_snooze_lasts_to_a_day_or_a_moment_and_wakes(firm: Firm) -> None:
    number, moment = firm.create(), NOW + timedelta(hours=2)
    with firm.sessions.writing() as session:
        snoozes.snooze(session, firm.ana, number, BEGAN, NOW, until_at=moment)
    with firm.sessions.reading() as session:
        assert [one.until_at for one in snoozes.resting(session, firm.ana, NOW)] == [moment]
        assert snoozes.resting(session, firm.ana, moment) == [] == snoozes.resting(session, firm.ben, NOW)
    with firm.sessions.writing() as session:
        snoozes.snooze(session, firm.ana, number, BEGAN + DAY, NOW)
    with firm.sessions.reading() as session:
        assert [(one.until_on, one.until_at) for one in snoozes.resting(session, firm.ana, NOW)] == [
            (BEGAN + DAY, None)
        ]
        assert snoozes.resting(session, firm.ana, at(BEGAN + DAY)) == []
    for woken in (True, False):
        with firm.sessions.writing() as session:
            assert snoozes.wake(session, firm.ana, number, NOW) is woken
    assert rows(firm)[0] == ("wake", {"until_on": "2026-01-06"}, {})


def test_a_snooze_is_never_before_tomorrow_nor_before_now_nor_beyond_a_year(firm: Firm) -> None:
    number = firm.create()
    for day, moment, refusal in (
        (BEGAN, None, TooEarly),
        (BEGAN, NOW, Past),
        (BEGAN + 367 * DAY, None, TooLate),
        (BEGAN + 367 * DAY, NOW + 367 * DAY, TooLate),
    ):
        with refused(firm, refusal), firm.sessions.writing() as session:
            snoozes.snooze(session, firm.ana, number, day, NOW, until_at=moment)
