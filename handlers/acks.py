"""What an ack itself says: a reply as Slack wants it for a command, a form, a type-ahead."""

from typing import Any

from handlers import failures, members, texts
from handlers.asked import Asked, Kind
from handlers.replies import Choices, Form, Message, Nothing, Redraw, Refused, Reply
from handlers.views import problems
from store.rules.refusals import Refusal


def acknowledged(asked: Asked, reply: Reply) -> dict[str, Any]:
    """What the ack itself says."""
    match reply:
        case Message() if asked.kind == "command":
            return {"response_type": "ephemeral", "text": reply.text, "blocks": reply.blocks}
        case Refused(sentences):
            return {"response_action": "errors", "errors": sentences}
        case Redraw():
            return {}
        case Message() if asked.kind == "form" and asked.metadata.get("o"):
            return {"response_action": "clear"}
        case Form(form) if asked.kind == "form":
            return {"response_action": "update", "view": form}
        case Choices(options):
            return {"options": options}
        case _:
            return {}


def refused(refusal: Refusal, asked: Asked) -> Reply:
    """A refusal on its field in a form, as a message elsewhere."""
    if asked.kind == "form" and (fields := inputs(asked.body)):
        return Refused(failures.on_fields(refusal, asked.texts, fields))
    if asked.kind == "options":
        return Choices([])
    sentence = failures.captioned(refusal, asked.texts)
    return problems.refusal(refusal, sentence, asked.by, asked.texts, asked.today, asked.line)


def troubled(message: Message, asked: Asked) -> Reply:
    """What went wrong, where the person is."""
    if asked.kind == "form" and (fields := inputs(asked.body)):
        return Refused({fields[0]: message.text})
    if asked.kind == "action" and asked.block in inputs(asked.body):
        return Nothing()  # a message would take the place of the form, and of what stands in it
    return Choices([]) if asked.kind == "options" else message


def inputs(body: dict[str, Any]) -> list[str]:
    """The names of a form's fields, in their order."""
    view = body.get("view") or {}
    drawn = [b["block_id"] for b in view.get("blocks") or [] if b.get("type") == "input"]
    return drawn or list((view.get("state") or {}).get("values") or {})


def strange(why: Exception) -> Message:
    """What somebody is told who may see nothing, or of whom we do not know who they are."""
    said = {members.Stranger: problems.stranger, members.Unknown: problems.unknown}.get(type(why), problems.busy)
    return said(texts.plain("en", "UTC", "CHF"))


def unasked(kind: Kind, body: dict[str, Any], message: Message) -> dict[str, Any]:
    """The ack that says so: a form stays open, and what was filled in is not lost."""
    if kind == "command":
        return {"response_type": "ephemeral", "text": message.text}
    if kind == "form" and (fields := inputs(body)):
        return {"response_action": "errors", "errors": {fields[0]: message.text}}
    return {"options": []} if kind == "options" else {}


def is_pressed(kind: Kind, body: dict[str, Any]) -> bool:
    """Whether it is a button, or a form without fields, whose ack can say nothing: else there would be silence."""
    pressed = {str(one.get("block_id")) for one in body.get("actions") or ()}
    return (kind == "action" and pressed.isdisjoint(inputs(body))) or (kind == "form" and not inputs(body))
