"""The sentences of a language as Alexa's sample utterances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from hassil import Sentence, merge_dict, parse_sentence

from interaction_model.alexa.expand import Wording, expand
from interaction_model.alexa.names import intent_name_of

MOST_SAMPLES = 800
"""Of one intent: beyond about this many, others saw builds fail (kanzi issues 90 and 139)."""

SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class SampleSet:
    """The samples of all intents. No sample stands twice, whatever its letter case and the names of its slots."""

    by_intent: dict[str, list[str]] = field(default_factory=dict)
    """Name at Amazon -> samples, in the order in which they were added."""

    _taken: set[str] = field(default_factory=set)

    def add(self, intent_name: str, samples: Iterable[str]) -> None:
        """Add what is not taken yet and fits into one intent; the first intent that asks for a sample has it."""
        mine = self.by_intent.setdefault(intent_name, [])
        for sample in samples:
            key = same_sample(sample)
            if key not in self._taken and len(mine) < MOST_SAMPLES:
                self._taken.add(key)
                mine.append(sample)


def same_sample(sample: str) -> str:
    """What two samples have in common that Amazon takes for the same."""
    return SLOT.sub("{}", sample.casefold())


def read_sentences(folder: Path) -> Mapping[str, Any]:
    """The merged files of `<language>/sentences/`."""
    merged: dict[str, Any] = {"intents": {}, "lists": {}, "expansion_rules": {}}
    for path in sorted(folder.glob("*.yaml")):
        merge_dict(merged, yaml.safe_load(path.read_text(encoding="utf-8")))
    return merged


def samples_of_sentences(sentences: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Name at Amazon and samples of each intent of `read_sentences`."""
    rules = {name: parse_sentence(text) for name, text in sentences["expansion_rules"].items()}
    for label, intent in sentences["intents"].items():
        name = intent_name_of(label)
        templates = [text for block in intent["data"] for text in block["sentences"]]
        slots = 0 if name.startswith("AMAZON.") else 1  # Amazon's own intents take none, a phrase stands alone
        yield name, samples_of_templates(templates, rules, most_slots=slots)


def samples_of_templates(
    templates: Sequence[str], rules: Mapping[str, Sentence] | None = None, *, most_slots: int = 0
) -> list[str]:
    """Samples of some templates: first those that show a new pair of neighbouring words, then the plainest."""
    wordings = sorted(wording for text in templates for wording in expand(parse_sentence(text), rules or {}))
    fitting = [wording for wording in wordings if len(SLOT.findall(wording.text)) <= most_slots]
    return list(dict.fromkeys([*_covering(fitting), *(wording.text for wording in fitting)]))[:MOST_SAMPLES]


def _covering(wordings: Iterable[Wording]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for wording in wordings:
        pairs = set(pairwise(["", *wording.text.split(), ""]))
        if not pairs <= seen:
            seen |= pairs
            yield wording.text
