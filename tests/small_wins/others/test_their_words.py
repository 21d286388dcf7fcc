"""What somebody said: kept as we told them to say it, asked about, and never taken for words to send."""

from __future__ import annotations

import pytest

from small_wins.core import Core
from tests.small_wins.others.test_people import trust, trusted
from tests.small_wins.talk import Talk


@pytest.mark.parametrize(
    "line",
    ["mum said one thing at a time", "my mum always says one thing at a time", "well me mum said one thing at a time"],
)
def test_their_words_are_kept_when_they_come_as_we_told_to_say_them(talk: Talk, line: str) -> None:
    assert talk.say("read me what my mum said").speech.endswith("Say: mum said, and their words.")
    assert "One thing at a time. It's kept." in talk.say(line).speech


def test_another_thing_said_there_is_that_thing(talk: Talk) -> None:
    talk.say("read me what my mum said")
    assert talk.say("i made soup").speech.startswith("You made soup.")


def test_what_somebody_said_is_asked_about_and_not_composed(core: Core) -> None:
    trust(core, "my mum")
    talk = Talk(core)
    assert talk.say("my mum said you're doing grand").speech == "Would you like those words kept for a hard day?"
    assert talk.say("yes").speech == "From your mum: You're doing grand. It's kept."


@pytest.mark.parametrize("line", ["forget priya", "remove priya please", "get rid of priya"])
def test_forgetting_somebody_lets_them_go(core: Core, line: str) -> None:
    trust(core, "Priya", "Dev")
    assert Talk(core).say(line).speech == "Nothing goes to Priya any more."
    assert [each.name for each in trusted(core)] == ["Dev"]


def test_forgetting_what_is_nobodys_name_lets_nobody_go(core: Core) -> None:
    trust(core, "Priya")
    Talk(core).say("forget the soup")
    assert [each.name for each in trusted(core)] == ["Priya"]


@pytest.mark.parametrize("line", ["i'm grand", "i'm all right"])
def test_how_i_am_is_words_to_send_where_they_are_asked_for(core: Core, line: str) -> None:
    trust(core, "Priya")
    talk = Talk(core)
    talk.say("i want to tell priya")
    assert talk.say(line).speech.startswith("To Priya: \"I'm")


@pytest.mark.parametrize(
    "line", ["read me something hopeful", "play me one of my hopeful lines", "let me hear a hopeful line"]
)
def test_a_hopeful_line_is_read_when_something_hopeful_is_asked_for(talk: Talk, line: str) -> None:
    talk.say("hopeful line, my garden will come back")
    assert talk.say(line).speech == "You left this today: my garden will come back."
