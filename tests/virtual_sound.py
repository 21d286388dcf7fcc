"""A PulseAudio of the test's own: two sinks without a card. What plays on one is what the microphone hears, and what
plays on the other is recorded. Works as root, and touches no sound of the machine.
"""

from __future__ import annotations

import array
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import miniaudio
import pytest

RECORDED_RATE = 16_000
LOUD = 300
"""A sample above this is no silence: a hundredth of the full scale."""

CONFIGURATION = """
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=speaker rate=48000 sink_properties=device.description=VirtualSpeaker
load-module module-null-sink sink_name=microphone rate=48000 sink_properties=device.description=VirtualMicrophone
"""

NO_SOUND = {"PULSE_SERVER": "unix:/nonexistent", "ALSA_CONFIG_PATH": os.devnull, "JACK_NO_START_SERVER": "1"}
"""Environment in which no program finds a sound card, whatever the machine has."""


class Recording:
    """What the virtual speaker plays, as it is played: 16-bit mono PCM at 16 kHz."""

    def __init__(self) -> None:
        self.pcm = bytearray()
        self.last_loud_at = 0.0
        """When a sample that is no silence last came, on the monotonic clock."""
        self.first_loud_at: float | None = None
        """When a sample that is no silence first came, on the monotonic clock; set to None to wait for the next."""

    def wait_until_loud(self, timeout_seconds: float = 30) -> float:
        """When sound came, on the monotonic clock."""
        deadline = time.monotonic() + timeout_seconds
        while self.first_loud_at is None:
            assert time.monotonic() < deadline, "the speaker stayed silent"
            time.sleep(0.001)
        return self.first_loud_at

    def wait_until_quiet(self, quiet_seconds: float = 1, timeout_seconds: float = 60) -> None:
        """Wait until nothing has been heard for a while."""
        deadline, since = time.monotonic() + timeout_seconds, time.monotonic()
        while time.monotonic() - max(since, self.last_loud_at) < quiet_seconds:
            assert time.monotonic() < deadline, "the speaker never fell silent"
            time.sleep(0.01)

    def keep(self) -> Generator[None, bytes, None]:
        """What the recording device calls with each piece of sound."""
        while True:
            piece = bytes((yield))
            now = time.monotonic()
            self.pcm += piece
            samples = array.array("h", piece)
            first = next((place for place, sample in enumerate(samples) if abs(sample) > LOUD), None)
            if first is not None:
                self.last_loud_at = now
                if self.first_loud_at is None:
                    self.first_loud_at = now - (len(samples) - first) / RECORDED_RATE


class VirtualSound:
    """The daemon, with its virtual microphone and speaker."""

    def __init__(self, folder: Path) -> None:
        socket, script = folder / "native", folder / "default.pa"
        self.environment = {
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
            "XDG_RUNTIME_DIR": str(folder),
        }
        """What a program needs in its environment to use this sound, and no other."""

        script.write_text(CONFIGURATION.format(socket=socket))
        options = ("-n", "-F", str(script), "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1")
        self._command = ("pulseaudio", *options, "--disallow-exit")
        self._log = (folder / "log").open("wb")
        self._start()

    def play(self, pcm: bytes, rate: int) -> None:
        """Let the microphone hear 16-bit mono PCM, to its end."""
        command = ("pacat", "--playback", "--device=microphone", "--format=s16le", "--channels=1", f"--rate={rate}")
        subprocess.run(command, input=pcm, env=self._whole_environment(), check=True)

    @contextmanager
    def recording(self, sink: str = "VirtualSpeaker") -> Iterator[Recording]:
        """Record what the speaker plays, or what the 'VirtualMicrophone' hears. This process must have the environment
        of this sound.
        """
        # By its id: PulseAudio would move a recording of a default, or one by parec, to every new default.
        monitors = {device["name"]: device["id"] for device in miniaudio.Devices().get_captures()}
        recording = Recording()
        keeper = recording.keep()
        next(keeper)
        with miniaudio.CaptureDevice(
            nchannels=1, sample_rate=RECORDED_RATE, buffersize_msec=5, device_id=monitors[f"Monitor of {sink}"]
        ) as device:
            device.start(keeper)
            deadline = time.monotonic() + 20
            while not recording.pcm:
                assert time.monotonic() < deadline, "the virtual speaker can't be recorded"
                time.sleep(0.01)
            yield recording

    @contextmanager
    def loop(self, db: float = 0) -> Iterator[None]:
        """Let the microphone hear all that the speaker plays, so much louder than it is."""
        loopback = ("module-loopback", "source=speaker.monitor", "sink=microphone", "latency_msec=30")
        number = self._control("load-module", *loopback)
        try:
            # It alone plays on the virtual microphone as yet.
            for line in self._control("list", "short", "sink-inputs").splitlines():
                if "module-loopback" in line:
                    self._control("set-sink-input-volume", line.split()[0], f"{db}dB")
            yield
        finally:
            self._control("unload-module", number)

    def restart(self) -> None:
        """Kill the daemon, and start another in its place."""
        self._daemon.kill()
        self._daemon.wait()
        self._start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """A daemon that answers nobody."""
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    @contextmanager
    def suspended(self, sink: str) -> Iterator[None]:
        """A sink that takes no sound."""
        self._control("suspend-sink", sink, "1")
        try:
            yield
        finally:
            self._control("suspend-sink", sink, "0")

    def unplug(self, sink: str) -> None:
        """Take the 'microphone' or the 'speaker' away."""
        modules = self._control("list", "short", "modules").splitlines()
        number = next(line.split()[0] for line in modules if f"sink_name={sink} " in line)
        self._control("unload-module", number)

    def plug_in(self, *sinks: str) -> None:
        """Bring it back, or both."""
        for sink in sinks:
            line = next(line for line in CONFIGURATION.splitlines() if f"sink_name={sink} " in line)
            self._control(*line.split())
        self.set_defaults()

    def set_defaults(self) -> None:
        """Make them the default microphone and speaker."""
        self._control("set-default-sink", "speaker")
        self._control("set-default-source", "microphone.monitor")

    def describe(self) -> str:
        """What is connected to what."""
        return self._control("info") + self._control("list", "sink-inputs") + self._control("list", "source-outputs")

    def close(self) -> None:
        self._daemon.send_signal(signal.SIGTERM)
        try:
            self._daemon.wait(10)
        except subprocess.TimeoutExpired:
            self._daemon.kill()
            self._daemon.wait()
        self._log.close()

    def _control(self, *arguments: str) -> str:
        command = ("pactl", *arguments)
        done = subprocess.run(
            command, env=self._whole_environment(), check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout.strip()

    def _start(self) -> None:
        self._daemon = subprocess.Popen(
            self._command, env=self._whole_environment(), stdout=self._log, stderr=self._log
        )
        self._wait_for_daemon()

    def _wait_for_daemon(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                self.set_defaults()
                return
            except subprocess.CalledProcessError:
                assert self._daemon.poll() is None, "PulseAudio did not start"
            assert time.monotonic() < deadline, "PulseAudio did not become ready"
            time.sleep(0.05)

    def _whole_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


@pytest.fixture(scope="session")
def sound_daemon() -> Iterator[VirtualSound]:
    # The path of a socket is short: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="sw-sound-"))
    daemon = VirtualSound(folder)
    yield daemon
    daemon.close()
    shutil.rmtree(folder)


@pytest.fixture
def virtual_sound(sound_daemon: VirtualSound, monkeypatch: pytest.MonkeyPatch) -> VirtualSound:
    """Virtual sound, for this process and those that it starts."""
    for name, value in sound_daemon.environment.items():
        monkeypatch.setenv(name, value)
    sound_daemon.set_defaults()
    return sound_daemon


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound card, for this process and those that it starts."""
    for name, value in NO_SOUND.items():
        monkeypatch.setenv(name, value)
