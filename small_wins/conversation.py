"""What carries over from one turn to the next, as versioned JSON that a door keeps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

VERSION = 1
CARE_MODE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state between two turns. Nothing in it quotes a disclosure."""

    question: str | None = None
    """The name of the question left open, or None."""

    last_speech: str = ""
    """The last thing said to the person, for 'say that again'; empty after a crisis reply."""

    care_until: str | None = None
    """ISO instant until which care mode holds (no suggestions, no cheer), or None."""

    not_understood: int = 0
    """How many turns in a row were not understood."""

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
            typed = isinstance(conversation.last_speech, str) and isinstance(conversation.not_understood, int)
            until = conversation.care_until
            if not typed or (until is not None and datetime.fromisoformat(until).tzinfo is None):
                return cls()
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return conversation
