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
from interaction_model.understanding.english.verbs import Verbs
from interaction_model.understanding.grammar import Cue, Plan

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = "|".join(_WEEKDAYS)
_PART = r"(?:morning|afternoon|evening|night)"
_HOUR = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|2[0-4]|1[0-9]|0?[0-9])"
_MINUTE = r"(?:thirty|fifteen|forty[ -]?five|oh five|five|ten|twenty(?:[ -]five)?|forty|fifty|[0-5][0-9])"
_PAST = rf"(?:half(?: past)?|(?:a )?quarter (?:past|to)|{_MINUTE}(?: minutes)? (?:past|to)) {_HOUR}"
_HALF_DAY = r"(?: ?[ap] ?m\b)"
_EXACT = (
    rf"(?:{_PAST}{_HALF_DAY}?|{_HOUR}(?:[:. ]{_MINUTE})?(?: ?o'?clock| o clock)?{_HALF_DAY}"
    rf"|{_HOUR} ?(?:o'?clock|o clock)|{_HOUR}:[0-5][0-9]|{_HOUR} (?:thirty|fifteen|forty[ -]?five)|noon|midday|midnight)"
)
_CLOCK = rf"(?:{_EXACT}|{_HOUR}(?:[:. ]{_MINUTE})?)"
_CLOCK_ENDS = (
    r"(?: sharp| ish)?(?=$| (?:for|in|on|at|tomorrow|today|tonight|this|every|each|then|and|please|i|i'll|so|to|with"
    rf"|let|remind|instead|from|only|{_DAY})\b)"
)
_FEW = r"(?:a|an|half an|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty|[0-9]+|a couple of|a few)"
_TIMES = "|".join(
    [
        rf"(?:at|around|about|by)(?: (?:around|about))? {_CLOCK}{_CLOCK_ENDS}",
        rf"{_EXACT}{_CLOCK_ENDS}",
        rf"(?:the day after tomorrow|tomorrow|yesterday)(?: {_PART}| lunchtime)?|today|tonight",
        rf"this (?:coming )?(?:{_PART}|weekend|week|{_DAY})(?: {_PART})?",
        rf"(?:(?:on|next|come|every|each|by) )?(?:{_DAY})s?(?: {_PART}s?| lunchtimes?)?"
        rf"(?: and (?:on )?(?:{_DAY})s?)*(?!')",
        rf"(?:every|each)(?: single)? (?:{_PART}|day|weekday|week ?end|week|lunchtime)",
        rf"(?:(?:on|at|in) (?:the )?)?(?:week ?days|week ?ends|week ?nights|work ?days|{_PART}s)",
        r"(?:at|on|over) the week ?end|most (?:mornings|days|evenings|nights)|once a day|daily",
        rf"first thing(?: tomorrow| today)?(?: in the morning)?|last thing(?: at night)?|in the {_PART}|at night",
        rf"(?:(?<=to )|^)the {_PART}",
        r"next week(?: ?end)?|later(?: on)?(?: today| tonight)?|some ?time today",
        rf"in {_FEW} (?:bit|minute|min|while|moment|hour|day|week)s?",
    ]
)
_TIME = re.compile(rf"\b(?:{_TIMES})\b(?:,? (?:{_TIMES})\b)*")
_MEAL = r"(?:breakfast|lunch|dinner|tea|supper|bed|break|coffee)"
_AT_MEAL = rf"(?:at|over|with|during) (?:my )?(?:{_MEAL}(?: ?time)?)(?=$| (?:for|i|i'll|and|then|instead|let)\b)"
_OPENER = (
    r"(?:(?:right|straight|just|shortly) )?(?:whenever|when|every time|each time|any time|the next time|next time|as soon as"
    r"|soon as|once(?! (?:a|more|again|over|or)\b)|(?<!look )(?<!looking )after(?! all\b)|before|while|during|the minute"
    r"|the moment|the second)"
)
_EVENT = re.compile(rf"\b(?:{_OPENER} \S+|{_AT_MEAL})")
_BEGINS_WITH_EVENT = re.compile(rf"(?:only )?(?:{_OPENER}) ")
_LATER_EVENT = re.compile(rf"^(?P<action>\S+(?: .*?)?) (?P<event>{_OPENER} .+|{_AT_MEAL}.*)$")
_INTEND = re.compile(
    r"\b(?:i'?ll|i will|i'?m (?:going|planning|off|hoping|meaning) to|i am (?:going|planning|off) to|i'?m gonna|i shall"
    r"|i'?m (?=going for\b)|i (?:want|plan|intend|need|have|promise|commit|mean|ought) to|i'?d like to|i would like to|i'?ve got to"
    r"|i promise (?:you )?(?:that )?i'?ll|i(?: could| can| might| must| should|'?d| would)(?! have\b)|let me|let us|let's"
    r"|(?:my|the) plan is (?:to|that i)|remember to|(?:don't|do not) let me forget (?:to|about|that i have to)"
    r"|(?:put|pencil) me (?:down|in) for|(?:a )?(?:promise|commitment|pact|deal|reminder) (?:with \w+ )?to"
    r"|hold me to(?: this| it| that)?)(?= )(?: (?:definitely|try to|try and|just|also|then|maybe|go and|be able to))*"
)
_NUDGE = re.compile(
    r"^.*?\b(?:remind|nudge|prompt|ping|poke|buzz|tell|shout|give) (?:me|us)(?: (?:a )?(?:nudge|reminder|shout))?\b"
    r"(?: of (?:that|it)\b| about (?:that|it)\b)?(?P<rest>.*)$"
)
_NUDGE_TO = re.compile(
    r"^(?P<cue>.*?) ?\b(?:to|about|that i(?: have|'ve got| need) to|that i've to|i (?:have|need) to) (?P<action>.+)$"
)
_THEN = re.compile(
    r"^(?P<action>.+?),? (?:(?:and )?then(?: i(?:'ll| will| get to| get| can| could|'m having| am having))?(?: have)?(?= )"
    r"|and (?:then )?(?:reward|treat) myself (?:with|to)) (?P<reward>.+)$"
)
_I_DO = re.compile(r",? i (?=[a-z])")
_LEAD = re.compile(
    r"^(?:(?:ok|okay|yes|yeah|right|sure|fine|well|so|and|then|um|uh|er|oh|please|let's say|say|say that|new rule|new plan|deal"
    r"|idea|how about(?: if)?|what about|maybe|perhaps|i was thinking|from now on|make it|put it|do it|move it|that i|that"
    r"|could you|can you|could we|can we|i promise|i swear|my plan is|the plan is|for|to|only|,)(?: |$))+"
)
_TAIL = re.compile(
    r"(?:[ ,]+(?:please|ok|okay|i promise|promise|hold me to (?:it|that)|deal|thanks|thank you|if i can|for me|instead|i think"
    r"|i reckon|and (?:we'll )?see|for a (?:bit|while|week)|only|then|from now on|would you|will you|na|yeah))+$"
)
_VAGUE = re.compile(
    r"(?:(?:do|try|start|have|make|set|set up|commit|to|take|a|an|something|one|go at|thing|go|commitment|promise|small|tiny|reminder"
    r"|plan|habit|it|that|this|me|you|of|later|so|be|anything|with|deal|pact|new|bit) ?)*"
)
_ONE_OFF = re.compile(rf"\b(?:tomorrow|today|tonight|this|next|in {_FEW}|later|first thing|come|(?:{_DAY})(?!s))\b")
_DAILY = re.compile(
    rf"\b(?:(?:every|each)(?: single)? (?:day|{_PART})|daily|once a day|{_PART}s|most \w+|whenever|every time|each time)\b"
)
_FIRST_HOUR = 5
"""The clock time of a plan that comes again is the first after this hour that is meant by waking people."""
_USUAL_HOUR = 9


@dataclass(frozen=True)
class Plans:
    """Reads plans."""

    verbs: Verbs

    def find_plan(self, text: str, now: datetime) -> Plan:
        """The cue, the action and the treat of a plan; each is empty where it is not said."""
        before, after = self._split(_clean(text))
        after, reward = _treat(after)
        cue = _TAIL.sub("", _LEAD.sub("", before.strip(" ,")))
        if not _EVENT.search(cue):
            cue = " ".join(found[0] for found in _TIME.finditer(cue))
        action, later = _take_cue(after, event=not _EVENT.search(cue))
        cue = " ".join(part for part in (cue, later) if part)
        return Plan(find_cue(cue, now), self._bare(action), "" if _VAGUE.fullmatch(reward) else reward)

    def as_cue(self, routine: str) -> str:
        """What a person does anyway, as a cue: 'i make tea' -> 'after i make tea', 'brushing my teeth' -> 'after ...'."""
        said = _LEAD.sub("", _TAIL.sub("", _clean(routine)))
        if _BEGINS_WITH_EVENT.match(said) or _EVENT.search(said):
            return said
        said = re.sub(r"^i (?:(?:usually|always|mostly|normally|generally|do|just|tend to|often) )*", "i ", said)
        said = re.sub(r"^(?:(?:usually|always|mostly|normally|probably) )+", "", said)
        first = said.partition(" ")[0]
        return f"after {'i ' * (first in self.verbs.bases)}{said}" if said else ""

    def _split(self, said: str) -> tuple[str, str]:
        """What stands before the words of intention, and what behind them."""
        if nudge := _NUDGE.match(said):
            rest = nudge["rest"].strip(" ,")
            told = _NUDGE_TO.match(rest)
            before = said[: nudge.start("rest")] if _whole_cue(said) else ""
            cue = re.split(r",? (?:please |can you |could you )*(?:remind|nudge|prompt|ping|poke|buzz|tell)\b", before)[
                0
            ]
            if told and (not told["cue"] or _EVENT.search(told["cue"]) or _TIME.search(told["cue"])):
                return f"{cue} {told['cue']}".strip(), told["action"]
            return (f"{cue} {rest}".strip(), "") if _whole_cue(rest) else (cue, rest)
        said = _LEAD.sub("", said)
        begins = _BEGINS_WITH_EVENT.match(said)
        for found in _INTEND.finditer(said):
            if not begins or len(said[: found.start()].split()) > len(begins[0].split()):
                return said[: found.start()], said[found.end() :]
        for found in _I_DO.finditer(said, len(begins[0]) if begins else 0):
            cue, action = said[: found.start()], said[found.end() :]
            if _whole_cue(cue) and self._does(action):
                return cue, action
        if _whole_cue(said):
            cue, comma, action = said.partition(", ")
            return cue, action if comma else ""
        return "", re.sub(r"^(?:to|i) ", "", _LEAD.sub("", said))

    def _does(self, action: str) -> bool:
        return action.partition(" ")[0] in self.verbs.bases

    def _bare(self, action: str) -> str:
        """The action with a bare verb first: 'be sitting in the garden' -> 'sit in the garden'."""
        said = _TAIL.sub("", action.strip(" ,"))
        said = re.sub(
            r"^(?:(?:to|be|go and|just|also|try and|try to|maybe|then|again|and|that i|about|in|down for) )+", "", said
        )
        if _VAGUE.fullmatch(said):
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
    said = text.strip(" ,")
    event, repeats = bool(_EVENT.search(said)), find_repeats(said)
    at = None if event or not said else _moment(said, repeats, now)
    return Cue(
        said, at, repeats, named_clock=bool(re.search(_EXACT, said) or re.search(rf"\b(?:at|by) {_CLOCK}", said))
    )


def find_repeats(text: str) -> str:
    """'once', 'daily', 'weekdays', days such as 'mon,thu', or '' where it is not said."""
    if re.search(r"\b(?:week ?days|week ?nights|work ?days|(?:every|each) week ?day)\b", text):
        return "weekdays"
    if re.search(r"\b(?:week ?ends|(?:every|each) week ?end)\b", text):
        return "sat,sun"
    named = [day[:3] for day in _WEEKDAYS if re.search(rf"\b(?:{day}s|(?:every|each) (?:\w+ and )?{day})\b", text)]
    if named:
        return ",".join(named)
    if _DAILY.search(text):
        return "daily"
    return "once" if _ONE_OFF.search(text) else ""


def _moment(cue: str, repeats: str, now: datetime) -> datetime | None:
    if repeats in {"", "once"}:
        return times.find_time(re.sub(rf"\bthe ({_PART})$", r"in the \1", cue), now)
    clock = re.search(rf"(?:at|around|about|by) {_CLOCK}|{_EXACT}", cue)
    part = re.search(_PART, cue)
    said = " ".join([clock[0] if clock else "", f"in the {part[0]}" if part else ""]).strip()
    dawn = now.replace(hour=_FIRST_HOUR, minute=0, second=0, microsecond=0)
    return (times.find_time(said, dawn) if said else None) or dawn + timedelta(hours=_USUAL_HOUR - _FIRST_HOUR)


def _clean(text: str) -> str:
    said = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    said = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", said)
    said = re.sub(r"(?<![0-9])[.:]|[.:](?![0-9])|[!?;\"()]", " ", said)
    return _TAIL.sub("", " ".join(said.replace(" ,", ",").split()).strip(" ,-"))


def _whole_cue(said: str) -> bool:
    """Whether a text is a cue from its first word on."""
    bare = _LEAD.sub("", said)
    return bool(_BEGINS_WITH_EVENT.match(bare) or _TIME.match(bare) or re.match(_AT_MEAL, bare))


def _treat(action: str) -> tuple[str, str]:
    found = _THEN.match(action)
    return (found["action"], found["reward"]) if found else (action, "")


def _take_cue(action: str, *, event: bool) -> tuple[str, str]:
    """The action without its times, and without the event that it is tied to; and those, as one cue."""
    action, tied = action.strip(" ,"), ""
    if event and (found := _LATER_EVENT.match(action)):
        action, tied = found["action"], found["event"]
    named = list(_timed(action))
    left = " ".join(_TIME.sub(" ", action).split())
    return left, " ".join([*named, tied]).strip()


def _timed(action: str) -> Iterator[str]:
    for found in _TIME.finditer(action):
        yield found[0].replace(",", "")
