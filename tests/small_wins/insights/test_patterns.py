"""What patterns say, and above all when they say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models import queries
from models.ids import new_id
from models.tables import Feeling, Win
from small_wins import answers
from small_wins.answers.insights.patterns import why
from small_wins.core import Core
from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.features import Comparison, compare
from small_wins.themes.insights.months import span_of
from tests.conftest import NOON
from tests.small_wins.talk import Talk

CANT_TELL = "I can't tell yet. It takes more days before counts mean anything."
TODAY = NOON.date()


class Past:
    """Writes what was told on earlier days."""

    def __init__(self, core: Core) -> None:
        self.core = core
        with core.database.writing() as session:
            self.person_id = queries.add_person(session, "local:me", NOON - timedelta(days=200)).person_id
            session.commit()

    def win(
        self, ago: int, phrase: str, feeling: str | None = None, hour: int = 15, told_ago: int | None = None
    ) -> None:
        day = TODAY - timedelta(days=ago)
        told = datetime.combine(TODAY - timedelta(days=ago if told_ago is None else told_ago), NOON.timetz())
        told = told.replace(hour=hour)
        with self.core.database.writing() as session:
            session.add(
                Win(
                    person_id=self.person_id, id=new_id(told), said=f"i {phrase}", phrase=phrase, domain="home",
                    happened_at=told, day=day, told_at=told, feeling_after=feeling, door="typed",
                )
            )  # fmt: skip
            session.commit()

    def feeling(self, ago: int, word: str | None = None, score: int | None = None) -> None:
        at = NOON - timedelta(days=ago)
        with self.core.database.writing() as session:
            session.add(
                Feeling(
                    person_id=self.person_id, id=new_id(at), at=at, day=at.date(), moment="now", word=word, score=score
                )
            )
            session.commit()

    def days(self, ago: Iterable[int], phrase: str, feeling: str | None = None, hour: int = 15) -> None:
        for one in ago:
            self.win(one, phrase, feeling, hour)


@pytest.fixture
def past(core: Core) -> Past:
    return Past(core)


def ask(past: Past, said: str = "what helps me most") -> str:
    return Talk(past.core).say(said).speech


def test_an_empty_journal_tells_nothing_and_is_asked_nothing(talk: Talk) -> None:
    for said in (
        "what helps me most",
        "who lifts me",
        "where am i happiest",
        "what gets me going",
        "does walking help",
    ):
        reply = talk.say(said)
        assert reply.speech == CANT_TELL
        assert not reply.open


def test_what_goes_with_lighter_days_is_said_as_a_count_with_a_hedge(past: Past) -> None:
    past.days(range(1, 7), "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    said = ask(past)
    assert said == (
        "On days when you walked to the corner, you told me you felt lighter or near it: six of six. It may be chance."
    )
    assert not re.search(r"\b(because|better|worse|good|bad|more|less|try|could)\b", said)


@pytest.mark.parametrize(
    ("with_it", "without"),
    [
        (range(1, EVIDENCE.wins), range(7, 12)),
        (range(1, 7), range(7, 7 + EVIDENCE.other_days - 1)),
        (range(1, 7), ()),
    ],
)
def test_one_less_of_anything_is_too_few(past: Past, with_it: Iterable[int], without: Iterable[int]) -> None:
    past.days(with_it, "walked to the corner", "lighter")
    past.days(without, "washed one dish", "flat")
    assert ask(past) == CANT_TELL


def test_many_wins_of_one_day_are_one_day(past: Past) -> None:
    past.days([1] * 9, "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    assert ask(past) == CANT_TELL


def test_what_is_no_likelier_than_on_other_days_is_no_pattern(past: Past) -> None:
    past.days(range(1, 7), "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "lighter")
    assert ask(past) == CANT_TELL


def test_what_lies_further_back_than_a_season_is_left_alone(past: Past) -> None:
    past.days(range(EVIDENCE.days_back, EVIDENCE.days_back + 6), "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    assert ask(past) == CANT_TELL


def test_a_number_counts_as_a_feeling_and_one_in_the_middle_as_neither(past: Past) -> None:
    past.days(range(1, 7), "walked to the corner")
    past.days(range(7, 12), "washed one dish")
    for ago in range(1, 7):
        past.feeling(ago, score=4)
    for ago in range(7, 12):
        past.feeling(ago, score=3)
    assert "six of six" in ask(past)


@pytest.mark.parametrize("phrase", ["took my tablets", "drank a glass of wine", "weighed myself"])
def test_medicine_drink_and_weight_are_never_said_to_help(past: Past, phrase: str) -> None:
    past.days(range(1, 7), phrase, "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    assert ask(past) == CANT_TELL


def test_what_an_import_held_and_the_screen_stops_is_not_read_out(past: Past) -> None:
    past.days(range(1, 7), "wanted to kill myself", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    assert "kill" not in ask(past)


def test_the_part_of_the_day_is_known_only_where_it_was_told_on_its_own_day(past: Past) -> None:
    for ago in range(1, 11):
        past.win(ago, "washed one dish", hour=9, told_ago=ago - 1)
    assert ask(past, "what time of day suits me") == CANT_TELL
    past.days(range(11, 21), "washed one dish", hour=9)
    assert ask(past, "what time of day suits me").startswith(
        "Most of what you kept was told in the morning: ten of ten."
    )


def test_who_comes_up_most_is_a_count_where_feelings_tell_nothing(past: Past) -> None:
    past.days(range(1, 7), "rang my sister")
    past.days(range(1, 4), "texted Maya")
    said = ask(past, "who lifts me")
    assert said == "What comes up most is your sister: six things on six days. That's a count, and it may be chance."


def test_the_one_thing_that_is_asked_about_is_set_against_days_without_it(past: Past) -> None:
    past.days(range(1, 7), "went for a walk", "lighter")
    past.days(range(7, 13), "washed one dish", "lighter")
    said = ask(past, "does walking help")
    assert said.endswith("six of six, and six of six without. I can't tell those apart.")


def test_a_step_that_something_follows_is_named_as_a_starter(past: Past) -> None:
    for ago in range(1, 7):
        past.win(ago, "opened the curtains", hour=9)
        past.win(ago, "drank some water", hour=10)
        past.win(ago, "read a page", hour=20)
    said = ask(past, "what gets me going")
    assert said == (
        "After you opened the curtains, something else followed within about an hour: "
        "six times of six. It may be chance."
    )


def test_wins_of_one_breath_start_nothing(past: Past) -> None:
    for ago in range(1, 7):
        past.win(ago, "opened the curtains", hour=9)
        past.win(ago, "drank some water", hour=9)
        past.win(ago, "read a page", hour=20)
    assert ask(past, "what gets me going") == CANT_TELL


def test_what_came_the_day_before_low_days_is_told_and_what_was_missing_is_not(past: Past) -> None:
    for ago in range(2, 14, 2):
        past.win(ago, "stayed up with the telly")
        past.feeling(ago, "okay")
        past.feeling(ago - 1, "heavy")
    said = ask(past, "what comes before a dip")
    assert "after you stayed up with the telly" in said
    assert "six of six" in said
    past_without = ask(past, "is there a pattern to my bad days")
    assert not re.search(r"\b(no|without|nothing|didn't|not)\b", past_without)


def test_a_word_said_more_often_is_told_with_both_counts(past: Past) -> None:
    for ago in (3, 8, 15):
        past.feeling(ago, "lighter")
    past.feeling(20, "okay")
    for ago, word in ((35, "lighter"), (40, "okay"), (45, "flat")):
        past.feeling(ago, word)
    said = ask(past, "is anything changing")
    assert said == (
        "You've said lighter three times in the last thirty days, and once in the thirty before. That's all I can tell."
    )


def test_a_turn_for_the_worse_is_never_told(past: Past) -> None:
    for ago in (3, 8, 15, 20):
        past.feeling(ago, "heavy")
    for ago in (35, 40, 45, 50):
        past.feeling(ago, "lighter")
    assert ask(past, "is anything changing") == (
        "From what's kept, I can't point to a lighter stretch. Counts tell little by themselves."
    )


def test_shorter_low_spells_are_told_in_days(past: Past) -> None:
    told = {5: "flat", 6: "okay", 12: "flat", 13: "okay"}
    told |= dict.fromkeys((35, 36, 37, 44, 45, 46), "flat") | {38: "okay", 43: "okay"}
    for ago, word in told.items():
        past.feeling(ago, word)
    said = ask(past, "are my low spells getting shorter")
    assert said.startswith("Low spells in your words lasted about a day in the last thirty days, and about three days")


def test_a_month_is_a_map_without_a_grade(past: Past) -> None:
    past.days(range(1, 11), "washed one dish", hour=9)
    said = ask(past, "how was my month")
    assert said == "Here's the map: mostly mornings, mostly small things at home. That's out of ten things kept."


def test_a_month_with_little_in_it_is_no_map(past: Past) -> None:
    past.days(range(1, 4), "washed one dish")
    assert ask(past, "how was my month") == "There's too little kept there for a map yet. What's there is still yours."


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (None, date(2026, 10, 20), TODAY),
        ("last", date(2026, 10, 1), date(2026, 10, 31)),
        ("10", date(2026, 10, 1), date(2026, 10, 31)),
        ("11", date(2026, 11, 1), TODAY),
        ("12", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_a_month_is_the_latest_of_its_name(month: str | None, first: date, last: date) -> None:
    span = span_of(month, TODAY)
    assert (span.first, span.last) == (first, last)


def test_why_is_answered_by_the_counts_of_the_pattern_that_was_said(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(answers.ANSWERS, "about", why)
    past.days(range(1, 7), "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    talk = Talk(past.core)
    said = talk.say("what helps me most")
    assert not said.open
    assert said.conversation.question is None
    counts = (
        "Of the six such days that you told me a feeling for, six had lighter or near it, "
        "and of five others none had. It may be chance."
    )
    assert talk.say("why do you think that").speech == counts
    assert talk.say("why do you think that").speech == counts
    talk.say("i washed one dish")
    assert talk.say("why do you think that").speech.startswith("I count what you tell me, by day, and nothing else.")


def test_in_care_mode_and_on_energy_one_a_pattern_is_said_when_asked_and_asks_nothing(
    past: Past, open_core: Callable[..., Core]
) -> None:
    past.days(range(1, 7), "walked to the corner", "lighter")
    past.days(range(7, 12), "washed one dish", "flat")
    talk = Talk(past.core)
    talk.say("i want to die")
    assert "six of six" in talk.say("what helps me most").speech
    later = Talk(replace(past.core, clock=lambda: NOON + timedelta(hours=1)))
    later.say("my energy is one today")
    reply = later.say("what helps me most")
    assert "?" not in reply.speech
    assert reply.expects is None


@pytest.mark.parametrize(
    ("counts", "chance"),
    [((6, 6, 0, 5), 1 / 462), ((4, 6, 2, 9), 595 / 5005), ((0, 4, 4, 4), 1.0), ((3, 3, 3, 3), 1.0)],
)
def test_chance_is_the_upper_tail_of_fishers_exact_test(counts: tuple[int, int, int, int], chance: float) -> None:
    assert Comparison(*counts).chance == pytest.approx(chance)


def test_what_happened_on_days_of_which_nothing_was_told_is_left_out() -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(6)]
    assert compare(days[:4], frozenset(days[:2]), frozenset(days[1:])) == Comparison(1, 3, 0, 2)
