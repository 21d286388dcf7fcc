"""Turns by voice: `listen`, `hear` and `sample`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from local_voice.failures import ButtonError, SpeakerError
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins.reply import Reply
from small_wins_cli.ear_parts import load_ears
from small_wins_cli.lines import line_of, print_error, print_line
from small_wins_cli.options import (
    DEFAULT_PERSON,
    FAILED,
    FINE,
    SOME_UNREADABLE,
    JsonOption,
    NowOption,
    PersonOption,
    fail,
    known_as,
    open_core,
)
from small_wins_cli.voice_parts import (
    notices,
    open_sound,
    open_voice,
    open_voice_to_render,
    sentence,
    show_notice,
    speak,
)

if TYPE_CHECKING:
    from local_voice.dialogue import Dialogue, Turn
    from local_voice.ears import Ear
    from local_voice.listening import Listening, State
    from local_voice.voice import Voice

SAMPLE_PERSON = "sample"


def hear(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="WAV, FLAC, OGG or MP3, at any rate.")],
    aloud: Annotated[bool, typer.Option("--aloud", help="Speak the answers as well.")] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Hear recorded speech: one turn for each utterance in it.

    Examples:

        small-wins hear today.wav

        small-wins hear morning.flac evening.mp3 --aloud --json
    """
    from local_voice.dialogue import Dialogue

    core = open_core(now)
    ears, voice, code = load_ears(core), None, FINE
    if aloud:
        try:
            voice = open_voice(core)
            show_notice(voice)
        except SpeakerError as error:
            code = FAILED
            typer.echo(sentence(core, error.key, **error.values), err=True)
    dialogue = Dialogue(core, known_as(person), "recording", now)
    heard = _hear(files, ears.ear(dialogue), dialogue, voice, json_lines=json_lines)
    raise typer.Exit(code or heard)


def sample(now: NowOption = None) -> None:
    """Play a sample conversation: recorded utterances through the real ears, core and mouth.

    It is kept under a person of its own, and touches nobody else's journal.

    Example:

        small-wins sample
    """
    import local_voice
    from local_voice.dialogue import Dialogue

    core = open_core(now)
    ears, voice = load_ears(core), open_voice_to_render(core)
    for notice in notices(core, voice):
        print(notice, flush=True)
        speak(core, voice, notice)
    recordings = sorted((Path(local_voice.__file__).parent / "samples").glob("*.flac"))
    dialogue = Dialogue(core, known_as(SAMPLE_PERSON), "recording", now)
    raise typer.Exit(_hear(recordings, ears.ear(dialogue), dialogue, voice, json_lines=False))


def listen(person: PersonOption = DEFAULT_PERSON, now: NowOption = None) -> None:
    """Listen on the microphone and answer aloud, until stopped with Ctrl-C.

    Without a microphone or a speaker it reads typed lines instead.

    Examples:

        small-wins listen

        SMALL_WINS_MICROPHONE=usb small-wins listen
    """
    from local_voice.dialogue import Dialogue
    from local_voice.keys import button, terminal_keys
    from local_voice.listening import Listening
    from local_voice.microphone import Microphone
    from small_wins.themes.others.outbox import Courier

    core = open_core(now)
    open_microphone = partial(Microphone, core.settings.microphone)
    microphone, voice, missing = open_sound(core, open_microphone)
    if microphone is None or voice is None:
        if microphone:
            microphone.close()
        raise typer.Exit(_type_instead(core, person, missing, voice))
    core.language(locale_of(core.settings)).warm_up()
    dialogue = Dialogue(core, known_as(person), "microphone")
    ears = load_ears(core)
    listening = Listening(
        dialogue,
        ears.ear(dialogue),
        ears.wake(),
        ears.interrupter(),
        voice,
        _Screen(),
        partial(sentence, core),
        open_microphone,
        core.settings.wake_by == "always",
    )
    _obey_signals(listening)
    courier = Courier(core).start()
    try:
        with (
            terminal_keys(listening.pressed, listening.mute_pressed),
            button(core.settings.button_pin, listening.pressed),
        ):
            listening.run(microphone, *notices(core, voice))
    except ButtonError as error:
        fail(sentence(core, error.key, **error.values))
    finally:
        courier.stop()


def speak_aloud(core: Core, reply: Reply) -> None:
    """Speak a reply to its end; without a speaker, say so on standard error."""
    try:
        voice = open_voice(core)
        show_notice(voice)
        voice.say_reply(reply)
        voice.wait()
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=True)


class _Screen:
    """The terminal that `listen` was started in."""

    def show_turn(self, turn: Turn) -> None:
        heard_aloud = turn.timings.first_audio is not None
        _show(turn.heard, turn.reply.screen if heard_aloud else turn.reply.speech)

    def show_said(self, text: str) -> None:
        print(text, flush=True)

    def show_state(self, state: State) -> None:
        """The terminal shows what is said, not each step of it."""


def _show(heard: str, said: str) -> None:
    for label, text in (("heard:", heard), ("said: ", said)):
        if text:
            print(label, text, flush=True)


def _hear(files: Sequence[Path], ear: Ear, dialogue: Dialogue, voice: Voice | None, *, json_lines: bool) -> int:
    """Answer recordings and print what happens; the exit code."""
    from local_voice.dialogue import Turn
    from local_voice.hearing import hear_recordings

    failed = unreadable = False
    for event in hear_recordings(files, ear, dialogue, voice):
        if isinstance(event, Turn):
            failed |= event.reply.failed
            if json_lines:
                print_line(_line_of(event))
            else:
                _show(event.heard, event.reply.speech)
        elif isinstance(event, SpeakerError):
            failed = True
            typer.echo(sentence(dialogue.core, event.key, **event.values), err=True)
        else:
            unreadable = True
            print_error(sentence(dialogue.core, event.key, **event.values), as_json=json_lines)
    return FAILED if failed else SOME_UNREADABLE if unreadable else FINE


def _line_of(turn: Turn) -> dict[str, object]:
    return {
        **line_of(turn.reply, turn.heard),
        "alternatives": list(turn.alternatives),
        "timings_ms": turn.timings.milliseconds(),
    }


def _type_instead(core: Core, person: str, missing: str, voice: Voice | None) -> int:
    from small_wins_cli.turns import chat_typed

    typer.echo(missing, err=True)
    speak(core, voice, missing)
    return chat_typed(core, person) if sys.stdin.isatty() else FAILED


def _obey_signals(listening: Listening) -> None:
    """The first Ctrl-C or SIGTERM ends the loop in order, the second at once; SIGUSR1 opens the ear, SIGUSR2 mutes."""

    def stop(number: int, frame: object) -> None:
        del frame
        listening.stopping.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, lambda *_: listening.pressed.set())
        signal.signal(signal.SIGUSR2, lambda *_: listening.mute_pressed.set())
