"""What a device with a screen shows, and what no screen and no card ever does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from skill.screens import FOLDER
from tests.skill.posting import Answer, Skill
from tests.skill.talking import Alexa

LOCALES = {"en-US": "988", "en-CA": "988", "en-GB": "116 123", "en-AU": "13 11 14", "en-IN": "14416"}


@pytest.fixture
def show(skill: Skill) -> Alexa:
    return Alexa(skill, screen=True)


def shown(answer: Answer) -> dict[str, Any]:
    [directive] = answer.directives
    assert directive["type"] == "Alexa.Presentation.APL.RenderDocument"
    return dict(directive["datasources"]["shown"])


def document(answer: Answer) -> dict[str, Any]:
    return dict(answer.directives[0]["document"])


def test_a_recap_is_shown_line_by_line(show: Alexa) -> None:
    show.say("i made my bed")
    show.intent("LogWinIntent", {"win": "i bought salt & pepper <b>"})
    answer = show.say("what did i do today")
    assert shown(answer)["title"] == "What you did"
    assert shown(answer)["lines"] == ["You made your bed", "You bought salt &amp; pepper &lt;b&gt;"]


def test_an_empty_day_shows_nothing(show: Alexa) -> None:
    assert show.say("what did i do today").directives == []


@pytest.mark.parametrize("lines", [["what's one small thing i can do"], ["what's one small thing i can do", "smaller"]])
def test_a_suggestion_is_shown(show: Alexa, lines: list[str]) -> None:
    answer = [show.say(line) for line in lines][-1]
    [line] = shown(answer)["lines"]
    assert shown(answer)["title"] == "One small thing"
    assert answer.speech.startswith(line.split(".")[0])


def test_without_a_screen_nothing_is_shown(skill: Skill) -> None:
    alexa = Alexa(skill)
    alexa.say("i made my bed")
    for line in ("what did i do today", "what's one small thing i can do", "i want to die"):
        assert alexa.say(line).directives == []


def test_a_win_is_not_shown(show: Alexa) -> None:
    assert show.say("i made my bed").directives == []


@pytest.mark.parametrize(("locale", "number"), LOCALES.items())
def test_a_crisis_shows_the_number_large_and_nothing_else(show: Alexa, locale: str, number: str) -> None:
    show.locale = locale
    answer = show.say("i want to die")
    assert shown(answer) == {"title": "", "lines": [number]}
    assert document(answer) == json.loads((FOLDER / "numbers.json").read_text())
    assert shown(show.say("yes"))["lines"] == [number]


def test_in_care_mode_no_words_of_theirs_are_shown(show: Alexa) -> None:
    show.say("i made my bed")
    show.say("i want to die")
    answer = show.say("what did i do today")
    assert "bed" in answer.speech
    assert "bed" not in str(answer.directives)


def test_an_emergency_shows_the_number_to_call(show: Alexa) -> None:
    show.locale = "en-GB"
    assert shown(show.say("i took all my pills"))["lines"] == ["999"]


def test_a_repeated_request_is_shown_again(show: Alexa) -> None:
    show.say("i made my bed")
    answer = show.say("what did i do today")
    assert show.again() == answer
    assert shown(answer)["lines"]


@pytest.mark.parametrize("name", ["lines", "numbers"])
def test_a_document_takes_its_words_from_the_data_alone(name: str) -> None:
    found: list[str] = []

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(value for key, value in part.items() if key == "text")
            list(map(collect, part.values()))
        elif isinstance(part, list):
            list(map(collect, part))

    content = json.loads((FOLDER / f"{name}.json").read_text())
    collect(content)
    assert content["type"] == "APL"
    assert content["mainTemplate"]["parameters"] == ["shown"]
    assert found
    assert all(text.startswith("${") for text in found)
