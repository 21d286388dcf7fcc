"""The grammar of an invented language: a verb in the past ends in '-is', 'kaj' joins, 'mia' is my, 'via' is your."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from interaction_model.understanding.grammar import Act, Cue, Plan


class PseudoGrammar:
    def standard(self, text: str) -> str:
        return text

    def trim(self, text: str) -> str:
        return " ".join(text.strip(" .").split())

    def find_day(self, text: str, today: date | None = None) -> tuple[str, int | None]:
        del today
        return (text.removeprefix("hierau "), -1) if text.startswith("hierau ") else (text, None)

    def find_acts(self, text: str, *, infinitive: bool = False, today: date | None = None) -> tuple[Act, ...]:
        del infinitive, today
        pieces = text.split(" kaj ")
        return tuple(Act(piece) for piece in pieces) if all(self.begins_with_act(piece) for piece in pieces) else ()

    def begins_with_act(self, text: str) -> bool:
        return text.partition(" ")[0].endswith("is")

    def breaks_off(self, text: str) -> bool:
        del text
        return False

    def find_time(self, text: str, now: datetime) -> datetime | None:
        del text, now
        return None

    def find_past_days(self, text: str, today: date) -> tuple[date, date] | None:
        yesterday = today - timedelta(days=1)
        return (yesterday, yesterday) if text.startswith("hierau") else None

    def find_minutes(self, text: str) -> int | None:
        return self.find_number(text)

    def find_number(self, text: str) -> int | None:
        return text.count("#") or None

    def find_digits(self, text: str, count: int, *, awaited: bool = False) -> tuple[str, str]:
        del count, awaited
        found = "".join(sign for sign in text if sign.isdecimal())
        return found, " ".join(word for word in text.split() if not word.isdecimal())

    def base(self, word: str) -> str:
        return word.removesuffix("is")

    def bare(self, phrase: str) -> str:
        first, space, rest = phrase.partition(" ")
        return first.removesuffix("is") + space + rest

    def told(self, words: str) -> str | None:
        return words if self.begins_with_act(words) else None

    def second_person(self, phrase: str) -> str:
        return phrase.replace("mia", "via")

    def felt(self, feeling: str) -> str | None:
        return feeling

    def join(self, phrases: Sequence[str]) -> str:
        return " kaj ".join(phrases)

    def number(self, count: int) -> str:
        return "#" * count

    def near_clock(self, hour: int, minute: int) -> str:
        return f"{hour}:{minute:02}"

    def date(self, day: date) -> str:
        return day.isoformat()

    def find_plan(self, text: str, now: datetime) -> Plan:
        del now
        cue, _, action = text.rpartition(" mi volas ")
        return Plan(Cue(cue), action)

    def as_cue(self, routine: str) -> str:
        return f"post {routine}"

    def clock(self, hour: int, minute: int) -> str:
        return f"{'#' * hour}:{'#' * minute}"


def load_grammar(folder: Path, words: Mapping[str, Any]) -> PseudoGrammar:
    del folder, words
    return PseudoGrammar()
