"""Talking to the core in a test."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from interaction_model.request import Request
from models import queries
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.reply import Reply

_numbers = itertools.count()


@dataclass
class Talk:
    """A typed conversation of one person."""

    core: Core
    person: str = "local:me"
    locale: str = "en-US"
    conversation: Conversation = field(default_factory=Conversation)

    def say(self, *hypotheses: str, request_id: str = "") -> Reply:
        return self.send(Request(self.person, "typed", request_id or f"r{next(_numbers)}", hypotheses, self.locale))

    def send(self, request: Request) -> Reply:
        reply = converse(request, self.conversation, self.core)
        self.conversation = reply.conversation
        return reply

    def kept(self) -> list[str]:
        """The phrases in the journal."""
        with self.core.database.reading() as session:
            person = queries.find_person(session, self.person)
            return [win.phrase for win in queries.all_wins(session, person.person_id)] if person else []
