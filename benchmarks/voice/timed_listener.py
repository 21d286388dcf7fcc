"""`small-wins listen`, which in place of its screen prints when each stage of a turn was reached."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from local_voice.dialogue import Dialogue, Turn
from local_voice.listening import Listening
from local_voice.microphone import Microphone
from local_voice.mouth import SystemMouth
from local_voice.player import Player
from local_voice.recogniser import Recogniser, load_model
from local_voice.speech_models import model_in_use
from local_voice.voice import Voice
from small_wins.core import Core


class Stopwatch:
    """A screen for times."""

    def show_turn(self, turn: Turn) -> None:
        self.write({"heard": turn.heard, "reply": turn.reply.speech, **asdict(turn.timings)})

    def show_said(self, text: str) -> None:
        self.write({"said": text})

    def write(self, line: dict[str, object]) -> None:
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Listen until killed."""
    core = Core.open()
    microphone, voice = Microphone(), Voice(SystemMouth(), Player())
    recogniser = Recogniser(load_model(model_in_use(core.settings).path))
    dialogue = Dialogue(core, "local:benchmark", "microphone")
    Listening(dialogue, recogniser, voice, Stopwatch(), lambda key: key, Microphone).run(microphone)


if __name__ == "__main__":
    main()
