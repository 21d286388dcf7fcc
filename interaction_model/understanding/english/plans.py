"""A plan in a person's own words: what starts it, what they will do, and the treat after it.

"Every morning after my coffee I'll stretch then have a biscuit" -> 'every morning after my coffee', 'stretch',
'have a biscuit'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from interaction_model.understanding.english import times
from interaction_model.understanding.english.plan_patterns import (
    AT_MEAL,
    BEGINS_WITH_EVENT,
    CLOCK,
    DAILY,
    EVENT,
    EXACT,
    FIRST_HOUR,
    HALF_NAMED,
    I_DO,
    INTEND,
    LATER_EVENT,
    LEAD,
    NUDGE,
    NUDGE_TO,
    ONE_OFF,
    PART,
    TAIL,
    THEN,
    TIME,
    USUAL_HOUR,
    VAGUE,
    WEEKDAYS,
)
from interaction_model.understanding.english.verbs import Verbs
from interaction_model.understanding.grammar import Cue, Plan


@dataclass(frozen=True)
class Plans:
    """Reads plans."""

    verbs: Verbs

    def find_plan(self, text: str, now: datetime) -> Plan:
        """The cue, the action and the treat of a plan; each is empty where it is not said."""
        before, after = self._split(_clean(text))
        after, reward = _treat(after)
        cue = TAIL.sub("", LEAD.sub("", before.strip(" ,")))
        if not EVENT.search(cue):
            cue = " ".join(found[0] for found in TIME.finditer(cue))
        action, later = _take_cue(after, event=not EVENT.search(cue))
        cue = " ".join(part for part in (cue, later) if part)
        return Plan(find_cue(cue, now), self._bare(action), "" if VAGUE.fullmatch(reward) else reward)

    def as_cue(self, routine: str) -> str:
        """What a person does anyway, as a cue: 'i make tea' -> 'after i make tea'."""
        said = LEAD.sub("", TAIL.sub("", _clean(routine)))
        if BEGINS_WITH_EVENT.match(said) or EVENT.search(said):
            return said
        said = re.sub(r"^i (?:(?:usually|always|mostly|normally|generally|do|just|tend to|often) )*", "i ", said)
        said = re.sub(r"^(?:(?:usually|always|mostly|normally|probably) )+", "", said)
        first = said.partition(" ")[0]
        return f"after {'i ' * (first in self.verbs.bases)}{said}" if said else ""

    def _split(self, said: str) -> tuple[str, str]:
        """What stands before the words of intention, and what behind them."""
        if nudge := NUDGE.match(said):
            rest = nudge["rest"].strip(" ,")
            told = NUDGE_TO.match(rest)
            before = said[: nudge.start("rest")] if _whole_cue(said) else ""
            cue = re.split(r",? (?:please |can you |could you )*(?:remind|nudge|prompt|ping|poke|buzz|tell)\b", before)[
                0
            ]
            if told and (not told["cue"] or EVENT.search(told["cue"]) or TIME.search(told["cue"])):
                return f"{cue} {told['cue']}".strip(), told["action"]
            return (f"{cue} {rest}".strip(), "") if _whole_cue(rest) else (cue, rest)
        said = LEAD.sub("", said)
        begins = BEGINS_WITH_EVENT.match(said)
        for found in INTEND.finditer(said):
            if not begins or len(said[: found.start()].split()) > len(begins[0].split()):
                return said[: found.start()], said[found.end() :]
        for found in I_DO.finditer(said, len(begins[0]) if begins else 0):
            cue, action = said[: found.start()], said[found.end() :]
            if _whole_cue(cue) and self._does(action):
                return cue, action
        if _whole_cue(said):
            cue, comma, action = said.partition(", ")
            return cue, action if comma else ""
        return "", re.sub(r"^(?:to|i) ", "", LEAD.sub("", said))

    def _does(self, action: str) -> bool:
        return action.partition(" ")[0] in self.verbs.bases

    def _bare(self, action: str) -> str:
        """The action with a bare verb first: 'be sitting in the garden' -> 'sit in the garden'."""
        said = TAIL.sub("", action.strip(" ,"))
        said = re.sub(
            r"^(?:(?:to|be|go and|just|also|try and|try to|maybe|then|again|and|that i|about|in"
            r"|down for) )+",
            "",
            said,
        )
        if VAGUE.fullmatch(said):
            return ""
        first, space, rest = said.partition(" ")
        return f"{self._base(first)}{space}{rest}"

    def _base(self, word: str) -> str:
        if not word.endswith("ing") or word in self.verbs.bases:
            return word
        stem = word.removesuffix("ing")
        guesses = (self.verbs.base_of_gerund.get(word), stem, f"{stem}e", stem[:-1])
        return next((guess for guess in guesses if guess in self.verbs.bases), word)


def find_cue(text: str, now: datetime) -> Cue:
    """A cue with what it says of the clock and of its days; `now` is aware and in the person's zone."""
    said = re.sub(rf"^(?:to )?the ({PART})$", r"in the \1", text.strip(" ,"))
    event, repeats = bool(EVENT.search(said)), find_repeats(said)
    at = None if event or not said else _moment(said, repeats, now)
    clock = re.search(rf"\b(?:(?:at|by|around|about) {CLOCK}|{EXACT})", said)
    return Cue(said, at, repeats, named_clock=clock is not None, exact=bool(clock and HALF_NAMED.search(said)))


def find_repeats(text: str) -> str:
    """'once', 'daily', 'weekdays', days such as 'mon,thu', or '' where it is not said."""
    if re.search(r"\b(?:week ?days|week ?nights|work ?days|(?:every|each) week ?day)\b", text):
        return "weekdays"
    if re.search(r"\b(?:week ?ends|(?:every|each) week ?end)\b", text):
        return "sat,sun"
    named = [day[:3] for day in WEEKDAYS if re.search(rf"\b(?:{day}s|(?:every|each) (?:\w+ and )?{day})\b", text)]
    if named:
        return ",".join(named)
    if DAILY.search(text):
        return "daily"
    return "once" if ONE_OFF.search(text) else ""


def _moment(cue: str, repeats: str, now: datetime) -> datetime | None:
    if repeats in {"", "once"}:
        return times.find_time(cue, now)
    clock = re.search(rf"(?:at|around|about|by) {CLOCK}|{EXACT}", cue)
    part = re.search(PART, cue)
    said = " ".join([clock[0] if clock else "", f"in the {part[0]}" if part else ""]).strip()
    dawn = now.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    return (times.find_time(said, dawn) if said else None) or dawn + timedelta(hours=USUAL_HOUR - FIRST_HOUR)


def _clean(text: str) -> str:
    said = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    said = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", said)
    said = re.sub(r"(?<![0-9])[.:]|[.:](?![0-9])|[!?;\"()]", " ", said)
    return TAIL.sub("", " ".join(said.replace(" ,", ",").split()).strip(" ,-"))


def _whole_cue(said: str) -> bool:
    """Whether a text is a cue from its first word on."""
    bare = LEAD.sub("", said)
    return bool(BEGINS_WITH_EVENT.match(bare) or TIME.match(bare) or re.match(AT_MEAL, bare))


def _treat(action: str) -> tuple[str, str]:
    found = THEN.match(action)
    return (found["action"], found["reward"]) if found else (action, "")


def _take_cue(action: str, *, event: bool) -> tuple[str, str]:
    """The action without its times, and without the event that it is tied to; and those, as one cue."""
    action, tied = action.strip(" ,"), ""
    if event and (found := LATER_EVENT.match(action)):
        action, tied = found["action"], found["event"]
    named = list(_timed(action))
    left = " ".join(TIME.sub(" ", action).split())
    return left, " ".join([*named, tied]).strip()


def _timed(action: str) -> Iterator[str]:
    for found in TIME.finditer(action):
        yield found[0].replace(",", "")
