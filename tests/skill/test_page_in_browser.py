"""The page from the skill's server in Debian's Chromium, over TLS: the cookie, the form and the policy as a browser
takes them.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask

from small_wins_cli.hosts import show_page
from tests.journal_page.browsing import AXE, follow
from tests.journal_page.served import listening
from tests.skill.paging import code_in
from tests.skill.posting import Skill
from tests.skill.signing import Authority
from tests.skill.talking import Alexa

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@contextmanager
def over_tls(application: Flask, authority: Authority, folder: Path) -> Iterator[int]:
    """Serve it as a proxy with a certificate would; its port."""
    chain, key = folder / "page.pem", folder / "page.key"
    now = datetime.now(UTC)  # TLS holds certificates against the machine's own time
    leaf = authority.leaf(("localhost",), start=now - timedelta(days=1), end=now + timedelta(days=1))
    chain.write_bytes(authority.chain(leaf))
    key.write_bytes(authority.leaf_key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    with listening(application, context) as port:
        yield port


@pytest.fixture
def address(skill: Skill, authority: Authority, tmp_path: Path) -> Iterator[str]:
    """Where the page is served, by the server of the skill."""
    holder = Flask("not yet")
    with over_tls(holder, authority, tmp_path) as port:
        found = f"https://localhost:{port}"
        skill.settings = skill.settings.model_copy(update={"page": found})
        show_page(skill.client.application)
        holder.wsgi_app = skill.client.application.wsgi_app  # type: ignore[method-assign]
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab that trusts the tests' authority; what goes wrong in it fails the test."""
    context = browser.new_context(locale="en-GB", ignore_https_errors=True)
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    wrong: list[str] = []
    outside: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "403" not in said.text else None)
    tab.on("request", lambda asked: None if asked.url.startswith(f"{address}/") else outside.append(asked.url))
    yield tab
    assert wrong == outside == []
    context.close()


def enter(page: Page, address: str, code: str) -> None:
    page.goto(address)
    page.get_by_label("The code").fill(code)
    follow(page.get_by_role("button", name="Open"))


def breaches(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


def test_a_code_that_the_speaker_says_opens_the_journal_in_a_browser(skill: Skill, page: Page, address: str) -> None:
    alexa = Alexa(skill)
    alexa.say("i made my bed")
    enter(page, address, code_in(alexa.say("show me my journal")))
    page.get_by_label("Something you did").wait_for()
    assert "Made my bed" in page.inner_text("main")
    (cookie,) = page.context.cookies()
    assert cookie["name"] == "__Host-small-wins"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    assert page.evaluate("document.cookie") == ""
    page.get_by_label("Something you did").fill("I fed the ducks")
    follow(page.get_by_role("button", name="Tell it"))
    assert "You fed the ducks" in page.inner_text("#answer")
    page.goto(f"{address}/kept")
    follow(page.get_by_role("button", name="Close it in every browser"))
    assert "in every browser" in page.inner_text("main")
    assert page.context.cookies() == []
    page.goto(address)
    assert page.get_by_label("The code").is_visible()


def test_a_disclosure_that_is_typed_is_answered_at_once_and_read_again_asks_for_no_form(
    skill: Skill, page: Page, address: str
) -> None:
    enter(page, address, code_in(Alexa(skill).say("show me my journal")))
    page.get_by_label("Something you did").fill("I want to kill myself")
    follow(page.get_by_role("button", name="Tell it"))
    assert "988" in page.inner_text("main")
    assert breaches(page) == []
    page.goto(f"{address}/say")
    assert "988" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_is_clean_for_axe_also_after_a_wrong_code(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    assert breaches(page) == []
    enter(page, address, "123321")
    assert "This code opens nothing" in page.inner_text("main")
    assert breaches(page) == []


def test_a_page_of_somebody_else_can_not_bring_the_browser_in(skill: Skill, browser: Browser, address: str) -> None:
    code = code_in(Alexa(skill).say("show me my journal"))
    context = browser.new_context(ignore_https_errors=True)
    tab = context.new_page()
    form = f"<form method=post action='{address}/enter'><input name=code value={code}><button>go</button></form>"
    tab.route("https://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    tab.goto("https://evil.example/")
    with tab.expect_response(f"{address}/enter") as sent:
        tab.get_by_role("button").click()
    assert sent.value.status == 421
    tab = context.new_page()
    tab.goto(address)
    assert tab.get_by_label("The code").is_visible()
    context.close()
