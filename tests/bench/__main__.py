"""Runs the measurements and prints them. Nothing here fails on a figure: figures are for people."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from tests.bench import large, passes, slack
from tests.bench.client import SECRET, Cost, Server, command, form
from tests.machine import postgresql

GOALS = {"create": {"sqlite": 0.20, "postgresql": 0.10}, "list": {"sqlite": 0.30, "postgresql": 0.08}}
SERVER_CORE, CLIENT_CORE = 1, 0  # the first core also serves interrupts, which are nobody's cost


def main() -> None:
    """Measure on both databases."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200, help="a round and scenario")
    parser.add_argument("--clients", type=int, default=16)
    asked = parser.parse_args()
    _pin(os.getpid(), CLIENT_CORE)
    print("Server and client on separate cores; CPU of the server process, user and system; medians of rounds.")
    with tempfile.TemporaryDirectory() as folder:
        _measure("sqlite", f"sqlite:///{folder}/bench.db", asked)
    with postgresql.running() as server:
        with server.database() as name:
            _measure("postgresql", server.url(name), asked)
        with tempfile.TemporaryDirectory() as folder, large.databases(folder, server) as found:
            for database, urls in found.items():
                large.measure(database, urls)
        passes.measure(server)


def _pin(pid: int, core: int) -> None:
    if len(os.sched_getaffinity(0)) > 1 or pid != os.getpid():
        os.sched_setaffinity(pid, {core % (os.cpu_count() or 1)})


@contextmanager
def _started(arguments: Sequence[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(arguments, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
    _pin(process.pid, SERVER_CORE)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _measure(database: str, url: str, asked: argparse.Namespace) -> None:
    standin, api = slack.start()
    port = _free_port()
    environment = {
        "DATABASE_URL": url,
        "SLACK_API_URL": api,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SECRET,
        "STAGEPOST_PORT": str(port),
    }
    stagepost = str(Path(sys.executable).with_name("stagepost"))
    subprocess.run([stagepost, "migrate"], env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    with (
        _started([stagepost, "run"], environment) as process,
        _started([sys.executable, "-m", "tests.bench.echo", SECRET], {}) as echo,
    ):
        ready = _await_ready(port) - began
        assert echo.stdout
        servers = Server(f"http://127.0.0.1:{port}/", process.pid), Server(echo.stdout.readline().strip(), echo.pid)
        contact = _furnish(servers[0], api)
        costs = _interleaved(servers, contact, api, asked)
        _report(database, costs, ready, servers[0].memory())
    standin.shutdown()


def _free_port() -> int:
    standin, api = slack.start()
    standin.shutdown()
    standin.server_close()
    return int(api.split(":")[2].split("/")[0])


def _await_ready(port: int) -> float:
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return time.perf_counter()
        except OSError:
            if not Path("/proc").exists():
                raise


def _furnish(server: Server, api: str) -> str:
    """A cycle, a contact and twenty opportunities; the contact's key."""
    server.post(command("setup template EX-LARGE", api))
    server.post(command("contact new Bench AG", api))
    for _ in range(20):
        server.post(_create("1", api))
    return "1"


def _today() -> date:
    """The day of the workspace under measurement, whose zone is UTC."""
    return datetime.now(UTC).date()


def _create(contact: str, api: str) -> bytes:
    closing = (_today() + timedelta(days=60)).isoformat()
    fields: dict[str, dict[str, Any]] = {
        "description": {"type": "plain_text_input", "value": "Fifty licences"},
        "contact": {"type": "external_select", "selected_option": {"value": contact}},
        "salesperson": {"type": "users_select", "selected_user": slack.ANA},
        "cycle": {"type": "static_select", "selected_option": {"value": "1"}},
        "priority": {"type": "static_select", "selected_option": {"value": "normal"}},
        "activate": {"type": "checkboxes", "selected_options": [{"value": "on"}]},
        "value": {"type": "plain_text_input", "value": "50'000"},
        "chances": {"type": "plain_text_input", "value": "10"},
        "closing_on": {"type": "datepicker", "selected_date": closing},
    }
    return form("new", fields, api)


def _close(number: int, api: str) -> bytes:
    """One that Next has moved once is won."""
    fields: dict[str, dict[str, Any]] = {
        "outcome": {"type": "static_select", "selected_option": {"value": "won"}},
        "close_code": {"type": "static_select", "selected_option": {"value": "1"}},
        "sales_value": {"type": "plain_text_input", "value": "50'000"},
        "closed_on": {"type": "datepicker", "selected_date": _today().isoformat()},
        "cancel_tasks": {"type": "checkboxes", "selected_options": [{"value": "on"}]},
    }
    return form("close", fields, api, n=f"OP{number:06d}", s=2, qs="")


def _interleaved(
    servers: tuple[Server, Server], contact: str, api: str, asked: argparse.Namespace
) -> dict[str, list[Cost]]:
    """Round by round: the yardstick and each scenario, in turn."""
    bot, echo = servers
    costs: dict[str, list[Cost]] = {name: [] for name in ("echo", "create", "next", "close", "list")}
    moved = 0
    for number in range(asked.rounds + 1):
        created = [_create(contact, api) for _ in range(asked.requests)]
        following = [command(f"next OP{moved + n + 1}", api) for n in range(asked.requests)]
        closing = [_close(moved + n + 1, api) for n in range(asked.requests)]
        moved += asked.requests
        batches = {
            "echo": (echo, [command("list", api) for _ in range(asked.requests)]),
            "create": (bot, created),
            "next": (bot, following),
            "close": (bot, closing),
            "list": (bot, [command("list all", api) for _ in range(asked.requests)]),
        }
        for name, (server, bodies) in batches.items():
            cost = server.load(bodies, asked.clients)
            if number:  # the first round warms up
                costs[name].append(cost)
    return costs


def _report(database: str, costs: dict[str, list[Cost]], ready: float, memory: float) -> None:
    print(f"\n{database}: ready after {ready:.2f} s (goal 1.5), {memory:.0f} MB resident (goal 120)")
    print(f"{'':8}{'CPU us':>9}{'of echo':>9}{'goal':>7}{'p50 ms':>9}{'p99 ms':>9}")
    echo = median(cost.cpu for cost in costs["echo"])
    for name, rounds in costs.items():
        cpu = median(cost.cpu for cost in rounds)
        times = sorted(t for cost in rounds for t in cost.times)
        goal = GOALS.get(name, {}).get(database)
        figures = f"{cpu:9.0f}{echo / cpu:9.2f}{goal if goal else '':>7}"
        print(f"{name:8}{figures}{times[len(times) // 2]:9.1f}{times[int(len(times) * 0.99)]:9.1f}", flush=True)


if __name__ == "__main__":
    main()
