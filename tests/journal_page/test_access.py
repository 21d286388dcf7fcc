"""Who gets in, and what an answer lets a browser do."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal_page.access import FORM_KEY
from journal_page.app import create_app
from journal_page.limits import LIMITS
from journal_page.link_access import LinkAccess
from small_wins.core import Core
from tests.conftest import NOON
from tests.journal_page.browsing import VIEWS
from tests.small_wins.talk import Talk

HOST = "127.0.0.1:8765"
HERE = f"http://{HOST}"


class MovingClock:
    """Shows what it is set to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def access(clock: MovingClock) -> LinkAccess:
    return LinkAccess("local:me", "en-US", {HOST}, clock)


@pytest.fixture
def client(core: Core, access: LinkAccess) -> FlaskClient:
    return create_app(core, access).test_client()


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(path, base_url=HERE, headers=headers, buffered=True)


def cookie_of(client: FlaskClient) -> str:
    """The cookie that the browser has by now."""
    found = client.get_cookie("small-wins-8765", "127.0.0.1")
    assert found
    return found.value


def enter(client: FlaskClient, access: LinkAccess) -> str:
    """Open the link; the secret of the visit's forms."""
    assert get(client, f"/open/{access.new_link()}").status_code == 303
    found = re.search(rf'name="{FORM_KEY}" value="([^"]+)"', get(client, "/").get_data(as_text=True))
    assert found
    return found[1]


@pytest.mark.parametrize("path", VIEWS)
def test_without_the_link_nothing_of_the_journal_is_shown(client: FlaskClient, core: Core, path: str) -> None:
    Talk(core).say("I fed the ducks")
    answer = get(client, path)
    assert answer.status_code == 403
    assert "ducks" not in answer.get_data(as_text=True)
    assert "<nav" not in answer.get_data(as_text=True)


def test_the_link_opens_once(client: FlaskClient, core: Core, access: LinkAccess) -> None:
    link = f"/open/{access.new_link()}"
    assert get(client, link).status_code == 303
    assert get(client, "/").status_code == 200
    another = client.application.test_client()
    assert get(another, link).status_code == 403
    assert get(another, "/").status_code == 403


def test_whoever_is_in_may_follow_the_used_link_again(client: FlaskClient, access: LinkAccess) -> None:
    link = f"/open/{access.new_link()}"
    get(client, link)
    assert get(client, link).headers["Location"] == "/"


def test_a_wrong_link_does_not_spend_the_right_one(client: FlaskClient, access: LinkAccess) -> None:
    link = access.new_link()
    assert get(client, f"/open/{link[:-1]}").status_code == 403
    assert get(client, "/open/").status_code == 403
    assert get(client, f"/open/{link}").status_code == 303


def test_no_link_was_made_and_none_opens(client: FlaskClient) -> None:
    assert get(client, "/open/x").status_code == 403


def test_asking_for_the_head_of_the_link_does_not_spend_it(client: FlaskClient, access: LinkAccess) -> None:
    link = f"/open/{access.new_link()}"
    client.head(link, base_url=HERE)
    assert get(client, link).status_code == 303


def test_the_link_grows_old(client: FlaskClient, access: LinkAccess, clock: MovingClock) -> None:
    link = f"/open/{access.new_link()}"
    clock.now += timedelta(seconds=LIMITS.link_seconds + 1)
    assert get(client, link).status_code == 403


def test_a_new_link_ends_the_one_before(client: FlaskClient, access: LinkAccess) -> None:
    before, after = access.new_link(), access.new_link()
    assert get(client, f"/open/{before}").status_code == 403
    assert get(client, f"/open/{after}").status_code == 303


def test_a_visit_ends_after_long_idleness_and_each_look_prolongs_it(
    client: FlaskClient, access: LinkAccess, clock: MovingClock
) -> None:
    enter(client, access)
    for _ in range(2):
        clock.now += LIMITS.idle
        assert get(client, "/").status_code == 200
    clock.now += LIMITS.idle + timedelta(seconds=1)
    assert get(client, "/").status_code == 403


def test_the_cookie_is_for_no_script_and_no_other_site(client: FlaskClient, access: LinkAccess) -> None:
    cookie = get(client, f"/open/{access.new_link()}").headers["Set-Cookie"]
    assert re.fullmatch(r"small-wins-8765=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", cookie)


def test_leaving_closes_the_journal_for_that_cookie(client: FlaskClient, access: LinkAccess) -> None:
    key = enter(client, access)
    cookie = cookie_of(client)
    assert client.post("/leave", base_url=HERE, data={FORM_KEY: key}).status_code == 200
    client.set_cookie("small-wins-8765", cookie, domain="127.0.0.1")
    assert get(client, "/").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "localhost:8765"])
def test_another_host_gets_nothing_not_even_with_the_cookie(client: FlaskClient, access: LinkAccess, host: str) -> None:
    enter(client, access)
    cookie = cookie_of(client)
    for path in ("/", "/static/page.css", f"/open/{access.new_link()}"):
        answer = get(client, path, Host=host, Cookie=f"small-wins-8765={cookie}")
        assert (answer.status_code, answer.data) == (421, b"")


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "https://127.0.0.1:8765"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_page_changes_nothing(
    client: FlaskClient, core: Core, access: LinkAccess, headers: dict[str, str]
) -> None:
    key = enter(client, access)
    sent = client.post("/say", base_url=HERE, data={FORM_KEY: key, "text": "I fed the ducks"}, headers=headers)
    assert sent.status_code in {403, 421}
    assert Talk(core).kept() == []


@pytest.mark.parametrize("key", ["", "x", "\udc80é"])
def test_a_form_without_the_secret_of_the_visit_changes_nothing(
    client: FlaskClient, core: Core, access: LinkAccess, key: str
) -> None:
    enter(client, access)
    data = {FORM_KEY: key.encode("utf-8", "replace").decode(), "text": "I fed the ducks"}
    assert client.post("/say", base_url=HERE, data=data).status_code == 403
    assert Talk(core).kept() == []


def test_the_secret_of_one_visit_is_none_of_another(client: FlaskClient, core: Core, access: LinkAccess) -> None:
    key = enter(client, access)
    other = client.application.test_client()
    enter(other, access)
    assert other.post("/say", base_url=HERE, data={FORM_KEY: key, "text": "I fed the ducks"}).status_code == 403
    assert client.post("/say", base_url=HERE, data={FORM_KEY: key, "text": "I fed the ducks"}).status_code == 303
    assert Talk(core).kept() == ["fed the ducks"]


def test_every_address_that_changes_something_wants_the_secret(client: FlaskClient, access: LinkAccess) -> None:
    enter(client, access)
    posts = [rule for rule in client.application.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(posts) > 10
    for rule in posts:
        path = re.sub(r"<uuid:\w+>", "01a1e8f2-f900-7000-b450-d6fe9988b15b", rule.rule).replace("<day>", "2026-11-17")
        assert client.post(path, base_url=HERE).status_code == 403, path


@pytest.mark.parametrize("path", [*VIEWS, "/static/page.css", "/static/icon.svg", "/open/x"])
def test_every_answer_is_sealed(client: FlaskClient, access: LinkAccess, path: str) -> None:
    enter(client, access)
    headers = get(client, path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_that_is_too_long_is_refused(client: FlaskClient, access: LinkAccess) -> None:
    key = enter(client, access)
    data = {FORM_KEY: key, "text": "x" * (LIMITS.body_bytes + 1)}
    assert client.post("/say", base_url=HERE, data=data).status_code == 413


def test_a_fault_of_ours_is_told_in_a_sentence_and_logged_without_a_word_of_theirs(
    client: FlaskClient,
    core: Core,
    access: LinkAccess,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = "I fed the ducks"

    def broken(*_: object, **_named: object) -> None:
        raise RuntimeError(said)  # a trace shows this line, so it may not name them

    enter(client, access)
    monkeypatch.setattr("journal_page.views.today.string_of", broken)
    answer = get(client, "/")
    assert answer.status_code == 500
    assert "Something in this view is broken." in answer.get_data(as_text=True)
    assert "ducks" not in answer.get_data(as_text=True) + caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize(
    "path", ["/day/yesterday", "/day/0001-01-01", "/day/9999-12-31", "/calendar/2026-13", "/week/x", "/win/1", "/%00"]
)
def test_an_address_that_means_nothing_is_told_in_a_sentence(
    client: FlaskClient, access: LinkAccess, path: str
) -> None:
    enter(client, access)
    answer = get(client, path)
    assert answer.status_code == 404
    assert "There&#39;s nothing at this address." in answer.get_data(as_text=True)
