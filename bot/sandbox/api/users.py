"""Methods about people, the workspace and the token."""

from bot.sandbox import answers, people
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def api_test(_world: World, arguments: Arguments) -> Json:
    """api.test: says what it was told."""
    if arguments.has("error"):
        raise SlackError(arguments.text("error"))
    return {"args": {}}


def auth_test(_world: World, _arguments: Arguments) -> Json:
    """auth.test: whose token this is."""
    return {
        "url": f"https://{people.TEAM_DOMAIN}.slack.com/",
        "team": people.TEAM_NAME,
        "user": "stagepost",
        "team_id": people.TEAM_ID,
        "user_id": people.BOT,
        "bot_id": people.BOT_ID,
        "app_id": people.APP_ID,
        "is_enterprise_install": False,
    }


def info(world: World, arguments: Arguments) -> Json:
    """users.info: one person; the e-mail address only with its scope."""
    one = world.person(arguments.needed("user", "user_not_found"))
    email = "users:read.email" in arguments.scopes
    return {"user": answers.user(one, world.clock.now(), locale=arguments.flag("include_locale"), email=email)}


def everybody(world: World, arguments: Arguments) -> Json:
    """users.list: all people."""
    email, locale = "users:read.email" in arguments.scopes, arguments.flag("include_locale")
    now = world.clock.now()
    members = [answers.user(one, now, locale=locale, email=email) for one in world.people.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def do_not_disturb(world: World, arguments: Arguments) -> Json:
    """dnd.info: when somebody's do-not-disturb runs; that it was switched on for a while only they are told."""
    user = world.person(arguments.needed("user", "user_not_found")).id
    began, ends = world.undisturbed.get(user, (1, 1))  # one, and not none, is what Slack says for no time
    return {"dnd_enabled": ends > world.clock.now().timestamp(), "next_dnd_start_ts": began, "next_dnd_end_ts": ends}


def team(_world: World, _arguments: Arguments) -> Json:
    """team.info: the workspace."""
    return {"team": {"id": people.TEAM_ID, "name": people.TEAM_NAME, "domain": people.TEAM_DOMAIN}}
