from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_wins_cli.conftest import Command


def test_say_keeps_a_win_and_answers(small_wins: Command) -> None:
    ran = small_wins("say", "I drank a glass of water")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("You drank a glass of water. ")
    assert [line["what"] for line in small_wins("wins", "--json").lines] == ["drank a glass of water"]


def test_say_as_json_has_exactly_the_promised_fields(small_wins: Command) -> None:
    (line,) = small_wins("say", "i made my bed", "--json").lines
    assert list(line) == ["heard", "intent", "safety", "reply", "open", "expects", "actions", "wins"]
    assert (line["heard"], line["intent"], line["wins"][0]["what"]) == ("i made my bed", "log_win", "made my bed")


def test_a_crisis_is_not_echoed_as_json(small_wins: Command) -> None:
    ran = small_wins("say", "i want to die", "--json")
    assert ran.lines[0]["heard"] == ""
    assert "die" not in ran.out
    assert ran.lines[0]["open"] is True


def test_one_turn_commands_remember_what_was_said_last(small_wins: Command) -> None:
    said = small_wins("say", "i made my bed").out
    assert small_wins("say", "say that again").out == said
    assert small_wins("say", "undo that").out == "Taken back: made your bed.\n"
    assert small_wins("wins").out == ""


def test_chat_plays_a_day_from_a_pipe(small_wins: Command) -> None:
    lines = [
        json.dumps({"text": "i rang the dentist", "at": "2026-11-17T21:30:00+00:00"}),
        json.dumps({"text": "i made my bed", "at": "2026-11-18T08:00:00+00:00"}),
        "what did i do today",
    ]
    ran = small_wins("chat", "--json", given="\n".join(lines))
    assert ran.code == 0
    assert [line["intent"] for line in ran.lines] == ["log_win", "log_win", "recap_today"]
    assert ran.lines[2]["reply"] == "Today you made your bed. One thing is a full day."
    assert [line["day"] for line in small_wins("wins", "--json").lines] == ["2026-11-17", "2026-11-18"]


@pytest.mark.parametrize(
    "bad",
    ['{"text": 7}', "{", '{"at": "2026-11-18T08:00:00"}', '{"text": "x", "at": "noon"}', '{"text": "x", "at": 7}'],
)
def test_an_unreadable_line_answers_an_error_and_the_rest_goes_on(small_wins: Command, bad: str) -> None:
    ran = small_wins("chat", "--json", given=f"{bad}\ni made my bed\n")
    assert ran.code == 3
    assert list(ran.lines[0]) == ["error"]
    assert ran.lines[1]["intent"] == "log_win"


def test_bytes_that_are_no_text_do_not_end_the_chat(small_wins: Command) -> None:
    ran = small_wins("chat", "--json", given=b"\xff\xfe\x00\ni made my bed\n")
    assert ran.lines[-1]["intent"] == "log_win"


@pytest.mark.parametrize(
    "bad",
    [
        '{"text": "i ate", "at": "0001-01-01"}',
        '{"text": "i ate", "at": "9999-12-31T23:59:59-12:00"}',
        '{"a":' * 50_000,
    ],
)
def test_a_line_that_no_clock_or_parser_can_hold_is_an_error_too(small_wins: Command, bad: str) -> None:
    ran = small_wins("chat", "--json", given=f"{bad}\ni made my bed\n")
    assert (ran.code, list(ran.lines[0]), ran.lines[1]["intent"]) == (3, ["error"], "log_win")


def test_half_characters_break_nothing(small_wins: Command) -> None:
    ran = small_wins("chat", "--json", given='{"text": "i \\ud800 ate"}\ni made my bed\n')
    assert (ran.code, ran.lines[-1]["intent"]) == (0, "log_win")
    assert small_wins("say", "i made \udcff tea", "--person", "a\udcff").code == 0


def test_a_wrong_setting_does_not_keep_a_human_line_away(small_wins: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_WINS_PORT", "many")
    ran = small_wins("say", "i want to die")
    assert ran.code == 2
    assert "Thank you for telling me." in ran.out
    assert small_wins("say", "i made my bed").out == ""


def test_now_sets_the_day_and_person_the_journal(small_wins: Command) -> None:
    small_wins("say", "i made my bed", "--now", "2026-11-18T12:00:00+00:00", "--person", "ada")
    assert small_wins("wins", "--person", "ada").out == "2026-11-18  made my bed\n"
    assert small_wins("wins").out == ""
    assert "made your bed" in small_wins("recap", "--person", "ada", "--now", "2026-11-18T20:00:00+00:00").out
    week = small_wins("recap", "--week", "--person", "ada", "--now", "2026-11-20T20:00:00+00:00").out
    assert week == "This week you made your bed. It's kept.\n"


def test_wrong_use_is_told_in_a_sentence(small_wins: Command) -> None:
    for arguments in (("say",), ("say", "x", "--now", "noon"), ("nonsense",), ("say", "x", "--nonsense")):
        ran = small_wins(*arguments)
        assert ran.code == 2
        assert "Traceback" not in ran.err
        assert ran.err


def test_a_setting_that_cannot_be_read_is_named(
    small_wins: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SMALL_WINS_PORT", "many")
    ran = small_wins("say", "i made my bed")
    assert ran.code == 2
    assert "port" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.delenv("SMALL_WINS_PORT")
    for broken in ("port = [", "prot = 80", "[person]\nday_ends_at_hour = 99"):
        (tmp_path / "settings.toml").write_text(broken)
        ran = small_wins("say", "i made my bed")
        assert (ran.code, "Traceback" in ran.err) == (2, False)
    (tmp_path / "settings.toml").unlink()
    monkeypatch.setenv("SMALL_WINS_PERSON__TIME_ZONE", "Mars/Base")
    assert "time zone" in small_wins("say", "i made my bed").err
    monkeypatch.setenv("SMALL_WINS_PERSON__TIME_ZONE", "UTC")
    monkeypatch.setenv("SMALL_WINS_DATABASE", "what:secret@is this")
    ran = small_wins("say", "i made my bed")
    assert (ran.code, "secret" in ran.err) == (2, False)


def test_a_journal_that_cannot_be_opened_is_told_and_the_command_fails(
    small_wins: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(tmp_path / "file" / "below"))
    for arguments in (("say", "i made my bed"), ("wins",), ("recap",)):
        ran = small_wins(*arguments)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert "journal" in ran.out + ran.err


def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    chat = subprocess.Popen(
        [sys.executable, "-m", "small_wins_cli", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert chat.stdin
    assert chat.stdout
    chat.stdout.close()
    _, err = chat.communicate(b"i made my bed\n" * 50)
    assert b"Traceback" not in err
    assert chat.returncode == 1


def test_understand_reads_and_writes_the_agreed_form(small_wins: Command) -> None:
    given = '{"text": "um i finally made my bed", "context": "any"}\n{"text": "i want to die", "context": "any"}\n'
    ran = small_wins("understand", "--now", "2026-11-18T12:00:00+00:00", "--timezone", "Europe/Dublin", given=given)
    assert ran.lines[0] == {
        "intent": "log_win",
        "safety": "none",
        "logs": "yes",
        "wins": [{"what": "made my bed", "domain": "home", "day_offset": 0}],
        "feeling": None,
        "slots": {},
    }
    assert (ran.lines[1]["intent"], ran.lines[1]["safety"], ran.lines[1]["logs"]) == ("crisis", "crisis", "no")
    assert small_wins("wins").out == ""


@pytest.mark.parametrize("bad", ["[]", "{", '{"text": 1}', '{"text": "x", "context": "nowhere"}'])
def test_understand_answers_an_error_to_an_unreadable_line(small_wins: Command, bad: str) -> None:
    ran = small_wins("understand", given=f'{bad}\n{{"text": "help"}}\n')
    assert ran.code == 3
    assert list(ran.lines[0]) == ["error"]
    assert ran.lines[1]["intent"] == "help"


def test_settings_tell_where_each_one_came_from(
    small_wins: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text('region = "IE"\n[person]\nday_ends_at_hour = 5\n')
    monkeypatch.setenv("SMALL_WINS_PORT", "9000")
    monkeypatch.setenv("SMALL_WINS_ID_KEY", "deepsecret")
    ran = small_wins("settings", "--json")
    found = {line["name"]: (line["value"], line["source"]) for line in ran.lines}
    assert found["region"] == ("IE", str(tmp_path / "settings.toml"))
    assert found["person.day_ends_at_hour"] == ("5", str(tmp_path / "settings.toml"))
    assert found["port"] == ("9000", "environment SMALL_WINS_PORT")
    assert found["host"] == ("127.0.0.1", "default")
    assert "journal.db" in found["(database)"][0]
    assert "deepsecret" not in ran.out + small_wins("settings").out


def test_a_typed_turn_imports_nothing_of_sound_or_web() -> None:
    code = (
        "import sys; sys.argv = ['small-wins', 'say', 'i made my bed']\n"
        "from small_wins_cli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'vosk', 'pyttsx3', 'miniaudio', 'flask', 'ask_sdk_core', 'alembic', 'numpy', 'rich.console'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    second = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert second.stdout.splitlines()[-1] == "[]"
