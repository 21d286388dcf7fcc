"""The conversation of a door that forgets it: each turn a process of its own, or a session that is over. A row keeps it
for ten minutes.
"""

from __future__ import annotations

from models import queries
from small_wins.conversation import Conversation
from small_wins.core import Core


def resume(core: Core, known_as: str, door: str) -> Conversation:
    """The conversation that was left; none where the journal can't be read (the turn will say why)."""
    now = core.clock()
    try:
        with core.database.reading() as session:
            person = queries.find_person(session, known_as)
            state = queries.load_conversation(session, person.person_id, door, now) if person else None
            return Conversation.from_json(state)
    except Exception:  # noqa: BLE001 - a cry for help must be answered even then
        return Conversation()


def keep(conversation: Conversation, core: Core, known_as: str, door: str) -> None:
    """Keep it for the next turn; where the journal can't be written the turn itself is done all the same."""
    try:
        with core.database.writing() as session:
            person = queries.find_person(session, known_as)
            if person:
                queries.keep_conversation(session, person.person_id, door, conversation.to_json(), core.clock())
                session.commit()
    except Exception:  # noqa: BLE001 - the turn itself is done
        return
