"""What the understanding and the replies need to know of a language's grammar: one file a language implements it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Act:
    """One act that a person named."""

    what: str
    """The act in their own words: past tense, without its subject, 'my' kept."""

    day_offset: int | None = None
    """0 for today, -1 for yesterday or last night; None when it was not said."""

    feeling: str | None = None
    """How it felt afterwards, in their words."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What starts a plan."""

    text: str = ""
    """In their own words, 'after my coffee' or 'every day at two'; '' where none was said."""

    at: datetime | None = None
    """The moment that it names; of one that comes again only its clock time counts. None for an event."""

    repeats: str = ""
    """'once', 'daily', 'weekdays', or days joined by commas ('mon,thu'); '' where it was not said."""

    named_clock: bool = False
    """Whether a clock time was said, and no part of a day alone."""

    exact: bool = False
    """Whether it was said with its half of the day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person means to do."""

    cue: Cue
    action: str
    """A bare verb first, in their words; '' where none was said."""

    reward: str = ""


class Grammar(Protocol):
    """The grammar of one language."""

    def standard(self, text: str) -> str:
        """The text in the words that the replies use, where people say it in a dialect: 'me bed' -> 'my bed'."""
        ...

    def trim(self, text: str) -> str:
        """The text without fillers at its ends, punctuation and doubled spaces; letter case stays."""
        ...

    def find_day(self, text: str, today: date | None = None) -> tuple[str, int | None]:
        """The text without a leading or trailing day, and that day's offset.

        None when none is named, or when it is a weekday and `today`, the person's own day, is not given.
        """
        ...

    def find_acts(self, text: str, *, infinitive: bool = False, today: date | None = None) -> tuple[Act, ...]:
        """The acts in a whole text, or in what follows its subject; empty when it is no report of own acts.

        `infinitive`: the text may begin with another form of a verb ('get out of bed'), which is put in the past tense.
        `today` is the person's own day, by which weekdays are told.
        """
        ...

    def begins_with_act(self, text: str) -> bool:
        """Whether a text that fits no sentence surely tells of an act ('had breakfast')."""
        ...

    def breaks_off(self, text: str) -> bool:
        """Whether a line breaks off in the middle: 'i made the'."""
        ...

    def find_time(self, text: str, now: datetime) -> datetime | None:
        """The moment to come that a text names ("at six", "on saturday"); `now` is aware and in the person's zone."""
        ...

    def find_past_days(self, text: str, today: date) -> tuple[date, date] | None:
        """The first and the last of the days up to `today`, the person's own, that a text names ("last tuesday",
        "on the third", "the first week of march"); None when it names none.
        """
        ...

    def find_minutes(self, text: str) -> int | None:
        """The first length of time in a text, in whole minutes: 'half an hour' is 30."""
        ...

    def find_number(self, text: str) -> int | None:
        """The first number from 0 to 100 in a text, in words or digits."""
        ...

    def find_digits(self, text: str, count: int, *, awaited: bool = False) -> tuple[str, str]:
        """The longest row of digits that are said one by one in a text, and the text without it: 'my code is four
        double two' -> '422'. What only sounds like a digit is none where there are more than `count`, and where
        there is nothing else, unless digits are `awaited`.
        """
        ...

    def base(self, word: str) -> str:
        """The base form of one word: 'walked', 'walking', 'walks' -> 'walk', 'shops' -> 'shop'."""
        ...

    def bare(self, phrase: str) -> str:
        """An act with its verb as it is told to do it: 'fed the cat', 'feeding the cat' -> 'feed the cat'."""
        ...

    def told(self, words: str) -> str | None:
        """An act that was named in any form, as it is told of: 'text mum' -> 'texted mum'; None for a bare noun."""
        ...

    def second_person(self, phrase: str) -> str:
        """The phrase said back to the person: 'brushed my teeth' -> 'brushed your teeth'."""
        ...

    def felt(self, feeling: str) -> str | None:
        """How it can be said after 'and': 'good' -> 'it felt good'; None where a feeling was told in another way."""
        ...

    def join(self, phrases: Sequence[str]) -> str:
        """'a', 'a and b', 'a, b and c'."""
        ...

    def number(self, count: int) -> str:
        """The number as it is said, in words where people use words."""
        ...

    def near_clock(self, hour: int, minute: int) -> str:
        """A time of day as it is said, to five minutes: 11, 12 -> 'ten past eleven'."""
        ...

    def date(self, day: date) -> str:
        """A day as it is said: 'the third of March'."""
        ...

    def find_plan(self, text: str, now: datetime) -> Plan:
        """The plan in a text, also where it is a cue or an action alone; `now` is aware and in the person's zone."""
        ...

    def as_cue(self, routine: str) -> str:
        """What a person does anyway, as the cue of something else: 'i make tea' -> 'after i make tea'."""
        ...

    def clock(self, hour: int, minute: int) -> str:
        """A time of the day as it is said: 'nine', 'two thirty'."""
        ...
