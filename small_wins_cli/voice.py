"""Turns by voice: `listen`, `hear` and `sample`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from local_voice.failures import SpeakerError
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins.reply import Reply
from small_wins_cli.lines import line_of, print_error, print_line
from small_wins_cli.options import (
    DEFAULT_PERSON,
    FAILED,
    FINE,
    SOME_UNREADABLE,
    JsonOption,
    NowOption,
    PersonOption,
    known_as,
    open_core,
)
from small_wins_cli.voice_parts import (
    door_state_file,
    microphone_opener,
    notices,
    open_recogniser,
    open_sound,
    open_voice,
    open_voice_to_render,
    sentence,
    speak,
    turn_log_file,
    wait_for_sound,
)

if TYPE_CHECKING:
    from local_voice.dialogue import Dialogue, Turn
    from local_voice.door_state import DoorState
    from local_voice.microphone import Microphone
    from local_voice.recogniser import Recogniser
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
    recogniser, voice, code = open_recogniser(core), None, FINE
    if aloud:
        try:
            voice = open_voice(core)
        except SpeakerError as error:
            code = FAILED
            typer.echo(sentence(core, error.key, **error.values), err=True)
    dialogue = Dialogue(core, known_as(person), "recording", now)
    heard = _hear(files, recogniser, dialogue, voice, json_lines=json_lines)
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
    recogniser, voice = open_recogniser(core), open_voice_to_render(core)
    for notice in notices(core):
        print(notice, flush=True)
        speak(core, voice, notice)
    recordings = sorted((Path(local_voice.__file__).parent / "samples").glob("*.flac"))
    dialogue = Dialogue(core, known_as(SAMPLE_PERSON), "recording", now)
    raise typer.Exit(_hear(recordings, recogniser, dialogue, voice, json_lines=False))


def listen(
    keep_trying: Annotated[
        bool, typer.Option("--keep-trying", help="Without a microphone or a speaker, wait for one. The service does.")
    ] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
) -> None:
    """Listen on the microphone and answer aloud, until stopped with Ctrl-C.

    Without a microphone or a speaker it reads typed lines instead.

    Examples:

        small-wins listen

        SMALL_WINS_MICROPHONE=usb small-wins listen
    """
    from local_voice.dialogue import Dialogue
    from local_voice.door_state import DoorState
    from local_voice.listening import Listening
    from small_wins.themes.others.outbox import Courier

    core, stopping = open_core(now), threading.Event()
    with DoorState(door_state_file(core), core.clock) as state:
        open_microphone = microphone_opener(core, state)
        microphone, voice = _sound(core, state, open_microphone, stopping if keep_trying else None, person)
        core.language(locale_of(core.settings)).warm_up()
        dialogue, screen = Dialogue(core, known_as(person), "microphone"), _Screen(core)
        say, recogniser = partial(sentence, core), open_recogniser(core)
        listening = Listening(dialogue, recogniser, voice, screen, say, open_microphone, stopping=stopping)
        _stop_on_signal(stopping)
        courier = Courier(core).start()
        state.enter("listening")
        try:
            listening.run(microphone, *notices(core))
        finally:
            courier.stop()


def _sound(
    core: Core,
    state: DoorState,
    open_microphone: Callable[[], Microphone],
    stopping: threading.Event | None,
    person: str,
) -> tuple[Microphone, Voice]:
    """Microphone and voice. Where one is missing, it is awaited until `stopping`; without that, the command ends."""
    microphone, voice, missing = open_sound(core, state, open_microphone)
    if microphone and voice:
        return microphone, voice
    if microphone:
        microphone.close()
    typer.echo(missing, err=True)
    speak(core, voice, missing)
    if stopping is None:
        raise typer.Exit(_type_instead(core, person))
    _stop_on_signal(stopping)
    found = wait_for_sound(core, state, open_microphone, voice, stopping)
    if found is None:
        raise typer.Exit(FINE)
    return found


def speak_aloud(core: Core, reply: Reply) -> None:
    """Speak a reply to its end; without a speaker, say so on standard error."""
    try:
        voice = open_voice(core)
        voice.say_reply(reply)
        voice.wait()
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=True)


class _Screen:
    """The terminal that `listen` was started in; the timings of its turns go to the log for `status`."""

    def __init__(self, core: Core) -> None:
        from local_voice.turn_log import TurnLog

        self._clock, self._log = core.clock, TurnLog(turn_log_file(core))

    def show_turn(self, turn: Turn) -> None:
        self._log.add(turn.timings.milliseconds(), self._clock())
        heard_aloud = turn.timings.first_audio is not None
        _show(turn.heard, turn.reply.screen if heard_aloud else turn.reply.speech)

    def show_said(self, text: str) -> None:
        print(text, flush=True)


def _show(heard: str, said: str) -> None:
    for label, text in (("heard:", heard), ("said: ", said)):
        if text:
            print(label, text, flush=True)


def _hear(
    files: Sequence[Path], recogniser: Recogniser, dialogue: Dialogue, voice: Voice | None, *, json_lines: bool
) -> int:
    """Answer recordings and print what happens; the exit code."""
    from local_voice.dialogue import Turn
    from local_voice.hearing import hear_recordings

    failed = unreadable = False
    for event in hear_recordings(files, recogniser, dialogue, voice):
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


def _type_instead(core: Core, person: str) -> int:
    from small_wins_cli.turns import chat_typed

    return chat_typed(core, person) if sys.stdin.isatty() else FAILED


def _stop_on_signal(stopping: threading.Event) -> None:
    """The first Ctrl-C or SIGTERM ends the loop in order, the second one at once."""

    def stop(number: int, frame: object) -> None:
        del frame
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
