"""Verifies that a request was signed by Alexa, now, for this skill.

The rules are Amazon's: "Host a Custom Skill as a Web Service" in the documentation of custom skills.
"""

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from werkzeug.datastructures import Headers

from skill.chain_url import checked_url
from skill.claims import check_application, check_timestamp, read_envelope
from skill.refusal import RefusalError
from skill.signing_keys import SigningKeys
from small_wins.clock import Clock

URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies requests to one skill. Safe to share between threads."""

    skill_id: str
    """The only application id that is served."""

    keys: SigningKeys
    """Where the keys that sign come from."""

    clock: Clock
    """Gives the time that timestamps and certificates are held against."""

    def verify(self, headers: Headers, body: bytes) -> None:
        """Return only if Alexa signed `body`. Raises RefusalError.

        What costs least comes first, so that a stranger's request makes us fetch nothing.
        """
        url = checked_url(headers.get(URL_HEADER, ""))
        signature = _signature(headers.get(SIGNATURE_HEADER, ""))
        now = self.clock()
        envelope = read_envelope(body)
        check_application(envelope, self.skill_id)
        check_timestamp(envelope, now)
        try:
            self.keys.key_of(url, now).verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise RefusalError("the signature is not of this body") from error


def _signature(header: str) -> bytes:
    try:
        signature = base64.b64decode(header, validate=True)
    except ValueError as error:
        raise RefusalError("the signature is not base64") from error
    if not signature:
        raise RefusalError("the signature is missing")
    return signature
