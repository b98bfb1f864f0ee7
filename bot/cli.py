"""The command line: `stagepost run`, `sandbox`, `migrate`, `check`, `manifest`."""

import argparse
import logging
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal

from bot.clock import MovableClock, SystemClock
from bot.settings import DatabaseSettings, ManifestSettings, Settings, WrongSettings, is_loopback
from bot.starting import OLD_SCHEMA, answering, asked_to_stop, end, prepare, start_log, stay_on_this_machine
from store.sessions import Sessions

log = logging.getLogger(__name__)
FOLDER = Path(".sandbox")


def main() -> None:
    """Do what was asked; ends the process with 0, or with 1 and a sentence."""
    arguments = _parser().parse_args()
    try:
        sys.exit(arguments.do(arguments))
    except WrongSettings as wrong:
        sys.exit(str(wrong))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stagepost", description="Sales opportunities, worked in Slack.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, do: Callable[[argparse.Namespace], int], meaning: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=meaning, description=meaning)
        added.set_defaults(do=do)
        return added

    run_command = command("run", run, "Run the bot for a Slack workspace.")
    run_command.add_argument("--web-only", action="store_true", help="answer Slack; others remind and deliver")
    run_command.add_argument("--jobs-only", action="store_true", help="remind and deliver; others answer Slack")
    sandbox_command = command("sandbox", sandbox, "Run the bot in a Slack of its own, in the browser.")
    sandbox_command.add_argument("--port", type=int, default=4000, help="of the page (4000)")
    sandbox_command.add_argument("--http", action="store_true", help="signed HTTP instead of Socket Mode")
    sandbox_command.add_argument("--fresh", action="store_true", help="forget what was there before")
    command("migrate", migrate, "Bring the database to the present schema.")
    command("check", check, "Say how the database and its deliveries stand; ends with 1 when something needs a person.")
    manifest_command = command("manifest", manifest, "Print the app manifest for api.slack.com/apps.")
    manifest_command.add_argument("--http", action="store_true", help="for HTTP instead of Socket Mode")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Run the bot until somebody stops it."""
    if arguments.web_only and arguments.jobs_only:
        raise WrongSettings("--web-only and --jobs-only exclude each other: without either, one process does both.")
    settings = Settings.read()
    start_log(settings, logging.INFO)
    if is_loopback(settings.slack_api_url):
        stay_on_this_machine()
    prepare(settings.database_url)
    from bot.app import Part, build

    part = Part.WEB if arguments.web_only else Part.JOBS if arguments.jobs_only else Part.ALL
    clock = MovableClock(settings.stagepost_now) if settings.stagepost_now else SystemClock()
    try:
        bot = build(settings, clock, part=part)
    except OSError as error:
        address = f"{settings.stagepost_host}:{settings.stagepost_port}"
        raise WrongSettings(
            f"STAGEPOST_HOST and STAGEPOST_PORT must be a free address of this machine;"
            f" {address} is not ({error.strerror})."
        ) from None
    asked = asked_to_stop()
    bot.start()
    log.info("Stagepost listens at %s", bot.address)
    asked.wait()
    return end(bot.stop())


def sandbox(arguments: argparse.Namespace) -> int:
    """Run the bot in the sandbox until somebody stops it."""
    if arguments.fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    stay_on_this_machine()
    from bot.manifest import HEARD, OPTIONAL, SCOPES
    from bot.rehearsal import Rehearsal
    from bot.sandbox import Sandbox

    transport: Literal["http", "socket"] = "http" if arguments.http else "socket"
    make = partial(Sandbox, port=arguments.port, transport=transport, scopes=(*SCOPES, *OPTIONAL), events=HEARD)
    rehearsal = Rehearsal(make, FOLDER)
    asked = asked_to_stop()
    try:
        rehearsal.start()
    except OSError as error:
        raise WrongSettings(f"--port must be a free port; {arguments.port} is not ({error.strerror}).") from None
    print(f"Stagepost sandbox: {rehearsal.url}", flush=True)
    asked.wait()
    return end(rehearsal.stop())


def migrate(_: argparse.Namespace) -> int:
    """Bring the database to the present schema."""
    from store.schema import migrate as bring

    with answering():
        bring(DatabaseSettings.read().database_url)
    print("The schema is current.")
    return 0


def check(_: argparse.Namespace) -> int:
    """Say how the database and its ledger stand: 0 when the bot can run on it and nothing needs a person."""
    from bot import ledger
    from store.schema import is_current

    with answering(), closing(Sessions(DatabaseSettings.read().database_url)) as sessions:
        if not is_current(sessions):
            print(OLD_SCHEMA)
            return 1
        with sessions.reading() as session:
            lines, needed = ledger.report(session, SystemClock().now())
    print("\n".join(["The schema is current.", *lines]))
    if needed:
        print("Something needs a person: an admin reads what, and decides, with /opp deliveries.")
    return int(needed)


def manifest(arguments: argparse.Namespace) -> int:
    """Print the app manifest."""
    from bot.manifest import text

    public_url = ManifestSettings.read().stagepost_public_url
    if arguments.http and not public_url:
        raise WrongSettings(
            "STAGEPOST_PUBLIC_URL must be set for --http: it is where Slack reaches us,"
            " like https://stagepost.example.com."
        )
    print(text(public_url if arguments.http else None))
    return 0
