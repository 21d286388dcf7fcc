"""`small-wins delete`: it says what goes, deletes on a yes alone, and leaves no copy."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from interaction_model.language import load_language
from small_wins.settings import Settings
from tests.small_wins_cli.conftest import Command, command_in

AT = ("--now", "2026-11-18T12:00:00+00:00")
ENGLISH = load_language("en-US")


def said(key: str, **values: object) -> str:
    return ENGLISH.say(key, **values) + "\n"


def copies_with(word: bytes) -> list[str]:
    """The files of the data folder that hold a word."""
    files = Settings().data_dir.rglob("*")
    return [path.name for path in files if path.is_file() and word in path.read_bytes()]


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Path:
    """What `told` copies: to say it anew for each test takes longer than the tests."""
    folder = tmp_path_factory.mktemp("told")
    with command_in(folder, cache_dir) as command:
        command("say", "i polished the samovar", "--now", "2026-11-17T12:00:00+00:00")
        command("say", "i made my bed and felt calmer", *AT)
        command("say", "i called ana", "--now", "2026-11-18T12:01:00+00:00")
        command("say", "note to future me: the walk helped", *AT)
        command("say", "i fed the heron", "--person", "ana", *AT)
        command("backup", *AT)
    return folder / "data"


@pytest.fixture
def told(told_once: Path, small_wins: Command) -> Command:
    """Three wins of two days, one with a feeling, a note, another person's win, and backups of it all."""
    shutil.copytree(told_once, Settings().data_dir)
    return small_wins


def wins(command: Command, person: str = "me") -> list[str]:
    return [line["what"] for line in command("wins", "--json", "--person", person).lines]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("--day", "2026-11-17"), ["made my bed", "called ana"]),
        (("--day", "2026-11-16", "--until", "2026-11-18"), []),
        (("--about", "samovar"), ["made my bed", "called ana"]),
        (("--about", "Ana"), ["polished the samovar", "made my bed"]),
        (("--notes",), ["polished the samovar", "made my bed", "called ana"]),
        (("--feelings",), ["polished the samovar", "made my bed", "called ana"]),
    ],
)
def test_what_is_named_goes_and_the_rest_stays(told: Command, options: tuple[str, ...], left: list[str]) -> None:
    done = told("delete", *options, "--yes", *AT)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Deleted: ")
    assert wins(told) == left
    assert wins(told, "ana") == ["fed the heron"]
    assert told("delete", *options, "--yes", *AT).out == said("privacy_none")


def test_one_win_goes_by_its_id(told: Command) -> None:
    (win,) = (line for line in told("wins", "--json").lines if line["what"] == "made my bed")
    assert told("delete", "--win", win["id"], "--yes").out == "Deleted: one thing that you did.\n"
    assert wins(told) == ["polished the samovar", "called ana"]


def test_the_yes_is_asked_for_and_anything_else_leaves_it(told: Command) -> None:
    for answer in ("no\n", "\n", "y\n"):
        left = told("delete", "--about", "samovar", *AT, given=answer)
        assert (left.code, left.out.endswith(said("privacy_left"))) == (0, True)
    assert told("delete", "--about", "samovar", *AT).code == 1
    assert "polished the samovar" in wins(told)
    gone = told("delete", "--about", "samovar", *AT, given="Yes\n")
    assert gone.out.startswith("That deletes one thing about samovar, and every backup, for good.\n")
    assert said("privacy_others", others=1) in gone.out
    assert wins(told) == ["made my bed", "called ana"]


def test_everything_of_a_person_goes_from_every_file_and_the_others_journal_stays(told: Command) -> None:
    assert set(copies_with(b"samovar")) > {"journal-2026-11-18.db", "journal-made-2026-11-18T12-00-00.db"}
    done = told("delete", "--everything", "--yes", *AT)
    assert (done.code, done.out) == (0, said("privacy_gone_all"))
    assert copies_with(b"samovar") == []
    assert wins(told) == []
    assert wins(told, "ana") == ["fed the heron"]
    told("say", "i made tea", "--person", "ana", *AT)
    assert "journal-2026-11-18.db" in copies_with(b"heron")


def test_by_voice_too_it_goes_from_every_file(told: Command) -> None:
    asked = told("say", "delete everything", *AT)
    assert asked.out == said("privacy_all_backups")
    assert json.loads(told("say", "yes", "--json", *AT).out)["reply"] == "It's all deleted."
    assert copies_with(b"samovar") == []
    assert wins(told, "ana") == ["fed the heron"]


def test_a_no_by_voice_leaves_the_backups(told: Command) -> None:
    before = copies_with(b"samovar")
    told("say", "delete everything", *AT)
    told("say", "no", *AT)
    assert copies_with(b"samovar") == before


def test_files_that_they_asked_for_are_named(told: Command) -> None:
    told("say", "export my wins", *AT)
    done = told("delete", "--everything", "--yes", *AT)
    assert "Files that you saved stay: " in done.out


def lose(how: str) -> None:
    journal = Settings().data_dir / "journal.db"
    if how == "gone":
        journal.unlink()
    else:
        content = bytearray(journal.read_bytes())
        content[0 if how == "header" else 4096 :] = b"\xff" * (len(content) - (0 if how == "header" else 4096))
        journal.write_bytes(content)


@pytest.mark.parametrize("how", ["header", "pages", "gone"])
def test_of_a_journal_that_cannot_be_opened_the_files_go_on_a_yes_of_its_own(told: Command, how: str) -> None:
    lose(how)
    everything = ("delete", "--everything", "--yes", *AT)
    for answer in ("", "no\n"):
        assert said("privacy_files_typed") in told(*everything, given=answer).out
        assert copies_with(b"samovar") != []
    done = told(*everything, given="yes\n")
    assert (done.code, done.err) == (0, "")
    assert "small-wins restore brings back the copy of" in done.out
    assert done.out.endswith(said("privacy_gone_files"))
    assert copies_with(b"samovar") == copies_with(b"heron") == []
    assert told("say", "i made tea", *AT).code == 0
    assert wins(told) == ["made tea"]


def test_a_part_of_a_damaged_journal_is_not_deleted_and_the_backups_stay(told: Command) -> None:
    before = sorted(path.name for path in (Settings().data_dir / "backups").glob("*.db"))
    lose("pages")
    refused = told("delete", "--about", "samovar", "--yes", *AT, given="yes\n")
    assert (refused.code, refused.out) == (1, "")
    assert "damaged" in refused.err
    assert sorted(path.name for path in (Settings().data_dir / "backups").glob("*.db")) == before


@pytest.mark.strace
def test_a_disk_that_is_full_at_the_commit_leaves_the_backups(told: Command) -> None:
    log, before = Settings().data_dir / "journal.db-wal", copies_with(b"samovar")
    full = ("strace", "-f", "-qq", "-o", os.devnull, "-P", str(log), "-e", "inject=pwrite64:error=ENOSPC")
    failed = told("delete", "--everything", "--yes", *AT, through=full)
    assert (failed.code, failed.err) == (1, said("database_full"))
    assert copies_with(b"samovar") == before
    assert "polished the samovar" in wins(told)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ((), "privacy_choose"),
        (("--notes", "--feelings"), "privacy_choose"),
        (("--until", "2026-11-18"), "privacy_choose"),
        (("--day", "2026-11-18", "--until", "2026-11-17"), "privacy_choose"),
        (("--about", "  "), "privacy_choose"),
    ],
)
def test_what_is_not_clear_is_refused(small_wins: Command, options: tuple[str, ...], key: str) -> None:
    refused = small_wins("delete", *options, "--yes")
    assert (refused.code, refused.out, refused.err) == (2, "", said(key))


def test_nobody_and_no_id_are_told(small_wins: Command) -> None:
    assert small_wins("delete", "--win", "7", "--yes").err == said("privacy_no_id", id="7")
    nobody = small_wins("delete", "--everything", "--person", "ben", "--yes")
    assert (nobody.code, nobody.err) == (1, said("privacy_nobody", person="ben"))
    assert small_wins("delete", "--day", "yesterday").code == 2
