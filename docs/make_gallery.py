"""Takes the pictures of the page in docs/gallery/, of a journal that was told for them, with Debian's Chromium.

python docs/make_gallery.py
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))  # the tests are not installed

from small_wins.core import Core  # noqa: E402
from small_wins.settings import PersonDefaults, Settings  # noqa: E402
from tests.conftest import NOON  # noqa: E402
from tests.journal_page.browsing import PHONE, Tab, chromium, tab_of  # noqa: E402
from tests.journal_page.served import Served, served, served_behind_a_code, tell_weeks  # noqa: E402

GALLERY = DOCS / "gallery"
QUALITY = 60
WINDOW = {"width": 760, "height": 640}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": WINDOW},
    "dark": {"viewport": WINDOW, "color_scheme": "dark"},
    "contrast": {"viewport": WINDOW, "contrast": "more"},
    "phone": {"viewport": PHONE, "is_mobile": True},
    "print": {"viewport": {"width": 794, "height": 1123}},  # A4 at 96 dots an inch
}
VIEWS = {
    "today": "/", "calendar": "/calendar", "day": "/day/2026-11-12", "week": "/week", "search": "/search",
    "plans": "/plans", "feelings": "/feelings", "helps": "/helps", "notes": "/notes", "hard-day": "/hard-day",
    "kept": "/kept",
}  # fmt: skip
ENTRY = "enter"
"""The way in at a server, before anybody is let in."""
PICTURES = (
    *((name, "light") for name in (*VIEWS, "answer", "hard-day-one", "win", "care", "delete-day", "given-back")),
    *((name, "dark") for name in ("today", "calendar", "feelings", "hard-day-one")),
    *((name, "contrast") for name in ("today", "calendar")),
    *((name, "phone") for name in ("today", "calendar", "hard-day-one", "care", ENTRY)),
    ("week", "print"),
    (ENTRY, "light"),
)


def lead(tab: Tab, name: str) -> None:
    """Go where that picture is taken."""
    if name in VIEWS:
        tab.go(VIEWS[name])
        if name == "search":
            tab.page.get_by_label("Words").fill("park")
            tab.page.locator("main button", has_text="Search").click()
    elif name == "answer":
        tab.tell("what's one small thing I can do")
    elif name == "given-back":
        tab.tell("I walked to the park and fed the ducks. " * 60)
    elif name == "care":
        tab.tell("I don't want to be here anymore")
    elif name == "hard-day-one":
        tab.go("/hard-day")
        tab.press("Read me one thing from before")
    elif name == "win":
        tab.page.get_by_role("link", name="Change: Made my bed").click()
    elif name == "delete-day":
        tab.go("/delete/2026-11-12")
    elif name == ENTRY:
        with served_behind_a_code(tab.served.core) as address:
            tab.page.goto(address)
            tab.page.wait_for_load_state("networkidle")
    tab.page.wait_for_load_state("networkidle")


def take(page: Served) -> None:
    """Take every picture."""
    with chromium() as browser:
        for name, look in PICTURES:
            with tab_of(browser, page, **LOOKS[look]) as tab:
                lead(tab, name)
                tab.page.emulate_media(media="print" if look == "print" else "screen")
                tab.page.mouse.move(0, 0)
                (GALLERY / f"{name}-{look}.webp").write_bytes(picture(tab, whole=look != "print"))


def picture(tab: Tab, *, whole: bool) -> bytes:
    """What is seen as WebP: a quarter of what Playwright's own PNG weighs. `whole`: as far as the page reaches."""
    size: dict[str, int] = tab.page.evaluate(
        "({width: innerWidth, height: Math.max(innerHeight, document.documentElement.scrollHeight)})"
    )
    height = size["height"] if whole else tab.page.viewport_size["height"]  # type: ignore[index]
    options = {
        "format": "webp", "quality": QUALITY, "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1},
    }  # fmt: skip
    taken = tab.page.context.new_cdp_session(tab.page).send("Page.captureScreenshot", options)
    return base64.b64decode(taken["data"])


def document() -> str:
    """The page that shows them."""
    lines = ["# The page in pictures\n", "Taken by `python docs/make_gallery.py`; what it is: [page.md](../page.md).\n"]
    for name in dict.fromkeys(name for name, _ in PICTURES):
        shots = " ".join(f"![{name}, {look}]({name}-{look}.webp)" for one, look in PICTURES if one == name)
        lines.append(f"## {name}\n\n{shots}\n")
    return "\n".join(lines)


def main() -> None:
    """Tell a journal in a folder that is thrown away, and show it."""
    GALLERY.mkdir(exist_ok=True)
    for old in GALLERY.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), cache_dir=Path(folder), database="", locale="en-US", region="US",
            person=PersonDefaults(time_zone="UTC"),
        )  # fmt: skip
        core = Core.open(settings, lambda: NOON)
        tell_weeks(core)
        with served(core) as page:
            take(page)
        core.database.close()
    (GALLERY / "README.md").write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{GALLERY}\n")


if __name__ == "__main__":
    main()
