"""Care mode: the turns after a crisis or a concern."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from interaction_model.request import Request
from models.tables import Turn
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.reply import Reply
from tests.conftest import NOON
from tests.small_wins.talk import Talk

CRISIS = "i want to die"
OVERDOSE = "i just swallowed a load of pills"
AMBIGUOUS = "i can't do this anymore"
HEAVY = "i feel hopeless"
ABUSE = "my husband hits me"
WIN = "i drank some water"


def in_care(talk: Talk, *lines: str) -> Reply:
    """The reply to the last of these lines."""
    replies = [talk.say(line) for line in lines]
    assert talk.conversation.in_care(talk.core.clock())
    return replies[-1]


# A second, a third and a tenth


def test_a_second_crisis_turn_is_shorter(talk: Talk) -> None:
    first, second = talk.say(CRISIS).speech, talk.say("i want to kill myself").speech
    assert len(second) < len(first)
    assert "9 8 8" in second


def test_many_crisis_turns_never_get_the_same_sentence_twice_running(talk: Talk) -> None:
    replies = [talk.say(line) for line in (CRISIS, "i want to kill myself") * 5]
    for one, next_ in itertools.pairwise(replies):
        assert one.speech != next_.speech
    assert all("9 8 8" in reply.speech and reply.open and reply.reprompt for reply in replies)


def test_disclosures_in_turn_do_not_loop_through_their_full_replies(talk: Talk) -> None:
    said = [talk.say(line).speech for line in (CRISIS, ABUSE) * 4]
    assert max(said.count(speech) for speech in said[:4]) <= 2


def test_what_is_graver_is_answered_in_full_and_first_whatever_came_before(core: Core) -> None:
    for before in ([], [CRISIS], [CRISIS] * 6, [HEAVY], [AMBIGUOUS], [CRISIS, "yes"], [CRISIS, "no"], [CRISIS, WIN]):
        talk = Talk(core)
        for line in before:
            talk.say(line)
        assert talk.say(OVERDOSE).speech.startswith("Please call 9 1 1 now, or ask someone near you to.")


def test_after_an_emergency_the_next_turn_asks_for_people_nearby(talk: Talk) -> None:
    assert "someone else" in in_care(talk, OVERDOSE, OVERDOSE).speech
    assert "9 1 1" in talk.say(OVERDOSE).speech


def test_a_crisis_after_a_concern_gets_its_full_reply(core: Core) -> None:
    for before in (HEAVY, AMBIGUOUS):
        talk = Talk(core)
        talk.say(before)
        assert talk.say(CRISIS).speech.startswith("Thank you for telling me.")


def test_another_kind_of_disclosure_gets_its_own_line(talk: Talk) -> None:
    in_care(talk, CRISIS)
    assert "7 9 9" in talk.say(ABUSE).speech


def test_a_concern_that_is_told_again_gets_a_shorter_reply(talk: Talk) -> None:
    first, second, third = (talk.say(HEAVY) for _ in range(3))
    assert "9 8 8" in first.speech
    assert len({first.speech, second.speech, third.speech}) == 3
    assert third.safety == "concern"


# The number, once more


@pytest.mark.parametrize("more", ["yes", "say that again", "help"])
@pytest.mark.parametrize(("line", "number"), [(CRISIS, "9 8 8"), (OVERDOSE, "9 1 1"), (ABUSE, "7 9 9, 7 2 3 3")])
def test_the_number_that_was_named_is_said_twice_on_request(talk: Talk, line: str, number: str, more: str) -> None:
    in_care(talk, line)
    for _ in range(2):
        reply = talk.say(more)
        assert reply.speech.count(number) == 2
        assert (reply.open, reply.expects) == (True, "yes_no")


def test_a_no_is_taken_and_leaves_the_conversation_open_and_in_care(talk: Talk) -> None:
    declined = in_care(talk, CRISIS, "no")
    assert declined.speech == "Okay. You can call or text 9 8 8 if that changes."
    assert (declined.open, declined.expects, declined.reprompt) == (True, None, "I'm here.")


def test_a_no_after_an_emergency_names_the_emergency_number(talk: Talk) -> None:
    assert "9 1 1" in in_care(talk, OVERDOSE, "no").speech


def test_repeat_says_the_number_and_no_disclosure(talk: Talk) -> None:
    talk.say(CRISIS)
    assert "9 8 8" in talk.say("say that again").speech
    assert "die" not in talk.conversation.to_json()


def test_repeat_after_a_win_in_care_mode_says_that_again(talk: Talk) -> None:
    said = in_care(talk, CRISIS, WIN).speech
    assert talk.say("say that again").speech == said


SAFE = [
    "i'm safe",
    "i'm safe now",
    "okay i'm safe here",
    "i'm fine now thank you",
    "i'm feeling a bit better",
    "i'm not going to do anything",
    "i won't do it",
    "okay i promise i won't hurt myself",
]


@pytest.mark.parametrize("before", [CRISIS, HEAVY])
@pytest.mark.parametrize("line", SAFE)
def test_somebody_who_says_that_they_are_safe_is_heard_and_the_line_stays_named(
    talk: Talk, before: str, line: str
) -> None:
    reply = in_care(talk, before, line)
    assert reply.speech == "I'm glad you told me. I'm here, and you can call or text 9 8 8 any time."
    assert (reply.safety, reply.open, talk.kept()) == ("concern", True, [])


def test_after_abuse_it_names_the_line_for_that(talk: Talk) -> None:
    assert in_care(talk, ABUSE, "i'm safe now").speech.endswith("8 0 0, 7 9 9, 7 2 3 3.")


@pytest.mark.parametrize("line", SAFE)
def test_where_it_cannot_wait_it_is_no_reason_to_say_less(talk: Talk, line: str) -> None:
    assert "9 1 1" in in_care(talk, OVERDOSE, line).speech


@pytest.mark.parametrize(
    "line",
    ["i'm not safe", "i'm safe but i took the pills", "i'm fine with dying", "i won't be here", "i won't do my bed"],
)
def test_what_only_begins_so_is_not_taken_for_it(talk: Talk, line: str) -> None:
    assert not in_care(talk, CRISIS, line).speech.startswith("I'm glad you told me. I'm here")


# The one question


@pytest.mark.parametrize("answer", ["yes", "purple monkey", "i thought about it", "i think so", AMBIGUOUS, "", "help"])
def test_whatever_is_not_no_to_the_question_is_a_crisis(talk: Talk, answer: str) -> None:
    assert talk.say(AMBIGUOUS).safety == "concern"
    reply = talk.say(answer)
    assert (reply.safety, reply.intent, reply.wins) == ("crisis", "crisis", ())
    assert "9 8 8" in reply.speech
    assert talk.kept() == []


@pytest.mark.parametrize("answer", ["i don't want to kill myself", "no i don't want to die"])
def test_a_no_in_words_of_their_own_is_believed_and_a_line_is_named(talk: Talk, answer: str) -> None:
    reply = in_care(talk, AMBIGUOUS, answer)
    assert reply.safety == "concern"
    assert "If you'd like a person" in reply.speech


@pytest.mark.parametrize(
    "answer",
    [
        "neither",
        "neither of those",
        "god no",
        "no nothing like that",
        "no i'm grand",
        "with the dishes i mean",
        "i mean the ironing",
        "no i meant the crossword",
        "i want to dye my hair",
    ],
)
def test_a_natural_no_to_the_question_is_a_no(talk: Talk, answer: str) -> None:
    assert in_care(talk, AMBIGUOUS, answer).speech == "Okay. You can call or text 9 8 8 if that changes."


@pytest.mark.parametrize(
    "answer", ["no i've decided", "no not yet", "not tonight", "no i thought about it", "no i want it over", "no idea"]
)
def test_what_only_begins_like_a_no_is_none(talk: Talk, answer: str) -> None:
    talk.say(AMBIGUOUS)
    assert talk.say(answer).safety == "crisis"


@pytest.mark.parametrize(
    "answer",
    [
        "today is just too much",
        "it's a hard day",
        "no just today is too much",
        "no, i'm just tired",
        "ah no i'm just wrecked",
        "no bhai only tired",
        "the second one",
        "it's work",
        "no i just hate myself",
    ],
)
def test_the_other_answer_to_the_question_is_a_heavy_day(talk: Talk, answer: str) -> None:
    reply = in_care(talk, AMBIGUOUS, answer)
    assert (reply.safety, reply.open) == ("concern", True)
    assert "9 8 8" in reply.speech


def test_a_no_to_the_question_is_believed_and_the_line_is_named_once(talk: Talk) -> None:
    reply = in_care(talk, AMBIGUOUS, "no")
    assert (reply.speech, reply.safety) == ("Okay. You can call or text 9 8 8 if that changes.", "concern")
    assert talk.say("no").speech == "That's fine."


def test_silence_to_the_question_names_the_line(talk: Talk) -> None:
    assert "9 8 8" in talk.say(AMBIGUOUS).reprompt


def test_a_plain_crisis_in_answer_to_the_question_gets_its_full_reply(talk: Talk) -> None:
    assert in_care(talk, AMBIGUOUS, OVERDOSE).speech.startswith("Please call 9 1 1")


def test_the_question_can_be_heard_again(talk: Talk) -> None:
    question = talk.say(AMBIGUOUS).speech
    again = in_care(talk, "say that again")
    assert again.speech == question
    assert talk.say("yes").safety == "crisis"


def test_the_question_is_not_asked_of_someone_who_has_answered_it(talk: Talk) -> None:
    talk.say(CRISIS)
    assert "ending your life" not in talk.say(AMBIGUOUS).speech


def test_stop_is_heard_in_the_question_too(talk: Talk) -> None:
    reply = in_care(talk, AMBIGUOUS, "stop")
    assert (reply.open, "9 8 8" in reply.speech) == (False, True)


# The rest of the conversation


@pytest.mark.parametrize("line", [CRISIS, HEAVY, AMBIGUOUS, OVERDOSE])
def test_stop_names_the_line_once_more_and_closes(talk: Talk, line: str) -> None:
    reply = in_care(talk, line, "stop")
    assert "9 1 1" in reply.speech if line == OVERDOSE else "9 8 8" in reply.speech
    assert (reply.open, reply.expects, reply.reprompt) == (False, None, "")


def test_after_stop_care_mode_still_holds_its_ten_minutes(talk: Talk) -> None:
    in_care(talk, CRISIS, "stop")
    assert talk.say(WIN).speech == "You drank some water. It's kept."


def test_a_win_is_kept_without_any_warmer_word(talk: Talk) -> None:
    in_care(talk, CRISIS, "no")
    assert talk.say(WIN).speech == "You drank some water. It's kept."
    assert talk.kept() == ["drank some water"]


@pytest.mark.parametrize("line", ["i fed the cat again", "i made some toast", "i rang my sister"])
def test_a_win_that_is_told_plainly_after_a_concern_is_kept(talk: Talk, line: str) -> None:
    reply = in_care(talk, "i hate myself", line)
    assert reply.speech.endswith("It's kept.")
    assert len(talk.kept()) == 1
    assert "fed the cat" in talk.say("what did i do today").speech or line != "i fed the cat again"


# What was told beside a disclosure

MIXED = "i had a shower and i want to die"


def test_a_win_beside_a_disclosure_is_held_and_offered_when_it_is_asked_for(talk: Talk) -> None:
    assert talk.say(MIXED).speech.startswith("Thank you for telling me.")
    assert talk.kept() == []
    assert talk.say("did you keep the shower").speech == "You had a shower. Shall I keep it?"
    assert in_care(talk, "yes").speech == "You had a shower. It's kept."
    assert talk.kept() == ["had a shower"]
    assert "die" not in talk.conversation.to_json()


@pytest.mark.parametrize("line", ["keep the shower", "keep it", "can you log the shower please"])
def test_a_held_win_is_kept_when_they_say_so(talk: Talk, line: str) -> None:
    assert in_care(talk, MIXED, "purple monkey dishwasher", line).speech == "You had a shower. It's kept."
    assert talk.kept() == ["had a shower"]


def test_a_no_to_a_held_win_is_taken(talk: Talk) -> None:
    assert in_care(talk, MIXED, "did you keep that", "no").speech == "That's fine. It isn't kept."
    assert talk.kept() == []


def test_an_empty_day_offers_what_is_held(talk: Talk) -> None:
    assert in_care(talk, MIXED, "what did i do today").speech == "You had a shower. Shall I keep it?"


def test_a_win_told_in_answer_to_the_question_is_held(talk: Talk) -> None:
    assert in_care(talk, AMBIGUOUS, "i fed the cat").safety == "crisis"
    assert talk.say("keep it").speech == "You fed the cat. It's kept."


@pytest.mark.parametrize(
    "line", ["i took my pills and i want to die", "i wrote them a note and i want to die", "i want to die"]
)
def test_what_may_be_an_act_of_harm_is_not_held(talk: Talk, line: str) -> None:
    talk.say(line)
    assert talk.conversation.held == ""


def test_what_is_held_is_gone_when_care_mode_is_over(open_core: Callable[..., Core]) -> None:
    talk = Talk(open_core())
    talk.say(MIXED)
    talk.core = open_core(NOON + timedelta(minutes=11))
    talk.say("keep the shower")
    assert talk.conversation.held == ""
    assert talk.kept() == []


@pytest.mark.parametrize("answer", ["yes", "keep it", "yes please"])
def test_a_win_that_needs_care_is_kept_on_a_yes_in_their_words_and_not_said_aloud(talk: Talk, answer: str) -> None:
    assert talk.say("i didn't hurt myself today").speech.endswith("shall I keep this one?")
    assert talk.kept() == []
    reply = in_care(talk, answer)
    assert (reply.speech, reply.screen) == ("It's kept, in your words.", "It's kept, in your words.")
    assert talk.kept() == ["didn't hurt myself"]
    told = talk.say("what did i do today")
    assert "didn't hurt yourself" in told.speech
    assert "hurt" not in told.screen


def test_a_win_that_needs_care_is_kept_on_its_day(talk: Talk) -> None:
    in_care(talk, "i rang samaritans last night", "yes")
    assert "rang samaritans" in talk.say("what did i do yesterday").speech


def test_whether_it_was_kept_is_told_honestly(core: Core) -> None:
    lines = {("i hate myself",): "Nothing of that is kept.", ("i hate myself", WIN): "You drank some water. It's kept."}
    for before, told in lines.items():
        assert in_care(Talk(core, person=str(before)), *before, "did you keep that").speech == told
    assert in_care(Talk(core), "i rang samaritans last night", "yes", "did you keep that").speech.startswith(
        "It's kept"
    )


@pytest.mark.parametrize("answer", ["no", "no thanks", "purple monkey dishwasher"])
def test_a_win_that_needs_care_is_not_kept_without_a_yes(talk: Talk, answer: str) -> None:
    assert "9 8 8" in in_care(talk, "i didn't hurt myself today", answer).speech
    assert talk.kept() == []


def test_missed_medicine_is_answered_in_care_mode_too(talk: Talk) -> None:
    assert "pharmacist" in in_care(talk, HEAVY, "i forgot my insulin").speech


def test_what_is_not_understood_is_met_with_presence_and_never_with_a_hint_to_log(talk: Talk) -> None:
    talk.say(CRISIS)
    replies = [talk.say("purple monkey dishwasher") for _ in range(12)]
    assert "9 8 8" in replies[0].speech
    assert replies[1].speech == "I'm here."
    assert all(reply.open and reply.reprompt == "I'm here." for reply in replies)
    assert talk.say("yes").speech.count("9 8 8") == 2


def test_care_never_goes_mute_nor_says_the_same_twice_running(talk: Talk) -> None:
    talk.say(CRISIS)
    said = [talk.say("purple monkey dishwasher").speech for _ in range(12)]
    assert all(said)
    assert all(one != next_ for one, next_ in itertools.pairwise(said))
    assert sum("9 8 8" in speech for speech in said) >= 4


def test_a_noise_in_the_room_is_not_answered_for_ever(talk: Talk) -> None:
    talk.say(CRISIS)
    assert [bool(talk.say("huh").speech) for _ in range(4)] == [True, True, False, False]


@pytest.mark.parametrize("before", [HEAVY, "i hate myself", "i failed at everything today"])
def test_harsh_thoughts_after_a_concern_are_hard_days(talk: Talk, before: str) -> None:
    said = [talk.say(before).speech]
    for line in ("i ruined it", "i skipped breakfast so the day is ruined", "i'm a failure", "i should have done more"):
        reply = talk.say(line)
        assert reply.speech, line
        assert reply.speech not in said
        assert reply.open
        said.append(reply.speech)


@pytest.mark.parametrize("line", ["i did it", "it's a hard day", "i did nothing today"])
def test_what_is_said_straight_after_a_disclosure_belongs_to_it(talk: Talk, line: str) -> None:
    reply = in_care(talk, CRISIS, line)
    assert (reply.speech, reply.open, reply.wins) == ("I'm still here. You can call or text 9 8 8.", True, ())


def test_a_noise_does_not_prolong_care_mode(talk: Talk) -> None:
    talk.say(CRISIS)
    until = talk.conversation.care_until
    talk.core = Core(talk.core.settings, lambda: NOON + timedelta(minutes=9), talk.core.database)
    talk.say("purple monkey dishwasher")
    assert talk.conversation.care_until == until


def test_opening_small_wins_in_care_mode_asks_for_nothing_done(talk: Talk) -> None:
    talk.say(CRISIS)
    reply = talk.send(Request("local:me", "typed", "launch", intent="launch"))
    assert reply.speech == "I'm still here. Would you like the number again?"
    assert "9 8 8" in talk.say("yes").speech


def test_nothing_is_offered_that_was_not_asked_for(talk: Talk) -> None:
    offers = ("small thing", "one thing you did", "you can tell me", "anything counts", "that counts", "today you")
    for line in (CRISIS, "no", WIN, "purple monkey", HEAVY, "yes", "okay", "hello", "help", "say that again", "stop"):
        reply = talk.say(line)
        said = f"{reply.speech} {reply.reprompt}".lower()
        assert not [offer for offer in offers if offer in said], line
        assert reply.actions == ()


def test_care_mode_lasts_ten_quiet_minutes(open_core: Callable[..., Core]) -> None:
    for line in (CRISIS, AMBIGUOUS, HEAVY):
        talk = Talk(open_core())
        talk.say(line)
        talk.core = open_core(NOON + timedelta(minutes=11))
        assert "9 8 8" not in talk.say("stop").speech


def test_a_question_that_care_mode_has_outlived_is_not_answered_by_a_later_yes(open_core: Callable[..., Core]) -> None:
    talk = Talk(open_core())
    talk.say(AMBIGUOUS)
    talk.core = open_core(NOON + timedelta(minutes=11))
    assert talk.say("yes").safety == "none"


@pytest.mark.parametrize("line", [CRISIS, HEAVY, AMBIGUOUS])
def test_every_reply_that_stays_open_has_one_reprompt_and_shows_nothing(talk: Talk, line: str) -> None:
    reply = talk.say(line)
    assert (reply.open, reply.expects, reply.screen, reply.wins, reply.actions) == (True, "yes_no", "", (), ())
    assert reply.reprompt


@pytest.mark.parametrize(
    "question",
    [
        "number_again",
        "number_again x",
        "number_again no_such_reply 1",
        "number_again suicide 99999999999",
        "number_again suicide -1",
        "ending_life now",
        " ",
        7,
        [],
        {},
    ],
)
def test_a_question_that_a_door_has_garbled_is_no_danger(core: Core, question: object) -> None:
    garbled = Conversation(question=question).with_care(NOON)  # type: ignore[arg-type]
    for line in (CRISIS, "yes", "no", "stop", "say that again", "purple"):
        Talk(core, conversation=garbled).say(line)
    assert "9 8 8" in Talk(core, conversation=garbled).say(CRISIS).speech


@pytest.mark.parametrize("answer", ["maybe", "i don't know", "kind of", "i guess"])
def test_a_guess_at_a_no_to_the_question_is_not_one(talk: Talk, answer: str) -> None:
    talk.say(AMBIGUOUS)
    assert talk.say(answer).safety == "crisis"


@pytest.mark.parametrize("line", ["i took them"])
def test_what_may_be_an_act_of_harm_is_not_filed_as_a_win(talk: Talk, line: str) -> None:
    talk.say(CRISIS)
    reply = talk.say(line)
    assert (reply.open, reply.wins) == (True, ())
    assert "9 8 8" in reply.speech
    assert talk.kept() == []


def test_only_stop_ends_a_conversation_in_care_mode(talk: Talk) -> None:
    talk.say(CRISIS)
    for line in (WIN, "no", "what did i do today", "undo that", "no", "yes", "purple monkey", CRISIS):
        reply = talk.say(line)
        assert reply.open, line
        assert reply.reprompt, line


def test_the_replies_of_care_mode_are_neither_stored_nor_shown(core: Core, talk: Talk) -> None:
    for line in (CRISIS, "yes", "say that again", "no", AMBIGUOUS, "yes", "purple monkey", "stop"):
        reply = talk.say(line)
        assert (reply.safety != "none", reply.screen) == (True, ""), line
    with core.database.reading() as session:
        assert session.scalars(select(Turn.reply)).all() == []


def test_a_plan_that_is_being_read_goes_on_after_words_that_were_not_understood(talk: Talk) -> None:
    in_care(talk, CRISIS, "make me a weekly plan", "purple monkey dishwasher")
    assert talk.conversation.question == "plan_day"
    assert "day" in talk.conversation.about
    assert not talk.say("next").failed


def test_drugs_that_were_bought_off_somebody_are_no_win(talk: Talk) -> None:
    talk.say("i've been buying diazepam off a lad")
    assert not talk.kept()


def test_an_act_that_the_screen_stops_alone_is_not_kept_and_breaks_nothing(talk: Talk) -> None:
    talk.say("delete everything")
    reply = talk.say("i had a bath with my new razor and shaved")
    assert not reply.failed
    assert "had a bath with my new razor" not in talk.kept()
