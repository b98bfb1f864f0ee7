"""A real Chromium: the machine's own, else installed by its package manager when we are root."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.machine import MissingPart, say

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# Letters and emoji come as packages of their own; without them a screenshot shows boxes.
INSTALLS = {
    "apt-get": [
        "apt-get -o DPkg::Lock::Timeout=300 update",
        "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends"
        " chromium fonts-liberation fonts-noto-color-emoji",
    ],
    "dnf": ["dnf install -y chromium liberation-fonts google-noto-color-emoji-fonts"],
}

# What a browser does by itself, such as looking for updates, would reach for a network no test has.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find() -> str | None:
    """Where the machine keeps a Chromium, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ready() -> str:
    """The path of a Chromium, installed first if need be; raises `MissingPart`."""
    return find() or _installed()


@contextmanager
def running() -> Iterator[Browser]:
    """A headless browser for as long as the block lasts."""
    # Chromium's own sandbox refuses root; the pages it opens here are ours.
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready(), args=[*QUIET, *as_root])
        yield browser
        browser.close()


def _installed() -> str:
    manager = next(filter(shutil.which, INSTALLS), None)
    if manager is None or os.geteuid() != 0:
        raise MissingPart("browser", "No Chromium or Google Chrome here, and only root could install one.")
    say(f"browser: installing Chromium with {manager}, some 100 MB")
    for command in INSTALLS[manager]:
        silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command.split(), env=silent, stdin=subprocess.DEVNULL, check=False).returncode:
            raise MissingPart("browser", f"No Chromium here, and `{command}` failed.")
    if (path := find()) is None:
        raise MissingPart("browser", f"{manager} installed a Chromium that is not on the PATH.")
    return path
