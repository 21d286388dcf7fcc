"""Sound without end: a microphone that goes is looked for until it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from local_voice.failures import MicrophoneError
from local_voice.limits import LIMITS, Limits
from local_voice.microphone import Microphone


@dataclass
class LastingMicrophone:
    """A microphone that may go and come back."""

    open: Callable[[], Microphone]
    """Opens it, or raises MicrophoneError."""

    stopping: threading.Event
    """Ends it."""

    gone: Callable[[MicrophoneError], None]
    """Told once each time that it goes."""

    back: Callable[[], None]
    """Told when it is back: when there is sound again."""

    beat: Callable[[], None]
    """Called over and over, as a sign that whoever takes the sound goes on."""

    limits: Limits = LIMITS

    def chunks(self, microphone: Microphone) -> Iterator[bytes]:
        """Its sound, until `stopping`. The microphone is open; it is closed at the end."""
        missed = False
        while not self.stopping.is_set():
            try:
                with microphone:
                    for chunk in self._until_stopped(microphone):
                        if missed:
                            missed = False
                            self.back()
                        yield chunk
            except MicrophoneError as error:
                if not missed:
                    missed = True
                    self.gone(error)
            if missed and (found := self._find()):
                microphone = found

    def _until_stopped(self, microphone: Microphone) -> Iterator[bytes]:
        for chunk in microphone.chunks():
            if self.stopping.is_set():
                return
            self.beat()
            yield chunk

    def _find(self) -> Microphone | None:
        """Try until it can be opened; None when told to stop."""
        while not self.stopping.is_set():
            self.beat()
            try:
                return self.open()
            except MicrophoneError:
                self.stopping.wait(self.limits.microphone_retry_seconds)
        return None
