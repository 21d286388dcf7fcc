"""How many times a second the insert of one win can be committed on a database, with nothing else around it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from time import perf_counter

from sqlalchemy import insert

from benchmarks.skill.load import Load
from models import queries
from models.database import Database
from models.ids import new_id
from models.tables import Win


def commit_wins(url: str, count: int, threads: int) -> Load:
    """Commit `count` wins by so many threads, each with a connection of its own and a person of its own."""
    database, load, begun = Database(url), Load(), perf_counter()
    people = [_person(database, f"raw {number}") for number in range(threads)]
    workers = [
        threading.Thread(target=_commit, args=(database, load, people[number], count // threads))
        for number in range(threads)
    ]
    begun = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    load.seconds = perf_counter() - begun
    database.close()
    return load


def _person(database: Database, name: str) -> object:
    now = datetime.now(UTC)
    with database.writing() as session:
        person = queries.find_person(session, name) or queries.add_person(session, name, now)
        session.commit()
        return person.person_id


def _commit(database: Database, load: Load, person_id: object, count: int) -> None:
    compiled = insert(Win)
    engine = database.engine.execution_options(small_wins_begin="IMMEDIATE")
    with engine.connect() as connection:
        for _ in range(count):
            now, begun = datetime.now(UTC), perf_counter()
            win = {
                "person_id": person_id, "id": new_id(now), "said": "i made my bed", "phrase": "made my bed",
                "domain": "home", "happened_at": now, "day": now.date(), "told_at": now, "door": "alexa",
            }  # fmt: skip
            connection.execute(compiled, win)
            connection.commit()
            load.milliseconds.append((perf_counter() - begun) * 1000)
