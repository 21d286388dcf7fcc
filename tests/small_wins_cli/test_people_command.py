"""`small-wins people`: who is there, and never their addresses."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.small_wins.others.test_delivery import Web, serving

SECRET = "hunter2"  # noqa: S105 - nobody's
ADDRESS = f"json://me:{SECRET}@127.0.0.1:9/x"
AT = ("--now", "2026-11-18T12:00:00+00:00")


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "small_wins_cli", *arguments]
    return subprocess.run(
        command, env=dict(os.environ), input=given, capture_output=True, text=True, check=False, timeout=120
    )


def test_somebody_is_added_listed_and_removed_and_the_address_is_never_shown() -> None:
    done = [
        run("people", "add", "Jo", "--to", ADDRESS),
        run("people", "add", "my brother", "--to", "-", given=f"{ADDRESS}\n"),
        run("people", "list"),
        run("people", "list", "--json"),
        run("people", "remove", "jo"),
    ]
    assert [each.returncode for each in done] == [0] * 5
    assert done[2].stdout.splitlines() == ["Jo", "my brother"]
    assert [json.loads(line) for line in done[3].stdout.splitlines()] == [
        {"name": "Jo", "has_address": True, "check_in": None},
        {"name": "my brother", "has_address": True, "check_in": None},
    ]
    assert run("people", "list").stdout.splitlines() == ["my brother"]
    assert not [each for each in done if SECRET in each.stdout + each.stderr]


def test_what_is_no_address_is_refused_without_being_repeated() -> None:
    done = run("people", "add", "Jo", "--to", f"nonsense://{SECRET}")
    assert done.returncode == 2
    assert "no address" in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert run("people", "list").stdout == ""
    assert run("people", "remove", "Jo").returncode == 1


def test_a_yes_typed_between_two_commands_goes_out_and_a_no_does_not() -> None:
    with serving(Web()) as web:
        run("people", "add", "Jo", "--to", web.address)
        assert run("say", "i made my bed", *AT).returncode == 0
        run("say", "share it", *AT)
        run("say", "no", *AT)
        assert web.got == []
        asked = run("say", "share it", *AT)
        assert asked.stdout == 'To Jo: "I made my bed." Say yes, and it goes.\n'
        told = run("say", "yes", "--json", *AT)
        assert json.loads(told.stdout)["reply"] == "It's on its way to Jo."
        assert [got["message"] for got in web.got] == ["I made my bed."]
        piped = run("chat", "--now", "2026-11-18T12:05:00+00:00", given="tell jo that i fed the cat\nyes\n")
        assert [got["message"] for got in web.got] == ["I made my bed.", "I fed the cat."]
    assert SECRET not in asked.stdout + told.stdout + told.stderr + piped.stdout + piped.stderr


def test_what_could_not_go_waits_for_the_next_command() -> None:
    with serving(Web(status=404)) as web:
        run("people", "add", "Jo", "--to", web.address)
        refused = run("chat", *AT, given="i made my bed\nshare it\nyes\n")
        assert refused.stdout.splitlines()[-1] == "It's on its way to Jo."
        web.status = 200
        assert run("people", "deliver", *AT).stdout == "sent: 0, waiting: 0, not sent or not sure: 0\n"
        later = run("people", "deliver", "--now", "2026-11-18T12:05:00+00:00")
        assert later.stdout == "sent: 1, waiting: 0, not sent or not sure: 0\n"
    assert len(web.got) == 2
    assert SECRET not in refused.stderr + later.stderr
