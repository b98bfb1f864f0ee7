"""Comments on an opportunity: kept whole, listed newest first."""

from datetime import timedelta

from store import cards, comments
from store.listings import Page
from store.rules.words import Outcome
from tests.store.firm import BEGAN, Firm, at


def comment(firm: Firm, number: str, said: str, hour: int = 9) -> None:
    """Ben comments."""
    with firm.sessions.writing() as session:
        comments.add(session, firm.ben, number, said, at(BEGAN, hour))


def page(firm: Firm, number: str, start: int = 0) -> Page[comments.Comment]:
    """A page of the comments."""
    key = firm.card(number).id
    with firm.sessions.reading() as session:
        return comments.of_opportunity(session, firm.ana, key, start)


def test_the_comments_of_an_opportunity_are_listed_newest_first_a_page_at_a_time(firm: Firm) -> None:
    """F078: each with its author and moment, and none of another opportunity's."""
    number, other = firm.create(), firm.create()
    for n in range(12):
        comment(firm, number, f"Comment {n}", hour=n)
    comment(firm, other, "Elsewhere")
    first, second = page(firm, number), page(firm, number, 10)
    assert [c.text for c in first.rows] == [f"Comment {n}" for n in range(11, 1, -1)]
    assert [c.text for c in second.rows] == ["Comment 1", "Comment 0"]
    assert (first.total, second.total) == (12, 12)
    assert (first.rows[0].author, first.rows[0].at) == ("Ben", at(BEGAN, 11))


def test_a_card_has_the_newest_comment_and_how_many_there_are_closed_or_not(firm: Firm) -> None:
    """F078, F055: comments can be added after closing (decision 38)."""
    number, silent = firm.create(), firm.create()
    comment(firm, number, "First")
    firm.close(number, Outcome.LOST, on=BEGAN + timedelta(days=1))
    comment(firm, number, "Second")
    with firm.sessions.reading() as session:
        shown, none = (cards.show(session, firm.ana, one) for one in (number, silent))
    assert shown.comment and (shown.comment.text, shown.comments) == ("Second", 2)
    assert (none.comment, none.comments) == (None, 0)
