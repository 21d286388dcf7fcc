"""The third stage of a turn: from what was heard to the core's reply."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from interaction_model.request import Request
from local_voice.recogniser import Utterance
from local_voice.voice import Spoken
from small_wins.clock import clock_from
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.due import say_due
from small_wins.locales import locale_of
from small_wins.reply import Reply


@dataclass(frozen=True, slots=True)
class Timings:
    """When each stage of a turn was reached, on the monotonic clock, in seconds."""

    end_of_speech: float
    """Vosk reported the end of speech."""

    recognised: float
    """The hypotheses were there."""

    committed: float
    """The core had answered; what it keeps is on disk."""

    rendered: float | None = None
    """The sound of the reply was there; None when nothing was to be spoken."""

    first_audio: float | None = None
    """Its first sample was handed to the speaker; None without a speaker."""

    def with_speech(self, spoken: Spoken | None) -> Timings:
        """These timings, and those of speaking."""
        if spoken is None:
            return self
        return replace(self, rendered=spoken.rendered_at, first_audio=spoken.first_audio_at)

    def milliseconds(self) -> dict[str, float]:
        """Each later stage that was reached, in milliseconds since the end of speech."""
        stages = {
            "recognised": self.recognised,
            "committed": self.committed,
            "rendered": self.rendered,
            "first_audio": self.first_audio,
        }
        return {name: round((at - self.end_of_speech) * 1000, 1) for name, at in stages.items() if at is not None}


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said and its answer."""

    utterance: Utterance
    reply: Reply
    timings: Timings

    @property
    def heard(self) -> str:
        """What was said, as far as it may be shown: nothing in a crisis."""
        return "" if self.reply.safety == "crisis" else self.utterance.hypotheses[0]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """All that it may have been, the likeliest first, as far as it may be shown."""
        return () if self.reply.safety == "crisis" else self.utterance.hypotheses


@dataclass(slots=True)
class Dialogue:
    """A conversation between somebody who speaks and the core."""

    core: Core

    person: str
    """As the core knows them: 'local:me'."""

    door: str
    """'microphone' or 'recording'."""

    begins: datetime | None = None
    """When a recording begins, to let the time go with its sound; None leaves the core its own clock."""

    conversation: Conversation = field(default_factory=Conversation)
    """What carries over to the next turn."""

    def greet(self) -> Reply:
        """Open the conversation."""
        return self._converse(self._request(intent="launch"), self.core)

    def answer(self, utterance: Utterance) -> Turn:
        """One turn: what it keeps is on disk when this returns."""
        core = self.core
        if self.begins is not None:
            core = replace(core, clock=clock_from(self.begins + timedelta(seconds=utterance.ended_seconds)))
        reply = self._converse(self._request(utterance.hypotheses), core)
        return Turn(utterance, reply, Timings(utterance.ended_at, utterance.recognised_at, time.monotonic()))

    def due(self) -> list[str]:
        """What is to be said now without having been asked; nothing over an open question or in care mode."""
        now = self.core.clock()
        if self.conversation.at(now).question is not None or self.conversation.in_care(now):
            return []
        return say_due(self.core, self.person)

    def _request(self, hypotheses: tuple[str, ...] = (), intent: str | None = None) -> Request:
        locale = locale_of(self.core.settings)
        return Request(self.person, self.door, str(uuid.uuid4()), hypotheses, locale, intent)

    def _converse(self, request: Request, core: Core) -> Reply:
        reply = converse(request, self.conversation, core)
        self.conversation = reply.conversation
        return reply
