"""What is answered to each meaning: one function an intent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interaction_model.understanding.meaning import Meaning
from models.tables import Win
from small_wins import care, recaps, steps, wins
from small_wins.conversation import Conversation
from small_wins.journal import Journal
from small_wins.reply import Expects, KeptWin, Reply
from small_wins.safety import HelpLines

FIRST_WIN = "first_win"
"""The open question of the greeting: what is one thing you did?"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: whose journal, what was meant, and what came before."""

    journal: Journal
    meaning: Meaning
    conversation: Conversation
    door: str
    lines: HelpLines

    @property
    def in_care(self) -> bool:
        return self.conversation.in_care(self.journal.now)

    def say(self, key: str, **values: object) -> Reply:
        """A closing statement."""
        speech = self.journal.language.say(key, **values)
        return self.reply(speech)

    def ask(self, key: str, question: str, expects: Expects, reprompt: str) -> Reply:
        """A question that is left open."""
        say = self.journal.language.say
        asked = self.reply(say(key))
        conversation = replace(asked.conversation, question=question)
        return replace(asked, open=True, expects=expects, reprompt=say(reprompt), conversation=conversation)

    def reply(self, speech: str, kept: Sequence[Win] = ()) -> Reply:
        """A closing statement in words that are made already."""
        conversation = Conversation(last_speech=speech)
        if self.in_care:
            conversation = conversation.with_care(self.journal.now)
        views = tuple(KeptWin(str(win.id), win.phrase, win.domain, win.day.isoformat()) for win in kept)
        return Reply(speech, self.meaning.intent, wins=views, conversation=conversation)


def answer(turn: Turn) -> Reply:
    """The reply to a turn whose texts have passed the screen; what it keeps is in the journal's session."""
    intent = turn.meaning.intent
    if turn.in_care:
        reply = care.answer_question(intent, turn.conversation, turn.lines, turn.journal.now)
        if reply is not None:
            return reply
    return _ANSWERS.get(intent, not_understood)(turn)


def launch(turn: Turn) -> Reply:
    return turn.ask("launch", FIRST_WIN, "text", "launch_again")


def log_win(turn: Turn) -> Reply:
    journal, meaning = turn.journal, turn.meaning
    kept = wins.keep_wins(journal, meaning.wins, meaning.text, turn.door)
    say = journal.language.say
    if turn.in_care:
        acknowledgement = say("acknowledgement_in_care")
    else:
        acknowledgement = journal.language.say_in_turn("acknowledgements", wins.acknowledge(journal))
    return turn.reply(say("kept", acts=_echo(turn, kept), acknowledgement=acknowledgement), kept)


def _echo(turn: Turn, kept: Sequence[Win]) -> str:
    """The acts said back: 'You brushed your teeth', 'Yesterday you had a bath, and it felt good'."""
    language = turn.journal.language
    acts = language.grammar.join([language.grammar.second_person(win.phrase) for win in kept])
    days, feelings = {win.day for win in kept}, {win.feeling_after for win in kept} - {None}
    ago = (turn.journal.today - days.pop()).days if len(days) == 1 else 0
    key = "acts_with_feeling" if len(feelings) == 1 else "acts"
    feeling = language.grammar.second_person(feelings.pop() or "") if len(feelings) == 1 else ""
    if ago == 0:
        return language.say(key, acts=acts, feeling=feeling)
    return language.say(f"{key}_on_day", acts=acts, feeling=feeling, day=language.say_in_turn("days_ago", ago))


def suggest(turn: Turn) -> Reply:
    return turn.say("suggestion", step=steps.suggest_step(turn.journal))


def recap_today(turn: Turn) -> Reply:
    return turn.reply(recaps.recap_today(turn.journal))


def undo(turn: Turn) -> Reply:
    gone = wins.take_back(turn.journal)
    if not gone:
        return turn.say("nothing_to_undo")
    grammar = turn.journal.language.grammar
    return turn.say("undone", acts=grammar.join([grammar.second_person(win.phrase) for win in gone]))


def repeat(turn: Turn) -> Reply:
    last = turn.conversation.last_speech
    if not last:
        return turn.say("nothing_to_repeat")
    asked = turn.conversation.question is not None
    reprompt = turn.journal.language.say("launch_again") if asked else ""
    return replace(turn.reply(last), open=asked, reprompt=reprompt, conversation=turn.conversation)


def answer_yes(turn: Turn) -> Reply:
    if turn.conversation.question == FIRST_WIN:
        return turn.ask("launch_again", FIRST_WIN, "text", "launch_again")
    return turn.say("yes_without_question")


def answer_no(turn: Turn) -> Reply:
    return turn.say("no_to_launch" if turn.conversation.question == FIRST_WIN else "no_without_question")


def not_understood(turn: Turn) -> Reply:
    """One gentle line, then a shorter one that asks for nothing, then silence: never a loop."""
    if turn.meaning.ghost:
        return replace(turn.reply(""), conversation=turn.conversation)
    before = turn.conversation.not_understood
    reply = turn.reply("") if before > 1 else turn.say("not_understood_again" if before else "not_understood")
    reply = replace(reply, conversation=replace(reply.conversation, not_understood=before + 1))
    return reply if before else replace(reply, open=True, reprompt=turn.journal.language.say("launch_again"))


_ANSWERS: dict[str, Callable[[Turn], Reply]] = {
    "launch": launch,
    "log_win": log_win,
    "suggest": suggest,
    "recap_today": recap_today,
    "undo": undo,
    "help": lambda turn: turn.ask("help", FIRST_WIN, "text", "launch_again"),
    "stop": lambda turn: turn.say("stop"),
    "repeat": repeat,
    "yes": answer_yes,
    "no": answer_no,
}
