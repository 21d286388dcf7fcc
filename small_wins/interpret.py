"""Request to meaning: the screen first, then the understanding."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.screen import Screening
from small_wins.core import Core
from small_wins.safety import CRISIS_FALLBACK

CONTEXTS = ("any", "after_suggestion", "after_log", "after_commit_due", "open_question", "in_breathing")
"""The states of a conversation in which a line can be read."""


def screen(request: Request, core: Core) -> Screening:
    """The gravest finding over every text of the request. A screen that breaks counts as a crisis."""
    if request.intent == "crisis":
        return CRISIS_FALLBACK
    try:
        language = core.language(request.locale)
        sentences = (language.as_sentence(slot) for slot in request.slots.values())
        return language.screen.read_all((*request.texts, *sentences))
    except Exception:  # noqa: BLE001 - whatever breaks here, a cry for help must not go unanswered
        return CRISIS_FALLBACK


def interpret(request: Request, core: Core, context: str = "any") -> Meaning:
    """What a request means in a context. A crisis is no longer looked at; nothing of a concern is a win."""
    screening = screen(request, core)
    if screening.level == "crisis":
        return Meaning("crisis", screening=screening)
    meaning = core.language(request.locale).understanding.understand(request, context)
    return replace(meaning, screening=screening)
