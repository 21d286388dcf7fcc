"""Step 2: synthesise every utterance with espeak-ng, flite and festival."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import soundfile

from training.casting import AudioSizes, cast_all
from training.folders import Folders, write_lines
from training.voices import RATE_HZ, Job, finish, speak

_FESTIVAL_BATCH = 40
_WORKERS = 4


def make_audio(folders: Folders, sizes: AudioSizes | None = None) -> None:
    """Write the waves and their list. A voice that fails costs its utterances only, and says so on stderr."""
    jobs = cast_all(folders, sizes)
    for split in {job.split for job in jobs}:
        folders.wav(split, "x").parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_WORKERS) as pool:
        done = [said for batch in pool.map(lambda batch: _say(batch, folders), _batches(jobs)) for said in batch]
    done.sort(key=lambda said: said[0].uid)
    rows = [f"{job.uid}\t{job.split}\t{job.voice}\t{seconds:.2f}\t{job.text}" for job, seconds in done]
    write_lines(folders.audio_list, rows)


def _batches(jobs: list[Job]) -> list[list[Job]]:
    """Festival is slow to start, so it gets many at once."""
    slow = [job for job in jobs if job.voice.startswith("festival")]
    quick = [[job] for job in jobs if not job.voice.startswith("festival")]
    return [slow[at : at + _FESTIVAL_BATCH] for at in range(0, len(slow), _FESTIVAL_BATCH)] + quick


def _say(batch: list[Job], folders: Folders) -> list[tuple[Job, float]]:
    try:
        said = speak(batch)
    except (subprocess.CalledProcessError, soundfile.LibsndfileError) as error:
        sys.stderr.write(f"{batch[0].voice} failed: {error}\n")
        return []
    finished = [(job, finish(job, wave, rate)) for job, wave, rate in said]
    done = [(job, wave) for job, wave in finished if wave is not None]
    for job, wave in done:
        soundfile.write(folders.wav(job.split, job.uid), wave.astype(np.int16), RATE_HZ, subtype="PCM_16")
    return [(job, len(wave) / RATE_HZ) for job, wave in done]
