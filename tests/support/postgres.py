"""A PostgreSQL server for one test run, from the machine's own binaries; without them the tests that need it skip."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

SUPERUSER = "whistle"
TRIES = 3
UP_WITHIN = "60"  # seconds


@dataclass
class Server:
    """A running server. `create` makes an empty database and gives its URL; `drop` removes it, used or not."""

    binaries: Path
    port: int
    password: str = field(repr=False)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def create(self) -> str:
        """The URL of a new database, with asyncpg as its driver and the password in it."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", "--encoding=UTF8", "--template=template0", name)
        return self.url(name)

    def drop(self, url: str) -> None:
        self._run("dropdb", "--force", "--if-exists", url.rpartition("/")[2])

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        where = ("--host=127.0.0.1", f"--port={self.port}", f"--username={SUPERUSER}")
        environment = {**os.environ, "PGPASSWORD": self.password}
        subprocess.run([self.binaries / program, *where, *arguments], env=environment, check=True, timeout=60)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for the whole run, on a free port of this machine, gone afterwards."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL must be there in CI: install Debian's package postgresql")
        pytest.skip("needs PostgreSQL's binaries (initdb, postgres) on PATH or in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="whistle-postgres-"))
    try:
        owner = _owner_of(folder)
        password = _initialise(binaries, folder, owner)
        port = _start(binaries, folder, owner)
        try:
            yield Server(binaries, port, password)
        finally:
            _control(binaries, folder, owner, "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    url = postgres.create()
    yield url
    postgres.drop(url)


def find_binaries() -> Path | None:
    """The folder with initdb, postgres and the other programs; the newest version where there are several."""
    on_path = shutil.which("initdb")
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4), reverse=True
    )
    candidates = [*([Path(on_path).resolve().parent] if on_path else []), *packaged]
    needed = ("initdb", "postgres", "pg_ctl", "createdb", "dropdb")
    return next((path for path in candidates if all((path / name).exists() for name in needed)), None)


def _owner_of(folder: Path) -> str | None:
    """Whom the server runs as: PostgreSQL refuses root, so root hands the folder to postgres or nobody."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # not on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    owner = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, owner)
    return owner


def _initialise(binaries: Path, folder: Path, owner: str | None) -> str:
    """A new cluster whose only user needs a password; the password."""
    password = secrets.token_urlsafe(16)
    secret = folder / "password"
    secret.write_text(password)
    if owner is not None:
        shutil.chown(secret, owner)
    options = ("--username", SUPERUSER, "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync")
    command = (binaries / "initdb", "--pgdata", folder / "data", "--pwfile", secret, *options)
    subprocess.run(command, user=owner, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)
    secret.unlink()
    return password


def _start(binaries: Path, folder: Path, owner: str | None) -> int:
    """Start the server and wait for it; another process may take the free port first, hence the tries."""
    for left in reversed(range(TRIES)):
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        try:
            log = str(folder / "data" / "server.log")
            _control(
                binaries, folder, owner, "start", "--wait", "--timeout", UP_WITHIN, "--log", log, "--options", options
            )
        except subprocess.CalledProcessError:
            if not left:
                raise
        else:
            return port
    raise AssertionError("the last try returns or raises")


def _control(binaries: Path, folder: Path, owner: str | None, *arguments: str) -> None:
    command: tuple[str | Path, ...] = (binaries / "pg_ctl", "--pgdata", folder / "data", *arguments)
    subprocess.run(command, user=owner, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
