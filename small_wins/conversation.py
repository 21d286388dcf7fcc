"""What carries over from one turn to the next, as versioned JSON that a door keeps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

VERSION = 4
CARE_MODE_LASTS = timedelta(minutes=10)
WORDS_WAIT = timedelta(minutes=1)
CONFIRMATIONS = frozenset({"share_send", "send_again", "delete", "plans_cancel_all", "pairing_join", "pairing_undo"})
"""The open questions before what is done on a yes alone: nothing is sent, deleted or joined without one."""
DOES_IT_FIRST = frozenset({"heavy_step", "playbook_doing"})
"""The open questions that are answered when something has been done."""

QUESTION_WAITS = timedelta(minutes=10)
"""As long as the conversation of one-turn commands lives: whoever comes back later has other things in mind."""
CONFIRMATION_WAITS = timedelta(minutes=2)
"""Time to think about it; a yes that is said later is likelier meant for something or somebody else."""
DOING_WAITS = timedelta(hours=2)
"""A bath takes its time. "Done" reaches back as far anywhere else."""


def waits(question: str) -> timedelta:
    """How long a question waits for its answer. Those of care mode are not asked about here: they wait as it does."""
    if question in CONFIRMATIONS:
        return CONFIRMATION_WAITS
    return DOING_WAITS if question in DOES_IT_FIRST else QUESTION_WAITS


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state between two turns. Nothing in it quotes a disclosure."""

    question: str | None = None
    """The name of the question left open, or None."""

    about: dict[str, str] = field(default_factory=dict)
    """What the open question is about: ids of rows, or the parts of an answer that came before."""

    reprompt: str = ""
    """The key of the sentence for a silence after the open question, or '' where none is open."""

    question_until: str | None = None
    """ISO instant until which the open question waits for its answer; None: as long as care mode holds."""

    lapsed: str = ""
    """The question that has waited too long for this turn's line to be its answer, or ''."""

    last_speech: str = ""
    """The last thing said to the person, for 'say that again'; empty after a crisis reply."""

    care_until: str | None = None
    """ISO instant until which care mode holds (no suggestions, no cheer), or None."""

    not_understood: int = 0
    """How many turns in a row were not understood."""

    pending: str = ""
    """Words that wait: a half sentence for its rest, or a doubtful win for a yes. They have passed the screen."""

    pending_until: str | None = None
    """ISO instant until which they wait."""

    held: str = ""
    """What was done, told beside a disclosure: while care mode holds it is kept if they ask for it."""

    def waiting(self, now: datetime) -> str:
        """The words that still wait at `now` (aware), or ''."""
        until = self.pending_until
        return self.pending if until is not None and now <= datetime.fromisoformat(until) else ""

    def wait(self, text: str, now: datetime) -> Conversation:
        """This conversation with words that were said at `now` (aware) and wait for the next turn."""
        return replace(self, pending=text, pending_until=(now + WORDS_WAIT).isoformat())

    def at(self, now: datetime) -> Conversation:
        """This conversation as it is at `now` (aware): a question that has waited too long is open no more."""
        until = self.question_until
        if self.question is None or until is None or now <= datetime.fromisoformat(until):
            return self if not self.lapsed else replace(self, lapsed="")
        return replace(
            self, question=None, about={}, reprompt="", question_until=None, lapsed=self.question, last_speech=""
        )

    def renewed(self, now: datetime) -> Conversation:
        """This conversation with its open question asked at `now` (aware)."""
        return replace(self, question_until=(now + waits(str(self.question))).isoformat())

    def hung_up(self, now: datetime) -> Conversation:
        """This conversation after a session that is over at `now` (aware): nobody is asked any more, but in care."""
        if self.question is None or self.in_care(now):
            return self
        return replace(self, question=None, about={}, reprompt="", question_until=None)

    def in_care(self, now: datetime) -> bool:
        """Whether care mode holds at `now` (aware)."""
        return self.care_until is not None and now < datetime.fromisoformat(self.care_until)

    def with_care(self, now: datetime) -> Conversation:
        """This conversation with care mode renewed from `now` (aware)."""
        return replace(self, care_until=(now + CARE_MODE_LASTS).isoformat())

    def to_json(self) -> str:
        return json.dumps({"version": VERSION, **asdict(self)})

    @classmethod
    def from_json(cls, text: str | None) -> Conversation:
        """Read what `to_json` wrote. Another version, or anything else, reads as an empty conversation."""
        try:
            state = json.loads(text or "")
            if state.pop("version") != VERSION:
                return cls()
            conversation = cls(**state)
            texts = (
                conversation.last_speech,
                conversation.pending,
                conversation.reprompt,
                conversation.lapsed,
                conversation.held,
            )
            typed = all(isinstance(text, str) for text in texts) and isinstance(conversation.not_understood, int)
            typed = typed and all(isinstance(part, str) for pair in conversation.about.items() for part in pair)
            instants = (conversation.care_until, conversation.pending_until, conversation.question_until)
            if not typed or any(until and datetime.fromisoformat(until).tzinfo is None for until in instants):
                return cls()
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return conversation
