"""Who is in the pretended workspace: people to be, and the channels they are in."""

from bot.sandbox.records import Channel, Someone

BOT = "U00STAGEPOST"
SLACKBOT = "USLACKBOT"
BOT_ID = "B00STAGEPOST"
APP_ID = "A00STAGEPOST"
TEAM_ID = "T00SANDBOX"
TEAM_NAME = "Summit Traders"
TEAM_DOMAIN = "summit-traders"

ANA, MARC, ADA, CHLOE, GIL, DORA = "U00ANA", "U00MARC", "U00ADA", "U00CHLOE", "U00GIL", "U00DORA"
GENERAL, SALES, BOARD, PARTNERS = "C00GENERAL", "C00SALES", "C00BOARD", "C00PARTNERS"


def everybody() -> list[Someone]:
    """The people of a fresh workspace; the last two can not be chosen on the page."""
    return [
        Someone(ANA, "ana", "Ana Keller", "salesperson"),
        Someone(MARC, "marc", "Marc Weber", "manager", locale="en-GB"),
        Someone(ADA, "ada", "Ada Novak", "admin", is_admin=True, is_owner=True),
        Someone(CHLOE, "chloe", "Chloé Martin", "vendeuse", locale="fr-FR", zone="Europe/Paris"),
        Someone(GIL, "gil", "Gil Stone", "guest", is_guest=True),
        Someone(DORA, "dora", "Dora Left", "deactivated", deleted=True),
        Someone(BOT, "stagepost", "Stagepost", "app", is_bot=True),
        Someone(SLACKBOT, "slackbot", "Slackbot", "", is_bot=True),
    ]


def channels() -> list[Channel]:
    """The channels of a fresh workspace; the app is only in #sales, #partners is shared with another company."""
    staff = [ANA, MARC, ADA, CHLOE]
    return [
        Channel(GENERAL, "general", [*staff], is_general=True),
        Channel(SALES, "sales", [*staff, BOT]),
        Channel(BOARD, "board", [MARC, ADA], is_private=True),
        Channel(PARTNERS, "partners", [*staff], is_ext_shared=True),
    ]
