"""The last turns' timings."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local_voice.turn_log import TurnLog

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "turns.json"


def test_the_last_ten_turns_are_kept_the_oldest_first(path: Path) -> None:
    log = TurnLog(path)
    for number in range(13):
        log.add({"recognised": float(number)}, NOON + timedelta(minutes=number))
    assert [turn.stages["recognised"] for turn in log.read()] == list(range(3, 13))
    assert log.read()[-1].at == NOON + timedelta(minutes=12)


def test_another_process_reads_what_this_one_kept(path: Path) -> None:
    TurnLog(path).add({"recognised": 80.5, "first_audio": 140.25}, NOON)
    (turn,) = TurnLog(path).read()
    assert (turn.at, turn.stages) == (NOON, {"recognised": 80.5, "first_audio": 140.25})


def test_the_file_holds_instants_and_milliseconds_and_only_its_owner_reads_it(path: Path) -> None:
    TurnLog(path).add({"recognised": 80.5}, NOON)
    assert json.loads(path.read_bytes()) == [{"at": "2026-11-18T12:00:00Z", "stages": {"recognised": 80.5}}]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["turns.json"]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[{",
        b"{}",
        b"\xff\xfe",
        b'[{"at": "2026-11-18T12:00:00", "stages": {}}]',
        b'[{"at": "2026-11-18T12:00:00Z", "stages": {"recognised": NaN}}]',
        b'[{"at": "2026-11-18T12:00:00Z", "stages": {"recognised": "soon"}}]',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_reads_as_empty_and_is_replaced_by_the_next_turn(path: Path, broken: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(broken)
    log = TurnLog(path)
    assert log.read() == ()
    log.add({"recognised": 80.0}, NOON)
    assert [turn.at for turn in log.read()] == [NOON]


def test_a_folder_that_cannot_be_written_costs_the_log_alone(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder belongs")
    log = TurnLog(tmp_path / "data" / "turns.json")
    log.add({"recognised": 80.0}, NOON)
    assert log.read() == ()


def test_a_write_that_breaks_off_leaves_what_was_there(path: Path) -> None:
    resource = pytest.importorskip("resource")
    log = TurnLog(path)
    log.add({"recognised": 80.0}, NOON)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        log.add({"recognised": 90.0}, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [turn.stages for turn in log.read()] == [{"recognised": 80.0}]
    assert [file.name for file in path.parent.iterdir()] == ["turns.json"]
