"""JSON Lines: complete, exact, twice the same; nothing there is lost, and no secret goes out."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from models import queries, records
from models.ids import new_id
from models.tables import Base, Message, Person, TrustedPerson
from small_wins.core import Core
from small_wins.records import exporting, importing, journal_lines
from small_wins.records.importing import Imported
from small_wins.records.lines import NewerFormatError
from small_wins.records.sources import open_source
from small_wins.settings import Settings
from tests.conftest import NOON
from tests.databases import new_database
from tests.small_wins.records.any_journal import Rows, journals, keep
from tests.small_wins.talk import Talk

ROUND = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
_people = itertools.count()


@pytest.fixture(scope="module")
def cores(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[dict[str, Core]]:
    """A core on a database of each kind, for many people."""
    folder = tmp_path_factory.mktemp("journals")
    urls = {
        "sqlite": f"sqlite:///{folder}/a.db",
        "postgresql": new_database(request.getfixturevalue("postgres_server")),
    }
    set_ = Settings(data_dir=folder, locale="en-US", person={"time_zone": "UTC"})
    made = {kind: Core.open(set_.model_copy(update={"database": url}), lambda: NOON) for kind, url in urls.items()}
    yield made
    for core in made.values():
        core.database.close()


def somebody_with(core: Core, journal: Rows) -> str:
    known = f"local:{next(_people)}"
    with core.database.writing() as session:
        keep(session, queries.add_person(session, known, NOON), journal)
        session.commit()
    return known


def exported(core: Core, known: str) -> bytes:
    file = io.BytesIO()
    with exporting.journal_to_read(core, known) as journal:
        assert journal
        exporting.write(journal, exporting.JSON_LINES, file)
    return file.getvalue()


def imported(core: Core, known: str, content: bytes, folder: Path) -> Imported:
    path = folder / "journal.jsonl"
    path.write_bytes(content)
    return importing.import_(core, known, open_source(path, None))


@pytest.mark.parametrize(("one", "other"), [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")])
@ROUND
@given(journal=journals())
def test_what_is_exported_imported_and_exported_again_is_the_same_to_the_byte(
    cores: dict[str, Core], tmp_path: Path, one: str, other: str, journal: Rows
) -> None:
    content = exported(cores[one], somebody_with(cores[one], journal))
    known = f"local:{next(_people)}"
    done = imported(cores[other], known, content, tmp_path)
    assert done.unreadable == ()
    assert exported(cores[other], known) == content
    again = imported(cores[other], known, content, tmp_path)
    assert (again.added, again.there) == ({}, sum(map(len, journal.values())))
    assert exported(cores[other], known) == content


@settings(ROUND, max_examples=15)
@given(own=journals(), other=journals())
def test_into_a_journal_with_rows_of_its_own_it_adds_without_loss(
    cores: dict[str, Core], tmp_path: Path, own: Rows, other: Rows
) -> None:
    core = cores["sqlite"]
    mine, theirs = somebody_with(core, own), somebody_with(core, other)
    before, content = exported(core, mine), exported(core, theirs)
    imported(core, mine, content, tmp_path)
    after = exported(core, mine).splitlines()
    for line in before.splitlines():
        assert line in after or is_filled(json.loads(line), after)
    ids = {(row["table"], row["id"]) for row in map(json.loads, before.splitlines()) if "id" in row}
    for line in content.splitlines():
        row = json.loads(line)
        assert line in after or "id" not in row or (row["table"], row["id"]) in ids


def is_filled(row: dict[str, Any], after: list[bytes]) -> bool:
    """Whether a person or a day has every choice that it had, and perhaps more."""
    same = (
        one for one in map(json.loads, after) if one.get("table") == row["table"] and one.get("day") == row.get("day")
    )
    now = next(same)
    return "id" not in row and all(
        now[name] == value for name, value in row.items() if value not in (None, False, 0, {})
    )


def test_everything_with_a_person_is_in_it_but_for_these() -> None:
    of_people = {table.name for table in Base.metadata.sorted_tables if "person_id" in table.columns}
    left_out = {
        "announcements",
        "changes",
        "conversations",
        "identities",
        "page_codes",
        "page_visits",
        "pairing_codes",
        "pairings",
        "reminders",
        "turns",
    }
    assert {table.name for table in records.tables()} == of_people - left_out
    missing = {
        (table.name, column.name)
        for table in records.tables()
        for column in table.columns
        if column not in records.columns(table) and column.name not in {"person_id", "paired_from"}
    }
    assert missing == {("trusted_people", "address"), ("outbox", "next_try_at"), ("people", "joined_to")}


def test_an_address_never_goes_out_and_never_comes_in(core: Core, tmp_path: Path) -> None:
    with core.database.writing() as session:
        person = queries.add_person(session, "local:me", NOON)
        session.add(
            TrustedPerson(person_id=person.person_id, id=new_id(NOON), at=NOON, name="Jo", address="json://hunter2")
        )
        session.commit()
    content = exported(core, "local:me")
    assert b"hunter2" not in content
    assert b"Jo" in content
    told = json.loads(content.splitlines()[-1])
    sneaked = json.dumps({**told, "id": str(new_id(NOON)), "address": "json://hunter3"}).encode()
    done = imported(core, "local:me", sneaked, tmp_path)
    assert [line.key for _, line in done.unreadable] == ["unknown"]
    with core.database.reading() as session:
        assert session.scalars(select(TrustedPerson.address)).all() == ["json://hunter2"]


@pytest.mark.parametrize("state", ["waiting", "sending", "unsure"])
def test_what_had_not_gone_out_is_over_and_is_not_sent_from_elsewhere(core: Core, tmp_path: Path, state: str) -> None:
    row = {
        "table": "outbox", "id": str(new_id(NOON)), "at": NOON.isoformat(), "trusted_id": str(new_id(NOON)),
        "text": "hello", "state": state, "tries": 0, "sent_at": None,
    }  # fmt: skip
    imported(core, "local:me", json.dumps(row).encode(), tmp_path)
    with core.database.reading() as session:
        message = session.scalars(select(Message)).one()
        assert (message.state, message.next_try_at) == ("cancelled", None)
        assert not queries.something_to_do(session, NOON)
    with core.database.writing() as session:
        message = session.scalars(select(Message)).one()
        message.state, message.next_try_at = state, NOON
        session.commit()
    assert b'"cancelled"' in exported(core, "local:me")


def test_what_was_told_goes_with_it_and_can_be_asked_for_there(core: Core, tmp_path: Path) -> None:
    talk = Talk(core)
    for line in ("i made my bed", "it felt calm", "after my coffee i will stretch", "call me Sam"):
        talk.say(line)
    imported(core, "local:other", exported(core, "local:me"), tmp_path)
    other = Talk(core, "local:other")
    assert other.kept() == ["made my bed"]
    assert "you made your bed" in other.say("what did i do today").speech.lower()
    assert "stretch" in other.say("what are my plans").speech


def test_a_newer_file_is_refused_whole(core: Core, tmp_path: Path) -> None:
    newer = json.dumps({"format": journal_lines.FORMAT, "version": journal_lines.VERSION + 1}).encode()
    with pytest.raises(NewerFormatError):
        imported(core, "local:me", newer + b"\n" + WIN.encode(), tmp_path)
    assert Talk(core).kept() == []


WIN = json.dumps(
    {
        "table": "wins", "id": "01a1ee87-3227-7000-9882-61ac2e41c578", "said": "i made my bed", "phrase": "made my bed",
        "domain": "home", "happened_at": "2026-11-18T12:00:00+00:00", "day": "2026-11-18",
        "told_at": "2026-11-18T12:00:00+00:00", "door": "typed",
    }
)  # fmt: skip


def changed(**values: object) -> str:
    return json.dumps({**json.loads(WIN), **values})


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("nonsense", "no_json"),
        ("[" * 100_000, "no_json"),
        ("[]", "no_json"),
        ("{}", "table"),
        (changed(table="identities"), "table"),
        (changed(table="turns"), "table"),
        (changed(table=[]), "table"),
        (changed(colour="red"), "unknown"),
        (changed(person_id="01a1ee87-3227-7000-9882-61ac2e41c578"), "unknown"),
        (changed(phrase=None), "lacks"),
        (json.dumps({name: value for name, value in json.loads(WIN).items() if name != "day"}), "lacks"),
        (changed(id="no id"), "value"),
        (changed(id=7), "value"),
        (changed(day="2026-02-30"), "value"),
        (changed(day="9999-12-31"), "value"),
        (changed(told_at="2026-11-18T12:00:00"), "value"),
        (changed(told_at=12), "value"),
        (changed(phrase={"a": 1}), "value"),
        (changed(phrase="a\x00b"), "value"),
        (changed(phrase="\ud83c"), "value"),
        (changed(domain="wrong"), "value"),
    ],
)
def test_a_line_that_can_not_be_kept_is_told_and_the_others_are_kept(
    core: Core, tmp_path: Path, line: str, key: str
) -> None:
    done = imported(core, "local:me", f"{line}\n{WIN}\n".encode(), tmp_path)
    assert [(one.line, one.key) for _, one in done.unreadable] == [(1, key)]
    assert Talk(core).kept() == ["made my bed"]
    assert done.kept_in == tmp_path / "journal.jsonl.rejected"
    assert done.kept_in.read_text() == f"{line}\n"


def test_bytes_that_are_no_text_are_kept_as_they_are(core: Core, tmp_path: Path) -> None:
    broken = WIN.encode().replace(b"bed", b"b\xffd")
    done = imported(core, "local:me", broken + b"\n", tmp_path)
    assert [one.key for _, one in done.unreadable] == ["no_utf8"]
    assert done.kept_in
    assert done.kept_in.read_bytes() == broken + b"\n"


def test_lines_of_a_choice_or_of_a_day_fill_what_was_never_chosen(core: Core, tmp_path: Path) -> None:
    talk = Talk(core)
    talk.say("call me Sam")
    lines = [
        {
            "table": "people",
            "created_at": "2020-01-01T00:00:00+00:00",
            "name": "Alex",
            "region": "IE",
            "spares_hands": True,
        },
        {"table": "days", "day": "2026-11-18", "energy": 2, "limits": {}},
    ]
    content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    assert imported(core, "local:me", content, tmp_path).added == {"people": 1, "days": 1}
    assert imported(core, "local:me", content, tmp_path).added == {}
    with core.database.reading() as session:
        person = session.scalars(select(Person)).one()
        assert (person.name, person.region, person.spares_hands) == ("Sam", "IE", True)
