"""Keys that open the ear or mute it: the terminal's space (a pedal that types one, too) and "m", and a GPIO pin."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from local_voice.failures import ButtonError

OPEN, MUTE = " ", "m"


@contextmanager
def terminal_keys(pressed: threading.Event, mute_pressed: threading.Event) -> Iterator[None]:
    """Watch the keys of the terminal that we were started in, if there is one."""
    if not sys.stdin.isatty() or sys.platform == "win32":
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    threading.Thread(target=_watch, args=(pressed, mute_pressed), daemon=True).start()
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _watch(pressed: threading.Event, mute_pressed: threading.Event) -> None:
    while key := sys.stdin.read(1):
        if key == OPEN:
            pressed.set()
        elif key == MUTE:
            mute_pressed.set()


@contextmanager
def button(pin: int | None, pressed: threading.Event) -> Iterator[None]:
    """Watch a push button between this GPIO pin (Broadcom numbering) and ground. Raises ButtonError."""
    if pin is None:
        yield
        return
    try:
        from gpiozero import Button
    except ImportError as error:
        raise ButtonError("button_missing") from error
    try:
        found = Button(pin)
    except Exception as error:  # gpiozero's factories raise what their libraries do
        raise ButtonError("button_unusable", pin=pin) from error
    with found:
        found.when_pressed = pressed.set
        yield
