"""Amazon's rules for the address of the certificates."""

import pytest

from skill.chain_url import checked_url
from skill.refusal import RefusalError
from tests.skill.chain_urls import NOT_AMAZONS

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


@pytest.mark.parametrize("url", NOT_AMAZONS)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(RefusalError):
        checked_url(url)
