"""How keys are remembered."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from skill.certificates import load_roots
from skill.limits import LIMITS
from skill.refusal import RefusalError
from skill.signing_keys import SigningKeys
from tests.skill.signing import CHAIN_URL, NOW, Authority


class Server:
    """Gives one chain, and counts how often it is asked."""

    def __init__(self, chain: bytes | None) -> None:
        self.chain = chain
        self.fetched = 0

    def fetch_chain(self, url: str) -> bytes:
        del url
        self.fetched += 1
        if self.chain is None:
            raise TimeoutError
        return self.chain


def keys_from(server: Server, authority: Authority) -> SigningKeys:
    return SigningKeys(load_roots(authority.root.pem), server.fetch_chain)


def test_a_chain_is_fetched_once(authority: Authority) -> None:
    server = Server(authority.chain())
    keys = keys_from(server, authority)
    assert keys.key_of(CHAIN_URL, NOW).public_numbers() == authority.leaf_key.public_key().public_numbers()
    keys.key_of(CHAIN_URL, NOW + timedelta(hours=23))
    assert server.fetched == 1
    keys.key_of(CHAIN_URL, NOW + timedelta(hours=25))
    assert server.fetched == 2


def test_a_remembered_key_does_not_outlive_its_leaf(authority: Authority) -> None:
    server = Server(authority.chain(authority.leaf(end=NOW + timedelta(minutes=10))))
    keys = keys_from(server, authority)
    keys.key_of(CHAIN_URL, NOW)
    keys.key_of(CHAIN_URL, NOW + timedelta(minutes=9))
    assert server.fetched == 1
    with pytest.raises(RefusalError):
        keys.key_of(CHAIN_URL, NOW + timedelta(minutes=11))


def test_a_remembered_key_does_not_outlive_its_intermediate() -> None:
    authority = Authority(end=NOW + timedelta(minutes=10))
    keys = keys_from(Server(authority.chain()), authority)
    keys.key_of(CHAIN_URL, NOW)
    with pytest.raises(RefusalError):
        keys.key_of(CHAIN_URL, NOW + timedelta(minutes=11))


def test_a_failed_fetch_is_tried_again(authority: Authority) -> None:
    server = Server(None)
    keys = keys_from(server, authority)
    with pytest.raises(RefusalError, match="TimeoutError"):
        keys.key_of(CHAIN_URL, NOW)
    server.chain = authority.chain()
    keys.key_of(CHAIN_URL, NOW)


class SlowServer(Server):
    """Answers only when all who can have asked, or waited for another's answer, have come."""

    def __init__(self, chain: bytes | None) -> None:
        super().__init__(chain)
        self.may_answer = threading.Event()

    def fetch_chain(self, url: str) -> bytes:
        assert self.may_answer.wait(30)
        return super().fetch_chain(url)


@pytest.mark.parametrize("good", [True, False])
def test_a_stampede_fetches_once_and_shares_what_comes_of_it(authority: Authority, good: bool) -> None:
    server = SlowServer(authority.chain() if good else None)
    keys = keys_from(server, authority)
    asking = threading.Barrier(17)

    def ask() -> str:
        asking.wait(30)
        try:
            keys.key_of(CHAIN_URL, NOW)
        except RefusalError:
            return "refused"
        return "a key"

    with ThreadPoolExecutor(16) as threads:
        answers = [threads.submit(ask) for _ in range(16)]
        asking.wait(30)
        server.may_answer.set()
        told = {answer.result(30) for answer in answers}
    assert told == {"a key" if good else "refused"}
    if good:
        assert server.fetched == 1


def test_only_so_many_chains_are_remembered(authority: Authority) -> None:
    server = Server(authority.chain())
    keys = keys_from(server, authority)
    for number in range(LIMITS.cached_chains + 1):
        keys.key_of(f"{CHAIN_URL}{number}", NOW)
    fetched = server.fetched
    keys.key_of(f"{CHAIN_URL}{LIMITS.cached_chains}", NOW)
    assert server.fetched == fetched
    keys.key_of(f"{CHAIN_URL}0", NOW)
    assert server.fetched == fetched + 1


def test_unreadable_roots_are_left_out(authority: Authority) -> None:
    garbage = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    server = Server(authority.chain())
    SigningKeys(load_roots(garbage + authority.root.pem + garbage), server.fetch_chain).key_of(CHAIN_URL, NOW)


def test_no_roots_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        load_roots(b"nothing")
