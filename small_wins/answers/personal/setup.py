"""The set-up by voice: four questions at most, each kept as soon as it is answered, each to be skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from small_wins.answers.personal.settings import declines_name, name_told
from small_wins.reply import Reply
from small_wins.themes.personal import person_settings
from small_wins.themes.personal.set_up import keep_habits
from small_wins.turn import Turn

NAME, REGION, RECAP, HABIT = "setup_name", "setup_region", "setup_recap", "setup_habit"
QUESTIONS = (NAME, REGION, RECAP, HABIT)
"""The open questions in their order; each is also the key of its text."""


def set_up(turn: Turn) -> Reply:
    """The disclaimer is said once; on energy 1 nothing comes after it."""
    journal = turn.journal
    first = journal.person.set_up_at is None
    journal.person.set_up_at = journal.person.set_up_at or journal.now
    if not turn.may_offer:
        return replace(turn.say("setup_low" if first else "setup_again_low"), whole=True)
    return _ask_next(turn, turn.text("setup_disclaimer" if first else "setup_again"), QUESTIONS)


def _ask_next(turn: Turn, heard: str, left: tuple[str, ...]) -> Reply:
    """What was heard in one sentence, and the next question.

    The country only where it is not known, and no recap where another service had to be permitted to sound it.
    """
    needless = {REGION} if turn.lines.region else set()
    questions = [question for question in left if question not in needless | ({RECAP} if turn.afar else set())]
    if not questions or turn.low_energy:
        return turn.reply(f"{heard} {turn.text('setup_end')}")
    asked = turn.reply(f"{heard} {turn.text(questions[0])}")
    return turn.leave_open(asked, questions[0], "text", "setup_skip")


def _follow(
    question: str, take: Callable[[Turn], str | None], declines: Callable[[Turn], bool] = lambda turn: turn.declines
) -> Callable[[Turn], Reply | None]:
    """What follows one question: `take` keeps the answer and says what was heard; None where the line is none."""

    def follow_up(turn: Turn) -> Reply | None:
        declined = declines(turn)
        if turn.meaning.intent == "stop" and not declined:
            return turn.say("setup_stopped")
        heard = turn.text("setup_skipped") if declined else take(turn)
        return None if heard is None else _ask_next(turn, heard, QUESTIONS[QUESTIONS.index(question) + 1 :])

    return follow_up


def _take_name(turn: Turn) -> str | None:
    told = name_told(turn)
    if told is None:
        return None
    kept = person_settings.set_name(turn.journal, told)
    return turn.text("setup_name_kept", name=kept) if kept else turn.text("setup_not_heard")


def _take_region(turn: Turn) -> str | None:
    found = person_settings.region_in(turn.journal, turn.meaning.text)
    if found is None:
        return turn.text("setup_not_heard") if turn.words("settings") else None
    turn.journal.person.region = found[0]
    return turn.text("setup_region_kept", region=found[1])


def _take_recap(turn: Turn) -> str | None:
    minute = person_settings.minute_in(turn.journal, turn.meaning.text)
    if minute is None:
        return turn.text("setup_not_heard") if turn.words("settings") else None
    turn.journal.person.recap_minute = minute
    return turn.text("setup_recap_kept", clock=person_settings.say_clock(turn.journal, minute))


def _take_habit(turn: Turn) -> str | None:
    """Anything in their own words but a win that they tell."""
    words = turn.words("log_win", "commit", "suggest", "playbook", "big_task", "plans", "breathe")
    kept = keep_habits(turn.journal, words) if words else []
    grammar = turn.journal.language.grammar
    if kept:
        return turn.text("setup_habit_kept", acts=grammar.join([grammar.second_person(act) for act in kept]))
    return turn.text("setup_not_heard") if words else None


ANSWERS = {"set_up": set_up}
FOLLOW_UPS = {
    NAME: _follow(NAME, _take_name, declines_name),
    REGION: _follow(REGION, _take_region),
    RECAP: _follow(RECAP, _take_recap),
    HABIT: _follow(HABIT, _take_habit),
}
