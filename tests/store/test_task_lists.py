"""Lists of tasks: whose, in which state, in which order, and when the next one is due (domain.md F065)."""

from datetime import date, timedelta

from store import task_changes, task_lists
from store.rules.words import ContactKind
from store.task_lists import Filters, State
from tests.store.firm import BEGAN, Firm
from tests.store.test_task_changes import act
from tests.store.test_tasks import DAY, complete, create, tasks_of


def descriptions(firm: Firm, filters: Filters, today: date = BEGAN, start: int = 0, size: int = 20) -> list[str]:
    """What the tasks of a page are called."""
    with firm.sessions.reading() as session:
        return [t.description for t in task_lists.page(session, firm.ana, filters, today, start, size).rows]


def test_a_list_has_the_open_ones_by_date_then_the_closed_ones_newest_first(firm: Firm) -> None:
    """F065: with status, date, priority and owner; filtered by state."""
    number = firm.create(value=None)
    for text, days in (("later", 9), ("late", -1), ("soon", 2), ("done", 1), ("done last", 5), ("cancelled", 3)):
        todo = create(firm, number, text, BEGAN + days * DAY).number
        if text.startswith("done"):
            complete(firm, todo, BEGAN + days * DAY)
        elif text == "cancelled":
            act(firm, task_changes.cancel, todo, on=BEGAN + days * DAY)
    key = firm.card(number).id
    states = {state: descriptions(firm, Filters(opportunity_id=key, state=state)) for state in State}
    assert states == {
        State.OPEN: ["late", "soon", "later"],
        State.OVERDUE: ["late"],
        State.CLOSED: ["done last", "cancelled", "done"],
        State.BOTH: ["late", "soon", "later", "done last", "cancelled", "done"],
    }


def test_a_person_has_their_own_and_a_company_those_of_its_persons(firm: Firm) -> None:
    """F065."""
    create(firm, None, "of the company", BEGAN, contact_id=firm.company.id)
    create(firm, None, "of the person", BEGAN, contact_id=firm.person.id)
    create(firm, None, "Bens", BEGAN + DAY, salesperson_id=firm.ben.id)
    other = firm.contact("Nobody", ContactKind.PERSON)
    assert descriptions(firm, Filters(contact_id=firm.company.id)) == ["of the company", "of the person"]
    assert descriptions(firm, Filters(contact_id=firm.person.id)) == ["of the person"]
    assert descriptions(firm, Filters(firm.ben.id)) == ["Bens"]
    assert descriptions(firm, Filters(contact_id=other.id)) == []
    assert len(descriptions(firm, Filters())) == 3


def test_a_list_is_cut_into_pages_that_tell_the_total(firm: Firm) -> None:
    """F065."""
    for n in range(7):
        create(firm, None, str(n), BEGAN + n * DAY)
    assert descriptions(firm, Filters(firm.ana.id), start=5, size=5) == ["5", "6"]
    with firm.sessions.reading() as session:
        beyond = task_lists.page(session, firm.ana, Filters(firm.ana.id), BEGAN, 50, 5)
    assert (beyond.rows, beyond.total) == ([], 7)


def test_the_next_task_is_the_earliest_open_one(firm: Firm) -> None:
    """F065: of a contact, a company's persons included, and of a salesperson."""

    def next_on() -> list[date | None]:
        with firm.sessions.reading() as session:
            by_contact = [task_lists.next_on(session, firm.ana, contact_id=c.id) for c in (firm.company, firm.person)]
            return [*by_contact, task_lists.next_on(session, firm.ana, person_id=firm.ana.id)]

    assert next_on() == [None] * 3
    number = firm.create(value=None)
    first, second = (create(firm, number, "Call", BEGAN + timedelta(days=n)).number for n in (3, 1))
    assert next_on() == [BEGAN + DAY] * 3
    complete(firm, second)
    assert next_on() == [BEGAN + 3 * DAY] * 3
    complete(firm, first)
    assert next_on() == [None] * 3 and not tasks_of(firm, first).open
