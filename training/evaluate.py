"""Step 7: what the finished model hears, by the real Vosk, as figures in JSON."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import vosk

from training.casting import COMMANDS, SEEN, UNSEEN
from training.folders import Folders
from training.listening import Samples, Tally, add_noise, chunks, hear, pad, read_wave
from training.voices import RATE_HZ

_ENDPOINT_FILES = 30
_NOISE_SECONDS = 6
Json = dict[str, Any]


def evaluate(folders: Folders) -> Json:
    """Load time, speed, word error rates, endpoints, commands, and what is heard in noise."""
    vosk.SetLogLevel(-1)
    began = time.perf_counter()
    model = vosk.Model(model_path=str(folders.model))
    loaded = time.perf_counter() - began
    clean = _tally(model, folders, "test")
    files = [path for path in folders.model.rglob("*") if path.is_file()]
    return {
        "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 2),
        "load_seconds": round(loaded, 3),
        "real_time_factor": round(clean.busy_seconds / clean.audio_seconds, 4),
        "word_error_rates": {
            "test": _rates(clean),
            "test at 10 dB": _rates(_tally(model, folders, "test", snr_db=10.0)),
            "general": _rates(_tally(model, folders, "general")),
            "blind": _rates(_tally(model, folders, "blind")),
        },
        "endpoints": _endpoints(model, folders),
        "commands": _commands(model, folders),
        "heard_in_noise": {name: " ".join(hear(model, wave)) for name, wave in _noises().items()},
    }


def _tally(model: vosk.Model, folders: Folders, split: str, snr_db: float | None = None) -> Tally:
    rng, tally = np.random.default_rng(0), Tally()
    for name, _, voice, _, text in folders.audio_rows(split):
        wave = read_wave(folders.wav(split, name))
        tally.listen(model, wave if snr_db is None else add_noise(wave, snr_db, rng), voice, text)
    return tally


def _rates(tally: Tally) -> Json:
    by_voice = {voice: tally.error_rate([voice]) for voice in sorted(tally.words)}
    return {"seen": tally.error_rate(SEEN), "unseen": tally.error_rate(UNSEEN), **by_voice}


def _endpoints(model: vosk.Model, folders: Folders) -> Json:
    """Seconds from the last sample of speech to a result, over digital silence."""
    rows = folders.audio_rows("test")
    waves = [read_wave(folders.wav("test", row[0])) for row in rows[:: max(1, len(rows) // _ENDPOINT_FILES)]]
    delays = [_endpoint_delay(model, wave) for wave in waves]
    found = [delay for delay in delays if delay is not None]
    return {"found": f"{len(found)} of {len(delays)}", "median_seconds": float(np.median(found)) if found else None}


def _endpoint_delay(model: vosk.Model, wave: Samples) -> float | None:
    recognizer = vosk.KaldiRecognizer(model, RATE_HZ)
    end_seconds = len(np.trim_zeros(wave, "b")) / RATE_HZ
    fed = 0
    for chunk in chunks(pad(wave, 0, 3)):
        fed += len(chunk) // 2
        if recognizer.AcceptWaveform(chunk) and fed / RATE_HZ > end_seconds - 0.2:
            return fed / RATE_HZ - end_seconds
    return None


def _commands(model: vosk.Model, folders: Folders) -> Json:
    """With a run-time grammar: the commands that are heard, and other speech that is not taken for one."""
    grammar = [*COMMANDS, "[unk]"]
    heard = [
        (text, " ".join(hear(model, read_wave(folders.wav("grammar", name)), grammar)))
        for name, _, _, _, text in folders.audio_rows("grammar")
    ]
    right = [said == got for said, got in heard if said in COMMANDS]
    refused = [not any(command in got for command in COMMANDS) for said, got in heard if said not in COMMANDS]
    return {"right": f"{sum(right)} of {len(right)}", "refused": f"{sum(refused)} of {len(refused)}"}


def _noises() -> dict[str, Samples]:
    """Sounds that hold no speech."""
    rng, size = np.random.default_rng(1), _NOISE_SECONDS * RATE_HZ
    at = np.arange(size) / RATE_HZ
    sounds = {
        "silence": np.zeros(size),
        "white": rng.normal(0, 800, size),
        "quiet white": rng.normal(0, 30, size),
        "hum": 3000 * sum(np.sin(2 * np.pi * 50 * k * at) / k for k in range(1, 8)),
        "beeps": 6000 * np.sin(2 * np.pi * 880 * at) * (at % 1 < 0.3),
        "claps": rng.normal(0, 1, size) * 9000 * np.exp(-(at % 1.3) * 60),
    }
    return {name: np.clip(sound, -32768, 32767).astype(np.int16) for name, sound in sounds.items()}
