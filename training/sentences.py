"""Random sentences out of hand-written frames: wins, requests to the journal, and general English."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection

from training.folders import TEXT, read_lines, word_list
from training.inflection import ONES, number, plural, verb_ed, verb_ing, verb_s


def frames(name: str) -> list[str]:
    """The frames in `text/frames_<name>.txt`; one that stands twice is drawn twice as often."""
    return read_lines(TEXT / f"frames_{name}.txt")


class Words:
    """The word lists, without what has no pronunciation."""

    def __init__(self, known: Collection[str]) -> None:
        def spoken(name: str) -> list[str]:
            return [word for word in dict.fromkeys(word_list(name)) if word in known]

        self.nouns, self.adjectives, self.adverbs = spoken("nouns"), spoken("adjectives"), spoken("adverbs")
        self.names = [name for name in word_list("names") if name in known]
        self.foods = read_lines(TEXT / "foods.txt")
        pairs = [item.partition(":") for item in word_list("verbs")]
        self.verbs = [(base, past or verb_ed(base)) for base, _, past in pairs]
        """Base and past of each verb."""
        rows = [line.split("|") for line in read_lines(TEXT / "verb_phrases.txt")]
        self.phrases = [(base, past, item.strip()) for base, past, objects in rows for item in objects.split(";")]
        """Base, past and object of each verb phrase."""

    def inflected(self) -> set[str]:
        """The nouns' plurals and every form of the verbs."""
        pairs = [*self.verbs, *((base, past) for base, past, _ in self.phrases)]
        forms = {form for base, past in pairs for form in (base, past, verb_s(base), verb_ing(base))}
        return forms | {plural(noun) for noun in self.nouns[:700]}


class Generator:
    """Fills frames; the same seed gives the same sentences."""

    def __init__(self, seed: int, known: Collection[str]) -> None:
        self.rng = random.Random(seed)
        self.words = Words(known)
        self.requests = frames("app")
        self.wins = frames("win")
        self.general = frames("general")
        self.slots = {**self._word_slots(), **self._phrase_slots()}

    def sentence(self) -> str:
        """One sentence, in lower case."""
        chance = self.rng.random()
        if chance < 0.27:
            text = self.fill(self.rng.choice(self.requests))
        elif chance < 0.67:
            text = self.fill(self.rng.choice(self.wins))
        elif chance < 0.97:
            text = self.fill(self.rng.choice(self.general))
        elif chance < 0.985:
            text = self._number()
        else:
            text = " ".join(self.rng.choice([*ONES[:10], "oh"]) for _ in range(self.rng.randint(2, 7)))
        return " ".join(text.split()).lower()

    def fill(self, frame: str) -> str:
        """A frame with each {slot} filled."""
        return re.sub(r"\{(\w+)\}", lambda slot: self.slots[slot.group(1)](), frame)

    def _one_of(self, choices: list[str]) -> Callable[[], str]:
        return lambda: self.rng.choice(choices)

    def _one_frame(self, name: str) -> Callable[[], str]:
        choices = frames(name)
        return lambda: self.fill(self.rng.choice(choices))

    def _word_slots(self) -> dict[str, Callable[[], str]]:
        words, one_of = self.words, self._one_of
        lists = {
            "person": "people",
            "feeling": "feelings",
            "day": "days",
            "month": "months",
            "ordinal": "ordinals",
            "place": "places",
            "color": "colors",
        }
        return {
            **{slot: one_of(word_list(name)) for slot, name in lists.items()},
            "name": one_of(words.names),
            "food": one_of(words.foods),
            "noun": one_of(words.nouns),
            "adj": one_of(words.adjectives),
            "adv": one_of(words.adverbs),
            "det": one_of(word_list("determiners")),
            "pron": one_of(word_list("pronouns")),
            "prep": one_of(word_list("prepositions")),
            "five": one_of(["five", "five", "five", "ten"]),
        }

    def _phrase_slots(self) -> dict[str, Callable[[], str]]:
        pick, words = self.rng.choice, self.words
        return {
            "small": self._small_number,
            "num": self._number,
            "clock": self._clock,
            "nouns": lambda: plural(pick(words.nouns)),
            "vp": lambda: self._verb_phrase(0),
            "pastvp": lambda: self._verb_phrase(1),
            "vping": lambda: self._verb_phrase(2),
            "vps": lambda: self._verb_phrase(3),
            "verb": lambda: pick(words.verbs)[0],
            "verbed": lambda: pick(words.verbs)[1],
            "verbing": lambda: verb_ing(pick(words.verbs)[0]),
            "verbs": lambda: verb_s(pick(words.verbs)[0]),
            "pastclause": self._one_frame("clauses"),
            "request": self._one_frame("requests"),
            "when": self._one_frame("times"),
        }

    def _small_number(self) -> str:
        return ONES[self.rng.randint(1, 10)] if self.rng.random() < 0.3 else ONES[self.rng.randint(1, 5)]

    def _number(self) -> str:
        chance = self.rng.random()
        low, high = (1, 12) if chance < 0.4 else (1, 100) if chance < 0.95 else (100, 999)
        return number(self.rng.randint(low, high))

    def _clock(self) -> str:
        hour, chance = number(self.rng.randint(1, 12)), self.rng.random()
        minute = number(self.rng.choice([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]))
        if chance < 0.3:
            text = hour
        elif chance < 0.55:
            text = f"{hour} {minute}" if minute != "five" else f"{hour} oh five"
        elif chance < 0.65:
            past = [
                f"half past {hour}",
                f"quarter to {hour}",
                f"quarter past {hour}",
                f"{hour} o'clock",
                f"ten past {hour}",
            ]
            return self.rng.choice(["noon", "midnight", *past])
        elif chance < 0.72:
            return f"{hour} in the {self.rng.choice(['morning', 'evening', 'afternoon'])}"
        else:
            text = hour
        return text + self.rng.choice([" p m", " a m", " p m", " a m", ""])

    def _verb_phrase(self, form: int) -> str:
        """A verb phrase; `form` is 0 for the base, 1 past, 2 -ing, 3 third person."""
        base, past, item = self.rng.choice(self.words.phrases)
        verb = (base, past, verb_ing(base), verb_s(base))[form]
        if self.rng.random() < 0.06:
            item = self.fill(self.rng.choice(["the {noun}", "my {noun}", "a {adj} {noun}", "some {nouns}"]))
            if form < 2:
                self.rng.choice(self.words.verbs)  # unused, but the shipped model's text was drawn with it
        return f"{verb} {item}".strip()
