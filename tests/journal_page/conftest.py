from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from small_wins.core import Core
from small_wins.settings import PersonDefaults, Settings
from tests.conftest import NOON
from tests.journal_page.browsing import Tab, tab_of
from tests.journal_page.served import Served, served, tell_weeks

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def weeks(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Path:
    """A journal of some weeks, told once."""
    folder = tmp_path_factory.mktemp("weeks")
    person = PersonDefaults(time_zone="UTC")
    core = Core.open(Settings(data_dir=folder, cache_dir=cache_dir, locale="en-US", person=person), lambda: NOON)
    tell_weeks(core)
    core.database.close()
    return folder / "journal.db"


@pytest.fixture
def told(core: Core, weeks: Path) -> Core:
    """A core on that journal."""
    assert core.database.path
    core.database.path.parent.mkdir(parents=True)
    shutil.copy(weeks, core.database.path)
    return core


@pytest.fixture
def page_of_weeks(told: Core) -> Iterator[Served]:
    """The page of that journal, served."""
    with served(told) as page:
        yield page


@pytest.fixture
def tab(browser: Browser, page_of_weeks: Served) -> Iterator[Tab]:
    """A tab without JavaScript: whatever works in it needs none."""
    with tab_of(browser, page_of_weeks, java_script_enabled=False) as found:
        yield found
        assert found.wrong == []
        assert found.outside() == []
