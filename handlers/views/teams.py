"""Teams: the list admins work in, and the form that makes and changes one."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    cut,
    esc,
    field,
    form,
    section,
    typed,
)
from handlers.views.codes import deleting
from handlers.views.messages import Message
from handlers.views.pages import set_up
from store.team_changes import LONGEST, Mate, Team


def message(teams: list[Team], texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The teams with who is in them."""
    empty = texts.t("There is no team: every manager manages everybody.")
    new = button(texts.t("New team"), wire.TEAM, style="primary")
    return set_up(
        texts.t("Teams"), teams, lambda one: _row(one, texts), new, wire.TEAMS, texts,
        empty=empty, start=start, note=note,
    )  # fmt: skip


def _row(team: Team, texts: Texts) -> Block:
    members = texts.n("{count} member", "{count} members", len(team.mates))
    lines = [f"{bold(team.name)} · {members}"]
    managers = _names(team.managers) or texts.t("nobody")
    lines.append(texts.t("Managed by {names}", names=managers))
    return section("\n".join(lines), button(texts.t("Edit"), wire.TEAM, str(team.id)))


def _names(mates: list[Mate]) -> str:
    return cut(", ".join(esc(mate.name) for mate in mates), 1000)


def team_form(team: Team | None, texts: Texts, metadata: str) -> Block:
    """The form of a new team, or of one that is there."""
    members = [mate.slack_id for mate in team.mates] if team else []
    managers = [mate.slack_id for mate in team.managers] if team else []
    drawn: list[Block] = [
        field("team", words.field("team", texts), typed("text", team.name if team else "", longest=LONGEST)),
        field("members", words.field("members", texts), _several("members", members, texts), optional=True),
        field("managers", words.field("managers", texts), _several("managers", managers, texts), optional=True),
        context(texts.t("A manager sees to what belongs to the members, and is a member too.")),
    ]
    if team:
        what = texts.t("The people in it stay. A channel that hears of its opportunities hears of them no more.")
        drawn.append(actions(deleting(team.name, what, wire.UNTEAM, f"{team.id} {team.version}", texts)))
    title = texts.t("Team") if team else texts.t("New team")
    submit = texts.t("Save") if team else texts.t("Create")
    return form("team", title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _several(action: str, chosen: list[str], texts: Texts) -> Block:
    block: Block = {
        "type": "multi_users_select",
        "action_id": action,
        "placeholder": {"type": "plain_text", "text": texts.t("Choose people")},
    }
    return block | ({"initial_users": chosen} if chosen else {})
