"""What a browser that was let in has seen and said, from one view to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from journal_page.limits import LIMITS
from small_wins.conversation import Conversation
from small_wins.reply import Reply
from small_wins.stored_replies import from_row, to_row

TURN_BYTES = 8
PLAIN: Mapping[str, type] = {"turn": str, "told_as": str, "done": str, "sent": dict, "heard": dict, "asked": dict}
"""What is data already, and what it is where there is none."""


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
    turn: str = ""
    """The name of the last answer: what is said to one names that which it was drawn for."""
    told_as: str = ""
    """The turn in the journal that goes when something is deleted, and takes what is held here along; '' for none."""
    done: str = ""
    """What was done last by a form of the page, as the end of the key of its sentence."""
    sent: dict[str, str] = field(default_factory=dict, repr=False)
    """Where the last forms led, by their names: one that is sent twice is done once."""
    heard: dict[str, str] = field(default_factory=dict, repr=False)
    """Ids of what was read on a hard day, and when, as an ISO instant."""
    asked: dict[str, str] = field(default_factory=dict, repr=False)
    """What was looked for last: a search is in no address, because browsers keep those."""

    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """What a row had of it when this request came."""

    def last_reply(self, now: datetime) -> Reply | None:
        """The last answer, while it may still be meant."""
        fresh = self.replied_at is not None and now - self.replied_at <= timedelta(seconds=LIMITS.reply_seconds)
        return self.reply if fresh else None

    def answered(self, reply: Reply | None, conversation: Conversation, now: datetime) -> None:
        """There is another answer, or None is any more."""
        self.turn, self.reply, self.replied_at, self.done = token_hex(TURN_BYTES), reply, now, ""
        self.conversation = conversation

    def put_aside(self, now: datetime) -> None:
        """Something else was done since the last answer: it is shown no more, and asks nothing. Care goes on."""
        if self.conversation.in_care(now):
            self.done = ""
        else:
            self.answered(None, self.conversation.hung_up(now), now)

    def forget(self, now: datetime) -> None:
        """What it held of words that were deleted is gone too. Care, which quotes none, goes on."""
        self.put_aside(now)
        kept = replace(self.conversation, held="", pending="", last_speech="")
        self.conversation = kept if kept.in_care(now) else Conversation()
        self.told_as, self.asked = "", {}

    def to_state(self, now: datetime) -> dict[str, Any]:
        """What a row keeps of it, as JSON-ready data; nothing that is over at `now` (aware)."""
        reply = self.last_reply(now)
        state = {
            "conversation": "" if self.conversation == Conversation() else self.conversation.to_json(),
            "reply": to_row(replace(reply, conversation=Conversation())) if reply else {},
            "replied_at": self.replied_at.isoformat() if reply and self.replied_at else "",
            **{name: getattr(self, name) for name in PLAIN},
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
        for name, empty in PLAIN.items():
            value = state.get(name)
            setattr(self, name, value if isinstance(value, empty) else empty())
