"""Trusted people: who they are, what may be told to them, what they said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.ids import new_id
from models.queries import record as record_queries
from models.queries import sharing as queries
from models.tables import Note, TrustedPerson, Win
from small_wins.journal import Journal
from small_wins.themes.others import outbox
from small_wins.themes.past.recaps import SPOKEN_AT_MOST
from small_wins.themes.wordlists import plain, says

LOOKED_AT = 20
"""So many of the latest wins (or messages, or plans) are looked at: what is meant by 'this' is among them."""
STILL_THIS = timedelta(days=1)
"""Older wins are no longer 'this'."""
MOST_LETTERS = 64
"""What fits into the column of a name."""
STEM = 4
"""So many letters make 'walk' and 'walked' the same word."""


def everybody(journal: Journal) -> Sequence[TrustedPerson]:
    """All trusted people, with and without an address."""
    return queries.trusted_people(journal.session, journal.person.person_id)


def reachable(journal: Journal) -> list[TrustedPerson]:
    """Those to whom something can be sent."""
    return [trusted for trusted in everybody(journal) if trusted.address]


def by_id(journal: Journal, trusted_id: str) -> TrustedPerson | None:
    """The trusted person of that id, if they are still there."""
    return next((trusted for trusted in everybody(journal) if str(trusted.id) == trusted_id), None)


def named(journal: Journal, name: str) -> TrustedPerson | None:
    """The one whom a name means: 'my brother' is 'brother', 'my friend jo' is 'Jo'."""
    words = set(_words(journal, name))
    known = [(set(_words(journal, trusted.name)), trusted) for trusted in everybody(journal)]
    same = [trusted for theirs, trusted in known if theirs == words]
    near = [trusted for theirs, trusted in known if theirs and words and (theirs <= words or words <= theirs)]
    found = same or near
    return found[0] if len(found) == 1 else None


def called_so(journal: Journal, name: str) -> TrustedPerson | None:
    """The one whose whole name this is; None where it is nobody's, or two people's."""
    words = _words(journal, name)
    found = [trusted for trusted in everybody(journal) if words and _words(journal, trusted.name) == words]
    return found[0] if len(found) == 1 else None


def named_in(journal: Journal, text: str) -> TrustedPerson | None:
    """The one whose name stands in a text, the longest name first; None where none or two do."""
    said = f" {' '.join(_words(journal, text))} "
    found = [t for t in everybody(journal) if (name := " ".join(_words(journal, t.name))) and f" {name} " in said]
    longest = max((len(_words(journal, trusted.name)) for trusted in found), default=0)
    best = [trusted for trusted in found if len(_words(journal, trusted.name)) == longest]
    return best[0] if len(best) == 1 else None


def add(journal: Journal, name: str, address: str | None = None) -> TrustedPerson:
    """Add a trusted person, or give the one of that name another address."""
    trusted = named(journal, name)
    if trusted is None:
        trusted = TrustedPerson(
            person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, name=name[:MOST_LETTERS]
        )
        journal.session.add(trusted)
    trusted.address = address or trusted.address
    return trusted


def let_go(journal: Journal, trusted: TrustedPerson) -> None:
    """Nothing goes to them any more. Who left a message that was kept stays known by name."""
    person_id = journal.person.person_id
    queries.cancel_waiting(journal.session, person_id, trusted.id)
    trusted.address, trusted.check_in = None, None
    if not queries.latest_messages_from(journal.session, person_id, trusted.id, 1):
        journal.session.delete(trusted)


def stop_sharing(journal: Journal) -> None:
    """Stop all sharing at once; what waits is cancelled."""
    journal.person.sharing_stopped = True
    queries.cancel_waiting(journal.session, journal.person.person_id)


def called(journal: Journal, name: str) -> str:
    """A name as it is said back: 'my brother' -> 'your brother'. What the screen stops is no name that is said."""
    if not journal.may_say(name):
        return journal.language.say("people_someone").lower()
    return journal.language.grammar.second_person(name)


def may_tell(journal: Journal, trusted: TrustedPerson | None) -> bool:
    """Whether telling them may be offered (of a commitment, on a check-in day)."""
    return trusted is not None and bool(trusted.address) and not journal.person.sharing_stopped


def text_of(journal: Journal, wins: Sequence[Win]) -> str:
    """Wins in the words in which they are sent: 'I watered the plant.'"""
    acts = journal.language.grammar.join(list(dict.fromkeys(win.phrase for win in wins)))
    ago = (journal.today - wins[0].day).days
    if ago == 0:
        return journal.language.say("people_text", acts=acts)
    day = journal.language.say_in_turn("days_ago", ago) if 0 < ago <= STILL_THIS.days + 1 else wins[0].day.isoformat()
    return journal.language.say("people_text_on_day", acts=acts, day=day)


def wins_meant(journal: Journal, said: str) -> Sequence[Win]:
    """The wins that 'this', 'today's wins' or 'my walk' means; none where there is none of these days."""
    latest = record_queries.latest_wins(journal.session, journal.person.person_id, LOOKED_AT)
    recent = [win for win in latest if win.day >= journal.today - STILL_THIS and journal.may_say(win.phrase)]
    words = journal.language.understanding.words["people"]
    today = [win for win in reversed(recent) if win.day == journal.today]
    if today and says(journal, said, words["whole_day"]):
        return today[-SPOKEN_AT_MOST:]
    stems = {word[:STEM] for word in plain(said).split() if len(word) >= STEM and word not in words["no_act"]}
    about = [win for win in recent if stems & {word[:STEM] for word in plain(win.phrase).split() if len(word) >= STEM}]
    last = (about or recent)[:1]
    if about:
        return last
    # What was told in one breath is shared in one.
    return [
        win
        for win in reversed(recent)
        if last and (win.told_at, win.said, win.day) == (last[0].told_at, last[0].said, last[0].day)
    ]


def as_sentence(text: str) -> str:
    """Words to send as they are read back: a capital first, a stop last."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text[-1:] in ".?!" else ".")


def keep_message(journal: Journal, name: str, text: str) -> TrustedPerson | None:
    """Keep what somebody said, for a hard day; None where the screen stops it, or acts alone are kept."""
    if journal.acts_only or not journal.may_say(text):
        return None
    trusted = named(journal, name) or add(journal, name)
    journal.session.add(
        Note(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            at=journal.now,
            day=journal.today,
            kind="message",
            text=text,
            trusted_id=trusted.id,
        )
    )
    return trusted


def message_from(journal: Journal, trusted: TrustedPerson | None) -> Note | None:
    """What they (or whoever did last) said: the message that was heard the longest ago, and that may be said aloud."""
    found = queries.latest_messages_from(
        journal.session, journal.person.person_id, trusted.id if trusted else None, LOOKED_AT
    )
    fine = [note for note in found if journal.may_say(note.text)]
    unheard = [note for note in fine if note.played_at is None]
    note = unheard[0] if unheard else min(fine, key=lambda note: note.played_at or note.at, default=None)
    if note is not None:
        note.played_at = journal.now
    return note


def send(journal: Journal, trusted: TrustedPerson | None, text: str) -> bool:
    """Put a text that they said yes to on its way; False where it may not go (any more)."""
    if trusted is None or not may_tell(journal, trusted) or not journal.may_say(text):
        return False
    outbox.put(journal, trusted, text)
    return True


def _words(journal: Journal, text: str) -> list[str]:
    """The words of a name, without 'my' and the like, and without the ending of 'dad's'."""
    words = journal.language.understanding.words["people"]
    return [word.removesuffix(words["owner"]) for word in plain(text).split() if word not in words["mine"]]
