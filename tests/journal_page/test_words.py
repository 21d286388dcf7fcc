"""The words of the page are data: none stands in a template, each is used, and all keep the tone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from interaction_model.language import load_language
from interaction_model.request import Request
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk

ROOM = Path(__file__).parents[2] / "journal_page"
TEMPLATES = sorted((ROOM / "templates").glob("*.html"))
ENGLISH = load_language("en-US")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *sorted(ROOM.rglob("*.py"))])


class Spoken(HTMLParser):
    """Collects what a template says to somebody: its texts, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name in {"aria-label", "title", "alt", "placeholder"}]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_says_a_word_of_its_own(template: Path) -> None:
    spoken = Spoken()
    spoken.feed(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.S))
    assert [text.strip() for text in spoken.texts if re.search("[A-Za-z]", text)] == []


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"\b(?:t|n|text|count|notice)\('?\"?(\w+)['\"]\s*[,)]", CODE))
    assert len(asked) > 80
    assert asked - ENGLISH.page.keys() == set()


def test_every_text_is_asked_for() -> None:
    by_parts = {key for key in ENGLISH.page if key.startswith(("nav_", "done_"))}
    named = {key for key in ENGLISH.page if re.search(rf"\b{key}\b", CODE)}
    assert ENGLISH.page.keys() - named - by_parts == set()


def test_every_kind_of_a_win_has_its_name_and_its_colour() -> None:
    style = (ROOM / "static" / "page.css").read_text(encoding="utf-8")
    domains = {step.domain for step in ENGLISH.steps}
    assert ENGLISH.page["kinds"].keys() == domains
    assert all(f".k-{domain} " in style for domain in domains)


@pytest.mark.parametrize(
    ("button", "intent"),
    [("step", "suggest"), ("yes", "yes"), ("no", "no"), ("smaller", "smaller"), ("different", "different"),
     ("undo", "undo"), ("redo", "undo"), ("done", "done_commitment")],
)  # fmt: skip
def test_a_button_says_what_is_understood(button: str, intent: str) -> None:
    said = ENGLISH.page["buttons"][button]["says"]
    assert ENGLISH.understanding.understand(Request("local:me", "page", "r", (said,))).intent == intent


def test_every_button_is_tried_above() -> None:
    assert ENGLISH.page["buttons"].keys() == {"step", "yes", "no", "smaller", "different", "undo", "redo", "done"}


def test_a_win_that_came_by_the_page_is_marked_so(core: Core) -> None:
    talk = Talk(core)
    talk.send(Request("local:me", "page", "r", ("I fed the ducks",), "en-US"))
    assert talk.kept() == ["fed the ducks"]
    assert core.clock() == NOON
