"""Which step is offered to whom, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from interaction_model.request import Request
from interaction_model.steps import Step
from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.meaning import Win as Told
from models import changes, queries
from models.ids import new_id
from models.tables import Feeling, PersonalValue, PlaybookEntry, Suggestion, Win
from small_wins.answers.suggestions.steps import after_size, sizes
from small_wins.conversation import Conversation
from small_wins.converse import help_lines
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.past.wins import keep_wins
from small_wins.themes.suggestions import choice, kinds, limits, pieces, steps
from small_wins.themes.suggestions.choice import WEIGHTS, Wish
from small_wins.turn import Turn
from tests.conftest import NOON
from tests.small_wins.talk import Talk

Open = Callable[[datetime], Journal]
DAY = timedelta(days=1)


@pytest.fixture
def journal_at(core: Core) -> Iterator[Open]:
    """Opens the journal of one person at an instant, in one session."""
    with core.database.writing() as session:
        person = queries.add_person(session, "local:me", NOON)
        changes.watch(session)
        language = core.language("en-US")
        yield lambda at: Journal(session, person, at, language, core.settings.person)


@pytest.fixture
def journal(journal_at: Open) -> Journal:
    return journal_at(NOON)


def asked(journal_at: Open, times: int, start: datetime = NOON, apart: timedelta = timedelta(hours=3)) -> list[Step]:
    """What is offered to somebody who asks again and again."""
    found = []
    for number in range(times):
        journal = journal_at(start + number * apart)
        found.append(steps.next_step(journal))
        steps.offer(journal, found[-1])
        journal.session.flush()
    return found


def offered(journal: Journal, step: str, *, outcome: str | None = None, rung: int = 0) -> None:
    steps.offer(journal, found(journal, step), rung)
    journal.session.flush()
    last = steps.last_offer(journal)
    assert last is not None
    last.outcome = outcome


def found(journal: Journal, step: str) -> Step:
    step_of_that_id = journal.language.steps.find(step)
    assert step_of_that_id is not None
    return step_of_that_id


def did(journal: Journal, step: str, times: int = 1, feeling: str | None = None) -> list[Win]:
    kept = []
    for _ in range(times):
        rung = found(journal, step).chain[0]
        kept += keep_wins(journal, [Told(rung.act, "physical", feeling=feeling)], rung.act, "typed")
    journal.session.flush()
    return kept


def test_the_same_journal_gives_the_same_step(journal: Journal) -> None:
    assert choice.choose(journal) == choice.choose(journal)


def test_few_steps_take_turns_and_none_comes_again_soon(journal_at: Open) -> None:
    ids = [step.id for step in asked(journal_at, 3 * WEIGHTS.rotation)]
    assert len(set(ids)) <= WEIGHTS.rotation + 4
    for place, step in enumerate(ids):
        assert step not in ids[max(0, place - WEIGHTS.last_barred) : place]


@pytest.mark.parametrize(("energy", "most"), [(None, 2), (1, 1), (2, 2), (3, 3)])
def test_nothing_is_offered_beyond_todays_energy(journal_at: Open, energy: int | None, most: int) -> None:
    days.set_energy(journal_at(NOON), energy)
    offers = asked(journal_at, 20, apart=timedelta(minutes=20))
    assert max(step.energy for step in offers) <= most


def test_much_energy_brings_bigger_steps_than_little(journal_at: Open) -> None:
    days.set_energy(journal_at(NOON), 3)
    assert {step.energy for step in asked(journal_at, 8, apart=timedelta(minutes=20))} > {1}


@pytest.mark.parametrize("limit", ["seated", "in_bed", "quiet", "indoors"])
def test_a_limit_holds_for_every_offer_of_the_day(journal_at: Open, limit: str) -> None:
    limits.keep(journal_at(NOON), {limit: True})
    for step in asked(journal_at, 25, apart=timedelta(minutes=30)):
        assert getattr(step, limit)


def test_at_the_wheel_nothing_is_offered_that_takes_eyes_or_hands(journal_at: Open) -> None:
    limits.keep(journal_at(NOON), {"place": "car"})
    offers = {step.id for step in asked(journal_at, 12, apart=timedelta(minutes=10))}
    assert offers <= {"deep_breath", "four_six", "jaw", "shoulders"}


def test_a_place_is_forgotten_after_some_hours_and_bed_is_not(journal_at: Open) -> None:
    limits.keep(journal_at(NOON), {"place": "work"})
    assert limits.now(journal_at(NOON + timedelta(hours=3, minutes=59))).place == "work"
    assert limits.now(journal_at(NOON + limits.PLACE_LASTS)).place == ""
    limits.keep(journal_at(NOON), {"place": "bed"})
    assert limits.now(journal_at(NOON + timedelta(hours=9))).in_bed


def test_limits_of_the_day_end_with_it_and_mobility_stays(journal_at: Open) -> None:
    limits.keep(journal_at(NOON), {"quiet": True})
    limits.hold_always(journal_at(NOON), {"seated"})
    later = journal_at(NOON + timedelta(days=40))
    assert not limits.now(later).quiet
    assert all(step.seated for step in asked(journal_at, 30, start=later.now))
    limits.lift(later, "seated")
    assert not limits.now(later).seated


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("i can't use my hands", "hands"),
        ("i have arthritis in my hands", "hands"),
        ("my hands don't work", "hands"),
        ("i'm blind", "sight"),
        ("i can't see very well", "sight"),
        ("i'm deaf", "hearing"),
    ],
)
def test_what_hands_eyes_and_ears_can_not_do_stays_until_they_say_otherwise(
    core: Core, journal_at: Open, said: str, limit: str
) -> None:
    journal = journal_at(NOON)
    slots = {"mobility": _mobility(core, said)}
    limits.hold_always(journal, limits.found_always(slots))
    later = journal_at(NOON + timedelta(days=40))
    lists = core.language("en-US").understanding.words["steps"]
    held = limits.Limits.of({limit: True})
    assert limits.now(later) == held
    assert all(held.fit(step, lists) for step in asked(journal_at, 12, start=later.now))
    limits.lift(later, limit)
    assert not limits.now(later).any


@pytest.mark.parametrize("said", ["my hands are full", "my knee is bad today", "my hands are no good right now"])
def test_what_they_say_is_for_now_ends_with_the_day(core: Core, said: str) -> None:
    slots = core.language("en-US").understanding.slots.find("constraint", said, core.language("en-US").grammar)
    assert limits.found_in(slots)
    assert not limits.found_always(slots)


@pytest.mark.parametrize(
    ("said", "limit"), [("i'm not able to go outside today", "indoors"), ("i'm not able to stand up today", "seated")]
)
def test_not_being_able_to_is_a_limit_and_lifts_none(core: Core, said: str, limit: str) -> None:
    assert "taken" not in Talk(core).say(said).speech
    with core.database.reading() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        journal = Journal(session, person, core.clock(), core.language("en-US"), core.settings.person)
        assert limits.now(journal) == limits.Limits.of({limit: True})


def _mobility(core: Core, said: str) -> str:
    request = Request("local:me", "typed", "r1", (said,), "en-US")
    return core.language("en-US").understanding.understand(request, "any").slots["mobility"]


def test_the_first_piece_of_a_large_plan_is_one_that_they_can_do(journal: Journal) -> None:
    assert pieces.first_piece(journal, "run a marathon") == "stand up for one breath"
    limits.hold_always(journal, {"seated"})
    piece = pieces.first_piece(journal, "run a marathon")
    assert piece in {step.chain[0].do for step in journal.language.steps if step.seated}


def test_what_they_can_not_do_is_not_named_beside_a_value(core: Core) -> None:
    talk = Talk(core)
    talk.say("i use a wheelchair")
    assert talk.say("my order matters to me").speech == "Your order. I'll remember that."


def test_a_deaf_person_is_not_answered_more_loudly(core: Core) -> None:
    talk = Talk(core)
    assert talk.say("i'm deaf").speech.startswith("I'll leave out what needs hearing.")
    assert "louder" in talk.say("i'm a bit deaf").speech


def test_at_night_nothing_is_offered_that_needs_birds_or_a_sky(journal_at: Open) -> None:
    offers = {step.id for step in asked(journal_at, 20, NOON + timedelta(hours=13), timedelta(minutes=5))}
    assert not offers & {"bird_sound", "sky", "window_seat"}


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "night"), (5, "morning"), (12, "afternoon"), (18, "evening"), (22, "night")]
)
def test_a_step_fits_the_time_of_day_where_the_person_is(journal_at: Open, hour: int, part: str) -> None:
    journal = journal_at(datetime(2026, 7, 1, hour - 1, 0, tzinfo=UTC))
    journal.person.time_zone = "Europe/London"
    assert choice.part_of_day(journal) == part
    assert choice.choose(journal).times & {part, "any"}


def test_what_takes_equipment_is_for_those_who_used_it_before(journal_at: Open) -> None:
    assert not any(step.equipment for step in asked(journal_at, 40))
    journal = journal_at(NOON + timedelta(days=30))
    did(journal, "pet", times=3)
    assert "pet" in {step.id for step in asked(journal_at, 8, start=journal.now)}


@pytest.mark.parametrize("minutes", [1, 2, 5, 10])
def test_no_step_takes_longer_than_they_have(journal: Journal, minutes: int) -> None:
    assert choice.choose(journal, Wish(minutes=minutes)).minutes <= minutes


def test_who_has_ten_minutes_is_offered_what_fills_some_of_them(journal: Journal) -> None:
    assert choice.choose(journal, Wish(minutes=10)).minutes >= 5


def test_what_matters_to_them_comes_first(journal: Journal) -> None:
    row = PersonalValue(person_id=journal.person.person_id, id=new_id(NOON), at=NOON, text="my mates", serves="people")
    journal.session.add(row)
    assert "people" in choice.choose(journal).serves


def test_what_was_done_comes_again_sooner_than_what_was_not(journal_at: Open) -> None:
    did(journal_at(NOON), "rhyme", times=3)
    counts = Counter(step.id for step in asked(journal_at, 24, apart=timedelta(hours=24)))
    assert counts.most_common(1)[0][0] == "rhyme"
    assert counts["rhyme"] <= 8


@pytest.mark.parametrize(("feeling", "wanted"), [("felt calm", True), ("worse", False)])
def test_how_it_felt_raises_or_lowers_a_step(journal_at: Open, feeling: str, *, wanted: bool) -> None:
    journal = journal_at(NOON)
    did(journal, "rhyme", times=2, feeling=feeling)
    did(journal, "doodle", times=2)
    assert (choice.choose(journal_at(NOON + DAY)).id == "rhyme") == wanted


def test_what_was_told_today_is_not_offered_today(journal_at: Open) -> None:
    journal = journal_at(NOON)
    did(journal, "rhyme", times=3, feeling="felt calm")
    keep_wins(journal, [Told("drank a glass of water", "physical")], "i drank a glass of water", "typed")
    journal.session.flush()
    assert not {"rhyme", "water"} & {step.id for step in asked(journal_at, 4, apart=timedelta(hours=2))}
    assert choice.choose(journal_at(NOON + DAY)).id == "rhyme"


def test_a_number_for_a_feeling_counts_before_the_word(journal_at: Open) -> None:
    journal = journal_at(NOON)
    did(journal, "doodle", times=2)
    for win in did(journal, "rhyme", times=2, feeling="good"):
        journal.session.add(
            Feeling(
                person_id=win.person_id,
                id=new_id(NOON),
                at=NOON,
                day=win.day,
                moment="after",
                word=None,
                score=1,
                win_id=win.id,
            )
        )
    journal.session.flush()
    assert choice.choose(journal_at(NOON + DAY)).id == "doodle"


def test_what_was_turned_down_sinks_for_a_while(journal_at: Open) -> None:
    did(journal_at(NOON), "rhyme", times=3)
    offered(journal_at(NOON), "rhyme", outcome="different")
    assert "rhyme" not in {
        step.id for step in asked(journal_at, 12, start=NOON + timedelta(hours=1), apart=timedelta(hours=24))
    }
    back = asked(journal_at, 8, start=NOON + WEIGHTS.refusal_lasts + timedelta(days=1))
    assert "rhyme" in {step.id for step in back}


def test_what_is_banned_is_never_offered(journal_at: Open) -> None:
    journal = journal_at(NOON)
    banned = [step for step in journal.language.steps if step.domain != "rest"]
    steps.ban(journal, banned)
    journal.session.flush()
    assert {step.domain for step in asked(journal_at, 15)} == {"rest"}


def test_at_the_wheel_a_ban_never_leads_to_what_is_unsafe_there(journal: Journal) -> None:
    steps.ban(journal, list(journal.language.steps))
    limits.keep(journal, {"place": "car"})
    journal.session.flush()
    assert choice.choose(journal).id in journal.language.understanding.words["steps"]["at_the_wheel"]


def test_a_ban_is_written_once(journal: Journal) -> None:
    for _ in range(2):
        steps.ban(journal, [found(journal, "jaw")])
        journal.session.flush()
    assert len(journal.session.scalars(select(PlaybookEntry)).all()) == 1


def test_another_is_no_bigger_than_the_last(journal_at: Open) -> None:
    offered(journal_at(NOON), "water")
    assert all(step.energy == 1 for step in asked(journal_at, 10, apart=timedelta(minutes=5)))
    offered(journal_at(NOON + timedelta(days=1)), "make_bed", rung=2)
    after = steps.next_step(journal_at(NOON + timedelta(days=1, minutes=1)))
    assert (after.energy, after.minutes) == (1, 1)


def test_the_first_one_ever_is_for_any_mood(journal: Journal) -> None:
    assert steps.next_step(journal, Wish(minutes=10, energy=3)).mood_proof


def test_every_step_gets_smaller_down_to_its_last_rung(journal_at: Open) -> None:
    journal = journal_at(NOON)
    for number, step in enumerate(journal.language.steps):
        here = journal_at(NOON + timedelta(hours=3 * number))
        steps.offer(here, step)
        journal.session.flush()
        heard = []
        while (rung := steps.suggest_smaller(here)) is not None:
            journal.session.flush()
            heard.append(rung)
        assert heard == list(step.chain[1:])
        assert steps.is_floor(here)


def test_what_was_done_or_turned_down_is_no_longer_open(journal: Journal) -> None:
    for outcome in ("done", "different", "never", "no"):
        offered(journal, "make_bed", outcome=outcome)
        assert steps.open_offer(journal) is None
        smallest = steps.suggest_smaller(journal)
        assert smallest is not None
        assert smallest.act != found(journal, "make_bed").chain[1].act


@contextmanager
def statements(journal: Journal) -> Iterator[list[str]]:
    seen: list[str] = []
    bind = journal.session.connection()

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    yield seen
    event.remove(bind, "before_cursor_execute", note)


def test_a_choice_reads_no_more_than_the_newest_rows(journal: Journal) -> None:
    offered(journal, "water")
    with statements(journal) as seen:
        steps.next_step(journal)
        steps.many_in_a_row(journal)
    read = [
        one for one in seen if any(f"FROM {table}" in one for table in ("wins", "feelings", "suggestions", "playbook"))
    ]
    assert read
    assert all("LIMIT" in one for one in read)


@pytest.mark.parametrize(("told", "paused"), [(3, False), (4, True)])
def test_a_pause_comes_after_four_wins_within_the_hour(journal_at: Open, told: int, *, paused: bool) -> None:
    did(journal_at(NOON), "water", times=told)
    assert steps.many_in_a_row(journal_at(NOON + timedelta(hours=1))) == paused
    assert not steps.many_in_a_row(journal_at(NOON + timedelta(hours=1, minutes=1)))


def test_done_credits_the_step_and_its_offer(core: Core, talk: Talk) -> None:
    talk.say("suggest something")
    talk.say("done")
    with core.database.reading() as session:
        assert session.scalars(select(Win.step)).all() == ["deep_breath"]
        assert session.scalars(select(Suggestion.outcome)).all() == ["done"]


@pytest.mark.parametrize(
    "said", ["i use a wheelchair", "i'm in bed", "my energy is three", "never offer breathing exercises again"]
)
def test_undo_takes_back_what_was_told(core: Core, talk: Talk, said: str) -> None:
    talk.say(said)
    assert talk.say("undo that").speech.startswith("Taken back.")
    with core.database.reading() as session:
        person = queries.find_person(session, talk.person)
        assert person is not None
        journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
        assert not limits.now(journal).any
        assert days.energy(journal) is None
        assert not session.scalars(select(PlaybookEntry)).all()


@pytest.mark.parametrize(
    "said", ["i'm stuck in bed", "i need to clean the whole house", "i can't stand meditation", "my energy is low"]
)
def test_in_care_mode_nothing_is_offered_beside_the_answer(talk: Talk, said: str) -> None:
    talk.say("i want to die")
    assert "You could" not in talk.say(said).speech


def test_in_care_mode_who_asks_gets_one_for_any_mood(core: Core, talk: Talk) -> None:
    talk.say("i want to die")
    talk.say("what's one small thing i can do")
    with core.database.reading() as session:
        (offer,) = session.scalars(select(Suggestion.step)).all()
        step = core.language("en-US").steps.find(offer)
        assert step is not None
        assert step.mood_proof


@contextmanager
def a_turn(core: Core, said: str = "", energy: int | None = None) -> Iterator[Turn]:
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me") or queries.add_person(session, "local:me", NOON)
        changes.watch(session)
        journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
        if energy:
            days.set_energy(journal, energy)
        lines = help_lines(Request("local:me", "typed", "r", (said,), "en-US"), core)
        yield Turn(journal, Meaning("ladder", said), Conversation(), "typed", lines, core.settings)


@pytest.mark.requirement("R056")
def test_the_sizes_are_told_and_one_is_picked(core: Core) -> None:
    with a_turn(core) as turn:
        reply = sizes(turn)
        assert reply.speech == "Tiny, small or medium. Tiny is: breathe in deeply, once."
        assert reply.open
        turn.journal.session.flush()
        for said, most in (("tiny", 1), ("a small one", 1), ("medium please", 2)):
            picked = after_size(replace(turn, meaning=Meaning("unknown", said)))
            assert picked is not None
            turn.journal.session.flush()
            last = steps.last_offer(turn.journal)
            assert last is not None
            assert found(turn.journal, last.step).energy <= most


@pytest.mark.requirement("R056", twin=True)
def test_on_energy_one_the_sizes_ask_nothing_and_another_line_is_no_size(core: Core) -> None:
    with a_turn(core, energy=1) as turn:
        assert not sizes(turn).open
        assert after_size(replace(turn, meaning=Meaning("log_win", "i made my bed"))) is None


LISTS = ("hands_free", "needs_sight", "at_the_wheel", "any_task", "one_first")


def test_every_word_list_names_what_is_in_the_catalogue(journal: Journal) -> None:
    catalogue = list(journal.language.steps)
    words = journal.language.understanding.words["steps"]
    ids = {step.id for step in catalogue}
    tasks = {task for step in catalogue for task in step.tasks}
    for name in LISTS:
        assert set(words[name]) <= ids, name
    assert set(words["tasks"]) == tasks
    groups = journal.language.understanding.words["values"]["groups"]
    assert {group["serves"] for group in groups} == {value for step in catalogue for value in step.serves}
    for task, named in words["pieces"].items():
        assert all(task in found(journal, piece).tasks for piece in named), task
    for name, kind in words["kinds"].items():
        assert set(kind["are"].get("ids", ())) <= ids, name
        assert set(kind["are"].get("tasks", ())) <= tasks, name
        assert kinds.steps_of_kind(journal, kind["said"][0]), name


@pytest.mark.parametrize(
    ("said", "banned", "kept"),
    [
        ("journaling", "five_minutes_writing", "water"),
        ("washing dishes", "one_dish", "machine_load"),
        ("cold showers", "shower", "hands"),
        ("the plants", "water_plant", "water"),
        ("phone calls", "call_friend", "silence_one"),
        ("knitting", "one_row", "one_word"),
    ],
)
def test_a_kind_is_found_by_how_people_name_it(journal: Journal, said: str, banned: str, kept: str) -> None:
    found_ids = {step.id for step in kinds.steps_of_kind(journal, said)}
    assert banned in found_ids
    assert kept not in found_ids


def test_what_names_no_kind_bans_nothing(journal: Journal) -> None:
    for said in ("it", "", "the", "zeppelins"):
        assert kinds.steps_of_kind(journal, said) == []


@pytest.mark.requirement("R003")
def test_of_the_first_steps_most_leave_something_to_be_seen_felt_or_smelled(core: Core) -> None:
    talk = Talk(core)
    noticed = {"home", "nature", "self-care", "creative"}
    offered = [talk.say(line).speech.partition(".")[0] for line in ["give me one small step", *["another"] * 5]]
    domains = {rung.text.rstrip("."): step.domain for step in talk_steps(core) for rung in step.chain}
    assert sum(domains.get(text) in noticed for text in offered) >= 3


def talk_steps(core: Core) -> list[Step]:
    return list(core.language("en-US").steps)


@pytest.mark.parametrize(
    "said",
    [
        "breathing exercises make me panic",
        "breath work makes me dizzy",
        "those breathing things freak me out",
        # In words that no sentence and no row of ours has.
        "that breath counting business stresses me out badly",
        "breathing exercises bring on my panic",
        "no more breath work it makes my head swim",
        "i feel faint doing breathing exercises",
        "doing breath work makes me shaky",
        "i hyperventilate when i do those breathing things",
    ],
)
def test_breathing_that_does_them_no_good_is_never_offered_again_and_none_begins(core: Core, said: str) -> None:
    talk = Talk(core)
    reply = talk.say(said)
    assert (reply.timed, talk.conversation.question) == ((), None)
    with core.database.writing() as session:
        person = queries.find_person(session, talk.person)
        assert person
        journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
        breathing = {step.id for step in kinds.steps_of_kind(journal, "breathing")}
        assert breathing <= queries.never_steps(session, person.person_id)


@pytest.mark.parametrize(
    "said",
    [
        "breathing exercises are good for my anxiety",
        "the breathing helps when i panic",
        "breathing calms me",
        "i'm panicking can we breathe",
        "i feel shaky can we do some breathing",
        "i'm so anxious help me with my breathing",
    ],
)
def test_breathing_is_banned_by_nobody_who_did_not_say_so(core: Core, said: str) -> None:
    talk = Talk(core)
    talk.say(said)
    with core.database.reading() as session:
        person = queries.find_person(session, talk.person)
        assert person
        assert queries.never_steps(session, person.person_id) == frozenset()
