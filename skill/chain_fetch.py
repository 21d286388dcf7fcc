"""Reading a certificate chain from Amazon's server."""

import time

import requests

from skill.limits import LIMITS, Limits
from skill.refusal import RefusalError


def fetch_chain(url: str, limits: Limits = LIMITS) -> bytes:
    """The PEM at `url` (already checked). Follows no redirects; bounded in time and size. Raises RefusalError."""
    timeouts = (limits.connect_timeout_seconds, limits.fetch_timeout_seconds)
    try:
        with requests.get(url, timeout=timeouts, allow_redirects=False, stream=True) as response:
            if response.status_code != requests.codes.ok:
                raise RefusalError(f"the certificate server answered {response.status_code}")
            return _read(response, limits)
    except requests.RequestException as error:
        raise RefusalError(f"the certificate chain could not be fetched: {type(error).__name__}") from error


def _read(response: requests.Response, limits: Limits) -> bytes:
    deadline = time.monotonic() + limits.fetch_timeout_seconds
    pem = bytearray()
    # Byte by byte: a larger piece would wait until it is full, however slowly it comes, and miss the deadline.
    for byte in response.iter_content(chunk_size=1):
        pem += byte
        if len(pem) > limits.chain_bytes:
            raise RefusalError("the certificate chain is too large")
        if time.monotonic() > deadline:
            raise RefusalError("the certificate chain took too long")
    return bytes(pem)
