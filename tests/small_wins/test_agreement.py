"""Yes: what counts as one, what doesn't before anything that can't be taken back, and how long a question waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from small_wins.conversation import CONFIRMATION_WAITS, DOING_WAITS, QUESTION_WAITS, Conversation
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.intentions.test_commitments import Moment
from tests.small_wins.others.test_people import on_their_way, trust
from tests.small_wins.talk import Talk


@pytest.fixture
def time() -> Moment:
    return Moment()


@pytest.fixture
def held(core: Core, time: Moment) -> Talk:
    """A conversation that one process holds, as the microphone does."""
    trust(core, "Priya", "my sister")
    return Talk(replace(core, clock=time))


HALF_YESES = ["right", "i suppose", "yeah lovely", "perfect", "mhm"]
NO_YESES = [
    "yes i want to keep them", "yeah that'd be nice if i could but no", "sure why would she care", "keep it",
    "yes but not now", "yes no wait", "no don't", "i said no", "i changed my mind", "cancel that",
    "well yes but leave it",
    "sure what would i do that for",
]  # fmt: skip


@pytest.mark.parametrize("line", [*NO_YESES, *HALF_YESES])
def test_nothing_but_a_plain_yes_deletes(held: Talk, line: str) -> None:
    held.say("i fed the cat")
    held.say("delete everything")
    held.say(line)
    assert held.kept() == ["fed the cat"]


@pytest.mark.parametrize("line", NO_YESES)
def test_what_only_sounds_like_a_yes_leaves_a_message_here(held: Talk, line: str) -> None:
    held.say("tell priya i had a bath")
    assert held.say(line).speech == "All right, it stays here."
    assert held.say("yes").speech == "Okay."
    assert on_their_way(held.core) == []


@pytest.mark.parametrize("line", HALF_YESES)
def test_half_a_yes_is_asked_again_once_and_then_taken_for_none(held: Talk, line: str) -> None:
    held.say("tell priya i had a bath")
    assert held.say(line).speech == "A yes sends it, and a no lets it go."
    assert held.say(line).speech == "All right, it stays here."
    assert on_their_way(held.core) == []


@pytest.mark.parametrize(
    "line",
    ["yes", "uh yes please love", "ah sure go on so", "yes send it", "yes go on then send it to her", "haan ji", "okay",
     "go ahead and send it", "send it", "aye do", "that's perfect send it"],
)  # fmt: skip
def test_a_whole_yes_sends_beside_the_words_for_it_too(held: Talk, line: str) -> None:
    held.say("tell priya i had a bath")
    held.say(line)
    assert on_their_way(held.core) == ["I had a bath."]


@pytest.mark.parametrize("line", ["yes please delete it all", "yeah wipe it", "yes delete everything", "yes i'm sure"])
def test_a_whole_yes_deletes_beside_the_words_for_it_too(held: Talk, line: str) -> None:
    held.say("i fed the cat")
    held.say("delete everything")
    assert held.say(line).speech == "It's all deleted."


def test_what_was_heard_second_best_is_asked_again(held: Talk) -> None:
    held.say("tell priya i had a bath")
    assert held.say("gess", "yes").speech == "A yes sends it, and a no lets it go."
    assert on_their_way(held.core) == []


def test_all_plans_are_let_go_on_a_plain_yes_alone(held: Talk) -> None:
    for line in ("after breakfast i'll wash up", "after lunch i'll read", "cancel all my plans"):
        held.say(line)
    assert held.say("yes but not the reading").speech == "That's fine. Nothing is changed."
    held.say("cancel all my plans")
    assert held.say("yes all of them").speech == "They're all let go. What you did stays."


@pytest.mark.parametrize("line", ["right", "yeah lovely", "i suppose so", "yes i think i would like that one"])
def test_half_a_yes_is_enough_for_what_can_be_taken_back(held: Talk, line: str) -> None:
    for told in ("i fed the cat", "i made soup"):
        held.say(told)
    held.say("it's a hard day")
    assert "you" in held.say(line).speech.lower()
    assert held.conversation.question == "another_win"


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("no say i miss her", "I miss her."),
        ("no tell her i'm grand", "I'm grand."),
        ("actually make it i had a lovely bath", "I had a lovely bath."),
        ("ah no wait say i'm all right", "I'm all right."),
    ],
)
def test_other_words_take_the_place_of_those_that_were_read_back(held: Talk, line: str, sent: str) -> None:
    held.say("tell priya i had a bath")
    assert held.say(line).speech == f'To Priya: "{sent}" Say yes, and it goes.'
    held.say("yes")
    assert on_their_way(held.core) == [sent]


@pytest.mark.parametrize("line", ["no send it to my sister", "send it to my sister instead"])
def test_another_person_takes_the_place_of_the_one_who_was_read_back(held: Talk, line: str) -> None:
    held.say("tell priya i had a bath")
    assert held.say(line).speech == 'To your sister: "I had a bath." Say yes, and it goes.'


def test_words_that_are_to_be_changed_are_asked_for(held: Talk) -> None:
    held.say("tell priya i had a bath")
    assert held.say("can you change it").speech.startswith("Say the words")
    assert held.say("i had a lovely bath").speech == 'To Priya: "I had a lovely bath." Say yes, and it goes.'


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tell my sister that i'm proud of her", "I'm proud of her."),
        ("let my sister know i miss her", "I miss her."),
        ("i want to tell my sister that i love her", "I love her."),
    ],
)
def test_a_message_that_ends_in_her_is_whole(held: Talk, line: str, words: str) -> None:
    assert held.say(line).speech == f'To your sister: "{words}" Say yes, and it goes.'


@pytest.mark.parametrize("asked", ["delete everything", "tell priya i had a bath"])
def test_what_sends_or_deletes_waits_two_minutes_and_says_so_afterwards(held: Talk, time: Moment, asked: str) -> None:
    held.say("i fed the cat")
    held.say(asked)
    time.now += CONFIRMATION_WAITS + timedelta(seconds=1)
    assert held.say("yes").speech == "That question was a while ago, so nothing was done. You can ask for it again."
    assert held.kept() == ["fed the cat"]
    assert on_their_way(held.core) == []


def test_asking_to_hear_it_again_lets_it_wait_anew(held: Talk, time: Moment) -> None:
    held.say("tell priya i had a bath")
    for _ in range(2):
        time.pass_(seconds=90)
        assert "Say yes, and it goes." in held.say("say that again").speech
    held.say("yes")
    assert on_their_way(held.core) == ["I had a bath."]


def test_what_lapsed_is_not_read_back_as_if_it_waited(held: Talk, time: Moment) -> None:
    held.say("tell priya i had a bath")
    time.pass_(minutes=3)
    assert "Say yes" not in held.say("say that again").speech


def test_any_question_lapses(held: Talk, time: Moment) -> None:
    held.say("i fed the cat")
    held.say("it's a hard day")
    assert held.conversation.at(time.now + QUESTION_WAITS).question == "hard_day_choice"
    later = held.conversation.at(time.now + QUESTION_WAITS + timedelta(seconds=1))
    assert (later.question, later.lapsed) == (None, "hard_day_choice")


def test_an_act_may_take_its_time() -> None:
    doing = Conversation(question="heavy_step").renewed(NOON)
    assert doing.at(NOON + DOING_WAITS).question == "heavy_step"


def test_care_mode_is_not_cut_short_by_it(held: Talk, time: Moment) -> None:
    held.say("i want to die")
    before = held.conversation
    assert before.at(time.now + timedelta(minutes=9)) == before


def test_more_is_another_win_on_a_hard_day_and_no_higher_ladder(held: Talk, time: Moment) -> None:
    for told in ("i fed the cat", "i made soup", "i hoovered", "i had a bath"):
        held.say(told)
    for more in ("more", "another", "next"):
        time.pass_(days=1)
        held.say("it's a hard day")
        held.say("yes")
        assert "Another one" in held.say(more).speech


@pytest.mark.parametrize("line", ["i could murder a curry", "ta very much", "much obliged", "cheers love"])
def test_an_idiom_or_a_thank_you_changes_nothing(held: Talk, line: str) -> None:
    assert held.say(line).speech in {"", held.core.language("en-US").say("not_understood")}
