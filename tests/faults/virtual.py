"""Virtual time: lines of work that take turns at every border, die and sleep there, as a seed decides."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet


class Killed(GreenletExit):
    """kill -9: nothing of ours catches it; what was not committed is rolled back."""


@dataclass
class Chances:
    """How often something goes wrong, at each border or call."""

    kill: float = 0.0  # the process dies
    stop: float = 0.0  # it is stopped, and wakes later, perhaps long after its lease
    fault: float = 0.0  # a call of Slack's meets a fault
    trouble: float = 0.0  # the database is busy, or its connection breaks while committing


@dataclass(eq=False)
class Process:
    """What lives and dies together; `born` makes its lines anew after a death."""

    name: str
    born: Callable[["Process"], None]
    alive: bool = True
    asleep_until: float = 0.0
    lines: list["Line"] = field(default_factory=list)


class Line(greenlet):
    """One thread of a process."""

    def __init__(self, world: "World", process: Process, work: Callable[[], None]) -> None:
        super().__init__(work, parent=world.hub)
        self.process, self.dirty, self.ticket = process, False, 0


class World:
    """The clock, and whose turn it is. Everything random comes from one seed, so that a run can be repeated."""

    def __init__(self, seed: int, start: datetime) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - it must be the same again
        self.chances = Chances()
        self.start, self.at = start, 0.0
        self.hub = getcurrent()
        self.kills = self.stops = self.steps = self.trace = 0
        self.stirred = True  # whether something was written since anybody asked
        self._turns: list[tuple[float, int, Line | Callable[[], None], int]] = []
        self._order = count()
        self._most = 0.0
        self._resting: list[tuple[Line, int]] = []

    def now(self) -> datetime:
        """The moment it is, whoever asks."""
        return self.start + timedelta(seconds=self.at)

    def after(self, seconds: float, what: "Line | Callable[[], None]") -> None:
        """Let a line go on, or something happen, so much later."""
        heapq.heappush(self._turns, (self.at + seconds, next(self._order), what, getattr(what, "ticket", 0)))

    def run(self, over: Callable[[], bool], most: float) -> bool:
        """Give turns until it is over; False when it is not within `most` seconds from the start."""
        self._most = most
        while True:
            if self.stirred:
                self.stirred = False
                if over():
                    return True
            if not self._turns or self._turns[0][0] > most:
                return False
            self._turn()

    def end(self) -> None:
        """Kill every line that is left."""
        for what in [what for _, _, what, _ in self._turns] + [line for line, _ in self._resting]:
            if isinstance(what, Line) and not what.dead:
                what.throw(Killed)
        self._turns.clear()

    def _turn(self) -> None:
        at, _, what, ticket = heapq.heappop(self._turns)
        if at > self.at:
            self.at = at
        if not isinstance(what, Line):
            what()
        elif not what.process.alive or what not in what.process.lines:
            if not what.dead:
                what.throw(Killed)
        elif what.ticket != ticket:
            pass  # it was woken before
        elif what.process.asleep_until > self.at:
            self.after(what.process.asleep_until - self.at, what)
        else:
            what.ticket += 1
            what.switch()

    # From within a line

    @property
    def line(self) -> Line | None:
        """Whose turn it is; None outside of all, where nothing happens."""
        mine = getcurrent()
        return mine if isinstance(mine, Line) else None

    def spawn(self, process: Process, work: Callable[[], None]) -> None:
        """One more thread of a process."""
        line = Line(self, process, work)
        process.lines.append(line)
        self.after(self.dice.random() * 0.01, line)

    def wait(self, seconds: float) -> None:
        """Let the others go on for so long."""
        line = self.line
        assert line is not None and not line.dirty
        self._later(line, seconds)

    def _later(self, line: Line, seconds: float) -> None:
        turns, at = self._turns, self.at + seconds
        alone = turns and at < turns[0][0] and at <= self._most and not self.stirred
        if alone and line.process.alive and line.process.asleep_until <= at:
            self.at = at  # nobody comes before, so that there is no need to ask
            return
        heapq.heappush(turns, (at, next(self._order), line, line.ticket))
        self.hub.switch()

    def rest(self, seconds: float | None) -> None:
        """Wait so long (None: for ever), or until something was written that is ready before."""
        line = self.line
        assert line is not None
        self._resting.append((line, line.ticket))
        if seconds is not None:
            self.after(seconds + self.dice.random() * 2, line)
        self.hub.switch()

    def stir(self, ready: Callable[[], float | None]) -> None:
        """Something was written: who rests looks again when it is ready."""
        self.stirred = True
        resting = [(line, ticket) for line, ticket in self._resting if line.ticket == ticket and not line.dead]
        if resting and (seconds := ready()) is not None:
            for line, _ in resting:
                self.after(seconds + self.dice.random() * 2, line)
        self._resting = resting

    def border(self, what: str) -> None:
        """A place where another may come first, and where one may die or be stopped."""
        line = getcurrent()
        if not isinstance(line, Line) or line.dirty:
            return
        self.dies(what, line)
        # What is written is not yet done, and what is about to leave has not left.
        dice, likely = self.dice.random, self.chances.stop
        if likely and dice() < likely * (8 if what in ("committed", "leaving") else 1):
            self.stops += 1
            line.process.asleep_until = self.at + self.dice.choice((0.5, 5, 30, 61, 75, 150, 300))
        self._later(line, dice() ** 3 * 0.05)

    def dies(self, what: str, line: Line | None = None) -> None:
        """A place where one may die, and nobody else comes in between."""
        if line is None and (line := self.line) is None:
            return
        self.steps += 1
        self.trace = (self.trace * 31 + int(self.at * 1e6) + len(what)) & 0xFFFFFFFF
        if self.chances.kill and self.dice.random() < self.chances.kill:
            self.kill(line.process)
            raise Killed

    def kill(self, process: Process) -> None:
        """kill -9, and another is started in its place."""
        self.kills += 1
        process.alive, process.lines = False, []
        new = Process(process.name, process.born)
        self.after(self.dice.random() * 20, lambda: new.born(new))

    def trouble(self) -> bool:
        """Whether the database has its trouble now."""
        return bool(self.chances.trouble) and self.line is not None and self.dice.random() < self.chances.trouble


class Clock:
    """The business time of one process: reading it is a border too."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        """The moment it is."""
        self._world.border("clock")
        return self._world.now()

    def of_leases(self, _session: Any) -> datetime:
        """The one clock all replicas lease by."""
        return self.now()
