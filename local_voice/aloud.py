"""What is said: aloud where there is a speaker, and on the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.screen import Screen
from local_voice.voice import Spoken, Voice
from small_wins.reply import AS_USUAL, Manner


@dataclass
class Aloud:
    """The voice, and the screen that shows what the voice can't say."""

    voice: Voice
    screen: Screen
    sentence: Callable[[str], str]
    """The sentence of a key in replies/voice.yaml."""

    limits: Limits = LIMITS
    manner: Manner = AS_USUAL
    """How the last reply was to be said; what follows it is said likewise."""

    def say(self, text: str) -> Spoken | None:
        """Begin to speak; None where nothing is heard. A speaker that has gone is tried anew the next time."""
        spoken = None
        try:
            spoken = self.voice.say(text, self.manner)
            self.screen.show_speaker(self.voice.speaker_name)
        except SpeakerError as error:
            self.screen.show_speaker(None)
            self.screen.show_said(self.sentence(error.key))
        return spoken

    def announce(self, *texts: str, softly: bool = False) -> Spoken | None:
        """Show it, and begin to speak it; softly where nobody asked for it at this moment."""
        for text in texts:
            self.screen.show_said(text)
        usual = self.manner
        if softly:
            self.manner = replace(usual, volume=round(usual.volume * self.limits.announcement_volume))
        spoken = self.say("\n\n".join(texts))
        self.manner = usual
        return spoken

    def finish(self) -> None:
        """Wait until it has been said."""
        with suppress(SpeakerError):
            self.voice.wait()

    def play_earcon(self) -> None:
        """The soft sound of an ear that opens; without a speaker there is none."""
        with suppress(SpeakerError):
            self.voice.play_earcon(self.manner)

    def make_ready(self, *, soon: bool) -> None:
        """Keep the speaker awake while something may have to be said soon, else let it rest."""
        # What is wrong with it is said when there is something to say.
        with suppress(SpeakerError):
            self.voice.make_ready(soon=soon)
