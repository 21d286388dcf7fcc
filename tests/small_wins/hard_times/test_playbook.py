"""What journeys don't show of the playbook, the ladder, the plan, values and rewards: bounds, low energy, care mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.meaning import Win as ToldWin
from models import queries
from models.ids import new_id
from models.tables import Commitment, PersonalValue, PlanItem, PlaybookEntry, Reward, Suggestion
from small_wins.answers.intentions.rewards import reward_line
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.safety import HelpLines
from small_wins.themes import days
from small_wins.themes.hard_times import playbook
from small_wins.themes.hard_times.favourites import favourites
from small_wins.themes.intentions import ladder, values, weekly_plan
from small_wins.themes.past import wins
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn
from tests.conftest import NOON
from tests.small_wins.talk import Talk


@contextmanager
def journal_of(core: Core, at: datetime = NOON) -> Iterator[Journal]:
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me") or queries.add_person(session, "local:me", at)
        yield Journal(session, person, at, core.language("en-US"), core.settings.person)
        session.commit()


def set_energy(core: Core, level: int) -> None:
    with journal_of(core) as journal:
        days.set_energy(journal, level)


def did(core: Core, *acts: str, at: datetime = NOON, feeling: str | None = None) -> None:
    with journal_of(core, at) as journal:
        for act in acts:
            domain = journal.language.understanding.domain_of(act)
            wins.keep_wins(journal, [ToldWin(act, domain, feeling=feeling)], act, "typed")


def turn_on(journal: Journal, core: Core, conversation: Conversation | None = None) -> Turn:
    lines = HelpLines(journal.language, "US")
    return Turn(journal, Meaning("done_commitment"), conversation or Conversation(), "typed", lines, core.settings)


def names(core: Core, at: datetime = NOON) -> list[str]:
    with journal_of(core, at) as journal:
        return [one.do for one in favourites(journal)]


def rows(core: Core, table: type[PlaybookEntry | PersonalValue | PlanItem | Reward | Suggestion]) -> int:
    with core.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# What works for them


def test_what_is_done_rises_and_what_felt_bad_sinks(core: Core) -> None:
    did(core, "drank a glass of water", "washed a single plate", "read a page of anything")
    did(core, "washed a single plate", feeling="good")
    did(core, "read a page of anything", feeling="awful")
    assert names(core) == ["wash a single plate", "read a page of anything", "drink a glass of water"]


def test_what_was_done_long_ago_sinks_below_what_was_done_lately(core: Core) -> None:
    did(core, "drank a glass of water", "drank a glass of water", at=NOON - timedelta(days=70))
    did(core, "washed a single plate")
    assert names(core) == ["wash a single plate", "drink a glass of water"]


def test_a_step_that_is_refused_more_than_done_is_not_on_the_list(core: Core) -> None:
    did(core, "drank a glass of water")
    with journal_of(core) as journal:
        step = journal.language.steps.find("water")
        assert step is not None
        for _ in range(2):
            steps.offer(journal, step)
        for offer in queries.latest_suggestions(journal.session, journal.person.person_id, 10):
            offer.outcome = "different"
    assert names(core) == []


def test_what_was_taken_off_stays_off_however_often_it_is_done(core: Core, talk: Talk) -> None:
    did(core, "drank a glass of water")
    talk.say("take the water off my playbook")
    did(core, "drank a glass of water", "drank a glass of water")
    assert names(core) == []


def test_putting_on_the_list_what_was_taken_off_brings_it_back(core: Core, talk: Talk) -> None:
    talk.say("add feeding the cat to my playbook")
    talk.say("take feeding the cat off my playbook")
    assert names(core) == []
    talk.say("add feeding the cat to my playbook")
    assert names(core) == ["feed the cat"]
    assert rows(core, PlaybookEntry) == 1


def test_an_addition_is_undone(core: Core, talk: Talk) -> None:
    talk.say("add feeding the cat to my playbook")
    talk.say("undo that")
    assert rows(core, PlaybookEntry) == 0


@pytest.mark.requirement("R096", twin=True)
def test_on_energy_one_the_list_is_read_without_a_question(core: Core, talk: Talk) -> None:
    for what in ("feeding the cat", "watering the plants", "stroking the rabbit", "ironing a shirt"):
        talk.say(f"add {what} to my playbook")
    set_energy(core, 1)
    reply = talk.say("read my playbook")
    assert "?" not in reply.speech
    assert not reply.open


def test_what_the_screen_stops_is_not_read_out(core: Core, talk: Talk) -> None:
    talk.say("add feeding the cat to my playbook")
    with journal_of(core) as journal:
        (row,) = journal.session.scalars(select(PlaybookEntry))
        row.phrase = "want to kill myself"
    assert "empty" in talk.say("read my playbook").speech


@pytest.mark.requirement("R059", twin=True)
@pytest.mark.parametrize("level", [1, 2])
def test_the_list_is_not_offered_on_energy_one(core: Core, talk: Talk, level: int) -> None:
    set_energy(core, level)
    said = [talk.say("i swept the porch").speech for _ in range(3)][-1]
    assert ("list" in said) == (level > 1)


def test_an_act_with_medicine_in_it_is_never_offered_for_the_list(talk: Talk) -> None:
    said = [talk.say("i took my tablets").speech for _ in range(4)]
    assert not [speech for speech in said if "of what works" in speech]


def test_a_week_later_the_same_one_is_the_most_dependable(core: Core) -> None:
    did(core, *["washed a single plate"] * 3, at=NOON - timedelta(days=9))
    did(core, "drank a glass of water", at=NOON - timedelta(days=8))
    with journal_of(core) as journal:
        found = playbook.same_again(journal)
    assert found is not None
    assert found.do == "wash a single plate"


# Heavy days


@pytest.mark.requirement("R126", twin=True)
def test_on_energy_one_the_sequence_is_played_and_asks_nothing(core: Core, talk: Talk) -> None:
    talk.say("for bad days: curtains and water")
    set_energy(core, 1)
    said = [talk.say(line).speech for line in ("start my heavy day list", "done", "done")]
    assert not [speech for speech in said if "?" in speech]
    assert talk.kept() == ["managed curtains", "managed water"]


def test_without_a_sequence_the_three_most_dependable_are_played(core: Core, talk: Talk) -> None:
    did(core, "drank a glass of water", "washed a single plate", "read a page of anything", "folded a single shirt")
    talk.say("start my heavy day list")
    for line in ("done", "done"):
        assert talk.say(line).open
    assert not talk.say("done").open
    with journal_of(core) as journal:
        latest = queries.latest_done(journal.session, journal.person.person_id, 3)
    assert all(done.step for done in latest)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("for bad days: curtains, water, text mum", ["curtains", "water", "text mum"]),
        ("for bad days curtains and water and then text mum", ["curtains", "water", "text mum"]),
        ("for bad days: curtains", ["curtains"]),
        ("on hard days i want slippers, a bath, the radio, toast", ["slippers", "a bath", "the radio"]),
    ],
)
def test_a_sequence_is_taken_apart_as_it_was_said(core: Core, talk: Talk, said: str, kept: list[str]) -> None:
    talk.say(said)
    with journal_of(core) as journal:
        assert [one.do for one in playbook.sequence(journal)] == kept


def test_a_new_sequence_takes_the_place_of_the_old_one_and_undo_puts_it_back(core: Core, talk: Talk) -> None:
    talk.say("for bad days: curtains and water")
    talk.say("for bad days: a blanket")
    talk.say("undo that")
    with journal_of(core) as journal:
        assert [one.do for one in playbook.sequence(journal)] == ["curtains", "water"]


def test_a_step_is_added_to_the_sequence_until_it_holds_three(core: Core, talk: Talk) -> None:
    for what in ("slippers", "toast", "juice"):
        talk.say(f"add {what} to my heavy day list")
    assert talk.say("add a bath to my heavy day list").speech.startswith("It holds three")
    with journal_of(core) as journal:
        assert [one.do for one in playbook.sequence(journal)] == ["slippers", "toast", "juice"]


def test_what_was_not_understood_twice_ends_the_sequence(talk: Talk) -> None:
    talk.say("for bad days: curtains and water")
    talk.say("start my heavy day list")
    assert "done or skip" in talk.say("purple monkey dishwasher").speech
    assert "done or skip" not in talk.say("purple monkey dishwasher").speech


# The ladder


@pytest.mark.parametrize(
    ("minutes", "grown"), [("two", "three"), ("five", "six"), ("nine", "ten"), ("ten", "twelve"), ("20", "24")]
)
def test_a_step_never_doubles(core: Core, minutes: str, grown: str) -> None:
    did(core, f"walked for {minutes} minutes")
    with journal_of(core) as journal:
        found = ladder.next_size(journal)
    assert found is not None
    assert found.do == f"walk for {grown} minutes"


def test_a_step_that_was_made_smaller_grows_by_one_rung(core: Core) -> None:
    with journal_of(core) as journal:
        step = journal.language.steps.find("short_walk")
        assert step is not None
        steps.offer(journal, step, 2)
        found = ladder.next_size(journal)
    assert found is not None
    assert found.do == step.chain[1].do


@pytest.mark.requirement("R098", twin=True)
@pytest.mark.requirement("R099", twin=True)
def test_on_energy_one_nothing_is_asked_of_what_is_easy(core: Core, talk: Talk) -> None:
    talk.say("i stretched for two minutes")
    set_energy(core, 1)
    for line in ("the stretching is easy now", "i want a bit more"):
        reply = talk.say(line)
        assert "?" not in reply.speech
        assert not reply.open


@pytest.mark.requirement("R100", twin=True)
def test_on_energy_one_one_thing_is_the_invitation(core: Core, talk: Talk) -> None:
    set_energy(core, 1)
    assert talk.say("what's the plan for today").speech.startswith("One small thing today")


def test_a_step_of_the_size_that_they_pick_is_offered(core: Core, talk: Talk) -> None:
    assert talk.say("what sizes are there").speech.startswith("Tiny, small or medium. Tiny is: ")
    picked = talk.say("medium please").speech
    with journal_of(core) as journal:
        offer = steps.last_offer(journal)
        step = journal.language.steps.find(offer.step) if offer else None
    assert step is not None
    assert step.chain[0].text in picked
    assert step.energy <= 2


def test_nothing_is_planned_that_needs_standing_for_somebody_seated(core: Core) -> None:
    with journal_of(core) as journal:
        journal.person.mobility = "seated"
        tomorrow = journal.today + timedelta(days=1)
        assert all(step.seated for day in (None, tomorrow) for step in ladder.fitting(journal, day))


# The weekly plan


def test_each_day_has_one_thing_for_the_body_for_company_and_for_the_head(core: Core) -> None:
    with journal_of(core) as journal:
        planned = weekly_plan.make(journal)
        assert len(planned) == weekly_plan.DAYS
        for day in planned:
            items = weekly_plan.of_day(journal, day)
            assert [weekly_plan.group_of(item.domain) for item in items] == list(weekly_plan.GROUPS)


def test_a_day_that_is_planned_stays_as_it_is_when_the_week_is_planned_again(core: Core, talk: Talk) -> None:
    talk.say("plan my week")
    talk.say("put a swim on friday")
    before = rows(core, PlanItem)
    talk.say("plan my week")
    assert rows(core, PlanItem) == before
    assert "a swim" in talk.say("what have i got planned for friday").speech


def test_late_in_the_day_a_plan_begins_tomorrow(open_core: Callable[..., Core]) -> None:
    evening = open_core(at=NOON + timedelta(hours=8))
    assert Talk(evening).say("plan my week").speech.startswith("Thursday first")


@pytest.mark.requirement("R104", twin=True)
@pytest.mark.requirement("R107", twin=True)
def test_on_energy_one_a_plan_is_one_thing_and_no_question(core: Core, talk: Talk) -> None:
    set_energy(core, 1)
    reply = talk.say("plan my week")
    assert reply.speech.startswith("Today could be one thing: ")
    assert not reply.open


def test_clearing_a_plan_is_undone(core: Core, talk: Talk) -> None:
    talk.say("plan my week")
    before = rows(core, PlanItem)
    talk.say("clear my weekly plan")
    assert rows(core, PlanItem) == 0
    talk.say("undo that")
    assert rows(core, PlanItem) == before


@pytest.mark.requirement("R105", twin=True)
@pytest.mark.parametrize("level", [1, 2])
def test_another_kind_is_not_offered_on_energy_one(core: Core, talk: Talk, level: int) -> None:
    set_energy(core, level)
    talk.say("i only do chores")
    assert rows(core, Suggestion) == (level > 1)


# Values


def test_every_word_of_the_groups_leads_to_a_step(core: Core) -> None:
    with journal_of(core) as journal:
        for group in journal.language.understanding.words["values"]["groups"]:
            for word in group["words"]:
                step = values.serving(journal, f"my {word}")
                assert step is not None
                assert values.serves_of(journal, word) in step.serves, word


@pytest.mark.requirement("R110", twin=True)
@pytest.mark.requirement("R111", twin=True)
def test_on_energy_one_a_value_is_kept_and_no_step_is_named(core: Core, talk: Talk) -> None:
    set_energy(core, 1)
    assert talk.say("what matters to me is friendship").speech == "Friendship. I'll remember that."
    assert rows(core, Suggestion) == 0


def test_in_care_mode_a_value_is_kept_and_no_step_is_named(core: Core, talk: Talk) -> None:
    talk.say("i want to die")
    reply = talk.say("what matters to me is my friends")
    assert "call" not in reply.speech
    assert rows(core, Suggestion) == 0


def test_a_value_is_kept_once(core: Core, talk: Talk) -> None:
    for _ in range(2):
        talk.say("what matters to me is my dog")
    assert rows(core, PersonalValue) == 1


# Rewards


@pytest.mark.requirement("R138")
def test_a_reward_named_after_a_plan_goes_with_the_plan(core: Core, talk: Talk) -> None:
    with journal_of(core) as journal:
        plan = Commitment(
            person_id=journal.person.person_id, id=new_id(NOON), made_at=NOON, status="open",
            action="open the curtains", cue="after coffee", repeats="daily",
        )  # fmt: skip
        journal.session.add(plan)
    assert talk.say("my reward is tea").speech == "Open the curtains, then tea. It's kept."
    with journal_of(core) as journal:
        assert journal.session.scalars(select(Commitment.reward)).all() == ["tea"]
    assert rows(core, Reward) == 0


def test_a_reward_named_long_after_a_plan_is_one_for_the_list(core: Core, talk: Talk) -> None:
    with journal_of(core) as journal:
        earlier = NOON - timedelta(hours=1)
        plan = Commitment(
            person_id=journal.person.person_id, id=new_id(earlier), made_at=earlier, status="open", action="walk",
            cue="after coffee", repeats="daily",
        )  # fmt: skip
        journal.session.add(plan)
    talk.say("my reward is tea")
    assert rows(core, Reward) == 1


@pytest.mark.requirement("R139", twin=True)
def test_on_energy_one_nobody_asks_for_their_rewards(core: Core, talk: Talk) -> None:
    set_energy(core, 1)
    assert "?" not in talk.say("how do i celebrate").speech


@pytest.mark.requirement("R080", twin=True)
def test_in_care_mode_a_breath_is_all_there_is(talk: Talk) -> None:
    talk.say("i want to die")
    assert talk.say("how do i celebrate").speech == "One slow breath is plenty. In, and out."


@pytest.mark.requirement("R137")
def test_a_step_that_is_done_has_its_tiny_reward(core: Core) -> None:
    with journal_of(core) as journal:
        step = journal.language.steps.find("water")
        assert step is not None
        assert reward_line(turn_on(journal, core), step) == "One slow breath, if you like."


@pytest.mark.requirement("R137", twin=True)
def test_no_reward_is_offered_unasked_on_energy_one_or_in_care_mode(core: Core) -> None:
    with journal_of(core) as journal:
        step = journal.language.steps.find("water")
        assert step is not None
        assert reward_line(turn_on(journal, core, Conversation().with_care(NOON)), step) is None
        days.set_energy(journal, 1)
        assert reward_line(turn_on(journal, core), step) is None


def test_done_for_today_in_care_mode_names_the_number(talk: Talk) -> None:
    talk.say("i want to die")
    assert "9 8 8" in talk.say("i'm calling it a day").speech


def test_saying_it_aloud_keeps_nothing(core: Core, talk: Talk) -> None:
    talk.say("i opened the blinds")
    talk.say("how do i celebrate")
    talk.say("i did it")
    assert talk.kept() == ["opened the blinds"]


def test_a_question_of_ours_is_dropped_for_what_they_say_instead(talk: Talk) -> None:
    talk.say("how do i celebrate")
    assert talk.say("what did i do today").intent == "recap_today"


def test_another_person_sees_nothing_of_it(core: Core, talk: Talk) -> None:
    talk.say("add feeding the cat to my playbook")
    talk.say("what matters to me is my dog")
    other = replace(talk, person="local:other", conversation=Conversation())
    assert "empty" in other.say("read my playbook").speech
    assert "dog" not in other.say("what are my values").speech
