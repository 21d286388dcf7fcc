"""`small-wins export` and `small-wins import`: their words, their exit codes."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from interaction_model.language import load_language
from small_wins.settings import Settings
from tests.small_wins_cli.conftest import Command, Ran

NOW = ("--now", "2026-11-18T12:00:00+00:00")


def said(key: str, **values: object) -> str:
    return load_language("en-US").say(f"records_{key}", **values) + "\n"


def journal() -> Path:
    return Settings().data_dir / "journal.db"


def private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


def told(small_wins: Command, *lines: str) -> None:
    for line in lines:
        assert small_wins("say", line, *NOW).code == 0


def test_an_export_is_the_owners_alone_and_says_where_it_is(small_wins: Command) -> None:
    told(small_wins, "i made my bed")
    ran = small_wins("export", *NOW)
    [path] = (Settings().data_dir / "exports").rglob("journal.jsonl")
    assert ran == Ran(0, said("written", path=path), "")
    assert private(path)
    assert [json.loads(line)["phrase"] for line in path.read_text().splitlines() if '"wins"' in line] == ["made my bed"]
    assert small_wins("export", *NOW).code == 0


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", b"\xef\xbb\xbftype,"), ("a.md", b"# Small wins"), ("a.ics", b"BEGIN:VCALENDAR"), ("a.txt", b"What was"),
     ("a.pdf", b"%PDF-"), ("a.jsonl", b'{"format"'), ("a", b'{"format"')],
)  # fmt: skip
def test_the_name_of_the_file_tells_the_form(small_wins: Command, tmp_path: Path, name: str, begins: bytes) -> None:
    told(small_wins, "i made my bed")
    assert small_wins("export", "--output", str(tmp_path / name), *NOW).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert private(tmp_path / name)


def test_a_file_that_is_there_is_replaced_by_force_alone(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    (tmp_path / "a.csv").write_text("mine")
    refused = small_wins("export", "--output", str(tmp_path / "a.csv"), *NOW)
    assert refused == Ran(2, "", said("exists", path=tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert small_wins("export", "--output", str(tmp_path / "a.csv"), "--force", *NOW).code == 0
    assert "made my bed" in (tmp_path / "a.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (("--format", "odt"), "no_form", {"form": "odt", "forms": "jsonl, csv, markdown, ical, summary, pdf"}),
        (("--format", "csv", "--from", "monday"), "no_day", {"option": "--from"}),
        (("--format", "csv", "--to", "0001-01-01"), "no_day", {"option": "--to"}),
        (("--from", "2026-11-18"), "no_days", {"form": "jsonl"}),
        (("--format", "pdf", "--font", "/dev/null"), "no_font", {"path": "/dev/null"}),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    small_wins: Command, arguments: tuple[str, ...], key: str, values: dict[str, str]
) -> None:
    told(small_wins, "i made my bed")
    assert small_wins("export", *arguments, *NOW) == Ran(2, "", said(key, **values))
    assert not [path for path in (Settings().data_dir / "exports").rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["journal.db", "journal.db-wal", "journal.db-shm", "backups", "backups/mine.jsonl"])
def test_the_journal_and_its_backups_are_never_written_over(small_wins: Command, name: str) -> None:
    told(small_wins, "i made my bed")
    path = Settings().data_dir / name
    ran = small_wins("export", "--output", str(path), "--force", *NOW)
    path = path / "journal.jsonl" if path.is_dir() else path
    assert ran == Ran(2, "", said("own", path=path))
    assert "made my bed" in small_wins("wins", *NOW).out


def test_the_journal_is_not_written_over_through_a_link_either(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    (tmp_path / "link").symlink_to(Settings().data_dir)
    path = tmp_path / "link" / "journal.db"
    assert small_wins("export", "--output", str(path), "--force", *NOW) == Ran(2, "", said("own", path=path))


def test_whoever_reads_no_further_is_told_nothing_of_the_journal(small_wins: Command, tmp_path: Path) -> None:
    path = tmp_path / "wins.csv"
    path.write_text("type,day,what\n" + "".join(f"win,2026-11-17,{'fed the cat ' * 50}{n}\n" for n in range(500)))
    assert small_wins("import", str(path), *NOW).code == 0
    command = (sys.executable, "-m", "small_wins_cli", "export", "--output", "-", *NOW)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (1, b"")


def test_a_folder_that_is_not_there_or_can_not_be_written_is_told(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a.csv"
    assert small_wins("export", "--output", str(path), *NOW) == Ran(1, "", said("no_write", path=path))


def test_to_standard_output_goes_the_export_alone(small_wins: Command) -> None:
    told(small_wins, "i made my bed")
    ran = small_wins("export", "--format", "markdown", "--output", "-", *NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "# Small wins\n\n## 2026-11-18\n\n- made my bed\n"


def test_an_empty_journal_leaves_no_file_and_no_trace(small_wins: Command) -> None:
    assert small_wins("export", "--person", "nobody", *NOW) == Ran(0, "", said("nothing"))
    assert not (Settings().data_dir / "exports").exists()


def test_for_programs_both_say_what_they_did(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    path = tmp_path / "a.jsonl"
    assert small_wins("export", "--output", str(path), "--json", *NOW).lines == [
        {"format": "jsonl", "file": str(path), "left_out": 0}
    ]
    path.write_text(path.read_text() + "nonsense\n")
    rows = len(path.read_text().splitlines()) - 2
    ran = small_wins("import", str(path), "--person", "other", "--json", *NOW)
    assert (ran.code, ran.err) == (3, "")
    [line] = ran.lines
    assert sum(line["added"].values()) == rows
    assert line["unreadable"] == [{"file": "", "line": rows + 2, "why": "no_json", "column": ""}]
    assert line["rejected"] == f"{path}.rejected"


def test_an_import_is_told_in_sentences_and_its_exit_code(small_wins: Command, tmp_path: Path) -> None:
    path = tmp_path / "wins.csv"
    path.write_text("type,day,what\nwin,2026-11-17,fed the cat\nwin,x,y\nwin,z,y\nfeeling,2026-11-17,\nwin,x,y\n")
    ran = small_wins("import", str(path), *NOW)
    assert (ran.code, ran.out) == (3, said("imported", added=1, there=0))
    no_day, nothing = (
        said(f"why_{key}", column=column)[:-1].lower() for key, column in (("value", "day"), ("lacks", "what"))
    )
    assert ran.err == (
        said("lines", line=3, last=4, why=no_day) + said("line", line=5, why=nothing) + said("line", line=6, why=no_day)
        + said("rejected", count=4, path=f"{path}.rejected")
    )  # fmt: skip
    assert private(Path(f"{path}.rejected"))
    path.write_text("type,day,what\nwin,2026-11-17,fed the cat\n")
    assert small_wins("import", str(path), *NOW) == Ran(0, said("imported", added=0, there=1), "")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("letter.txt", "Dear Jo,\n", "what"),
        ("missing.jsonl", None, "missing"),
        ("new.jsonl", '{"format": "small-wins-journal", "version": 2}\n', "newer"),
    ],
)
def test_what_can_not_be_imported_is_told(
    small_wins: Command, tmp_path: Path, name: str, content: str | None, key: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    forms = "jsonl, csv, markdown, daylio, loop"
    ran = small_wins("import", str(tmp_path / name), *NOW)
    assert ran == Ran(2, "", said(key, path=tmp_path / name, forms=forms))
    assert not Path(f"{tmp_path / name}.rejected").exists()


def line_of(table: str, **values: object) -> str:
    return json.dumps({"table": table, **values}) + "\n"


GB = line_of("people", created_at="2026-11-18T12:00:00+00:00", region="GB")


def test_whose_help_lines_hold_after_an_import_is_told_with_their_number(
    small_wins: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALL_WINS_REGION", "US")
    path = tmp_path / "journal.jsonl"
    path.write_text(GB)
    ran = small_wins("import", str(path), "--person", "new", *NOW)
    assert ran.err == said("region", named="GB", region="GB") + said("call", number="116 123")
    told(small_wins, "i made my bed")
    ran = small_wins("import", str(path), *NOW)
    assert ran.err == said("region", named="GB", region="US") + said("call", number="988")
    [line] = small_wins("import", str(path), "--json", *NOW).lines
    assert (line["region"], line["as_notes"]) == (None, 0)


def test_what_sounds_like_a_crisis_is_told_with_a_number_and_not_repeated(
    small_wins: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALL_WINS_REGION", "US")
    path = tmp_path / "wins.csv"
    path.write_text("type,day,what\nwin,2026-11-17,wanted to die\nwin,2026-11-17,fed the cat\n")
    ran = small_wins("import", str(path), *NOW)
    assert ran == Ran(0, said("imported", added=2, there=0), said("stopped", count=1) + said("call", number="988"))


def test_an_edited_line_is_told_and_kept(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    path = tmp_path / "a.jsonl"
    assert small_wins("export", "--output", str(path), *NOW).code == 0
    path.write_text(path.read_text().replace("made my bed", "made both beds"))
    ran = small_wins("import", str(path), *NOW)
    assert (ran.code, ran.err) == (3, said("differs", count=1) + said("rejected", count=1, path=f"{path}.rejected"))


def test_where_the_unreadable_lines_can_not_be_kept_nothing_is_added(small_wins: Command, tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250)
    path.write_text("type,day,what\nwin,2026-11-17,fed the cat\nwin,x,y\n")
    ran = small_wins("import", str(path), *NOW)
    assert ran == Ran(1, "", said("no_write", path=f"{path}.rejected"))
    assert small_wins("wins").out == ""


def test_a_program_that_reads_the_lines_takes_no_number_from_the_person(small_wins: Command, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("type,day,what\nwin,2026-11-17,wanted to die\n")
    ran = small_wins("import", str(path), "--json", *NOW)
    assert ran.lines[0]["as_notes"] == 1
    assert "988" in ran.err or "9 8 8" in ran.err


def test_a_journal_that_can_not_be_used_is_told(small_wins: Command, tmp_path: Path) -> None:
    journal().parent.mkdir(parents=True)
    journal().write_text("no database at all, " * 100)
    path = tmp_path / "wins.csv"
    path.write_text("type,day,what\nwin,2026-11-17,fed the cat\n")
    for ran in (small_wins("export", *NOW), small_wins("import", str(path), *NOW)):
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert "damaged" in ran.err


def test_a_journal_that_is_damaged_names_its_backup(small_wins: Command, tmp_path: Path) -> None:
    told(small_wins, "i made my bed")
    assert small_wins("backup").code == 0
    path = tmp_path / "wins.csv"
    path.write_text("type,day,what\nwin,2026-11-17,fed the cat\n")
    journal().write_text("no database at all, " * 100)
    for ran in (small_wins("export", *NOW), small_wins("import", str(path), *NOW)):
        assert (ran.code, ran.out) == (1, "")
        assert "small-wins restore" in ran.err
