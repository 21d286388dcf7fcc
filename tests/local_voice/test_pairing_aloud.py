"""A code that is spoken into the room and one that is told there, with the real ears and mouth."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from small_wins.core import Core
from tests.local_voice.room import Room
from tests.small_wins.personal.test_pairing import ACCOUNT, Door, code_in

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.fixture
def alexa(core: Core) -> Door:
    door = Door(core, ACCOUNT, "alexa")
    door.say("i fed the cat")
    return door


@pytest.fixture
def there(room: Callable[..., Room]) -> Room:
    there = room()
    there.wait_until_heard_out()
    return there


def say(there: Room, *said: str | float) -> str:
    """What it answers."""
    there.say(*said)
    there.be_silent(3)
    there.wait_until_heard_out()
    return there.shown.turns[-1].reply.speech


def spelled(code: str) -> list[str]:
    return [NAMES[int(digit)] for digit in code]


@pytest.mark.parametrize("pauses", [(), (3,), (1, 2, 3, 4, 5)])
def test_six_digits_are_heard_with_pauses_and_without(there: Room, alexa: Door, pauses: tuple[int, ...]) -> None:
    assert say(there, "i have a code") == "Say the six digits."
    digits = spelled(alexa.code())
    parts: list[str | float] = []
    for start, end in zip((0, *pauses), (*pauses, 6), strict=True):
        parts += [" ".join(digits[start:end]), 1.0]
    assert say(there, *parts[:-1]).startswith("Both become one journal")
    assert say(there, "yes").startswith("It's one journal now.")
    assert Door(alexa.core).kept() == ["fed the cat"]


@pytest.mark.parametrize("code", ["485498", "885440"])
def test_a_first_digit_that_sounds_like_a_word_is_waited_after(there: Room, code: str) -> None:
    say(there, "i have a code")
    first, *others = spelled(code)
    assert say(there, first, 1.0, " ".join(others)).startswith("No code like that is open.")
    assert there.heard[-1] == " ".join(spelled(code))


def test_a_code_is_heard_in_one_breath_with_what_it_is(there: Room, alexa: Door) -> None:
    code = "482913"
    assert say(there, f"my code is {' '.join(spelled(code))}").startswith("No code like that is open.")
    assert there.heard[-1] == f"my code is {' '.join(spelled(code))}"


def test_a_code_that_is_told_in_the_room_is_told_digit_by_digit(there: Room, alexa: Door) -> None:
    assert say(there, "connect my journal").startswith("Your code is ")
    reply = there.shown.turns[-1].reply
    assert alexa.say(f"my code is {code_in(reply)}").speech.startswith("Both become one journal")
    alexa.say("yes")
    there.be_silent(8)
    assert say(there, "hey small wins separate my journals").startswith("They are two journals again.")


def test_what_is_no_code_is_heard_as_what_it_is(there: Room) -> None:
    say(there, "i have a code")
    say(there, "i washed one dish")
    assert Door(there.listening.dialogue.core).kept() == ["washed one dish"]
