"""What is answered to a crisis or a concern: fixed texts with the region's own lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interaction_model.language import Language
from interaction_model.understanding.screen import Screening

CRISIS_FALLBACK = Screening("crisis", "unknown", "suicide")
"""What stands for a crisis of unknown kind: a screen that failed, or a platform that matched its own CrisisIntent."""


@dataclass(frozen=True, slots=True)
class HelpLines:
    """The lines of one region, as they are said in one language."""

    language: Language
    region: str
    """ISO 3166 country; one we have no lines for is as good as unknown."""

    def reply_to(self, screening: Screening) -> str:
        """The fixed reply to what the screen found."""
        return self._fill(self.language.safety_replies[screening.level][screening.reply])

    def again(self) -> str:
        """The shorter reply to a second crisis turn."""
        return self._fill(self.language.safety_replies["crisis"]["again"])

    def say(self, key: str) -> str:
        """Another text of safety/replies.yaml, such as 'reprompt'."""
        return self._fill(self.language.safety_replies[key])

    def _fill(self, text: str) -> str:
        texts = self.language.safety_replies
        lines = self.language.regions.get(self.region)
        if lines is None:
            unknown = texts["unknown_region"]
            phone = dict.fromkeys(("abuse_line", "assault_line", "child_line"), unknown["phone_line"])
            return text.format(line=unknown["line"], number=unknown["number"], emergency=unknown["emergency"], **phone)
        human = spoken_number(lines["human"]["number"])
        return text.format(
            line=texts["channels"][lines["human"]["channel"]].format(number=human),
            number=human,
            emergency=spoken_number(lines["emergency"]["number"]),
            **{f"{kind}_line": _number(lines, kind) for kind in ("abuse", "assault", "child")},
        )


def spoken_number(number: str) -> str:
    """Digits one by one, a pause between groups: '116-123' -> '1 1 6, 1 2 3'."""
    return ", ".join(" ".join(group) for group in number.split("-"))


def _number(lines: Mapping[str, Any], kind: str) -> str:
    return spoken_number(lines.get(kind, lines["human"])["number"])


def region_of(locale: str, chosen: str | None, setting: str) -> str:
    """The country whose lines are said: the person's choice, else the machine's setting, else the locale's."""
    return (chosen or setting or locale.replace("_", "-").partition("-")[2]).upper()
