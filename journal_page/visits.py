"""What a browser that was let in has seen and said, from one view to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from journal_page.limits import LIMITS
from small_wins.conversation import Conversation
from small_wins.reply import Reply
from small_wins.stored_replies import from_row, to_row


@dataclass
class Visit:
    """One browser that was let in, and whose journal it sees."""

    known_as: str
    """How the core knows the person: 'local:me'."""
    locale: str
    cookie: str = field(repr=False)
    form_key: str = field(repr=False)
    until: datetime
    """When it is over, unless they look before."""
    conversation: Conversation = field(default_factory=Conversation, repr=False)
    reply: Reply | None = field(default=None, repr=False)
    """The last answer, shown until the next one."""
    replied_at: datetime | None = None
    heard: tuple[str, ...] = ()
    """Ids of the wins that were read one by one on a hard day."""
    asked: dict[str, str] = field(default_factory=dict, repr=False)
    """What was looked for last: a search is in no address, because browsers keep those."""

    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """What a row had of it when this request came."""

    def last_reply(self, now: datetime) -> Reply | None:
        """The last answer, while it may still be meant."""
        fresh = self.replied_at is not None and now - self.replied_at <= timedelta(seconds=LIMITS.reply_seconds)
        return self.reply if fresh else None

    def to_state(self, now: datetime) -> dict[str, Any]:
        """What a row keeps of it, as JSON-ready data; nothing that is over at `now` (aware)."""
        reply = self.last_reply(now)
        state = {
            "conversation": "" if self.conversation == Conversation() else self.conversation.to_json(),
            "reply": to_row(replace(reply, conversation=Conversation())) if reply else {},
            "replied_at": self.replied_at.isoformat() if reply and self.replied_at else "",
            "heard": list(self.heard),
            "asked": self.asked,
        }
        kept: dict[str, Any] = json.loads(json.dumps({name: value for name, value in state.items() if value}))
        return kept

    def remember(self, state: Mapping[str, Any]) -> None:
        """Take up what `to_state` made; what another version wrote, and can't be read, is forgotten."""
        try:
            reply = from_row(state["reply"]) if "reply" in state else None
            replied_at = datetime.fromisoformat(state["replied_at"]) if reply else None
        except (KeyError, TypeError, ValueError):
            reply, replied_at = None, None
        self.reply, self.replied_at = reply, replied_at
        self.conversation = Conversation.from_json(state.get("conversation"))
        self.heard, self.asked = tuple(state.get("heard", ())), dict(state.get("asked", {}))
