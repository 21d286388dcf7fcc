"""Debian's Chromium, driven by Playwright, that watches for what a page must not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.journal_page.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

HERE = Path(__file__).parent
AXE = (
    Path(os.environ.get("SMALL_WINS_AXE_CORE") or HERE.parents[1] / "build" / "axe_core")
    / "node_modules" / "axe-core" / "axe.min.js"
)  # fmt: skip
"""Where script/test has installed what axe/package-lock.json names."""
PHONE = {"width": 360, "height": 720}
VIEWS = (
    "/", "/calendar", "/calendar/2026-10", "/week", "/day/2026-11-17", "/day/2026-11-15", "/search", "/feelings",
    "/helps", "/plans", "/notes", "/hard-day", "/kept", "/delete/2026-11-17", "/nothing-here",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without a window."""
    from playwright.sync_api import sync_playwright

    # As root, and in many containers, Chromium's sandbox can't be set up.
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def follow(where: Locator) -> None:
    """Press it and wait for the page that it leads to."""
    with where.page.expect_navigation():
        where.click()


@dataclass
class Tab:
    """A page of the browser, with what went wrong in it and what it asked of the network."""

    page: Page
    served: Served
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.served.url}{path}")

    def text(self) -> str:
        return self.page.inner_text("main")

    def press(self, name: str) -> None:
        """Press the button or follow the link of that name, and wait for the page that it leads to."""
        button, link = (self.page.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
        button.or_(link).first.wait_for()
        follow((button if button.count() else link).first)

    def tell(self, text: str) -> None:
        self.page.get_by_label("Something you did").fill(text)
        self.press("Tell it")

    def answer(self) -> str:
        return self.page.inner_text("#answer p")

    def outside(self) -> list[str]:
        """What was asked of anybody else."""
        return [url for url in self.asked if not url.startswith(f"{self.served.url}/")]

    def breaches(self) -> list[str]:
        """What axe-core finds, and the places of it."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']} ({one['impact']}): {node['html']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


@contextmanager
def tab_of(browser: Browser, served: Served, **options: Any) -> Iterator[Tab]:
    """A new tab that has opened the one-time link; options are those of a browser context."""
    context = browser.new_context(locale="en-GB", **options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    tab = Tab(page, served)
    page.on("request", lambda request: tab.asked.append(request.url))
    page.on("console", lambda message: tab.wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: tab.wrong.append(str(error)))
    page.goto(served.link())
    yield tab
    context.close()
