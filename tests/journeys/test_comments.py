"""Comments as people make and read them: cut on the card, whole in the list."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_a_long_comment_is_cut_on_the_card_and_whole_in_the_list(firm: Running) -> None:
    """F078: a comment of 3,000 characters."""
    ana = firm.ana
    number = selling.create(ana, contact="Talking AG")
    long = "They want the *red* one & say why. " * 85 + "The end."
    ana.command(f"/opp comment {number} Short and first")
    ana.sees("Your comment", "Short and first")
    ana.command(f"/opp comment {number} {long}")
    said = ana.sees("They want the", "…", "2 comments")
    assert "The end." not in said and "Short and first" not in said
    ana.click("Comments")
    listed = ana.sees(f"Comments on {number}", "Short and first", long)
    assert listed.index("The end.") < listed.index("Short and first")
    assert firm.refused == []


def test_comments_that_do_not_fit_into_one_message_are_behind_older(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, contact="Endless AG")
    for n in range(5):
        ana.command(f"/opp comment {number} {n}: {'so it was said, ' * 180}")
        ana.sees(f" {n}: so it was")
    ana.command(f"/opp comments {number}")
    said = ana.sees(f"Comments on {number}", "4: so", "3: so", "2: so")
    assert "1: so" not in said
    ana.click("Older")
    said = ana.sees("1: so", "0: so")
    assert "2: so" not in said and "[Older]" not in said


def test_the_list_of_an_opportunity_without_comments_offers_to_comment(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, contact="Silent AG")
    assert "Comments" not in ana.buttons()
    ana.command(f"/opp comments {number}")
    ana.sees("Nobody has commented on it yet.")
    ana.click("Comment")
    ana.opens("Comment")
    ana.fill("Comment", "At last")
    ana.submit("Save")
    ana.sees("At last")
