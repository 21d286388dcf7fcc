"""Sharing: read back exactly, and sent on a yes alone."""

from __future__ import annotations

from collections.abc import Callable

from models.queries import record as record_queries
from models.tables import TrustedPerson
from small_wins.agreement import begins
from small_wins.answers.others import check_ins, messages, recall
from small_wins.answers.others import trusted as trusted_people
from small_wins.answers.others.trusted import names_of, whom
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.themes.wordlists import listed
from small_wins.turn import Turn

SHARE_SEND, SHARE_WORDS, SHARE_WHO, TELL_PERSON, CHECK_IN = (
    "share_send", "share_words", "share_who", "tell_person", "check_in",
)  # fmt: skip
"""The open questions: send this, which words, to whom, tell them of this win, what to send on a check-in day."""
IS_WORDS = (
    "log_win", "share", "feeling_report", "hard_day", "nothing_today", "missed_commitment", "commit", "greeting",
    "cannot", "harsh_thought", "values", "set_energy",
)  # fmt: skip
"""What answers 'which words' may mean by itself, and is words to send all the same."""


def share(turn: Turn) -> Reply:
    """All that is said about sharing; the details tell which of it."""
    for slot, answer in _WISHES.items():
        if turn.slots.get(slot):
            return answer(turn)
    return messages.ask_to_keep(turn) or send_to_somebody(turn)


def send_to_somebody(turn: Turn) -> Reply:
    """The words or the win that are meant, read back with the name."""
    journal = turn.journal
    if journal.person.sharing_stopped:
        return turn.say("people_still_off")
    text = _text_meant(turn)
    trusted, name = whom(turn)
    if trusted is None and name:
        return turn.say("people_no_address", name=people.called(journal, name))
    if trusted is not None:
        return read_back(turn, trusted, text)
    reachable = people.reachable(journal)
    if not reachable:
        return turn.say("people_nobody")
    if len(reachable) == 1:
        return read_back(turn, reachable[0], text)
    asked = turn.say("people_who", names=names_of(turn, reachable))
    return turn.leave_open(asked, SHARE_WHO, "text", "people_words_again", {"text": text})


def read_back(turn: Turn, trusted: TrustedPerson, text: str) -> Reply:
    """Exactly what goes, and to whom; without words yet, they are waited for."""
    journal, name = turn.journal, people.called(turn.journal, trusted.name)
    if journal.person.sharing_stopped:
        return turn.say("people_still_off")
    if not trusted.address:
        return turn.say("people_no_address", name=name)
    about = {"trusted": str(trusted.id)}
    if not text:
        return turn.leave_open(turn.say("people_words"), SHARE_WORDS, "text", "people_words_again", about)
    if not journal.may_say(text):
        return turn.say("people_kept_back")
    about["text"] = text
    return turn.confirm("people_read_back", SHARE_SEND, "people_read_back_again", about=about, name=name, text=text)


def after_share_send(turn: Turn) -> Reply | None:
    """Nothing but a yes sends it, and a no is final; other words take the place of those that were read back."""
    about = turn.conversation.about
    trusted = people.by_id(turn.journal, about.get("trusted", ""))
    if trusted and (words := _words_instead(turn)):
        return read_back(turn, trusted, words)

    def go() -> Reply:
        return send(turn, trusted, about.get("text", ""))

    if turn.says_only("people", "sends_it"):
        return go()
    if recall.is_wished(turn):
        return turn.say("people_not_sent")
    if trusted and turn.meaning.intent == "edit":
        return read_back(turn, trusted, "")
    other = people.named_in(turn.journal, turn.meaning.text) if turn.meaning.intent == "share" else None
    if other and other is not trusted and not turn.slots.get("message"):
        return read_back(turn, other, about.get("text", ""))
    return turn.consent("people", "sends_it", given=go, refused="people_not_sent")


def send(turn: Turn, trusted: TrustedPerson | None, text: str) -> Reply:
    """On its way, if it still may go."""
    if turn.journal.person.sharing_stopped:
        return turn.say("people_still_off")
    if trusted is None or not text or not people.send(turn.journal, trusted, text):
        return turn.say("people_gone")
    return turn.say("people_going", name=people.called(turn.journal, trusted.name))


def _words_instead(turn: Turn) -> str:
    """What is to be sent in place of what was read back: 'no, say i miss her'. '' where that is not said."""
    said = turn.meaning.text.strip()
    while (rest := _after_opener(turn, said, "second_thoughts")) != said:
        said = rest
    words = _after_opener(turn, said, "instead")
    return people.as_sentence(words) if words != said and not begins(turn.journal, words) else ""


def _after_opener(turn: Turn, text: str, name: str) -> str:
    """The text without the longest of those openers that it begins with."""
    openers = listed(turn.journal, "people", name)
    opener = max((each for each in openers if text.lower().startswith(f"{each} ")), key=len, default="")
    return text[len(opener) :].strip(" ,")


def after_share_words(turn: Turn) -> Reply | None:
    trusted = people.by_id(turn.journal, turn.conversation.about.get("trusted", ""))
    if _declines_words(turn) or trusted is None:
        return turn.say("people_not_sent") if _declines_words(turn) else None
    if turn.says_only("people", "how_i_am"):
        return read_back(turn, trusted, people.as_sentence(turn.meaning.text))
    if means_last_win(turn):
        return read_back(turn, trusted, _as_answered(turn, turn.meaning.text))
    if turn.agrees:
        return read_back(turn, trusted, "")
    # Asked for once more, or taken back: no words to send.
    other = turn.meaning.intent == "share" and turn.slots.keys() & {*_WISHES, "own"}
    words = None if other else turn.words(*IS_WORDS)
    return read_back(turn, trusted, _as_answered(turn, words)) if words else None


def after_share_who(turn: Turn) -> Reply | None:
    if turn.declines or recall.is_wished(turn):
        return turn.say("people_not_sent")
    trusted = people.named_in(turn.journal, turn.meaning.text)
    return read_back(turn, trusted, turn.conversation.about.get("text", "")) if trusted else None


def after_tell_person(turn: Turn) -> Reply | None:
    """The offer to tell of a win, taken: it is read back before it goes."""
    if turn.declines or recall.is_wished(turn):
        return turn.say("people_not_sent")
    journal, about = turn.journal, turn.conversation.about
    trusted = people.by_id(journal, about.get("trusted", ""))
    if not turn.agrees or trusted is None:
        return None
    wins = record_queries.latest_wins(journal.session, journal.person.person_id, people.LOOKED_AT)
    told = [win for win in wins if str(win.id) == about.get("win")]
    return read_back(turn, trusted, people.text_of(journal, told) if told else "")


def ask_for_check_in(turn: Turn, trusted_id: str) -> Reply | None:
    """A yes to the check-in that was offered: what to say is asked for. None where nothing may go there any more."""
    trusted = people.by_id(turn.journal, trusted_id)
    if trusted is None or not people.may_tell(turn.journal, trusted):
        return None
    return turn.leave_open(turn.say("people_words"), CHECK_IN, "text", "people_words_again", {"trusted": trusted_id})


def after_check_in(turn: Turn) -> Reply | None:
    """What to send on a check-in day."""
    return turn.say("people_check_in_not") if _declines_words(turn) else after_share_words(turn)


def _declines_words(turn: Turn) -> bool:
    """'I'm grand' declines many an offer, and here it is what to say."""
    return recall.is_wished(turn) or (turn.declines and not turn.says_only("people", "how_i_am"))


def _text_meant(turn: Turn) -> str:
    """The words in the line itself, else the win that is meant; '' where neither, or own words are wished for."""
    if said := turn.slots.get("message", "").strip():
        return people.as_sentence(said)
    if turn.slots.get("own"):
        return ""
    wins = people.wins_meant(turn.journal, turn.meaning.text)
    return people.text_of(turn.journal, wins) if wins else ""


def means_last_win(turn: Turn) -> bool:
    """Whether what is to be sent is answered with 'that one', or 'today's wins'."""
    return turn.says_only("people", "last_one") or turn.says_only("people", "whole_day")


def _as_answered(turn: Turn, words: str) -> str:
    """Words to send, said on request: 'that one' is the last win, 'say that ...' is no part of them."""
    if means_last_win(turn):
        wins = people.wins_meant(turn.journal, words)
        return people.text_of(turn.journal, wins) if wins else ""
    return people.as_sentence(_after_opener(turn, words.strip(), "openers"))


_WISHES: dict[str, Callable[[Turn], Reply]] = {
    "recall": recall.call_back,
    "hear": messages.hear,
    "keep": messages.keep,
    "when_done": trusted_people.when_done,
    "on": trusted_people.start_again,
    "off": trusted_people.stop,
    "add": trusted_people.add,
    "who": trusted_people.who,
    "sent": trusted_people.did_it_go,
}
"""What may be wished besides sending, by the detail that tells it; the first one that is there counts."""

ANSWERS = {"share": share, "check_in": check_ins.check_in}
FOLLOW_UPS = {
    SHARE_SEND: after_share_send,
    SHARE_WORDS: after_share_words,
    SHARE_WHO: after_share_who,
    TELL_PERSON: after_tell_person,
    CHECK_IN: after_check_in,
    check_ins.CHECK_IN_DAY: check_ins.after_day,
    messages.MESSAGE_WORDS: messages.after_words,
    messages.WHAT_WAS_SAID: messages.after_what_was_said,
    messages.KEEP_THEIRS: messages.after_keep_theirs,
}
TAKES_REPORTS = {SHARE_WORDS, CHECK_IN, messages.MESSAGE_WORDS}
