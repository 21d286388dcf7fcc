from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from small_wins.core import Core
from tests.journal_page.browsing import Tab, chromium, tab_of
from tests.journal_page.served import Served, served, tell_weeks

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def told(core: Core) -> Core:
    """A core on a journal of some weeks."""
    tell_weeks(core)
    return core


@pytest.fixture
def page_of_weeks(told: Core) -> Iterator[Served]:
    """The page of that journal, served."""
    with served(told) as page:
        yield page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Browser, page_of_weeks: Served) -> Iterator[Tab]:
    """A tab without JavaScript: whatever works in it needs none."""
    with tab_of(browser, page_of_weeks, java_script_enabled=False) as found:
        yield found
        assert found.wrong == []
        assert found.outside() == []
