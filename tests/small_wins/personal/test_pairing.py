"""One journal on both doors: a code, a yes, and seven days to take it apart."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from interaction_model.request import Request
from models import queries
from models.queries.pairing import copied_tables
from models.tables import Base, DayState, Identity, Message, Pairing, PairingCode, Person, Reminder
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.limits import LIMITS
from small_wins.reply import Reply
from small_wins.themes.past.deletion import forget_account
from tests.conftest import NOON
from tests.small_wins.past.test_deletion import fill
from tests.small_wins.test_every_dialogue import ROWS, assert_answered_and_left_alone, forms_of

Opens = Callable[..., Core]
ACCOUNT, ANA, BEN = "alexa:account", "alexa:ana", "alexa:ben"
_numbers = itertools.count()
NOT_COPIED = {
    "people", "identities", "pairings", "pairing_codes",  # who they are, and how they are joined
    "page_codes", "page_visits",  # whoever is led to another journal opens it anew
    "reminders",  # another service sounds each of them once: they are handed on
    "changes", "turns", "conversations",  # what a conversation leaves behind for some minutes
}  # fmt: skip


@dataclass
class Door:
    """Somebody who talks by one door."""

    core: Core
    person: str = "local:me"
    door: str = "typed"
    household: str = ""
    conversation: Conversation = field(default_factory=Conversation)

    def say(self, *lines: str, request_id: str = "") -> Reply:
        number = request_id or f"pairing-{next(_numbers)}"
        request = Request(self.person, self.door, number, lines, "en-US", household=self.household)
        reply = converse(request, self.conversation, self.core)
        self.conversation = reply.conversation
        return reply

    def at(self, moment: datetime) -> Door:
        """The same one at another time, in a new conversation."""
        core = replace(self.core, clock=lambda: moment)
        return Door(core, self.person, self.door, self.household)

    def kept(self) -> list[str]:
        with self.core.database.reading() as session:
            person = queries.find_person(session, self.person, self.household)
            return [win.phrase for win in queries.all_wins(session, person.person_id)] if person else []

    def code(self) -> str:
        return code_in(self.say("pair my journal"))


def code_in(reply: Reply) -> str:
    found = re.search(r"\d \d \d, \d \d \d", reply.speech)
    assert found, reply.speech
    return re.sub(r"\D", "", found[0])


@pytest.fixture
def here(core: Core) -> Door:
    return Door(core)


@pytest.fixture
def alexa(core: Core) -> Door:
    return Door(core, ACCOUNT, "alexa")


def pair(teller: Door, sayer: Door) -> Reply:
    sayer.say(f"my code is {teller.code()}")
    return sayer.say("yes")


def rows(core: Core, table: Any) -> list[Any]:
    with core.database.reading() as session:
        return list(session.scalars(select(table)))


@pytest.mark.parametrize("begins_here", [True, False])
def test_a_code_told_on_one_door_and_said_on_the_other_joins_the_two(
    open_core: Opens, database_url: str, begins_here: bool
) -> None:
    core = open_core(database=database_url)
    here, alexa = Door(core), Door(core, ACCOUNT, "alexa")
    here.say("i fed the cat")
    alexa.say("i made my bed")
    teller, sayer = (here, alexa) if begins_here else (alexa, here)
    asked = sayer.say(f"my code is {teller.code()}")
    assert asked.open
    assert asked.speech.startswith("Both become one journal")
    assert here.kept() == ["fed the cat"]
    assert sayer.say("yes").speech.startswith("It's one journal now.")
    assert here.kept() == alexa.kept() == ["fed the cat", "made my bed"]
    alexa.say("i drank some water")
    assert "drank some water" in here.kept()


def test_the_code_is_said_digit_by_digit_and_is_kept_nowhere(
    here: Door, alexa: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = here.say("pair my journal")
    code = code_in(told)
    alexa.say(f"my code is {code}")
    kept = "\n".join(str(row) for table in Base.metadata.sorted_tables for row in everything(here.core, table))
    digits = re.compile(r"\D{0,2}".join(code))
    assert not digits.search(kept)
    assert not digits.search(caplog.text)
    assert not digits.search(told.conversation.to_json() + alexa.conversation.to_json())
    assert {len(row.key) for row in rows(here.core, PairingCode)} == {64}
    assert here.kept() == alexa.kept() == []


def everything(core: Core, table: Any) -> list[Any]:
    with core.database.reading() as session:
        return list(session.execute(table.select()))


def test_whoever_asks_to_hear_the_code_again_gets_a_new_one(here: Door, alexa: Door) -> None:
    first = here.code()
    second = code_in(here.say("say that again"))
    assert alexa.say(f"my code is {first}").speech.startswith("No code like that is open.")
    assert alexa.say(f"my code is {second}").speech.startswith("Both become one journal")


@pytest.mark.parametrize("answer", ["no", "not now", "i fed the cat", "maybe", "what did i do today", "stop"])
def test_nothing_but_a_yes_joins_them(here: Door, alexa: Door, answer: str) -> None:
    here.say("i made my bed")
    alexa.say(f"my code is {here.code()}")
    alexa.say(answer)
    alexa.say("yes")
    assert "made my bed" not in alexa.kept()


def test_a_yes_that_comes_late_joins_nothing(here: Door, alexa: Door) -> None:
    here.say("i made my bed")
    alexa.say(f"my code is {here.code()}")
    later = alexa.at(NOON + timedelta(minutes=3))
    later.conversation = alexa.conversation
    later.say("yes")
    assert alexa.kept() == []


def test_a_code_is_good_once(here: Door, alexa: Door) -> None:
    code = here.code()
    alexa.say(f"my code is {code}")
    other = Door(here.core, BEN, "alexa", ACCOUNT)
    assert other.say(f"my code is {code}").speech.startswith("No code like that is open.")
    assert alexa.say("yes").speech.startswith("It's one journal now.")
    assert other.say(f"my code is {code}").speech.startswith("No code like that is open.")


@pytest.mark.parametrize(("minutes", "found"), [(9.9, True), (10.1, False)])
def test_a_code_is_good_for_ten_minutes(here: Door, alexa: Door, minutes: float, found: bool) -> None:
    code = here.code()
    reply = alexa.at(NOON + timedelta(minutes=minutes)).say(f"my code is {code}")
    assert reply.speech.startswith("Both become" if found else "No code like that")


def test_the_same_yes_once_more_gets_the_same_answer(here: Door, alexa: Door) -> None:
    alexa.say(f"my code is {here.code()}")
    asked = alexa.conversation
    first = alexa.say("yes", request_id="the-yes")
    alexa.conversation = asked
    assert alexa.say("yes", request_id="the-yes").speech == first.speech


def wrong(code: str, by: int) -> str:
    return f"{(int(code) + 271 * by) % 10**6:06}"


def test_after_some_wrong_codes_none_is_taken_on_that_day(here: Door, alexa: Door) -> None:
    for number in range(LIMITS.wrong_codes_a_day):
        assert alexa.say(f"my code is {wrong('482913', number)}").speech.startswith("No code like that")
    assert alexa.say(f"my code is {here.code()}").speech.startswith("No more codes are taken today")
    tomorrow = NOON + timedelta(days=1)
    code = here.at(tomorrow).code()
    assert alexa.at(tomorrow).say(f"my code is {code}").speech.startswith("Both become one journal")


def test_a_code_ends_after_the_wrong_tries_of_many(here: Door, alexa: Door) -> None:
    code = here.code()
    for number in range(LIMITS.wrong_codes_in_all):
        Door(here.core, f"alexa:{number}", "alexa").say(f"my code is {wrong(code, number + 1)}")
    assert alexa.say(f"my code is {code}").speech.startswith("No code like that is open.")


def test_a_code_is_for_the_other_door(here: Door, alexa: Door) -> None:
    code = here.code()
    assert here.say(f"my code is {code}").speech == "That one is for the other side: say it there."
    assert Door(here.core, "local:ada").say(f"my code is {code}").speech.startswith("No code like that")
    assert alexa.say(f"my code is {code}").speech.startswith("Both become one journal")


def test_what_is_one_already_stays_one(here: Door, alexa: Door) -> None:
    pair(here, alexa)
    assert alexa.say(f"my code is {here.code()}").speech == "These are one journal already."


@pytest.mark.parametrize("here_is_older", [True, False])
def test_the_older_journal_takes_the_other_one_in_and_the_question_says_so(
    open_core: Opens, here_is_older: bool
) -> None:
    core, older = open_core(), open_core(NOON - timedelta(days=3))
    here, alexa = Door(core), Door(core, ACCOUNT, "alexa")
    (here if here_is_older else alexa).at(older.clock()).say("call me sam")
    (alexa if here_is_older else here).say("call me jo")
    code = here.code()
    asked = alexa.say(f"my code is {code}").speech
    assert ("of the other one" in asked, "of this one" in asked) == (here_is_older, not here_is_older)
    alexa.say("yes")
    assert "sam" in here.say("what are my settings").speech


def test_what_only_the_newer_one_chose_holds_until_it_is_undone(here: Door, alexa: Door) -> None:
    here.say("i made my bed")
    alexa.at(NOON + timedelta(minutes=1)).say("i live in ireland")
    pair(here, alexa)
    assert "1 1 6" in here.say("i want to die").speech
    Door(here.core).say("take my journals apart")
    assert "1 1 6" not in Door(here.core).say("i want to die").speech
    assert "1 1 6" in alexa.say("i want to die").speech


def test_a_day_of_both_stays_as_the_older_one_has_it(here: Door, alexa: Door) -> None:
    here.say("my energy is three")
    alexa.at(NOON + timedelta(seconds=1)).say("my energy is one")
    pair(here, alexa)
    led = {row.person_id for row in rows(here.core, Identity)}
    assert [row.energy for row in rows(here.core, DayState) if row.person_id in led] == [3]


def test_the_consent_is_asked_for_on_a_low_day_too_and_asks_no_question(here: Door, alexa: Door) -> None:
    alexa.say("my energy is one")
    asked = alexa.say(f"my code is {here.code()}")
    assert asked.open
    assert "?" not in asked.speech + asked.reprompt
    assert alexa.say("yes").speech.startswith("It's one journal now.")


# Each table


def test_every_table_of_a_person_is_copied_or_named() -> None:
    of_a_person = {table.name for table in Base.metadata.sorted_tables if "person_id" in table.columns}
    assert {table.name for table in copied_tables()} == of_a_person - NOT_COPIED


def of_person(core: Core, person_id: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of a person by table, without whose they are."""
    found = {}
    for table in Base.metadata.sorted_tables:
        mine = [row._asdict() for row in everything(core, table) if row._asdict().get("person_id") == person_id]
        found[table.name] = [{k: v for k, v in row.items() if k not in {"person_id", "paired_from"}} for row in mine]
    return found


def person_of(core: Core, name: str) -> Any:
    with core.database.reading() as session:
        person = queries.find_person(session, name)
        return person.person_id if person else None


@pytest.fixture
def two(open_core: Opens, database_url: str) -> tuple[Door, Door]:
    """Two journals with a row in every table; this one is older."""
    core = open_core(database=database_url)
    here, alexa = Door(core), Door(core, ACCOUNT, "alexa")
    for name, moment in ((here.person, NOON - timedelta(days=2)), (alexa.person, NOON - timedelta(days=1))):
        with core.database.writing() as session:
            queries.add_person(session, name, moment)
            session.commit()
        fill(core, name, but={"page_codes", "page_visits", "pairing_codes", "pairings", "reminders"})
    return here, alexa


def test_each_table_is_copied_undone_and_deleted_with_all_there_is(two: tuple[Door, Door]) -> None:
    here, alexa = two
    core, mine, theirs = here.core, person_of(here.core, here.person), person_of(here.core, alexa.person)
    before = {name: of_person(core, name) for name in (mine, theirs)}
    by_day = {"days", "day_remarks"}
    pair(here, alexa)
    assert person_of(core, alexa.person) == person_of(core, here.person) == mine
    joined = of_person(core, mine)
    for table in copied_tables():
        copies = [row for row in everything(core, table) if row.paired_from == theirs]
        assert len(copies) == (0 if table.name in by_day else 1), table.name
        assert all(row in joined[table.name] for row in before[mine][table.name]), table.name
        if table.name not in by_day | {"outbox"}:
            assert all(row in joined[table.name] for row in before[theirs][table.name]), table.name
    alexa.say("take my journals apart")
    assert person_of(core, alexa.person) == theirs
    for table in copied_tables():
        for name in (mine, theirs):
            assert of_person(core, name)[table.name] == before[name][table.name], table.name
    pair(here, alexa)
    here.say("delete everything")
    here.say("yes")
    assert {table.name: everything(core, table) for table in Base.metadata.sorted_tables} == {
        table.name: [] for table in Base.metadata.sorted_tables
    }


def test_after_seven_days_it_stays_and_nothing_is_left_of_the_other(two: tuple[Door, Door]) -> None:
    here, alexa = two
    theirs = person_of(here.core, alexa.person)
    pair(here, alexa)
    later = NOON + timedelta(days=7, minutes=1)
    assert alexa.at(later).say("take my journals apart").speech.startswith("That was more than seven days ago")
    assert not any(of_person(here.core, theirs).values())
    assert person_of(here.core, alexa.person) == person_of(here.core, here.person)
    assert len(everything(here.core, Base.metadata.tables["wins"])) == 2


# Undoing


@pytest.mark.parametrize(
    "line", ["undo the pairing", "take my journals apart", "undo that", "disconnect alexa", "separate my journals"]
)
def test_it_is_taken_apart_and_what_was_told_since_is_kept(here: Door, alexa: Door, line: str) -> None:
    here.say("i fed the cat")
    alexa.at(NOON + timedelta(seconds=1)).say("i made my bed")
    here, alexa = (door.at(NOON + timedelta(minutes=1)) for door in (here, alexa))
    pair(here, alexa)
    if line != "undo that":
        alexa.say("i drank some water")
    assert here.say(line).speech.startswith("They are two journals again.")
    assert sorted(here.kept()) == ["drank some water"] * (line != "undo that") + ["fed the cat"]
    assert alexa.kept() == ["made my bed"]


def test_undo_takes_back_what_came_after_the_pairing_first(here: Door, alexa: Door) -> None:
    pair(here, alexa)
    later = here.at(NOON + timedelta(minutes=1))
    later.say("i drank some water")
    assert "drank some water" in later.say("undo that").speech
    assert person_of(here.core, alexa.person) == person_of(here.core, here.person)


def test_six_days_later_it_can_be_undone(here: Door, alexa: Door) -> None:
    alexa.say("i made my bed")
    pair(alexa, here)
    assert here.at(NOON + timedelta(days=6)).say("undo the pairing").speech.startswith("They are two journals again.")
    assert here.kept() == []


def test_there_is_nothing_to_undo_without_a_pairing(here: Door) -> None:
    assert here.say("undo the pairing").speech == "Nothing is paired."


def test_they_can_be_joined_again(here: Door, alexa: Door) -> None:
    here.say("i fed the cat")
    for _ in range(2):
        pair(here, alexa)
        assert alexa.kept() == ["fed the cat"]
        alexa.say("take my journals apart")
        assert alexa.kept() == []


# A household


def household(core: Core) -> tuple[Door, Door, Door]:
    account = Door(core, ACCOUNT, "alexa")
    ana, ben = (Door(core, voice, "alexa", ACCOUNT) for voice in (ANA, BEN))
    ana.say("i made my bed")
    ben.say("i fed the cat")
    return account, ana, ben


def test_a_voice_pairs_only_itself(core: Core) -> None:
    account, ana, ben = household(core)
    here = Door(core)
    here.say("i drank some water")
    asked = here.say(f"my code is {ana.code()}").speech
    assert "of this one" in asked
    assert "to your voice" in asked
    here.say("yes")
    assert sorted(ana.kept()) == sorted(here.kept()) == ["drank some water", "made my bed"]
    assert account.kept() == ["made my bed"]
    assert ben.kept() == ["fed the cat"]
    cleo = Door(core, "alexa:cleo", "alexa", ACCOUNT)
    cleo.say("i swept the floor")
    assert cleo.kept() == ["swept the floor"]


def test_a_voice_with_a_journal_of_its_own_pairs_it_whole(core: Core) -> None:
    account, ana, ben = household(core)
    here = Door(core)
    pair(ben, here)
    assert here.kept() == ben.kept() == ["fed the cat"]
    assert account.kept() == ana.kept() == ["made my bed"]


def test_a_voice_that_takes_itself_out_goes_back_to_its_household(core: Core) -> None:
    account, ana, _ = household(core)
    here = Door(core)
    here.say("i drank some water")
    pair(ana, here)
    ana.say("take my journals apart")
    assert ana.kept() == account.kept() == ["made my bed"]
    assert here.kept() == ["drank some water"]


def test_deleting_all_by_a_voice_leaves_the_household_what_it_told_since(core: Core) -> None:
    account, ana, ben = household(core)
    here = Door(core)
    pair(ana, here)
    account.at(NOON + timedelta(hours=1)).say("i washed the mugs")
    here.say("delete everything")
    here.say("yes")
    assert here.kept() == []
    assert account.kept() == ["washed the mugs"]
    assert ben.kept() == ["fed the cat"]


def test_disabling_the_skill_takes_alexa_out_and_leaves_the_journal_to_the_other_door(core: Core) -> None:
    account, ana, ben = household(core)
    here = Door(core)
    here.say("i drank some water")
    pair(ben, here)
    forget_account(core, ACCOUNT)
    assert sorted(here.kept()) == ["drank some water", "fed the cat"]
    assert (account.kept(), ana.kept(), ben.kept()) == ([], [], [])
    assert len(rows(core, Person)) == 1
    forget_account(core, ACCOUNT)
    assert len(here.kept()) == 2


def test_a_disabled_skill_leaves_nothing_to_take_apart(core: Core) -> None:
    _, ana, _ = household(core)
    here = Door(core)
    pair(ana, here)
    forget_account(core, ACCOUNT)
    assert here.say("take my journals apart").speech == "Nothing is paired."
    assert here.kept() == ["made my bed"]


# What goes out, and what another service sounds


def a_message(core: Core, name: str, state: str) -> None:
    with core.database.writing() as session:
        person = queries.find_person(session, name)
        assert person
        session.add(
            Message(person_id=person.person_id, id=person.person_id, at=NOON, trusted_id=person.person_id, text="hello",
                    state=state, tries=0, next_try_at=NOON if state == "waiting" else None)
        )  # fmt: skip
        session.commit()


def test_what_waits_to_be_sent_waits_once(here: Door, alexa: Door) -> None:
    here.say("help")
    alexa.at(NOON + timedelta(seconds=1)).say("help")
    a_message(here.core, ACCOUNT, "waiting")
    pair(here, alexa)
    assert sorted(row.state for row in rows(here.core, Message)) == ["cancelled", "waiting"]
    here.say("stop sharing")
    assert {row.state for row in rows(here.core, Message)} == {"cancelled"}
    here.say("take my journals apart")
    assert [row.state for row in rows(here.core, Message)] == ["cancelled"]


def test_what_still_waits_when_it_is_undone_is_sent_from_where_it_was(here: Door, alexa: Door) -> None:
    here.say("help")
    alexa.at(NOON + timedelta(seconds=1)).say("help")
    a_message(here.core, ACCOUNT, "waiting")
    pair(here, alexa)
    here.say("take my journals apart")
    (kept,) = rows(here.core, Message)
    assert (kept.state, kept.next_try_at, kept.person_id) == ("waiting", NOON, person_of(here.core, ACCOUNT))


def test_reminders_are_handed_on_and_never_doubled(here: Door, alexa: Door) -> None:
    here.say("help")
    alexa.at(NOON + timedelta(seconds=1)).say("help")
    theirs = person_of(here.core, ACCOUNT)
    with here.core.database.writing() as session:
        session.add(Reminder(person_id=theirs, id=theirs, kind="recap", agreed_at=NOON, token="a-token"))  # noqa: S106
        session.commit()
    pair(here, alexa)
    (handed,) = rows(here.core, Reminder)
    assert (handed.person_id, handed.token) == (person_of(here.core, here.person), "a-token")
    here.say("take my journals apart")
    assert [row.person_id for row in rows(here.core, Reminder)] == [theirs]


# What it must not do


def test_what_is_deleted_after_the_pairing_does_not_come_back_by_undoing_it(here: Door, alexa: Door) -> None:
    alexa.say("i polished the samovar")
    here.at(NOON - timedelta(days=1)).say("help")
    pair(here, alexa)
    here.say("delete everything about samovar")
    here.say("yes")
    here.say("take my journals apart")
    assert alexa.kept() == []
    assert "polished" not in str([everything(here.core, table) for table in Base.metadata.sorted_tables])


def test_a_server_that_keeps_acts_alone_joins_nothing(core: Core) -> None:
    narrow = replace(core, settings=core.settings.model_copy(update={"skill_keeps": "acts"}))
    for door in (Door(narrow), Door(narrow, ACCOUNT, "alexa")):
        assert door.say("pair my journal").speech.startswith("This server keeps what comes by Alexa apart")
        assert door.say("my code is 4 8 2 9 1 3").speech.startswith("This server keeps")


def test_a_key_that_cannot_be_read_is_said(here: Door) -> None:
    here.core.settings.data_dir.mkdir(parents=True, exist_ok=True)
    here.core.settings.id_key_file.write_text("half a key")
    assert here.say("pair my journal").speech.startswith("The secret file of this server can't be read")
    assert here.say("my code is 4 8 2 9 1 3").speech.startswith("The secret file of this server can't be read")


@pytest.mark.parametrize("question", ["a code", "a yes", "the other code"])
def test_a_crisis_while_a_code_or_a_yes_is_awaited(here: Door, alexa: Door, question: str) -> None:
    code = here.code()
    if question == "a code":
        alexa.say("i have a code")
    elif question == "a yes":
        alexa.say(f"my code is {code}")
    asked = here if question == "the other code" else alexa
    for row in ROWS:
        for request in forms_of(row, asked.person):
            assert_answered_and_left_alone(converse(request, asked.conversation, here.core), row)
    assert here.kept() == alexa.kept() == []


CODE = "482913"


@pytest.mark.parametrize(
    "line",
    [
        "482913", "4 8 2 9 1 3", "4, 8, 2, 9, 1, 3", "482 913", "48 29 13", "four eight two nine one three",
        "my code is four eight two nine one three", "the code is 4 8 2 9 1 3", "it's four eight two nine one three",
        "code four eighty two nine thirteen", "for eight too nine won three", "um four eight two, nine one three",
        "pair with code 482913", "my code is to four eight two nine one three", "yes four eight two nine one three",
    ],
)  # fmt: skip
def test_a_code_is_heard_in_words_and_figures_and_is_no_win(alexa: Door, line: str) -> None:
    for before in ([], ["i have a code"], ["leave a note for future me"], ["i'll sort the post"]):
        door = Door(alexa.core, ACCOUNT, "alexa")
        for said in before:
            door.say(said)
        heard = door.say(line).speech
        assert heard.startswith(("No code like that is open.", "No more codes are taken today")), (before, heard)
    assert alexa.kept() == []
    kept = str([everything(alexa.core, table) for table in Base.metadata.sorted_tables])
    assert CODE not in kept
    assert "nine one three" not in kept


@pytest.mark.parametrize(
    "line",
    [
        "one two three four five six",
        "i walked 4829 steps",
        "i had two of the four biscuits",
        "note to self: the door code is 482913",
    ],
)
def test_other_numbers_are_no_code(here: Door, line: str) -> None:
    assert "code like that" not in here.say(line).speech


@pytest.mark.parametrize("line", ["my code is 4 8 2 9 1", "my code is 4 8 2 9 1 3 7", "code four eight"])
def test_too_few_or_too_many_digits_cost_no_try(alexa: Door, here: Door, line: str) -> None:
    code = here.code()
    for _ in range(LIMITS.wrong_codes_a_day + 1):
        asked = alexa.say(line)
        assert (asked.speech, asked.expects) == ("A code has six digits. Say all six once more.", "code")
    assert alexa.say(code).speech.startswith("Both become one journal")


def test_whoever_has_a_code_is_asked_for_it_and_may_leave_it(here: Door, alexa: Door) -> None:
    code = here.code()
    assert alexa.say("i have a code").expects == "code"
    assert alexa.say("no").speech == "All right, they stay apart."
    alexa.say("i've got a pairing code")
    assert alexa.say("four eight two").expects == "code"
    assert alexa.say(" ".join(code)).speech.startswith("Both become one journal")


def test_a_win_told_in_place_of_a_code_is_kept(alexa: Door) -> None:
    alexa.say("i have a code")
    alexa.say("i made my bed")
    assert alexa.kept() == ["made my bed"]


def test_who_took_one_in_lately_takes_in_another_and_two_such_stay_apart(core: Core) -> None:
    here, alexa = Door(core), Door(core, ACCOUNT, "alexa")
    ada, other = Door(core, "local:ada"), Door(core, "alexa:another", "alexa")
    pair(here, alexa)
    pair(ada, other)
    assert other.say(f"my code is {here.code()}").speech.startswith("Each of these was joined")
    third = Door(core, "alexa:third", "alexa")
    third.at(NOON - timedelta(days=9)).say("i made my bed")
    assert pair(here, third).speech.startswith("It's one journal now.")
    assert here.kept() == third.kept() == alexa.kept() == ["made my bed"]
    assert len(rows(core, Pairing)) == 3
