"""What the commands with a voice need, opened; and what is said where it is missing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import typer

from local_voice.failures import MicrophoneError, SpeakerError
from local_voice.limits import LIMITS
from small_wins.core import Core
from small_wins.locales import locale_of

if TYPE_CHECKING:
    from local_voice.door_state import DoorState
    from local_voice.microphone import Microphone
    from local_voice.mouth import Mouth
    from local_voice.player import Player
    from local_voice.voice import Voice


def sentence(core: Core, key: str, **values: object) -> str:
    """The text of that key in the replies of the language that is spoken here."""
    return core.language(locale_of(core.settings)).say(key, **values)


def open_mouth(core: Core) -> tuple[Mouth, str]:
    """The mouth that was chosen, else the system's; and what has to be said of that. Raises SpeakerError."""
    if library := missing_library():
        raise SpeakerError("library_missing", name=library)
    from local_voice.mouth import SystemMouth

    if core.settings.voice is None:
        return SystemMouth(), ""
    from local_voice.piper_mouth import PiperMouth

    try:
        return PiperMouth(core.settings.voice), ""
    except SpeakerError as error:
        return SystemMouth(), sentence(core, error.key, **error.values)


def open_voice(core: Core, state: DoorState | None = None) -> Voice:
    """Raises SpeakerError where there is no voice or no speaker. The state is told which speaker there is."""
    mouth, notice = open_mouth(core)
    from local_voice.player import Player

    player = Player(core.settings.speaker)
    if state:
        state.speaks_with(player.name)
    return _voice(core, mouth, player, notice)


def open_voice_to_render(core: Core, *, aside: bool = False) -> Voice | None:
    """A voice that only renders where there is no speaker; says so (`aside`: on standard error)."""
    try:
        mouth, notice = open_mouth(core)
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=aside)
        return None
    from local_voice.player import Player

    try:
        return _voice(core, mouth, Player(core.settings.speaker), notice)
    except SpeakerError:
        typer.echo(sentence(core, "sample_unheard"), err=aside)
        return _voice(core, mouth, None, notice)


def _voice(core: Core, mouth: Mouth, player: Player | None, notice: str) -> Voice:
    from local_voice.spoken_text import SpokenText
    from local_voice.voice import Voice

    words = core.language(locale_of(core.settings)).understanding.words
    return Voice(mouth, player, SpokenText.from_words(words), notice)


def missing_library() -> str:
    """The name of a library without which there is no ear and no speaker; '' where they can all be loaded."""
    for name in ("miniaudio", "vosk"):
        try:
            import_module(name)
        except (ImportError, OSError):
            return name
    return ""


def speak(core: Core, voice: Voice | None, text: str) -> None:
    """Speak a text to its end, if there is a voice."""
    if voice is None:
        return
    try:
        voice.say(text)
        voice.wait()
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=True)


def show_notice(voice: Voice) -> None:
    """Show what has to be said of the voice, where nothing but answers is to be heard."""
    if voice.notice:
        typer.echo(voice.notice, err=True)


def open_sound(
    core: Core, state: DoorState, open_microphone: Callable[[], Microphone]
) -> tuple[Microphone | None, Voice | None, str]:
    """Microphone and voice, and what has to be said if one is missing."""
    microphone: Microphone | None = None
    voice: Voice | None = None
    errors: list[MicrophoneError | SpeakerError] = []
    try:
        microphone = open_microphone()
    except MicrophoneError as error:
        errors.append(error)
    try:
        voice = open_voice(core, state)
    except SpeakerError as error:
        errors.append(error)
    if [error.key for error in errors] == ["microphone_missing", "speaker_missing"]:
        return microphone, voice, sentence(core, "sound_missing")
    return microphone, voice, sentence(core, errors[0].key, **errors[0].values) if errors else ""


def wait_for_sound(
    core: Core,
    state: DoorState,
    open_microphone: Callable[[], Microphone],
    voice: Voice | None,
    stopping: threading.Event,
    beat: Callable[[], None],
) -> tuple[Microphone, Voice] | None:
    """Try until there are a microphone and a voice; None when told to stop. `beat` is called each time."""
    typer.echo(sentence(core, "sound_awaited"), err=True)
    while not stopping.wait(LIMITS.microphone_retry_seconds):
        beat()
        # The microphone comes last: nobody takes its sound while the voice is missing.
        with suppress(MicrophoneError, SpeakerError):
            voice = voice or open_voice(core, state)
            return open_microphone(), voice
    return None


def microphone_opener(core: Core, state: DoorState | None = None) -> Callable[[], Microphone]:
    """Opens the microphone of the settings, or raises MicrophoneError; the state is told whether there is one."""
    from local_voice.microphone import Microphone
    from local_voice.patience import Question

    ask = Question(LIMITS.sound_system_answers_within_seconds, lambda: Microphone(core.settings.microphone))

    def open_microphone() -> Microphone:
        name = None
        try:
            microphone = ask()
            name = microphone.name
        except TimeoutError as error:
            raise MicrophoneError("sound_stuck") from error
        finally:
            if state:
                state.hears_with(name)
        return microphone

    return open_microphone
