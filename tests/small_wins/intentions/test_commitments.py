"""Commitments: what journeys don't show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from interaction_model.language import load_language
from interaction_model.request import Request
from models import queries
from models.ids import new_id
from models.tables import Commitment, TrustedPerson, Win
from small_wins.answers.intentions import plans
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes import days, likeness
from small_wins.themes.intentions import commitments
from small_wins.themes.suggestions import pieces
from tests.conftest import NOON
from tests.small_wins.talk import Talk

ENGLISH = load_language("en-US")
RIGHT = "That's all right."
AFTER_COFFEE = "after my coffee i'll stretch for two minutes"


@dataclass
class Moment:
    """A clock that a test moves."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def talk(core: Core, moment: Moment) -> Talk:
    return Talk(replace(core, clock=moment))


@contextmanager
def journal_of(talk: Talk) -> Iterator[Journal]:
    """The journal, to look at or to change."""
    with talk.core.database.writing() as session:
        person = queries.find_person(session, talk.person) or queries.add_person(session, talk.person, NOON)
        yield Journal(session, person, talk.core.clock(), ENGLISH, talk.core.settings.person)
        session.commit()


def kept(talk: Talk) -> list[Commitment]:
    with journal_of(talk) as journal:
        rows = list(journal.session.scalars(select(Commitment).order_by(Commitment.id)))
        journal.session.expunge_all()
        return rows


@pytest.fixture
def low(talk: Talk) -> Talk:
    """On the lowest energy."""
    with journal_of(talk) as journal:
        days.set_energy(journal, 1)
    return talk


def trust(talk: Talk, name: str) -> str:
    with journal_of(talk) as journal:
        row = TrustedPerson(person_id=journal.person.person_id, id=new_id(NOON), at=NOON, name=name)
        journal.session.add(row)
        return str(row.id)


@pytest.mark.requirement("R025")
def test_a_reminder_is_asked_about_for_a_clock_time_alone(talk: Talk) -> None:
    reply = talk.say("at two pm i'll read for ten minutes")
    assert reply.speech == "At two pm, read for ten minutes. Shall I remind you?"
    assert talk.say("yes").speech == "I'll remind you."
    assert kept(talk)[0].remind
    assert not talk.say(AFTER_COFFEE).open


def test_no_reminder_is_kept_after_a_no_or_another_line(talk: Talk) -> None:
    talk.say("at two pm i'll read for ten minutes")
    assert talk.say("no").speech == "That's fine. It's kept, and I stay quiet."
    talk.say("at four pm i'll water the fern")
    talk.say("i drank some water")
    assert [one.remind for one in kept(talk)] == [False, False]


def test_the_answer_to_a_reminder_may_be_another_time(talk: Talk) -> None:
    talk.say("tomorrow i'll water the fern")
    assert talk.say("no at ten in the morning").speech.startswith("At ten in the morning, water the fern.")
    assert kept(talk)[0].remind
    assert kept(talk)[0].minute == 600


def test_a_time_that_leaves_its_half_of_the_day_open_is_told(talk: Talk) -> None:
    assert talk.say("at six i'll water the fern").speech.endswith("remind you at six in the evening?")
    assert talk.say("tomorrow i'll water the palm").speech.endswith("remind you at nine in the morning?")


def test_no_reminder_is_faked_for_an_event(talk: Talk) -> None:
    reply = talk.say("remind me to take the bins out after lunch")
    assert reply.speech == "After lunch, take the bins out. I can't hear that happen, so tell me when it's done."
    assert not kept(talk)[0].remind


def test_who_asks_to_be_reminded_is_not_asked_again(talk: Talk) -> None:
    reply = talk.say("remind me to water the fern tomorrow at two pm")
    assert (reply.speech, reply.open) == ("Tomorrow at two pm, water the fern. I'll remind you.", False)
    assert kept(talk)[0].next_at == NOON + timedelta(days=1, hours=2)


def test_alexa_wants_a_yes_to_each_reminder_with_its_time(talk: Talk) -> None:
    alexa = replace(talk, person="alexa:me", conversation=Conversation())
    reply = alexa.send(Request("alexa:me", "alexa", "a1", ("remind me to water the fern tomorrow at two pm",), "en-US"))
    assert reply.speech == "Tomorrow at two pm, water the fern. Shall I remind you tomorrow at two in the afternoon?"
    assert (reply.actions, reply.open) == ((), True)
    reply = alexa.send(Request("alexa:me", "alexa", "a2", ("yes",), "en-US"))
    assert (reply.speech, reply.actions) == ("I'll remind you.", ({"kind": "reminders", "promises": True},))


@pytest.mark.requirement("R025", "R026", "R030", "R031", "R024", twin=True)
def test_on_the_lowest_energy_nothing_is_asked(low: Talk) -> None:
    for line, said in {
        "i'll sit on the balcony": "Sit on the balcony. That's all it needs.",
        "at two pm i'll read for ten minutes": "At two pm, read for ten minutes. I've got it.",
        "let's make a commitment": "Tell me what it is when you like.",
        "i keep forgetting the reading": "A sticker where you'll see it can do the remembering.",
        "i keep missing the reading": f"{RIGHT} The next time is today at two in the afternoon, and nothing is lost.",
        "move the reading one": "Tell me when, and I move it.",
    }.items():
        reply = low.say(line)
        assert (reply.speech, reply.open) == (said, False), line


@pytest.mark.requirement("R027", twin=True)
def test_on_the_lowest_energy_a_large_one_is_kept_without_a_question(low: Talk) -> None:
    reply = low.say("tonight i'll clean the whole flat")
    assert reply.speech.endswith("clean the whole flat. The first two minutes of it are plenty.")
    assert [one.action for one in kept(low)] == ["clean the whole flat"]


def test_in_care_mode_a_plan_is_kept_without_a_question(talk: Talk) -> None:
    talk.conversation = Conversation().with_care(NOON)
    reply = talk.say("at two pm i'll read for ten minutes")
    assert reply.speech == "At two pm, read for ten minutes. I've got it."
    assert reply.conversation.question is None


@pytest.mark.parametrize(
    ("action", "large"),
    [
        ("clean the whole flat", True),
        ("study for two hours", True),
        ("answer three hundred emails", True),
        ("wash one plate", False),
        ("read for ten minutes", False),
        ("call my mother", False),
    ],
)
def test_what_is_large(talk: Talk, action: str, large: bool) -> None:
    with journal_of(talk) as journal:
        assert pieces.is_large(journal, action) is large


def test_a_large_one_is_not_kept_before_the_answer(talk: Talk) -> None:
    reply = talk.say("tomorrow i'll clean the whole flat")
    assert reply.open
    assert kept(talk) == []
    talk.say("i drank some water")
    assert kept(talk) == []


def test_nothing_is_kept_before_the_action_is_told(talk: Talk) -> None:
    assert talk.say("let's make a commitment").open
    assert kept(talk) == []
    assert talk.say("stretch my arms").speech == "Stretch your arms. That's all it needs."
    assert talk.say("remind me after lunch").speech == "After lunch. What would you like to do then?"
    assert talk.say("nothing").speech == "That's fine. Nothing is kept."


def test_a_step_on_offer_is_taken_with_a_cue(talk: Talk) -> None:
    step = talk.say("what's one small thing i can do").speech
    said = talk.say("okay i'll do that after lunch").speech
    assert said.startswith("After lunch, ")
    assert step.split()[0].lower() in said.lower()


def test_done_belongs_to_the_commitment_and_to_the_step(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("i did it")
    talk.say("what's one small thing i can do")
    talk.say("done")
    (stretch,) = kept(talk)
    with journal_of(talk) as journal:
        first, second = journal.session.scalars(select(Win).order_by(Win.id))
        assert (first.phrase, first.commitment_id) == ("stretched for two minutes", stretch.id)
        assert second.step
        assert second.commitment_id is None


def test_what_is_meant_for_once_is_done_for_good_and_a_habit_is_not(talk: Talk) -> None:
    talk.say("tomorrow after lunch i'll ring the bank")
    talk.say(AFTER_COFFEE)
    talk.say("i rang the bank")
    talk.say("i stretched")
    assert [one.status for one in kept(talk)] == ["done", "open"]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ("after breakfast i'll wash up", "i did the washing up"),
        ("after tea i'll write to gran", "i wrote to gran"),
        ("after lunch i'll ring my mum", "i rang her"),
        ("after lunch i'll buy milk", "i bought the milk"),
    ],
)
def test_a_win_in_another_form_of_the_verb_is_the_commitment(talk: Talk, plan: str, told: str) -> None:
    talk.say(plan)
    talk.say(told)
    assert talk.say("what are my plans").speech.endswith(", done for today.")


def test_a_win_of_a_clock_plan_that_is_meant_once_closes_it(talk: Talk) -> None:
    talk.say("i'll ring my mum at half six")
    talk.say("i rang her")
    assert talk.say("what are my plans").speech == "You have no plan open, and that's fine."


def test_a_win_of_somebody_else_is_not_the_commitment(talk: Talk) -> None:
    talk.say("after lunch i'll ring my mum")
    talk.say("i rang the doctor")
    assert "done" not in talk.say("what are my plans").speech


@pytest.mark.parametrize("said", ["the washing up one", "washing up", "i did the washing up"])
def test_which_of_them_was_done_is_told_in_a_word_of_it(talk: Talk, said: str) -> None:
    for line in ("after breakfast i'll wash up", "after dinner i'll read", "done"):
        talk.say(line)
    talk.say(said)
    assert len(talk.kept()) == 1
    assert "read" in talk.say("what are my plans").speech
    assert [one.status for one in kept(talk)] == ["open", "open"]


@pytest.mark.parametrize("first", ["one small thing", "after breakfast i'll wash up"])
def test_what_is_done_is_kept_once(talk: Talk, first: str) -> None:
    for line in (first, "done"):
        talk.say(line)
    assert talk.say("done").speech == "That one is kept already."
    assert len(talk.kept()) == 1


def test_a_win_in_other_words_is_the_commitment(talk: Talk) -> None:
    talk.say("every day at two pm i'll go for a walk")
    talk.say("no")
    talk.say("i went for my walk")
    (walk,) = kept(talk)
    assert walk.done_at == NOON
    assert walk.next_at == NOON + timedelta(days=1, hours=2)


def test_another_win_is_not(talk: Talk) -> None:
    talk.say("every day at two pm i'll make the bed")
    talk.say("no")
    talk.say("i made some tea")
    talk.say("yesterday i made the bed")
    assert kept(talk)[0].done_at is None


def test_done_takes_back_with_undo(talk: Talk) -> None:
    talk.say("tomorrow after lunch i'll ring the bank")
    talk.say("i rang the bank")
    assert talk.say("undo that").speech == "Taken back: rang the bank."
    assert kept(talk)[0].status == "open"


def test_done_says_so_where_several_may_be_meant(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("when the kettle boils i'll water the fern")
    assert talk.say("i did it").speech == "I have a few of those. If you tell me what it was, I keep it."
    assert talk.kept() == []


def test_three_misses_on_three_days_bring_the_choice_and_nothing_else(talk: Talk, moment: Moment) -> None:
    talk.say(AFTER_COFFEE)
    said = []
    for _ in range(3):
        talk.say("i missed my stretch")
        said.append(talk.say("i missed my stretch").speech)
        moment.pass_(days=1)
    assert [text.startswith("We could make it smaller") for text in said] == [False, False, True]
    assert talk.kept() == []


def test_the_choice_of_smaller_asks_for_their_own_words(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("i keep missing the stretch")
    assert talk.say("make it smaller").speech == "What would a smaller one be, in your words?"
    assert talk.say("roll my shoulders").speech == "After your coffee, roll your shoulders. It's changed."
    assert kept(talk)[0].missed == 0


def test_the_choice_of_another_time_may_name_it(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("i keep missing the stretch")
    assert talk.say("after my bath").speech == "After your bath, stretch for two minutes. It's changed."


def test_the_question_about_time_or_thing_comes_once(talk: Talk, moment: Moment) -> None:
    talk.say(AFTER_COFFEE)
    assert talk.say("i never do the stretch").speech.startswith("Good to know.")
    moment.pass_(days=5)
    assert talk.say("i never do the stretch").speech.startswith("We could make it smaller")


def test_a_miss_moves_a_clock_cue_on(talk: Talk, moment: Moment) -> None:
    talk.say("every day at two pm i'll read a page")
    talk.say("no")
    moment.pass_(hours=2, minutes=30)
    reply = talk.say("i missed my reading")
    assert reply.speech == "That's all right. The next time is tomorrow at two in the afternoon, and nothing is lost."


def test_always_skipping_lets_nothing_go(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("i always skip the stretching bit")
    assert kept(talk)[0].status == "open"


def test_letting_all_go_needs_a_yes(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("when the kettle boils i'll water the fern")
    reply = talk.say("cancel all my plans")
    assert reply.speech == "Say yes, and all two plans are let go."
    assert talk.say("no").speech == "That's fine. Nothing is changed."
    talk.say("cancel all my plans")
    talk.say("yes")
    assert {one.status for one in kept(talk)} == {"let_go"}
    talk.say("undo that")
    assert {one.status for one in kept(talk)} == {"open"}


def test_of_several_plans_the_one_that_is_named_is_let_go(talk: Talk, moment: Moment) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("when the kettle boils i'll water the fern")
    moment.pass_(hours=3)
    reply = talk.say("cancel my plan")
    assert reply.speech == "Which one do you mean: water the fern and stretch for two minutes?"
    assert talk.say("the fern").speech == "All right, that plan is let go. What you did stays."
    assert [one.status for one in kept(talk)] == ["open", "let_go"]


def test_more_than_three_plans_are_told_in_parts(talk: Talk) -> None:
    for thing in ("fern", "palm", "rose", "herbs", "lawn"):
        talk.say(f"when the kettle boils i'll water the {thing}")
    reply = talk.say("what are my plans")
    assert reply.speech.startswith("You have five plans. The latest three: ")
    assert reply.speech.count("water") == 3
    reply = talk.say("more")
    assert reply.speech.startswith("Then ")
    assert (reply.speech.count("water"), reply.open) == (2, False)


def test_what_the_screen_stops_is_not_read_aloud(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    with journal_of(talk) as journal:
        (one,) = commitments.open_ones(journal)
        one.action = "kill myself"  # as an import may hold it
    assert talk.say("what are my plans").speech == "You have no plan open, and that's fine."


def test_only_one_is_the_anchor(talk: Talk) -> None:
    talk.say(AFTER_COFFEE)
    talk.say("when the kettle boils i'll water the fern")
    for name in ("stretch", "fern"):
        with journal_of(talk) as journal:
            commitments.make_anchor(journal, commitments.named(journal, name)[0])
    with journal_of(talk) as journal:
        found = commitments.anchored(journal)
        assert found
        assert found.action == "water the fern"
    assert [one.anchor for one in kept(talk)] == [False, True]


@pytest.mark.requirement("R114")
def test_who_is_to_be_told_is_offered_when_it_is_done(talk: Talk) -> None:
    kieran = trust(talk, "Kieran")
    talk.say(AFTER_COFFEE)
    reply = talk.say("tell kieran when i've done the stretch")
    assert reply.speech == "I'll offer to tell Kieran when you say it's done. You can still say no then."
    reply = talk.say("i did it")
    assert reply.speech == "You stretched for two minutes. Shall I tell Kieran?"
    assert reply.conversation.question == "tell_person"
    assert reply.conversation.about == {"trusted": kieran, "win": reply.wins[0].id}
    assert talk.kept() == ["stretched for two minutes"]


@pytest.mark.requirement("R114", twin=True)
def test_nobody_is_offered_on_the_lowest_energy_or_while_sharing_is_stopped(talk: Talk) -> None:
    trust(talk, "Kieran")
    talk.say(AFTER_COFFEE)
    talk.say("tell kieran when i've done the stretch")
    with journal_of(talk) as journal:
        journal.person.sharing_stopped = True
    assert not talk.say("i did it").open
    with journal_of(talk) as journal:
        journal.person.sharing_stopped = False
        days.set_energy(journal, 1)
    assert not talk.say("i did it").open


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("stretch", "stretching", True),
        ("breathe", "breathing", True),
        ("bins", "bin", True),
        ("walk", "walked", True),
        ("bread", "break", False),
        ("tea", "teeth", False),
        ("bed", "bread", False),
    ],
)
def test_forms_of_one_word(one: str, other: str, like: bool) -> None:
    assert likeness.alike(one, other) is like
    assert likeness.alike(other, one) is like


def test_every_question_has_its_reprompt() -> None:
    answers = Path(plans.__file__).parent
    names = ("commitments", "outcomes", "misses", "plans", "plan_cues", "plan_talk")
    code = "".join((answers / f"{name}.py").read_text() for name in names)
    questions = set(re.findall(r'"((?:commitments|plans)_\w+)"', code))
    asked = {key for key in questions if f"{key}_again" in ENGLISH.replies}
    for key in re.findall(r"^[A-Z_, ]+ = (.+)$", code, re.M):
        asked |= set(re.findall(r'"((?:commitments|plans)_\w+)"', key))
    assert len(asked) > 12
    assert {f"{key}_again" for key in asked} <= ENGLISH.replies.keys()


def test_a_time_is_said_with_its_half_of_the_day(talk: Talk) -> None:
    talk.say("remind me to lock the door on friday at half past ten at night")
    assert "on Friday at ten thirty in the evening, lock the door" in talk.say("what are my plans").speech


def test_a_moment_far_off_is_told_in_days(talk: Talk) -> None:
    talk.say("remind me to pay the rent in twelve days at two pm")
    said = talk.say("what are my plans").speech
    assert "in twelve days at " in said, said


def test_getting_up_at_eight_is_in_the_morning(talk: Talk) -> None:
    assert talk.say("help me get up at eight").speech.startswith("At eight, put both feet on the floor.")
    assert talk.say("yes").speech.endswith("remind you at eight in the morning?")
    assert kept(talk)[0].next_at == NOON + timedelta(hours=20)
