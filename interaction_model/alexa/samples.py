"""The sentences of a language as Alexa's sample utterances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import yaml
from hassil import Sentence, merge_dict, parse_sentence

from interaction_model.alexa.expand import Expander, Wording

MOST_SAMPLES = 800
"""Of one intent: beyond about this many, others saw builds fail (kanzi issues 90 and 139)."""

SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class SampleSet:
    """The samples of all intents. No sample stands twice, whatever its letter case and the names of its slots."""

    by_intent: dict[str, list[str]] = field(default_factory=dict)
    """Name at Amazon -> samples, in the order in which they were added."""

    _taken: set[str] = field(default_factory=set)

    def add(self, intent_name: str, samples: Iterable[str], most: int = MOST_SAMPLES) -> None:
        """Add what is not taken yet and fits into one intent; the first intent that asks for a sample has it."""
        mine = self.by_intent.setdefault(intent_name, [])
        for sample in samples:
            if len(mine) < most and self.take(sample):
                mine.append(sample)

    def add_spread(self, intent_name: str, samples: Iterable[str], most_slots: int) -> None:
        """Add samples with a slot each, over as many intents as it takes: 'SayIntent', 'SayBIntent', ...

        Amazon names every slot of an intent in each request, filled or not.
        """
        new = [sample for sample in samples if self.take(sample)][: self._room(intent_name)]
        for name in spread_names(intent_name):
            there = self.by_intent.get(name, [])
            fitting, new = new[: most_slots - len(there)], new[most_slots - len(there) :]
            if fitting:
                self.by_intent[name] = [*there, *fitting]

    def _room(self, intent_name: str) -> int:
        return MOST_SAMPLES - sum(len(self.by_intent.get(name, ())) for name in spread_names(intent_name))

    def take(self, line: str) -> bool:
        """Mark a line as taken; false if it was."""
        key = same_sample(line)
        is_new = key not in self._taken
        self._taken.add(key)
        return is_new


def spread_names(intent_name: str) -> list[str]:
    """The intents that one is spread over, in their order."""
    stem = intent_name.removesuffix("Intent")
    return [f"{stem}{letter}Intent" for letter in ("", *ascii_uppercase[1:])]


def same_sample(sample: str) -> str:
    """What two samples have in common that Amazon takes for the same."""
    return SLOT.sub("{}", sample.casefold())


def read_sentences(folder: Path) -> Mapping[str, Any]:
    """The merged files of `<language>/sentences/`."""
    merged: dict[str, Any] = {"intents": {}, "lists": {}, "expansion_rules": {}}
    for path in sorted(folder.glob("*.yaml")):
        merge_dict(merged, yaml.safe_load(path.read_text(encoding="utf-8")))
    return merged


def samples_of_templates(
    templates: Sequence[str], rules: Mapping[str, Sentence] | None = None, *, most_slots: int = 0
) -> list[str]:
    """Samples of some templates: first those that show a new pair of neighbouring words, then the plainest."""
    expander = Expander(rules or {})
    wordings = (wording for text in templates for wording in expander.expand(parse_sentence(text)))
    return most_telling(wording for wording in wordings if len(SLOT.findall(wording.text)) <= most_slots)


def most_telling(wordings: Iterable[Wording], most: int = MOST_SAMPLES) -> list[str]:
    """The texts of so many wordings: first those that show a new pair of neighbouring words, then the plainest."""
    in_order = sorted(wordings)
    return list(dict.fromkeys([*_covering(in_order), *(wording.text for wording in in_order)]))[:most]


def _covering(wordings: Iterable[Wording]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for wording in wordings:
        pairs = set(pairwise(["", *wording.text.split(), ""]))
        if not pairs <= seen:
            seen |= pairs
            yield wording.text
