"""What the grammar of English knows of words: words.yaml, verbs.tsv and the frames of log_win.yaml, ready to use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interaction_model.understanding.english.phrases import Phrases
from interaction_model.understanding.english.verbs import Verbs

_WIN = re.compile(r"\s*\{win\}$")


@dataclass(frozen=True)
class Lexicon:
    """Words by their class, phrases by what they do, and verbs."""

    verbs: Verbs
    classes: Mapping[str, frozenset[str]]
    """Words of one kind, such as determiner or subordinator."""

    phrases: Mapping[str, Phrases]
    """Phrases of one kind, such as filler or frame."""

    sounds_like: Mapping[str, str]
    """What a recogniser writes, to the verb that was said: 'maid' -> 'made'."""

    dialect: Mapping[str, str]
    """'oot' -> 'out'."""

    @classmethod
    def load(cls, folder: Path, words: Mapping[str, Any]) -> Lexicon:
        """From a language's folder and its words.yaml."""
        english = words["english"]
        rules, carriers = _sentences(folder)
        rules.update(english["rules"])
        lists: dict[str, Any] = {**english["phrases"], "day": words["days"]}
        lists["lead"] = [*words["fillers"], *lists["edge"]]
        lists["tail"] = [*lists["edge"], *lists["tail"]]
        lists["filler"] = words["fillers"]
        lists["frame"] = {text.removeprefix("i "): form for text, form in carriers if form}
        lists["opening"] = [*lists["opening"], *(text for text, form in carriers if not form)]
        table = (folder / "verbs.tsv").read_text(encoding="utf-8").splitlines()
        return cls(
            Verbs.from_lines(table, english["more_verbs"], english["not_pasts"]),
            {kind: frozenset(str(listed).split()) for kind, listed in english["classes"].items()},
            {kind: Phrases.from_templates(listed, rules) for kind, listed in lists.items()},
            english["sounds_like"],
            english["dialect"],
        )

    def is_(self, kind: str, word: str) -> bool:
        """Whether the word is of that class."""
        return word in self.classes[kind]

    def is_past(self, word: str) -> bool:
        """Whether the word can be a verb in the past tense."""
        return self.verbs.is_past(word)

    def begins(self, kind: str, words: Sequence[str], start: int = 0) -> int:
        """How many words the longest phrase of that kind takes at `start`; 0 when there is none."""
        found = self.phrases[kind].at(words, start)
        return found.end - start if found else 0

    def has(self, kind: str, words: Sequence[str]) -> bool:
        """Whether a phrase of that kind stands anywhere in the words."""
        return self.phrases[kind].find(words) is not None


def _sentences(folder: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The rules of the sentences, and what people say before the act, each with the form of the verb behind it."""
    # Imported here, as in language.py: a turn that finds the cache needs no YAML.
    import yaml

    shared = yaml.safe_load((folder / "sentences" / "_shared.yaml").read_text(encoding="utf-8"))
    told = yaml.safe_load((folder / "sentences" / "log_win.yaml").read_text(encoding="utf-8"))
    carriers = [
        (_WIN.sub("", template), str(block.get("metadata", {}).get("form", "")))
        for block in told["intents"]["log_win"]["data"]
        for template in block["sentences"]
    ]
    rules = {**shared["expansion_rules"], **told.get("expansion_rules", {})}
    return rules, [(text, form) for text, form in carriers if text not in {"", "i"}]
