"""The grammar of English: tense, person, days, lists and numbers, over the word lists of words.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from interaction_model.understanding.english import digits, forms, past, person, spoken, times
from interaction_model.understanding.english.days import Days
from interaction_model.understanding.english.dialect import Dialect
from interaction_model.understanding.english.endings import Endings
from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.plans import Plans
from interaction_model.understanding.english.report import Report
from interaction_model.understanding.grammar import Act, Plan

_PUNCTUATION = re.compile(r"[.!?;:\"()\u2026\u201c\u201d\x00-\x1f]|\s,")
_I_HAVE = re.compile(r"^i've\b", re.I)


@dataclass(frozen=True)
class English:
    """Implements `Grammar`."""

    lexicon: Lexicon
    days: Days
    report: Report

    def standard(self, text: str) -> str:
        return Dialect(self.lexicon).standard(text)

    def trim(self, text: str) -> str:
        text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        words = " ".join(_PUNCTUATION.sub(" ", text).split()).strip(" ,-").split(" ")
        plain = [word.lower().strip(",") for word in words]
        start, end = 0, len(words)
        while taken := self.lexicon.begins("lead", plain[:end], start):
            start += taken
        while found := self.lexicon.phrases["tail"].ends(["", *plain[start:end]]):
            end = start + found.start - 1
        return _I_HAVE.sub("i have", " ".join(words[start:end])).strip(" ,")

    def find_day(self, text: str, today: date | None = None) -> tuple[str, int | None]:
        words = text.replace(",", " ,").split()
        left, offset = self.days.take_ends([word.lower() for word in words], today)
        if len(left) == len(words):
            return text, None
        if self.report.repairs.is_open(left):
            return text, None  # "on monday sorry tuesday ...": what is meant is still to be told
        at_start = [word.lower() for word in words[: len(left)]] != left
        kept = words[len(words) - len(left) :] if at_start else words[: len(left)]
        return " ".join(kept).replace(" ,", ",").strip(" ,"), offset

    def find_acts(self, text: str, *, infinitive: bool = False, today: date | None = None) -> tuple[Act, ...]:
        return self.report.read(text, infinitive=infinitive, today=today)

    def begins_with_act(self, text: str) -> bool:
        return bool(self.report.read(text))

    def breaks_off(self, text: str) -> bool:
        return Endings(self.lexicon).breaks_off(text)

    def find_time(self, text: str, now: datetime) -> datetime | None:
        return times.find_time(text, now)

    def find_past_days(self, text: str, today: date) -> tuple[date, date] | None:
        return past.find_past_days(text, today)

    def find_minutes(self, text: str) -> int | None:
        return times.find_minutes(text)

    def find_number(self, text: str) -> int | None:
        return times.find_number(text)

    def find_digits(self, text: str, count: int, *, awaited: bool = False) -> tuple[str, str]:
        return digits.find_digits(text, count, awaited=awaited)

    def base(self, word: str) -> str:
        return self.lexicon.verbs.base(word)

    def bare(self, phrase: str) -> str:
        return forms.bare(phrase, self.lexicon.verbs)

    def told(self, words: str) -> str | None:
        acts = self.find_acts(words, infinitive=True) if forms.may_begin_act(words, self.lexicon) else ()
        return acts[0].what if len(acts) == 1 else forms.told(words, self.lexicon)

    def second_person(self, phrase: str) -> str:
        return person.second_person(phrase)

    def felt(self, feeling: str) -> str | None:
        return person.felt(feeling, self.lexicon.classes["of_people"])

    def join(self, phrases: Sequence[str]) -> str:
        return person.join(phrases)

    def number(self, count: int) -> str:
        return person.number(count)

    def near_clock(self, hour: int, minute: int) -> str:
        return spoken.clock(hour, minute)

    def date(self, day: date) -> str:
        return spoken.date_(day)

    def find_plan(self, text: str, now: datetime) -> Plan:
        return Plans(self.lexicon.verbs).find_plan(self.standard(text), now)

    def as_cue(self, routine: str) -> str:
        return Plans(self.lexicon.verbs).as_cue(self.standard(routine))

    def clock(self, hour: int, minute: int) -> str:
        return times.say_clock(hour, minute)


def load_grammar(folder: Path, words: Mapping[str, Any]) -> English:
    """The grammar, from the language's folder and its words."""
    lexicon = Lexicon.load(folder, words)
    days = Days(lexicon)
    return English(lexicon, days, Report.of(lexicon, days))
