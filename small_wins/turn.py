"""One turn as the answers see it, and the ways to answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from interaction_model.request import AFAR
from interaction_model.understanding.meaning import Meaning
from models.tables import Win
from small_wins import agreement
from small_wins.agreement import SURE_OF_ANOTHER
from small_wins.conversation import Conversation
from small_wins.interpret import tells_a_win
from small_wins.journal import Journal
from small_wins.reply import Expects, KeptWin, Reply
from small_wins.safety import HelpLines
from small_wins.settings import Settings
from small_wins.themes import days, wordlists

_AGAIN = "again"
"""What is noted with a question that is asked for the second time."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: whose journal, what was meant, and what came before."""

    journal: Journal
    meaning: Meaning
    conversation: Conversation
    door: str
    lines: HelpLines
    settings: Settings
    known_as: str = ""
    """As whom the door knows who speaks."""
    locale: str = ""
    """In which language and country they speak."""

    @property
    def afar(self) -> bool:
        """Whether the door is not at the machine that keeps the journal."""
        return self.door in AFAR

    @property
    def slots(self) -> Mapping[str, str]:
        return self.meaning.slots

    @property
    def in_care(self) -> bool:
        return self.conversation.in_care(self.journal.now)

    @property
    def low_energy(self) -> bool:
        """Whether the person said that their energy is one today: then nothing is asked or offered."""
        return days.energy(self.journal) == 1

    @property
    def may_offer(self) -> bool:
        """Whether something may be offered that was not asked for."""
        return not self.in_care and not self.low_energy

    @property
    def declines(self) -> bool:
        """Whether an open question is answered with a no, 'skip' or 'nothing'."""
        skips = self.journal.language.understanding.words.get("skips", ())
        return self.meaning.intent == "no" or wordlists.is_all(self.journal, self.meaning.text, skips)

    @property
    def agrees(self) -> bool:
        """Whether an open question is answered with a yes."""
        return agreement.agrees(self.journal, self.meaning)

    def consent(self, theme: str, acts: str, *, given: Callable[[], Reply], refused: str) -> Reply | None:
        """What follows the question before that which can't be taken back, and which a list of words names.

        It is `given` on a plain yes alone; an unclear answer is asked for once more. None where the line is no answer.
        """
        before = self.conversation
        match agreement.consent(self.journal, self.meaning, wordlists.listed(self.journal, theme, acts)):
            case "given":
                return given()
            case "unclear" if not self.declines and _AGAIN not in before.about:
                about = {**before.about, _AGAIN: "yes"}
                asked = self.say(before.reprompt)
                return self.leave_open(asked, str(before.question), "yes_no", before.reprompt, about)
            case None if not self.declines:
                return None
        return self.say(refused)

    @property
    def tells_a_win(self) -> bool:
        """Whether a win is told outright, and no answer in words for something else."""
        return tells_a_win(self.meaning, self.journal.language)

    def words(self, *fits: str) -> str | None:
        """What answers an open question in words of their own.

        None where it is declined, or surely means another intent than `fits`: then the question is dropped.
        """
        meaning = self.meaning
        if meaning.ghost or self.declines or not meaning.text.strip():
            return None
        other = meaning.intent not in {"unknown", *fits} and meaning.confidence >= SURE_OF_ANOTHER
        return None if other else meaning.text

    def says(self, theme: str, name: str) -> bool:
        """Whether the line has a phrase of that list of words in it, in whole words."""
        return wordlists.says(self.journal, self.meaning.text, wordlists.listed(self.journal, theme, name))

    def says_only(self, theme: str, name: str) -> bool:
        """Whether the line is a phrase of that list of words and nothing else."""
        return wordlists.is_all(self.journal, self.meaning.text, wordlists.listed(self.journal, theme, name))

    def label(self, theme: str, name: str, most_words: int | None = None) -> str | None:
        """Which of several labelled lists of words the line says something of; None for a longer line."""
        return wordlists.label_in(self.journal, self.meaning.text, theme, name, most_words)

    def detail(self, of: str, slot: str, text: str | None = None) -> str | None:
        """What the line tells by the patterns that slots.yaml has for `of`: where a list of words is not enough.

        With `text`, what that text tells.
        """
        understanding = self.journal.language.understanding
        said = self.meaning.text if text is None else text
        return understanding.slots.find(of, said, understanding.grammar).get(slot)

    def text(self, key: str, **values: object) -> str:
        """A sentence of replies/, filled."""
        return self.journal.language.say(key, **values)

    def say(self, key: str, **values: object) -> Reply:
        """A closing statement."""
        return self.reply(self.text(key, **values))

    def ask(
        self,
        key: str,
        question: str,
        expects: Expects,
        reprompt: str,
        *,
        instead: str | None = None,
        about: Mapping[str, str] | None = None,
        **values: object,
    ) -> Reply:
        """A question that is left open, with what it is `about`.

        On energy 1 nothing is asked: the statement `instead` is said and nothing is left open.
        """
        if self.low_energy and instead is not None:
            return self.say(instead, **values)
        return self.leave_open(self.say(key, **values), question, expects, reprompt, about)

    def confirm(
        self, key: str, question: str, reprompt: str, *, about: Mapping[str, str] | None = None, **values: object
    ) -> Reply:
        """The yes without which nothing is deleted or shared, at any energy. Its text asks for it without a '?'."""
        return self.leave_open(self.say(key, **values), question, "yes_no", reprompt, about)

    def leave_open(
        self, reply: Reply, question: str, expects: Expects, reprompt: str, about: Mapping[str, str] | None = None
    ) -> Reply:
        """A reply whose last sentence asks something; `question` names it in the follow-ups of the answers."""
        asked = replace(reply.conversation, question=question, about=dict(about or {}), reprompt=reprompt)
        asked = asked.renewed(self.journal.now)
        return replace(reply, open=True, expects=expects, reprompt=self.text(reprompt), conversation=asked)

    def aside(self, reply: Reply) -> Reply:
        """A reply that leaves the talk as it was, with the question that was open before."""
        before = self.conversation
        if before.question is None or not before.reprompt:
            return reply
        before = before.renewed(self.journal.now)
        return replace(reply, open=True, reprompt=self.text(before.reprompt), conversation=before)

    def reply(self, speech: str, kept: Sequence[Win] = ()) -> Reply:
        """A closing statement in words that are made already."""
        conversation = Conversation(last_speech=speech)
        if self.in_care:
            conversation = replace(conversation, care_until=self.conversation.care_until)
        views = tuple(KeptWin(str(win.id), win.phrase, win.domain, win.day.isoformat()) for win in kept)
        return Reply(speech, self.meaning.intent, wins=views, conversation=conversation)
