"""`small-wins listen`, which in place of its screen prints when each stage of a turn was reached."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from local_voice.dialogue import Turn
from local_voice.listening import State
from local_voice.microphone import Microphone
from local_voice.mouth import SystemMouth
from local_voice.player import Player
from local_voice.recogniser import load_model
from local_voice.speech_models import model_in_use
from local_voice.voice import Voice
from small_wins.core import Core
from small_wins.locales import locale_of
from tests.local_voice.room import make_listening


class Stopwatch:
    """A screen for times."""

    def show_turn(self, turn: Turn) -> None:
        self.write(asdict(turn.timings))

    def show_said(self, text: str) -> None:
        """Nothing is timed."""

    def show_state(self, state: State) -> None:
        """Nothing is timed."""

    def show_speaker(self, name: str | None) -> None:
        """Nothing is timed."""

    def write(self, line: dict[str, object]) -> None:
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Listen until killed."""
    core = Core.open()
    core.language(locale_of(core.settings)).warm_up()
    model = load_model(model_in_use(core.settings).path)
    listening = make_listening(core, model, Voice(SystemMouth(), Player()), Stopwatch())
    listening.run(Microphone())


if __name__ == "__main__":
    main()
