"""Amazon's rules for the address of the certificates."""

import pytest

from skill.chain_url import checked_url
from skill.refusal import RefusalError

PLAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/invalid/../echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com//echo.api//echo-api-cert.pem",
        "https://s3.amazonaws.com/./echo.api/./echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
    ],
)
def test_amazons_address_is_normalised(url: str) -> None:
    assert checked_url(url) == PLAIN


@pytest.mark.parametrize(
    "url",
    [
        "",
        "echo-api-cert.pem",
        "//s3.amazonaws.com/echo.api/c.pem",
        "http://s3.amazonaws.com/echo.api/c.pem",
        "ftp://s3.amazonaws.com/echo.api/c.pem",
        "file:///echo.api/c.pem",
        "https:/s3.amazonaws.com/echo.api/c.pem",
        "https://notamazon.com/echo.api/c.pem",
        "https://s3.amazonaws.com.evil.example/echo.api/c.pem",
        "https://s3.amazonaws.com./echo.api/c.pem",
        "https://evil.s3.amazonaws.com/echo.api/c.pem",
        "https://\u017f3.amazonaws.com/echo.api/c.pem",
        "https://s3.amazonaws.com/EcHo.aPi/c.pem",
        "https://s3.amazonaws.com/invalid.path/c.pem",
        "https://s3.amazonaws.com/echo.api/../evil/c.pem",
        "https://s3.amazonaws.com/echo.api/..",
        "https://s3.amazonaws.com/echo.api",
        "https://s3.amazonaws.com/echo.api.evil/c.pem",
        "https://s3.amazonaws.com/evil/echo.api/c.pem",
        "https://s3.amazonaws.com/echo.api/..%2fevil/c.pem",
        "https://s3.amazonaws.com/echo.api/%2e%2e/evil/c.pem",
        "https://s3.amazonaws.com/echo.api/..\\evil\\c.pem",
        "https://s3.amazonaws.com\\@evil.example/echo.api/c.pem",
        "https://user@s3.amazonaws.com/echo.api/c.pem",
        "https://user:word@s3.amazonaws.com/echo.api/c.pem",
        "https://s3.amazonaws.com@evil.example/echo.api/c.pem",
        "https://s3.amazonaws.com/echo.api/c.pem?x=1",
        "https://s3.amazonaws.com/echo.api/c.pem#x",
        "https://s3.amazonaws.com/echo.api/c.pem;x",
        "https://s3.amazonaws.com/echo.api/c .pem",
        "https://s3.amazonaws.com/echo.api/c.pem\n",
        "https://s3.amaz\tonaws.com/echo.api/c.pem",
        "https://s3.amazonaws.com:563/echo.api/c.pem",
        "https://s3.amazonaws.com:80/echo.api/c.pem",
        "https://s3.amazonaws.com:99999/echo.api/c.pem",
        "https://s3.amazonaws.com:-443/echo.api/c.pem",
        "https://s3.amazonaws.com:https/echo.api/c.pem",
        "https://[::1]/echo.api/c.pem",
        "https://s3.amazonaws.com/echo.api/" + "a" * 1000,
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(RefusalError):
        checked_url(url)
