"""What a random walk says: every intent and kind, answers to what is asked, plain wins; and how Alexa hears it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from interaction_model.alexa.carriers import heard_through
from interaction_model.alexa.names import label_of
from interaction_model.request import Request
from tests.journeys.players import alexa_ear

ROWS = Path(__file__).parent.parent.parent / "training" / "understanding" / "en"
PEOPLE = ("Sam", "Nina", "my brother")
"""Whom the walk's person can send something to; Sam may be sent to by name, the brother has no address."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "yes_no": (
        "yes", "yeah", "yes please", "okay", "sure", "go on", "no", "nope", "no thanks", "not now", "maybe",
        "i don't know", "skip", "stop", "nothing", "later", "never mind",
    ),
    "cue": (
        "after breakfast", "at nine", "at half past six tomorrow", "when i get home", "every monday at six", "tonight",
        "when the kettle boils", "before bed", "on the train", "in ten minutes", "every day", "friday", "whenever",
    ),
    "action": (
        "drink a glass of water", "take the bins out", "write three lines", "go for a walk", "ring the dentist",
        "clean the whole house", "sit on the step", "a shower", "one thing", "less",
    ),
    "text": (
        "sam", "nina", "my sister", "call me alex", "the first one", "the second", "that one", "both", "all of them",
        "the last one", "a thing of my own", "you kept going and the kettle still boiled", "i made it through the day",
        "tiny", "medium", "smaller", "another time", "let it go", "in bed", "at the sofa", "germany", "ireland",
        "the north", "next", "another", "a note", "sit quietly", "one from before", "eat", "drink", "people", "order",
        "animals", "a cup of tea", "the time", "the thing", "it was the blue one", "i'm proud of the soup", "monday",
    ),
    "code": ("four eight two nine one three", "482913", "my code is 4 8 2", "one two three", "seven", "no", "later"),
    "number": ("one", "two", "three", "zero", "a hundred", "seven out of ten", "half", "minus four", "nine pm"),
    "feeling": (
        "lighter", "a bit better", "worse", "the same", "numb", "tired but okay", "heavy", "calm", "i feel nothing",
        "anxious", "it felt good", "not sure",
    ),
}  # fmt: skip
"""Answers to open questions, by what is expected."""

LEVELS = (
    "my energy is one", "my energy is two", "my energy is three", "i've got no energy at all today", "low battery",
)  # fmt: skip
SHARING = (
    "tell sam i made soup", "send that to nina", "share my last win", "tell my brother i got up", "text sam",
    "tell nina when i've done it", "stop sharing", "you can share again", "add jo to my people",
    "who do you send things to", "did it go out", "keep a message from sam", "what did sam say to me",
    "check in with nina on mondays", "stop sharing with sam", "let someone know i'm okay",
)  # fmt: skip
ONLY_WINS: dict[str, str] = {
    "i drank a glass of water": "drank a glass of water",
    "i brushed my teeth": "brushed my teeth",
    "i made my bed": "made my bed",
    "i fed the cat": "fed the cat",
    "i washed two plates": "washed two plates",
    "i opened the curtains": "opened the curtains",
}
"""Wins told so plainly that none of them may be lost, whatever was asked before, and how each is kept."""


@cache
def pool() -> dict[str, tuple[str, ...]]:
    """What people say, by what it means."""
    said: dict[str, list[str]] = {"energy": list(LEVELS), "sharing": list(SHARING), "undo it": ["undo that"]}
    for expects, lines in ANSWERS.items():
        said[f"answers/{expects}"] = list(lines)
    for name, column in (("intents", "intent"), ("wins", ""), ("negatives", "category"), ("crisis", "label")):
        with (ROWS / f"{name}.tsv").open(encoding="utf-8") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                said.setdefault(row[column] if column else "wins", []).append(row["utterance"])
    return {meaning: tuple(lines) for meaning, lines in sorted(said.items())}


@cache
def labels() -> tuple[str, ...]:
    """The intents that a platform may name without a word of the person's; no crisis, which the screen answers."""
    return tuple(sorted({meaning.partition("/")[0] for meaning in pool()} & _intents() | {"launch", "log_win"}))


def _intents() -> set[str]:
    from small_wins.answers import ANSWERS as ANSWERED

    return set(ANSWERED)


def typed(line: str, request_id: str) -> Request:
    return Request("local:me", "typed", request_id, (line,))


def by_alexa(line: str, request_id: str) -> Request:
    """As the Alexa door makes it of what Alexa hears in a line."""
    name, slots = alexa_ear().hear(line)
    if heard := heard_through(name, slots):
        return Request("local:me", "alexa", request_id, heard)
    return Request("local:me", "alexa", request_id, (), intent=label_of(name), slots=slots)


def by_label(label: str, request_id: str, slots: dict[str, str]) -> Request:
    """An intent alone, or with slots that spell no sentence."""
    return Request("local:me", "alexa", request_id, (), "en-US", label, slots)
