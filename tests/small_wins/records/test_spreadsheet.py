"""The table of wins and feelings: nothing in it is carried out, and it is read back as it was."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.tables import Feeling, Note, Win
from small_wins.core import Core
from small_wins.records import cells, exporting, importing
from small_wins.records.importing import Imported
from small_wins.records.sources import open_source
from tests.small_wins.records.test_journal_lines import exported
from tests.small_wins.talk import Talk

FORMULA = re.compile(r"(?:^|[;,\t\r\n])[\s\u200b\u2060\ufeff\x0b\x1f]*[=+\-@＝＋－＠]")  # noqa: RUF001
TEXT = st.text(st.sampled_from("ab'=+-@;,\t\r\n \"＝＠é🌱\u200b\ufeff\x1f"), max_size=12) | st.text(max_size=30)  # noqa: RUF001


@given(TEXT)
def test_nothing_in_a_cell_is_taken_for_a_formula_and_its_text_comes_back(text: str) -> None:
    assert not FORMULA.search(cells.harmless(text))
    assert cells.as_written(cells.harmless(text)) == text


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_record_of_any_texts_is_read_as_it_was_written(texts: list[str]) -> None:
    heading, written = cells.line(["type", "what"]), cells.line(texts)
    _, (number, text, found) = cells.read(io.StringIO(heading + written, newline=""))
    assert (number, text) == (2, written)
    assert found == texts


def csv_of(core: Core, known: str = "local:me") -> bytes:
    file = io.BytesIO()
    with exporting.journal_to_read(core, known) as journal:
        assert journal
        exporting.write(journal, exporting.CSV, file)
    return file.getvalue()


def imported(core: Core, content: bytes, folder: Path, known: str = "local:me") -> Imported:
    path = folder / "wins.csv"
    path.write_bytes(content)
    return importing.import_(core, known, open_source(path, None))


def wins_and_feelings(core: Core, known: str) -> list[bytes]:
    lines = exported(core, known).splitlines()
    return [line for line in lines if line.startswith((b'{"table": "wins"', b'{"table": "feelings"'))]


def test_wins_and_feelings_come_back_exactly_and_once(core: Core, tmp_path: Path) -> None:
    talk = Talk(core)
    for line in ("i made my bed", "it felt calm", "i fed the cat", "i feel tired"):
        talk.say(line)
    with core.database.writing() as session:
        win = session.scalars(select(Win)).first()
        assert win
        win.phrase, win.said, win.step = '=HYPERLINK("x")', "+1\n-2; =3 'é🌱", "bed"
        session.commit()
    content = csv_of(core)
    assert not [
        cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row if FORMULA.search(cell)
    ]
    assert sum(imported(core, content, tmp_path, "local:other").added.values()) == 4
    assert wins_and_feelings(core, "local:other") == wins_and_feelings(core, "local:me")
    for known in ("local:me", "local:other"):
        assert imported(core, content, tmp_path, known).added == {}


def test_a_line_added_by_hand_needs_a_day_and_words_alone(core: Core, tmp_path: Path) -> None:
    Talk(core).say("i made my bed")
    content = (
        b"day,type,what,number\r\n2026-11-18,win,made my bed,\r\n2026-11-17,Win,walked the dog,\r\n"
        b"2026-11-17,feeling,,2\r\n2026-11-17,win,walked the dog,\r\n"
    )
    done = imported(core, content, tmp_path)
    assert (done.added, done.there) == ({"wins": 2, "feelings": 1}, 1)
    assert imported(core, content, tmp_path).added == {}
    assert sorted(Talk(core).kept()) == ["made my bed", "walked the dog", "walked the dog"]
    with core.database.reading() as session:
        assert session.scalars(select(Feeling.score)).all() == [2]


def test_lines_that_can_not_be_read_keep_their_heading_and_can_be_mended(core: Core, tmp_path: Path) -> None:
    content = (
        "type,day,what\nwin,2026-11-17,fed the cat\nwin,yesterday,made\n tea\nwin,,x\nfeeling,2026-11-17,\n"
        "win,2026-11-17,a,b\n,2026-11-17,c\n"
    )
    done = imported(core, content.encode(), tmp_path)
    assert [(one.line, one.key, one.values.get("column")) for _, one in done.unreadable] == [
        (3, "value", "day"), (4, "value", "type"), (5, "value", "day"), (6, "lacks", "what"), (7, "cells", ""),
        (8, "value", "type"),
    ]  # fmt: skip
    assert done.kept_in
    heading, *kept = done.kept_in.read_text().splitlines()
    assert (heading, kept) == ("type,day,what", content.splitlines()[2:])
    done.kept_in.write_text("type,day,what\nwin,2026-11-16,mended it\n")
    assert importing.import_(core, "local:me", open_source(done.kept_in, None)).added == {"wins": 1}
    assert Talk(core).kept() == ["mended it", "fed the cat"]


def test_an_edited_line_of_ours_is_told_and_the_journal_stays_as_it_is(core: Core, tmp_path: Path) -> None:
    talk = Talk(core)
    for line in ("i made my bed", "i fed the cat"):
        talk.say(line)
    content = csv_of(core)
    edited = content.replace(b",made my bed,", b',"made the\n bed",')
    done = imported(core, edited, tmp_path)
    assert [(one.line, one.key) for _, one in done.unreadable] == [(2, "differs")]
    assert (done.added, done.there) == ({}, 1)
    assert csv_of(core) == content
    assert done.kept_in
    _, kept = done.kept_in.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\r\n", 1)
    assert kept == edited.split(b"\r\n")[1] + b"\r\n"


def test_a_win_that_the_screen_stops_is_a_note_with_all_that_it_told(core: Core, tmp_path: Path) -> None:
    Talk(core).say("i made my bed")
    heading, line = csv_of(core).decode("utf-8-sig").splitlines()
    worse = line.replace("made my bed", "cut myself").replace("i cut myself", "so i cut myself again")
    content = f"{heading}\r\n{worse}\r\n".encode()
    by_hand = b"type,day,what,feeling_after\nwin,2026-11-17,hurt myself,numb\n"
    for _ in range(2):
        assert [imported(core, one, tmp_path, "local:other").stopped for one in (content, by_hand)] == [1, 1]
    with core.database.reading() as session:
        assert sorted(session.scalars(select(Note.text))) == ["hurt myself\nnumb", "so i cut myself again"]
    assert Talk(core, "local:other").kept() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";"])
def test_a_table_is_read_as_spreadsheets_save_it(core: Core, tmp_path: Path, encoding: str, comma: str) -> None:
    content = f"type{comma}day{comma}what\r\nwin{comma}2026-11-17{comma}ate a crêpe 🌱\r\n".encode(encoding)
    assert imported(core, content, tmp_path).added == {"wins": 1}
    assert Talk(core).kept() == ["ate a crêpe 🌱"]
