"""The rules for the address of Alexa's certificate chain."""

import posixpath
import re
from urllib.parse import SplitResult, urlsplit

from skill.limits import LIMITS
from skill.refusal import RefusalError

HOST = "s3.amazonaws.com"
FOLDER = "/echo.api/"
PLAIN_URL = re.compile(r"[A-Za-z0-9:/._~-]+")


def checked_url(url: str) -> str:
    """The normalised address that may be fetched. Raises RefusalError.

    Amazon's rules: https, s3.amazonaws.com, a path below /echo.api/ once normalised, no port or 443. Amazon never sends
    user names, queries, fragments or percent escapes, so an address with any other character is refused outright.
    """
    if not url:
        raise RefusalError("the certificate URL is missing")
    if len(url) > LIMITS.chain_url_characters or not PLAIN_URL.fullmatch(url):
        raise RefusalError("the certificate URL has characters that Amazon's never have")
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise RefusalError("the certificate URL is not https")
    if parts.hostname != HOST:
        raise RefusalError("the certificate URL is of another host")
    if _port(parts) not in (None, 443):
        raise RefusalError("the certificate URL has another port")
    path = posixpath.normpath(re.sub("/+", "/", parts.path))
    if not path.startswith(FOLDER):
        raise RefusalError("the certificate URL has another path")
    return f"https://{HOST}{path}"


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise RefusalError("the certificate URL's port is not a port") from error
