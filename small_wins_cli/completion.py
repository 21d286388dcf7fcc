"""`completion`: what a shell needs to complete commands, options and their choices.

The scripts hold every name, so that a press of the tab key starts no Python: the scripts of Typer and Click start this
program at each press, and it would import the command to know its options.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from small_wins_cli.command_tree import Entry, Parameter, entries

NAME = "small-wins"


class Shell(StrEnum):
    """Those that there is a script for."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="One of bash, zsh, fish.")]) -> None:
    """Print a script that lets the tab key complete commands, options and their choices. It looks into no journal.

    After an update, write it anew.

    Examples:

        small-wins completion bash > ~/.local/share/bash-completion/completions/small-wins

        small-wins completion zsh > ~/.zfunc/_small-wins

        small-wins completion fish > ~/.config/fish/completions/small-wins.fish
    """
    sys.stdout.write("\n".join(SCRIPTS[shell](list(entries()))) + "\n")


def _bash(commands: list[Entry]) -> Iterator[str]:
    """Words by the command that stands before; a case of longer names comes first."""
    yield f"# Completion of {NAME} for bash, by `{NAME} completion bash`."
    yield "_small_wins() {"
    yield "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} parts= words= values= files="
    yield '    [[ $word != "=" ]] || word='
    yield '    [[ $before != "=" ]] || before=${COMP_WORDS[COMP_CWORD-2]}'
    yield '    case "${COMP_WORDS[*]:1:COMP_CWORD-1} " in'
    for entry in sorted(commands, key=lambda entry: -len(entry.words)):
        parts = (*entry.parts, *(choice for one in entry.arguments for choice in one.choices))
        words = f"{shlex.quote(' '.join(entry.option_names))} parts={shlex.quote(' '.join(parts))}"
        yield f"        {shlex.quote(' '.join((*entry.words, '')) if entry.words else ' ')}*) words={words}"
        cases = [f"{'|'.join(one.names)}) {_bash_value(one)};;" for one in entry.options if one.metavar]
        if cases:
            yield f'            case "$before" in {" ".join(cases)} esac'
        if any(one.is_file for one in entry.arguments):
            yield "            files=yes"
        yield "            ;;"
    yield "    esac"
    yield "    COMPREPLY=()"
    yield "    if [[ $values ]]; then words=$values"
    yield "    elif [[ $word != -* ]]; then [[ ! $files ]] || return; words=${parts:-$words}; fi"
    yield '    [[ $words == none ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
    yield "}"
    yield f"complete -o bashdefault -o default -F _small_wins {NAME}"


def _bash_value(option: Parameter) -> str:
    if option.choices:
        return f"values={shlex.quote(' '.join(option.choices))}"
    return "return" if option.is_file else "values=none"


def _zsh(commands: list[Entry]) -> Iterator[str]:
    """The words of `_arguments`, zsh's own."""
    by_words = {entry.words: entry for entry in commands}
    yield f"#compdef {NAME}"
    yield f"# Completion of {NAME} for zsh, by `{NAME} completion zsh`."
    for entry in commands:
        yield f"{_zsh_function(entry.words)}() {{"
        if entry.parts:
            parts = (by_words[*entry.words, part] for part in entry.parts)
            described = " ".join(shlex.quote(f"{part.words[-1]}:{part.summary}") for part in parts)
            yield "    if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then"
            yield f"        local -a commands=({described})"
            yield "        _describe command commands"
            yield "        return"
            yield "    elif (( CURRENT > 2 )); then"
            yield f"        local part={_zsh_function(entry.words)}_${{words[2]//-/_}}"
            yield "        shift words; (( CURRENT-- ))"
            yield "        (( $+functions[$part] )) && $part"
            yield "        return"
            yield "    fi"
        yield f"    _arguments {' '.join(_zsh_arguments(entry))}"
        yield "}"
    yield f'if [[ $funcstack[1] == _{NAME} ]]; then _small_wins "$@"; else compdef _small_wins {NAME}; fi'


def _zsh_function(words: tuple[str, ...]) -> str:
    return "_".join(("_small_wins", *words)).replace("-", "_")


def _zsh_arguments(entry: Entry) -> Iterator[str]:
    for option in entry.options:
        for name in option.names:
            yield shlex.quote(f"{name}[{_zsh_text(option.help)}]{_zsh_value(option)}")
    if any(one.is_file for one in entry.arguments):
        yield shlex.quote("*:file:_files")
    for one in entry.arguments:
        if one.choices:
            yield shlex.quote(f":{one.metavar}:({' '.join(one.choices)})")


def _zsh_value(option: Parameter) -> str:
    if not option.metavar:
        return ""
    values = f"({' '.join(option.choices)})" if option.choices else "_files" if option.is_file else " "
    return f":{_zsh_text(option.metavar)}:{values}"


def _zsh_text(text: str) -> str:
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def _fish(commands: list[Entry]) -> Iterator[str]:
    """A line a word, under the condition that its command stands before."""
    yield f"# Completion of {NAME} for fish, by `{NAME} completion fish`."
    yield "function __small_wins_after"
    yield "    set -l words (commandline -opc)"
    yield "    set -e words[1]"
    yield "    set -l count (count $argv)"
    yield '    test $count -le (count $words); and test (string join " " $words[1..$count]) = (string join " " $argv)'
    yield "end"
    yield "function __small_wins_at"
    yield '    test (commandline -opc | string join " ") = (string join " " small-wins $argv)'
    yield "end"
    yield f"complete -c {NAME} -f"
    for entry in commands:
        at = _fish_line("__small_wins_at", entry.words)
        if entry.words:
            before = _fish_line("__small_wins_at", entry.words[:-1])
            yield f"{before} -a {entry.words[-1]} -d {_fish_text(entry.summary)}"
        after = _fish_line("__small_wins_after", entry.words) if entry.words and not entry.parts else at
        for option in entry.options:
            names = " ".join(f"-l {name.removeprefix('--')}" for name in option.names)
            yield f"{after} {names} -d {_fish_text(option.help)}{_fish_value(option)}"
        for one in entry.arguments:
            if one.is_file:
                yield f"{after} -F"
            if one.choices:
                yield f"{after} -a {_fish_text(' '.join(one.choices))}"


def _fish_line(condition: str, words: tuple[str, ...]) -> str:
    return f"complete -c {NAME} -n {_fish_text(' '.join((condition, *words)))}"


def _fish_value(option: Parameter) -> str:
    if not option.metavar:
        return ""
    if option.choices:
        return f" -x -a {_fish_text(' '.join(option.choices))}"
    return " -r -F" if option.is_file else " -x"


def _fish_text(text: str) -> str:
    """Quoted as fish reads it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SCRIPTS: dict[Shell, Callable[[list[Entry]], Iterator[str]]] = {
    Shell.bash: _bash,
    Shell.zsh: _zsh,
    Shell.fish: _fish,
}
