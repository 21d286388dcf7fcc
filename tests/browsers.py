"""One browser for a whole run: Playwright takes no second one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from tests.journal_page.browsing import chromium

    with chromium() as found:
        yield found
