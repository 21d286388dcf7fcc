"""Forms that were drawn a while ago, are sent twice or at once, are too long, or meet a journal that is damaged."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal_page.app import create_app
from journal_page.limits import LIMITS
from journal_page.link_access import LinkAccess
from models import queries
from models.tables import Win
from small_wins.conversation import CARE_MODE_LASTS
from small_wins.core import Core
from small_wins.journals import DoneAlreadyError, changing
from small_wins.themes.past import deletion
from small_wins.themes.past.deletion import ABOUT, Scope
from small_wins.themes.past.undo import undo
from tests.conftest import NOON
from tests.journal_page.served import PERSON
from tests.journal_page.test_care import Forms
from tests.small_wins.talk import Talk


@dataclass
class Drawn:
    """A view as it was drawn in a tab, which may have stood open since."""

    client: FlaskClient
    html: str

    def send(self, action: str, number: int = 0, **fields: str) -> TestResponse:
        """Send a form of it with other fields; `number`: of several that lead there."""
        drawn = [found for where, found, _ in Forms(self.html).found if re.fullmatch(action, where)][number]
        path = next(where for where, _, _ in Forms(self.html).found if re.fullmatch(action, where))
        return self.client.post(path, data={**drawn, **fields})

    def answer(self, button: str) -> TestResponse:
        """Press a button of the answer."""
        assert f'value="{button}"' in self.html
        return self.send("/say", button=button)


@pytest.fixture
def client(core: Core) -> FlaskClient:
    access = LinkAccess(PERSON, "en-US", {"localhost"}, core.clock)
    found = create_app(core, access).test_client()
    found.get(f"/open/{access.new_link()}")
    return found


def look(client: FlaskClient, path: str = "/") -> Drawn:
    return Drawn(client, client.get(path, follow_redirects=True).get_data(as_text=True))


def tell(client: FlaskClient, text: str) -> Drawn:
    """Type it into today, and see the answer."""
    look(client).send("/say", -1, text=text, button="")
    return look(client)


def kept(core: Core) -> list[str]:
    return Talk(core, PERSON).kept()


def wins_of(core: Core) -> list[Win]:
    with core.database.reading() as session:
        person = queries.find_person(session, PERSON)
        return list(queries.latest_wins(session, person.person_id, 50)) if person else []


NOT_OPEN = "That was no answer to a question that is open here, so nothing was done."


@pytest.mark.parametrize("said", ["yes", "Yes.", "yes please"])
@pytest.mark.parametrize("by_button", [True, False])
def test_a_yes_that_was_drawn_for_another_question_deletes_nothing(
    client: FlaskClient, core: Core, said: str, by_button: bool
) -> None:
    tell(client, "I fed the ducks")
    one = tell(client, "delete today")
    other = tell(client, "delete everything")
    answer = one.answer("yes") if by_button else one.send("/say", -1, text=said)
    assert NOT_OPEN in client.get(answer.headers["Location"]).get_data(as_text=True).replace("&#39;", "'")
    assert kept(core) == ["fed the ducks"]
    other.answer("yes")  # nor is the other one open any more
    assert kept(core) == ["fed the ducks"]


def test_a_yes_to_the_question_that_is_open_is_one(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    tell(client, "delete everything").answer("yes")
    assert "all deleted" in look(client).html
    assert kept(core) == []


def test_a_view_that_shows_no_question_answers_none(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    tell(client, "delete everything")
    look(client, "/plans").send("/say", text="yes")
    assert kept(core) == ["fed the ducks"]


def test_what_is_told_in_a_view_of_before_is_kept(client: FlaskClient, core: Core) -> None:
    before = look(client)
    tell(client, "delete everything")
    before.send("/say", text="I fed the ducks")
    assert kept(core) == ["fed the ducks"]


def test_take_it_back_takes_back_what_it_was_drawn_for_or_nothing(client: FlaskClient, core: Core) -> None:
    before = tell(client, "I fed the ducks")
    tell(client, "I watered the fern")
    before.answer("undo")
    assert kept(core) == ["fed the ducks", "watered the fern"]


def test_a_stale_button_in_care_leads_back_to_the_number(client: FlaskClient) -> None:
    tell(client, "I fed the ducks")
    before = tell(client, "delete today")
    tell(client, "I want to kill myself")
    assert before.answer("no").headers["Location"] == "/care"
    assert "988" in look(client, "/care").html


@pytest.mark.parametrize("drawn_for", ["/undo", "/notes", "/plan/.*/done", "/say"])
def test_a_form_that_is_sent_twice_is_done_once(client: FlaskClient, core: Core, drawn_for: str) -> None:
    Talk(core, PERSON).say("after my coffee I'll stretch for two minutes")
    for act in ("I fed the ducks", "I watered the fern"):
        Talk(core, PERSON).say(act)
    views = {"/notes": "/notes", "/plan/.*/done": "/plans"}
    drawn = look(client, views.get(drawn_for, "/"))
    first, second = (drawn.send(drawn_for, text="I sat in the sun") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    expected = {"/undo": 1, "/notes": 2, "/plan/.*/done": 3, "/say": 3}
    assert len(kept(core)) == expected[drawn_for]
    if drawn_for == "/notes":
        assert look(client, "/notes").html.count('<p class="said">I sat in the sun') == 1


def test_two_forms_at_the_same_moment_follow_one_another(client: FlaskClient, core: Core) -> None:
    drawn, app = look(client), client.application
    cookie = client.get_cookie("small-wins-localhost")
    assert cookie

    def press(_: int) -> TestResponse:
        other = app.test_client()
        other.set_cookie(cookie.key, cookie.value)
        return Drawn(other, drawn.html).send("/undo")

    for act in ("fed the ducks", "watered the fern", "swept the step"):
        Talk(core, PERSON).say(f"I {act}")
    with ThreadPoolExecutor(4) as pool:
        led = {answer.headers["Location"] for answer in pool.map(press, range(4))}
    assert len(led) == 1
    assert kept(core) == ["fed the ducks", "watered the fern"]


def test_two_processes_do_one_form_once(core: Core) -> None:
    for act in ("fed the ducks", "watered the fern"):
        Talk(core, PERSON).say(f"I {act}")
    with changing(core, PERSON, "undo", name="web:form:a") as journal:
        undo(journal)
    with pytest.raises(DoneAlreadyError), changing(core, PERSON, "undo", name="web:form:a") as journal:
        undo(journal)
    assert kept(core) == ["fed the ducks"]


def test_after_a_change_is_taken_back_the_answer_before_it_offers_nothing(client: FlaskClient, core: Core) -> None:
    Talk(core, PERSON).say("I watered the fern")
    drawn = tell(client, "I fed the ducks")
    led = drawn.send("/undo").headers["Location"]
    shown = look(client, led)
    assert 'value="undo"' not in shown.html
    assert "Taken back." in shown.html
    shown.send("/redo")
    assert kept(core) == ["watered the fern", "fed the ducks"]
    assert 'action="/redo"' not in look(client, led).html


def test_what_was_taken_out_is_offered_again_until_something_else_is_done(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    led = look(client, f"/win/{wins_of(core)[0].id}").send("/win/.*/delete").headers["Location"]
    assert 'action="/redo"' in look(client, led).html
    tell(client, "I watered the fern")
    assert 'action="/redo"' not in look(client, led).html


LONG = "I walked to the park and fed the ducks. " * (LIMITS.typed_characters // 40 + 1)


@pytest.mark.parametrize(("view", "action"), [("/", "/say"), ("/notes", "/notes"), ("/search", "/search")])
def test_the_end_of_a_long_text_is_screened_too(client: FlaskClient, core: Core, view: str, action: str) -> None:
    field = "words" if view == "/search" else "text"
    sent = look(client, view).send(action, **{field: f"{LONG}I want to kill myself"})
    assert sent.headers["Location"] == "/care"
    assert "988" in look(client, "/care").html
    assert kept(core) == []


@pytest.mark.parametrize(("view", "action"), [("/", "/say"), ("/notes", "/notes"), ("/search", "/search")])
def test_a_text_that_is_too_long_is_given_back_whole(client: FlaskClient, view: str, action: str) -> None:
    field = "words" if view == "/search" else "text"
    sent = look(client, view).send(action, **{field: LONG})
    assert sent.status_code == 413
    shown = Drawn(client, sent.get_data(as_text=True))
    assert LONG in shown.html
    assert f"longer than {LIMITS.typed_characters} characters" in shown.html
    shown.send(action, **{field: "I fed the ducks"})
    assert LONG not in look(client, view).html


def test_no_field_cuts_what_is_pasted(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    for view in ("/", "/notes", "/search", "/plans", f"/win/{wins_of(core)[0].id}"):
        assert "maxlength" not in look(client, view).html


WORDS = [
    "walked " * 600,
    "first line\nsecond line",
    "saw the family \N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL} and a \u2764\ufe0f",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "said \u202eesrever\u202c twice",
]


@pytest.mark.parametrize("words", WORDS)
def test_another_kind_leaves_the_words_alone(client: FlaskClient, core: Core, words: str) -> None:
    tell(client, "I fed the ducks")
    with changing(core, PERSON, "import") as journal:
        queries.latest_wins(journal.session, journal.person.person_id, 1)[0].phrase = words
    view = look(client, f"/win/{wins_of(core)[0].id}")
    view.send("/win/[^/]*", day="2026-11-18", kind="creative")
    assert [(win.phrase, win.domain) for win in wins_of(core)] == [(words, "creative")]


def test_joined_characters_may_be_typed_and_what_turns_the_text_may_not(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    view = look(client, f"/win/{wins_of(core)[0].id}")
    view.send("/win/[^/]*", words=f"{WORDS[2]}\u202e\x07 and {WORDS[3]}", day="2026-11-18", kind="social")
    assert wins_of(core)[0].phrase == f"{WORDS[2]} and {WORDS[3]}"


def test_five_things_are_three_however_often_the_view_is_opened(client: FlaskClient, core: Core) -> None:
    for act in ("made tea", "read a page", "swept the step", "walked to the park", "sang a song"):
        Talk(core, PERSON).say(f"I {act}")
    read = set()
    for _ in range(3):
        led = look(client, "/hard-day").send("/hard-day", read="win").headers["Location"]
        read.add(led)
    assert len(read) == 3
    assert "That&#39;s enough reading for now." in look(client, "/hard-day").html
    form = {**Forms(look(client, "/search").html).found[0][1], "read": "win"}
    assert client.post("/hard-day", data=form).headers["Location"] == "/hard-day"


def test_what_another_door_deletes_is_shown_no_more(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    look(client, "/search").send("/search", words="ducks")
    assert 'value="ducks"' in look(client, "/search").html
    with changing(core, PERSON, "none") as journal:
        deletion.delete(journal, Scope(ABOUT, words="ducks"))
    for view in ("/", "/search"):
        assert "ducks" not in look(client, view).html


def test_an_answer_that_was_deleted_elsewhere_is_shown_no_more(client: FlaskClient, core: Core) -> None:
    assert "ducks" in tell(client, "I fed the ducks").html
    with changing(core, PERSON, "none") as journal:
        deletion.delete(journal, Scope(ABOUT, words="ducks"))
    assert "ducks" not in look(client).html


def test_deleting_says_that_backups_go_and_whom_they_hold(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    for view in ("/kept", "/delete/2026-11-18"):
        assert "Every backup of the journal goes with it." in look(client, view).html
        assert "journals of others" not in look(client, view).html
    Talk(core, "local:ann").say("I fed the cat")
    for view in ("/kept", "/delete/2026-11-18"):
        assert "Those backups hold the journals of others too: 1." in look(client, view).html


def damage(core: Core) -> None:
    assert core.database.path
    core.database.close()
    core.database.path.write_bytes(b"no database" * 500)


@pytest.mark.parametrize("view", ["/", "/calendar", "/notes", "/hard-day", "/kept"])
def test_a_damaged_journal_leaves_a_number_and_a_field(client: FlaskClient, core: Core, view: str) -> None:
    tell(client, "I fed the ducks")
    damage(core)
    shown = look(client, view)
    assert "is damaged" in shown.html
    assert 'href="tel:988"' in shown.html
    assert shown.send("/say", text="I want to kill myself").headers["Location"] == "/care"
    assert "988" in look(client, "/care").html


def test_of_a_damaged_journal_with_a_backup_it_says_how_to_get_it_back(client: FlaskClient, core: Core) -> None:
    tell(client, "I fed the ducks")
    assert core.database.backups
    core.database.backups.of_day(core.clock().date())
    damage(core)
    assert "small-wins restore" in look(client).html


@pytest.mark.parametrize(("view", "action"), [("/", "/say"), ("/notes", "/notes"), ("win", "/win/[^/]*")])
def test_what_is_typed_to_a_damaged_journal_is_given_back_and_a_crisis_answered(
    client: FlaskClient, core: Core, view: str, action: str
) -> None:
    tell(client, "I fed the ducks")
    drawn = look(client, f"/win/{wins_of(core)[0].id}" if view == "win" else view)
    damage(core)
    field = {"words" if view == "win" else "text": "I watered the fern", "day": "2026-11-18"}
    sent = drawn.send(action, -1, **field)
    assert sent.status_code == 503
    assert "I watered the fern</textarea>" in sent.get_data(as_text=True)
    crisis = drawn.send(action, -1, **{name: "I want to kill myself" for name in field if name != "day"})
    shown = (
        look(client, crisis.headers["Location"]).html if crisis.status_code == 303 else crisis.get_data(as_text=True)
    )
    assert 'href="tel:988"' in shown
    assert "kill" not in shown


@pytest.mark.parametrize(
    ("header", "value"), [("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch")]
)
def test_looking_ahead_does_not_spend_the_link(core: Core, header: str, value: str) -> None:
    access = LinkAccess(PERSON, "en-US", {"localhost"}, core.clock)
    client = create_app(core, access).test_client()
    link = f"/open/{access.new_link()}"
    assert client.get(link, headers={header: value}).status_code == 503
    assert client.get(link).headers["Location"] == "/"


def test_a_way_to_ask_that_is_none_and_a_form_beyond_reading_are_told_in_our_words(client: FlaskClient) -> None:
    for answer in (client.put("/undo"), client.post("/say", data={"text": "x" * (LIMITS.body_bytes + 1)})):
        shown = answer.get_data(as_text=True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert 'lang="en"' in shown
        assert "Method Not Allowed" not in shown


def test_a_form_that_fails_lets_the_next_one_in(client: FlaskClient) -> None:
    app: Flask = client.application
    drawn = look(client)
    app.view_functions["kept.take_back"] = lambda: 1 / 0
    assert drawn.send("/undo").status_code == 500
    assert drawn.send("/say", text="I fed the ducks").status_code == 303


@pytest.mark.parametrize(("view", "action"), [("/", "/say"), ("/notes", "/notes")])
def test_other_words_in_a_form_that_was_sent_are_screened(client: FlaskClient, view: str, action: str) -> None:
    drawn = look(client, view)
    drawn.send(action, text="I made my bed")
    crisis = drawn.send(action, text="I made my bed and I want to kill myself")
    assert crisis.headers["Location"] == "/care"
    assert "988" in look(client, "/care").html


@pytest.mark.parametrize(("view", "action"), [("/", "/say"), ("/notes", "/notes")])
def test_other_words_in_a_form_that_was_sent_are_kept(client: FlaskClient, view: str, action: str) -> None:
    drawn = look(client, view)
    for text in ("I fed the ducks", "I watered the fern"):
        drawn.send(action, text=text)
    shown = look(client, view).html
    assert "ed the ducks" in shown
    assert "atered the fern" in shown


def test_a_disclosure_is_answered_also_when_its_form_is_sent_again_much_later(core: Core) -> None:
    times = [NOON]
    moving = replace(core, clock=lambda: times[-1])
    access = LinkAccess(PERSON, "en-US", {"localhost"}, moving.clock)
    client = create_app(moving, access).test_client()
    client.get(f"/open/{access.new_link()}")
    drawn = look(client, "/notes")
    for _ in range(2):
        drawn.send("/notes", text="I want to kill myself")
        assert "988" in look(client, "/care").html
        times.append(times[-1] + 2 * CARE_MODE_LASTS)


@pytest.mark.parametrize("action", ["/say", "/notes"])
def test_of_a_form_that_another_process_did_the_same_words_are_done_once(core: Core, action: str) -> None:
    def browse() -> FlaskClient:
        """A process of its own, as far as it remembers what was sent."""
        access = LinkAccess(PERSON, "en-US", {"localhost"}, core.clock)
        browser = create_app(core, access).test_client()
        browser.get(f"/open/{access.new_link()}")
        return browser

    one, other = browse(), browse()
    for browser, text in ((one, "I fed the ducks"), (other, "I fed the ducks"), (other, "I watered the fern")):
        key = Forms(look(browser, "/notes").html).found[-1][1]["form_key"]
        browser.post(action, data={"form_key": key, "request": "a" * 32, "text": text})
    if action == "/say":
        assert kept(core) == ["fed the ducks", "watered the fern"]
    else:
        shown = look(one, "/notes").html
        assert [shown.count(f'<p class="said">I {act}') for act in ("fed the ducks", "watered the fern")] == [1, 1]


NO_AND_MORE = ["no i don't want to live", "no i'm not safe", "no thanks i'd rather die", "no way out"]


@pytest.mark.parametrize("said", NO_AND_MORE)
def test_a_disclosure_that_begins_like_a_no_is_answered_in_a_stale_tab(client: FlaskClient, said: str) -> None:
    before = look(client)
    tell(client, "delete everything")
    assert before.send("/say", text=said).headers["Location"] == "/care"
    assert 'class="answer care"' in look(client, "/care").html
    assert said == "no way out" or 'href="tel:' in look(client, "/care").html  # a concern is asked about


@pytest.mark.parametrize("said", NO_AND_MORE)
def test_it_is_answered_on_the_page_of_a_damaged_journal(client: FlaskClient, core: Core, said: str) -> None:
    tell(client, "I fed the ducks")
    damage(core)
    assert look(client).send("/say", text=said).headers["Location"] == "/care"
    assert 'class="answer care"' in look(client, "/care").html
    assert said == "no way out" or 'href="tel:' in look(client, "/care").html  # a concern is asked about


def test_the_page_of_a_damaged_journal_is_drawn_for_the_turn_that_is_open(client: FlaskClient, core: Core) -> None:
    def turn() -> str:
        return next(fields["turn"] for action, fields, _ in Forms(look(client).html).found if action == "/say")

    tell(client, "I fed the ducks")
    before = turn()
    damage(core)
    assert before
    assert turn() == before


def test_a_no_with_more_behind_it_is_more_than_an_answer(client: FlaskClient, core: Core) -> None:
    before = look(client)
    tell(client, "delete everything")
    led = before.send("/say", text="no thanks i ate already").headers["Location"]
    assert "done=" not in led


@pytest.mark.parametrize("field", ["words", "person", "first", "last", "kind"])
def test_a_disclosure_in_any_field_of_a_search_is_answered(client: FlaskClient, field: str) -> None:
    look(client, "/search").send("/search", **{field: "I want to kill myself"})
    assert "988" in look(client, "/care").html


def test_a_search_for_somebody_who_is_named_on_a_day_of_a_kind_is_kept(client: FlaskClient) -> None:
    tell(client, "I called my sister")
    asked = {"person": "your sister", "first": "2026-11-18", "last": "2026-11-18", "kind": "social"}
    drawn = look(client, "/search")
    assert "<option>your sister</option>" in drawn.html
    drawn.send("/search", **asked)
    shown = look(client, "/search").html
    assert "<option selected>your sister</option>" in shown
    assert shown.count('value="2026-11-18"') == 2
    assert '<option value="social" selected>' in shown
