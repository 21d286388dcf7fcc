"""The daily backup is made while nobody waits, and tried again later where it can't be made."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from small_wins.backing_up import DailyBackup
from small_wins.core import Core
from small_wins.failures import damage
from small_wins.themes.others.outbox import Courier
from tests.conftest import NOON
from tests.small_wins.talk import Talk

Opens = Callable[..., Core]


def backups(core: Core) -> list[str]:
    assert core.database.backups
    return sorted(path.name for path in core.database.backups.all())


def test_a_day_that_is_used_gets_one(core: Core) -> None:
    Talk(core).say("i made my bed")
    assert backups(core) == []
    DailyBackup(core).make_if_due()
    DailyBackup(core).make_if_due()
    assert backups(core) == ["journal-2026-11-18.db"]


def test_a_journal_that_nobody_began_gets_none(core: Core) -> None:
    DailyBackup(core).make_if_due()
    assert core.database.path
    assert not core.database.path.parent.exists()


def test_one_that_cannot_be_made_is_tried_again_an_hour_later(core: Core, tmp_path: Path) -> None:
    Talk(core).say("i made my bed")
    assert core.database.path
    folder = core.database.path.parent / "backups"
    folder.write_text("no folder")
    at = [NOON]
    daily = DailyBackup(replace(core, clock=lambda: at[0]))
    daily.make_if_due()
    folder.unlink()
    at[0] += timedelta(minutes=59)
    daily.make_if_due()
    assert backups(core) == []
    at[0] += timedelta(minutes=2)
    daily.make_if_due()
    assert backups(core) == ["journal-2026-11-18.db"]


def test_the_thread_that_delivers_makes_it(core: Core) -> None:
    Talk(core).say("i made my bed")
    courier = Courier(core, every_seconds=0.01).start()
    try:
        for _ in range(1000):
            if backups(core):
                break
            time.sleep(0.01)
    finally:
        courier.stop()
    assert backups(core) == ["journal-2026-11-18.db"]


def test_damage_is_found_when_a_door_starts_and_the_way_back_is_said(core: Core) -> None:
    language = core.language("en-US")
    assert damage(core.database, language) is None
    Talk(core).say("i made my bed")
    DailyBackup(core).make_if_due()
    assert damage(core.database, language) is None
    core.database.close()
    assert core.database.path
    content = bytearray(core.database.path.read_bytes())
    content[40_000:80_000] = bytes(range(250)) * 160
    core.database.path.write_bytes(content)
    with closing(sqlite3.connect(core.database.path)) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone()
    said = damage(core.database, language)
    assert said
    assert "small-wins restore brings back the copy of" in said
    assert core.database.path.read_bytes() == content


@pytest.mark.parametrize("gone", [True, False])
def test_every_door_says_in_a_turn_how_the_copy_comes_back(core: Core, gone: bool) -> None:
    Talk(core).say("i made my bed")
    DailyBackup(core).make_if_due()
    core.database.close()
    assert core.database.path
    if gone:
        core.database.path.unlink()
    else:
        core.database.path.write_bytes(b"not a database" * 1000)
    reply = Talk(core).say("i made tea")
    assert reply.failed
    assert "small-wins restore brings back the copy of" in reply.speech
    assert not gone or not core.database.path.exists()


def test_without_a_backup_nothing_is_promised(core: Core) -> None:
    assert core.database.path
    core.database.path.parent.mkdir()
    core.database.path.write_bytes(b"not a database" * 1000)
    reply = Talk(core).say("i made tea")
    assert "restore" not in reply.speech
    assert "damaged" in reply.speech
