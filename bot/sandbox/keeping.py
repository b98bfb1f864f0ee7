"""Keeps the workspace in a file, from one start to the next."""

import json
import threading
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from bot.sandbox.records import Channel, File, Message, View
from bot.sandbox.world import World

FILE = "slack.json"


class Keeper:
    """Writes the workspace a moment after each change."""

    def __init__(self, world: World, folder: Path) -> None:
        """`folder` is made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._world = world
        self._file = folder / FILE
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox-keeper", daemon=True)

    def start(self) -> None:
        """Take up what was kept, then keep."""
        load(self._world, self._file)
        self._thread.start()

    def stop(self) -> None:
        """Write the last state."""
        self._stopped.set()
        with self._world.changing():
            pass  # wakes the thread
        self._thread.join(5)
        save(self._world, self._file)

    def _run(self) -> None:
        world, seen = self._world, self._world.version
        while not self._stopped.is_set():
            with world.changes:
                while world.version == seen:
                    world.changes.wait()
                seen = world.version
            save(world, self._file)
            self._stopped.wait(0.5)  # a burst of changes is one write


def save(world: World, file: Path) -> None:
    """Write conversations, Home tabs and the time moved; open forms and addresses die with the process."""
    with world.changes:
        state = {
            "moved_seconds": world.moved_seconds,
            "channels": [asdict(one) for one in world.channels.values()],
            "messages": [asdict(one) for one in world.messages],
            "files": [asdict(one) for one in world.files.values()],
            "undisturbed": world.undisturbed,
            "homes": [asdict(one) for one in world.homes.values()],
        }
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(file)


def load(world: World, file: Path) -> None:
    """Read what was kept, if anything, and move the clock to where it was."""
    if not file.exists():
        return
    state = json.loads(file.read_text(encoding="utf-8"))
    with world.changing():
        world.channels = {one["id"]: Channel(**one) for one in state["channels"]}
        world.messages = [Message(**one) for one in state["messages"]]
        world.files = {one["id"]: File(**one) for one in state["files"]}
        world.homes = {one["user"]: View(**one) for one in state["homes"]}
        world.undisturbed = {user: (begins, ends) for user, (begins, ends) in state.get("undisturbed", {}).items()}
        move = getattr(world.clock, "advance", None)
        if move and state["moved_seconds"]:
            world.moved_seconds = state["moved_seconds"]
            move(timedelta(seconds=world.moved_seconds))
