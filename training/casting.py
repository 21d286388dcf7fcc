"""Who says what: the utterances of the training and of the tests."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.folders import TEXT, Folders, read_lines, word_list
from training.voices import Job

ACCENTS = [*["en-us"] * 5, *["en-gb"] * 3, *["en-gb-x-rp"] * 2]
ACCENTS += ["en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us-nyc"]
VARIANTS = word_list("espeak_variants")

SEEN = ["flite:rms", "flite:awb", "festival:ked", "espeak:en-us+f2", "espeak:en-gb+m3", "espeak:en-us+Andy"]
"""Voices of the tests that are in the training too."""

UNSEEN = ["flite:slt", "espeak:en-us+f4", "espeak:en-gb+m6", "espeak:en-us+belinda"]
"""Voices that the training never hears."""

_GRAMMAR_VOICES = ["flite:rms", "flite:slt", "espeak:en-us+f4", "espeak:en-gb+m6"]
_HAND_WRITTEN_VOICES = ["flite:rms", "flite:awb", "espeak:en-us+f2", "flite:slt", "espeak:en-us+f4", "espeak:en-gb+m6"]
COMMANDS = ["yes", "no", "stop", "help", "undo that", "maybe later"]
"""What the test of run-time grammars listens for."""

OTHER_SPEECH = ["the weather is lovely in spain", "i brushed my teeth", "purple elephants dance slowly"]
"""What it must not take for a command."""


@dataclass(frozen=True, slots=True)
class AudioSizes:
    """How much is said. The defaults are the shipped model's; None means all."""

    train_sentences: int | None = None
    test_sentences: int | None = None
    morphed_utterances: int = 3600
    """Further utterances by natural voices that are moved towards other speakers."""


def cast_all(folders: Folders, sizes: AudioSizes | None = None) -> list[Job]:
    """Every utterance, the same in each run."""
    sizes = sizes or AudioSizes()
    train = read_lines(folders.train_text)
    return [
        *_cast_train(train[: sizes.train_sentences]),
        *_cast_test(read_lines(folders.test_text)[: sizes.test_sentences]),
        *_cast_morphed(folders, sizes.morphed_utterances, set(train)),
        *_cast_grammar(),
        *_cast_hand_written("general"),
        *_cast_hand_written("blind"),
    ]


def _cast_train(sentences: list[str]) -> list[Job]:
    """Each sentence by a random voice, short ones by several."""
    rng = random.Random(5)
    jobs = []
    for place, text in enumerate(sentences):
        words = len(text.split())
        copies = 4 if words <= 2 else 2 if words <= 3 else 1
        jobs += [
            _by_random_voice(rng, Job(f"tr{place:05d}{'abcd'[copy]}", "train", "", text)) for copy in range(copies)
        ]
    return jobs


def _by_random_voice(rng: random.Random, job: Job) -> Job:
    chance = rng.random()
    if chance < 0.53:
        job.voice = f"espeak:{rng.choice(ACCENTS)}+{rng.choice(VARIANTS)}"
        job.pitch, job.speed = rng.uniform(30, 70), rng.uniform(0.78, 1.18)
        job.warp = rng.uniform(0.93, 1.08)
        return job
    shares = [
        (0.71, "flite:rms"),
        (0.86, "flite:awb"),
        (0.905, "flite:kal16"),
        (0.92, "flite:kal"),
        (1, "festival:ked"),
    ]
    job.voice = next(voice for limit, voice in shares if chance < limit)
    job.speed = rng.uniform(0.85, 1.2)
    if rng.random() < 0.65:
        job.warp = rng.uniform(0.88, 1.22)
        job.speed = min(1.25, max(0.75, job.speed / job.warp))
    return job


def _cast_morphed(folders: Folders, count: int, used: set[str]) -> list[Job]:
    """Unused sentences and random words by natural voices moved towards others, mostly higher ones: no natural female
    voice is in the training."""
    rng = random.Random(9)
    pool = [text for text in dict.fromkeys(read_lines(folders.language_text)) if text not in used]
    words = [word for word in read_lines(folders.vocabulary) if len(word) > 1]
    rng.shuffle(words)
    strings = [" ".join(words[at : at + 6]) for at in range(0, len(words) - 5, 6)]
    texts = rng.sample(pool, max(0, count - len(words) // 6)) + strings[:count]
    return [_by_morphed_voice(rng, Job(f"tx{place:05d}", "train", "", text)) for place, text in enumerate(texts)]


def _by_morphed_voice(rng: random.Random, job: Job) -> Job:
    job.voice = rng.choices(["flite:awb", "festival:ked", "flite:rms"], [0.4, 0.3, 0.3])[0]
    job.warp = rng.uniform(0.98, 1.3)
    job.speed = min(1.3, max(0.75, rng.uniform(0.85, 1.2) / job.warp))
    if job.voice != "flite:rms":
        job.f0_hz = rng.uniform(105, 215)
    return job


def _cast_test(sentences: list[str]) -> list[Job]:
    """Every twelfth sentence by each seen voice, every fifth by each unseen one."""
    turns = [(voice, turn, 12) for turn, voice in enumerate(SEEN)]
    turns += [(voice, turn, 5) for turn, voice in enumerate(UNSEEN)]
    return [
        Job(f"te-{file_name(voice)}-{place:03d}", "test", voice, text)
        for voice, turn, every in turns
        for place, text in enumerate(sentences)
        if place % every == turn
    ]


def _cast_grammar() -> list[Job]:
    return [
        Job(f"gr-{file_name(voice.split(':')[1])}-{text.replace(' ', '_')}", "grammar", voice, text)
        for voice in _GRAMMAR_VOICES
        for text in [*COMMANDS, *OTHER_SPEECH]
    ]


def _cast_hand_written(split: str) -> list[Job]:
    """Sentences that come from no frame of the generator ('general' or 'blind')."""
    return [
        Job(f"{split[:2]}-{file_name(voice)}-{place:02d}", split, voice, text)
        for voice in _HAND_WRITTEN_VOICES
        for place, text in enumerate(read_lines(TEXT / f"{split}_test.txt"))
    ]


def file_name(voice: str) -> str:
    """A voice as part of a file's name."""
    return voice.replace(":", "-").replace("+", "-")
