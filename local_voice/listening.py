"""The loop: wait, listen, answer, speak, and listen again, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from local_voice import patience
from local_voice.aloud import Aloud
from local_voice.dialogue import Dialogue
from local_voice.ears import Ear, Utterance
from local_voice.echo import Echo
from local_voice.exercise import Exercise
from local_voice.failures import MicrophoneError
from local_voice.lasting_microphone import LastingMicrophone
from local_voice.limits import LIMITS, Limits
from local_voice.microphone import Microphone
from local_voice.screen import Screen, State
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.unasked import Unasked
from local_voice.voice import Spoken, Voice
from local_voice.wake import Spotter, WakePhrase
from small_wins.reply import AS_USUAL

Answer = TypeVar("Answer")


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

    beat: Callable[[], None] = lambda: None
    """Called over and over while the loop goes on."""

    echo: Echo = field(default_factory=Echo)
    state: State = field(default=State.WAITING, init=False)
    _frames: int = field(default=0, init=False)
    """Sound since the state began."""
    _opens: bool = field(default=True, init=False)
    """Whether the ear opens once we have spoken."""
    _muted: bool = field(default=False, init=False)
    """Whether no sound is listened to, whatever we say meanwhile."""
    _earcon_pending: bool = field(default=False, init=False)
    _exercise: Exercise = field(default_factory=Exercise, init=False)

    def __post_init__(self) -> None:
        self.aloud = Aloud(self.voice, self.screen, self.say, self.limits)
        self._unasked = Unasked(self.dialogue, self.limits)
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
        lasting = LastingMicrophone(
            self.open_microphone, self.stopping, self._microphone_gone, self._microphone_back, self.beat, self.limits
        )
        for chunk in lasting.chunks(microphone):
            self.accept(chunk)
        self.voice.stop()

    def begin(self, *notices: str) -> None:
        """Say the notices, and greet."""
        greeting = self._await(self.dialogue.greet)
        self.aloud.manner = greeting.manner
        self._announce(*notices, greeting.speech)

    def accept(self, chunk: bytes) -> None:
        """One piece of sound (16-bit mono PCM at 16 kHz), in whatever state we are."""
        self._take_keys()
        frames = len(chunk) // FRAME_BYTES
        self._frames += frames
        self._unasked.wait(frames)
        if self.state in {State.LISTENING, State.SETTLING}:
            self._exercise.wait(frames)
        self._by_state[self.state](chunk)

    def _microphone_gone(self, error: MicrophoneError) -> None:
        self._exercise.end()
        self._announce(self.say(error.key))

    def _microphone_back(self) -> None:
        self._announce(self.say("microphone_back"))

    def _waiting(self, chunk: bytes) -> None:
        after = self.wake.accept(chunk)
        if after is not None:
            self._open_ear(after)
            self._earcon_pending = self.state is State.LISTENING
        elif self.wake.silent_seconds > 0:
            self._say_what_is_due()

    def _listening(self, chunk: bytes) -> None:
        self.ear.accept(chunk)
        if self.ear.in_speech:
            self._earcon_pending = False
            self._enter(State.IN_SPEECH)
            self.aloud.make_ready(soon=True)
        elif self._exercise.is_due:
            self._speak_piece()
        elif self._earcon_pending and self._seconds >= self.limits.earcon_after_seconds:
            self._earcon_pending = False
            self.aloud.play_earcon()
        elif not self._exercise.goes_on:
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
        elif self._seconds >= self.limits.interruption_after_seconds and not self._muted:
            self._heed_interruption(others)

    def _settling(self, chunk: bytes) -> None:
        if self._muted:
            self._enter(State.MUTED)
            return
        others = self.echo.remove(chunk, self.voice.handed_over)
        # A "stop" into our last word is spotted after it.
        if self._heed_interruption(others) or self._seconds < self.limits.ear_closed_seconds:
            return
        if self._opens or self.always_open or self._exercise.goes_on:
            self._open_ear()
        else:
            self._close_ear()

    def _not_listening(self, chunk: bytes) -> None:
        """While it thinks, sound waits in the microphone's queue; while it is muted, it is thrown away."""

    def _answer(self, utterance: Utterance) -> None:
        self._enter(State.THINKING)
        turn = self._await(self.dialogue.answer, utterance)
        reply = turn.reply
        if self._exercise.goes_on and reply.open and not reply.speech:
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
        self.aloud.manner = reply.manner
        self._exercise.begin(reply)
        self._opens = reply.open or bool(reply.timed)
        spoken = self._speak_piece() if reply.timed else self._speak(reply.speech)
        self.screen.show_turn(replace(turn, timings=turn.timings.with_speech(spoken)))

    def _await(self, think: Callable[..., Answer], *said: Utterance) -> Answer:
        """What the core answers; when that takes long, somebody has to know that they were heard."""
        answer = patience.begin(think, *said)
        try:
            return answer.result(self.limits.thinking_seconds)
        except TimeoutError:
            self._announce(self.say("one_moment"))
        self.aloud.finish()
        return answer.result()

    def _heed_interruption(self, chunk: bytes) -> bool:
        phrase = self.interruptions.accept(chunk)
        if phrase:
            self._interrupt(phrase)
        return phrase is not None

    def _interrupt(self, phrase: str) -> None:
        """ "Stop" ends what is said and drops the question behind it; the wake phrase opens the ear."""
        self._fall_silent()
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
        self._muted = False
        # Who wants to be spoken to slowly speaks slowly.
        self.ear.patient = self.aloud.manner.rate < AS_USUAL.rate
        self.ear.open(self.dialogue.answers, self.dialogue.answer_words)
        self._enter(State.LISTENING)
        size = round(self.limits.listening_chunk_seconds * HEARD_RATE) * FRAME_BYTES
        for start in range(0, len(heard), size):
            self.accept(heard[start : start + size])

    def _close_ear(self) -> None:
        self.wake.reset()
        self.dialogue.drop_question()
        self.aloud.make_ready(soon=False)
        self._enter(State.WAITING)

    def _wait_for_more(self) -> None:
        """A silence is an answer: the ear closes without a word, but for somebody who may be in danger."""
        in_care = self.dialogue.in_care
        silent, limits = self.ear.silent_seconds, self.limits
        if in_care and self.dialogue.reprompt and silent >= limits.reprompt_after_seconds:
            self.aloud.manner = replace(self.aloud.manner, chime=False)
            self._speak(self.dialogue.take_reprompt())
        elif self.always_open or silent < limits.nothing_said_seconds:
            self._say_what_is_due()
        elif not in_care or silent >= limits.nothing_said_in_care_seconds:
            self._close_ear()

    def _say_what_is_due(self) -> None:
        item = self._unasked.next_due()
        if item and self._announce(item.text, softly=True, opens=item.opens):
            self.dialogue.announced(item)

    def _announce(self, *texts: str, softly: bool = False, opens: bool = True) -> Spoken | None:
        """Say something that was not asked for; `opens`: the ear opens after it."""
        self._opens = opens
        return self._begin(" ".join(texts), self.aloud.announce(*texts, softly=softly))

    def _speak_piece(self) -> Spoken | None:
        """The next piece of an exercise; in the silence after it the ear is open."""
        spoken = self._speak(self._exercise.next_text())
        if spoken is None:
            self._exercise.end()
        return spoken

    def _speak(self, text: str) -> Spoken | None:
        return self._begin(text, self.aloud.say(text))

    def _begin(self, text: str, spoken: Spoken | None) -> Spoken | None:
        """While we speak, the ear is closed to all but interruptions."""
        self.interruptions.reset(text)
        self.echo.begin()
        self._enter(State.SPEAKING if spoken else State.SETTLING)
        return spoken

    def _fall_silent(self) -> None:
        self.voice.stop()
        self._exercise.end()

    def _take_keys(self) -> None:
        if self.mute_pressed.is_set():
            self.mute_pressed.clear()
            self._open_ear() if self._muted else self._mute()
        if self.pressed.is_set():
            self.pressed.clear()
            self._fall_silent()
            self._open_ear()
            self._earcon_pending = True

    def _mute(self) -> None:
        self._fall_silent()
        self.ear.open()
        self._muted = True
        self._enter(State.MUTED)

    @property
    def _seconds(self) -> float:
        """Since the state began, in sound."""
        return self._frames / HEARD_RATE

    def _enter(self, state: State) -> None:
        self.state, self._frames = state, 0
        self.screen.show_state(state)
