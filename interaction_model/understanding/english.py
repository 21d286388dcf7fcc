"""The grammar of English: tense, person, days, lists and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from interaction_model.understanding.grammar import Act

_VOWELS = "aeiou"
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PERSON = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "i've": "you've",
    "i'd": "you'd", "i'll": "you'll", "am": "are",
}  # fmt: skip
_SEPARATOR = re.compile(
    r"((?:\s*,\s*|\s+)(?:and then|then|and also|also|plus|and)\s+(?:i\s+(?:also\s+|then\s+|even\s+)?)?"
    r"|\s*,\s*(?:i\s+)?)",
    re.I,
)
_WHOLE_AFTER_ALL = re.compile(r"\b(?:want|wanted|have|had|need|needed|like|used|supposed|going|able) to$", re.I)
"""What ends in 'to' and is no fragment: 'even though i didn't want to'."""
_FEELING = re.compile(r"^(?:it |now |i |i'm |am )*(?:feeling|felt|feel|feels)\s+(?P<feeling>.+)$", re.I)
_PUNCTUATION = re.compile(r"[.!?;:\"()\u2026\u201c\u201d\x00-\x1f]|\s,")
_I_HAVE = re.compile(r"\bi've\b", re.I)
_PERFECT = re.compile(r"^have\s+(?:just\s+|already\s+|now\s+|finally\s+)*(?P<verb>\w+)", re.I)
_MADE_MYSELF = re.compile(r"^made myself\b", re.I)
_SUBJECT = re.compile(r"^i\s+", re.I)


def regular_past(base: str) -> str:
    """The past tense by the plain rule: walk -> walked, bake -> baked, tidy -> tidied."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def regular_gerund(base: str) -> str:
    """The -ing form by the plain rule: walk -> walking, bake -> baking."""
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + "ing"


@dataclass(frozen=True)
class Verbs:
    """The verbs that the plain rule gets wrong; `build_verbs` makes the table."""

    past_of: Mapping[str, str]
    """Base to past tense."""

    base_of_gerund: Mapping[str, str]
    """-ing form to base, where the plain rule would miss it."""

    base_of_participle: Mapping[str, str]
    """Irregular participle to base: eaten -> eat."""

    pasts: frozenset[str]
    """Every irregular past tense."""

    bases: frozenset[str]
    """Every base in the table."""

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Verbs:
        """Read the lines of verbs.tsv: base, past, participle, gerund, with '/' between variants."""
        rows = [line.split("\t") for line in lines if line.strip()]
        return cls(
            past_of={base: past.split("/")[0] for base, past, _, _ in rows},
            base_of_gerund={form: base for base, _, _, gerunds in rows for form in gerunds.strip().split("/")},
            base_of_participle={form: base for base, _, forms, _ in rows for form in forms.split("/")},
            pasts=frozenset(form for _, past, _, _ in rows for form in past.split("/")),
            bases=frozenset(base for base, _, _, _ in rows),
        )

    def past(self, base: str) -> str:
        """The past tense of a verb."""
        return self.past_of.get(base) or regular_past(base)

    def is_past(self, word: str) -> bool:
        """Whether the word can be a verb in the past tense."""
        return word in self.pasts or (word.endswith("ed") and word not in self.bases)


@dataclass(frozen=True)
class English:
    """The grammar of English over its word lists (words.yaml) and verbs (verbs.tsv)."""

    words: Mapping[str, Any]
    verbs: Verbs

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        return _compile(rf"^(?:(?:{_any(self._edges)})[\s,]+)+")

    @cached_property
    def _trailing(self) -> re.Pattern[str]:
        return _compile(rf"(?:[\s,]+(?:{_any([*self._edges, *self.words['trailing']])}))+$")

    @cached_property
    def _days(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        days = _any(self.words["days"])
        return _compile(rf"^(?P<day>{days})\b[\s,]*"), _compile(rf"[\s,]+(?P<day>{days})$")

    @cached_property
    def _attempt(self) -> re.Pattern[str]:
        return _compile(rf"^(?:{_any(self.words['attempts'])})\s+")

    @cached_property
    def _not_act(self) -> re.Pattern[str]:
        return _compile(rf"^(?:{_any(self.words['not_acts'])})\b")

    @cached_property
    def _no_verb(self) -> re.Pattern[str]:
        return _compile(rf"^(?:{_any(self.words['no_verbs'])})\b")

    @cached_property
    def _incomplete(self) -> re.Pattern[str]:
        return _compile(rf"\b(?:{_any(self.words['incomplete'])})$")

    @property
    def _edges(self) -> list[str]:
        return [*self.words["fillers"], *self.words["hedges"]]

    def trim(self, text: str) -> str:
        text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        text = " ".join(_PUNCTUATION.sub(" ", text).split()).strip(" ,-")
        text = _I_HAVE.sub("i have", text)
        return self._trailing.sub("", self._leading.sub("", text)).strip(" ,")

    def find_day(self, text: str) -> tuple[str, int | None]:
        for pattern in self._days:
            if found := pattern.search(text):
                rest = text[: found.start()] + text[found.end() :]
                return rest.strip(" ,"), self.words["days"][found["day"].lower()]
        return text, None

    def find_acts(self, text: str, *, infinitive: bool = False) -> tuple[Act, ...]:
        acts: list[Act] = []
        pieces = _SEPARATOR.split(text)
        separators = ["", *pieces[1::2]]
        for separator, piece in zip(separators, pieces[::2], strict=True):
            if acts and (feeling := _FEELING.match(piece)):
                acts = [replace(act, feeling=self.trim(feeling["feeling"])) for act in acts]
            elif act := self._read_act(piece, infinitive=infinitive and not acts):
                acts.append(act)
            elif acts and not self._is_clause(separator, piece):
                acts[-1] = replace(acts[-1], what=acts[-1].what + separator + piece)
            elif not acts:
                return ()
        return tuple(acts)

    def _is_clause(self, separator: str, piece: str) -> bool:
        """Whether a piece says something of its own, and is no object joined to the act before it."""
        first = piece.partition(" ")[0].lower()
        return separator.lower().split()[-1:] == ["i"] or first in self.words["clauses"] or self.verbs.is_past(first)

    def _read_act(self, piece: str, *, infinitive: bool) -> Act | None:
        phrase, day = self.find_day(_SUBJECT.sub("", self.trim(piece)))
        phrase = self.trim(_SUBJECT.sub("", self.trim(phrase)))
        phrase, attempted = self._finite(phrase)
        cut_off = self._incomplete.search(phrase) and not _WHOLE_AFTER_ALL.search(phrase)
        if not phrase or cut_off or self._no_verb.search(phrase):
            return None
        verb, _, rest = phrase.partition(" ")
        if attempted or (infinitive and not self.verbs.is_past(verb.lower())):
            verb = self.verbs.past(verb.lower())
        elif not self.verbs.is_past(verb.lower()):
            return None
        what = f"{verb} {rest}".strip()
        what = what.lower() if what.isupper() else what[0].lower() + what[1:]
        return None if self._not_act.search(what) else Act(what, day)

    def _finite(self, phrase: str) -> tuple[str, bool]:
        """The phrase without 'managed to' (True: it now begins with a bare verb), and without 'have' of the perfect."""
        if perfect := _PERFECT.match(phrase):
            base = self.verbs.base_of_participle.get(perfect["verb"].lower())
            if base or perfect["verb"].lower().endswith("ed"):
                past = self.verbs.past(base) if base else perfect["verb"]
                return f"{past}{phrase[perfect.end() :]}", False
        rest, attempted = self._attempt.subn("", phrase)
        if attempted and _MADE_MYSELF.match(phrase) and rest.partition(" ")[0].lower() not in self.verbs.bases:
            return phrase, False  # "made myself lunch" is no attempt at lunching
        return rest, bool(attempted)

    def begins_with_act(self, text: str) -> bool:
        verb, _, rest = text.lower().partition(" ")
        question = rest.startswith(("i ", "you ", "we "))
        return self.verbs.is_past(verb) and verb not in self.verbs.bases and not question

    def second_person(self, phrase: str) -> str:
        said = " ".join(_PERSON.get(word.lower(), word) for word in phrase.split())
        return re.sub(r"\byou was\b", "you were", said)

    def join(self, phrases: Sequence[str]) -> str:
        if len(phrases) < 2:
            return "".join(phrases)
        return f"{', '.join(phrases[:-1])} and {phrases[-1]}"

    def number(self, count: int) -> str:
        return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any(choices: Iterable[str]) -> str:
    return "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True))


def load_grammar(folder: Path, words: Mapping[str, Any]) -> English:
    """The grammar, from the language's folder and its words."""
    return English(words, Verbs.from_lines((folder / "verbs.tsv").read_text(encoding="utf-8").splitlines()))
