"""Writes the templates of a language out for the engines that can't read them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hassil import parse_sentence

from benchmarks.understanding.knowledge import Group, Knowledge
from interaction_model.alexa.samples import read_sentences, samples_of_templates

ANY_NUMBER_OF_SLOTS = 9
_LIST_AND_SLOT = re.compile(r"\{(\w+):\w+\}")


def write_out(folder: Path, most: int, examples: Iterable[Mapping[str, str]] = ()) -> Knowledge:
    """The knowledge in `<language>/sentences/`; of each template at most so many wordings, the most telling first.

    Examples are more wordings, each with its utterance, intent and context.
    """
    sentences = read_sentences(folder)
    rules = {name: parse_sentence(_by_list(text)) for name, text in sentences["expansion_rules"].items()}
    found: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for intent, block in ((name, block) for name, data in sentences["intents"].items() for block in data["data"]):
        contexts = tuple(block.get("metadata", {}).get("context", ()))
        for template in block["sentences"]:
            samples = samples_of_templates([_by_list(template)], rules, most_slots=ANY_NUMBER_OF_SLOTS)
            found[intent, contexts] += samples[:most]
    for row in examples:
        found[row["intent"], () if row["context"] == "any" else (row["context"],)].append(row["utterance"])
    groups = [
        Group(f"group{number}", intent, contexts, tuple(dict.fromkeys(wordings)))
        for number, ((intent, contexts), wordings) in enumerate(found.items())
    ]
    return Knowledge(sentences, groups, dict(_values(sentences["lists"])))


def _by_list(template: str) -> str:
    """`{clock:cue}` as `{clock}`: the peers name a slot after its values."""
    return _LIST_AND_SLOT.sub(r"{\1}", template)


def _values(lists: Mapping[str, Mapping[str, Any]]) -> Mapping[str, list[str]]:
    """The texts of each list that is no wildcard; hassil's lists hold texts, or mappings with `in` and `out`."""
    return {
        name: [str(value["in"]) if isinstance(value, Mapping) else str(value) for value in data["values"]]
        for name, data in lists.items()
        if "values" in data
    }
