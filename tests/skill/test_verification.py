"""What the verifier lets through, and what it does not."""

from datetime import timedelta

import pytest
from werkzeug.datastructures import Headers

from skill.certificates import load_roots
from skill.refusal import RefusalError
from skill.signing_keys import SigningKeys
from skill.verification import Verifier
from tests.skill.forgeries import FORGERIES, Forgery, Sent, genuine
from tests.skill.signing import ALEXA, NOW, SKILL_ID, Authority, as_body, envelope, launch, signed


def verify(sent: Sent, authority: Authority) -> None:
    keys = SigningKeys(load_roots(authority.root.pem), sent.fetch_chain)
    Verifier(SKILL_ID, keys, lambda: NOW).verify(Headers(sent.headers), sent.body)


def test_a_genuine_request_passes(authority: Authority) -> None:
    verify(genuine(authority), authority)


def test_header_names_ignore_case(authority: Authority) -> None:
    good = genuine(authority)
    verify(Sent({name.lower(): value for name, value in good.headers.items()}, good.body, good.chain), authority)


@pytest.mark.parametrize("extra", ["root", "stranger"])
def test_certificates_beyond_what_is_needed_do_no_harm(authority: Authority, extra: str) -> None:
    good = genuine(authority)
    more = authority.root.pem if extra == "root" else Authority("Stranger").intermediate.pem
    verify(Sent(good.headers, good.body, authority.chain() + more), authority)


def test_a_leaf_that_names_no_purpose_passes(authority: Authority) -> None:
    good = genuine(authority)
    verify(Sent(good.headers, good.body, authority.chain(authority.leaf(purpose=None))), authority)


def test_a_leaf_with_further_names_passes(authority: Authority) -> None:
    good = genuine(authority)
    leaf = authority.leaf(("other.amazon.com", ALEXA))
    verify(Sent(good.headers, good.body, authority.chain(leaf)), authority)


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_request_is_refused(authority: Authority, forgery: Forgery) -> None:
    with pytest.raises(RefusalError, match=forgery.reason):
        verify(forgery.make(authority), authority)


@pytest.mark.parametrize("seconds", [-150, -149, -1, 0, 1, 149, 150])
def test_a_request_may_be_150_seconds_off(authority: Authority, seconds: int) -> None:
    verify(genuine(authority, launch(timestamp=(NOW + timedelta(seconds=seconds)).isoformat())), authority)


@pytest.mark.parametrize("seconds", [151, 3599, 3600])
def test_a_skill_event_may_come_an_hour_late(authority: Authority, seconds: int) -> None:
    sent = (NOW - timedelta(seconds=seconds)).isoformat()
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled", "timestamp": sent})
    del event["session"]
    verify(genuine(authority, event), authority)


def test_the_signature_is_of_the_raw_bytes(authority: Authority) -> None:
    body = as_body(launch()).replace(b": ", b" :   ")
    verify(Sent(signed(body, authority.leaf_key), body, authority.chain()), authority)


def test_real_roots_do_not_trust_the_tests(authority: Authority) -> None:
    good = genuine(authority)
    with pytest.raises(RefusalError, match="trusted root"):
        Verifier(SKILL_ID, SigningKeys(load_roots(), good.fetch_chain), lambda: NOW).verify(
            Headers(good.headers), good.body
        )


def test_a_stranger_makes_us_fetch_nothing(authority: Authority) -> None:
    fetched: list[str] = []

    def fetch_chain(url: str) -> bytes:
        fetched.append(url)
        return authority.chain()

    verifier = Verifier(SKILL_ID, SigningKeys(load_roots(authority.root.pem), fetch_chain), lambda: NOW)
    for name in ("other skill", "sent 151 s ago", "no signature", "body that is not JSON"):
        sent = FORGERIES[name].make(authority)
        with pytest.raises(RefusalError):
            verifier.verify(Headers(sent.headers), sent.body)
    assert fetched == []
