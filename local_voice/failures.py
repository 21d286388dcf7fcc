"""What can go wrong at this door. Each is a sentence in replies/voice.yaml that says what to do."""

from __future__ import annotations


class VoiceError(Exception):
    """Something that the person has to be told."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        """The sentence's key in replies/voice.yaml."""

        self.values = values
        """What fills its placeholders."""


class MicrophoneError(VoiceError):
    """There is no microphone, or it has gone."""


class SpeakerError(VoiceError):
    """There is no speaker, or it has gone."""


class RecordingError(VoiceError):
    """A recording can't be read."""


class ModelError(VoiceError):
    """A speech model is missing, or is none."""


class FetchError(VoiceError):
    """A speech model could not be fetched."""


class ButtonError(VoiceError):
    """The button can't be used."""
