"""The synthetic voices: espeak-ng, flite and festival as programs of the system."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from math import gcd
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE_HZ = 16_000
Wave = NDArray[np.float32]
"""Samples of one channel on the scale of 16-bit integers."""

_ESPEAK_RATE_HZ = 22_050
_WAV_HEADER_BYTES = 44
_PEAK = 12_000.0
_AUDIBLE = 60
_LEAD_SAMPLES, _TAIL_SAMPLES = 1200, 1600
_AFTER_NUMBER = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine) oh\b")


@dataclass
class Job:
    """One utterance to synthesise."""

    uid: str
    """Name of the file, without its ending."""

    split: str
    """Part of the corpus: 'train', 'test', 'grammar', 'general' or 'blind'."""

    voice: str
    """Synthesiser and voice, such as 'flite:rms' or 'espeak:en-us+f2'."""

    text: str
    """What is said, in lower case."""

    speed: float = 1.0
    """Speaking rate, 1 for the voice's own."""

    pitch: float = 50.0
    """Pitch of espeak, 0 to 99."""

    warp: float = 1.0
    """Resampling factor, which shifts pitch and formants together."""

    f0_hz: float = 0.0
    """Mean pitch for awb and ked; 0 keeps the voice's own."""


def spoken(text: str) -> str:
    """The text in the spelling that synthesisers read as meant."""
    text = re.sub(r"\b([ap]) m\b", lambda found: f"{found.group(1).upper()} M", text)
    text = re.sub(r"\bi\b", "I", text)
    return text.replace(" oh ", " O ") if _AFTER_NUMBER.search(text) else text


def speak_espeak(job: Job) -> tuple[Wave, int]:
    """Say one job with espeak-ng: samples and their rate."""
    command = ["espeak-ng", "-v", job.voice.split(":")[1], "-s", str(int(165 * job.speed)), "-p", str(int(job.pitch))]
    wav = subprocess.run([*command, "--stdout", spoken(job.text)], capture_output=True, check=True).stdout
    return np.frombuffer(wav[_WAV_HEADER_BYTES:], dtype=np.int16).astype(np.float32), _ESPEAK_RATE_HZ


def speak_flite(job: Job) -> tuple[Wave, int]:
    """Say one job with flite: samples and their rate."""
    features = [f"duration_stretch={1 / job.speed:.3f}"]
    if job.f0_hz:
        features += [f"int_f0_target_mean={job.f0_hz:.0f}", f"int_f0_target_stddev={job.f0_hz * 0.14:.0f}"]
    options = [part for feature in features for part in ("--setf", feature)]
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["flite", "-voice", job.voice.split(":")[1], *options, "-t", spoken(job.text), "-o", file.name]
        subprocess.run(command, capture_output=True, check=True)
        wave, rate = soundfile.read(file.name, dtype="int16")
    return wave.astype(np.float32), rate


def speak_festival(jobs: list[Job]) -> list[tuple[Job, Wave, int]]:
    """Say many jobs with one process of festival, whose start is slow. Jobs that fail are left out."""
    with tempfile.TemporaryDirectory() as folder:
        waves = [Path(folder) / f"{number}.wav" for number in range(len(jobs))]
        script = Path(folder) / "run.scm"
        lines = [line for job, wave in zip(jobs, waves, strict=True) for line in _festival_lines(job, wave)]
        script.write_text("\n".join(["(voice_ked_diphone)", *lines]))
        subprocess.run(["festival", "-b", str(script)], capture_output=True, check=False)
        said = [
            (job, *soundfile.read(wave, dtype="int16")) for job, wave in zip(jobs, waves, strict=True) if wave.exists()
        ]
    return [(job, wave.astype(np.float32), rate) for job, wave, rate in said]


def _festival_lines(job: Job, wave: Path) -> list[str]:
    mean = job.f0_hz or 105.0
    pitch = f"(target_f0_mean {mean:.0f}) (target_f0_std {mean * 0.14:.0f}) (model_f0_mean 170) (model_f0_std 34)"
    text = spoken(job.text).replace('"', "")
    return [
        f"(Parameter.set 'Duration_Stretch {1 / job.speed:.3f})",
        f"(set! int_lr_params '({pitch}))",
        f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{wave}" \'riff)',
    ]


def speak(jobs: list[Job]) -> list[tuple[Job, Wave, int]]:
    """Say jobs of one synthesiser. Raises CalledProcessError where a voice is missing."""
    synthesiser = jobs[0].voice.split(":")[0]
    if synthesiser == "festival":
        return speak_festival(jobs)
    say = {"espeak": speak_espeak, "flite": speak_flite}[synthesiser]
    return [(job, *say(job)) for job in jobs]


def finish(job: Job, wave: Wave, rate_hz: int) -> Wave | None:
    """Warp, resample to 16 kHz, trim long silences at the edges and level; None for silence."""
    source = round(rate_hz * job.warp / 50) * 50  # pretending another rate warps pitch and formants
    if source != RATE_HZ:
        common = gcd(source, RATE_HZ)
        wave = resample_poly(wave, RATE_HZ // common, source // common).astype(np.float32)
    loud = np.flatnonzero(np.abs(wave) > _AUDIBLE)
    if len(loud) < RATE_HZ // 10:
        return None
    wave = wave[max(0, loud[0] - _LEAD_SAMPLES) : loud[-1] + _TAIL_SAMPLES]
    levelled: Wave = wave * np.float32(_PEAK / max(1.0, float(np.abs(wave).max())))
    return levelled
