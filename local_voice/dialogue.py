"""The third stage of a turn: from what was heard to the core's reply."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from interaction_model.language import Language
from interaction_model.request import Request
from local_voice.ears import Utterance
from local_voice.voice import Spoken
from small_wins.clock import clock_from
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.due import Announcement, announced, waiting
from small_wins.locales import locale_of
from small_wins.reply import Reply


@dataclass(frozen=True, slots=True)
class Timings:
    """When each stage of a turn was reached, on the monotonic clock, in seconds."""

    spoken_until: float
    """The last of it was heard."""

    end_of_speech: float
    """Its end was certain: after some silence."""

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
        """Each later stage that was reached, in milliseconds since the last of it was heard."""
        stages = {
            "end_of_speech": self.end_of_speech,
            "recognised": self.recognised,
            "committed": self.committed,
            "rendered": self.rendered,
            "first_audio": self.first_audio,
        }
        return {name: round((at - self.spoken_until) * 1000, 1) for name, at in stages.items() if at is not None}


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

    reprompt: str = field(default="", init=False)
    """What is said once more to somebody in danger who stays silent; '' when it was, and to everybody else."""

    _expects: str | None = field(default=None, init=False)
    _announced: set[Announcement] = field(default_factory=set, init=False)

    def greet(self) -> Reply:
        """Open the conversation."""
        return self._converse(self._request(intent="launch"), self.core)

    def answer(self, utterance: Utterance) -> Turn:
        """One turn: what it keeps is on disk when this returns."""
        core = self.core
        if self.begins is not None:
            core = replace(core, clock=clock_from(self.begins + timedelta(seconds=utterance.ended_seconds)))
        reply = self._converse(self._request(utterance.hypotheses), core)
        self.reprompt = reply.reprompt if self.in_care else ""
        heard = (utterance.spoken_until, utterance.ended_at, utterance.recognised_at)
        return Turn(utterance, reply, Timings(*heard, time.monotonic()))

    def take_reprompt(self) -> str:
        """The reprompt, which is then said."""
        reprompt, self.reprompt = self.reprompt, ""
        return reprompt

    def stop(self, phrase: str) -> Reply:
        """Somebody spoke into what was being said, to end it."""
        return self._converse(self._request((phrase,)), self.core)

    @property
    def in_care(self) -> bool:
        """Whether somebody may be in danger."""
        return self.conversation.in_care(self.core.clock())

    @property
    def answers(self) -> Sequence[str]:
        """The few answers that are likely now."""
        answers: Mapping[str, Sequence[str]] = self.words["answers"]
        return answers.get(self._expects or "", ())

    @property
    def answer_words(self) -> int:
        """How many of these answers make one, where it is spelled: the digits of a code; 1 for any other."""
        in_a_row: Mapping[str, int] = self.words["in_a_row"]
        return in_a_row.get(self._expects or "", 1)

    @property
    def words(self) -> Mapping[str, Any]:
        """What the ear listens for in this language: words/listening.yaml."""
        listening: Mapping[str, Any] = self._language.understanding.words["listening"]
        return listening

    def is_unfinished(self, text: str) -> bool:
        """Whether more must follow: "i finally"."""
        if text.rpartition(" ")[2] in self.words["hesitations"]:
            return True
        if self.answer_words > 1:
            digits, _ = self._language.grammar.find_digits(text, self.answer_words, awaited=True)
            return 0 < len(digits) < self.answer_words
        request = self._request((text,))
        return self._language.understanding.understand(request).unfinished

    @property
    def _language(self) -> Language:
        return self.core.language(locale_of(self.core.settings))

    def due(self) -> Announcement | None:
        """What is to be said now without having been asked; nothing over an open question or in care mode."""
        if self.conversation.at(self.core.clock()).question is not None or self.in_care:
            return None
        return next((item for item in waiting(self.core, self.person) if item not in self._announced), None)

    def drop_question(self) -> None:
        """Nobody answered: a silence is an answer."""
        if not self.in_care:
            self.conversation = Conversation(last_speech=self.conversation.last_speech)

    def announced(self, item: Announcement) -> None:
        """It has begun to be heard. A journal that can't be written to forgets it; we don't."""
        self._announced.add(item)
        announced(self.core, self.person, item)
        self.conversation = replace(self.conversation, last_speech=item.text)

    def _request(self, hypotheses: tuple[str, ...] = (), intent: str | None = None) -> Request:
        locale = locale_of(self.core.settings)
        return Request(self.person, self.door, str(uuid.uuid4()), hypotheses, locale, intent)

    def _converse(self, request: Request, core: Core) -> Reply:
        reply = converse(request, self.conversation, core)
        self.conversation, self._expects = reply.conversation, reply.expects
        return reply
