"""Actions that are much for one time, and a small first piece of them."""

from __future__ import annotations

from small_wins.journal import Journal
from small_wins.themes.likeness import alike, content
from small_wins.themes.suggestions import limits
from small_wins.themes.wordlists import listed, says, section

LONG_MINUTES = 60
"""An action that takes so long is a large one."""


def is_large(journal: Journal, action: str) -> bool:
    """Whether an action is much for one time: 'clean the whole flat'."""
    minutes = journal.language.grammar.find_minutes(action) or 0
    return says(journal, action, listed(journal, "commitments", "large")) or minutes >= LONG_MINUTES


def first_piece(journal: Journal, action: str) -> str | None:
    """A small first piece of a large action that they can do, from the catalogue: completes 'you could'."""
    kinds = section(journal, "commitments").get("tasks", {})
    said = content(journal, action)
    tasks = {task for task, words in kinds.items() if any(alike(word, one) for word in words for one in said)}
    pieces = limits.possible(journal, [step for step in journal.language.steps if step.tasks & (tasks | said)])
    best = max(pieces, key=lambda step: len(step.tasks & (tasks | said)), default=None)
    return best.chain[0].do if best else None
