"""What Daylio and Loop Habit Tracker export: acts, feelings and notes of it, each once, and no line lost."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models.tables import Feeling, Note, Win
from small_wins.core import Core
from small_wins.records import importing, sources
from small_wins.records.importing import Imported
from small_wins.records.sources import SourceError, open_source
from tests.small_wins.talk import Talk

DAYLIO = "\n".join(
    (
        "\ufefffull_date,date,weekday,time,mood,activities,scales,note_title,note",
        (
            '2026-11-17,November 17,Tuesday,21:05,meh,"Exercise | family | Wake up early | family",,"A day",'
            '"Rain.<br>I <b>read</b> &amp; slept, ""well"""'
        ),
        '2026-11-16,November 16,Monday,9:05 am,rad,,,"",""',
        '2026-11-15,November 15,Sunday,11:54\u202fpm,my own mood,run,,"",""',
        "",
    )
)


def imported(core: Core, content: str | bytes, path: Path) -> Imported:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return importing.import_(core, "local:me", open_source(path, None))


def test_daylios_moods_activities_and_notes_are_taken_in_once(core: Core, tmp_path: Path) -> None:
    path = tmp_path / "daylio_export_2026_11_18.csv"
    assert imported(core, DAYLIO, path).added == {"feelings": 3, "wins": 3, "notes": 2}
    assert imported(core, DAYLIO, path).added == {}
    with core.database.reading() as session:
        wins = session.execute(select(Win.day, Win.phrase, Win.said, Win.happened_at).order_by(Win.id)).all()
        felt = session.execute(select(Feeling.word, Feeling.score, Feeling.at).order_by(Feeling.at)).all()
        notes = sorted(session.scalars(select(Note.text)))
    assert sorted((str(day), phrase, said) for day, phrase, said, _ in wins) == [
        ("2026-11-15", "ran", "run"),
        ("2026-11-17", "exercised", "Exercise"),
        ("2026-11-17", "woke up early", "Wake up early"),
    ]
    assert {at for *_, at in wins} == {
        datetime(2026, 11, 15, 23, 54, tzinfo=UTC), datetime(2026, 11, 17, 21, 5, tzinfo=UTC)
    }  # fmt: skip
    assert [(word, score) for word, score, _ in felt] == [("my own mood", None), ("rad", 5), ("meh", 3)]
    assert notes == ['A day\nRain.\nI read & slept, "well"', "family, family"]


HEADING = "full_date,date,weekday,time,mood,activities,note_title,note\n"


def test_what_names_no_act_is_a_note_and_is_not_read_on_a_hard_day(core: Core, tmp_path: Path) -> None:
    names = "cutting | SH | crying | bad sleep | fast food | panic attack | self-harm | made tea"
    imported(core, f"{HEADING}2026-11-10,,,09:00,awful,{names},,\n", tmp_path / "daylio.csv")
    talk = Talk(core)
    assert talk.kept() == ["made tea"]
    with core.database.reading() as session:
        assert sorted(session.scalars(select(Note.text))) == [
            "cutting, SH, crying, bad sleep, fast food, panic attack", "self-harm"
        ]  # fmt: skip
    said = " ".join(talk.say(line).speech for line in ("i'm having a hard day", "tell me one win", "another", "yes"))
    assert not [name for name in ("cutting", "SH", "cry", "sleep", "food", "panic") if name in said]
    assert "made tea" in said


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("8:30 p. m.", 20, 30), ("8:30 a.\u00a0m.", 8, 30), ("20.30", 20, 30), ("20 h 30", 20, 30), ("20h30", 20, 30),
        ("下午8:30", 20, 30), ("上午8:30", 8, 30), ("오후 8:30", 20, 30), ("20:30:00", 20, 30), ("8:30 μ.μ.", 20, 30),
        ("8:30 nachm.", 20, 30), ("20:30 Uhr", 20, 30), ("12:05 AM", 0, 5), ("12:05 pm", 12, 5),
        ("午後8時30分", 20, 30),
        ("٨:٣٠ م", 20, 30), ("late", 12, 0), ("", 12, 0), ("25:00", 12, 0), ("8:30 of a kind", 12, 0),
    ],
)  # fmt: skip
def test_a_clock_time_of_any_language_is_read_or_it_is_noon(
    core: Core, tmp_path: Path, written: str, hour: int, minute: int
) -> None:
    done = imported(core, f"{HEADING}2026-11-17,,,{written},meh,,,\n", tmp_path / "daylio.csv")
    assert done.unreadable == ()
    with core.database.reading() as session:
        assert session.scalars(select(Feeling.at)).all() == [datetime(2026, 11, 17, hour, minute, tzinfo=UTC)]


def test_a_table_parted_by_semicolons_is_read(core: Core, tmp_path: Path) -> None:
    content = f"{HEADING}2026-11-17,,,09:00,meh,run,,\n".replace(",", ";")
    assert imported(core, content, tmp_path / "daylio.csv").added == {"feelings": 1, "wins": 1}


def test_letters_that_are_no_utf_8_are_told_as_such(core: Core, tmp_path: Path) -> None:
    content = f"{HEADING}2026-11-17,,,09:00,meh,café,,\n2026-11-16,,,09:00,meh,,,\n".encode("latin-1")
    done = imported(core, content, tmp_path / "daylio.csv")
    assert [(one.line, one.key) for _, one in done.unreadable] == [(2, "no_utf8")]
    assert done.added == {"feelings": 1}


def test_daylios_older_columns_are_read_too(core: Core, tmp_path: Path) -> None:
    content = 'year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,happy,"clean | cook",\n'
    assert imported(core, content, tmp_path / "export.csv").added == {"feelings": 1, "wins": 2}
    assert sorted(Talk(core).kept()) == ["cleaned", "cooked"]


def test_lines_of_daylio_that_can_not_be_read_are_kept(core: Core, tmp_path: Path) -> None:
    bad = ["2026-11-31,,,09:00,meh,,,\n", "2026-11-17,,,09:00,meh\n"]
    bad.append("2026-11-17,,,09:00,,,,\n")
    done = imported(core, HEADING + "".join(bad) + "2026-11-17,,,09:00,meh,,,\n", tmp_path / "daylio.csv")
    keys = ["value", "cells", "lacks"]
    assert [(one.line, one.key) for _, one in done.unreadable] == list(enumerate(keys, start=2))
    assert done.kept_in
    assert done.kept_in.read_text() == HEADING + "".join(bad)
    assert done.added == {"feelings": 1}


HABITS = "\n".join(
    (
        (
            "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
            "Target Value,Archived?"
        ),
        "001,Meditate,YES_NO,Did you meditate this morning?,,1,1,#FF8F00,,,,false",
        '002,"Read, or listen",YES_NO,,,2,3,#00897B,,,,false',
        "003,Run,NUMERICAL,,,1,1,#00897B,km,AT_LEAST,2.0,false",
        "",
    )
)
OF_ALL = "\n".join(
    (
        "Date,Meditate,Read or listen,Run,",
        "2026-11-17,YES_MANUAL,YES_AUTO,2500,",
        "2026-11-16,NO,YES_MANUAL,0,",
        "2026-11-15,-1,2,UNKNOWN,",
        "",
    )
)
OWN = {
    "001 Meditate/Checkmarks.csv": 'Date,Value,Notes\n2026-11-17,YES_MANUAL,"by the window"\n2026-11-16,NO,\n',
    "002 Read or listen/Checkmarks.csv": "2026-11-16,2\n2026-11-15,2\n2026-11-14,1\n",
    "003 Run/Checkmarks.csv": "Date,Value,Notes\n2026-11-17,2500,\n",
}
TOLD = [
    ("2026-11-15", "read or listen"),
    ("2026-11-16", "read or listen"),
    ("2026-11-17", "meditated"),
    ("2026-11-17", "ran (2.5 km)"),
]


def told(core: Core) -> list[tuple[str, str]]:
    with core.database.reading() as session:
        return sorted((str(day), phrase) for day, phrase in session.execute(select(Win.day, Win.phrase)))


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def unpacked(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_what_was_ticked_by_hand_in_loop_is_an_act(core: Core, tmp_path: Path, packed: bool, own: bool) -> None:
    files = {"Habits.csv": HABITS, "Checkmarks.csv": OF_ALL, **(OWN if own else {})}
    path = zipped(tmp_path / "Loop.zip", files) if packed else unpacked(tmp_path / "Loop", files)
    done = importing.import_(core, "local:me", open_source(path, None))
    assert done.unreadable == ()
    assert told(core) == TOLD
    assert importing.import_(core, "local:me", open_source(path, None)).added == {}
    with core.database.reading() as session:
        assert session.scalars(select(Note.text)).all() == (["by the window"] if own else [])


def test_a_habit_that_names_no_act_or_is_one_to_do_less_of_is_a_note(core: Core, tmp_path: Path) -> None:
    habits = "\n".join(
        (
            HABITS.splitlines()[0],
            "001,Don't drink,YES_NO,,,1,1,#FF8F00,,,,false",
            "002,Cigarettes,NUMERICAL,,,1,1,#00897B,,AT_MOST,5,false",
            "003,Eat sweets,NUMERICAL,,,1,1,#00897B,,AT_MOST,5,false",
            "004,No self-harm,YES_NO,,,1,1,#00897B,,,,false",
            "005,Drink water,NUMERICAL,,,1,1,#00897B,glasses,AT_LEAST,5,false",
            "006,Cry,YES_NO,,,1,1,#00897B,,,,false",
        )
    )
    marks = "Date,a,b,c,d,e,f,\n2026-11-17,2,3000,2000,2,4000,2,\n"
    path = unpacked(tmp_path / "Loop", {"Habits.csv": habits, "Checkmarks.csv": marks})
    importing.import_(core, "local:me", open_source(path, None))
    assert told(core) == [("2026-11-17", "drank water (4 glasses)")]
    with core.database.reading() as session:
        assert sorted(session.scalars(select(Note.text))) == [
            "Cigarettes (3)", "Cry", "Don't drink", "Eat sweets (2)", "No self-harm"
        ]  # fmt: skip


def test_the_table_of_all_habits_is_read_alone(core: Core, tmp_path: Path) -> None:
    path = tmp_path / "Checkmarks.csv"
    path.write_text("Date,Meditate,Wake up early,\n2015-01-25,-1,2,\n2015-01-24,2,1,\n")
    importing.import_(core, "local:me", open_source(path, None))
    assert told(core) == [("2015-01-24", "meditated"), ("2015-01-25", "woke up early")]


def test_lines_of_loop_that_can_not_be_read_are_kept_and_can_be_mended(core: Core, tmp_path: Path) -> None:
    bad = {**OWN, "001 Meditate/Checkmarks.csv": "Date,Value,Notes\nsoon,YES_MANUAL,\n2026-11-17,MAYBE,\n"}
    path = zipped(tmp_path / "Loop.zip", {"Habits.csv": HABITS, **bad})
    done = importing.import_(core, "local:me", open_source(path, None))
    name = "001 Meditate/Checkmarks.csv"
    assert [(file, one.line, one.key) for file, one in done.unreadable] == [(name, 2, "value"), (name, 3, "value")]
    assert done.kept_in == tmp_path / "Loop.zip.rejected"
    assert (done.kept_in / name).read_text() == bad[name]
    (done.kept_in / name).write_text("Date,Value,Notes\n2026-11-17,YES_MANUAL,\n")
    assert importing.import_(core, "local:me", open_source(done.kept_in, None)).added == {"wins": 1}
    assert told(core) == TOLD


def test_a_name_in_a_zip_that_leads_elsewhere_is_not_followed(core: Core, tmp_path: Path) -> None:
    files = {"Habits.csv": HABITS, "001 a/../../../Checkmarks.csv": "soon,2\n", "../Checkmarks.csv": "soon,2\n"}
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in" / "Loop.zip", files)
    done = importing.import_(core, "local:me", open_source(path, None))
    assert (done.added, done.kept_in) == ({}, None)
    assert [file.name for file in path.parent.iterdir()] == ["Loop.zip"]


def test_a_torn_zip_and_what_is_nothing_of_these_are_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "Loop.zip", {"Habits.csv": HABITS * 50}).read_bytes()
    torn = tmp_path / "torn.zip"
    torn.write_bytes(whole[:40] + bytes(100) + whole[140:])
    other = tmp_path / "letter.txt"
    other.write_text("Dear Jo,\n")
    for path, key in ((torn, "zip"), (other, "what"), (tmp_path, "what")):
        with pytest.raises(SourceError) as refused:
            open_source(path, None)
        assert refused.value.key == key


def test_what_has_no_end_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 2**16)
    with pytest.raises(SourceError) as refused:
        open_source(Path("/dev/zero"), None)
    assert refused.value.key == "large"
