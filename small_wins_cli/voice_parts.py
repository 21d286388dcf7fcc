"""What the commands with a voice need, opened; and what is said where it is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from local_voice.failures import MicrophoneError, ModelError, SpeakerError
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins_cli.options import fail

if TYPE_CHECKING:
    import vosk

    from local_voice.activity import Activity
    from local_voice.dialogue import Dialogue
    from local_voice.ears import Ear
    from local_voice.microphone import Microphone
    from local_voice.voice import Voice
    from local_voice.wake import Spotter, WakePhrase


def sentence(core: Core, key: str, **values: object) -> str:
    """The text of that key in the replies of the language that is spoken here."""
    return core.language(locale_of(core.settings)).say(key, **values)


@dataclass(frozen=True)
class Ears:
    """What listening takes, over one speech model."""

    model: vosk.Model
    activity: Activity
    wake_phrases: tuple[str, ...]
    interruptions: tuple[str, ...]
    everyday: tuple[str, ...]

    def ear(self, dialogue: Dialogue) -> Ear:
        """The open ear of a dialogue."""
        from local_voice.ears import Ear
        from local_voice.recogniser import Recogniser

        recogniser = Recogniser(self.model, everyday=self.everyday)
        return Ear(self.activity, recogniser, is_unfinished=dialogue.is_unfinished)

    def wake(self) -> WakePhrase:
        """What waits for a wake phrase."""
        from local_voice.wake import WakePhrase

        return WakePhrase(self.activity, self.spotter(self.wake_phrases))

    def interrupter(self) -> Spotter:
        """What listens while we speak."""
        return self.spotter((*self.interruptions, *self.wake_phrases))

    def spotter(self, phrases: tuple[str, ...]) -> Spotter:
        from local_voice.wake import Spotter

        return Spotter(self.model, phrases, self.everyday)


def load_ears(core: Core) -> Ears:
    """Ends the command with a sentence when the speech model is missing or none, or can't hear a wake phrase."""
    from local_voice.activity import Activity
    from local_voice.recogniser import knows, load_model
    from local_voice.speech_models import check, model_in_use

    try:
        model = load_model(check(model_in_use(core.settings)).path)
    except ModelError as error:
        fail(sentence(core, error.key, **error.values))
    words = core.language(locale_of(core.settings)).understanding.words["listening"]
    chosen = [phrase.strip().lower() for phrase in core.settings.wake_phrases.split(",") if phrase.strip()]
    phrases = (chosen or words["wake_phrases"]) if core.settings.wake_by == "phrase" else []
    for phrase in phrases:
        if not knows(model, phrase):
            fail(sentence(core, "wake_unknown", phrase=phrase))
    return Ears(model, Activity(), tuple(phrases), tuple(words["interruptions"]), tuple(words["everyday"]))


def open_voice(core: Core) -> Voice:
    from local_voice.mouth import Mouth
    from local_voice.player import Player
    from local_voice.voice import Voice

    return Voice(Mouth(), Player(core.settings.speaker))


def open_voice_to_render(core: Core) -> Voice | None:
    """A voice that only renders where there is no speaker; says so."""
    from local_voice.mouth import Mouth
    from local_voice.player import Player
    from local_voice.voice import Voice

    try:
        mouth = Mouth()
    except SpeakerError as error:
        print(sentence(core, error.key), flush=True)
        return None
    try:
        return Voice(mouth, Player(core.settings.speaker))
    except SpeakerError:
        print(sentence(core, "sample_unheard"), flush=True)
        return Voice(mouth, None)


def speak(core: Core, voice: Voice | None, text: str) -> None:
    """Speak a text to its end, if there is a voice."""
    if voice is None:
        return
    try:
        voice.say(text)
        voice.wait()
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=True)


def notices(core: Core) -> list[str]:
    """What has to be said at every start."""
    from local_voice.speech_models import model_in_use

    return [sentence(core, "compact_model")] if model_in_use(core.settings).compact else []


def open_sound(core: Core, open_microphone: Callable[[], Microphone]) -> tuple[Microphone | None, Voice | None, str]:
    """Microphone and voice, and what has to be said if one is missing."""
    microphone: Microphone | None = None
    voice: Voice | None = None
    errors: list[MicrophoneError | SpeakerError] = []
    try:
        microphone = open_microphone()
    except MicrophoneError as error:
        errors.append(error)
    try:
        voice = open_voice(core)
    except SpeakerError as error:
        errors.append(error)
    if [error.key for error in errors] == ["microphone_missing", "speaker_missing"]:
        return microphone, voice, sentence(core, "sound_missing")
    return microphone, voice, sentence(core, errors[0].key, **errors[0].values) if errors else ""
