"""The least that hears: a microphone and Vosk, and every utterance printed. What `listen` is measured against."""

from __future__ import annotations

import queue
import sys
from collections.abc import Generator

import miniaudio
import vosk

RATE = 16_000


def main(model: str) -> None:
    """Hear until killed."""
    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(model_path=model), RATE)
    heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    keeper = keep(heard)
    next(keeper)
    with miniaudio.CaptureDevice(nchannels=1, sample_rate=RATE, buffersize_msec=20) as microphone:
        microphone.start(keeper)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            if recogniser.AcceptWaveform(heard.get()):
                sys.stdout.write(recogniser.Result().replace("\n", "") + "\n")
                sys.stdout.flush()


def keep(heard: queue.SimpleQueue[bytes]) -> Generator[None, bytes, None]:
    while True:
        heard.put(bytes((yield)))


if __name__ == "__main__":
    main(sys.argv[1])
