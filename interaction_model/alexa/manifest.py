"""The skill's manifest, skill.json, from the texts in manifest.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a deployed skill is reached. The defaults are placeholders."""

    endpoint: str = "https://example.com/alexa"
    """The URL that Amazon posts to: https, with a certificate of a public authority."""

    privacy: str = "https://example.com/privacy"
    """The privacy policy."""

    terms: str = "https://example.com/terms"
    """The terms of use."""


def build_manifest(addresses: Addresses) -> dict[str, Any]:
    """The content of skill.json. Raises ValueError for an address without https."""
    for address in (addresses.endpoint, addresses.privacy, addresses.terms):
        if not address.startswith("https://"):
            raise ValueError(f"{address} does not begin with https://")
    texts = yaml.safe_load(Path(__file__).with_name("manifest.yaml").read_text(encoding="utf-8"))
    policies = {"privacyPolicyUrl": addresses.privacy, "termsOfUseUrl": addresses.terms}
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
            "apis": {
                "custom": {
                    "endpoint": endpoint,
                    "interfaces": [],
                }
            },
            # Without it we would keep the journal of somebody who has left.
            "events": {"endpoint": endpoint, "subscriptions": [{"eventName": "SKILL_DISABLED"}]},
        }
    }


def _listing(texts: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": texts["name"],
        "summary": texts["summary"],
        "description": texts["description"],
        "examplePhrases": texts["example_phrases"],
        "keywords": texts["keywords"],
    }
