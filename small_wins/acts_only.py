"""Where a server keeps acts and nothing else: a public skill may not collect what tells of anybody's health.

`SMALL_WINS_SKILL_KEEPS=acts` chooses it for those who come by such a skill; the default keeps everything. Here stands
what is not taken up then. What the themes keep themselves looks at `Journal.acts_only`. The safety screen is the same
in both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interaction_model.request import AFAR
from small_wins.contexts import BREATHING
from small_wins.settings import Settings
from small_wins.themes.wordlists import listed, says

if TYPE_CHECKING:
    from small_wins.journal import Journal
    from small_wins.reply import Reply
    from small_wins.turn import Turn

ABOUT_THEM = frozenset({"feeling_report", "harsh_thought", "trigger", "future_self_note", "pattern_question"})
"""What tells how they are, or asks for it: heard, and not kept."""

HOW_ABLE = frozenset({"set_energy", "constraint", "cannot"})
"""What tells of their body or their strength: answered by staying small."""

KEEPS_NO_WORDS = frozenset(
    {"about", "out_of_scope", "undo", "privacy_delete", "edit", "stop", "help", "repeat", "yes", "no", "settings"}
)
"""What may name anything, since nothing of it is kept."""

FELT = frozenset({"feeling", "before", "during", "after", "struggle", "enough"})
"""The details of a win that tell how it was for them."""


def holds(settings: Settings, door: str) -> bool:
    """Whether acts alone are kept of what comes by this door."""
    return settings.skill_keeps == "acts" and door in AFAR


def refused(turn: Turn) -> Reply | None:
    """What is answered to a line that tells of their health; None for any other, and where everything is kept."""
    meaning = turn.meaning
    if not turn.journal.acts_only or meaning.intent in KEEPS_NO_WORDS:
        return None
    if meaning.intent in ABOUT_THEM and turn.conversation.question != BREATHING:
        return turn.say("acts_only")
    if meaning.intent in HOW_ABLE:
        return turn.say("steps_energy_unset")
    if meaning.wins:
        return None if any(_is_kept(turn.journal, win.what) for win in meaning.wins) else turn.say("acts_only_left")
    return None if _is_kept(turn.journal, meaning.text) else turn.say("acts_only_left")


def narrowed(turn: Turn) -> Turn:
    """The turn without what tells of their health, where acts alone are kept."""
    if not turn.journal.acts_only:
        return turn
    meaning = turn.meaning
    wins = tuple(replace(win, feeling=None) for win in meaning.wins if _is_kept(turn.journal, win.what))
    slots = {name: said for name, said in meaning.slots.items() if name not in FELT}
    return replace(turn, meaning=replace(meaning, wins=wins, slots=slots))


def _is_kept(journal: Journal, text: str) -> bool:
    health = (*listed(journal, "acts_only", "health"), *listed(journal, "patterns", "left_out"))
    return not says(journal, text, health)
