"""Turns by microphone: `listen`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from local_voice.failures import ButtonError, ModelError
from local_voice.limits import LIMITS
from local_voice.patience import begin
from models.database import DatabaseLimits
from small_wins.core import Core, open_database
from small_wins.failures import damage
from small_wins.locales import locale_of
from small_wins_cli.ear_parts import Ears, load_some_ears
from small_wins_cli.options import DEFAULT_PERSON, FAILED, FINE, NowOption, PersonOption, known_as, open_core
from small_wins_cli.progress import progress
from small_wins_cli.voice import show_heard
from small_wins_cli.voice_parts import (
    microphone_opener,
    missing_library,
    open_sound,
    sentence,
    speak,
    wait_for_sound,
)

if TYPE_CHECKING:
    from local_voice.dialogue import Turn
    from local_voice.door_state import DoorState
    from local_voice.listening import Listening
    from local_voice.microphone import Microphone
    from local_voice.screen import State
    from local_voice.voice import Voice

Answer = TypeVar("Answer")


def listen(
    keep_trying: Annotated[
        bool, typer.Option("--keep-trying", help="Without a microphone or a speaker, wait for one. The service does.")
    ] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
) -> None:
    """Listen on the microphone and answer aloud, until stopped with Ctrl-C.

    It listens at once. After some silence it waits for "hey small wins"; what follows in the same breath is heard.
    In a terminal the space bar opens the ear as well, and "m" mutes it. "Stop" ends what it is saying.

    Without a microphone or a speaker it reads typed lines instead.

    Examples:

        small-wins listen

        SMALL_WINS_MICROPHONE=usb small-wins listen

        SMALL_WINS_WAKE_BY=always small-wins listen
    """
    from local_voice.door_state import DoorState
    from local_voice.keys import button, terminal_keys
    from local_voice.watchdog import Watchdog
    from small_wins.themes.others.outbox import Courier

    core = _patient(open_core(now))
    if library := missing_library():
        typer.echo(sentence(core, "library_missing", name=library), err=True)
        raise typer.Exit(_type_instead(core, person))
    with DoorState(core.settings.door_state_file, core.clock) as state:
        start = _Start(core, person, state, Watchdog().beat)
        microphone, voice = start.sound(keep_trying=keep_trying)
        ears = start.ears(voice)
        listening = start.listening(ears, voice)
        _obey_signals(listening)
        courier = Courier(core).start()
        notices = ears.notices(voice)
        if damaged := damage(core.database, core.language(locale_of(core.settings))):
            notices.append(damaged)
        with ExitStack() as keys:
            keys.callback(courier.stop)
            keys.enter_context(terminal_keys(listening.pressed, listening.mute_pressed))
            try:
                keys.enter_context(button(core.settings.button_pin, listening.pressed))
            except ButtonError as error:
                notices.append(sentence(core, error.key, **error.values))
            progress.end()
            listening.run(microphone, *notices)


def _patient(core: Core) -> Core:
    """The core, with a journal that waits longer for another program than a command may: nobody looks on here."""
    limits = DatabaseLimits(busy_timeout_seconds=LIMITS.journal_busy_seconds)
    return replace(core, database=open_database(core.settings, limits))


class _Start:
    """Puts a listener together, part by part, and says what is missing."""

    def __init__(self, core: Core, person: str, state: DoorState, beat: Callable[[], None]) -> None:
        """`beat` is called at each step."""
        self._core, self._person, self._state, self._beat = core, person, state, beat
        self._stopping = threading.Event()
        self._open_microphone = microphone_opener(core, state)
        beat()

    def sound(self, *, keep_trying: bool) -> tuple[Microphone, Voice]:
        """Microphone and voice. Where one is missing, it is awaited; or else the command ends."""
        core, state = self._core, self._state
        microphone, voice, missing = open_sound(core, state, self._open_microphone)
        if microphone and voice:
            return microphone, voice
        if microphone:
            microphone.close()
        typer.echo(missing, err=True)
        speak(core, voice, missing)
        if not keep_trying:
            raise typer.Exit(_type_instead(core, self._person))
        _stop_on_signal(self._stopping)
        progress.end()
        found = wait_for_sound(core, state, self._open_microphone, voice, self._stopping, self._beat)
        if found is None:
            raise typer.Exit(FINE)
        return found

    def ears(self, voice: Voice) -> Ears:
        """Ends the command, aloud, where there are none."""
        try:
            return self._alive(load_some_ears, self._core)
        except ModelError as error:
            problem = sentence(self._core, error.key, **error.values)
            typer.echo(problem, err=True)
            speak(self._core, voice, problem)
            raise typer.Exit(FAILED) from error

    def _alive(self, operation: Callable[..., Answer], *arguments: object) -> Answer:
        """Its answer. A large speech model takes longer than a loop that goes on may be silent."""
        answer = begin(operation, *arguments)
        while True:
            self._beat()
            try:
                return answer.result(LIMITS.microphone_retry_seconds)
            except TimeoutError:
                continue

    def listening(self, ears: Ears, voice: Voice) -> Listening:
        """The loop."""
        from local_voice.dialogue import Dialogue
        from local_voice.listening import Listening

        core = self._core
        self._alive(core.language(locale_of(core.settings)).warm_up)
        dialogue = Dialogue(core, known_as(self._person), "microphone")
        return Listening(
            dialogue,
            ears.ear(dialogue),
            ears.wake(),
            ears.interrupter(),
            voice,
            _Screen(core, self._state),
            partial(sentence, core),
            self._open_microphone,
            always_open=core.settings.wake_by == "always",
            stopping=self._stopping,
            beat=self._beat,
        )


class _Screen:
    """The terminal that `listen` was started in; and what `status` tells of it."""

    def __init__(self, core: Core, state: DoorState) -> None:
        from local_voice.turn_log import TurnLog

        self._clock, self._log, self._state = core.clock, TurnLog(core.settings.turn_log_file), state

    def show_turn(self, turn: Turn) -> None:
        self._log.add(turn.timings.milliseconds(), self._clock())
        heard_aloud = turn.timings.first_audio is not None
        show_heard(turn.heard, turn.reply.screen if heard_aloud else turn.reply.speech)

    def show_said(self, text: str) -> None:
        print(text, flush=True)

    def show_state(self, state: State) -> None:
        self._state.enter(state.value)

    def show_speaker(self, name: str | None) -> None:
        self._state.speaks_with(name)


def _type_instead(core: Core, person: str) -> int:
    from small_wins_cli.turns import chat_typed

    return chat_typed(core, person) if sys.stdin.isatty() else FAILED


def _obey_signals(listening: Listening) -> None:
    """SIGUSR1 opens the ear, SIGUSR2 mutes it or opens it again: for pedals, buttons and scripts."""
    _stop_on_signal(listening.stopping)
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, lambda *_: listening.pressed.set())
        signal.signal(signal.SIGUSR2, lambda *_: listening.mute_pressed.set())


def _stop_on_signal(stopping: threading.Event) -> None:
    """The first Ctrl-C or SIGTERM ends the loop in order, the second one at once."""

    def stop(number: int, frame: object) -> None:
        del frame
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
