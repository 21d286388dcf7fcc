"""The patterns by which plans are read: times, events, words of intention, and what surrounds them."""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = "|".join(WEEKDAYS)
PART = r"(?:morning|afternoon|evening|night)"
HOUR = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|2[0-4]|1[0-9]|0?[0-9])"
MINUTE = r"(?:thirty|fifteen|forty[ -]?five|oh five|five|ten|twenty(?:[ -]five)?|forty|fifty|[0-5][0-9])"
PAST = rf"(?:half(?: past)?|(?:a )?quarter (?:past|to)|{MINUTE}(?: minutes)? (?:past|to)) {HOUR}"
HALF_DAY = r"(?: ?[ap] ?m\b)"
EXACT = (
    rf"(?:{PAST}{HALF_DAY}?|{HOUR}(?:[:. ]{MINUTE})?(?: ?o'?clock| o clock)?{HALF_DAY}"
    rf"|{HOUR} ?(?:o'?clock|o clock)|{HOUR}:[0-5][0-9]|{HOUR} (?:thirty|fifteen|forty[ -]?five)|noon|midday"
    rf"|midnight)"
)
CLOCK = rf"(?:{EXACT}|{HOUR}(?:[:. ]{MINUTE})?)"
CLOCK_ENDS = (
    r"(?: sharp| ish)?(?=$| (?:for|in|on|at|tomorrow|today|tonight|this|every|each|then|and|please|i|i'll|so|to"
    r"|with"
    rf"|let|remind|instead|from|only|{DAY})\b)"
)
FEW = (
    r"(?:a|an|half an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty"
    r"|forty|[0-9]+|a couple of|a few)"
)
TIMES = "|".join(
    [
        rf"(?:at|around|about|by)(?: (?:around|about))? {CLOCK}{CLOCK_ENDS}",
        rf"{EXACT}{CLOCK_ENDS}",
        rf"(?:the day after tomorrow|tomorrow|yesterday)(?: {PART}| lunchtime)?|today|tonight",
        rf"this (?:coming )?(?:{PART}|weekend|week|{DAY})(?: {PART})?",
        rf"(?:(?:on|next|come|every|each|by) )?(?:{DAY})s?(?: {PART}s?)?(?: and (?:on )?(?:{DAY})s?)*(?!')",
        rf"(?:every|each)(?: single)? (?:{PART}|day|weekday|week ?end|week|lunchtime)",
        rf"(?:(?:on|at|in) (?:the )?)?(?:week ?days|week ?ends|week ?nights|work ?days|{PART}s)",
        r"(?:at|on|over) the week ?end|most (?:mornings|days|evenings|nights)|once a day|daily",
        rf"first thing(?: tomorrow| today)?(?: in the morning)?|last thing(?: at night)?|in the {PART}|at night",
        rf"(?:(?<=to )|^)the {PART}",
        r"next week(?: ?end)?|later(?: on)?(?: today| tonight)?|some ?time today",
        rf"in {FEW} (?:bit|minute|min|while|moment|hour|day|week)s?",
    ]
)
TIME = re.compile(rf"\b(?:{TIMES})\b(?:,? (?:{TIMES})\b)*")
MEAL = r"(?:breakfast|lunch|dinner|tea|supper|bed|break|coffee)"
AT_MEAL = rf"(?:at|over|with|during) (?:my )?(?:{MEAL}(?: ?time)?)(?=$| (?:for|i|i'll|and|then|instead|let)\b)"
OPENER = (
    r"(?:(?:right|straight|just|shortly) )?(?:whenever|when|every time|each time|any time|the next time"
    r"|next time|as soon as"
    r"|soon as|once(?! (?:a|more|again|over|or)\b)|(?<!look )(?<!looking )after(?! all\b)|before|while|during"
    r"|the minute"
    r"|the moment|the second)"
)
EVENT = re.compile(rf"\b(?:{OPENER} \S+|{AT_MEAL})")
BEGINS_WITH_EVENT = re.compile(rf"(?:only )?(?:{OPENER}) ")
LATER_EVENT = re.compile(rf"^(?P<action>\S+(?: .*?)?) (?P<event>{OPENER} .+|{AT_MEAL}.*)$")
INTEND = re.compile(
    r"\b(?:i'?ll|i will|i'?m (?:going|planning|off|hoping|meaning) to|i am (?:going|planning|off) to|i'?m gonna"
    r"|i shall"
    r"|i'?m (?=going for\b)|i (?:want|plan|intend|need|have|promise|commit|mean|ought) to|i'?d like to"
    r"|i would like to|i'?ve got to"
    r"|i promise (?:you )?(?:that )?i'?ll|i(?: could| can| might| must| should|'?d| would)(?! have\b)|let me"
    r"|let us|let's"
    r"|(?:my|the) plan is (?:to|that i)|remember to|(?:don't|do not) let me forget (?:to|about|that i have to)"
    r"|(?:put|pencil) me (?:down|in) for|(?:a )?(?:promise|commitment|pact|deal|reminder) (?:with \w+ )?to"
    r"|hold me to(?: this| it| that)?)(?= )(?: (?:definitely|try to|try and|just|also|then|maybe|go and"
    r"|be able to))*"
)
NUDGE = re.compile(
    r"^.*?\b(?:remind|nudge|prompt|ping|poke|buzz|tell|shout|give) (?:me|us)(?: (?:a )?(?:nudge|reminder|shout))?\b"
    r"(?: of (?:that|it)\b| about (?:that|it)\b)?(?P<rest>.*)$"
)
NUDGE_TO = re.compile(
    r"^(?P<cue>.*?) ?\b(?:to|about|that i(?: have|'ve got| need) to|that i've to|i (?:have"
    r"|need) to) (?P<action>.+)$"
)
THEN = re.compile(
    r"^(?P<action>.+?),? (?:(?:and )?then(?: i(?:'ll| will| get to| get| can| could|'m having"
    r"| am having))?(?: have)?(?= )"
    r"|and (?:then )?(?:reward|treat) myself (?:with|to)) (?P<reward>.+)$"
)
I_DO = re.compile(r",? i (?=[a-z])")
LEAD = re.compile(
    r"^(?:(?:ok|okay|yes|yeah|right|sure|fine|well|so|and|then|um|uh|er|oh|please|let's say|say|say that"
    r"|new rule|new plan|deal"
    r"|idea|how about(?: if)?|what about|maybe|perhaps|i was thinking|from now on|make it|put it|do it|move it"
    r"|that i|that"
    r"|could you|can you|could we|can we|i promise|i swear|my plan is|the plan is|for|to|only|,)(?: |$))+"
)
TAIL = re.compile(
    r"(?:[ ,]+(?:please|ok|okay|i promise|promise|hold me to (?:it|that)|deal|thanks|thank you|if i can|for me"
    r"|instead|i think"
    r"|i reckon|and (?:we'll )?see|for a (?:bit|while|week)|only|then|from now on|would you|will you|na|yeah))+$"
)
VAGUE = re.compile(
    r"(?:(?:do|try|start|have|make|set|set up|commit|to|take|a|an|something|one|go at|thing|go|commitment"
    r"|promise|small|tiny|reminder"
    r"|plan|habit|it|that|this|me|you|of|later|so|be|anything|with|deal|pact|new|bit) ?)*"
)
ONE_OFF = re.compile(rf"\b(?:tomorrow|today|tonight|this|next|in {FEW}|later|first thing|come|(?:{DAY})(?!s))\b")
DAILY = re.compile(
    rf"\b(?:(?:every|each)(?: single)? (?:day|{PART})|daily|once a day|{PART}s|most \w+|whenever|every time"
    rf"|each time)\b"
)
HALF_NAMED = re.compile(rf"[0-9 a-z][ap]m\b|{PART}|tonight|noon|midday|midnight|\b(?:1[3-9]|2[0-4])\b")
FIRST_HOUR = 5
"""The clock time of a plan that comes again is the first after this hour that is meant by waking people."""
USUAL_HOUR = 9
