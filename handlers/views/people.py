"""People: the list in which admins change roles, and one person's card."""

from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    bold,
    button,
    confirm,
    context,
    cut,
    esc,
    fields,
    header,
    option,
    section,
    select,
    somebody,
)
from handlers.views.messages import Message
from handlers.views.pages import turning
from store.rights import Member
from store.rules.words import Role
from store.salespeople import PAGE, Card, Page, Person, Sum


def message(page: Page, query: str, texts: Texts, *, note: str = "") -> Message:
    """The people, each with the menu of roles; `query` is what was searched for."""
    title = texts.t("People")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    if query:
        drawn.append(context(texts.t("Those with “{words}” in their name", words=esc(cut(query, 100)))))
    if not page.rows:
        drawn.append(section(texts.t("Nobody has this in their name.")))
    for number, row in enumerate(page.rows):
        place = f"{wire.PEOPLE}:{number}:{page.start} {query}"[:250]
        show = button(texts.t("Show"), wire.PERSON, row.person.slack_id)
        drawn += [
            section(f"{bold(row.person.name)}\n{_state(row.person, row.teams, texts)}"),
            actions(_roles(row.person, texts), show) | {"block_id": place},
        ]
    find = somebody(f"{wire.PERSON}:find", placeholder=texts.t("Find somebody"))
    teams = button(texts.t("Teams"), wire.TEAMS)
    drawn.append(actions(find, teams, *turning(wire.PEOPLE, page.start, PAGE, page.total, texts, query)))
    return Message(drawn, esc(note) or title)


def _roles(person: Person, texts: Texts) -> Block:
    """The menu of roles; what it sends names the role the person was seen with."""
    choices = [option(words.role(role, texts), f"{person.id} {person.role} {role}") for role in Role]
    return select(f"{wire.ROLE}:{person.id}", choices, f"{person.id} {person.role} {person.role}", texts.t("Role"))


def _state(person: Person, teams: tuple[str, ...], texts: Texts) -> str:
    said = [words.role(person.role, texts), *map(esc, teams)]
    marks = {
        texts.t("guest"): person.guest,
        texts.t("deactivated in Slack"): not person.active,
        texts.t("blocked as a salesperson"): person.blocked,
        texts.t("taken out"): person.removed,
    }
    return cut(" · ".join([*said, *(mark for mark, holds in marks.items() if holds)]), 1500)


def card(card: Card, by: Member, texts: Texts, today: date, *, note: str = "") -> Message:
    """A person with what they have in hand, and for admins what may be changed."""
    person, mention = card.person, f"<@{card.person.slack_id}>"
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [
        header(person.name),
        section(f"{mention} · {_state(person, card.teams, texts)}"),
        _figures(card, texts, today),
    ]
    buttons = [
        button(texts.t("Opportunities"), f"{wire.LIST}:person", f"0 {mention}"),
        button(texts.t("Tasks"), wire.TASKS, mention),
    ]
    if by.may("create") and _sells(person):
        buttons.insert(0, button(texts.t("New opportunity"), wire.NEW, mention, style="primary"))
    drawn.append(actions(*buttons))
    if by.may("setup"):
        drawn.append(_changes(person, texts) | {"block_id": f"{wire.PERSON}:{person.slack_id}"})
    return Message(drawn, esc(note) or esc(person.name))


def _sells(person: Person) -> bool:
    here = person.active and not (person.guest or person.removed or person.blocked)
    return here and person.role is not Role.READER


def _figures(card: Card, texts: Texts, today: date) -> Block:
    due = card.next_task_on
    return fields(
        [
            (texts.t("Open opportunities"), _sum(card.open, texts)),
            (texts.t("Including closed"), _sum(card.everything, texts)),
            (texts.t("Open tasks"), texts.number(card.tasks)),
            (texts.t("Next task"), f"{texts.date(due)} ({texts.when(due, today)})" if due else "–"),
        ]
    )


def _sum(one: Sum, texts: Texts) -> str:
    if not one.count:
        return texts.number(0)
    figures = texts.t("{value}, weighted {weighted}", value=texts.money(one.value), weighted=texts.money(one.weighted))
    return f"{texts.number(one.count)} · {figures}"


def _changes(person: Person, texts: Texts) -> Block:
    if person.removed:
        return actions(button(texts.t("Bring back"), wire.BRING_BACK, str(person.id), style="primary"))
    if person.blocked:
        block = button(texts.t("Unblock as salesperson"), wire.BLOCK, f"{person.id} off")
    else:
        block = button(texts.t("Block as salesperson"), wire.BLOCK, f"{person.id} on")
    sure = confirm(
        texts.t("Take {name} out?", name=cut(person.name, 60)),
        texts.t(
            "They can do nothing here any more, and leave their teams. What they did stays, and they can come back."
        ),
        texts.t("Take out"),
        texts.t("Cancel"),
    )
    out = button(texts.t("Take out"), wire.TAKE_OUT, str(person.id), style="danger", confirm=sure)
    return actions(_roles(person, texts), block, out)
