"""Sharing: read back exactly, sent on a yes alone, stopped at one word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.queries import record as record_queries
from models.queries import sharing as queries
from models.tables import TrustedPerson
from small_wins import people
from small_wins.answers import check_ins, messages
from small_wins.reply import Reply
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
_OUTCOMES = {
    "sent": "people_sent",
    "waiting": "people_waits",
    "sending": "people_waits",
    "failed": "people_lost",
    "unsure": "people_doubtful",
    "cancelled": "people_cancelled",
}


def share(turn: Turn) -> Reply:
    """All that is said about sharing; the details tell which of it."""
    for slot, answer in _WISHES.items():
        if turn.slots.get(slot):
            return answer(turn)
    return send_to_somebody(turn)


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
    """Nothing but a yes sends it, and a no is final."""
    about = turn.conversation.about
    if turn.agrees:
        return send(turn, people.by_id(turn.journal, about.get("trusted", "")), about.get("text", ""))
    return turn.say("people_not_sent") if turn.declines else None


def send(turn: Turn, trusted: TrustedPerson | None, text: str) -> Reply:
    """On its way, if it still may go."""
    if turn.journal.person.sharing_stopped:
        return turn.say("people_still_off")
    if trusted is None or not text or not people.send(turn.journal, trusted, text):
        return turn.say("people_gone")
    return turn.say("people_going", name=people.called(turn.journal, trusted.name))


def after_share_words(turn: Turn) -> Reply | None:
    trusted = people.by_id(turn.journal, turn.conversation.about.get("trusted", ""))
    if turn.declines or trusted is None:
        return turn.say("people_not_sent") if turn.declines else None
    if means_last_win(turn):
        return read_back(turn, trusted, _as_answered(turn, turn.meaning.text))
    if turn.meaning.intent == "yes":
        return read_back(turn, trusted, "")
    # Asked for once more, or taken back: no words to send.
    other = turn.meaning.intent == "share" and turn.slots.keys() & {*_WISHES, "own"}
    words = None if other else turn.words(*IS_WORDS)
    return read_back(turn, trusted, _as_answered(turn, words)) if words else None


def after_share_who(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("people_not_sent")
    trusted = people.named_in(turn.journal, turn.meaning.text)
    return read_back(turn, trusted, turn.conversation.about.get("text", "")) if trusted else None


def after_tell_person(turn: Turn) -> Reply | None:
    """The offer to tell of a win, taken: it is read back before it goes."""
    if turn.declines:
        return turn.say("people_not_sent")
    journal, about = turn.journal, turn.conversation.about
    trusted = people.by_id(journal, about.get("trusted", ""))
    if turn.meaning.intent != "yes" or trusted is None:
        return None
    wins = record_queries.latest_wins(journal.session, journal.person.person_id, people.LOOKED_AT)
    told = [win for win in wins if str(win.id) == about.get("win")]
    return read_back(turn, trusted, people.text_of(journal, told) if told else "")


def after_check_in(turn: Turn) -> Reply | None:
    """What to send on a check-in day."""
    if turn.declines:
        return turn.say("people_check_in_not")
    return after_share_words(turn)


def whom(turn: Turn) -> tuple[TrustedPerson | None, str]:
    """The trusted person who is meant, or else the name that was said ('' for none)."""
    said = turn.slots.get("person", "").strip()
    trusted = people.named_in(turn.journal, said) or (people.named(turn.journal, said) if said else None)
    trusted = trusted or people.named_in(turn.journal, turn.meaning.text)
    if trusted is not None:
        return trusted, ""
    no_name = turn.journal.language.understanding.words["people"]["no_name"]
    first = said.lower().split()[:1]
    return None, "" if not first or first[0] in no_name else said


def names_of(turn: Turn, trusted: Sequence[TrustedPerson]) -> str:
    """Three names at most; more are too many to listen to."""
    return turn.journal.language.grammar.join([people.called(turn.journal, each.name) for each in trusted[:3]])


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
    ours = turn.journal.language.understanding.words["people"]
    return turn.meaning.text.lower().strip(" .,") in {*ours["last_one"], *ours["whole_day"]}


def _as_answered(turn: Turn, words: str) -> str:
    """Words to send, said on request: 'that one' is the last win, 'say that ...' is no part of them."""
    ours = turn.journal.language.understanding.words["people"]
    if means_last_win(turn):
        wins = people.wins_meant(turn.journal, words)
        return people.text_of(turn.journal, wins) if wins else ""
    plain = words.lower()
    opener = next((opener for opener in ours["openers"] if plain.startswith(f"{opener} ")), "")
    return people.as_sentence(words.strip()[len(opener) :])


def stop(turn: Turn) -> Reply:
    """At once and without a question. A name that is nobody's stops it all: sooner too much than too little."""
    trusted, _ = whom(turn)
    if trusted is None:
        people.stop_sharing(turn.journal)
        return turn.say("people_off")
    name = people.called(turn.journal, trusted.name)
    people.let_go(turn.journal, trusted)
    return turn.say("people_off_for", name=name)


def start_again(turn: Turn) -> Reply:
    turn.journal.person.sharing_stopped = False
    return turn.say("people_on")


def add(turn: Turn) -> Reply:
    """Somebody is named; the address, which is a secret, is never said aloud."""
    trusted, name = whom(turn)
    if trusted is not None and trusted.address:
        return turn.say("people_there", name=people.called(turn.journal, trusted.name))
    if trusted is None and not name:
        return turn.say("people_add_who")
    trusted = trusted or people.add(turn.journal, name)
    return turn.say("people_added", name=people.called(turn.journal, trusted.name))


def who(turn: Turn) -> Reply:
    if turn.journal.person.sharing_stopped:
        return turn.say("people_list_off")
    reachable = people.reachable(turn.journal)
    return turn.say("people_list", names=names_of(turn, reachable)) if reachable else turn.say("people_list_none")


def did_it_go(turn: Turn) -> Reply:
    """What became of the last message."""
    journal = turn.journal
    message = queries.latest_message(journal.session, journal.person.person_id)
    if message is None:
        return turn.say("people_no_message")
    trusted = people.by_id(journal, str(message.trusted_id))
    name = people.called(journal, trusted.name) if trusted else turn.text("people_someone").lower()
    return turn.say(_OUTCOMES[message.state], name=name)


def sees(turn: Turn) -> Reply:
    """What a trusted person gets to see: the answer to about/sees."""
    if turn.journal.person.sharing_stopped:
        return turn.say("people_sees_stopped")
    return turn.say("people_sees" if people.reachable(turn.journal) else "people_sees_nobody")


def when_done(turn: Turn) -> Reply:
    """'Tell Priya when I've done it': remembered with the latest plan; it is offered then, and waits for a yes."""
    journal = turn.journal
    trusted, name = whom(turn)
    if trusted is None or not trusted.address:
        said = trusted.name if trusted else name
        return turn.say("people_no_address", name=people.called(journal, said)) if said else turn.say("people_nobody")
    plans = queries.latest_commitments(journal.session, journal.person.person_id, people.LOOKED_AT)
    plan = next((plan for plan in plans if plan.status == "open"), None)
    if plan is None:
        return turn.say("people_no_plan")
    plan.tell = trusted.id
    return turn.say("people_will_offer", name=people.called(journal, trusted.name))


_WISHES: dict[str, Callable[[Turn], Reply]] = {
    "hear": messages.hear,
    "keep": messages.keep,
    "when_done": when_done,
    "on": start_again,
    "off": stop,
    "add": add,
    "who": who,
    "sent": did_it_go,
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
}
