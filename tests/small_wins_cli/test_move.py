"""`small-wins move`: its words, its exit codes, no password anywhere, and a process that is really killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from interaction_model.language import load_language
from models.database import Database
from models.tables import Person, Win
from small_wins.settings import Settings
from tests.databases import new_database
from tests.models.any_rows import TABLES, fill, rows_of
from tests.small_wins_cli.conftest import Command, Ran

SECRET = "hunter2"  # noqa: S105 - nobody's
PEOPLE, ROWS = 60, 4
KILLED_AT = [0, 10, 25, 45, 65]
"""Per cent of the rows that are copied."""
MOVE = """
import sys
from models.database import Database
from models.moving import move
source, target = (Database(url) for url in sys.argv[1:])
move(source, target, lambda *told: print(*told, flush=True))
"""
"""What `small-wins move` runs, in a process that says each step."""

Urls = Callable[[str], str]


@pytest.fixture
def url(tmp_path: Path, request: pytest.FixtureRequest) -> Urls:
    """URLs of empty databases of a kind."""
    made: list[str] = []

    def url_(kind: str) -> str:
        file = f"sqlite:///{tmp_path}/{len(made)}.db"
        made.append(file if kind == "sqlite" else new_database(request.getfixturevalue("postgres_server")))
        return made[-1]

    return url_


def filled(url: str, people: int, rows: int = ROWS) -> str:
    database = Database(url)
    fill(database, people, rows)
    database.close()
    return url


def run(source: str, target: str) -> Ran:
    return Command()("move", "--from", source, "--to", target)


def said(key: str, **values: object) -> str:
    return load_language("en-US").say(f"move_{key}", **values) + "\n"


def test_a_journal_moves_and_the_end_says_what_else_alexa_needs(url: Urls) -> None:
    home, server = url("sqlite"), url("postgresql")
    for line in ("i made my bed", "i drank a glass of water"):
        Command()("say", line, "--now", "2026-11-18T12:00:00+00:00")
    here = f"sqlite:///{Settings().data_dir}/journal.db"
    journal = Database(here)
    rows = sum(len(rows_of(journal, table)) for table in TABLES)
    journal.close()
    moved = run(here, server)
    assert moved.code == 0, moved.err
    ends = said("next") + said("key", path=Settings().id_key_file)
    assert moved.out == said("done", people=1, rows=rows) + ends
    assert moved.err == ""
    assert run(here, server).out == said("done_before", people=1, rows=rows, before=1) + ends
    assert run(server, home).code == 0


@pytest.mark.parametrize(("one", "other"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_a_move_that_is_killed_again_and_again_ends_whole(url: Urls, one: str, other: str) -> None:
    source, target = filled(url(one), PEOPLE), url(other)
    there, reached = Database(target), []
    for percent in KILLED_AT:
        kill_at(percent, source, target)
        reached.append(whole_people(there))
        there.close()
    assert reached == sorted(reached)
    assert len(set(reached)) > 2
    moved = run(source, target)
    assert (moved.code, f"of whom {reached[-1]} were there from before" in moved.out) == (0, True)
    here = Database(source)
    for table in TABLES:
        assert rows_of(there, table) == rows_of(here, table)
    for database in (here, there):
        database.close()


def kill_at(percent: int, source: str, target: str) -> None:
    """Kill a move in the midst of copying, when it says that it has come so far."""
    with subprocess.Popen([sys.executable, "-c", MOVE, source, target], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            step, done, total = line.split()
            if step == "copying" and int(done) * 100 >= percent * int(total):
                break
        process.kill()
    assert process.returncode == -9


def whole_people(database: Database) -> int:
    """How many people are there; each has all their wins."""
    with database.reading() as session:
        wins = session.execute(select(Win.person_id, func.count()).group_by(Win.person_id)).all()
        assert {count for _, count in wins} <= {ROWS}
        people = session.scalar(select(func.count()).select_from(Person)) or 0
        assert len(wins) == people
        return people


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_of_the_targets_own_are_refused(url: Urls, kind: str) -> None:
    source, target = filled(url(kind), 2), filled(url(kind), 3)
    refused = run(source, target)
    assert (refused.code, refused.out) == (2, "")
    assert "nobody is merged by accident" in refused.err


def test_a_journal_that_has_gone_on_is_refused(url: Urls) -> None:
    source, target = filled(url("sqlite"), 2), url("sqlite")
    assert run(source, target).code == 0
    database = Database(target)
    with database.writing() as session:
        session.execute(delete(Win))
        session.commit()
    database.close()
    refused = run(source, target)
    places = {side: place.removeprefix("sqlite:///") for side, place in (("source", source), ("target", target))}
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.endswith(said("gone_on", **places))


@pytest.mark.parametrize(
    "url_with_secret",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/wins",
        f"postgresql://127.0.0.1:1/wins?user=me&password={SECRET}",
        f"postgresql://me:{SECRET}@127.0.0.1:no-port/wins",
        f"postgresql://me:{SECRET}@127.0.0.1:1/wins?nonsense={SECRET}",
        f"postgresql://me:12/{SECRET}@127.0.0.1/wins",
        f"postgresql://me:12@{SECRET}@127.0.0.1/wins",
        f"postgres:me:{SECRET}",
        f"mysql://me:{SECRET}@localhost/wins",
        f"postgresql+{SECRET}://localhost/wins",
        f"sqlite:///file:x?uri=true&password={SECRET}",
        "sqlite://",
    ],
)
def test_what_is_no_database_is_refused_and_no_password_is_told(url: Urls, url_with_secret: str) -> None:
    journal = filled(url("sqlite"), 1)
    for refused in (run(journal, url_with_secret), run(url_with_secret, journal)):
        assert (refused.code, refused.out) == (2, "")
        assert len(refused.err.splitlines()) == 1, refused.err
        assert SECRET not in refused.err


def test_a_password_in_a_url_that_works_is_not_told_either(url: Urls) -> None:
    server = Database(url("postgresql")).url.update_query_dict({"application_name": SECRET})
    moved = run(filled(url("sqlite"), 1), server.render_as_string(hide_password=False))
    assert moved.code == 0, moved.err
    assert SECRET not in moved.out + moved.err


def test_a_missing_driver_is_told(url: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('No module named psycopg')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    refused = run(filled(url("sqlite"), 1), "postgresql://me@localhost/wins")
    assert (refused.code, refused.err) == (2, said("driver"))


def test_what_breaks_on_the_way_is_told_without_anybodys_words(url: Urls) -> None:
    source, target = filled(url("sqlite"), 1), url("postgresql")
    database = Database(source)
    with database.writing() as session:
        person = session.scalars(select(Person)).one()
        person.name = SECRET * 30
        session.commit()
    database.close()
    broken = run(source, target)
    assert (broken.code, broken.out) == (1, "")
    assert "A row of the table people is longer" in broken.err
    assert SECRET not in broken.err
