"""A certificate authority of the tests' own, and requests signed by it as Alexa signs hers."""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
SKILL_ID = "amzn1.ask.skill.small-wins-of-the-tests"
USER_ID = "amzn1.ask.account.A-PERSON"
CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-99.pem"
ALEXA = "echo-api.amazon.com"
NOWHERE = "https://127.0.0.1:9"
"""Where none of Alexa's services is."""
YEAR = timedelta(days=365)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def make_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Issued:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@dataclass(frozen=True)
class Authority:
    """A root, an intermediate and what they issue. Keys are made once, because that takes long."""

    name: str = "Tests"
    start: datetime = NOW - YEAR
    end: datetime = NOW + 10 * YEAR
    leaf_key: rsa.RSAPrivateKey = field(default_factory=make_key)

    @cached_property
    def root(self) -> Issued:
        return issue(f"{self.name} Root", make_key(), None, self.start, self.end)

    @cached_property
    def intermediate(self) -> Issued:
        return issue(f"{self.name} Intermediate", make_key(), self.root, self.start, self.end)

    def leaf(
        self,
        names: tuple[str, ...] = (ALEXA,),
        *,
        start: datetime = NOW - timedelta(days=30),
        end: datetime = NOW + timedelta(days=60),
        key: Key | None = None,
        issuer: Issued | None = None,
        purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.SERVER_AUTH,
    ) -> Issued:
        """A leaf for `names`, issued by the intermediate unless told otherwise; `purpose` None: for any."""
        return issue(ALEXA, key or self.leaf_key, issuer or self.intermediate, start, end, names, purpose)

    def chain(self, leaf: Issued | None = None) -> bytes:
        """PEM: the leaf, then the intermediate."""
        return (leaf or self.leaf()).pem + self.intermediate.pem


def issue(
    name: str,
    key: Key,
    issuer: Issued | None,
    start: datetime,
    end: datetime,
    names: tuple[str, ...] | None = None,
    purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.SERVER_AUTH,
) -> Issued:
    """A certificate: an authority's where `names` is None, else a leaf's; signed by itself where `issuer` is None."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=names is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(key_usage(authority=names is None), critical=True)
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(one) for one in names])
        builder = builder.add_extension(alternatives, critical=False)
    if names is not None and purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return Issued(builder.sign(signer, SHA256()), key)


def key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=not authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def signed(body: bytes, key: Key, url: str = CHAIN_URL, algorithm: HashAlgorithm | None = None) -> dict[str, str]:
    """The headers with which Alexa would send `body`."""
    assert isinstance(key, rsa.RSAPrivateKey)
    signature = key.sign(body, padding.PKCS1v15(), algorithm or SHA256())
    return {
        "SignatureCertChainUrl": url,
        "Signature-256": base64.b64encode(signature).decode(),
        "Content-Type": "application/json",
    }


def launch(**changes: Any) -> dict[str, Any]:
    """The envelope of a LaunchRequest; `changes` are to its request."""
    return envelope({"type": "LaunchRequest", **changes})


def intent(name: str, slots: Mapping[str, str | None] | None = None, **changes: Any) -> dict[str, Any]:
    """The envelope of an IntentRequest; `changes` are to its request."""
    filled = {
        slot: {"name": slot, "value": value, "confirmationStatus": "NONE"} for slot, value in (slots or {}).items()
    }
    said = {"name": name, "confirmationStatus": "NONE", "slots": filled}
    return envelope({"type": "IntentRequest", "intent": said, "dialogState": "STARTED", **changes})


def envelope(request: dict[str, Any], attributes: dict[str, Any] | None = None) -> dict[str, Any]:
    application = {"applicationId": SKILL_ID}
    user = {"userId": USER_ID}
    return {
        "version": "1.0",
        "session": {
            "new": not attributes,
            "sessionId": "amzn1.echo-api.session.1",
            "application": application,
            "attributes": attributes or {},
            "user": user,
        },
        "context": {
            "System": {
                "application": application,
                "user": user,
                "device": {"deviceId": "amzn1.ask.device.1", "supportedInterfaces": {}},
                "apiEndpoint": NOWHERE,
                "apiAccessToken": "a-token",
            }
        },
        "request": {
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "locale": "en-US",
            "timestamp": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
            **request,
        },
    }


def as_body(envelope: dict[str, Any]) -> bytes:
    return json.dumps(envelope).encode()
