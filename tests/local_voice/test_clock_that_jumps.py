"""The machine's clock is put forward or back by an hour while the door listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from local_voice.screen import State
from small_wins.core import Core
from tests.conftest import NOON
from tests.local_voice.room import Room
from tests.small_wins.talk import Talk

AN_HOUR = timedelta(hours=1)
DUE = "It's time for this one, if you like: read a page."


@dataclass
class WallClock:
    """A clock that somebody sets."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def there(core: Core, clock: WallClock, room: Callable[..., Room]) -> Room:
    """A room of somebody who is to be reminded at two, and whose ear is open."""
    core = replace(core, clock=clock)
    Talk(core).say("remind me to read a page at two pm")
    one = room(core)
    one.wait_until_heard_out()
    return one


@pytest.mark.parametrize("jump", [-AN_HOUR, AN_HOUR])
def test_the_ear_is_open_for_as_long_as_ever(there: Room, clock: WallClock, jump: timedelta) -> None:
    there.be_silent(3)
    clock.at += jump
    there.be_silent(1.5)
    assert there.listening.state is State.LISTENING
    there.be_silent(1.5)
    assert there.listening.state is State.WAITING


@pytest.mark.parametrize("jump", [-AN_HOUR, AN_HOUR])
def test_what_is_being_said_meanwhile_is_kept(there: Room, clock: WallClock, jump: timedelta) -> None:
    there.say("i drank a glass")
    clock.at += jump
    there.say("of water")
    there.be_silent(2)
    assert there.shown.turns
    assert Talk(there.listening.dialogue.core).kept()[0].startswith("drank a glass")


def test_what_was_said_is_not_said_again_when_it_is_two_once_more(there: Room, clock: WallClock) -> None:
    there.be_silent(7)
    clock.at = NOON + 2 * AN_HOUR
    there.be_silent(6)
    assert there.shown.said[1:] == [DUE]
    there.say("okay")
    there.be_silent(8)
    for minutes in (-60, -30, 0, 1):
        clock.at = NOON + 2 * AN_HOUR + timedelta(minutes=minutes)
        there.be_silent(12)
    assert there.shown.said[1:] == [DUE]


def test_what_was_jumped_over_is_let_go_in_silence_and_is_said_when_the_clock_is_right_again(
    there: Room, clock: WallClock
) -> None:
    there.be_silent(7)
    clock.at = NOON + 3 * AN_HOUR
    there.be_silent(12)
    assert there.shown.said[1:] == []
    clock.at = NOON + AN_HOUR
    there.be_silent(6)
    clock.at = NOON + 2 * AN_HOUR
    there.be_silent(6)
    assert there.shown.said[1:] == [DUE]
