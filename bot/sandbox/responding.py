"""Response addresses: what the app may say where somebody used it, five times in thirty minutes."""

from typing import Any

from bot.sandbox import people
from bot.sandbox.limits import check_message
from bot.sandbox.making import complete
from bot.sandbox.records import Address, Json, Message
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World

MOST_USES, SECONDS = 5, 30 * 60


def respond(world: World, secret: str, said: Any) -> None:
    """Do what the app says at a response address. Raises used_url, expired_url or a message's error."""
    address = world.addresses.get(secret)
    if address is None:
        raise SlackError("invalid_url", status=404)
    if world.stopwatch.now() - address.made > SECONDS:
        raise SlackError("expired_url", status=404)
    if address.uses >= MOST_USES:
        raise SlackError("used_url", status=404)
    if not isinstance(said, dict):
        raise SlackError("invalid_payload", status=400)
    address.uses += 1
    answer(world, address, said)


def answer(world: World, address: Address, said: Json) -> None:
    """Put, replace or delete a message where the address points."""
    original = world.message(address.channel, address.original, address.user) if address.original else None
    if said.get("delete_original"):
        if original:
            world.messages.remove(original)
        return
    check_message(said.get("text"), said.get("blocks"), said.get("metadata"))
    blocks = complete(said.get("blocks") or [])
    if said.get("replace_original") and address.original:
        if original:
            original.text, original.blocks = said.get("text") or "", blocks
            original.values, original.trouble = {}, {}
            original.edited = "" if original.only_for else world.new_ts()
        return
    in_channel = said.get("response_type") == "in_channel"
    if in_channel:
        world.pace.take(address.channel)
    world.post(
        Message(
            world.new_ts(),
            address.channel,
            people.BOT,
            said.get("text") or "",
            blocks,
            thread=said.get("thread_ts") or address.thread,
            only_for="" if in_channel else address.user,
            metadata=said.get("metadata"),
        )
    )
