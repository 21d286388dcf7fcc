"""What is kept at the set-up besides the settings: what they would do most days."""

from __future__ import annotations

from models.ids import new_id
from models.tables import PlaybookEntry
from small_wins.journal import Journal

MOST_HABITS = 3
LONGEST_HABIT = 12
"""Words; what is longer is a story, and no small thing."""


def keep_habits(journal: Journal, text: str) -> list[str]:
    """Put what they would do most days, up to three things, among what works for them; as it is told afterwards."""
    understanding = journal.language.understanding
    said = understanding.grammar.trim(text)
    acts = understanding.grammar.find_acts(said, infinitive=True, today=journal.today)
    phrases = [act.what for act in acts][:MOST_HABITS] or [said] * (0 < len(said.split()) <= LONGEST_HABIT)
    kept = [phrase for phrase in phrases if journal.may_say(phrase)]
    journal.session.add_all(
        PlaybookEntry(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            at=journal.now,
            phrase=phrase,
            domain=understanding.domain_of(phrase),
            status="works",
        )
        for phrase in kept
    )
    return kept
