"""Requests that are not Alexa's, each wrong in one way: name -> what makes it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.skill.chain_urls import NOT_AMAZONS
from tests.skill.signing import (
    ALEXA,
    CHAIN_URL,
    NOW,
    SKILL_ID,
    Authority,
    Issued,
    as_body,
    intent,
    issue,
    make_key,
    signed,
)


@dataclass(frozen=True)
class Sent:
    """What arrives, and what the address of the certificates gives."""

    headers: dict[str, str]
    body: bytes
    chain: bytes | Exception

    def fetch_chain(self, url: str) -> bytes:
        del url
        if isinstance(self.chain, Exception):
            raise self.chain
        return self.chain


Make = Callable[[Authority], Sent]


@dataclass(frozen=True)
class Forgery:
    """One kind of forged request."""

    reason: str
    """Part of what the refusal says, so that it is refused for what is wrong with it."""

    make: Make


def genuine(authority: Authority, envelope: dict[str, Any] | None = None, url: str = CHAIN_URL) -> Sent:
    """A request that passes."""
    body = as_body(envelope or intent("LogWinIntent", {"win": "i drank a glass of water"}))
    return Sent(signed(body, authority.leaf_key, url), body, authority.chain())


def _leaf(make: Callable[[Authority], Issued]) -> Make:
    def sent(authority: Authority) -> Sent:
        leaf = make(authority)
        good = genuine(authority)
        headers = good.headers if isinstance(leaf.key, ec.EllipticCurvePrivateKey) else signed(good.body, leaf.key)
        return Sent(headers, good.body, authority.chain(leaf))

    return sent


def _chain(make: Callable[[Authority], bytes | Exception]) -> Make:
    return lambda authority: replace(genuine(authority), chain=make(authority))


def _headers(**changes: str | None) -> Make:
    def sent(authority: Authority) -> Sent:
        good = genuine(authority)
        changed = good.headers | {name.replace("_", "-"): value for name, value in changes.items()}
        return replace(good, headers={name: value for name, value in changed.items() if value is not None})

    return sent


def _body(body: bytes) -> Make:
    return lambda authority: Sent(signed(body, authority.leaf_key), body, authority.chain())


def _request(**changes: Any) -> Make:
    return lambda authority: genuine(authority, intent("LogWinIntent", {"win": "i ate"}, **changes))


def _application(context: str | None, session: str | None) -> Make:
    def sent(authority: Authority) -> Sent:
        envelope = intent("LogWinIntent", {"win": "i ate"})
        envelope["context"]["System"]["application"] = {"applicationId": context} if context else {}
        envelope["session"]["application"] = {"applicationId": session} if session else {}
        return genuine(authority, envelope)

    return sent


def _sha1(authority: Authority) -> Sent:
    good = genuine(authority)
    return replace(good, headers=signed(good.body, authority.leaf_key, algorithm=SHA1()))  # noqa: S303


def _at(seconds: int) -> str:
    return (NOW + timedelta(seconds=seconds)).isoformat()


def _fits_a_header(text: str) -> bool:
    return text.isascii() and text.isprintable()


DAY = timedelta(days=1)
OTHER = "amzn1.ask.skill.other"

UNTRUSTED = "does not lead to a trusted root"
REASONS: dict[str, dict[str, Make]] = {
    UNTRUSTED: {
        "wrong name": _leaf(lambda a: a.leaf(("echo-api.amazon.com.evil.example",))),
        "name in the subject only": _leaf(lambda a: a.leaf(())),
        "expired leaf": _leaf(lambda a: a.leaf(end=NOW - DAY)),
        "leaf not yet valid": _leaf(lambda a: a.leaf(start=NOW + DAY)),
        "self-signed leaf": _leaf(lambda a: issue(ALEXA, a.leaf_key, None, NOW - DAY, NOW + DAY, (ALEXA,))),
        "leaf of a look-alike authority": _leaf(lambda a: a.leaf(issuer=Authority(a.name).intermediate)),
        "leaf issued by a leaf": _chain(lambda a: a.leaf(issuer=a.leaf()).pem + a.leaf().pem + a.intermediate.pem),
        "missing intermediate": _chain(lambda a: a.leaf().pem),
        "chain in reverse": _chain(lambda a: a.intermediate.pem + a.leaf().pem),
        "expired intermediate": _chain(lambda a: a.leaf().pem + _expired_intermediate(a)),
        "leaf for clients only": _leaf(lambda a: a.leaf(purpose=ExtendedKeyUsageOID.CLIENT_AUTH)),
        "leaf for signing code": _leaf(lambda a: a.leaf(purpose=ExtendedKeyUsageOID.CODE_SIGNING)),
        "authority's own certificate": _chain(lambda a: a.intermediate.pem + a.root.pem),
    },
    "not for Alexa's exact name": {"wildcard name": _leaf(lambda a: a.leaf(("*.amazon.com",)))},
    "not a long enough RSA key": {
        "EC leaf": _leaf(lambda a: a.leaf(key=ec.generate_private_key(ec.SECP256R1()))),
        "RSA-1024 leaf": _leaf(lambda a: a.leaf(key=make_key(1024))),
    },
    "too many certificates": {"very long chain": _chain(lambda a: a.chain() + a.root.pem * 20)},
    "chain is not PEM": {
        "garbage chain": _chain(lambda _: b"\x00\xff garbage"),
        "empty chain": _chain(lambda _: b""),
        "PEM of garbage": _chain(lambda _: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
    },
    "cannot be used": {
        "unreachable chain": _chain(lambda _: ConnectionRefusedError("unreachable")),
        "chain that provokes anything at all": _chain(lambda _: RuntimeError("surprise")),
    },
    "signature is not of this body": {
        "signature by another key": lambda a: replace(genuine(a), headers=signed(genuine(a).body, make_key())),
        "altered body": lambda a: replace(genuine(a), body=genuine(a).body.replace(b"water", b"wine!")),
        "signature of no length": _headers(Signature_256="AAAA"),
        "SHA-1 in Signature-256": _sha1,
    },
    "signature is not base64": {
        "signature that is not base64": _headers(Signature_256="%%%"),
        "signature of Latin letters": _headers(Signature_256="\xe9\xe9\xe9\xe9"),
        "two signatures": lambda a: _headers(Signature_256=",".join(2 * [genuine(a).headers["Signature-256"]]))(a),
    },
    "signature is missing": {
        "empty signature": _headers(Signature_256=""),
        "no signature": _headers(Signature_256=None),
        "SHA-1 header only": lambda a: _headers(Signature_256=None, Signature=_sha1(a).headers["Signature-256"])(a),
    },
    "certificate URL": {
        "no certificate URL": _headers(SignatureCertChainUrl=None),
        "two certificate URLs": _headers(SignatureCertChainUrl=f"{CHAIN_URL},{CHAIN_URL}"),
        **{
            f"certificate URL {url[:60]}": _headers(SignatureCertChainUrl=url)
            for url in NOT_AMAZONS
            if _fits_a_header(url)
        },
    },
    "not JSON in UTF-8": {
        "empty body": _body(b""),
        "body that is not JSON": _body(b"i drank a glass of water"),
        "body that is not UTF-8": _body(b'{"request": "\xff\xfe"}'),
        "body nested without end": _body(b"[" * 60_000),
    },
    "not an Alexa request": {"body that is a list": _body(b"[1, 2]"), "body that is null": _body(b"null")},
    "another skill": {
        "body that is no envelope": _body(b'{"text": "i drank a glass of water"}'),
        "body of strings where objects belong": _body(b'{"request": "x", "context": "y", "session": "z"}'),
        "other skill": _application(OTHER, OTHER),
        "other skill in the context": _application(OTHER, SKILL_ID),
        "other skill in the session": _application(SKILL_ID, OTHER),
        "no skill": _application(None, None),
        "no skill in the context": _application(None, SKILL_ID),
    },
    "was not sent now": {
        "sent 151 s ago": _request(timestamp=_at(-151)),
        "sent 151 s ahead": _request(timestamp=_at(151)),
        "intent sent an hour ago": _request(timestamp=_at(-3599)),
        "skill event sent 3601 s ago": _request(type="AlexaSkillEvent.SkillDisabled", timestamp=_at(-3601)),
    },
    "no timestamp": {
        "no timestamp": _request(timestamp=None),
        "timestamp that is a number": _request(timestamp=1_795_037_400),
        "timestamp that is no time": _request(timestamp="now"),
        "timestamp without a zone": _request(timestamp="2026-11-18T21:30:00"),
    },
    "no type": {"no type": _request(type=None)},
}

FORGERIES = {name: Forgery(reason, make) for reason, makes in REASONS.items() for name, make in makes.items()}


def _expired_intermediate(authority: Authority) -> bytes:
    """The same name and key as the good one, so that only its dates are wrong."""
    good = authority.intermediate
    return issue(f"{authority.name} Intermediate", good.key, authority.root, NOW - 2 * DAY, NOW - DAY).pem
