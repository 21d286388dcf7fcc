"""Brings a database to today's schema: by itself, under a lock, after a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

SCHEMA_VERSION = "0006"
"""The newest revision in `migrations/versions`; a test holds the two together."""

MIGRATIONS = Path(__file__).parent / "migrations"

_MIGRATION_LOCK = 7_206_131_905
"""An arbitrary number that only this program uses for PostgreSQL's advisory lock."""


class NewerSchemaError(RuntimeError):
    """The database was written by a newer version of this program."""


def bring_up_to_date(engine: Engine, path: Path | None) -> None:
    """Migrate if the schema's version differs. `path`: the file, for SQLite. Alembic is imported only then."""
    if version_of(engine) == SCHEMA_VERSION:
        return
    with _lock(engine, path):
        version = version_of(engine)
        if version != SCHEMA_VERSION:
            _migrate(engine, path, version)


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


def _migrate(engine: Engine, path: Path | None, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise NewerSchemaError(version)
    if path is not None and version is not None:
        back_up(path, path.with_name(f"{path.name}.before-{SCHEMA_VERSION}"))
    with engine.execution_options(small_wins_begin="IMMEDIATE").connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_VERSION)


def back_up(path: Path, copy: Path) -> None:
    """Copy a SQLite database while it may be in use; the copy appears whole or not at all."""
    partial = copy.with_name(f"{copy.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as target:
        source.backup(target)
    partial.replace(copy)


@contextmanager
def _lock(engine: Engine, path: Path | None) -> Iterator[None]:
    """Let one process at a time migrate."""
    if path is not None:
        from filelock import FileLock

        with FileLock(path.with_name(f"{path.name}.migrating"), mode=0o600):
            yield
    elif engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            # Held until this transaction ends, which the pool sees to; a lock of the session would outlive it.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            yield
    else:
        yield
