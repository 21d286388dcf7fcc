"""The page from the skill's server: opened by a code that the speaker tells, and nobody's but theirs."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from journal_page.app import create_app
from journal_page.code_access import COOKIE, CodeAccess
from journal_page.limits import LIMITS
from models.ids import new_id
from models.tables import PageVisit, Person, Reminder
from skill.app import CORE
from small_wins.core import Core
from small_wins.id_key import read_or_make_key
from small_wins.limits import LIMITS as CORE_LIMITS
from tests.journal_page.browsing import VIEWS
from tests.journal_page.test_care import Forms
from tests.skill.alexa_services import AlexaServices
from tests.skill.paging import ADDRESS, HOST, Browser, browser_of, code_in, with_page
from tests.skill.posting import Skill
from tests.skill.signing import Authority, envelope
from tests.skill.talking import Alexa
from tests.skill.test_reminders import FERN
from tests.small_wins.personal.test_pairing import Door
from tests.small_wins.personal.test_pairing import code_in as pairing_code_in


@pytest.fixture
def paged(skill: Skill) -> Skill:
    return with_page(skill)


@pytest.fixture
def alexa(paged: Skill) -> Alexa:
    return Alexa(paged)


@pytest.fixture
def inside(paged: Skill, alexa: Alexa) -> Browser:
    """A browser that was let in to a journal with one win."""
    alexa.say("i made my bed")
    browser = browser_of(paged)
    assert browser.enter(code_in(alexa.say("show me my journal"))).headers["Location"] == "/"
    return browser


def test_the_code_that_is_said_opens_the_journal_of_whoever_asked(inside: Browser) -> None:
    assert "Made my bed" in inside.text()
    assert all(inside.get(view).status_code in {200, 303, 404} for view in VIEWS)


def test_what_is_typed_is_heard_by_the_speaker_and_the_other_way_round(inside: Browser, alexa: Alexa) -> None:
    assert inside.send("/say", text="I fed the ducks", request="a" * 32).status_code == 303
    assert "You fed the ducks" in inside.text()
    assert "fed the ducks" in alexa.say("what did i do today").speech
    alexa.say("i watered the fern")
    assert "Watered the fern" in inside.text()


def test_the_cookie_is_for_this_host_over_tls_and_for_no_script_and_no_other_site(paged: Skill, alexa: Alexa) -> None:
    cookie = browser_of(paged).enter(code_in(alexa.say("show me my journal"))).headers["Set-Cookie"]
    assert re.fullmatch(rf"{COOKIE}=\d{{10}}\.[\w-]{{43}}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie)


@pytest.mark.parametrize("path", [*VIEWS, "/enter", "/open/x", "/healthz", "/metrics", "/readyz"])
def test_without_a_code_there_is_one_field_and_nothing_else(paged: Skill, alexa: Alexa, path: str) -> None:
    alexa.say("i made my bed")
    answer = browser_of(paged).get(path)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert 'name="code"' in shown
    assert not re.search("made my bed|<nav|small_wins_request", shown, re.I)


def test_there_is_no_link_that_opens_it(inside: Browser) -> None:
    assert inside.get("/open/x").status_code == 404


def test_a_used_code_opens_nothing(paged: Skill, alexa: Alexa) -> None:
    code = code_in(alexa.say("show me my journal"))
    assert browser_of(paged).enter(code).status_code == 303
    again = browser_of(paged)
    assert "This code opens nothing" in again.enter(code).get_data(as_text=True)
    assert not again.is_in


def test_guessing_ends_the_code_and_does_not_keep_them_out(paged: Skill, alexa: Alexa) -> None:
    code = code_in(alexa.say("show me my journal"))
    stranger = browser_of(paged)
    for number in range(CORE_LIMITS.page_tries):
        assert stranger.enter(f"{(int(code) + 1 + number) % 10**6:06}").status_code == 403
    person = browser_of(paged)
    assert person.enter(code).status_code == 403
    told = code_in(alexa.say("show me my journal"))
    for number in range(30):
        assert stranger.enter(f"{number:06}").status_code == 403
    assert len(told) == 12
    assert person.enter(" ".join(told)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": f"http://{HOST}"},
        {"Origin": f"{ADDRESS}:8443"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_can_not_bring_a_browser_into_its_own_journal(
    paged: Skill, alexa: Alexa, headers: dict[str, str]
) -> None:
    browser = browser_of(paged)
    assert browser.enter(code_in(alexa.say("show me my journal")), **headers).status_code in {403, 421}
    assert not browser.is_in


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/healthz", "/"])
@pytest.mark.parametrize(
    "host", [HOST.upper(), f"{HOST}:443", f"{HOST}:8443", f"{HOST}:", f"{HOST}.", f"{HOST.title()}.:443", f" {HOST}"]
)
def test_the_name_of_the_page_written_otherwise_leads_to_nothing_of_the_skill(
    inside: Browser, host: str, path: str
) -> None:
    answer = inside.get(path, Host=host, Cookie=f"{COOKIE}={inside.cookie}")
    assert answer.status_code in {403, 404, 421}
    assert not re.search(r"small_wins_request|^ok|bed", answer.get_data(as_text=True))


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1:8080"])
def test_under_another_host_there_is_no_page(inside: Browser, host: str) -> None:
    answer = inside.get("/", Host=host, Cookie=f"{COOKIE}={inside.cookie}")
    assert answer.status_code == 404
    assert "bed" not in answer.get_data(as_text=True)


def test_a_form_of_another_page_or_without_its_secret_changes_nothing(inside: Browser, paged: Skill) -> None:
    data = {"form_key": inside.form_key(), "text": "I fed the ducks"}
    for headers, key in (
        ({"Origin": "https://evil.example"}, data["form_key"]),
        ({"Sec-Fetch-Site": "cross-site"}, data["form_key"]),
        ({}, "x"),
        ({}, ""),
    ):
        sent = inside.client.post("/say", base_url=ADDRESS, data={**data, "form_key": key}, headers=headers)
        assert sent.status_code in {403, 421}
    assert len(paged.rows("id", "wins")) == 1


def test_every_address_that_changes_something_wants_the_secret(inside: Browser, paged: Skill) -> None:
    core: Core = paged.client.application.extensions[CORE]
    rules = list(create_app(core, CodeAccess(core, HOST, b"key")).url_map.iter_rules())
    posts = [rule.rule for rule in rules if "POST" in (rule.methods or ())]
    assert len(posts) > 10
    for rule in posts:
        path = re.sub(r"<uuid:\w+>", "01a1e8f2-f900-7000-b450-d6fe9988b15b", rule).replace("<day>", "2026-11-17")
        assert inside.client.post(path, base_url=ADDRESS).status_code == 403, path


def test_the_skill_is_where_it_was(inside: Browser, paged: Skill) -> None:
    client = paged.client
    assert client.post("/alexa", data=b"{}").status_code == 400
    assert client.get("/healthz").data == b"ok\n"
    assert b"small_wins_request_seconds" in client.get("/metrics").data
    for path in ("/privacy", "/terms", "/pages.css"):
        assert client.get(path, buffered=True).status_code == inside.get(path).status_code == 200
    assert inside.client.post("/alexa", base_url=ADDRESS, data=b"{}").status_code == 400


def test_each_voice_of_a_household_sees_their_own_journal_alone(paged: Skill) -> None:
    browsers = {}
    for name, said in (("ANA", "i fed the cat"), ("BEN", "i watered the fern")):
        alexa = Alexa(paged, voice=f"amzn1.ask.person.{name}")
        alexa.say(said)
        browsers[name] = browser_of(paged)
        browsers[name].enter(code_in(alexa.say("show me my journal")))
    assert "Fed the cat" in browsers["ANA"].text()
    assert "fern" not in browsers["ANA"].text()
    assert "Watered the fern" in browsers["BEN"].text()
    assert "cat" not in browsers["BEN"].text("/search") + browsers["BEN"].text()
    id_of_ana = next(iter(re.findall(r'href="(/win/[^"]+)"', browsers["ANA"].text())))
    assert browsers["BEN"].get(id_of_ana).status_code == 404


def test_two_servers_share_the_visit(authority: Authority, tmp_path: Path) -> None:
    one, other = (with_page(Skill(authority, tmp_path)) for _ in range(2))
    alexa, first, second = Alexa(one), browser_of(one), browser_of(other)
    alexa.say("i made my bed")
    second.enter(code_in(alexa.say("show me my journal")))
    first.client.set_cookie(COOKIE, second.cookie, domain=HOST, secure=True)
    assert first.form_key() == second.form_key()
    first.send("/say", text="what's one small thing i can do", request="b" * 32)
    assert "Quick answers" in second.text()
    second.send("/search", view="/search", words="bed")
    assert "Made my bed" in first.text("/search")
    first.send("/leave")
    assert not first.is_in
    assert not second.is_in
    for skill in (one, other):
        skill.close()


def test_closing_it_everywhere_ends_every_visit_by_a_button_or_by_voice(paged: Skill, alexa: Alexa) -> None:
    def let_in() -> list[Browser]:
        browsers = [browser_of(paged) for _ in range(2)]
        for browser in browsers:
            browser.enter(code_in(alexa.say("show me my journal")))
        assert all(browser.is_in for browser in browsers)
        return browsers

    browsers = let_in()
    assert "in every browser" in browsers[0].send("/leave/everywhere").get_data(as_text=True)
    assert not any(browser.is_in for browser in browsers)
    browsers = let_in()
    assert alexa.say("close the page").speech == "The page is closed now, in every browser."
    assert not any(browser.is_in for browser in browsers)


def test_a_visit_ends_after_half_a_day_without_a_look(inside: Browser, paged: Skill) -> None:
    for _ in range(2):
        paged.now += LIMITS.idle
        assert inside.is_in
    paged.now += LIMITS.idle + timedelta(seconds=1)
    assert not inside.is_in


def test_a_look_at_what_was_answered_is_written_down_once_a_minute_at_most(inside: Browser, paged: Skill) -> None:
    inside.send("/say", text="I fed the ducks", request="1" * 32)
    before = paged.rows("until, state", "page_visits")
    paged.now += timedelta(seconds=LIMITS.prolonged_seconds - 1)
    assert "You fed the ducks" in inside.text()
    assert paged.rows("until, state", "page_visits") == before
    paged.now += timedelta(seconds=1)
    assert inside.is_in
    assert paged.rows("until, state", "page_visits") != before


def test_a_visit_that_is_over_is_swept_when_the_next_one_begins(inside: Browser, paged: Skill, alexa: Alexa) -> None:
    assert inside.is_in
    paged.now += LIMITS.idle + timedelta(seconds=1)
    browser_of(paged).enter(code_in(alexa.say("show me my journal")))
    assert len(paged.rows("key", "page_visits")) == 1


def test_one_that_is_over_is_swept_when_something_is_told(inside: Browser, paged: Skill, alexa: Alexa) -> None:
    alexa.say("show me my journal")
    assert inside.is_in
    paged.now += LIMITS.idle + timedelta(seconds=1)
    alexa.say("i fed the ducks")
    assert paged.rows("key", "page_visits") == paged.rows("key", "page_codes") == []


def test_a_visit_ends_after_seven_days_whatever_is_looked_at(inside: Browser, paged: Skill) -> None:
    opened = paged.now
    while paged.now + LIMITS.idle <= opened + timedelta(days=CORE_LIMITS.page_visit_days):
        assert inside.is_in
        paged.now += LIMITS.idle
    paged.now = opened + timedelta(days=CORE_LIMITS.page_visit_days) - timedelta(seconds=1)
    assert inside.is_in
    paged.now += timedelta(seconds=2)
    assert not inside.is_in


def test_a_look_that_began_before_a_deletion_puts_nothing_back(inside: Browser, paged: Skill, alexa: Alexa) -> None:
    inside.send("/search", view="/search", words="the samovar")
    inside.send("/say", text="I polished the samovar", request="1" * 32)
    core: Core = paged.client.application.extensions[CORE]
    access = CodeAccess(core, HOST, read_or_make_key(core.settings))
    slow, slow_changed = (access.visit_of(inside.cookie) for _ in range(2))
    assert slow
    assert slow_changed
    alexa.say("delete everything about the samovar")
    alexa.say("yes")
    paged.now += timedelta(seconds=LIMITS.prolonged_seconds)
    until = paged.rows("until", "page_visits")
    slow_changed.done = "changed"
    access.keep(slow)
    assert paged.rows("state", "page_visits") == [("{}",)]
    slow_changed.put_aside(paged.now)
    slow_changed.done = "changed"
    access.keep(slow_changed)
    ((state,),) = paged.rows("state", "page_visits")
    assert set(json.loads(state)) == {"turn", "done"}
    assert paged.rows("until", "page_visits") != until, "the look counts"


def test_the_answer_to_a_deletion_on_the_page_is_shown_there(inside: Browser, paged: Skill) -> None:
    inside.send("/search", view="/search", words="the samovar")
    inside.send("/say", text="I polished the samovar", request="1" * 32)
    inside.send("/say", text="delete everything about the samovar", request="2" * 32)
    inside.send("/say", text="yes", request="3" * 32)
    assert "Deleted: one thing about the samovar." in inside.text()
    assert "asked" not in str(paged.rows("state", "page_visits")), "what was searched for"


def test_deleting_everything_by_voice_ends_it(inside: Browser, alexa: Alexa, paged: Skill) -> None:
    alexa.say("delete everything")
    alexa.say("yes")
    assert not inside.is_in
    assert paged.rows("key", "page_visits") == paged.rows("key", "page_codes") == []


def test_deleting_everything_by_the_page_ends_it(inside: Browser, paged: Skill) -> None:
    assert "It's all deleted." in inside.send("/delete/all", sure="yes").get_data(as_text=True).replace("&#39;", "'")
    assert not inside.is_in
    for table in ("people", "identities", "wins", "page_visits", "page_codes"):
        assert paged.rows("*", table) == []


def test_what_ends_the_visit_is_answered_before_the_page_is_gone(inside: Browser, paged: Skill) -> None:
    inside.send("/say", text="delete everything", request="1" * 32)
    answer = inside.send("/say", text="yes", request="2" * 32)
    assert "all deleted" in answer.get_data(as_text=True)
    assert not inside.is_in
    assert paged.rows("*", "page_visits") == []


def test_a_reminder_is_promised_for_the_next_talk_and_one_that_stays_is_told(
    paged: Skill, alexa: Alexa, services: AlexaServices
) -> None:
    alexa.endpoint = services.endpoint
    alexa.say("i made my bed")
    browser = browser_of(paged)
    browser.enter(code_in(alexa.say("show me my journal")))
    browser.send("/say", text=FERN, request="1" * 32)
    browser.send("/say", text="yes", request="2" * 32)
    assert "Alexa sets it when you talk with her next." in browser.text()
    assert services.reminders == {}
    alexa.say("i fed the ducks")
    assert len(services.reminders) == 1
    browser.send("/say", text="delete everything", request="3" * 32)
    answer = browser.send("/say", text="yes", request="4" * 32)
    assert "take it out in her app" in answer.get_data(as_text=True)


def test_disabling_the_skill_ends_it(inside: Browser, paged: Skill) -> None:
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled"})
    del event["session"]
    event["request"]["timestamp"] = paged.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    paged.post(event)
    assert not inside.is_in
    assert paged.rows("*", "page_visits") == []


def test_pairing_and_taking_apart_both_end_it(inside: Browser, paged: Skill, alexa: Alexa) -> None:
    here = Door(Core.open(paged.settings, lambda: paged.now))
    here.say("i fed the ducks")
    alexa.say(f"my code is {pairing_code_in(here.say('pair my journal'))}")
    alexa.say("yes")
    assert not inside.is_in
    inside.enter(code_in(alexa.say("show me my journal")))
    assert "Fed the ducks" in inside.text()
    here.say("take my journals apart")
    assert not inside.is_in
    inside.enter(code_in(alexa.say("show me my journal")))
    assert "ducks" not in inside.text()
    here.core.database.close()


@pytest.mark.parametrize(("locale", "number"), [("en-GB", "116 123"), ("en-US", "988")])
def test_a_disclosure_is_answered_for_where_they_are_and_is_in_no_row(paged: Skill, locale: str, number: str) -> None:
    alexa = Alexa(paged, locale=locale)
    browser = browser_of(paged)
    browser.enter(code_in(alexa.say("show me my journal")))
    answer = browser.send("/say", text="I want to kill myself", request="c" * 32)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert number in shown
    assert "kill" not in shown
    assert "<nav" not in shown
    assert number in browser.text()  # their journal is there, and the number still
    assert number in browser.text("/care")
    kept = paged.everything_kept()
    assert not re.search(rf"kill|Samaritans|\b{number}\b", kept)


def test_a_disclosure_is_answered_also_where_nobody_is_let_in_or_the_journal_can_not_be_read(
    inside: Browser, paged: Skill
) -> None:
    key = inside.form_key()
    stranger = browser_of(paged)
    form, american = {"form_key": key, "text": "I want to kill myself"}, {"Accept-Language": "en-US"}
    assert "988" in post(stranger, "/say", form, **american)
    assert "988" in unescape(stranger.enter("I want to kill myself", **american).get_data(as_text=True))
    spoil(paged)
    assert "988" in post(inside, "/say", form, **american)
    assert inside.get().status_code == 503


def spoil(paged: Skill) -> None:
    """Leave no database that could be read."""
    core: Core = paged.client.application.extensions[CORE]
    core.database.close()
    paged.database.write_bytes(b"no database" * 500)
    for suffix in ("-wal", "-shm"):
        paged.database.with_name(paged.database.name + suffix).unlink(missing_ok=True)


def post(browser: Browser, path: str, data: dict[str, str], **headers: str) -> str:
    """What is answered to a form, in plain text."""
    return unescape(browser.client.post(path, base_url=ADDRESS, data=data, headers=headers).get_data(as_text=True))


def test_whose_visit_is_over_is_told_the_number_of_their_own_country(paged: Skill) -> None:
    alexa, browser = Alexa(paged, locale="en-GB"), browser_of(paged)
    alexa.say("i made my bed")
    browser.enter(code_in(alexa.say("show me my journal")))
    paged.now += LIMITS.idle + timedelta(seconds=1)
    crisis = {"text": "I want to kill myself"}
    assert "116 123" in post(browser, "/say", crisis, **{"Accept-Language": "en-US"})
    core: Core = paged.client.application.extensions[CORE]
    with core.database.writing() as session:
        session.query(Person).one().region = "AU"
        session.commit()
    assert "13 11 14" in post(browser, "/say", crisis)  # what they chose goes before what Alexa tells


@pytest.mark.parametrize(
    ("languages", "number"),
    [("en-GB,en;q=0.9", "116123"), ("fr, en-GB;q=0.5", "116123"), ("en-US", "988"), ("fr-ZZ", ""), ("", "")],
)
@pytest.mark.parametrize("fails", [True, False])
def test_of_whom_nothing_is_known_the_browser_names_the_country_and_the_server_does_not(
    paged: Skill, monkeypatch: pytest.MonkeyPatch, languages: str, number: str, fails: bool
) -> None:
    monkeypatch.setenv("LC_ALL", "en_AU.UTF-8")
    browser = browser_of(paged)
    if fails:
        browser.client.set_cookie(COOKIE, "x" * 43, domain=HOST, secure=True)
        spoil(paged)
    shown = post(browser, "/say", {"text": "I want to kill myself"}, **{"Accept-Language": languages})
    assert 'class="answer care"' in shown
    assert re.findall(r'href="tel:(\d+)"', shown)[:1] == [number][: len(number)]


def test_what_is_typed_to_a_server_whose_database_fails_is_given_back_to_be_sent_again(
    inside: Browser, paged: Skill
) -> None:
    typed = {"form_key": inside.form_key(), "text": "I fed the ducks", "request": "a" * 32, "turn": ""}
    core: Core = paged.client.application.extensions[CORE]
    core.database.close()
    before = paged.database.read_bytes()
    spoil(paged)
    shown = post(inside, "/say", typed)
    assert "I fed the ducks</textarea>" in shown
    (action, fields, _) = Forms(shown).found[0]
    assert fields["form_key"] == typed["form_key"]
    core.database.close()
    paged.database.write_bytes(before)
    post(inside, action, fields | {"text": "I fed the ducks"})
    assert "fed the ducks" in inside.text().lower()


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_disclosure_in_the_way_in_is_answered_wherever_it_was_sent_from(
    paged: Skill, headers: dict[str, str]
) -> None:
    shown = post(
        browser_of(paged), "/enter", {"code": "I want to kill myself"}, **headers, **{"Accept-Language": "en-US"}
    )
    assert "988" in shown


def test_a_search_keeps_nothing_but_what_the_form_offers(inside: Browser, paged: Skill) -> None:
    odd = dict.fromkeys(("person", "first", "last", "kind"), "the samovar" * 300)
    inside.send("/search", view="/search", words="bed", request="1" * 32, **odd)
    (state,) = paged.rows("state", "page_visits")
    assert "bed" in str(state)
    assert "samovar" not in str(state)
    assert "Made my bed" in inside.text("/search")


def test_the_page_of_a_database_that_fails_has_a_field(inside: Browser, paged: Skill) -> None:
    key = inside.form_key()
    spoil(paged)
    shown = inside.text()
    assert 'name="text"' in shown
    assert f'name="form_key" value="{key}"' in shown


def test_a_code_that_is_typed_for_is_shown_and_kept_nowhere(inside: Browser, paged: Skill) -> None:
    answer = inside.send("/say", text="give me a code for the page", request="d" * 32)
    found = re.search(r"Your code is (\d{3}) (\d{3})\.", answer.get_data(as_text=True))
    assert found
    assert not re.search(r"\D{0,2}".join(found[1] + found[2]), paged.everything_kept())
    another = browser_of(paged)
    assert another.enter(f"{found[1]} {found[2]}").status_code == 303


def test_what_is_deleted_in_part_is_in_no_visit_either(inside: Browser, alexa: Alexa, paged: Skill) -> None:
    inside.send("/search", view="/search", words="the samovar")
    inside.send("/say", text="I polished the samovar", request="e" * 32)
    assert "samovar" in str(paged.rows("state", "page_visits"))
    alexa.say("delete everything about the samovar")
    alexa.say("yes")
    assert paged.rows("state", "page_visits") == [("{}",)]
    assert inside.is_in


def test_nobodys_words_codes_or_cookies_are_logged(
    paged: Skill, alexa: Alexa, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = code_in(alexa.say("show me my journal"))
    browser = browser_of(paged)
    browser.enter("123321")
    browser.enter(code)
    browser.send("/say", text="I polished the samovar", request="f" * 32)
    kept = paged.everything_kept()
    for secret in (code, browser.cookie, browser.form_key()):
        assert secret not in caplog.text
        assert secret not in kept
    assert "samovar" not in caplog.text


def test_the_day_is_that_of_the_person_and_not_of_the_server(inside: Browser, paged: Skill) -> None:
    core: Core = paged.client.application.extensions[CORE]
    with core.database.writing() as session:
        (person,) = session.query(Person).all()
        person.device_time_zone = "Asia/Tokyo"
        session.commit()
    assert "Thursday 19 November 2026" in inside.text()  # half past six in the morning, by the clock of the tests


def test_what_alexa_reminds_of_is_told_before_everything_is_deleted(inside: Browser, paged: Skill) -> None:
    assert "What Alexa reminds you of" not in inside.text("/kept")
    core: Core = paged.client.application.extensions[CORE]
    with core.database.writing() as session:
        (person,) = session.query(Person).all()
        made = Reminder(person_id=person.person_id, id=new_id(paged.now), kind="recap", agreed_at=paged.now)
        made.token = made.kind  # as Alexa would name it
        session.add(made)
        session.commit()
    assert "What Alexa reminds you of" in inside.text("/kept")


def test_a_state_of_another_version_is_forgotten_and_the_visit_goes_on(inside: Browser, paged: Skill) -> None:
    core: Core = paged.client.application.extensions[CORE]
    with core.database.writing() as session:
        (row,) = session.query(PageVisit).all()
        row.state = {"conversation": "{}", "reply": {"speech": 1}, "replied_at": "x"}
        session.commit()
    assert inside.is_in
