"""Request to meaning: the screen first, then the understanding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from difflib import SequenceMatcher

from interaction_model.language import Language
from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.screen import Screening
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.safety import CRISIS_FALLBACK

ECHO_WORDS, ECHO_LIKENESS = 4, 0.75
"""What is so long, and so like what we said last, is our own voice in the microphone."""


def screen(request: Request, core: Core, unfinished: str = "") -> Screening:
    """The gravest finding over every text of the request, also joined to the half sentence before it.

    A screen that breaks counts as a crisis.
    """
    if request.intent == "crisis":
        return CRISIS_FALLBACK
    try:
        language = core.language(request.locale)
        sentences = (language.as_sentence(slot) for slot in request.slots.values())
        joined = (f"{unfinished} {text}" for text in request.texts if unfinished)
        return language.screen.read_all((*request.texts, *sentences, *joined))
    except Exception:  # noqa: BLE001 - whatever breaks here, a cry for help must not go unanswered
        return CRISIS_FALLBACK


def interpret(request: Request, core: Core, context: str = "any", today: date | None = None) -> Meaning:
    """What a request means in a context, on the person's own day.

    A crisis is no longer looked at; of a concern nothing is kept.
    """
    screening = screen(request, core)
    if screening.level == "crisis":
        return Meaning("crisis", screening=screening)
    meaning = core.language(request.locale).understanding.understand(request, context, today)
    return replace(meaning, screening=screening)


def understand(
    request: Request, conversation: Conversation, language: Language, context: str, today: date, unfinished: str = ""
) -> Meaning:
    """What a screened request means as the next turn of a conversation.

    `unfinished` is the half sentence that waits for its rest; our own last words, heard again, mean nothing.
    """
    heard = [text for text in request.hypotheses if not _is_echo(text, conversation.last_speech, language)]
    if request.hypotheses and not heard:
        return Meaning("unknown", ghost=True)
    meaning = Meaning("unknown")
    if unfinished and heard:
        whole = tuple(f"{unfinished} {text}" for text in heard)
        meaning = language.understanding.understand(replace(request, hypotheses=whole), context, today)
    alone = language.understanding.understand(replace(request, hypotheses=tuple(heard)), context, today)
    # A win that is told outright is no rest of a sentence: "i might go to the", "i made my bed".
    return alone if meaning.intent == "unknown" or tells_a_win(alone, language) else meaning


def tells_a_win(meaning: Meaning, language: Language) -> bool:
    """Whether a win is told outright, as done by them: "I fed the cat".

    "Feed the cat" is what they would do, and "I put the kettle on" may be what they do each day.
    """
    subject = str(language.understanding.words.get("subject", ""))
    own = meaning.text.lower().startswith((f"{subject} ", f"{subject}'"))
    return meaning.logs == "yes" and own and any(language.grammar.bare(win.what) != win.what for win in meaning.wins)


def half_sentence(conversation: Conversation, now: datetime) -> str:
    """What broke off in the turn before and waits for its rest, or ''."""
    return conversation.waiting(now) if conversation.question is None else ""


def _is_echo(heard: str, said: str, language: Language) -> bool:
    words = heard.lower().split()
    if len(words) < ECHO_WORDS:
        return False
    me = str(language.understanding.words.get("subject", ""))
    if me and any(word.partition("'")[0] == me and word not in said.lower().split() for word in words):
        return (
            False  # "after my bath i'll read" comes from no mouth of ours, however like "After your bath, read" it is
        )
    spoken = [sentence.lower().replace(",", "").split() for sentence in (said.rstrip("."), *said.split(". "))]
    # "i drank some water" is no echo of "you drank some water", however alike they are.
    return any(_likeness(words, [word.strip(".?") for word in one]) >= ECHO_LIKENESS for one in spoken)


def _likeness(heard: list[str], said: list[str]) -> float:
    return SequenceMatcher(None, heard, said).ratio() if said[:1] and said[0] in heard else 0.0
