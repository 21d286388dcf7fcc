"""GET /privacy and /terms."""

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from skill.app import CORE, create_app
from skill.pages import NAMES, PAGES
from small_wins.settings import Settings
from tests.skill.posting import Skill
from tests.skill.signing import SKILL_ID

MAKER = Path(__file__).parent.parent.parent / "docs" / "make_pages.py"


class Loads(HTMLParser):
    """What a browser would fetch or run by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [str(given[name]) for name in ("src", "srcset", "style", "onload", "onclick") if name in given]
        if tag == "link":
            self.found.append(str(given["href"]))
        if tag in {"script", "iframe", "object", "form"}:
            self.found.append(tag)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_made_from_its_document(name: str) -> None:
    spec = importlib.util.spec_from_file_location("make_pages", MAKER)
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.page(name) == (PAGES / f"{name}.html").read_text(encoding="utf-8"), "run python docs/make_pages.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_nothing_but_its_own_style(skill: Skill, name: str) -> None:
    response = skill.client.get(f"/{name}")
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    loads = Loads()
    loads.feed(response.text)
    assert loads.found == ["/pages.css"]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "Set-Cookie" not in response.headers


def test_the_style_is_there_and_loads_nothing(skill: Skill) -> None:
    response = skill.client.get("/pages.css")
    assert response.content_type.startswith("text/css")
    assert not re.search(r"url\(|@import", response.text)
    response.close()


@pytest.mark.parametrize("name", NAMES)
def test_looking_at_a_page_keeps_nothing(skill: Skill, name: str) -> None:
    skill.client.get(f"/{name}")
    assert not skill.database.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_who_runs_the_server(tmp_path: Path, name: str) -> None:
    app = create_app(Settings(data_dir=tmp_path, skill_id=SKILL_ID, contact="Jo <jo@wins.test>"))
    assert "Who runs this server</h2>\n<p>Jo &lt;jo@wins.test&gt;</p>" in app.test_client().get(f"/{name}").text
    app.extensions[CORE].database.close()


def test_the_terms_disclaim_what_amazon_asks_for(skill: Skill) -> None:
    terms = " ".join(skill.client.get("/terms").text.split())
    assert "no substitute for professional advice, diagnosis or treatment" in terms
    assert "dial your local emergency number" in terms
    assert 'href="/privacy"' in terms
