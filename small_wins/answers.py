"""What is answered to each meaning: one function an intent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.meaning import Win as ToldWin
from models.tables import Win
from small_wins import care, recaps, steps, wins
from small_wins.conversation import Conversation
from small_wins.echo import say_back
from small_wins.journal import Journal
from small_wins.reply import Expects, KeptWin, Reply
from small_wins.safety import HelpLines

SURE_IN_CARE = {"yes": 1.0, "no": 1.0, "log_win": 0.8}
SURE_ENOUGH = 0.6
"""How sure of these, and of anything else, the understanding has to be in care mode."""

FIRST_WIN = "first_win"
"""The open question of the greeting: what is one thing you did?"""

KEEP_THIS = "keep_this"
"""The open question about a doubtful win."""


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
    if turn.in_care:
        return _answer_in_care(turn)
    return _ANSWERS.get(turn.meaning.intent, not_understood)(turn)


def _answer_in_care(turn: Turn) -> Reply:
    """Nothing asks for a win here, and a guess is no answer: 'maybe' is no no, and 'i took them' no win."""
    meaning, now = turn.meaning, turn.journal.now
    sure = meaning.confidence >= SURE_IN_CARE.get(meaning.intent, SURE_ENOUGH)
    intent = meaning.intent if sure else "unknown"
    reply = care.answer_question(intent, turn.conversation, turn.lines, now)
    if reply is None and intent not in _ANSWERS:
        reply = care.answer_question("unknown", turn.conversation, turn.lines, now)
    if reply is not None:
        return reply
    reply = _ANSWERS.get(intent, not_understood)(turn)
    return reply if reply.open else replace(reply, open=True, reprompt=turn.lines.say("here"))


def launch(turn: Turn) -> Reply:
    return turn.ask("launch", FIRST_WIN, "text", "launch_again")


def log_win(turn: Turn) -> Reply:
    if turn.meaning.logs == "ask":
        return ask_to_keep(turn)
    return keep(turn, turn.meaning.wins, turn.meaning.text)


def ask_to_keep(turn: Turn) -> Reply:
    """Only what is doubtful is asked about; the words wait in the conversation until the answer."""
    asked = turn.ask("keep_this", KEEP_THIS, "yes_no", "keep_this_again")
    return replace(asked, conversation=asked.conversation.wait(turn.meaning.text, turn.journal.now))


def keep(turn: Turn, told: Sequence[ToldWin], said: str, *, echo: bool = True) -> Reply:
    journal = turn.journal
    kept = wins.keep_wins(journal, told, said, turn.door)
    say = journal.language.say
    if turn.in_care:
        acknowledgement = say("acknowledgement_in_care")
    else:
        acknowledgement = journal.language.say_in_turn("acknowledgements", wins.acknowledge(journal))
    speech = say("kept", acts=say_back(journal, kept), acknowledgement=acknowledgement) if echo else acknowledgement
    return turn.reply(speech, kept)


def suggest(turn: Turn) -> Reply:
    return turn.say("suggestion", step=steps.suggest_step(turn.journal))


def different(turn: Turn) -> Reply:
    return suggest(turn)


def smaller(turn: Turn) -> Reply:
    step = steps.suggest_smaller(turn.journal)
    return turn.say("suggestion", step=step) if step else turn.say("smaller_without_step")


def done(turn: Turn) -> Reply:
    """The step that was offered is kept; what they told beside it goes before."""
    if turn.meaning.wins:
        return keep(turn, turn.meaning.wins, turn.meaning.text)
    offer = steps.last_offer(turn.journal)
    win = steps.as_win(turn.journal, offer) if offer else None
    return keep(turn, [win], turn.meaning.text) if win else turn.say("done_without_step")


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
    if turn.conversation.question == KEEP_THIS and (said := turn.conversation.waiting(turn.journal.now)):
        request = Request("", turn.door, "", (said,))
        meaning = turn.journal.language.understanding.understand(request, today=turn.journal.today)
        if meaning.wins:
            return keep(turn, meaning.wins, said, echo=False)
    return turn.say("yes_without_question")


def answer_no(turn: Turn) -> Reply:
    keys = {FIRST_WIN: "no_to_launch", KEEP_THIS: "let_go"}
    return turn.say(keys.get(turn.conversation.question or "", "no_without_question"))


def not_understood(turn: Turn) -> Reply:
    """One gentle line, then a shorter one that asks for nothing, then silence: never a loop."""
    if turn.meaning.ghost:
        return replace(turn.reply(""), conversation=turn.conversation)
    if turn.meaning.unfinished:
        conversation = turn.conversation.wait(turn.meaning.text, turn.journal.now)
        return replace(
            turn.reply(""), open=True, reprompt=turn.journal.language.say("listening"), conversation=conversation
        )
    before = turn.conversation.not_understood
    reply = turn.reply("") if before > 1 else turn.say("not_understood_again" if before else "not_understood")
    reply = replace(reply, conversation=replace(reply.conversation, not_understood=before + 1))
    return reply if before else replace(reply, open=True, reprompt=turn.journal.language.say("launch_again"))


def _says(key: str) -> Callable[[Turn], Reply]:
    return lambda turn: turn.say(key)


_NOT_YET = (
    "commit", "pattern_question", "list_wins", "edit", "share", "future_self_note", "breathe", "set_energy",
    "constraint", "values", "weekly_plan", "slower", "privacy_delete", "export",
)  # fmt: skip
"""What is understood, and honestly refused so far."""

_ANSWERS: dict[str, Callable[[Turn], Reply]] = {
    "launch": launch,
    "log_win": log_win,
    "suggest": suggest,
    "different": different,
    "smaller": smaller,
    "done_commitment": done,
    "missed_commitment": _says("missed_commitment"),
    "recap_today": recap_today,
    "recap_week": lambda turn: turn.reply(recaps.recap_week(turn.journal)),
    "hard_day": _says("hard_day"),
    "nothing_today": _says("nothing_today"),
    "feeling_report": _says("feeling_report"),
    "undo": undo,
    "help": lambda turn: turn.ask("help", FIRST_WIN, "text", "launch_again"),
    "stop": _says("stop"),
    "repeat": repeat,
    "yes": answer_yes,
    "no": answer_no,
    "no_log": _says("not_kept"),
    "out_of_scope": _says("out_of_scope"),
    **dict.fromkeys(_NOT_YET, _says("not_yet")),
}
