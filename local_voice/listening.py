"""The loop: wait, listen, answer, speak, and listen again, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from local_voice.dialogue import Dialogue, Turn
from local_voice.ears import Ear, Utterance
from local_voice.echo import Echo
from local_voice.failures import MicrophoneError, SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.microphone import Microphone
from local_voice.pacing import Pacing
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.voice import Spoken, Voice
from local_voice.wake import Spotter, WakePhrase
from small_wins.reply import AS_USUAL, Manner


class State(Enum):
    """What the loop is doing."""

    WAITING = "waiting"
    """The ear is closed: for a wake phrase or a key."""
    LISTENING = "listening"
    """The ear is open, and nothing is said yet."""
    IN_SPEECH = "in speech"
    THINKING = "thinking"
    SPEAKING = "speaking"
    SETTLING = "settling"
    """Our own voice dies away."""
    MUTED = "muted"
    """No sound is listened to at all."""


class Screen(Protocol):
    """Where the loop shows what happens."""

    def show_turn(self, turn: Turn) -> None:
        """A turn, as its answer begins to be heard; one without `timings.first_audio` could not be heard."""
        ...

    def show_said(self, text: str) -> None:
        """Something that is said without having been asked."""
        ...

    def show_state(self, state: State) -> None:
        """What the loop does now."""
        ...

    def show_speaker(self, name: str | None) -> None:
        """Which speaker was found; None when it has gone."""
        ...


@dataclass
class Listening:
    """A conversation by microphone and speaker."""

    dialogue: Dialogue
    ear: Ear
    wake: WakePhrase
    interruptions: Spotter
    voice: Voice
    screen: Screen
    say: Callable[[str], str]
    """The sentence of a key in replies/voice.yaml."""

    open_microphone: Callable[[], Microphone]
    """Opens it, or raises MicrophoneError."""

    always_open: bool = False
    """Whether the ear never closes, and no wake phrase is needed."""

    limits: Limits = LIMITS
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set it, from any thread or signal handler, to end the loop."""

    pressed: threading.Event = field(default_factory=threading.Event)
    """Set it to open the ear, as a key does; what is being said falls silent."""

    mute_pressed: threading.Event = field(default_factory=threading.Event)
    """Set it to mute, or to listen again."""

    echo: Echo = field(default_factory=Echo)
    state: State = field(default=State.WAITING, init=False)
    _frames: int = field(default=0, init=False)
    """Sound since the state began."""
    _unasked_frames: int = field(default=0, init=False)
    """Sound since it was asked whether something is due."""
    _opens: bool = field(default=True, init=False)
    """Whether the ear opens once we have spoken."""
    _reprompt: str = field(default="", init=False)
    _closing: str = field(default="", init=False)
    """What is said at the end of an exercise."""
    _manner: Manner = field(default=AS_USUAL, init=False)
    _earcon_pending: bool = field(default=False, init=False)
    _pacing: Pacing = field(default_factory=Pacing, init=False)

    def __post_init__(self) -> None:
        self._by_state: Mapping[State, Callable[[bytes], None]] = {
            State.WAITING: self._waiting,
            State.LISTENING: self._listening,
            State.IN_SPEECH: self._in_speech,
            State.THINKING: self._not_listening,
            State.SPEAKING: self._speaking,
            State.SETTLING: self._settling,
            State.MUTED: self._not_listening,
        }

    def run(self, microphone: Microphone, *notices: str) -> None:
        """Say the notices, greet, and listen until `stopping`. The microphone is open; it is closed at the end."""
        self.begin(*notices)
        while not self.stopping.is_set():
            try:
                with microphone:
                    self._attend(microphone)
            except MicrophoneError as error:
                self._end_exercise()
                self._announce(self.say(error.key))
                found = self._find_microphone()
                if found is None:
                    break
                microphone = found
                self._announce(self.say("microphone_back"))
        self.voice.stop()

    def begin(self, *notices: str) -> None:
        """Say the notices, and greet."""
        greeting = self.dialogue.greet()
        self._manner = greeting.manner
        self._announce(*notices, greeting.speech)

    def accept(self, chunk: bytes) -> None:
        """One piece of sound (16-bit mono PCM at 16 kHz), in whatever state we are."""
        self._take_keys()
        self._frames += len(chunk) // FRAME_BYTES
        self._unasked_frames += len(chunk) // FRAME_BYTES
        self._by_state[self.state](chunk)

    def _attend(self, microphone: Microphone) -> None:
        for chunk in microphone.chunks():
            if self.stopping.is_set():
                return
            self.accept(chunk)

    def _waiting(self, chunk: bytes) -> None:
        after = self.wake.accept(chunk)
        if after is not None:
            self._open_ear(after)
            self._earcon_pending = self.state is State.LISTENING
        elif self.wake.silent_seconds > 0:
            self._say_what_is_due()

    def _listening(self, chunk: bytes) -> None:
        self.ear.accept(chunk)
        self._pacing.wait(len(chunk) // FRAME_BYTES)
        if self.ear.in_speech:
            self._earcon_pending = False
            self._enter(State.IN_SPEECH)
            self._make_ready(soon=True)
        elif self._pacing.is_due:
            self._speak_piece()
        elif self._closing and not self._pacing.waiting:
            closing, self._closing = self._closing, ""
            self._speak(closing)
        elif self._earcon_pending and self._seconds >= self.limits.earcon_after_seconds:
            self._earcon_pending = False
            self.voice.play_earcon()
        elif not self._pacing.waiting:
            self._wait_for_more()

    def _in_speech(self, chunk: bytes) -> None:
        if utterance := self.ear.accept(chunk):
            self._answer(utterance)
        elif not self.ear.in_speech:
            self._enter(State.LISTENING)

    def _speaking(self, chunk: bytes) -> None:
        others = self.echo.remove(chunk, self.voice.handed_over)
        if not self.voice.speaking:
            self._enter(State.SETTLING)
        elif self._seconds >= self.limits.interruption_after_seconds:
            self._heed_interruption(others)

    def _settling(self, chunk: bytes) -> None:
        others = self.echo.remove(chunk, self.voice.handed_over)
        self._pacing.wait(len(chunk) // FRAME_BYTES)
        # A "stop" into our last word is spotted after it.
        if self._heed_interruption(others) or self._seconds < self.limits.ear_closed_seconds:
            return
        if self._opens or self.always_open or self._pacing.waiting:
            self._open_ear()
        else:
            self._close_ear()

    def _not_listening(self, chunk: bytes) -> None:
        """While it thinks, sound waits in the microphone's queue; while it is muted, it is thrown away."""

    def _answer(self, utterance: Utterance) -> None:
        self._enter(State.THINKING)
        turn = self.dialogue.answer(utterance)
        reply = turn.reply
        if (self._pacing.waiting or self._closing) and reply.open and not reply.speech:
            # A breath that sounded like a word: the exercise goes on.
            self._open_ear()
            return
        if (
            utterance.ended_seconds - utterance.started_seconds >= self.limits.utterance_seconds
            and reply.intent == "unknown"
        ):
            # Nobody talks to us for so long and makes no sense: a television.
            self._close_ear()
            return
        self._reprompt = reply.reprompt if self.dialogue.in_care else ""
        self._closing = reply.reprompt if reply.timed else ""
        self._manner = reply.manner
        self._pacing.begin(reply.timed)
        self._opens = reply.open or bool(reply.timed)
        spoken = self._speak_piece() if reply.timed else self._speak(reply.speech)
        self.screen.show_turn(replace(turn, timings=turn.timings.with_speech(spoken)))

    def _heed_interruption(self, chunk: bytes) -> bool:
        phrase = self.interruptions.accept(chunk)
        if phrase:
            self._interrupt(phrase)
        return phrase is not None

    def _interrupt(self, phrase: str) -> None:
        """ "Stop" ends what is said and drops the question behind it; the wake phrase opens the ear."""
        self.voice.stop()
        self._end_exercise()
        if phrase in self.wake.phrases:
            self._open_ear()
            return
        reply = self.dialogue.stop(phrase)
        self._opens = reply.open
        if self.dialogue.in_care:
            self._speak(reply.speech)
        else:
            self._enter(State.SETTLING)

    def _open_ear(self, heard: bytes = b"") -> None:
        """Listen; `heard` is what was said before the ear was open."""
        # Who wants to be spoken to slowly speaks slowly.
        self.ear.patient = self._manner.rate < AS_USUAL.rate
        self.ear.open(self.dialogue.answers)
        self._enter(State.LISTENING)
        size = round(self.limits.listening_chunk_seconds * HEARD_RATE) * FRAME_BYTES
        for start in range(0, len(heard), size):
            self.accept(heard[start : start + size])

    def _close_ear(self) -> None:
        self.wake.reset()
        self.dialogue.drop_question()
        self._make_ready(soon=False)
        self._enter(State.WAITING)

    def _wait_for_more(self) -> None:
        """A silence is an answer: the ear closes without a word, but for somebody who may be in danger."""
        in_care = self.dialogue.in_care
        silent, limits = self.ear.silent_seconds, self.limits
        if in_care and self._reprompt and silent >= limits.reprompt_after_seconds:
            reprompt, self._reprompt = self._reprompt, ""
            self._manner = replace(self._manner, chime=False)
            self._speak(reprompt)
        elif self.always_open or silent < limits.nothing_said_seconds:
            self._say_what_is_due()
        elif not in_care or silent >= limits.nothing_said_in_care_seconds:
            self._close_ear()

    def _say_what_is_due(self) -> None:
        if self._unasked_frames < self.limits.due_every_seconds * HEARD_RATE:
            return
        self._unasked_frames = 0
        if item := self.dialogue.due():
            loud = self._manner
            self._manner = replace(loud, volume=round(loud.volume * self.limits.announcement_volume))
            if self._announce(item.text):
                self.dialogue.announced(item)
            self._opens, self._manner = item.opens, loud

    def _announce(self, *texts: str) -> Spoken | None:
        for text in texts:
            self.screen.show_said(text)
        self._opens = True
        return self._speak("\n\n".join(texts))

    def _speak_piece(self) -> Spoken | None:
        """The next piece of an exercise; in the silence after it the ear is open."""
        spoken = self._speak(self._pacing.next_text())
        if spoken is None:
            self._end_exercise()
        return spoken

    def _speak(self, text: str) -> Spoken | None:
        """Begin to speak; the ear closes. A speaker that has gone is tried anew the next time."""
        spoken = None
        try:
            spoken = self.voice.say(text, self._manner)
            self.screen.show_speaker(self.voice.speaker_name)
        except SpeakerError as error:
            self.screen.show_speaker(None)
            self.screen.show_said(self.say(error.key))
        self.interruptions.reset(text)
        self.echo.begin()
        self._enter(State.SPEAKING if spoken else State.SETTLING)
        return spoken

    def _end_exercise(self) -> None:
        self._pacing.clear()
        self._closing = ""

    def _make_ready(self, *, soon: bool) -> None:
        try:
            self.voice.make_ready(soon=soon)
        except SpeakerError:
            # It is said when there is something to say.
            return

    def _take_keys(self) -> None:
        if self.mute_pressed.is_set():
            self.mute_pressed.clear()
            self._open_ear() if self.state is State.MUTED else self._mute()
        if self.pressed.is_set():
            self.pressed.clear()
            self.voice.stop()
            self._end_exercise()
            self._open_ear()
            self._earcon_pending = True

    def _mute(self) -> None:
        self.voice.stop()
        self._end_exercise()
        self.ear.open()
        self._enter(State.MUTED)

    @property
    def _seconds(self) -> float:
        """Since the state began, in sound."""
        return self._frames / HEARD_RATE

    def _enter(self, state: State) -> None:
        self.state, self._frames = state, 0
        self.screen.show_state(state)

    def _find_microphone(self) -> Microphone | None:
        """Try until it is back; None when told to stop."""
        while not self.stopping.wait(self.limits.microphone_retry_seconds):
            try:
                return self.open_microphone()
            except MicrophoneError:
                continue
        return None
