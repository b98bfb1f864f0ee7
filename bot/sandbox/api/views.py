"""Methods that open and change forms and Home tabs."""

from bot.sandbox import answers
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.limits import check_view
from bot.sandbox.making import open_form, set_body
from bot.sandbox.records import Json, Trigger, View
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def open_first(world: World, arguments: Arguments) -> Json:
    """views.open: a form, within three seconds of what a person did."""
    body = arguments.json("view")
    check_view(body, "modal")
    trigger = _exchange(world, arguments)
    return {"view": answers.view(open_form(world, trigger.user, body, trigger.channel))}


def push(world: World, arguments: Arguments) -> Json:
    """views.push: a form over the one the trigger came from."""
    body = arguments.json("view")
    check_view(body, "modal")
    trigger = _exchange(world, arguments)
    top = world.top(trigger.user)
    if top is None or top.id != trigger.view:
        raise SlackError("invalid_trigger_id")
    return {"view": answers.view(open_form(world, trigger.user, body, top.channel))}


def update(world: World, arguments: Arguments) -> Json:
    """views.update: another body for an open form, unless its hash says it has changed since."""
    body = arguments.json("view")
    view = _found(world, arguments)
    if view is None:
        raise SlackError("not_found")
    check_view(body, view.body["type"])
    _same_hash(view, arguments)
    set_body(world, view, body)
    return {"view": answers.view(view)}


def publish(world: World, arguments: Arguments) -> Json:
    """views.publish: somebody's Home tab."""
    user, body = world.person(arguments.needed("user_id", "user_not_found")), arguments.json("view")
    check_view(body, "home")
    home = world.homes.get(user.id)
    if home is None:
        view_id = world.new_id("V")
        home = View(view_id, user.id, {}, "", view_id)
    else:
        _same_hash(home, arguments)
    set_body(world, home, body)
    world.homes[user.id] = home
    return {"view": answers.view(home)}


def _exchange(world: World, arguments: Arguments) -> Trigger:
    trigger = world.triggers.get(arguments.needed("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if world.stopwatch.now() - trigger.made > world.trigger_seconds:
        raise SlackError("expired_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    trigger.used = True
    return trigger


def _found(world: World, arguments: Arguments) -> View | None:
    if arguments.has("view_id"):
        return world.view(arguments.text("view_id"))
    external = arguments.needed("external_id")
    stacked = [view for stack in world.stacks.values() for view in stack]
    return next((view for view in stacked if view.body.get("external_id") == external), None)


def _same_hash(view: View, arguments: Arguments) -> None:
    if arguments.has("hash") and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")
