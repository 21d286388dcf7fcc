"""What the commands with an ear need, opened; and what is said where it is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from local_voice.failures import ModelError
from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins_cli.options import fail
from small_wins_cli.voice_parts import missing_library, sentence

if TYPE_CHECKING:
    import vosk

    from local_voice.activity import Activity
    from local_voice.dialogue import Dialogue
    from local_voice.ears import Ear
    from local_voice.speech_models import SpeechModel
    from local_voice.voice import Voice
    from local_voice.wake import Spotter, WakePhrase

REPLACEABLE = {"model_missing", "model_none", "model_broken"}
"""What is wrong with one speech model is not wrong with another."""


@dataclass(frozen=True)
class Ears:
    """What listening takes, over one speech model."""

    model: vosk.Model
    activity: Activity
    wake_phrases: tuple[str, ...]
    interruptions: tuple[str, ...]
    everyday: tuple[str, ...]
    notice: str = ""
    """What has to be said of them at the start, if anything."""

    def notices(self, voice: Voice | None) -> list[str]:
        """What has to be said at every start, of the ears and of the voice."""
        return [notice for notice in (self.notice, voice.notice if voice else "") if notice]

    def ear(self, dialogue: Dialogue) -> Ear:
        """The open ear of a dialogue."""
        from local_voice.ears import Ear
        from local_voice.recogniser import Recogniser

        recogniser = Recogniser(self.model, everyday=self.everyday)
        return Ear(self.activity, recogniser, is_unfinished=dialogue.is_unfinished)

    def wake(self) -> WakePhrase:
        """What waits for a wake phrase."""
        from local_voice.wake import WakePhrase

        return WakePhrase(self.activity, self.spotter(self.wake_phrases))

    def interrupter(self) -> Spotter:
        """What listens while we speak."""
        return self.spotter((*self.interruptions, *self.wake_phrases))

    def spotter(self, phrases: tuple[str, ...]) -> Spotter:
        from local_voice.wake import Spotter

        return Spotter(self.model, phrases, self.everyday)


def load_ears(core: Core) -> Ears:
    """Ends the command with a sentence when the speech model is missing or none, or can't hear a wake phrase."""
    if library := missing_library():
        fail(sentence(core, "library_missing", name=library))
    from local_voice.speech_models import model_in_use

    try:
        return _ears(core, model_in_use(core.settings))
    except ModelError as error:
        fail(sentence(core, error.key, **error.values))


def load_some_ears(core: Core) -> Ears:
    """Those with the speech model in use; where that can't be loaded, with the one that came with us, which says so.
    Raises ModelError.
    """
    from local_voice.speech_models import COMPACT, model_in_use, named

    model = model_in_use(core.settings)
    try:
        return _ears(core, model)
    except ModelError as error:
        if model.compact or error.key not in REPLACEABLE:
            raise
        notice = sentence(core, "model_stands_in", name=model.name)
        return replace(_ears(core, named(COMPACT, core.settings)), notice=notice)


def _ears(core: Core, speech_model: SpeechModel) -> Ears:
    from local_voice.activity import Activity
    from local_voice.recogniser import knows, load_model
    from local_voice.speech_models import check

    model, activity = load_model(check(speech_model).path), Activity()
    words = core.language(locale_of(core.settings)).understanding.words["listening"]
    chosen = [phrase.strip().lower() for phrase in core.settings.wake_phrases.split(",") if phrase.strip()]
    phrases = (chosen or words["wake_phrases"]) if core.settings.wake_by == "phrase" else []
    for phrase in phrases:
        if not knows(model, phrase):
            raise ModelError("wake_unknown", phrase=phrase)
    notice = sentence(core, "compact_model") if speech_model.compact else ""
    return Ears(model, activity, tuple(phrases), tuple(words["interruptions"]), tuple(words["everyday"]), notice)
