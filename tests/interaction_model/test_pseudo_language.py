"""A language that nobody speaks, made of data and one grammar file: sentences, replies and safety need no code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from small_wins.core import Core
from tests.small_wins.talk import Talk


@pytest.fixture
def talk(core: Core) -> Talk:
    return Talk(replace(core, languages=Path(__file__).parent / "pseudo"), locale="qx-US")


def test_a_conversation_in_another_language(talk: Talk) -> None:
    assert talk.say("mi faris mia lito kaj trinkis akvo").speech == "Vi faris via lito kaj trinkis akvo. Tenita."
    assert talk.say("hierau mi trinkis akvo").speech == "Hierau vi trinkis akvo. Skribita."
    assert talk.say("for tion").speech == "For: trinkis akvo."
    assert talk.say("kion mi faris hodiau").speech == "Hodiau vi faris via lito kaj trinkis akvo."
    assert talk.kept() == ["faris mia lito", "trinkis akvo"]


def test_a_crisis_in_another_language(talk: Talk) -> None:
    assert talk.say("mi volas morti pro ridado").safety == "none"
    assert talk.say("mi tre volas morti").speech == "Parolu kun homo: voku au skribu 9 8 8."


def test_an_unknown_language_is_answered_in_english(core: Core) -> None:
    assert Talk(core, locale="xx-XX").say("i made my bed").speech.startswith("You made your bed")
    assert Talk(core, locale="../../etc").say("i made my bed").speech.startswith("You made your bed")
