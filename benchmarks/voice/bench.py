"""What the measures of this folder share: virtual sound, processes, journals of their own, tables."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import vosk

from local_voice.mouth import Mouth, SystemMouth
from local_voice.player import Player
from local_voice.recogniser import load_model
from local_voice.sound import SPOKEN_RATE
from local_voice.speech_models import model_in_use
from local_voice.voice import Voice
from small_wins.core import Core
from small_wins.settings import Settings
from tests.local_voice.room import Room, RoomSpeaker, Shown, make_listening
from tests.virtual_sound import Recording, VirtualSound

HERE = Path(__file__).parent
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Bench:
    """The virtual sound, what it records, and a voice to speak to the microphone with."""

    sound: VirtualSound
    speaker: Recording
    microphone: Recording
    mouth: Mouth

    def tell(self, text: str) -> float:
        """Say something to the microphone, and a second of silence after it; when the last of it was heard."""
        self.sound.play(self.mouth.render(text) + bytes(2 * SPOKEN_RATE), SPOKEN_RATE)
        return self.microphone.last_loud_at

    def wait_until_it_has_spoken(self) -> float:
        """When the first sample was at the device, on the monotonic clock."""
        at = self.speaker.wait_until_loud()
        self.speaker.wait_until_quiet(0.7)
        self.speaker.first_loud_at = None
        return at


@contextmanager
def bench() -> Iterator[Bench]:
    """Virtual sound and a journal of its own, for this process and those that it starts."""
    folder = Path(tempfile.mkdtemp(prefix="sw-bench-"))
    sound = VirtualSound(folder)
    with own_journal(folder):
        os.environ.update(sound.environment)
        try:
            with sound.recording() as speaker, sound.recording("VirtualMicrophone") as microphone:
                yield Bench(sound, speaker, microphone, SystemMouth())
        finally:
            sound.close()
            shutil.rmtree(folder)


@contextmanager
def own_journal(folder: Path) -> Iterator[None]:
    """The journal in that folder, for this process and those that it starts."""
    places = {"DATA_DIR": folder / "data", "CONFIG": folder / "none.toml"}
    before = dict(os.environ)
    os.environ.update({f"SMALL_WINS_{name}": str(path) for name, path in places.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def entered_room(
    model: vosk.Model, mouth: SystemMouth, *, always_open: bool = False, **fields: float
) -> Iterator[Room]:
    """A room without a sound card, with a journal of its own, in which it has greeted."""
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as folder, own_journal(Path(folder)):
        core, speaker, shown = Core.open(), RoomSpeaker(), Shown()
        voice = Voice(mouth, cast("Player", speaker))
        listening = make_listening(core, model, voice, shown, always_open=always_open)
        listening.begin()
        yield Room(listening, speaker, shown, mouth, **fields)  # type: ignore[arg-type]
        core.database.close()


def model_in_settings() -> vosk.Model:
    """The speech model that `listen` would use."""
    return load_model(model_in_use(Settings()).path)


@contextmanager
def running(*command: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process whose output is read."""
    with subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def bare_microphone() -> Iterator[subprocess.Popen[str]]:
    """Vosk's own microphone example, ready."""
    with running(HERE / "bare_microphone.py", model_in_use(Settings()).path) as process:
        read_line(process)
        yield process


def read_line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def resident_megabytes(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor_seconds(process_id: int) -> float:
    """What all its threads have used of the processors."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def shares_of_a_core(process_ids: Sequence[int], seconds: float) -> list[float]:
    """What each process uses of one core, in per cent, for so long."""
    before, begun = [processor_seconds(one) for one in process_ids], time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - begun
    return [100 * (processor_seconds(one) - used) / passed for one, used in zip(process_ids, before, strict=True)]


def p50(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def show_table(title: str, *rows: Sequence[object]) -> None:
    """Rows of Markdown; the first names the columns."""
    heads, *others = [["" if cell is None else str(cell) for cell in row] for row in rows]
    show(f"\n### {title}\n")
    for row in (heads, ["---", *["---:"] * (len(heads) - 1)], *others):
        show("| " + " | ".join(row) + " |")


def show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
