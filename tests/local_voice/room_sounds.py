"""What else is to be heard in a room: noises made here, and a television."""

from __future__ import annotations

import array
import math
import random
from functools import cache

import miniaudio

from local_voice.mouth import Mouth
from local_voice.sound import HEARD_RATE, SPOKEN_RATE

SIGNED16 = miniaudio.SampleFormat.SIGNED16
FULL = 2**15 - 1
NOISE_SECONDS = 10
DEEPER = 0.8
"""Another voice than the one that speaks to us: the same, deeper and slower."""

PROGRAMME = (
    "good evening and welcome back to the programme",
    "tonight we ask why the price of bread has gone up again this year",
    "the minister said that nobody could have known about the report",
    "in other news a bridge in the north of the country was closed after heavy rain",
    "i told you that i would never come back to this town",
    "you made your bed and now you have to lie in it",
    "i drank a glass of water with him and then i walked to the station",
    "and now the weather for the week with a little sun in the south",
)
"""Some of it would be a win if somebody here said it."""


def heard_as(spoken: bytes, rate: int = SPOKEN_RATE) -> bytes:
    """What is spoken at that rate, at the rate that is listened to."""
    return bytes(miniaudio.convert_frames(SIGNED16, 1, rate, spoken, SIGNED16, 1, HEARD_RATE))


def loudness(pcm: bytes) -> float:
    """Root mean square, 1 is the full scale."""
    samples = array.array("h", pcm)
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / FULL


def below(db: float) -> float:
    """How much softer that is, as a factor."""
    return float(10 ** (-db / 20))


@cache
def made_noise(kind: str) -> bytes:
    """Some seconds of noise at a tenth of the full scale: 'white' hisses, 'fan' rumbles."""
    chance = random.Random(4)  # noqa: S311 - noise
    low, samples = 0.0, []
    for _ in range(NOISE_SECONDS * HEARD_RATE):
        now = chance.gauss(0, 1)
        low = 0.95 * low + now
        samples.append(low / 3.2 if kind == "fan" else now)
    return array.array("h", (max(-FULL, min(FULL, round(sample * FULL / 10))) for sample in samples)).tobytes()


@cache
def television(mouth: Mouth) -> bytes:
    """Somebody else who talks and talks, to nobody here."""
    pauses = bytes(round(0.4 * HEARD_RATE) * 2)
    return b"".join(heard_as(mouth.render(line), round(SPOKEN_RATE * DEEPER)) + pauses for line in PROGRAMME)
