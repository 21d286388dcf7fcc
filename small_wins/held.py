"""What was done, told beside a disclosure: held until they ask for it. Nothing here touches the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from interaction_model.language import Language
from interaction_model.understanding.meaning import Win
from interaction_model.understanding.screen import WITH_CARE, Screening
from interaction_model.understanding.second_pass import BOUNDS
from small_wins.conversation import Conversation
from small_wins.reply import Reply


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line with a disclosure says besides."""

    answer: str = ""
    """What it is in answer to a question, as the screen names it; '' for none."""

    held: str = ""
    """The acts in it that are theirs to keep, in their own words."""


NOTHING_ELSE = Heard()


def heard(texts: Sequence[str], screening: Screening, language: Language) -> Heard:
    """Whatever breaks here, the disclosure is answered."""
    try:
        text = next(iter(texts), "")
        held = _with_care(text, language) if screening.category == WITH_CARE else _beside(text, language)
        return Heard(language.screen.answer(text), held)
    except Exception:  # noqa: BLE001 - nothing may keep the line from being said
        return NOTHING_ELSE


def told(held: str, language: Language, today: date) -> tuple[Win, ...]:
    """The wins that held words are, on their day."""
    text, day = language.grammar.find_day(language.as_sentence(held), today)
    acts = [act.what for act in language.grammar.find_acts(text, today=today)]
    return tuple(Win(what, language.understanding.domain_of(what), day or 0) for what in acts)


def is_plain(act: str, language: Language) -> bool:
    """Whether an act is nothing but what it says: 'took them' and 'had a drink' may be more, straight after it."""
    words = set(language.understanding.contractions.plain(act).split())
    veiled = language.understanding.words.get("hard_days", {}).get("veiled", ())
    left_out = language.understanding.words.get("patterns", {}).get("left_out", ())
    if words & {*veiled, *left_out}:
        return False
    return language.screen.read_all((act, language.as_sentence(act))).level == "none"


def carried_on(reply: Reply, before: Conversation, now: datetime) -> Reply:
    """The reply with what is held, while care mode lasts and until it is kept."""
    after = reply.conversation
    kept = any(win.what in before.held for win in reply.wins)
    if not before.held or after.held or kept or not after.in_care(now):
        return reply
    return replace(reply, conversation=replace(after, held=before.held))


def _beside(text: str, language: Language) -> str:
    grammar, second_pass = language.grammar, language.understanding.second_pass
    acts = [act.what for act in grammar.find_acts(grammar.trim(text))]
    reported = [act for act in acts if not second_pass or second_pass.report(language.as_sentence(act)) >= BOUNDS.keep]
    return grammar.join([act for act in reported if is_plain(act, language)])


def _with_care(text: str, language: Language) -> str:
    """All that was told, with its day, where it is one act; else the acts in it."""
    grammar, said = language.grammar, language.grammar.trim(text)
    acts = [act.what for act in grammar.find_acts(said)]
    subject = language.as_sentence("")
    whole = len(acts) == 1 and grammar.find_day(said)[0].lower() == language.as_sentence(acts[0]).lower()
    return said[len(subject) :].strip() if whole else grammar.join(acts)
