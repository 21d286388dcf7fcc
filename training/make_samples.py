"""Make the sample conversation of `local_voice/samples/`, and check that the compact model hears every word of it.

    python -m training.make_samples

The sentences and who says them are in `text/samples.tsv`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import soundfile
import vosk

from training.listening import hear, pad
from training.voices import RATE_HZ, Job, finish, speak

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "local_voice" / "samples"
MODEL = HERE.parent / "local_voice" / "speech-model-en"


def make_sample(job: Job, model: vosk.Model) -> str | None:
    """Write one recording; what is wrong with it, if anything is."""
    (said,) = speak([job])
    wave = finish(*said)
    if wave is None:
        return f"{job.voice} says nothing for '{job.text}'"
    samples = wave.astype(np.int16)
    soundfile.write(SAMPLES / f"{job.uid}.flac", samples, RATE_HZ, subtype="PCM_16")
    heard = " ".join(hear(model, pad(samples, 0.25, 0.5)))
    return None if heard == job.text else f"{job.voice} says '{job.text}', the model hears '{heard}'"


def main() -> int:
    """Make all samples; 1 if the model mishears one. An argument names another model's folder."""
    vosk.SetLogLevel(-1)
    model = vosk.Model(model_path=sys.argv[1] if len(sys.argv) > 1 else str(MODEL))
    rows = [line.split("\t") for line in (HERE / "text" / "samples.tsv").read_text().splitlines()]
    SAMPLES.mkdir(exist_ok=True)
    faults = [make_sample(Job(name, "sample", voice, text.lower()), model) for name, voice, text in rows]
    lines = [f"{name}.flac\t{voice}\t{text}" for name, voice, text in rows]
    (SAMPLES / "transcripts.tsv").write_text("\n".join(["file\tvoice\ttranscript", *lines]) + "\n")
    for fault in filter(None, faults):
        sys.stderr.write(fault + "\n")
    return int(any(faults))


if __name__ == "__main__":
    sys.exit(main())
