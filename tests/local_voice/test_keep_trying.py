"""`small-wins listen --keep-trying`, as the service runs it: without a terminal, and without sound at first."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local_voice.door_state import listener_runs, read_door
from local_voice.mouth import Mouth
from local_voice.sound import SPOKEN_RATE
from local_voice.turn_log import TurnLog
from small_wins.core import Core
from tests.small_wins_cli.conftest import Command
from tests.virtual_sound import VirtualSound

COMMAND = (sys.executable, "-m", "small_wins_cli", "listen", "--keep-trying")


@contextmanager
def started() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        giving_up = threading.Timer(90, process.kill)
        giving_up.start()
        try:
            yield process
        finally:
            giving_up.cancel()
            process.kill()


def wait_for(process: subprocess.Popen[str], text: str, *, on_error: bool = False) -> None:
    """Until a line with that text is printed; it fails when the process ends or takes too long."""
    stream = process.stderr if on_error else process.stdout
    assert stream
    lines = []
    for line in stream:
        lines.append(line)
        if text in line:
            return
    pytest.fail(f"{text!r} was never printed: {lines}")


@pytest.mark.sound
@pytest.mark.parametrize(
    ("sinks", "sentence"),
    [(["microphone"], "There is no microphone here"), (["speaker", "microphone"], "no microphone and no speaker")],
)
def test_started_without_sound_it_waits_and_keeps_a_win_once_it_is_plugged_in(
    virtual_sound: VirtualSound, mouth: Mouth, core: Core, sinks: list[str], sentence: str
) -> None:
    unplugged = list(sinks)
    for sink in sinks:
        virtual_sound.unplug(sink)
    try:
        with started() as process:
            wait_for(process, sentence, on_error=True)
            wait_for(process, "I keep trying", on_error=True)
            door = read_door(core.settings.door_state_file)
            assert door
            assert (door.state, door.process_id) == ("starting", process.pid)
            virtual_sound.plug_in(*unplugged)
            unplugged.clear()
            with virtual_sound.recording() as recording:
                wait_for(process, "What's one thing you did")
                recording.wait_until_loud()
                recording.wait_until_quiet()
                virtual_sound.play(mouth.render("i drank a glass of water") + bytes(2 * SPOKEN_RATE), SPOKEN_RATE)
                wait_for(process, "heard: i drank a glass of water")
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
    finally:
        if unplugged:
            virtual_sound.plug_in(*unplugged)
    assert [line["said"] for line in Command()("wins", "--json").lines] == ["i drank a glass of water"]
    (turn,) = TurnLog(core.settings.turn_log_file).read()
    assert {"recognised", "committed", "first_audio"} <= turn.stages.keys()


@pytest.mark.usefixtures("no_sound")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_while_it_waits_for_sound(core: Core, number: signal.Signals) -> None:
    with started() as process:
        wait_for(process, "I keep trying", on_error=True)
        process.send_signal(number)
        assert process.wait(10) == 0
    assert not listener_runs(core.settings.door_state_file)
    assert read_door(core.settings.door_state_file) is None


@pytest.mark.usefixtures("no_sound")
def test_wrong_use_is_told_by_an_exit_code_of_its_own_which_the_service_does_not_repeat() -> None:
    assert Command()("listen", "--keep-trying", "--person").code == 2
