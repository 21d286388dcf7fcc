"""The loop: listen, answer, speak, and listen again, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from local_voice.dialogue import Dialogue, Turn
from local_voice.failures import MicrophoneError, SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.microphone import Microphone
from local_voice.recogniser import Recogniser, Utterance
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.voice import Spoken, Voice
from small_wins.reply import AS_USUAL, Manner


class Screen(Protocol):
    """Where the loop shows what happens."""

    def show_turn(self, turn: Turn) -> None:
        """A turn, as its answer begins to be heard; one without `timings.first_audio` could not be heard."""
        ...

    def show_said(self, text: str) -> None:
        """Something that is said without having been asked."""
        ...


@dataclass
class Listening:
    """A conversation by microphone and speaker."""

    dialogue: Dialogue
    recogniser: Recogniser
    voice: Voice
    screen: Screen
    say: Callable[[str], str]
    """The sentence of a key in replies/voice.yaml."""

    open_microphone: Callable[[], Microphone]
    """Opens it, or raises MicrophoneError."""

    limits: Limits = LIMITS
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set it, from any thread or signal handler, to end the loop."""

    _reprompt: str = field(default="", init=False)
    _closed_frames: int = field(default=0, init=False)
    _silent_frames: int = field(default=0, init=False)
    _unasked_frames: int = field(default=0, init=False)
    _manner: Manner = field(default=AS_USUAL, init=False)
    _pieces: list[tuple[str, float]] = field(default_factory=list, init=False)
    """What is still to be said of an exercise, each with the seconds of silence after it."""
    _pause_frames: int = field(default=0, init=False)
    """Sound to wait for, since a piece was said, before the next one."""

    def run(self, microphone: Microphone, *notices: str) -> None:
        """Say the notices, greet, and listen until `stopping`. The microphone is open; it is closed at the end."""
        greeting = self.dialogue.greet()
        self._manner = greeting.manner
        self._announce(*notices, greeting.speech)
        self._reprompt = greeting.reprompt
        while not self.stopping.is_set():
            try:
                with microphone:
                    self._attend(microphone)
            except MicrophoneError as error:
                self.recogniser.reset()
                self._pieces.clear()
                self._announce(self.say(error.key))
                found = self._find_microphone()
                if found is None:
                    break
                microphone = found
                self._announce(self.say("microphone_back"))
        self.voice.stop()

    def _attend(self, microphone: Microphone) -> None:
        for chunk in microphone.chunks():
            if self.stopping.is_set():
                return
            if not self.voice.speaking:
                self._pause_frames -= len(chunk) // FRAME_BYTES
            if self._ear_is_closed(chunk):
                continue
            utterance = self.recogniser.accept(chunk)
            if utterance:
                self._answer(utterance)
            else:
                self._wait_for_more(chunk)

    def _ear_is_closed(self, chunk: bytes) -> bool:
        """Whether this sound may be our own voice; it is read all the same, so that no old sound piles up."""
        if self.voice.speaking:
            self._closed_frames = round(self.limits.ear_closed_seconds * HEARD_RATE)
            return True
        if self._closed_frames <= 0:
            return False
        self._closed_frames -= len(chunk) // FRAME_BYTES
        if self._closed_frames <= 0:
            self.recogniser.reset()
        return True

    def _answer(self, utterance: Utterance) -> None:
        turn = self.dialogue.answer(utterance)
        if self._pieces and turn.reply.open and not turn.reply.speech:
            # A breath that sounded like a word: the exercise goes on.
            return
        # Only a question is put again: to say "I didn't get that" twice to a noise would be a nuisance.
        self._reprompt, self._silent_frames = turn.reply.reprompt if turn.reply.expects else "", 0
        self._manner, self._pieces, self._pause_frames = turn.reply.manner, list(turn.reply.timed), 0
        spoken = self._say_piece() if self._pieces else self._speak(turn.reply.speech)
        self.screen.show_turn(replace(turn, timings=turn.timings.with_speech(spoken)))

    def _say_piece(self) -> Spoken | None:
        """The next piece of an exercise. Its silence follows, in which the ear is open: "stop" ends it at once."""
        text, seconds = self._pieces.pop(0)
        spoken = self._speak(text)
        self._pause_frames = round(seconds * HEARD_RATE)
        if spoken is None:
            self._pieces.clear()
        return spoken

    def _wait_for_more(self, chunk: bytes) -> None:
        """Go on with an exercise; put an open question once more when nothing has been said for a while."""
        waiting = bool(self._pieces) or self._pause_frames > 0
        if self.recogniser.hearing or waiting:
            self._silent_frames = 0
        else:
            self._silent_frames += len(chunk) // FRAME_BYTES
        if self._pieces and self._pause_frames <= 0 and not self.recogniser.hearing:
            self._say_piece()
        elif self._reprompt and self._silent_frames > self.limits.reprompt_after_seconds * HEARD_RATE:
            reprompt, self._reprompt = self._reprompt, ""
            self._manner = replace(self._manner, chime=False)
            self._speak(reprompt)
        elif not self.recogniser.hearing and self._asks_what_is_due(chunk):
            if said := self.dialogue.due():
                self._announce(*said)
        else:
            self._make_ready()

    def _asks_what_is_due(self, chunk: bytes) -> bool:
        """Whether it is time to ask again; the time is counted in silent sound."""
        self._unasked_frames += len(chunk) // FRAME_BYTES
        if self._unasked_frames < self.limits.due_every_seconds * HEARD_RATE:
            return False
        self._unasked_frames = 0
        return True

    def _announce(self, *texts: str) -> None:
        for text in texts:
            self.screen.show_said(text)
        self._speak("\n\n".join(texts))

    def _speak(self, text: str) -> Spoken | None:
        """Begin to speak; the ear closes. A speaker that has gone is tried anew the next time."""
        try:
            spoken = self.voice.say(text, self._manner)
        except SpeakerError as error:
            self.screen.show_said(self.say(error.key))
            return None
        if spoken:
            self._closed_frames, self._silent_frames = 1, 0
        return spoken

    def _make_ready(self) -> None:
        try:
            self.voice.make_ready(soon=self.recogniser.hearing)
        except SpeakerError:
            # It is said when there is something to say.
            return

    def _find_microphone(self) -> Microphone | None:
        """Try until it is back; None when told to stop."""
        while not self.stopping.wait(self.limits.microphone_retry_seconds):
            try:
                return self.open_microphone()
            except MicrophoneError:
                continue
        return None
