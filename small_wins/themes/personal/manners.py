"""How a reply is to sound to this person: its speed, its loudness, a soft sound, and how much of it is said."""

from __future__ import annotations

import re
from dataclasses import replace

from interaction_model.request import Request
from models import queries
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import AS_USUAL, Manner, Reply
from small_wins.themes import days
from small_wins.themes.suggestions.exercises import is_quiet

BRIEF_TODAY = "brief"
"""The remark of a day on which short answers were promised."""

QUIETER = 0.7
"""Of the usual loudness, for an exercise where it has to be quiet."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?]) +(?=[^\W\d_])")


def with_manner(reply: Reply, journal: Journal) -> Reply:
    """The reply as this person wants it. A reply of safety is said as loud and as slowly, but never cut."""
    person = journal.person
    rate, volume = person.speech_rate or AS_USUAL.rate, person.speech_volume or AS_USUAL.volume
    if reply.timed and is_quiet(journal):
        volume = round(volume * QUIETER)
    manner = Manner(rate, volume, chime=bool(person.chimes and reply.wins))
    brief = person.brief or bool(days.remarked(journal, BRIEF_TODAY))
    return replace(_shortened(reply) if brief else reply, manner=manner)


def manner_of(request: Request, core: Core) -> Manner:
    """How a reply of safety is to sound; a journal that can't be read must not keep it from being said."""
    try:
        with core.database.reading() as session:
            person = queries.find_person(session, request.person, request.household)
            if person is None:
                return AS_USUAL
            return Manner(person.speech_rate or AS_USUAL.rate, person.speech_volume or AS_USUAL.volume)
    except Exception:  # noqa: BLE001 - whatever is wrong with the journal, the line is said
        return AS_USUAL


def _shortened(reply: Reply) -> Reply:
    """Without its last sentence, where there are two and that one is no question."""
    sentences = _BETWEEN_SENTENCES.split(reply.speech)
    if reply.safety != "none" or reply.whole or reply.expects or len(sentences) < 2:
        return reply
    speech = reply.speech[: -len(sentences[-1])].rstrip()
    conversation = reply.conversation
    if conversation.last_speech == reply.speech:
        conversation = replace(conversation, last_speech=speech)
    return replace(reply, speech=speech, timed=(), conversation=conversation)
