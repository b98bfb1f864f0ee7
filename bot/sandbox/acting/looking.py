"""Looking at the app's tabs, and putting ephemeral messages away."""

from bot.sandbox import answers
from bot.sandbox.acting.stage import Gone, Stage
from bot.sandbox.records import Json


def open_home(stage: Stage, user: str, tab: str) -> None:
    """Open the Home or Messages tab: the app hears of it."""
    with stage.world.changing():
        channel = stage.world.direct(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": channel.id,
            "tab": tab,
            "event_ts": stage.world.new_ts(),
        }
        home = answers.home_of(stage.world, user)
    if home and tab == "home":
        event["view"] = home
    stage.hearing.tell("app_home_opened", event)


def dismiss(stage: Stage, user: str, ref: str) -> None:
    """Take an ephemeral message away."""
    with stage.world.changing():
        place = stage.world.place(user, ref)
        message = next((one for one in stage.world.messages if one is place and one.only_for == user), None)
        if message is None:
            raise Gone(ref)
        stage.world.messages.remove(message)
