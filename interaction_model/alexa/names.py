"""The names of intents at Amazon, and the labels that they have everywhere else."""

import re

BUILT_IN = {
    "AMAZON.HelpIntent": "help",
    "AMAZON.StopIntent": "stop",
    "AMAZON.CancelIntent": "stop",
    "AMAZON.NavigateHomeIntent": "stop",
    "AMAZON.RepeatIntent": "repeat",
    "AMAZON.YesIntent": "yes",
    "AMAZON.NoIntent": "no",
    "AMAZON.FallbackIntent": "unknown",
}
"""Amazon's own intents and their labels. Of several with one label, the first is the one that stands for it."""

MOST_EXACT_WORDS = 3
"""Amazon's own intents know only their exact samples. What is longer is said in too many ways for that."""


def label_of(intent_name: str) -> str:
    """The label of an intent: 'RecapTodayIntent' -> 'recap_today', 'AMAZON.HelpIntent' -> 'help'."""
    words = re.findall(r"[A-Z][a-z0-9]*", intent_name.removeprefix("AMAZON.").removesuffix("Intent"))
    return BUILT_IN.get(intent_name) or "_".join(words).lower() or "unknown"


def intent_name_of(label: str, line: str = "") -> str:
    """The intent of a label: 'recap_today' -> 'RecapTodayIntent', 'help' -> 'AMAZON.HelpIntent'.

    A long line of a label that Amazon has an intent for is said through one of our own beside it: 'HelpIntent'.
    """
    ours = "".join(word.capitalize() for word in label.split("_")) + "Intent"
    amazon = (name for name, of in BUILT_IN.items() if of == label)
    return ours if len(line.split()) > MOST_EXACT_WORDS else next(amazon, ours)
