"""The safety screen: it reads every text that came from a person, before anything else does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from interaction_model.understanding.linear import LinearModel
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.templates import CANCELLED, NeedsIndex, Rules, Template, compile_template

Level = Literal["none", "concern", "crisis"]
_TEMPLATE_WORD = re.compile(r"<\w+>|[\w']+")


@dataclass(frozen=True, slots=True)
class Screening:
    """What the screen found."""

    level: Level = "none"
    """'none', 'concern' or 'crisis'."""

    category: str = ""
    """The category of the matched phrase, such as 'suicide_active'; empty for 'none'."""

    reply: str = ""
    """The key of the fixed reply for it; empty for 'none'."""


WIDENED = "widened"
"""The category of what no phrase knew and the model alone found."""
WITH_CARE = "win_with_care"
"""The category of a win that needs care, such as a day got through unharmed."""
EVERYDAY, DOUBTFUL = "none", "concern"
"""Labels of the model; every other one is the key of a crisis reply."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How likely it must be, from 0 to 1, that a text that no phrase knew is one; chosen on rows of other readers."""

    crisis: float = 0.63
    crisis_over_concern: float = 0.95
    """The same where a phrase knew the text and called it a concern."""
    concern: float = 0.85
    window_words: int = 24
    """A long text is read in pieces of so many words, each overlapping the next by half."""


BOUNDS = Bounds()
FEWEST_WORDS = 3
"""One or two words that no phrase knows are no cry for help."""

CLEAR = Screening()
_GRAVITY: dict[Level, int] = {"none": 0, "concern": 1, "crisis": 2}


@dataclass(frozen=True)
class Screen:
    """The safety phrases of one language, ready to read texts."""

    contractions: Contractions
    guards: tuple[tuple[Screening, Template], ...]
    """What takes its words out of a text, and the least that the text is then called."""
    phrases: tuple[tuple[Screening, Template], ...]
    """Crisis before concern, else in the order of the file."""
    guard_index: NeedsIndex
    phrase_index: NeedsIndex
    answers: tuple[tuple[str, Template], ...] = ()
    """What a whole text says in answer to a reply to a disclosure, by name; the first that fits counts."""
    model: LinearModel | None = None
    """It can make a finding graver, never lighter."""

    @classmethod
    def from_data(
        cls, files: Iterable[Mapping[str, Any]], contractions: Contractions, model: LinearModel | None = None
    ) -> Screen:
        """Merge the parsed files of `<language>/safety/screen/`."""
        data = _merged(files)

        def written_out(template: str) -> str:
            return _TEMPLATE_WORD.sub(
                lambda word: word[0] if word[0][0] == "<" else contractions.expand(word[0]), template
            )

        named = {name: written_out(text) for name, text in data["expansion_rules"].items()}
        rules = Rules.parse(named, data["breaks"])

        def compiled(texts: Iterable[str], found: Screening) -> list[tuple[Screening, Template]]:
            return [(found, compile_template(written_out(text), rules)) for text in texts]

        guards = compiled(data["guards"], CLEAR)
        phrases: list[tuple[Screening, Template]] = []
        places = {name: place for place, name in enumerate(data["order"])}
        for category in sorted(data["categories"], key=lambda category: places.get(category["name"], len(places))):
            found = Screening(category["level"], category["name"], category["reply"])
            (guards if category.get("guard") else phrases).extend(compiled(category["phrases"], found))
        phrases.sort(key=lambda phrase: -_GRAVITY[phrase[0].level])
        guard_index, phrase_index = (
            NeedsIndex.of(template.needs for _, template in listed) for listed in (guards, phrases)
        )
        answers = tuple(
            (answer["name"], compile_template(written_out(text), rules))
            for answer in data["answers"]
            for text in answer["phrases"]
        )
        return cls(contractions, tuple(guards), tuple(phrases), guard_index, phrase_index, answers, model)

    def read(self, text: str) -> Screening:
        """Screen one text. A guard cancels the words that it matches, never the whole text."""
        line, least = self.guarded(text)
        present, found = line.split(), least
        for screening, template in (self.phrases[place] for place in self.phrase_index.candidates(present)):
            if template.pattern.search(line):
                found = _graver(screening, least)
                break
        if found.level == "crisis":
            return found
        bound = BOUNDS.crisis if found.level == "none" else BOUNDS.crisis_over_concern
        return _graver(found, self._widened(line.split(), bound))

    def guarded(self, text: str) -> tuple[str, Screening]:
        """The plain words that the guards leave, each followed by a space; and the least the text is then called."""
        words = self.contractions.plain(text)
        line, least = words + " ", CLEAR
        for screening, guard in (self.guards[place] for place in self.guard_index.candidates(words.split())):
            line, times = guard.pattern.subn(CANCELLED, line)
            least = _graver(least, screening) if times else least
        return line, least

    def answer(self, text: str) -> str:
        """What the whole of a text says in answer to a reply to a disclosure; '' for none of it."""
        line, _ = self.guarded(text)
        return next((name for name, template in self.answers if template.pattern.fullmatch(line)), "")

    def warm_up(self) -> None:
        """Compile every template now."""
        for _, template in (*self.guards, *self.phrases, *self.answers):
            template.pattern.search("")

    def _widened(self, words: Sequence[str], bound: float) -> Screening:
        if self.model is None or len(words) < FEWEST_WORDS:
            return CLEAR
        readings = (self._likely(window, bound) for window in _windows(words))
        return max(readings, key=lambda found: _GRAVITY[found.level])

    def _likely(self, words: Sequence[str], bound: float) -> Screening:
        likely = dict(self.model.probabilities(words)) if self.model else {}
        everyday, doubtful = likely.pop(EVERYDAY, 1.0), likely.pop(DOUBTFUL, 0.0)
        if 1.0 - everyday - doubtful >= bound:
            return Screening("crisis", WIDENED, max(likely, key=lambda reply: likely[reply]))
        return Screening("concern", WIDENED, "heavy") if 1.0 - everyday >= BOUNDS.concern else CLEAR

    def read_all(self, texts: Iterable[str]) -> Screening:
        """Screen several texts of one request; the gravest finding stands for all."""
        return max((self.read(text) for text in texts), key=lambda found: _GRAVITY[found.level], default=CLEAR)


def _merged(files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {"order": [], "breaks": [], "expansion_rules": {}, "categories": [], "guards": []}
    merged["answers"] = []
    for data in files:
        for key, content in data.items():
            merged[key] = {**merged[key], **content} if isinstance(content, dict) else [*merged[key], *content]
    return merged


def _graver(one: Screening, other: Screening) -> Screening:
    return other if _GRAVITY[other.level] > _GRAVITY[one.level] else one


def _windows(words: Sequence[str]) -> Iterator[Sequence[str]]:
    size = BOUNDS.window_words
    for start in range(0, max(1, len(words) - size // 2), size // 2):
        yield words[start : start + size]
