"""Moving journals: every table, every value, both ways; what is refused; what becomes of a move that broke off."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from models import moving, schema
from models.database import Database
from models.limits import MovingLimits
from models.moving import MoveError, MoveRefusedError, move
from models.tables import Base, Identity, Person, Win
from models.untouched import untouched
from small_wins.core import Core
from tests.conftest import NOON
from tests.databases import new_database
from tests.models.any_rows import TABLES, a_value, fill, rows_of
from tests.small_wins.talk import Talk

Makes = Callable[[str], Database]
KINDS = ["sqlite", "postgresql"]
WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")]
SMALL = MovingLimits(rows_at_once=3, people_at_once=2)


class StopError(Exception):
    """As if the process ended here."""


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Makes]:
    """Makes an empty database of a kind."""
    made: list[Database] = []

    def make_(kind: str) -> Database:
        file = f"sqlite:///{tmp_path / f'{len(made)} 100% ü.db'}"
        url = file if kind == "sqlite" else new_database(request.getfixturevalue("postgres_server"))
        made.append(Database(url))
        return made[-1]

    yield make_
    for database in made:
        database.close()


def everything(database: Database) -> dict[str, list[str]]:
    return {table.name: rows_of(database, table) for table in TABLES}


def people_in(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def refused(source: Database, target: Database) -> str:
    with pytest.raises(MoveRefusedError) as refusal:
        move(source, target)
    return refusal.value.key


@pytest.mark.parametrize(("one", "other"), WAYS)
def test_every_row_of_every_table_arrives_as_it_was(make: Makes, one: str, other: str) -> None:
    source, target = make(one), make(other)
    fill(source, 5)
    before = everything(source)
    assert {name: len(rows) for name, rows in before.items()} == {
        table.name: 5 if table.name == "people" else 20 for table in TABLES
    }
    done = move(source, target, limits=SMALL)
    assert (done.people, done.people_before, done.rows) == (5, 0, sum(map(len, before.values())))
    assert everything(target) == before
    assert everything(source) == before


def test_a_journal_that_came_home_again_is_the_same_to_the_letter(make: Makes, each_postgres: str) -> None:
    home, server, back = make("sqlite"), Database(each_postgres), make("sqlite")
    fill(home, 3)
    move(home, server)
    server.close()
    move(server, back)
    for table in TABLES:
        found = []
        for database in (home, back):
            assert database.path
            with closing(sqlite3.connect(database.path)) as connection:
                found.append(sorted(map(repr, connection.execute(f"SELECT * FROM {table.name}"))))  # noqa: S608
        assert found[0] == found[1]
        assert found[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_is_only_read(make: Makes, kind: str) -> None:
    source = make(kind)
    fill(source, 1)
    source.close()
    bytes_before = source.path.read_bytes() if source.path else b""
    with (
        untouched(source) as engine,
        engine.connect() as connection,
        pytest.raises(DBAPIError, match=r"(?i)read-?only"),
    ):
        connection.execute(delete(Win))
    move(source, make("sqlite"))
    assert not source.path or source.path.read_bytes() == bytes_before


@pytest.fixture(scope="module")
def moved_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source and a target whose move is done."""
    folder = tmp_path_factory.mktemp("moved")
    source, target = (Database(f"sqlite:///{folder}/{side}.db") for side in ("source", "target"))
    fill(source, 2)
    move(source, target)
    for database in (source, target):
        database.close()
    return folder


@pytest.fixture
def moved(moved_once: Path, tmp_path: Path) -> Iterator[dict[str, Database]]:
    """The source and the target of a move that is done."""
    shutil.copytree(moved_once, tmp_path / "moved")
    found = {side: Database(f"sqlite:///{tmp_path}/moved/{side}.db") for side in ("source", "target")}
    yield found
    for database in found.values():
        database.close()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_another_value_in_any_table_is_noticed(moved: dict[str, Database], table: Table) -> None:
    changed = next(column for column in table.columns if not column.primary_key and column.name != "person_id")
    with moved["target"].writing() as session:
        person = session.scalars(select(table.columns.person_id)).first()
        assert person
        before = session.scalars(select(changed).where(table.columns.person_id == person)).first()
        values = (value for number in range(9) if (value := a_value(changed, person, 2 * number)) != before)
        session.execute(update(table).where(table.columns.person_id == person).values({changed.name: next(values)}))
        session.commit()
    assert refused(moved["source"], moved["target"]) == "gone_on"


@pytest.mark.parametrize("table", [table for table in TABLES if table.name != "people"], ids=str)
@pytest.mark.parametrize("side", ["source", "target"])
def test_a_row_too_few_in_any_table_is_noticed(moved: dict[str, Database], table: Table, side: str) -> None:
    keys = list(table.primary_key.columns)
    with moved[side].writing() as session:
        last = session.execute(select(*keys).order_by(*keys).limit(1)).one()
        session.execute(delete(table).where(*(key == value for key, value in zip(keys, last, strict=True))))
        session.commit()
    before = everything(moved["target"])
    assert refused(moved["source"], moved["target"]) == "gone_on"
    assert everything(moved["target"]) == before


@pytest.mark.parametrize(("one", "other"), WAYS[:2])
def test_the_person_goes_on_journaling_at_the_target(
    make: Makes, open_core: Callable[..., Core], one: str, other: str
) -> None:
    source, target = make(one), make(other)

    def talk_at(database: Database) -> Talk:
        return Talk(open_core(database=database.url.render_as_string(hide_password=False)))

    talk = talk_at(source)
    talk.say("i made my bed")
    talk.say("after my coffee i will stretch")
    move(source, target)
    there = talk_at(target)
    assert there.kept() == ["made my bed"]
    there.say("i drank a glass of water")
    assert there.kept() == ["made my bed", "drank a glass of water"]
    there.say("undo")
    assert there.kept() == ["made my bed"]
    assert "you made your bed" in there.say("what did i do today").speech.lower()


def test_no_column_is_counted_up_by_the_database(make: Makes) -> None:
    """Or what it counted to would have to be moved as well."""
    server = make("postgresql")
    assert not [table.name for table in TABLES if table.autoincrement_column is not None]
    columns = [each for table in TABLES for each in inspect(server.engine).get_columns(table.name)]
    assert not [each for each in columns if each.get("identity") or "nextval" in str(each["default"])]


@pytest.mark.parametrize(("one", "other"), WAYS[:2])
def test_a_table_without_people_is_moved_too(
    make: Makes, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    source, target = make(one), make(other)
    codes = Table("codes", MetaData(), Column("code", Text, primary_key=True), Column("tries", Integer))
    for database in (source, target):
        codes.create(database.engine)
    fill(source, 3)
    with source.writing() as session:
        session.connection().execute(insert(codes), [{"code": str(number), "tries": number} for number in range(9)])
        session.commit()
    monkeypatch.setattr(moving, "Base", SimpleNamespace(metadata=SimpleNamespace(sorted_tables=[*TABLES, codes])))
    assert move(source, target, limits=SMALL).people == 3
    assert len(rows_of(target, codes)) == 9
    assert rows_of(target, codes) == rows_of(source, codes)
    assert move(source, target).people_before == 3


def test_what_is_held_in_memory_is_no_more_than_a_batch(make: Makes) -> None:
    source, told = make("sqlite"), [0]
    fill(source, 4, rows=20)
    move(source, make("sqlite"), lambda step, done, _: told.append(done) if step == "copying" else None, SMALL)
    assert max(later - earlier for earlier, later in itertools.pairwise(told)) == SMALL.rows_at_once


def test_an_identity_whose_person_is_gone_comes_along(make: Makes) -> None:
    source, target = make("sqlite"), make("postgresql")
    fill(source, 1)
    with source.writing() as session:
        session.add(Identity(key="orphan", person_id=uuid.UUID(int=5), created_at=NOON))
        session.commit()
    move(source, target)
    assert everything(target) == everything(source)


@pytest.mark.parametrize("kind", KINDS)
def test_a_target_with_people_of_its_own_is_refused(make: Makes, kind: str) -> None:
    source, target = make("sqlite"), make(kind)
    fill(source, 2)
    with target.writing() as session:
        session.add(Person(person_id=uuid.uuid4(), created_at=NOON))
        session.commit()
    before = everything(target)
    assert refused(source, target) == "others"
    assert everything(target) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_told_at_the_target_since_is_never_overwritten(make: Makes, kind: str) -> None:
    source, target = make("sqlite"), make(kind)
    fill(source, 3)
    move(source, target)
    with target.writing() as session:
        session.execute(update(Win).values(phrase="told since"))
        session.commit()
    before = everything(target)
    assert refused(source, target) == "gone_on"
    assert everything(target) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("version", ["0001", "9999"])
def test_another_version_is_refused_on_either_side(make: Makes, kind: str, version: str) -> None:
    today, other = make("sqlite"), make(kind)
    for database in (today, other):
        fill(database, 1)
    with other.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert refused(other, today) == "source_version"
    assert refused(today, other) == "target_version"
    with untouched(other) as engine:
        assert schema.version_of(engine) == version


@pytest.mark.parametrize("kind", KINDS)
def test_a_source_without_a_journal_is_refused_and_nothing_is_made(make: Makes, kind: str) -> None:
    source, target = make(kind), make("sqlite")
    assert refused(source, target) == "source_missing"
    assert target.path
    assert not target.path.exists()
    assert not source.path or not source.path.exists()


def test_the_same_database_by_another_name_is_refused(make: Makes, tmp_path: Path) -> None:
    file, server = make("sqlite"), make("postgresql")
    for database in (file, server):
        fill(database, 1)
    assert file.path
    link = tmp_path / "link.db"
    link.symlink_to(file.path)
    assert refused(file, file) == "same"
    assert refused(file, Database(f"sqlite:///{link}")) == "same"
    other_name = Database(server.url.update_query_dict({"application_name": "other"}))
    assert refused(server, other_name) == "same"


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_that_cannot_be_opened_is_refused(make: Makes, tmp_path: Path, kind: str) -> None:
    (tmp_path / "no.db").write_bytes(b"this is no database, however long one looks at it" * 99)
    nowhere = f"sqlite:///{tmp_path}/no.db" if kind == "sqlite" else "postgresql://me:x@127.0.0.1:1/wins"
    journal = make("sqlite")
    fill(journal, 1)
    assert refused(Database(nowhere), journal) == "source_unreachable"
    assert refused(journal, Database(nowhere)) == "target_unreachable"
    assert refused(journal, Database(f"sqlite:///{tmp_path}/no.db/folder/x.db")) == "target_unreachable"


@pytest.mark.parametrize(("one", "other"), WAYS[:2])
@pytest.mark.parametrize("after", [1, 9, 40, 200])
def test_a_move_that_broke_off_is_taken_up_again(make: Makes, one: str, other: str, after: int) -> None:
    source, target = make(one), make(other)
    fill(source, 5)
    told = 0

    def stop(*_: object) -> None:
        nonlocal told
        told += 1
        if told == after:
            raise StopError

    with pytest.raises(StopError):
        move(source, target, stop, SMALL)
    there = people_in(target)
    assert move(source, target, limits=SMALL).people_before == there
    assert everything(target) == everything(source)


@pytest.mark.parametrize(("one", "other"), WAYS[:2])
def test_what_is_written_at_the_source_meanwhile_is_noticed(make: Makes, one: str, other: str) -> None:
    source, target = make(one), make(other)
    fill(source, 3)

    def write(step: str, done: int, total: int) -> None:
        if step == "copying" and done == total:
            with source.writing() as session:
                session.execute(update(Win).values(phrase="told meanwhile"))
                session.commit()

    with pytest.raises(MoveError) as error:
        move(source, target, write)
    assert (error.value.key, error.value.values) == ("changed", {"table": "wins"})


@pytest.mark.parametrize("name", ["n" * 65, "with\x00in"])
def test_what_the_target_cannot_hold_is_told_and_leaves_nothing_half(make: Makes, name: str) -> None:
    source, target = make("sqlite"), make("postgresql")
    fill(source, 1)
    with source.writing() as session:
        session.execute(update(Base.metadata.tables["trusted_people"]).values(name=name))
        session.commit()
    with pytest.raises(MoveError) as error:
        move(source, target)
    assert (error.value.key, error.value.values) == ("does_not_fit", {"table": "trusted_people"})
    assert people_in(target) == 0
