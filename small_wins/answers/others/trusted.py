"""The people somebody trusts: who they are, what they see, what became of a message; named, and let go at one word."""

from __future__ import annotations

from collections.abc import Sequence

from models.queries import sharing as queries
from models.tables import TrustedPerson
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.themes.wordlists import listed
from small_wins.turn import Turn

_OUTCOMES = {
    "sent": "people_sent",
    "waiting": "people_waits",
    "sending": "people_waits",
    "failed": "people_lost",
    "unsure": "people_doubtful",
    "cancelled": "people_cancelled",
}


def whom(turn: Turn) -> tuple[TrustedPerson | None, str]:
    """The trusted person who is meant, or else the name that was said ('' for none)."""
    said = turn.slots.get("person", "").strip()
    trusted = people.named_in(turn.journal, said) or (people.named(turn.journal, said) if said else None)
    trusted = trusted or people.named_in(turn.journal, turn.meaning.text)
    if trusted is not None:
        return trusted, ""
    no_name = listed(turn.journal, "people", "no_name")
    first = said.lower().split()[:1]
    return None, "" if not first or first[0] in no_name else said


def names_of(turn: Turn, trusted: Sequence[TrustedPerson]) -> str:
    """Three names at most; more are too many to listen to."""
    return turn.journal.language.grammar.join([people.called(turn.journal, each.name) for each in trusted[:3]])


def stop(turn: Turn) -> Reply:
    """At once and without a question. A name that is nobody's stops it all: sooner too much than too little."""
    trusted, _ = whom(turn)
    if trusted is None:
        people.stop_sharing(turn.journal)
        return turn.say("people_off")
    name = people.called(turn.journal, trusted.name)
    people.let_go(turn.journal, trusted)
    return turn.say("people_off_for", name=name)


def let_go_named(turn: Turn) -> Reply | None:
    """'Forget Priya', where that is the whole line, and Priya one of them: whatever else it might mean."""
    text = turn.journal.language.grammar.trim(turn.meaning.text).lower()
    openers = listed(turn.journal, "people", "lets_go")
    opener = next((opener for opener in openers if text.startswith(f"{opener} ")), None)
    trusted = people.called_so(turn.journal, text.removeprefix(opener or "")) if opener else None
    if trusted is None:
        return None
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
