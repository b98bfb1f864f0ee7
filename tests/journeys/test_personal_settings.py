"""People live with their reminders: settings, quiet hours, mute, snooze, and what they ask to be reminded of."""

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


def changing(person: Person, *shown: str) -> Person:
    """Somebody who sees their settings, and has the form of them open."""
    person.command("/opp settings")
    person.sees("Your settings", *shown)
    person.click("Change")
    person.opens("Your settings")
    return person


def test_settings_are_seen_and_changed_in_a_form(fresh: Running) -> None:
    ana = changing(fresh.ana, "as in Slack", "Europe/Zurich", "Mon – Fri", "Switzerland", "none set")
    ana.fill("Working day ends", "08:00")
    ana.fill("Quiet hours", "on")
    with fresh.nothing_stored():
        ana.submit("Save")
    assert ana.errors() == {
        "Working day ends": "These hours begin and end at 08:00. Choose two different times, like 18:00 and 08:00.",
    }
    ana.fill("Working day ends", "17:00")
    ana.fill("Working days", ["Monday", "Wednesday"])
    ana.fill("Quiet from", "07:00")
    ana.fill("Quiet until", "19:00")
    ana.submit("Save")
    (complaint,) = ana.errors().values()
    assert complaint.startswith("Quiet hours from 07:00 to 19:00 leave nothing of the working hours from 08:00 to")
    ana.fill("Quiet from", "19:00")
    ana.fill("Quiet until", "07:00")
    ana.fill("Reminders", ["Task due or overdue"])
    ana.submit("Save")
    ana.sees("Your settings are saved.", "08:00 – 17:00", "Mon, Wed", "19:00 – 07:00", "• Task due or overdue")
    assert "• Longer at a stage" not in ana.screen()


def test_the_cantons_are_those_of_the_country(fresh: Running) -> None:
    ana = changing(fresh.ana)
    assert "GE · Geneva" in ana.suggestions("Canton or region", "gene")
    assert "FR · Fribourg" in ana.suggestions("Canton or region", "freib")
    ana.fill("Canton or region", "ZH · Zurich", typing="züri")
    ana.fill("Public holidays of", "France", typing="fran")
    ana.waits(lambda: "Zone A" in str(ana.suggestions("Canton or region", "")))
    assert "ZH · Zurich" not in ana.suggestions("Canton or region", "")
    ana.fill("Public holidays of", "As the workspace", typing="")
    ana.waits(lambda: "ZH · Zurich" in ana.suggestions("Canton or region", "zur"))
    ana.fill("Canton or region", "ZH · Zurich", typing="zur")
    ana.submit("Save")
    ana.sees("Your settings are saved.", "Switzerland, ZH · Zurich")


def test_another_language_is_spoken_at_once(fresh: Running) -> None:
    ana = changing(fresh.ana)
    ana.fill("Language", "French")
    ana.submit("Save")
    ana.sees("Vos réglages sont enregistrés.", "français")


def test_who_saw_older_settings_is_told(fresh: Running) -> None:
    ana = changing(fresh.ana)
    ana.command("/opp quiet 18-8")
    with fresh.nothing_stored():
        ana.submit("Save")
    assert list(ana.errors().values()) == [
        "Your settings have been changed meanwhile. Open them again to see how they are."
    ]


def test_quiet_hours_are_typed(fresh: Running) -> None:
    ana = fresh.ana
    ana.command("/opp quiet")
    ana.sees("You have no quiet hours.", "/opp quiet 18:00-08:00")
    ana.command("/opp quiet von 18 bis 8")
    ana.sees("From 18:00 to 08:00 only what you asked for reaches you.", "/opp quiet off")
    with fresh.nothing_stored():
        for line, said in (
            ("quiet 7-19", "leave nothing of the working hours"),
            ("quiet 0-24", "begin and end at 00:00"),
            ("quiet 6-8am", "Write it like 18:00-08:00 or 6pm-8am, or off for none."),
            ("quiet at night", "“at night” does not say from when until when."),
        ):
            ana.command(f"/opp {line}")
            ana.sees(said)
    ana.command("/opp quiet off")
    ana.sees("You have no quiet hours.")


def test_muting_is_typed_and_lifted_with_a_button(firm: Running) -> None:
    ana, number = firm.ana, selling.create(firm.ana)
    ana.command(f"/opp mute {number}")
    ana.sees(f"You are not reminded of {number} any more.")
    ana.command("/opp mute")
    ana.sees("Muted opportunities", number)
    ana.click("Unmute")
    ana.sees("Muted opportunities", f"You are reminded of {number} again.")
    ana.command(f"/opp {number} mute")
    ana.command("/opp settings")
    ana.sees("Muted opportunities", number)
    ana.click("Unmute")
    ana.sees("Your settings", f"You are reminded of {number} again.")
    ana.command(f"/opp unmute {number}")
    ana.sees(f"{number} is not muted.")
    ana.click("Mute")
    ana.sees(f"You are not reminded of {number} any more.")
    ana.command("/opp mute OP999999")
    ana.sees("There is no such opportunity: op999999.")


def test_snoozing_is_typed_and_woken(firm: Running) -> None:
    """Said on Monday 5 January 2026 in Zurich."""
    ana, number = firm.ana, selling.create(firm.ana)
    for line, until in (
        ("3 days", "Thu, 8 Jan"),
        ("until 1.3.", "Sun, 1 Mar"),
        ("1 Woche", "Mon, 12 Jan"),
        ("wednesday 8:30", "Wed, 7 Jan, 08:30"),
        ("2h", "Mon, 5 Jan, "),
    ):
        ana.command(f"/opp snooze {number} {line}")
        ana.sees(f"Reminders of {number} are snoozed until {until}")
    ana.command("/opp settings")
    ana.sees("Snoozed opportunities", number)
    ana.click("Wake")
    ana.sees("Your settings", f"Reminders of {number} come again.")
    ana.command(f"/opp snooze {number} off")
    ana.sees(f"Reminders of {number} are not snoozed.")
    ana.command("/opp snooze")
    assert number not in ana.sees("Snoozed opportunities")


def test_a_snooze_that_can_not_be_is_refused_with_what_can(firm: Running) -> None:
    ana, number = firm.ana, selling.create(firm.ana)
    with firm.nothing_stored():
        ana.command(f"/opp snooze {number} yesterday")
        ana.sees("This date is too early: it must be on or after 6 Jan 2026.", "[Use 6 Jan 2026]")
        ana.command(f"/opp snooze {number} until 2028-01-01")
        ana.sees("This date is too late")
        ana.command(f"/opp snooze {number} soon")
        ana.sees("“soon” is no day or time. Write it like tomorrow, in 2 hours, or monday 8:30.")
        ana.command(f"/opp snooze {number} next friday")
        ana.opens(f"Snooze {number}", "“next friday” can mean")
        ana.fill("Until", "2026-01-05")
        ana.submit("Snooze")
        assert "too early" in ana.errors()["Until"]
        ana.fill("Time", "00:30")
        ana.submit("Snooze")
        assert "is over" in ana.errors()["Time"]
    ana.fill("Until", "2026-01-09")
    ana.submit("Snooze")
    ana.sees(f"Reminders of {number} are snoozed until Fri, 9 Jan, 00:30.")
    ana.command(f"/opp snooze {number} yesterday")
    ana.click("Use 6 Jan 2026")
    ana.sees(f"Reminders of {number} are snoozed until Tue, 6 Jan.")


def test_a_reminder_comes_at_its_moment_also_at_night(fresh: Running) -> None:
    selling.install(fresh.ada)
    ana = fresh.ana
    number = selling.create(ana)
    ana.command("/opp quiet 18-8")
    ana.command(f"/opp remind {number} 5.1.2026 23:30 call Ben")
    ana.sees(f"You will be reminded of {number}: Mon, 5 Jan, 23:30.", "call Ben")
    ana.command("/opp remind")
    ana.sees("My reminders", number, "Mon, 5 Jan, 23:30", "call Ben")
    ana.go("Stagepost")
    fresh.to("2026-01-05", "22:29")
    assert not any("call Ben" in one for one in ana.messages())
    fresh.to("2026-01-05", "22:30")
    ana.sees(number, "call Ben", "In progress · Initial", "You asked to be reminded at this moment", "[Show]")
    ana.fill("Snooze", "in an hour")
    ana.sees(f"You will be reminded of {number}: Tue, 6 Jan, 00:30.")
    fresh.to("2026-01-05", "23:31")
    ana.hears(number, "call Ben", after=1)
    ana.fill("Snooze", "Until…")
    ana.opens(f"Remind me · {number}")
    assert ana.value("Note") == "call Ben"
    ana.fill("Day", "2026-01-05")
    ana.submit("Remind me")
    assert "is over" in ana.errors()["Time"]
    ana.fill("Day", "2026-01-07")
    ana.submit("Remind me")
    ana.sees(f"You will be reminded of {number}: Wed, 7 Jan, 08:00.")
    ana.click("Cancel reminder")
    ana.sees(f"The reminder of {number} is cancelled.")
    heard = len(ana.messages())
    fresh.to("2026-01-07", "07:30")
    assert not any("call Ben" in one for one in ana.messages()[heard:])
    assert fresh.refused == []


def test_the_cards_button_asks_when_and_what_is_unclear_is_asked_about(firm: Running) -> None:
    ana, number = firm.ana, selling.create(firm.ana)
    ana.command(f"/opp {number}")
    ana.click("Remind me")
    ana.opens(f"Remind me · {number}")
    ana.fill("Day", "2026-01-12")
    ana.fill("Time", "08:30")
    ana.fill("Note", "Ask for the order")
    ana.submit("Remind me")
    ana.sees(f"You will be reminded of {number}: Mon, 12 Jan, 08:30.", "Ask for the order")
    ana.click("Cancel reminder")
    ana.sees(f"The reminder of {number} is cancelled.")
    ana.command(f"/opp remind {number} 8.30 call Ben")
    ana.opens(f"Remind me · {number}", "“8.30” can be a time or a date.")
    assert ana.value("Note") == "call Ben" and ana.value("Day") == ""
    ana.close()
    with firm.nothing_stored():
        ana.command(f"/opp remind {number} yesterday 8:00")
        ana.sees("This date is too early")
    ana.command(f"/opp remind {number} tomorrow call")
    ana.sees("Tue, 6 Jan, 08:00")
    ana.command("/opp settings")
    ana.sees("My reminders", number)
    ana.click("Cancel reminder")
    ana.sees("Your settings", f"The reminder of {number} is cancelled.")


def test_a_day_that_no_calendar_has_is_refused_and_nothing_is_asked(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    with firm.nothing_stored():
        for typed in ("31.2. 8:00", "call Ben 30.2.2027", "31.4."):
            ana.command(f"/opp remind {number} {typed}")
            day = next(word for word in typed.split() if word[0] == "3")
            ana.sees(f"There is no day {day}: that month is shorter.")
            assert ana.title() == ""
