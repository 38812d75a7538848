"""Workspaces in a folder and on a PostgreSQL server that the tests start themselves."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from sayso.store import Workspace

INITDB = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
OWNER = "postgres"
"""PostgreSQL does not run as root; Debian's package makes this user."""


class Server:
    """A PostgreSQL server with a database for each test."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self.url = f"postgresql+pg8000://sayso@127.0.0.1:{port}"
        self._port = port
        self._made = 0

    def start(self) -> None:
        """Make its folder and start it."""
        user = OWNER if os.geteuid() == 0 else None
        if user is not None:
            shutil.chown(self._folder, user)
        data = self._folder / "data"
        self._run(
            "initdb", "-D", str(data), "-U", "sayso", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"
        )
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it without ceremony."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def new_database(self) -> str:
        """Return the URL of a new, empty database."""
        self._made += 1
        name = f"test{self._made}"
        engine = create_engine(f"{self.url}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return f"{self.url}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        user = OWNER if os.geteuid() == 0 else None
        command = [str(INITDB[-1].parent / program), *arguments]
        out = (self._folder / "out").open("wb") if user is None else subprocess.DEVNULL
        done = subprocess.run(command, user=user, stdout=out, stderr=out, cwd="/", check=False)  # noqa: S603
        assert done.returncode == 0, f"{program} failed with {done.returncode}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of its own, gone afterwards."""
    if not INITDB:
        pytest.skip("PostgreSQL is not installed in /usr/lib/postgresql")
    pytest.importorskip("pg8000", reason="the driver pg8000 is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    running = Server(folder, port)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["folder", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new workspace may be: a folder, then a server."""
    if request.param == "folder":
        return tmp_path / "workspace"
    url: str = request.getfixturevalue("server").new_database()
    return url


@pytest.fixture
def workspace(where: Path | str) -> Iterator[Workspace]:
    """An empty workspace, in a folder and on a server."""
    with Workspace.create(where, by="tester") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an empty workspace."""
    Workspace.create(tmp_path / "workspace", by="tester").close()
    return tmp_path / "workspace"
