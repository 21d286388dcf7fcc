"""`status`: whether the listener runs, what it hears and speaks with, and how long its last turns took."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from local_voice.door_state import Door, listener_runs, read_door
from local_voice.failures import MicrophoneError, ModelError, SpeakerError
from local_voice.turn_log import LoggedTurn, TurnLog
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.locales import locale_of
from small_wins_cli.lines import print_line
from small_wins_cli.looks import noted
from small_wins_cli.options import FAILED, FINE, JsonOption, open_core
from small_wins_cli.voice_parts import microphone_opener, missing_library, sentence

if TYPE_CHECKING:
    from local_voice.microphone import Microphone
    from local_voice.player import Player


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part."""

    part: str
    """'listener', 'microphone', 'speaker', 'speech_model', 'voice' or 'journal'."""

    well: bool

    said: str
    """What it is, or what is wrong and what to do."""

    more: dict[str, object] = field(default_factory=dict)
    """For programs."""


def status(json_lines: JsonOption = False) -> None:
    """Whether the listener runs and has all that it needs, and how long its last turns took. Exit code 1 if not.

    Examples:

        small-wins status

        small-wins status --json
    """
    core = open_core()
    findings = list(_findings(core))
    turns = TurnLog(core.settings.turn_log_file).read()
    well = all(finding.well for finding in findings)
    if json_lines:
        parts = {found.part: {"well": found.well, "said": found.said, **found.more} for found in findings}
        print_line({"well": well, **parts, "turns": [{"at": _iso(turn.at), **turn.stages} for turn in turns]})
    else:
        # What is well in one part may be told of two.
        for said, well_said in {finding.said: finding.well for finding in findings}.items():
            print(said if well_said else noted(said))
        if sys.stdout.isatty():
            _show_turns(core, turns)
    raise typer.Exit(FINE if well else FAILED)


def _findings(core: Core) -> list[Finding]:
    runs = listener_runs(core.settings.door_state_file)
    door = read_door(core.settings.door_state_file) if runs else None
    return [
        _listener(core, door, runs=runs),
        *(_devices_of(core, door) if door else _devices_here(core)),
        _speech_model(core),
        _voice(core),
        _journal(core),
    ]


def _listener(core: Core, door: Door | None, *, runs: bool) -> Finding:
    if not runs:
        return Finding("listener", False, sentence(core, "listener_off"), {"runs": False})
    if door is None:
        said = sentence(core, "listener_untold", path=core.settings.door_state_file)
        return Finding("listener", False, said, {"runs": True})
    key = f"listener_{door.state}"
    known = key in core.language(locale_of(core.settings)).replies
    since = f"{door.since.astimezone():%Y-%m-%d %H:%M}"
    said = sentence(core, key if known else "listener_runs", since=since, process=door.process_id)
    more = {"runs": True, "state": door.state, "since": _iso(door.since), "process_id": door.process_id}
    return Finding("listener", True, said, more)


def _devices_of(core: Core, door: Door) -> list[Finding]:
    """Those that the running listener has."""
    without = {"microphone": "listener_without_microphone", "speaker": "listener_without_speaker"}
    names = {"microphone": door.microphone, "speaker": door.speaker}
    return [
        Finding(part, False, sentence(core, without[part]), {"name": None})
        if name is None
        else _device(core, part, name)
        for part, name in names.items()
    ]


def _devices_here(core: Core) -> list[Finding]:
    """Those that a listener would have now: opened, because of some the system does no more than say that they are."""
    if library := missing_library():
        said = sentence(core, "library_missing", name=library)
        return [Finding(part, False, said, {"name": None}) for part in ("microphone", "speaker")]
    from local_voice.player import Player

    opened: dict[str, Callable[[], Microphone | Player]] = {
        "microphone": microphone_opener(core),
        "speaker": lambda: Player(core.settings.speaker),
    }
    findings = []
    for part, open_device in opened.items():
        try:
            device = open_device()
            device.close()
            findings.append(_device(core, part, device.name))
        except (MicrophoneError, SpeakerError) as error:
            findings.append(Finding(part, False, sentence(core, error.key, **error.values), {"name": None}))
    return findings


def _device(core: Core, part: str, name: str) -> Finding:
    said = sentence(core, f"status_{part}", name=name) if name else sentence(core, f"status_{part}_default")
    return Finding(part, True, said, {"name": name})


def _speech_model(core: Core) -> Finding:
    from local_voice.speech_models import check, model_in_use

    model = model_in_use(core.settings)
    more: dict[str, object] = {"name": model.name, "path": str(model.path)}
    try:
        check(model)
    except ModelError as error:
        return Finding("speech_model", False, sentence(core, error.key, **error.values), more)
    said = sentence(core, "compact_model") if model.compact else sentence(core, "status_model", name=model.name)
    return Finding("speech_model", True, said, more)


def _voice(core: Core) -> Finding:
    from small_wins_cli.voice_parts import open_mouth

    try:
        mouth, notice = open_mouth(core)
    except SpeakerError as error:
        return Finding("voice", False, sentence(core, error.key, **error.values), {"name": None})
    said = notice or sentence(core, "status_voice", name=mouth.name)
    return Finding("voice", not notice, said, {"name": mouth.name})


def _journal(core: Core) -> Finding:
    where = core.settings.database_url.render_as_string(hide_password=True)
    place = str(core.database.path or where)
    try:
        core.database.look_over()
        with core.database.writing():
            pass
    except JOURNAL_FAILURES as error:
        said = said_of(error, core.database, core.language(locale_of(core.settings)))
        return Finding("journal", False, said, {"place": place})
    return Finding("journal", True, sentence(core, "status_journal", place=place), {"place": place})


def _show_turns(core: Core, turns: tuple[LoggedTurn, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    print(sentence(core, "status_turns" if turns else "status_no_turns"))
    if not turns:
        return
    stages = list(dict.fromkeys(stage for turn in turns for stage in turn.stages))
    table = Table(box=box.SIMPLE)
    table.add_column("")
    for stage in stages:
        table.add_column(stage.replace("_", " "), justify="right")
    for turn in turns:
        times = (f"{turn.stages[stage]:.0f}" if stage in turn.stages else "" for stage in stages)
        table.add_row(f"{turn.at.astimezone():%Y-%m-%d %H:%M}", *times)
    Console().print(table)


def _iso(at: datetime) -> str:
    return at.isoformat()
