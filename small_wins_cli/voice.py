"""Recorded turns: `hear` and `sample`; and replies spoken aloud."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from local_voice.failures import SpeakerError
from small_wins.core import Core
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
    known_as,
    open_core,
)
from small_wins_cli.voice_parts import (
    open_voice,
    open_voice_to_render,
    sentence,
    show_notice,
    speak,
)

if TYPE_CHECKING:
    from local_voice.dialogue import Dialogue, Turn
    from local_voice.ears import Ear
    from local_voice.voice import Voice

SAMPLE_PERSON = "sample"


def hear(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="WAV, FLAC, OGG or MP3, at any rate.")],
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
    core = open_core(now)
    ears, voice, code = load_ears(core), None, FINE
    from local_voice.dialogue import Dialogue

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


def sample(now: NowOption = None, json_lines: JsonOption = False) -> None:
    """Play a sample conversation: recorded utterances through the real ears, core and mouth.

    It is kept under a person of its own, and touches nobody else's journal.

    Example:

        small-wins sample
    """
    import local_voice

    core = open_core(now)
    ears, voice = load_ears(core), open_voice_to_render(core, aside=json_lines)
    from local_voice.dialogue import Dialogue

    for notice in ears.notices(voice):
        typer.echo(notice, err=json_lines)
        speak(core, voice, notice)
    recordings = sorted((Path(local_voice.__file__).parent / "samples").glob("*.flac"))
    dialogue = Dialogue(core, known_as(SAMPLE_PERSON), "recording", now)
    raise typer.Exit(_hear(recordings, ears.ear(dialogue), dialogue, voice, json_lines=json_lines))


def speak_aloud(core: Core, reply: Reply) -> None:
    """Speak a reply to its end; without a speaker, say so on standard error."""
    try:
        voice = open_voice(core)
        show_notice(voice)
        voice.say_reply(reply)
        voice.wait()
    except SpeakerError as error:
        typer.echo(sentence(core, error.key, **error.values), err=True)


def show_heard(heard: str, said: str) -> None:
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
                show_heard(event.heard, event.reply.speech)
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
