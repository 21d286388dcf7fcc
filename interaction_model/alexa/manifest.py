"""The skill's manifest, skill.json, from the texts in manifest.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import yaml

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
ICONS = PurePosixPath("assets", "images")
"""The folder of the icons inside the package."""

FOREIGN_NAMES = ("alexa", "amazon")
"""What must not stand in the host of a policy's address."""

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
"""The permission to set reminders, which Alexa asks of whoever wants one."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a deployed skill is reached. The default is a placeholder."""

    endpoint: str = "https://example.com/alexa"
    """The URL that Amazon posts to: https, with a certificate of a public authority."""

    privacy: str = ""
    """The privacy policy; empty: the page that the endpoint's server has."""

    terms: str = ""
    """The terms of use; empty: the same."""

    def page(self, name: str) -> str:
        """The address of 'privacy' or 'terms'."""
        chosen = {"privacy": self.privacy, "terms": self.terms}[name]
        return chosen or f"https://{urlsplit(self.endpoint).netloc}/{name}"


def build_manifest(addresses: Addresses) -> dict[str, Any]:
    """The content of skill.json. Raises ValueError for an address that Amazon refuses."""
    policies = {"privacyPolicyUrl": addresses.page("privacy"), "termsOfUseUrl": addresses.page("terms")}
    _check(addresses.endpoint, *policies.values())
    texts = yaml.safe_load(Path(__file__).with_name("manifest.yaml").read_text(encoding="utf-8"))
    endpoint = {"uri": addresses.endpoint, "sslCertificateType": "Trusted"}
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "locales": {locale: _listing(texts) for locale in LOCALES},
                "category": texts["category"],
                "distributionMode": "PUBLIC",
                "isAvailableWorldwide": True,
                "testingInstructions": texts["testing_instructions"],
            },
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "containsAds": False,
                "isChildDirected": False,
                "isExportCompliant": True,
                "usesPersonalInfo": True,
                "locales": dict.fromkeys(LOCALES, policies),
            },
            "permissions": [{"name": REMINDERS}],
            "apis": {
                "custom": {
                    "endpoint": endpoint,
                    "interfaces": [{"type": kind} for kind in texts["interfaces"]],
                }
            },
            # Without it we would keep the journal of somebody who has left.
            "events": {"endpoint": endpoint, "subscriptions": [{"eventName": "SKILL_DISABLED"}]},
        }
    }


def _check(endpoint: str, *policies: str) -> None:
    for address in (endpoint, *policies):
        if not address.startswith("https://"):
            raise ValueError(f"{address} does not begin with https://")
    for address in policies:
        if any(name in urlsplit(address).netloc.lower() for name in FOREIGN_NAMES):
            raise ValueError(f"Amazon refuses {address}: its own names stand in the host; choose another")


def _listing(texts: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": texts["name"],
        "summary": texts["summary"],
        "description": texts["description"],
        "examplePhrases": texts["example_phrases"],
        "keywords": texts["keywords"],
        "smallIconUri": f"file://{ICONS / 'small.png'}",
        "largeIconUri": f"file://{ICONS / 'large.png'}",
    }
