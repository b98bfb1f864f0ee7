"""What deleting takes with it, before and after it is done."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, button, confirm, context, cut, esc, form, header, section
from handlers.views.messages import Message
from store.deletions import Going
from store.purges import Plan


def form_of(going: Going, texts: Texts, metadata: str) -> Block:
    """The question before one is deleted: what goes, what stays."""
    drawn: list[Block] = [
        section(f"*{going.number}* {esc(going.description)}\n{_about(going, texts)}"),
        section("\n".join(f"• {line}" for line in _goes(going, texts))),
        context(texts.t("This can not be undone. The audit trail keeps what was done under its number.")),
    ]
    title = texts.t("Delete {number}", number=going.number)
    return form("delete", title, drawn, submit=texts.t("Delete"), close=texts.t("Cancel"), metadata=metadata)


def _about(going: Going, texts: Texts) -> str:
    parts = [words.status(going.status, texts), esc(going.contact), esc(going.salesperson)]
    if going.closed_on:
        parts.insert(1, texts.date(going.closed_on))
    return " · ".join(parts)


def _goes(going: Going, texts: Texts) -> list[str]:
    lines = [texts.n("Its history goes: {count} entry.", "Its history goes: {count} entries.", going.history)]
    if going.comments:
        lines.append(texts.n("{count} comment goes.", "{count} comments go.", going.comments))
    if going.open_tasks:
        lines.append(
            texts.n(
                "{count} open task is cancelled; it keeps number and description of the opportunity.",
                "{count} open tasks are cancelled; they keep number and description of the opportunity.",
                going.open_tasks,
            )
        )
    if going.quote:
        lines.append(texts.t("Quote {quote} stays, and belongs to no opportunity then.", quote=esc(going.quote)))
    if going.order:
        lines.append(texts.t("Order {order} stays, and belongs to no opportunity then.", order=esc(going.order)))
    if going.invoice:
        lines.append(texts.t("Invoice {invoice} stays with its order.", invoice=esc(going.invoice)))
    return lines


def gone(going: Going, texts: Texts) -> Message:
    """What was deleted."""
    said = texts.t("{number} {description} is deleted.", number=going.number, description=cut(going.description, 200))
    if going.open_tasks:
        cancelled = texts.n("{count} task was cancelled.", "{count} tasks were cancelled.", going.open_tasks)
        said = f"{said} {cancelled}"
    return Message([section(esc(said))], esc(said))


def question(plan: Plan, query: str, texts: Texts, *, note: str = "") -> Message:
    """The question before many are deleted: how many, the first of them, and how many stay."""
    title = texts.t("Delete closed opportunities")
    drawn: list[Block] = [header(title), *([section(esc(note))] if note else [])]
    if not plan.total:
        drawn.append(section(texts.t("No closed opportunity is meant by this.")))
    else:
        lines = [f"*{one.number}* {esc(cut(one.description, 100))} · {_about(one, texts)}" for one in plan.first]
        if plan.total > len(plan.first):
            rest = plan.total - len(plan.first)
            lines.append(texts.n("and {count} more", "and {count} more", rest))
        drawn += [section("\n".join(lines)), actions(_button(plan.total, query, texts))]
        drawn.append(context(texts.t("Their history and comments go, open tasks are cancelled. It can not be undone.")))
    if plan.others:
        drawn.append(
            context(
                texts.n(
                    "{count} more stays: somebody else manages its salesperson.",
                    "{count} more stay: somebody else manages their salespeople.",
                    plan.others,
                )
            )
        )
    return Message(drawn, title)


def _button(total: int, query: str, texts: Texts) -> Block:
    label = texts.n("Delete {count} opportunity", "Delete {count} opportunities", total)
    sure = confirm(label, texts.t("This can not be undone."), texts.t("Delete"), texts.t("Cancel"))
    return button(label, wire.PURGE, cut(f"{total} {query}", 1900), style="danger", confirm=sure)


def gone_many(deleted: int, left: int, query: str, texts: Texts) -> Message:
    """How many were deleted; where there are more than one turn takes, the button for the next."""
    said = texts.n("{count} opportunity is deleted.", "{count} opportunities are deleted.", deleted)
    drawn: list[Block] = [section(said)]
    if left:
        more = texts.n("{count} more is to be deleted.", "{count} more are to be deleted.", left)
        drawn += [section(more), actions(_button(left, query, texts))]
    return Message(drawn, said)
