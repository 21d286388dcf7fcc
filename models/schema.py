"""Brings a database to today's schema: by itself, under a lock, after a backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

SCHEMA_VERSION = "0007"
"""The newest revision in `migrations/versions`; a test holds the two together."""

MIGRATIONS = Path(__file__).parent / "migrations"

_MIGRATION_LOCK = 7_206_131_905
"""An arbitrary number that only this program uses for PostgreSQL's advisory lock."""


class NewerSchemaError(RuntimeError):
    """The database was written by a newer version of this program."""


def bring_up_to_date(engine: Engine, path: Path | None, back_up: Callable[[str], object]) -> None:
    """Migrate if the schema's version differs. `path`: the file, for SQLite. Alembic is imported only then.

    `back_up` is called before a journal is changed, with the version that it will have.
    """
    if version_of(engine) == SCHEMA_VERSION:
        return
    with _lock(engine, path):
        version = version_of(engine)
        if version != SCHEMA_VERSION:
            _migrate(engine, version, back_up)


def check_version(engine: Engine) -> None:
    """Raises NewerSchemaError where another version of this program has changed the schema since it was opened."""
    if (version := version_of(engine)) != SCHEMA_VERSION:
        raise NewerSchemaError(version)


def version_of(engine: Engine) -> str | None:
    """The revision of the schema; None: there are no tables. Raises sqlalchemy.exc.SQLAlchemyError."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DBAPIError as error:
            # No such table: an empty database. Anything else is a real failure.
            missing = "no such table" in str(error.orig) or getattr(error.orig, "sqlstate", None) == "42P01"
            if missing:
                return None
            raise


def _migrate(engine: Engine, version: str | None, back_up: Callable[[str], object]) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise NewerSchemaError(version)
    if version is not None:
        back_up(SCHEMA_VERSION)
    with engine.execution_options(small_wins_begin="IMMEDIATE").connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_VERSION)


@contextmanager
def _lock(engine: Engine, path: Path | None) -> Iterator[None]:
    """Let one process at a time migrate."""
    if path is not None:
        with file_lock(path):
            yield
    elif engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            # Held until this transaction ends, which the pool sees to; a lock of the session would outlive it.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            yield
    else:
        yield


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Let one process at a time migrate or restore a SQLite database."""
    from filelock import FileLock

    with FileLock(lock_file(path), mode=0o600):
        yield


def lock_file(path: Path) -> Path:
    """The file by which one process at a time migrates or restores a SQLite database."""
    return path.with_name(f"{path.name}.migrating")
