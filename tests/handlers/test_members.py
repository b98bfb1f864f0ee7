"""Who Slack says somebody is."""

from typing import Any

import pytest

from handlers.members import Actor, described


@pytest.mark.parametrize(
    ("user", "guest"),
    [
        ({}, False),
        ({"team_id": "T1"}, False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, False),
        ({"team_id": "E1"}, False),
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, True),
        ({"team_id": "T1", "is_restricted": True}, True),
        ({"team_id": "T1", "is_bot": True}, True),
    ],
)
def test_somebody_whom_a_shared_channel_brought_is_a_guest(user: dict[str, Any], guest: bool) -> None:
    who = Actor("T1", "E1", "U2", "T1")
    assert described({"id": "U2", "name": "ben", **user}, who).guest is guest


def test_a_workspace_outside_a_grid_does_not_take_those_of_no_organisation_for_its_own() -> None:
    assert described({"id": "U2", "team_id": "T2", "enterprise_user": {}}, Actor("T1", "", "U2", "T1")).guest
