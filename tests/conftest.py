"""What every test starts from: no setting of the shell, folders of its own, a clock that stands still."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from small_wins.core import Core
from small_wins.settings import Settings

pytest_plugins = ["tests.browsers", "tests.databases"]

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
"""A Wednesday."""


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the whole run: what is built is the same for every test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the shell's SMALL_WINS_*, and keep the journal of this test in its own folder."""
    keep_in(tmp_path, cache_dir, monkeypatch)


def keep_in(folder: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `data` in that folder hold the journal, and no setting from elsewhere hold."""
    for name in list(os.environ):
        if name.upper().startswith("SMALL_WINS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("SMALL_WINS_CACHE_DIR", str(cache_dir))
    monkeypatch.setenv("SMALL_WINS_CONFIG", str(folder / "settings.toml"))
    monkeypatch.setenv("SMALL_WINS_PERSON__TIME_ZONE", "UTC")
    monkeypatch.setenv("SMALL_WINS_LOCALE", "en-US")


@pytest.fixture
def open_core() -> Iterator[Callable[..., Core]]:
    """Opens a core on this test's journal; `at` is the time that its clock shows, `database` another URL."""
    opened: list[Core] = []

    def open_(at: datetime = NOON, database: str = "") -> Core:
        settings = Settings(database=database) if database else Settings()
        core = Core.open(settings, lambda: at)
        opened.append(core)
        return core

    yield open_
    for core in opened:
        core.database.close()


@pytest.fixture
def core(open_core: Callable[..., Core]) -> Core:
    """A core on this test's journal, at noon of a Wednesday."""
    return open_core()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that sound come first, for they take longest: they run in real time, each with a sound server of its own.

    A machine that stands still for half a second makes one fail: that one runs once more.
    """
    for item in items:
        if _sounds(item):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: not _sounds(item))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What makes no sound gives way to what does, in a process beside it."""
    if "PYTEST_XDIST_WORKER" in os.environ and hasattr(os, "nice") and not _sounds(item) and os.nice(0) == 0:
        os.nice(10)


def _sounds(item: pytest.Item) -> bool:
    return item.get_closest_marker("sound") is not None
