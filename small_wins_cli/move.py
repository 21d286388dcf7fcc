"""`move`: every journal of one database into another one."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.exc import ArgumentError

from models.database import Database
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins_cli.lines import print_done
from small_wins_cli.options import FAILED, WRONG_USE, JsonOption, fail, open_core
from small_wins_cli.progress import progress

SERVER = "postgresql+psycopg"
DRIVERS = {"sqlite", "sqlite+pysqlite", SERVER}


def move(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="Where the journals are.")],
    target: Annotated[str, typer.Option("--to", metavar="URL", help="Where they go: an empty database.")],
    json_lines: JsonOption = False,
) -> None:
    """Move all journals from one database to another, SQLite or PostgreSQL, and compare every row.

    The old place stays as it was. First stop all that uses it. A move that broke off is taken up again by the same
    command. Passwords are safer in PGPASSWORD or ~/.pgpass than in the URL, which other programs see.

    Examples:

        small-wins move --from sqlite:////home/me/journal.db --to postgresql://me@localhost/wins

        small-wins move --from postgresql://me@localhost/wins --to sqlite:////home/me/journal.db
    """
    from models.moving import MoveError, MoveRefusedError
    from models.moving import move as move_all

    core = open_core()
    old, new = _database(core, "--from", source), _database(core, "--to", target)
    try:
        moved = move_all(old, new, lambda step, done, total: _tell(core, step, done, total))
    except MoveError as error:
        said = _say(core, error.key, source=_place(old), target=_place(new), **error.values)
        fail(said, WRONG_USE if isinstance(error, MoveRefusedError) else FAILED)
    except ModuleNotFoundError:
        fail(_say(core, "driver"), WRONG_USE)
    finally:
        new.close()
    done = "done_before" if moved.people_before else "done"
    line = {"people": moved.people, "people_before": moved.people_before, "rows": moved.rows}
    said = _say(core, done, people=moved.people, rows=moved.rows, before=moved.people_before)
    what_next = (_say(core, "next"), _say(core, "key", path=core.settings.id_key_file))
    print_done("\n".join((said, *what_next)), line, as_json=json_lines)


def _say(core: Core, key: str, **values: object) -> str:
    return core.language(locale_of(core.settings)).say(f"move_{key}", **values)


def _database(core: Core, option: str, url: str) -> Database:
    try:
        database = Database(url)
    except (ArgumentError, ValueError):
        fail(_say(core, "no_url", option=option), WRONG_USE)
    is_file, is_server = database.path is not None, database.url.drivername == SERVER
    # A password with a slash or an at sign that was not written %2F or %40 would be taken for host and database.
    unclear = is_server and "@" in f"{database.url.host}{database.url.database}"
    if database.url.drivername not in DRIVERS or unclear or not (is_file or is_server):
        fail(_say(core, "no_url", option=option), WRONG_USE)
    return database


def _place(database: Database) -> str:
    """The database without who opens it and with which password."""
    if database.path is not None:
        return str(database.path)
    return database.url.set(drivername="postgresql", username=None, password=None, query={}).render_as_string()


def _tell(core: Core, step: str, done: int, total: int) -> None:
    progress.at(lambda: _say(core, step, percent=done * 100 // total, rows=total))
