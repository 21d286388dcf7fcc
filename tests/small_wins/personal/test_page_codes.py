"""The page asked for by voice: a code where there is a page to type it into, else how it is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from interaction_model.language import load_language
from interaction_model.request import Request
from models.queries.people import find_person
from models.tables import PageCode
from small_wins.core import Core
from small_wins.id_key import read_or_make_key
from small_wins.limits import LIMITS
from small_wins.reply import Reply
from small_wins.settings import Settings
from small_wins.themes.personal import page_codes
from tests.conftest import NOON
from tests.small_wins.personal.test_pairing import ACCOUNT, ANA, Door

ADDRESS = "https://my-journal.example.org"
ASKED = [
    "show me my journal",
    "show my journal please",
    "can you show me my journal",
    "open my journal in a browser",
    "open my diary",
    "show me the page",
    "open the page",
    "where's the page",
    "i want to see my journal",
    "can i look at my journal",
    "how do i see my journal in a browser",
    "can i read my journal on my phone",
    "show my wins on my phone",
    "a code for the page",
    "give me a code for the page",
    "what's the code for the page",
    "i want a code for my browser",
    "give me a code to see my journal",
    "a page code",
]
CLOSED = [
    "close the page",
    "close all pages",
    "close my journal in every browser",
    "log out",
    "log out everywhere",
    "sign me out",
]
OTHERS = [
    ("i opened my journal", "log_win"),
    ("i closed the page", "log_win"),
    ("i read a page", "log_win"),
    ("i logged out of facebook", "log_win"),
    ("show me my wins", "list_wins"),
    ("show me the list", "list_wins"),
    ("show me what i did today", "recap_today"),
    ("pair my journal", "pairing"),
    ("give me a code", "pairing"),
    ("export my journal", "export"),
]


@pytest.fixture
def shown(core: Core) -> Core:
    """A core whose server shows a page."""
    return replace(core, settings=Settings(page=ADDRESS))


def alexa(core: Core, person: str = ACCOUNT, household: str = "") -> Door:
    return Door(core, person, "alexa", household)


def code_in(reply: Reply) -> str:
    found = re.search(r"Your code is ([\d ,]+)\.", reply.speech)
    assert found, reply.speech
    return re.sub(r"\D", "", found[1])


def redeem(core: Core, code: str, at: datetime = NOON) -> PageCode | None:
    return page_codes.redeem(core.database, read_or_make_key(core.settings), code, at)


def kind_of(line: str) -> str | None:
    meaning = load_language("en").understanding.understand(Request("p", "typed", "r", (line,)))
    return meaning.slots.get("kind") if meaning.intent == "pairing" else None


@pytest.mark.parametrize("line", ASKED)
def test_the_page_is_asked_for_in_many_ways(line: str) -> None:
    assert kind_of(line) == "page"


@pytest.mark.parametrize("line", CLOSED)
def test_it_is_closed_by_voice(line: str) -> None:
    assert kind_of(line) == "close"


@pytest.mark.parametrize(("line", "intent"), OTHERS)
def test_what_sounds_alike_is_still_what_it_was(line: str, intent: str) -> None:
    meaning = load_language("en").understanding.understand(Request("p", "typed", "r", (line,)))
    assert (meaning.intent, meaning.slots.get("kind") in {"page", "close"}) == (intent, False)


def test_six_digits_are_said_and_the_address_in_words(shown: Core) -> None:
    reply = alexa(shown).say("show me my journal")
    assert re.fullmatch(
        r"Your code is \d \d \d, \d \d \d\. Within ten minutes, "
        r"open my dash journal dot example dot org in a browser, and type it in there\.",
        reply.speech,
    )
    assert reply.shown
    assert reply.shown.large
    assert re.fullmatch(r"\d{3} \d{3}", reply.shown.lines[0])
    assert not reply.open


@pytest.mark.parametrize("door", ["microphone", "typed"])
def test_at_the_machine_itself_the_command_is_named(shown: Core, door: str) -> None:
    assert "small-wins show" in Door(shown, door=door).say("show me my journal").speech


def test_without_an_address_the_command_is_named(core: Core) -> None:
    reply = alexa(core).say("show me my journal")
    assert "small-wins show" in reply.speech
    assert not re.search(r"\d", reply.speech)


def test_where_acts_alone_are_kept_there_is_no_page(core: Core) -> None:
    settings = Settings(page=ADDRESS, skill_keeps="acts")
    assert settings.page_host == ""
    reply = alexa(replace(core, settings=settings)).say("show me my journal")
    assert not re.search(r"\d|small-wins", reply.speech)


def test_a_code_opens_once_and_within_ten_minutes(shown: Core) -> None:
    code = code_in(alexa(shown).say("show me my journal"))
    told = redeem(shown, f" {code[:3]} {code[3:]}.")
    assert told
    assert (told.known_as, told.locale) == (ACCOUNT, "en-US")
    assert redeem(shown, code) is None
    late = code_in(alexa(shown).say("show me my journal"))
    assert redeem(shown, late, NOON + timedelta(minutes=LIMITS.page_code_minutes, seconds=1)) is None


def test_said_again_it_is_another_code_and_the_earlier_one_is_over(shown: Core) -> None:
    door = alexa(shown)
    first, again = code_in(door.say("a code for the page")), code_in(door.say("say that again"))
    assert first != again
    assert redeem(shown, first) is None
    assert redeem(shown, again)


def test_a_request_that_comes_again_leaves_a_code_that_works(shown: Core) -> None:
    door = alexa(shown)
    door.say("show me my journal", request_id="one")
    assert redeem(shown, code_in(door.say("show me my journal", request_id="one")))


def test_a_code_for_the_page_joins_no_journals_and_one_that_joins_opens_no_page(shown: Core) -> None:
    page = code_in(alexa(shown).say("show me my journal"))
    assert Door(shown).say(f"my code is {page}").speech.startswith("No code like that is open.")
    pairing = code_in(alexa(shown).say("pair my journal"))
    assert redeem(shown, pairing) is None
    assert redeem(shown, page)


def test_ten_tries_end_a_short_code_and_whoever_asks_then_is_told_a_long_one(shown: Core) -> None:
    short = code_in(alexa(shown).say("show me my journal"))
    wrong = f"{(int(short) + 1) % 10**6:06}"
    assert [redeem(shown, wrong) for _ in range(LIMITS.page_tries)] == [None] * LIMITS.page_tries
    assert redeem(shown, short) is None
    reply = alexa(shown).say("show me my journal")
    long = code_in(reply)
    assert len(long) == page_codes.LONG
    assert "my dash journal" in reply.speech
    assert [redeem(shown, wrong) for _ in range(3 * LIMITS.page_tries)] == [None] * 3 * LIMITS.page_tries
    assert redeem(shown, long)


@pytest.mark.parametrize("tries", [LIMITS.page_tries, LIMITS.page_tries + 2])
@pytest.mark.parametrize("done", ["asked again", "typed in", "closed", "deleted"])
def test_codes_stay_long_for_a_day_whatever_their_person_does(shown: Core, tries: int, done: str) -> None:
    door = alexa(shown)
    door.say("i made my bed")
    door.say("show me my journal")
    for _ in range(tries):
        redeem(shown, "000001")
    long = code_in(door.say("show me my journal"))
    for _ in range(tries):
        redeem(shown, "000001")
    if done == "typed in":
        assert redeem(shown, long)
    elif done == "closed":
        door.say("close the page")
    elif done == "deleted":
        door.say("delete everything")
        assert "deleted" in door.say("yes").speech
    assert len(code_in(door.say("show me my journal"))) == page_codes.LONG
    assert len(code_in(alexa(shown, ANA).say("show me my journal"))) == page_codes.LONG


def test_the_mark_that_codes_were_guessed_is_nobodys(shown: Core) -> None:
    alexa(shown).say("show me my journal")
    for _ in range(LIMITS.page_tries):
        redeem(shown, "000001")
    with shown.database.reading() as session:
        (row,) = session.query(PageCode).all()
        assert (row.person_id.int, row.known_as, row.locale) == (0, "", "")


def test_a_right_code_among_the_wrong_ones_opens(shown: Core) -> None:
    code = code_in(alexa(shown).say("show me my journal"))
    for _ in range(LIMITS.page_tries - 1):
        redeem(shown, "000001")
    assert redeem(shown, code)


def test_a_day_later_codes_are_short_again(shown: Core) -> None:
    alexa(shown).say("show me my journal")
    for _ in range(LIMITS.page_tries + 1):
        redeem(shown, "000001")
    later = NOON + timedelta(days=LIMITS.guessing_remembered_days, minutes=LIMITS.page_code_minutes, seconds=1)
    assert len(code_in(alexa(shown).at(later).say("show me my journal"))) == 6


def test_trying_codes_while_none_waits_makes_none_longer(shown: Core) -> None:
    for _ in range(3 * LIMITS.page_tries):
        assert redeem(shown, "123321") is None
    assert len(code_in(alexa(shown).say("show me my journal"))) == 6


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "x" * 2000, "\u0661\u0662\u0663\u0664\u0665\u0666"])
def test_what_is_no_code_opens_nothing(shown: Core, typed: str) -> None:
    alexa(shown).say("show me my journal")
    assert redeem(shown, typed) is None


def test_each_voice_of_a_household_has_its_own(shown: Core) -> None:
    alexa(shown).say("i made my bed")
    ana = alexa(shown, ANA, ACCOUNT)
    ana.say("i fed the cat")
    ben = alexa(shown, "alexa:ben", ACCOUNT)
    ben.say("i read a page")
    codes = {door.person: code_in(door.say("show me my journal")) for door in (ana, ben)}
    told = {person: redeem(shown, code) for person, code in codes.items()}
    assert told[ANA]
    assert told["alexa:ben"]
    with shown.database.reading() as session:
        for person, code in told.items():
            found = find_person(session, person)
            assert found
            assert code
            assert code.person_id == found.person_id
    assert told[ANA].person_id != told["alexa:ben"].person_id


def test_the_code_itself_is_in_no_row(shown: Core) -> None:
    code = code_in(alexa(shown).say("show me my journal"))
    with shown.database.reading() as session:
        (row,) = session.query(PageCode).all()
        assert len(row.key) == 64
        assert code not in str(vars(row))


@pytest.mark.parametrize(
    "address",
    [
        "http://journal.example.org",
        "journal.example.org",
        "https://journal.example.org/journal",
        "https://a b",
        "https://x@y",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no address such as"):
        Settings(page=address)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Journal.example.org/", "journal.example.org"),
        ("https://journal.example.org:443", "journal.example.org"),
        ("https://journal.example.org:8443", "journal.example.org:8443"),
        ("", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert Settings(page=address).page_host == host


@pytest.fixture
def each(open_core: Callable[..., Core], database_url: str) -> Core:
    """The same on each kind of database."""
    return replace(open_core(database=database_url), settings=Settings(page=ADDRESS, database=database_url))


def test_tries_at_once_are_no_more_than_one_after_another(each: Core) -> None:
    code = code_in(alexa(each).say("show me my journal"))
    wrong = [f"{(int(code) + 1 + number) % 10**6:06}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda one: redeem(each, one), wrong)) == {None}
    assert redeem(each, code) is None
    assert len(code_in(alexa(each).say("show me my journal"))) == page_codes.LONG


def test_of_many_who_type_it_at_once_one_is_let_in(each: Core) -> None:
    code = code_in(alexa(each).say("show me my journal"))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: redeem(each, code), range(8)))
    assert sum(one is not None for one in found) == 1
