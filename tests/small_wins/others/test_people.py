"""Sharing as a dialogue: whose words, to whom, and what is never sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from interaction_model.understanding.meaning import Meaning
from models import queries
from models.ids import new_id
from models.tables import Commitment, Message, Note, TrustedPerson, Win
from small_wins.answers.others import sharing
from small_wins.answers.others import trusted as trusted_people
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.safety import HelpLines
from small_wins.themes import days
from small_wins.themes.others import people
from small_wins.turn import Turn
from tests.conftest import NOON
from tests.small_wins.talk import Talk

ADDRESS = "json://127.0.0.1:9/hunter2"
LOCAL = "local:me"
Opens = Callable[..., Core]


@contextmanager
def journal_of(core: Core) -> Iterator[Journal]:
    """The journal, to change; it is committed."""
    with core.database.writing() as session:
        person = queries.find_person(session, LOCAL) or queries.add_person(session, LOCAL, core.clock())
        yield Journal(session, person, core.clock(), core.language("en-US"), core.settings.person)
        session.commit()


def trust(core: Core, *names: str, address: str | None = ADDRESS) -> None:
    with journal_of(core) as journal:
        for name in names:
            people.add(journal, name, address)


def on_their_way(core: Core) -> list[str]:
    with core.database.reading() as session:
        query = select(Message).where(Message.state == "waiting").order_by(Message.id)
        return [message.text for message in session.scalars(query)]


def trusted(core: Core) -> Sequence[TrustedPerson]:
    with core.database.reading() as session:
        return session.scalars(select(TrustedPerson).order_by(TrustedPerson.id)).all()


def turn_of(
    journal: Journal, core: Core, intent: str = "share", text: str = "", conversation: Conversation | None = None,
    **slots: str,
) -> Turn:  # fmt: skip
    """A turn whose meaning is given, for what the understanding has still to learn."""
    meaning = Meaning(intent, text, slots=slots)
    return Turn(
        journal, meaning, conversation or Conversation(), "typed", HelpLines(journal.language, "US"), core.settings
    )


def answer(core: Core, **slots: str) -> Reply:
    with journal_of(core) as journal:
        return sharing.share(turn_of(journal, core, "share", "", None, **slots))


@pytest.mark.parametrize(
    ("known", "said", "meant"),
    [
        (["Dev"], "dev", "Dev"),
        (["my brother"], "our brother", "my brother"),
        (["Jo"], "my friend jo", "Jo"),
        (["my friend jo"], "jo", "my friend jo"),
        (["Jo", "Joanna"], "jo", "Jo"),
        (["Jo Smith", "Jo Brown"], "jo", None),
        (["Dev"], "maya", None),
        (["Dev"], "", None),
        (["my mum"], "mum's", "my mum"),
    ],
)
def test_who_is_meant_by_a_name(core: Core, known: list[str], said: str, meant: str | None) -> None:
    trust(core, *known)
    with journal_of(core) as journal:
        found = people.named(journal, said)
        assert (found.name if found else None) == meant


def test_with_one_trusted_person_no_name_is_needed(core: Core) -> None:
    trust(core, "Dev")
    talk = Talk(core)
    talk.say("i made my bed")
    assert talk.say("share it").speech == 'To Dev: "I made my bed." Say yes, and it goes.'
    talk.say("yes")
    assert on_their_way(core) == ["I made my bed."]


def test_with_several_it_is_asked_whom(core: Core) -> None:
    trust(core, "Dev", "Maya")
    talk = Talk(core)
    talk.say("i made my bed")
    assert talk.say("share it").speech == "Say who it goes to: Dev and Maya."
    assert talk.say("maya").speech == 'To Maya: "I made my bed." Say yes, and it goes.'


def test_what_was_told_in_one_breath_is_shared_in_one(core: Core) -> None:
    trust(core, "Dev")
    talk = Talk(core)
    talk.say("i fed the cat")
    talk.say("i washed my face and brushed my teeth")
    assert '"I washed my face and brushed my teeth."' in talk.say("send it to dev").speech


def test_a_win_that_is_named_is_the_one_that_goes(core: Core) -> None:
    trust(core, "Dev")
    talk = Talk(core)
    talk.say("i walked round the block")
    talk.say("i fed the cat")
    with journal_of(core) as journal:
        reply = sharing.share(turn_of(journal, core, text="pass today's walk on to dev", person="dev"))
    assert '"I walked round the block."' in reply.speech


def test_yesterdays_win_says_so_and_an_older_one_is_no_longer_this(open_core: Opens) -> None:
    trust(core := open_core(), "Dev")
    Talk(core).say("i made my bed")
    assert '"Yesterday I made my bed."' in Talk(later(core, 1)).say("send it to dev").speech
    assert Talk(later(core, 2)).say("send it to dev").speech.startswith("Say the words you'd like to send.")


def later(core: Core, days_later: int) -> Core:
    moment = core.clock() + timedelta(days=days_later)
    return replace(core, clock=lambda: moment)


def test_words_of_the_same_line_are_sent_as_they_were_said(core: Core) -> None:
    trust(core, "Maya")
    talk = Talk(core)
    assert (
        talk.say("tell maya that i opened the window").speech == 'To Maya: "I opened the window." Say yes, and it goes.'
    )
    talk.say("yes")
    assert on_their_way(core) == ["I opened the window."]
    assert talk.kept() == []


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("that one", "I made my bed."),
        ("say that i'm thinking of her", "I'm thinking of her."),
        ("it is a hard day", "It is a hard day."),
        ("i rang the bank today", "I rang the bank today."),
    ],
)
def test_the_words_that_are_asked_for_may_be_any(core: Core, said: str, sent: str) -> None:
    trust(core, "Maya")
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("i want to tell maya")
    assert talk.say(said).speech == f'To Maya: "{sent}" Say yes, and it goes.'
    assert on_their_way(core) == []


@pytest.mark.parametrize("said", ["stop", "help", "what did i do today"])
def test_a_wish_of_another_kind_is_no_words_to_send(core: Core, said: str) -> None:
    trust(core, "Maya")
    talk = Talk(core)
    talk.say("i want to tell maya")
    assert "To Maya" not in talk.say(said).speech
    assert "To Maya" not in talk.say("yes").speech


def test_what_the_screen_stops_is_never_read_back_nor_sent(core: Core) -> None:
    trust(core, "Maya")
    with journal_of(core) as journal:
        win = Win(
            person_id=journal.person.person_id, id=new_id(NOON), said="i wanted to die", phrase="wanted to die",
            domain="rest", happened_at=NOON, day=journal.today, told_at=NOON, door="import",
        )  # fmt: skip
        journal.session.add(win)
    assert Talk(core).say("send it to maya").speech.startswith("Say the words")
    with journal_of(core) as journal:
        maya = people.named(journal, "maya")
        assert not people.send(journal, maya, "i want to die")
        reply = sharing.share(turn_of(journal, core, person="maya", message="i want to die"))
    assert reply.speech == "That one stays here. It isn't sent."
    talk = Talk(core)
    talk.say("i want to tell maya")
    assert talk.say("i want to die").safety == "crisis"
    assert on_their_way(core) == []


def test_a_forged_yes_sends_nothing_that_the_screen_stops(core: Core) -> None:
    trust(core, "Maya")
    about = {"trusted": str(trusted(core)[0].id), "text": "I want to die."}
    talk = Talk(core, conversation=Conversation(question="share_send", about=about))
    assert talk.say("yes").speech == "It isn't sent. There's no address for that any more."
    assert on_their_way(core) == []


@pytest.mark.parametrize("energy", [1, 3, None])
def test_the_yes_is_needed_at_any_energy_and_in_care_mode(core: Core, energy: int | None) -> None:
    trust(core, "Dev")
    with journal_of(core) as journal:
        days.set_energy(journal, energy)
    talk = Talk(core)
    talk.say("i made my bed")
    talk.conversation = talk.conversation.with_care(NOON)
    reply = talk.say("send it to dev")
    assert reply.speech == 'To Dev: "I made my bed." Say yes, and it goes.'
    assert on_their_way(core) == []
    talk.say("yes")
    assert on_their_way(core) == ["I made my bed."]


def test_stopping_can_be_taken_back_like_anything_else(core: Core) -> None:
    trust(core, "Dev")
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("send it to dev")
    talk.say("yes")
    assert talk.say("stop sharing").speech == "Sharing is off. Say start sharing again, and it's on."
    assert on_their_way(core) == []
    talk.say("undo that")
    assert "Say yes" in talk.say("send it to dev").speech
    assert on_their_way(core) == []


def test_an_address_is_never_said_nor_put_into_a_reply(core: Core) -> None:
    trust(core, "Dev")
    talk = Talk(core)
    lines = [
        "i made my bed",
        "who gets my wins",
        "share it",
        "yes",
        "did that send",
        "stop sharing with dev",
        "undo that",
    ]
    said = [talk.say(line) for line in lines]
    assert not [reply for reply in said if "hunter2" in repr(reply)]


def test_nobody_can_be_added_aloud_with_an_address(core: Core) -> None:
    reply = Talk(core).say("add priya as my trusted person")
    assert reply.speech == "Priya is noted. The address is added on the machine, with small wins people add."
    assert [(each.name, each.address) for each in trusted(core)] == [("priya", None)]
    assert Talk(core).say("send that to priya").speech.startswith("There's no address for priya yet.")


@pytest.mark.requirement("R113")
def test_what_they_see(core: Core) -> None:
    def said() -> str:
        with journal_of(core) as journal:
            return trusted_people.sees(turn_of(journal, core, "about", kind="sees")).speech

    assert said() == "Nobody is told anything. What you miss is never sent."
    trust(core, "Dev")
    assert said() == "Only what you choose to send. What you miss is never sent."
    Talk(core).say("stop sharing")
    assert said() == "Nothing. Sharing is off."


@pytest.mark.requirement("R114")
def test_telling_when_it_is_done_is_remembered_with_the_plan_and_still_waits_for_a_yes(core: Core) -> None:
    trust(core, "Priya")
    Talk(core).say("i swept the hall")
    with journal_of(core) as journal:
        plan = Commitment(
            person_id=journal.person.person_id, id=new_id(NOON), made_at=NOON, status="open", action="sweep the hall",
            cue="after tea", repeats="once", missed=0,
        )  # fmt: skip
        journal.session.add(plan)
    with journal_of(core) as journal:
        reply = sharing.share(turn_of(journal, core, person="priya", when_done="yes"))
        assert reply.speech == "I'll offer to tell Priya when you say it's done. You can still say no then."
    with journal_of(core) as journal:
        told = journal.session.scalars(select(Commitment.tell)).all()
        win = journal.session.scalars(select(Win.id)).one()
    assert told == [trusted(core)[0].id]
    about = {"trusted": str(told[0]), "win": str(win)}
    talk = Talk(core, conversation=Conversation(question="tell_person", about=about))
    assert talk.say("yes").speech == 'To Priya: "I swept the hall." Say yes, and it goes.'
    assert on_their_way(core) == []
    talk.say("yes")
    assert on_their_way(core) == ["I swept the hall."]


@pytest.mark.requirement("R114", twin=True)
def test_the_offer_to_tell_can_be_refused_and_is_dropped_by_anything_else(core: Core) -> None:
    trust(core, "Priya")
    about = {"trusted": str(trusted(core)[0].id), "win": "00000000-0000-0000-0000-000000000000"}
    asked = Conversation(question="tell_person", about=about)
    assert Talk(core, conversation=asked).say("no").speech == "All right, it stays here."
    talk = Talk(core, conversation=asked)
    assert talk.say("i made some tea").speech.startswith("You made some tea.")
    assert Talk(core, conversation=asked).say("yes").speech.startswith("Say the words")
    assert on_their_way(core) == []


def test_on_a_check_in_day_it_is_still_their_words_and_their_yes(core: Core) -> None:
    trust(core, "Maya")
    asked = Conversation(question="check_in", about={"trusted": str(trusted(core)[0].id)})
    assert Talk(core, conversation=asked).say("no").speech == "That's fine. Nothing goes."
    assert Talk(core, conversation=asked).say("not today").speech == "That's fine. Nothing goes."
    talk = Talk(core, conversation=asked)
    assert talk.say("all quiet here").speech == 'To Maya: "All quiet here." Say yes, and it goes.'
    assert on_their_way(core) == []
    talk.say("yes")
    assert on_their_way(core) == ["All quiet here."]


def test_words_of_somebody_are_kept_and_heard_in_turn(core: Core) -> None:
    assert answer(core, keep="yes", person="my mum", message="one thing at a time love").speech == (
        "From your mum: One thing at a time love. It's kept."
    )
    answer(core, keep="yes", person="mum", message="the kettle is on")
    assert [each.name for each in trusted(core)] == ["my mum"]
    heard = [answer(core, hear="yes", person="mum").speech for _ in range(2)]
    assert sorted(heard) == ["From your mum: One thing at a time love.", "From your mum: The kettle is on."]
    with core.database.reading() as session:
        assert {note.kind for note in session.scalars(select(Note))} == {"message"}


@pytest.mark.parametrize("slots", [{"person": "my mum"}, {"person": "my mum", "message": "i want to die"}, {}])
def test_no_words_or_none_that_may_be_said_are_not_kept(core: Core, slots: Mapping[str, str]) -> None:
    reply = answer(core, keep="yes", **slots)
    assert reply.open == ("message" not in slots)  # what comes next may be the words
    with core.database.reading() as session:
        assert session.scalars(select(Note)).all() == []


def test_their_words_are_asked_for_and_may_be_declined(core: Core) -> None:
    asked = Conversation(question="message_words", about={"name": "my mum"})
    assert Talk(core, conversation=asked).say("never mind").speech == "All right, I let it go."
    assert Talk(core, conversation=asked).say("you did enough today").speech == (
        "From your mum: You did enough today. It's kept."
    )


def test_what_an_import_brought_is_screened_before_it_is_heard(core: Core) -> None:
    answer(core, keep="yes", person="my mum", message="the kettle is on")
    with journal_of(core) as journal:
        journal.session.scalars(select(Note)).one().text = "you should kill yourself"
    assert answer(core, hear="yes", person="mum").speech.startswith("There's nothing kept from your mum yet.")


def test_a_check_in_is_for_a_day_and_can_be_undone(core: Core) -> None:
    trust(core, "Maya")
    talk = Talk(core)
    assert talk.say("check in sundays with maya").speech == ("Sundays with Maya. I'll offer, and you decide each time.")
    assert [each.check_in for each in trusted(core)] == ["sun"]
    talk.say("undo that")
    assert [each.check_in for each in trusted(core)] == [None]


def test_no_day_is_asked_for_on_little_energy(core: Core) -> None:
    with journal_of(core) as journal:
        days.set_energy(journal, 1)
    reply = Talk(core).say("i'd like check ins with maya")
    assert reply.speech == "Say the day with it, and it's noted."
    assert not reply.open


@pytest.mark.parametrize("line", ["go for a walk", "you gabble", "oi"])
def test_a_guess_at_a_yes_sends_nothing(core: Core, talk: Talk, line: str) -> None:
    talk.say("i fed the cat")
    trust(core, "Sam")
    assert talk.say("tell sam i made soup").conversation.question == "share_send"
    talk.say(line)
    with core.database.reading() as session:
        assert session.scalars(select(Message)).all() == []
