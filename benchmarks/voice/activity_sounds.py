"""What detectors of voice activity are tried on: people and voices, quiet, whispered, too loud, and in noise."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import miniaudio
import numpy as np
import numpy.typing as npt

import local_voice
from local_voice.mouth import SystemMouth
from local_voice.recording import read_recording
from local_voice.sound import HEARD_RATE, SPOKEN_RATE

Samples = npt.NDArray[np.float64]
"""Sound at 16 kHz; 1.0 is the full scale."""

SLOT = 160
"""Frames that are labelled together: 10 ms."""

BEFORE_SECONDS, AFTER_SECONDS = 1.0, 1.2
ROOM_DB = -70.0
"""The quietest room there is: no microphone gives pure silence."""

NOISE_DB, NOISE_SECONDS = -35.0, 60
SAMPLES = Path(local_voice.__file__).parent / "samples"
RECORDINGS = Path("tests/recordings")
SAID = (
    "stop",
    "yes",
    "not today",
    "hey small wins",
    "i drank a glass of water",
    "what did i do today",
    "i finally made it out of bed and opened the window",
)


@dataclass(frozen=True, slots=True)
class Sound:
    """One thing said, with room before and after it; or a noise."""

    kind: str
    samples: Samples
    speech: npt.NDArray[np.bool_]
    """For each slot, whether there is speech in it."""

    @property
    def pcm(self) -> bytes:
        return (np.clip(self.samples, -1, 1) * 32767).astype(np.int16).tobytes()


def all_sounds(outside: Path | None) -> list[Sound]:
    """Every sound, in an order that does not change."""
    chance = np.random.default_rng(5)
    spoken = list(_spoken(chance, outside))
    noises = list(_noises(chance, outside))
    return [*spoken, *_altered(chance, spoken), *_mixed(spoken, noises), *noises]


def _spoken(chance: np.random.Generator, outside: Path | None) -> Iterator[Sound]:
    people = sorted(outside.glob("*.flac")) if outside else []
    for path in people:
        if path.stem != "kitchen-noise":
            yield _in_a_room(chance, "people", _read(path))
    for folder in (SAMPLES, RECORDINGS):
        for row in csv.DictReader((folder / "transcripts.tsv").read_text().splitlines(), delimiter="\t"):
            yield _in_a_room(chance, "recordings", _read(folder / row["file"]))
    mouth, signed16 = SystemMouth(), miniaudio.SampleFormat.SIGNED16
    for text in SAID:
        heard = miniaudio.convert_frames(signed16, 1, SPOKEN_RATE, mouth.render(text), signed16, 1, HEARD_RATE)
        yield _in_a_room(chance, "espeak", np.frombuffer(bytes(heard), np.int16) / 32768)


def _altered(chance: np.random.Generator, spoken: list[Sound]) -> Iterator[Sound]:
    for sound in spoken:
        room = _at_level(chance.standard_normal(len(sound.samples)), ROOM_DB)
        yield replace(sound, kind="quiet", samples=sound.samples * _ratio(-30) + room)
        whispered = _without_voice(chance, sound.samples) * _ratio(-20)
        yield replace(sound, kind="whispered", samples=whispered + room)
        loud = sound.samples * _ratio(20) / np.abs(sound.samples).max()
        yield replace(sound, kind="clipped", samples=np.clip(loud, -1, 1))


def _mixed(spoken: list[Sound], noises: list[Sound]) -> Iterator[Sound]:
    """Each thing said in one noise after the other."""
    for db in (20, 10, 5):
        for number, sound in enumerate(spoken):
            noise = np.resize(noises[number % len(noises)].samples, len(sound.samples))
            level = _level(sound.samples[: len(sound.speech) * SLOT].reshape(-1, SLOT)[sound.speech])
            yield replace(sound, kind=f"{db} dB", samples=sound.samples + _at_level(noise, level - db))


def _noises(chance: np.random.Generator, outside: Path | None) -> Iterator[Sound]:
    count = NOISE_SECONDS * HEARD_RATE
    white, at = chance.standard_normal(count), np.arange(count) / HEARD_RATE
    pink = np.fft.irfft(np.fft.rfft(white) / np.sqrt(np.arange(count // 2 + 1) + 1))
    hum = sum(np.sin(2 * np.pi * 50 * overtone * at) / overtone for overtone in range(1, 12))
    made = {"white": white, "pink": pink, "hum": np.asarray(hum), "clatter": _clatter(chance, count)}
    for kind, samples in made.items():
        yield _noise(kind, samples)
    if outside:
        yield _noise("kitchen", _read(outside / "kitchen-noise.flac"))


def _clatter(chance: np.random.Generator, count: int) -> Samples:
    """Dishes: twice a second something hard that rings, at several pitches, and dies away."""
    samples, at = np.zeros(count), np.arange(HEARD_RATE // 2) / HEARD_RATE
    for start in chance.integers(0, count - len(at), 2 * count // HEARD_RATE):
        pitches = chance.uniform(900, 7000, 4)
        ring = sum(np.sin(2 * np.pi * hertz * at + hertz) for hertz in pitches)
        samples[start : start + len(at)] += chance.uniform(0.2, 1) * ring * np.exp(-at * chance.uniform(12, 40))
    return samples


def _without_voice(chance: np.random.Generator, samples: Samples) -> Samples:
    """Breath in the shape of the speech: whispering has its formants, and no pitch."""
    size, step = 512, 128
    window, out = np.hanning(size), np.zeros(len(samples))
    breath = chance.standard_normal(len(samples))
    for start in range(0, len(samples) - size, step):
        heard, air = (np.fft.rfft(one[start : start + size] * window) for one in (samples, breath))
        formants = np.convolve(np.abs(heard), np.hanning(13) / 6, "same")
        out[start : start + size] += np.fft.irfft(formants * air / np.abs(air)) * window
    return out * np.sqrt((samples**2).mean() / (out**2).mean())


def _in_a_room(chance: np.random.Generator, kind: str, samples: Samples) -> Sound:
    before, after = (np.zeros(round(seconds * HEARD_RATE)) for seconds in (BEFORE_SECONDS, AFTER_SECONDS))
    whole = np.concatenate([before, samples, after])
    room = _at_level(chance.standard_normal(len(whole)), ROOM_DB)
    return Sound(kind, whole + room, _label(whole))


def _noise(kind: str, samples: Samples) -> Sound:
    return Sound(kind, _at_level(samples, NOISE_DB), np.zeros(len(samples) // SLOT, bool))


def _label(samples: Samples) -> npt.NDArray[np.bool_]:
    """Speech is what is less than 40 dB softer than the loudest: these recordings have a silent ground (-75 dB)."""
    slots = samples[: len(samples) // SLOT * SLOT].reshape(-1, SLOT)
    level = 10 * np.log10((slots**2).mean(1) + 1e-12)
    speech = level > np.percentile(level, 99) - 40
    speech = _without_runs(speech, value=False, shorter_than=20)
    return _without_runs(speech, value=True, shorter_than=8)


def _without_runs(slots: npt.NDArray[np.bool_], *, value: bool, shorter_than: int) -> npt.NDArray[np.bool_]:
    """The slots, with runs of `value` that are too short turned over; those at the ends stay."""
    out = slots.copy()
    edges = [0, *(np.flatnonzero(np.diff(slots)) + 1), len(slots)]
    for first, last in pairwise(edges[1:-1]):
        if slots[first] == value and last - first < shorter_than:
            out[first:last] = not value
    return out


def _read(path: Path) -> Samples:
    return np.frombuffer(b"".join(read_recording(path)), np.int16) / 32768


def _level(samples: Samples) -> float:
    return float(10 * np.log10((samples**2).mean() + 1e-12))


def _at_level(samples: Samples, db: float) -> Samples:
    return samples * _ratio(db - _level(samples))


def _ratio(db: float) -> float:
    return float(10 ** (db / 20))
