"""Every view in a real browser: for every eye and hand, and with nothing asked of anybody else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from small_wins.core import Core
from tests.conftest import NOON
from tests.journal_page.browsing import PHONE, VIEWS, Tab, follow, tab_of
from tests.journal_page.served import PERSON, Served, served, tell_day
from tests.small_wins.talk import Talk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "dark contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    return LOOKS[request.param]


def test_every_view_is_clean_for_axe_and_asks_nothing_of_anybody_else(
    browser: Browser, page_of_weeks: Served, look: dict[str, Any]
) -> None:
    with tab_of(browser, page_of_weeks, **look) as tab:
        for view in VIEWS:
            tab.go(view)
            assert tab.breaches() == [], view
        assert tab.outside() == []
        wrong = [text for text in tab.wrong if "404" not in text]  # the browser's own word on the view that is none
        assert wrong == []


def test_the_views_that_follow_an_action_are_clean_for_axe(browser: Browser, page_of_weeks: Served) -> None:
    with tab_of(browser, page_of_weeks) as tab:
        for text in ("I washed one dish", "what's one small thing I can do", "undo that", "I want to die"):
            tab.go("/")
            tab.tell(text)
            assert tab.breaches() == [], text
        tab.go("/")
        assert tab.breaches() == []
        tab.go("/hard-day")
        tab.press("Read me one thing from before")
        assert tab.breaches() == []
        tab.go("/search")
        tab.page.get_by_label("Words").fill("park")
        tab.press("Search")
        assert tab.breaches() == []
        follow(tab.page.get_by_role("link", name="Change: Walked to the park").first)
        assert tab.breaches() == []
        assert tab.wrong == []


def test_the_views_in_place_of_one_that_can_not_be_are_clean_for_axe(browser: Browser, page_of_weeks: Served) -> None:
    with tab_of(browser, page_of_weeks) as tab:
        tab.tell("I fed the ducks. " * 200)
        assert tab.page.get_by_label("What you wrote").input_value().startswith("I fed the ducks.")
        assert tab.breaches() == []
        assert page_of_weeks.core.database.path
        page_of_weeks.core.database.close()
        page_of_weeks.core.database.path.write_bytes(b"no database" * 500)
        tab.go("/")
        assert "988" in tab.text()
        assert tab.breaches() == []


def test_an_empty_journal_is_clean_for_axe_and_blames_nobody(browser: Browser, core: Core) -> None:
    with served(core) as page, tab_of(browser, page) as tab:
        for view in VIEWS:
            tab.go(view)
            assert tab.breaches() == [], view
            assert not re.search(
                r"\b(no wins|0|zero|missed|streak|gap)\b", re.sub(r"\d+ \w+ \d+|\d{2,}", "", tab.text())
            )
        assert page.kept() == []


def test_text_twice_as_large_stays_within_the_window(browser: Browser, page_of_weeks: Served) -> None:
    with tab_of(browser, page_of_weeks, viewport={"width": 320, "height": 640}) as tab:
        for view in VIEWS:
            tab.go(view)
            tab.page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320, view


def test_a_script_that_got_into_a_page_would_not_run(browser: Browser, page_of_weeks: Served) -> None:
    Talk(page_of_weeks.core, PERSON).say("I read <script>document.title='run'</script><img src=x onerror=alert(1)>")
    with tab_of(browser, page_of_weeks) as tab:
        tab.go("/")
        assert tab.page.title() == "Today · Small Wins"
        assert tab.page.locator("main script, main img").count() == 0
        tab.page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = true';"
            "document.body.append(s) }"
        )
        assert tab.page.evaluate("window.ran") is None
        assert any("Content Security Policy" in text for text in tab.wrong)


def test_nothing_moves_for_whoever_wants_no_motion(browser: Browser, page_of_weeks: Served) -> None:
    moving = "getComputedStyle(document.documentElement).scrollBehavior"
    with tab_of(browser, page_of_weeks, reduced_motion="no-preference") as tab:
        assert tab.page.evaluate(moving) == "smooth"
    with tab_of(browser, page_of_weeks, reduced_motion="reduce") as tab:
        assert tab.page.evaluate(moving) == "auto"
        assert tab.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize(("wins_a_day", "more"), [(2, 0), (4, 0), (12, 4)])
def test_a_week_prints_on_one_sheet_however_full_it_is(
    browser: Browser, core: Core, tmp_path: Path, wins_a_day: int, more: int
) -> None:
    for days in range(7):
        tell_day(core, NOON - timedelta(days=days), wins_a_day)
    with served(core) as page, tab_of(browser, page) as tab:
        tab.go("/week")
        assert tab.text().count("with number 0") == (0 if more else 7)
        assert tab.text().count(f"and {more} more") == (7 if more else 0)
        tab.page.pdf(path=tmp_path / "week.pdf", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "week.pdf").read_bytes())) == 1


def test_a_week_of_few_words_prints_large_on_one_sheet(browser: Browser, core: Core, tmp_path: Path) -> None:
    for days in range(7):
        told = Talk(replace(core, clock=lambda days=days: NOON - timedelta(days=days)), PERSON)
        for act in ("walked slowly round the whole block alone", "drank a glass of water"):
            told.say(f"I {act}")
    with served(core) as page, tab_of(browser, page) as tab:
        tab.go("/week")
        tab.page.emulate_media(media="print")
        points = "parseFloat(getComputedStyle(document.querySelector('.week .said')).fontSize) * 72 / 96"
        assert tab.page.evaluate(points) == pytest.approx(16, abs=0.1)
        tab.page.pdf(path=tmp_path / "week.pdf", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "week.pdf").read_bytes())) == 1


def test_on_a_phone_the_views_are_one_line_that_opens(browser: Browser, page_of_weeks: Served) -> None:
    with tab_of(browser, page_of_weeks, viewport=PHONE, java_script_enabled=False) as tab:
        assert tab.page.locator("h1").bounding_box()["y"] < 120  # type: ignore[index]
        assert tab.page.get_by_role("link", name="Calendar").count() == 0
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        follow(tab.page.get_by_role("link", name="Calendar"))
        assert "November 2026" in tab.text()


def test_the_calendar_draws_a_bead_for_each_win_in_the_colour_of_its_kind(tab: Tab) -> None:
    tab.go("/calendar")
    day = tab.page.get_by_role("link", name="Thursday 12 November 2026, 3 things")
    assert day.locator("circle").count() == 3
    colours = {bead.get_attribute("class") for bead in day.locator("circle").all()}
    assert len(colours) == 3
    filled = {bead.evaluate("one => getComputedStyle(one).fill") for bead in day.locator("circle").all()}
    assert len(filled) == 3


def test_a_day_without_wins_is_only_its_number(tab: Tab) -> None:
    tab.go("/calendar")
    quiet = tab.page.locator("td", has_text=re.compile(r"^\s*7\s*$"))
    assert quiet.locator("a, svg").count() == 0


def test_the_skip_link_comes_first_and_leads_to_the_content(browser: Browser, page_of_weeks: Served) -> None:
    with tab_of(browser, page_of_weeks) as tab:
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.textContent") == "To the content"
        assert tab.page.locator(".skip").bounding_box()["width"] > 50  # type: ignore[index]
        tab.page.keyboard.press("Enter")
        tab.page.locator("#content:focus").wait_for()


def test_every_link_button_and_field_is_reached_by_the_keyboard_and_shows_it(
    browser: Browser, page_of_weeks: Served
) -> None:
    reachable = (
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter(one => one.checkVisibility())"
    )
    with tab_of(browser, page_of_weeks) as tab:
        for view in ("/", "/calendar", "/search", "/plans", "/helps", "/notes", "/kept"):
            tab.go(view)
            wanted = tab.page.evaluate(f"{reachable}.length")
            tab.page.evaluate(f"window.seen = new Set(); {reachable}.forEach((one, n) => one.dataset.n = n)")
            for _ in range(wanted + 12):  # a field for a date has parts of its own
                tab.page.keyboard.press("Tab")
                shown = tab.page.evaluate(
                    "() => { const one = document.activeElement; if (one.dataset.n) window.seen.add(one.dataset.n);"
                    # The picker inside a date shows its focus by itself.
                    "return one === document.body || one.type === 'date'"
                    " || getComputedStyle(one).outlineStyle !== 'none' }"
                )
                assert shown, view
            assert tab.page.evaluate("window.seen.size") == wanted, view
