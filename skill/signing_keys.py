"""The keys that sign requests, remembered for each certificate URL."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store

from skill.certificates import signing_key
from skill.limits import LIMITS
from skill.refusal import RefusalError

FetchChain = Callable[[str], bytes]
"""Gives the PEM of a certificate chain, leaf first, at a checked address; may raise anything."""


class SigningKeys:
    """A bounded memory of verified keys. Safe to share between threads; refusals are not remembered.

    Threads that need the same chain at once share one fetch, and what comes of it.
    """

    def __init__(self, roots: Store, fetch_chain: FetchChain) -> None:
        self._roots = roots
        self._fetch_chain = fetch_chain
        self._kept: dict[str, tuple[RSAPublicKey, datetime]] = {}
        self._coming: dict[str, Future[RSAPublicKey]] = {}
        self._lock = threading.Lock()

    def key_of(self, url: str, now: datetime) -> RSAPublicKey:
        """The key that the chain at `url` (checked) proves at `now` (aware). Raises RefusalError."""
        with self._lock:
            key, until = self._kept.get(url, (None, now))
            if key is not None and now < until:
                return key
            coming = self._coming.get(url)
            if coming is None:
                ours = self._coming[url] = Future()
        if coming is not None:
            return coming.result()
        try:
            ours.set_result(self._fetched(url, now))
        except BaseException as error:  # noqa: BLE001 - those who wait for it must not wait for ever
            ours.set_exception(error)
        finally:
            with self._lock:
                del self._coming[url]
        return ours.result()

    def _fetched(self, url: str, now: datetime) -> RSAPublicKey:
        try:
            signing = signing_key(self._fetch_chain(url), self._roots, now)
        except RefusalError:
            raise
        except Exception as error:  # whatever a stranger's chain provokes is a refusal, never a failure of ours
            raise RefusalError(f"the certificate chain cannot be used: {type(error).__name__}") from error
        until = min(signing.valid_until, now + timedelta(seconds=LIMITS.cached_chain_seconds))
        with self._lock:
            self._kept[url] = (signing.key, until)
            while len(self._kept) > LIMITS.cached_chains:
                del self._kept[next(iter(self._kept))]
        return signing.key
