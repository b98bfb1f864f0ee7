"""Forms sent off and closed, and what the app answers to that."""

from typing import Any

from bot.sandbox.acting.checking import complaints
from bot.sandbox.acting.stage import TROUBLE, Gone, Stage
from bot.sandbox.limits import check_view
from bot.sandbox.limits.shapes import wrong
from bot.sandbox.making import open_form, set_body
from bot.sandbox.records import View
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def submit(stage: Stage, user: str) -> None:
    """Send the form in front, unless the client finds something missing in it."""
    world = stage.world
    with world.changing():
        view = world.top(user)
        if view is None or "submit" not in view.body:
            raise Gone("no form to send")
        view.errors, view.trouble = complaints(view, world.people[user].locale), ""
        if view.errors:
            return
        payload = stage.payloads.submission(view)
    reply = stage.sender.ask("interactive", payload)
    with world.changing():
        if world.place(user, view.id) is None:
            return  # closed or replaced meanwhile
        if not reply.ok:
            view.trouble = TROUBLE
            return
        try:
            _take(world, view, reply.body)
        except SlackError as error:
            world.refuse("the answer to a submitted form", error)
            view.trouble = TROUBLE


def close(stage: Stage, user: str, *, everything: bool) -> None:
    """Close the form in front (or all); the app hears of those that ask for it."""
    with stage.world.changing():
        stack = stage.world.stacks.get(user, [])
        if not stack:
            raise Gone("no form is open")
        everything = everything or stack[-1].body.get("clear_on_close", False)
        closed = [stack.pop() for _ in range(len(stack) if everything else 1)]
        told = [view for view in closed if view.body.get("notify_on_close")]
        payloads = [stage.payloads.closing(view, cleared=everything) for view in told]
    for payload in payloads:
        stage.sender.ask("interactive", payload)


def _take(world: World, view: View, body: Any) -> None:
    """Do what the app's answer to a submission says."""
    stack = world.stacks[view.user]
    if not body:
        stack.remove(view)
        return
    if not isinstance(body, dict):
        raise SlackError("invalid_response", [wrong("the body must be empty or a response_action", "/")])
    action = body.get("response_action")
    if action == "clear":
        stack.clear()
    elif action == "errors":
        view.errors = _errors(view, body.get("errors"))
    elif action == "update":
        check_view(body.get("view"), "modal")
        set_body(world, view, body["view"])
    elif action == "push":
        check_view(body.get("view"), "modal")
        open_form(world, view.user, body["view"], view.channel)
    else:
        raise SlackError("invalid_response", [wrong(f"unknown response_action {action}", "/response_action")])


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_errors", [wrong("must provide an object with errors", "/errors")])
    unknown = [f"{key}" for key in errors if key not in inputs]
    if unknown:
        raise SlackError("invalid_errors", [wrong(f"no input block has the id {key}", "/errors") for key in unknown])
    if any(not isinstance(text, str) or not text for text in errors.values()):
        raise SlackError("invalid_errors", [wrong("must provide a string", "/errors")])
    return errors
