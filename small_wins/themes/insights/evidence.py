"""How much has to be kept before a pattern is said, and how far back it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Evidence:
    """The least that a pattern needs. Below it the answer is that nothing can be told yet."""

    days_back: int = 90
    """A season. What went with what a year ago says little of now, and nobody could check it from memory."""

    most_wins: int = 1000
    """Over ten a day for all of that time; more would cost a noticeable wait and change no count that is said."""

    most_feelings: int = 500
    """Over five a day for that time."""

    wins: int = 5
    """Times that something happened: of four, one more or less turns 'mostly' round."""

    days: int = 4
    """Different days on which it happened, and on which a feeling was told: one good day with five wins is one day."""

    other_days: int = 4
    """Days without it on which a feeling was told: without them there is nothing to set it against."""

    margin: float = 0.25
    """How far the share with it lies above the share without: a long journal makes the smallest difference certain."""

    chance_asked: float = 0.15
    """How likely so many may be where it makes no difference (Fisher's exact test), for the one thing asked about:
    a short journal makes a large difference uncertain."""

    chance_searched: float = 0.05
    """The same where everything that was kept is searched, since the best of many looks like something by itself."""

    mostly: float = 0.5
    """More than this share is 'mostly'."""

    mostly_wins: int = 8
    """Wins that 'mostly' is said of: of fewer, two make a half."""

    uses: int = 3
    """Times that a word of a feeling is said in a month before a change in it is told."""

    tellings: int = 3
    """Feelings that were told in each of the two months that are set side by side."""

    month: timedelta = timedelta(days=30)

    spells: int = 2
    """Low spells in each of the two months before their lengths are set side by side."""

    silence_days: int = 7
    """After so many days of which nothing was told, a low day begins another spell: who knows what was between."""

    followed_within: timedelta = timedelta(minutes=75)
    """What is told within about an hour may go with what was told before it; later it is another part of the day."""


EVIDENCE = Evidence()
