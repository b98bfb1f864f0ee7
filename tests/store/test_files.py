"""Files and links: kept with an opportunity, closed or not, by whoever may."""

import pytest
from sqlalchemy import select

from store import audits, cards, files, threads
from store.models.audits import audits as audit_table
from store.models.events import files as table
from store.rights import Member
from store.rules.refusals import AlreadyThere, Missing, NotFound, NotYours, TooLong, Unreadable
from store.rules.words import Outcome, Role
from tests.store.firm import BEGAN, Firm, at, refused

NOW = at(BEGAN)
URL = "https://example.com/offer?a=1&b=2"


def link(firm: Firm, number: str, url: str = URL, name: str = "") -> files.File:
    """Ben keeps a link."""
    with firm.sessions.writing() as session:
        return files.link(session, firm.ben, number, url, name, NOW)


def share(firm: Firm, number: str, slack_id: str = "F1", name: str = "offer.pdf") -> bool:
    """Ben shares a file."""
    with firm.sessions.writing() as session:
        return files.share(session, firm.ben, number, slack_id, name, f"https://slack.example/{slack_id}", NOW)


def shown(firm: Firm, number: str) -> cards.Shown:
    """The card as Ana sees it."""
    with firm.sessions.reading() as session:
        return cards.show(session, firm.ana, number)


def test_a_file_and_a_link_are_on_the_card_with_who_and_when(firm: Firm) -> None:
    """F078: a file shared in the thread is listed with it; links too, on closed ones as well."""
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert share(firm, number)
    link(firm, number, name="The offer")
    card = shown(firm, number)
    assert [one.name for one in card.files] == ["The offer", "offer.pdf"] and card.all_files == 2
    with firm.sessions.reading() as session:
        row = session.connection.execute(table.select().where(table.c.slack_id == "F1")).one()
    assert (row.person_id, row.at) == (firm.ben.id, NOW)


def test_the_newest_five_are_shown_and_all_are_counted(firm: Firm) -> None:
    number = firm.create()
    for n in range(7):
        link(firm, number, f"https://example.com/{n}")
    card = shown(firm, number)
    assert [one.name for one in card.files] == [f"example.com/{n}" for n in (6, 5, 4, 3, 2)] and card.all_files == 7


def test_a_file_is_kept_once_however_often_it_is_told_and_each_write_has_its_audit_row(firm: Firm) -> None:
    number = firm.create()
    assert share(firm, number) and not share(firm, number)
    link(firm, number)
    with firm.sessions.reading() as session:
        rows = audits.about(session, firm.ana, number).rows
    assert [row.operation for row in rows][:2] == ["add link", "share file"]
    assert rows[0].new == {"name": "example.com/offer?a=1&b=2", "url": URL}


def test_the_same_link_again_says_that_it_is_there(firm: Firm) -> None:
    link(firm, number := firm.create())
    with refused(firm, AlreadyThere):
        link(firm, number)
    link(firm, firm.create())


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("", Missing),
        ("example.com", Unreadable),
        ("ftp://example.com", Unreadable),
        ("javascript:alert(1)", Unreadable),
        ("https://", Unreadable),
        ("https://a b.example", Unreadable),
        ("https://[::1", Unreadable),
        ("https://example.com/" + "x" * 1981, TooLong),
    ],
)
def test_what_is_no_web_address_is_refused_on_its_field(firm: Firm, url: str, refusal: type[Exception]) -> None:
    number = firm.create()
    with refused(firm, refusal) as raised:  # type: ignore[arg-type] # each is a refusal
        link(firm, number, url)
    assert raised.value.place == "url"


def test_an_address_can_not_end_the_link_it_is_put_in(firm: Firm) -> None:
    kept = link(firm, firm.create(), "https://example.com/<!channel>|x")
    assert kept.url == "https://example.com/%3C!channel%3E%7Cx"


def test_a_file_deleted_in_slack_is_listed_no_more_and_nobody_did_it(firm: Firm, other: Firm) -> None:
    number, second = firm.create(), firm.create()
    theirs = other.create()
    for one in (number, second):
        share(firm, one)
    share(firm, number, "F2")
    share(other, theirs)
    with firm.sessions.writing() as session:
        files.deleted(session, firm.ana.workspace_id, "F1", NOW)
        files.deleted(session, firm.ana.workspace_id, "F404", NOW)
    assert ([one.name for one in shown(firm, number).files], shown(firm, second).files) == (["offer.pdf"], [])
    assert shown(other, theirs).all_files == 1
    with firm.sessions.reading() as session:
        gone = session.connection.execute(select(audit_table).where(audit_table.c.operation == "delete file")).all()
    assert [(row.person_id, row.about) for row in gone] == [(None, number), (None, second)]


def test_files_of_a_thread_find_their_opportunity_by_its_root_and_channel_alone(firm: Firm, other: Firm) -> None:
    number, workspace = firm.create(), firm.ana.workspace_id
    with firm.sessions.writing() as session:
        threads.begin(session, workspace, firm.card(number).id, number, "C1", "x", NOW)
        threads.begun(session, workspace, number, "C1", "1.1", 0, NOW)
        assert threads.number(session, workspace, "C1", "1.1") == number
        assert threads.number(session, workspace, "C2", "1.1") is None
        assert threads.number(session, other.ana.workspace_id, "C1", "1.1") is None


def test_all_of_them_are_listed_a_page_at_a_time_the_newest_first(firm: Firm) -> None:
    """F078."""
    number = firm.create()
    for n in range(files.LISTED + 2):
        link(firm, number, f"https://example.com/{n}", str(n))
    key = firm.card(number).id
    with firm.sessions.reading() as session:
        first, second = (files.listed(session, firm.ana, key, start) for start in (0, files.LISTED))
    assert [one.name for one, _ in first.rows] == [str(n) for n in range(files.LISTED + 1, 1, -1)]
    assert [one.name for one, _ in second.rows] == ["1", "0"]
    assert first.total == second.total == files.LISTED + 2


def test_an_opportunity_that_is_not_there_takes_no_files(firm: Firm) -> None:
    with refused(firm, NotFound):
        share(firm, "OP000099")


def test_a_link_is_removed_by_who_put_it_there_and_by_their_manager(firm: Firm, other: Firm) -> None:
    """F078: with its audit row; of the others nobody may, and of another workspace there is none."""
    number, colleague = firm.create(), firm.member(Role.SALESPERSON)
    link(firm, number, name="The offer")
    share(firm, number)

    def listed(by: Member) -> list[tuple[int, str, str, bool]]:
        with firm.sessions.reading() as session:
            found = files.listed(session, by, firm.card(number).id)
        return [(one.id, one.name, one.person, may) for one, may in found.rows]

    def remove(by: Member, key: int) -> tuple[str, files.File]:
        with firm.sessions.writing() as session:
            return files.remove(session, by, key, NOW)

    (file, *shared), (key, *offer) = listed(firm.ben)
    assert (shared, offer) == (["offer.pdf", "Ben", True], ["The offer", "Ben", True])
    assert [may for *_, may in listed(colleague)] == [False, False]
    with refused(firm, NotYours):
        remove(colleague, key)
    with refused(firm, NotFound), other.sessions.writing() as session:
        files.remove(session, other.ana, key, NOW)
    assert remove(firm.ben, key) == (number, files.File("The offer", URL))
    with refused(firm, NotFound):
        remove(firm.ben, key)
    remove(firm.ana, file)
    assert shown(firm, number).all_files == 0
    with firm.sessions.reading() as session:
        newest = audits.about(session, firm.ana, number).rows[1]
    assert (newest.operation, newest.old) == ("remove link", {"name": "The offer", "url": URL})
    link(firm, number)
