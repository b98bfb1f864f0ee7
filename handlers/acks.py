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
    if asked.kind == "form" and (fields := inputs(asked)):
        return Refused(failures.on_fields(refusal, asked.texts, fields))
    if asked.kind == "options":
        return Choices([])
    sentence = failures.captioned(refusal, asked.texts)
    return problems.refusal(refusal, sentence, asked.by, asked.texts, asked.today, asked.line)


def troubled(message: Message, asked: Asked) -> Reply:
    """What went wrong, where the person is."""
    if asked.kind == "form" and (fields := inputs(asked)):
        return Refused({fields[0]: message.text})
    if asked.kind == "action" and asked.block in inputs(asked):
        return Nothing()  # a message would take the place of the form, and of what stands in it
    return Choices([]) if asked.kind == "options" else message


def inputs(asked: Asked) -> list[str]:
    """The names of a form's fields, in their order."""
    drawn = [b["block_id"] for b in asked.view.get("blocks") or [] if b.get("type") == "input"]
    return drawn or list(asked.values or {})


def strange(kind: Kind, why: Exception) -> dict[str, Any]:
    """The answer to somebody who may see nothing, or of whom we do not know who they are: never silence."""
    english = texts.plain("en", "UTC", "CHF")
    said = {members.Stranger: problems.stranger, members.Unknown: problems.unknown}.get(type(why), problems.busy)
    if kind == "command":
        return {"response_type": "ephemeral", "text": said(english).text}
    return {"options": []} if kind == "options" else {}
