"""How often what was said is understood, by each way of recognising it, on the same recordings."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import vosk

import local_voice
from benchmarks.voice.bench import entered_room, model_in_settings, show_table
from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from local_voice.activity import Activity
from local_voice.ears import Ear
from local_voice.mouth import Mouth, SystemMouth
from local_voice.recogniser import Recogniser
from local_voice.recording import read_recording
from local_voice.sound import HEARD_RATE, SPOKEN_RATE
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins.reply import Manner
from tests.local_voice.room import mixed
from tests.local_voice.room_sounds import below, heard_as, loudness, made_noise

FOLDERS = (Path(local_voice.__file__).parent / "samples", Path("tests/recordings"))
SILENCE = bytes(HEARD_RATE)
"""Half a second."""

SENTENCES = (
    "i drank a glass of water", "i washed one dish", "i made my bed", "i opened the window", "i took a shower",
    "i finally got out of bed", "i brushed my teeth and i made my bed", "i called my sister", "i took my pills",
    "i went for a walk", "i ate some breakfast", "i paid a bill", "what did i do today", "what did i do this week",
    "undo that", "delete that", "what's one small thing i can do", "something smaller", "say that again",
    "i feel sad today", "i'm so tired", "breathe with me", "speak slower", "remind me to read a page at two pm",
    "what can i say", "that's all for today", "i did nothing today", "read me my list",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A recording, and what is to be understood from it."""

    text: str
    pcm: bytes
    answers: tuple[str, ...] = ()
    """What the question before it awaits; it is itself one of them."""


Decode = Callable[[Said], Sequence[str]]
"""From a recording to its hypotheses."""


def show_all(most: int) -> None:
    """Of each kind at most so many recordings."""
    model, mouth = model_in_settings(), SystemMouth()
    with entered_room(model, mouth) as room:
        dialogue = room.listening.dialogue
        expected: Mapping[str, Sequence[str]] = dialogue.words["answers"]
        everyday: Sequence[str] = dialogue.words["everyday"]
        kinds = {
            "recordings": list(recordings()),
            "sentences": [one for text in SENTENCES for one in said(mouth, text)],
            "answers": [one for words in expected.values() for text in words for one in said(mouth, text, words)],
        }
        for kind, everything in kinds.items():
            some = everything[:: -(-len(everything) // most)]
            show(kind, some, modes(model, everyday), dialogue.core)


def show(kind: str, sounds: Sequence[Said], decoders: Mapping[str, Decode], core: Core) -> None:
    rows: list[Sequence[object]] = []
    for name, decode in decoders.items():
        if kind != "answers" and name == WITH_ANSWERS:
            continue
        right = exact = 0
        for one in sounds:
            heard = tuple(decode(one))
            exact += bool(heard) and heard[0] == one.text
            right += bool(heard) and same(understood(core, heard, one), understood(core, (one.text,), one), one)
        rows.append((name, f"{100 * right / len(sounds):.1f}", f"{100 * exact / len(sounds):.1f}"))
    show_table(f"Understood: {kind} ({len(sounds)} recordings)",
               ("", "meant the same, %", "first hypothesis word for word, %"), *rows)  # fmt: skip


def understood(core: Core, hypotheses: tuple[str, ...], one: Said) -> Meaning:
    language, context = core.language(locale_of(core.settings)), "open_question" if one.answers else "any"
    return language.understanding.understand(Request("local:me", "microphone", "measure", hypotheses), context)


def same(heard: Meaning, meant: Meaning, one: Said) -> bool:
    """The same intent and wins; of an answer that is none, as a number, the same word."""
    wins = [win.what for win in heard.wins] == [win.what for win in meant.wins]
    return heard.intent == meant.intent and wins and (meant.intent != "unknown" or heard.text == one.text)


PLAIN, OPEN, RESCORED, WITH_ANSWERS = (
    "plain Vosk, 1-best", "open, its first hypothesis", "open, alternatives rescored", "with likely answers",
)  # fmt: skip


def modes(model: vosk.Model, everyday: Sequence[str]) -> dict[str, Decode]:
    """How each mode decodes a recording."""
    recogniser = Recogniser(model, everyday=everyday)
    ear = Ear(Activity(), recogniser)

    def heard(pcm: bytes, answers: Sequence[str]) -> Sequence[str]:
        ear.open(answers)
        first = next(ear.hear_all([pcm]), None)
        return first.hypotheses if first else ()

    return {
        PLAIN: lambda one: plain(model, one.pcm),
        OPEN: lambda one: heard(one.pcm, ())[:1],
        RESCORED: lambda one: heard(one.pcm, ()),
        WITH_ANSWERS: lambda one: heard(one.pcm, one.answers),
    }


def plain(model: vosk.Model, pcm: bytes) -> Sequence[str]:
    recogniser = vosk.KaldiRecognizer(model, HEARD_RATE)
    recogniser.AcceptWaveform(pcm)
    text = json.loads(recogniser.FinalResult())["text"]
    return (text,) if text else ()


def recordings() -> Iterator[Said]:
    for folder in FOLDERS:
        for row in csv.DictReader((folder / "transcripts.tsv").read_text().splitlines(), delimiter="\t"):
            pcm = b"".join(read_recording(folder / row["file"]))
            for sound in in_noise(pcm):
                yield Said(row["transcript"], sound)


def said(mouth: Mouth, text: str, answers: Sequence[str] = ()) -> Iterator[Said]:
    """By three voices, one of them slow, one fast, each clean and in noise."""
    for pitch, rate in ((1.0, 100), (0.85, 80), (1.15, 115)):
        pcm = heard_as(mouth.render(text, Manner(rate=rate)), round(SPOKEN_RATE * pitch))
        for sound in in_noise(pcm):
            yield Said(text, sound, tuple(answers))


def in_noise(pcm: bytes) -> Iterator[bytes]:
    """Clean, and with noise 20 and 10 dB softer; with silence around."""
    whole = SILENCE + pcm + SILENCE * 3
    yield whole
    for db in (20, 10):
        noise = (made_noise("fan") * (len(whole) // len(made_noise("fan")) + 1))[: len(whole)]
        yield mixed([(whole, 1.0), (noise, below(db) * loudness(pcm) / loudness(noise))])
