"""Opens a database as it is: nothing is made, migrated or changed, and one connection sees one moment of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from models.database import Database, DatabaseLimits


@contextmanager
def untouched(database: Database) -> Iterator[Engine]:
    """An engine that only reads. Connections raise sqlalchemy.exc.SQLAlchemyError where there is no database."""
    engine = _server(database) if database.path is None else _file(database.path)
    try:
        yield engine
    finally:
        engine.dispose()


def _server(database: Database) -> Engine:
    return create_engine(
        database.url,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        connect_args={"connect_timeout": DatabaseLimits().connect_timeout_seconds},
    )


def _file(path: Path) -> Engine:
    address = f"{path.absolute().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        # Without an isolation level transactions begin where _begin says so, not where sqlite3 guesses.
        return sqlite3.connect(address, uri=True, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection, *_: Any) -> None:
    connection.exec_driver_sql("BEGIN")
