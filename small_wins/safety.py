"""What is answered to a crisis or a concern: fixed texts with the region's own lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interaction_model.language import Language
from interaction_model.understanding.screen import Screening

CRISIS_FALLBACK = Screening("crisis", "unknown", "suicide")
"""What stands for a crisis of unknown kind: a screen that failed, or a platform that matched its own CrisisIntent."""

_DEFAULT = "default"
_OTHER_CODES = {"UK": "GB"}
_FALLS_BACK_TO = {"police": "emergency", "abuse": "human", "assault": "human", "child": "human"}


@dataclass(frozen=True, slots=True)
class HelpLines:
    """The lines of one region, as they are said in one language."""

    language: Language
    region: str
    """ISO 3166 country, or a part of one (GB-NIR); one we have no lines for is as good as unknown."""

    def reply_to(self, screening: Screening) -> str:
        """The fixed reply to what the screen found; a kind that has none of its own gets its level's most general."""
        return self.say(screening.level, screening.reply)

    def say(self, key: str, reply: str = _DEFAULT, turn: int = 0) -> str:
        """Another text of safety/replies.yaml, as it follows on that reply; of several, the one whose turn it is."""
        texts: Any = self._texts()[key]
        if isinstance(texts, Mapping):
            texts = texts.get(reply, texts.get(_DEFAULT))
        return self._fill(texts if isinstance(texts, str) else texts[turn % len(texts)])

    def gravity(self, reply: str) -> int:
        """0 for the reply to a concern, 1 to a crisis, 2 to one that can't wait."""
        return 2 if self.cannot_wait(reply) else int(reply in self.language.safety_replies["crisis"])

    def cannot_wait(self, reply: str) -> bool:
        """Whether that is a reply which nothing said after it makes less urgent."""
        return reply in self.language.safety_replies["urgent"]

    def numbers_in(self, speech: str) -> tuple[str, ...]:
        """The region's numbers that a text says, as they are written: '1 1 6, 1 2 3' -> '116 123'."""
        found = {}
        for line in (self._lines() or {}).values():
            number = str(line["number"])
            said = re.search(rf"(?<!\d )(?<!\d, ){re.escape(spoken_number(number))}(?!,? \d)", speech)
            if said:
                found[number.replace("-", " ")] = said.start()
        return tuple(sorted(found, key=found.__getitem__))

    def _lines(self) -> Mapping[str, Any] | None:
        regions = self.language.regions
        return regions.get(self.region) or regions.get(self.region.partition("-")[0])

    def _texts(self) -> Mapping[str, Any]:
        texts = self.language.safety_replies
        return texts if self._lines() else {**texts, **texts["unknown_region"]}

    def _fill(self, text: str) -> str:
        lines = self._lines()
        if lines is None:
            return text
        said = {kind: spoken_number(lines[kind]["number"]) for kind in lines}
        named = {kind: said.get(kind, said[other]) for kind, other in _FALLS_BACK_TO.items()}
        channel = self.language.safety_replies["channels"][lines["human"]["channel"]]
        return text.format(
            line=channel.format(number=said["human"]),
            number=said["human"],
            emergency=said["emergency"],
            police=named.pop("police"),
            **{f"{kind}_line": number for kind, number in named.items()},
        )


def spoken_number(number: str) -> str:
    """Digits one by one, a pause between groups: '116-123' -> '1 1 6, 1 2 3'."""
    return ", ".join(" ".join(group) for group in number.split("-"))


def region_of(locale: str, chosen: str | None, setting: str) -> str:
    """The region whose lines are said: the person's choice, else the machine's setting, else the locale's country."""
    region = (chosen or setting or _country(locale)).upper()
    return _OTHER_CODES.get(region, region)


def _country(locale: str) -> str:
    """'en-GB', 'en_GB.UTF-8' and 'en-Latn-GB' -> 'GB'; '' where the locale names no country."""
    parts = re.split(r"[-_.@]", locale)[1:]
    return next((part for part in parts if len(part) == 2 and part.isalpha()), "")
