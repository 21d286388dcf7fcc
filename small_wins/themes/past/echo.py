"""Wins said back to the person, in their own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past.recaps import SPOKEN_AT_MOST
from small_wins.themes.past.spoken_times import say_day


def say_back(journal: Journal, kept: Sequence[Win], beside: Mapping[str, str] | None = None) -> str:
    """'You brushed your teeth', 'Yesterday you had a bath, and it felt good'.

    `beside` is what was told with it: with a 'struggle' both sides are said, whichever came first.
    """
    language, told = journal.language, beside or {}
    phrases = list(dict.fromkeys(win.phrase for win in kept))[:SPOKEN_AT_MOST]
    acts = language.grammar.join([language.grammar.second_person(phrase) for phrase in phrases])
    struggle = told.get("struggle", "")
    if struggle and journal.may_say(struggle):
        base, side = _acts(journal, kept, acts, None), language.grammar.second_person(struggle)
        if told.get("said") == "before":
            return language.say("wins_struggle_first", struggle=side, acts=base[:1].lower() + base[1:])
        return language.say("wins_struggle_after", struggle=side, acts=base)
    if moments := told.get("moments"):
        return language.say("wins_with_moments", acts=_acts(journal, kept, acts, None), moments=moments)
    feelings = {win.feeling_after for win in kept} - {None}
    feeling = language.grammar.felt(feelings.pop() or "") if len(feelings) == 1 else None
    return _acts(journal, kept, acts, feeling)


def say_win(journal: Journal, win: Win, *, with_day: bool = True) -> str:
    """'yesterday you fed the ducks': a part of a sentence."""
    acts = journal.language.grammar.second_person(win.phrase)
    if not with_day:
        said = journal.language.say("acts", acts=acts)
        return said[:1].lower() + said[1:]
    said = journal.language.say("acts_on_day", acts=acts, day=say_day(journal, win.day))
    return said[:1].lower() + said[1:]


def _acts(journal: Journal, kept: Sequence[Win], acts: str, feeling: str | None) -> str:
    language, days = journal.language, {win.day for win in kept}
    key = "acts_with_feeling" if feeling else "acts"
    if len(days) > 1 or journal.today in days:
        return language.say(key, acts=acts, feeling=feeling)
    return language.say(f"{key}_on_day", acts=acts, feeling=feeling, day=say_day(journal, days.pop()))
