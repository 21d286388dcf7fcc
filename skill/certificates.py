"""From a certificate chain to the key that signed: built to a trusted root, for Alexa's exact name."""

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.limits import LIMITS
from skill.refusal import RefusalError

ALEXA = "echo-api.amazon.com"
ONE_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key of a leaf that was traced to a trusted root."""

    key: RSAPublicKey
    """The leaf's public key."""

    valid_until: datetime
    """When the first certificate on the way to the root runs out; aware, UTC."""


def load_roots(pem: bytes | None = None) -> Store:
    """The roots in `pem`, else certifi's. Raises ValueError if not one could be read.

    They are read one by one, because some of certifi's have serial numbers that cryptography warns about and will
    refuse one day; those few are then left out.
    """
    pem = pem if pem is not None else Path(certifi.where()).read_bytes()
    roots = [root for one in ONE_CERTIFICATE.findall(pem) if (root := _root(one)) is not None]
    return Store(roots)


def _root(pem: bytes) -> x509.Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        try:
            return x509.load_pem_x509_certificate(pem)
        except ValueError:
            return None


def signing_key(chain: bytes, roots: Store, now: datetime) -> SigningKey:
    """The key of the chain's leaf. `chain` is PEM, leaf first; `now` aware. Raises RefusalError."""
    certificates = _parse(chain)
    leaf = certificates[0]
    verifier = PolicyBuilder().store(roots).time(now.astimezone(UTC)).build_server_verifier(x509.DNSName(ALEXA))
    try:
        # Only the leaf is taken as presented: Amazon's chains end at a root that stores no longer hold.
        path = verifier.verify(leaf, certificates[1:])
    except VerificationError as error:
        raise RefusalError("the certificate chain does not lead to a trusted root") from error
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if ALEXA not in names.get_values_for_type(x509.DNSName):
        raise RefusalError("the certificate is not for Alexa's exact name")
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < LIMITS.rsa_key_bits:
        raise RefusalError("the certificate's key is not a long enough RSA key")
    return SigningKey(key, min(certificate.not_valid_after_utc for certificate in path))


def _parse(chain: bytes) -> list[x509.Certificate]:
    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError as error:
        raise RefusalError("the certificate chain is not PEM") from error
    if len(certificates) > LIMITS.chain_certificates:
        raise RefusalError("the certificate chain has too many certificates")
    return certificates
