"""Type-ahead: tolerant of accents, case and one error; the same answers with and without a trigram index."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from store import contacts, search
from store.models.contacts import contacts as contact_table
from store.rules import text as rules_text
from store.rules.words import ContactKind, Outcome
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, founded

NAMES = (
    *(
        "Müller Maschinen AG",
        "Mueller & Söhne",
        "Obermüller Bau",
        "Muster GmbH",
        "100 % Natur",
        "1000 Dinge",
        "A_B Werk",
    ),
    *("Škoda Česko", "Łódź Transport", "Ørsted", "Straße Süd", "!!!", "Nordwind"),
)


@pytest.fixture(params=["with trigrams", "without"])
def indexed(request: pytest.FixtureRequest, sessions: Sessions) -> Sessions:
    """A database that has the trigram index, and one where it could not be made."""
    if request.param == "without":
        with sessions.writing() as session:
            gone = ["TRIGGER trigrams_contacts_insert", "TRIGGER trigrams_contacts_update"]
            gone += ["TRIGGER trigrams_contacts_delete", "TABLE trigrams_contacts"]
            if session.dialect == "postgresql":
                gone = ["INDEX IF EXISTS trigrams_contacts", "INDEX IF EXISTS trigrams_opportunities"]
            for what in gone:
                session.connection.execute(text(f"DROP {what}"))
    return sessions


@pytest.fixture
def firm(indexed: Sessions) -> Firm:
    """A firm with contacts of many kinds."""
    firm = founded(indexed, prefix="Own ")
    for name in NAMES:
        firm.contact(name)
    return firm


def found(firm: Firm, typed: str, limit: int = 20) -> list[str]:
    """The names of the contacts found."""
    with firm.sessions.reading() as session:
        return [hit.name for hit in search.contacts(session, firm.ana, typed, limit)]


def test_case_accents_blanks_and_the_order_of_words_do_not_matter(firm: Firm) -> None:
    for typed in ["müller masch", "MULLER MASCHINEN", "Müller  Maschinen", "maschinen müller", "Mull AG"]:
        assert "Müller Maschinen AG" in found(firm, typed), typed


def test_letters_with_strokes_and_hooks_are_found_without_them(firm: Firm) -> None:
    for typed, name in [
        *(("skoda", "Škoda Česko"), ("cesko", "Škoda Česko"), ("lodz", "Łódź Transport"), ("orsted", "Ørsted")),
        *(("strasse", "Straße Süd"), ("sud", "Straße Süd")),
    ]:
        assert found(firm, typed) == [name], typed


def test_the_start_of_the_name_comes_first_then_starts_of_words_then_parts_then_errors(firm: Firm) -> None:
    firm.contact("Bau Müller")
    assert found(firm, "müller") == [
        *("Müller Maschinen AG", "Bau Müller", "Own Müller Maschinen AG", "Own Zoë Kägi", "Obermüller Bau"),
    ]
    assert found(firm, "ordwi") == ["Nordwind"]
    firm.contact("Ordwi Dach")
    assert found(firm, "ordwi") == ["Ordwi Dach", "Nordwind"]


def test_one_letter_wrong_missing_doubled_or_swapped_is_forgiven(firm: Firm) -> None:
    for typed in ["nordwnd", "nordwimd", "nrodwind", "nordwwind", "onrdwind", "mordwind", "ordwind", "xnordwind"]:
        assert found(firm, typed) == ["Nordwind"], typed


def test_two_errors_an_error_in_a_short_word_and_a_word_that_is_not_there_are_not(firm: Firm) -> None:
    for typed in ["nodwnd", "nordwind muller", "wx", "nor wnd"]:
        assert "Nordwind" not in found(firm, typed), typed


def test_one_misspelt_word_among_right_ones_is_forgiven(firm: Firm) -> None:
    assert found(firm, "müller mashcinen") == ["Müller Maschinen AG", "Own Müller Maschinen AG", "Own Zoë Kägi"]


def test_a_person_is_found_by_their_company(firm: Firm) -> None:
    assert "Own Zoë Kägi" in found(firm, "kagi muller")


def test_the_middle_of_a_word_is_found_from_three_letters_on(firm: Firm) -> None:
    assert found(firm, "ermul") == ["Obermüller Bau"]
    assert found(firm, "ermul bau") == ["Obermüller Bau"]
    assert "Obermüller Bau" not in found(firm, "er")


def test_wildcards_are_nothing_special(firm: Firm) -> None:
    assert found(firm, "%") == ["100 % Natur"]
    assert found(firm, "_") == ["A_B Werk"]
    assert found(firm, "\\") == []
    assert found(firm, "!!") == ["!!!"]
    assert found(firm, "m%r") == []
    assert found(firm, "' OR 1=1 --") == []


def test_the_exact_number_comes_first(firm: Firm) -> None:
    assert found(firm, "ct3")[0] == found(firm, "CT000003")[0] == "Müller Maschinen AG"
    assert found(firm, "1000")[0] == "1000 Dinge"


def test_with_nothing_typed_the_newest_come_first(firm: Firm) -> None:
    assert found(firm, "  ", 2) == ["Nordwind", "!!!"]


def test_no_more_are_told_than_asked_for_and_none_twice(firm: Firm) -> None:
    for n in range(30):
        firm.contact(f"Muller Muller {n}")
    assert len(found(firm, "mull", 7)) == 7
    everything = found(firm, "mull", 100)
    assert len(everything) == len(set(everything)) == 34


def test_who_can_not_be_chosen_does_not_crowd_out_who_can(firm: Firm) -> None:
    for n in range(60):  # more than three times what is shown
        firm.contact(f"Corp Zeta {n:02}", kind=ContactKind.PERSON, company_id=firm.company.id)
    lone, zeta = firm.contact("Corp Zuletzt", kind=ContactKind.PERSON), firm.contact("Zeta Corporation")
    colleague = firm.contact("Yvo Corp", kind=ContactKind.PERSON, company_id=zeta.id)
    with firm.sessions.reading() as session:
        for typed in ("corp", "orp", "corq"):
            assert search.companies(session, firm.ana, typed) == [zeta], typed
            assert search.colleagues(session, firm.ana, typed, None) == [lone], typed
            there = search.colleagues(session, firm.ana, typed, zeta.id)
            assert {one.id for one in there} == {zeta.id, colleague.id}, typed
            assert search.colleagues(session, firm.ana, "", zeta.id) == [zeta, colleague]
        assert lone.id in [one.id for one in search.colleagues(session, firm.ana, "", None)]


def test_a_blocked_contact_is_found_and_not_offered(firm: Firm) -> None:
    key = firm.contact("Heikel AG").id
    with firm.sessions.writing() as session:
        mine = (contact_table.c.id == key) & (contact_table.c.workspace_id == firm.ana.workspace_id)
        session.change(contact_table.update().where(mine).values(privacy_blocked=True))
    with firm.sessions.reading() as session:
        for typed in ("heikel", "eike", "hiekel"):
            assert [one.id for one in search.contacts(session, firm.ana, typed)] == [key], typed
            assert search.usable(session, firm.ana, typed) == [], typed
            assert search.companies(session, firm.ana, typed) == [], typed


def test_another_workspace_is_not_searched(firm: Firm) -> None:
    other = founded(firm.sessions, "T2", prefix="Secret ")
    other.contact("Nordwind of the others")
    number = other.create("Secret plan")
    for typed in ("nordwind", "ordwin", "nordwnd", "secret", "%", ""):
        assert not [name for name in found(firm, typed) if "Secret" in name or "others" in name]
    with firm.sessions.reading() as session:
        for typed in ("secret", number, "plan", "pln", ""):
            assert search.opportunities(session, firm.ana, typed) == []


def test_a_renamed_contact_is_found_by_the_new_name_and_not_by_the_old(firm: Firm) -> None:
    key = firm.contact("Alt Bekannt").id
    with firm.sessions.writing() as session:
        mine = (contact_table.c.id == key) & (contact_table.c.workspace_id == firm.ana.workspace_id)
        session.change(contact_table.update().where(mine).values(name="Neu", folded=rules_text.folded("Neu Zeit")))
    assert (found(firm, "neu"), found(firm, "zeit"), found(firm, "eit")) == (["Neu"], ["Neu"], ["Neu"])
    assert (found(firm, "bekannt"), found(firm, "ekann"), found(firm, "bekanmt")) == ([], [], [])


def test_a_deleted_contact_is_found_no_more(firm: Firm) -> None:
    key = firm.contact("Vorbei").id
    with firm.sessions.writing() as session:
        mine = (contact_table.c.id == key) & (contact_table.c.workspace_id == firm.ana.workspace_id)
        session.change(contact_table.delete().where(mine))
    assert (found(firm, "vorbei"), found(firm, "rbei"), found(firm, "vorbie")) == ([], [], [])


def test_what_was_rolled_back_is_not_found(firm: Firm) -> None:
    with suppress(ZeroDivisionError), firm.sessions.writing() as session:
        contacts.create(session, firm.ana, name="Nie Gewesen", kind=ContactKind.COMPANY, now=at(BEGAN))
        raise ZeroDivisionError
    assert (found(firm, "gewesen"), found(firm, "wese")) == ([], [])


def test_an_opportunity_is_found_by_any_part_of_number_description_contact_and_company(firm: Firm) -> None:
    number = firm.create("Zwei Pümpen für Zürich", by=firm.ben)
    firm.close(number, Outcome.LOST, on=BEGAN + timedelta(days=1))
    for typed in (
        *(
            "OP000001",
            "op1",
            "1",
            "0000",
            "op00",
            "pumpen",
            "umpe",
            "pumpem",
            "kagi",
            "muller pump",
            "masch",
            "mashc kag",
        ),
    ):
        with firm.sessions.reading() as session:
            hits = search.opportunities(session, firm.ana, typed)
        assert [hit.number for hit in hits] == [number], typed
    (hit,) = hits
    assert (hit.number, hit.description, hit.status) == (number, "Zwei Pümpen für Zürich", "lost")
    assert (hit.contact_name, hit.salesperson_name) == ("Own Zoë Kägi", "Ben")


def test_opportunities_are_ranked_like_contacts_and_the_newest_come_first_with_nothing_typed(firm: Firm) -> None:
    firm.create("Alte Pumpe")
    firm.create("Pumpe")
    firm.create("Pimpe")
    with firm.sessions.reading() as session:
        ranked = [hit.description for hit in search.opportunities(session, firm.ana, "pumpe")]
        newest = [hit.description for hit in search.opportunities(session, firm.ana, "", 2)]
    assert ranked == ["Pumpe", "Alte Pumpe", "Pimpe"]
    assert newest == ["Pimpe", "Pumpe"]


def test_a_contact_is_shown_by_exactly_its_name_whatever_its_company(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        assert contacts.show(session, firm.ana, "own zoe KÄGI").name == "Own Zoë Kägi"
        assert contacts.show(session, firm.ana, "Muster GmbH").name == "Muster GmbH"
        with pytest.raises(contacts.NotFound):
            contacts.show(session, firm.ana, "Own Zoë")
