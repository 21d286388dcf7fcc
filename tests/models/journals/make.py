"""Makes the journals beside it: one of each version of the schema, by Alembic, with rows in each table there was.

python -m tests.models.journals.make

It writes those that are missing. One that is there is never made anew: it is what was written then.
"""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import CHAR, JSON, Boolean, Date, DateTime, Integer, MetaData, Table, create_engine, insert

from models import schema

FOLDER = Path(__file__).parent
PEOPLE = (uuid.UUID(int=(7 << 100) + 1), uuid.UUID(int=(7 << 100) + 2))
NAMES = ("me", "ana")
"""By what the microphone knows them."""
WORDS = {
    "said": "I polished the samovar, für Ömer 🫖",
    "phrase": "polished the samovar",
    "text": "the walk helped",
    "action": "read a page",
    "cue": "after breakfast",
    "word": "calmer",
    "feeling_before": "tired",
    "feeling_during": "calm",
    "feeling_after": "calmer",
    "name": "Jo",
    "address": "json://127.0.0.1:9/x",
    "domain": "home",
    "moment": "now",
    "kind": "future",
    "step": "water",
    "door": "typed",
    "repeats": "daily",
    "check_in": "daily",
    "region": "IE",
    "mobility": "seated",
    "outcome": "done",
    "serves": "family",
    "time_zone": "Europe/Dublin",
    "device_time_zone": "Europe/Dublin",
    "reckoned_in": "Europe/Dublin",
    "playbook.status": "works",
    "outbox.state": "sent",
    "conversations.state": "{}",
    "announcements.kind": "commitment",
    "reminders.kind": "plan",
    "changes.kind": "log_win",
}
NUMBERS = {
    "speech_rate": 100,
    "speech_volume": 100,
    "score": 3,
    "energy": 2,
    "minute": 480,
    "recap_minute": 1200,
    "quiet_from_minute": 1320,
    "quiet_until_minute": 420,
    "day_ends_at_hour": 4,
}
NOBODYS = {"joined_to", "paired_from"}
"""What no row names: it would be led to another journal."""


def versions() -> list[str]:
    """Every version that there was, the first one first."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return sorted(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())


def make(version: str, path: Path) -> None:
    """A journal of this version, in a new file."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in _rows(table) if table.name != "alembic_version" else ():
                connection.execute(insert(table).values(row))
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    """Two rows of each person: all that may be empty is so in the second one."""
    alone = set(table.primary_key.columns.keys()) == {"person_id"}
    for person in PEOPLE:
        for number in range(1 if alone else 2):
            row = {column.name: _value(column, person, number) for column in table.columns}
            yield {name: value for name, value in row.items() if value is not None}


def _value(column: Any, person: uuid.UUID, number: int) -> Any:
    """As SQLAlchemy writes it to SQLite: ids are 32 hexadecimal digits."""
    if column.name == "person_id":
        return person.hex
    if column.nullable and (number or column.name in NOBODYS):
        return None
    key = f"{person.int % 10}{number}"
    match column.type:
        case DateTime():
            return datetime(2026, 11, 18, 12, number, 0, 250, tzinfo=UTC).replace(tzinfo=None)
        case Date():
            return date(2026, 11, 18 + number)
        case JSON():
            return {"added": [], "changed": [], "deleted": []} if column.name == "detail" else {}
        case Boolean():
            return False
        case Integer():
            return NUMBERS.get(column.name, 1)
        case CHAR():
            return uuid.UUID(int=(8 << 100) + int(key)).hex
    return _text(column, person, key)


def _text(column: Any, person: uuid.UUID, key: str) -> str:
    if column.table.name == "identities" and column.primary_key and key.endswith("0"):
        return hashlib.sha256(f"local:{NAMES[PEOPLE.index(person)]}".encode()).hexdigest()
    return f"{column.name}-{key}" if column.primary_key else WORDS.get(str(column), WORDS.get(column.name, "open"))


if __name__ == "__main__":
    for version in versions():
        kept = FOLDER / f"{version}.db.gz"
        if not kept.exists():
            with tempfile.TemporaryDirectory() as folder:
                make(version, Path(folder) / "journal.db")
                kept.write_bytes(gzip.compress((Path(folder) / "journal.db").read_bytes(), mtime=0))
            sys.stdout.write(f"{kept}\n")
