"""The help of commands in the language of the reader: commands are written in English and translated when asked for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TypeVar

import click

from sopengine.messages.speech import Speech

Command = TypeVar("Command", bound=click.Command)
Translate = Callable[[str], str]


def translated(command: Command, speech: Speech) -> Command:
    """A copy whose help, metavars and options are in the reader's language."""
    translate = speech.translate
    spoken = copy.copy(command)
    spoken.help = "\n\n".join(translate(part) for part in paragraphs(command.help or ""))
    spoken.options_metavar = translate(command.options_metavar or "")
    spoken._help_option = None  # click keeps the one it made in another language
    spoken.params = [_parameter(parameter, translate) for parameter in command.params]
    if isinstance(spoken, click.Group):
        spoken.subcommand_metavar = translate(spoken.subcommand_metavar or "")
    return spoken


def paragraphs(help: str) -> list[str]:
    """As the catalogue has them: one a message, each on one line but where \\b keeps its lines."""
    parts = help.partition("\f")[0].strip().split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def _parameter(parameter: click.Parameter, translate: Translate) -> click.Parameter:
    spoken = copy.copy(parameter)
    spoken.metavar = translate(parameter.metavar or "") or None
    if isinstance(spoken, click.Option):
        spoken.help = translate(spoken.help or "") or None
    else:
        spoken.metavar = _argument(parameter, translate)
    return spoken


def _argument(argument: click.Parameter, translate: Translate) -> str:
    """As click writes it: in brackets where it can be left out, with dots where there can be several."""
    name = translate(argument.metavar or (argument.name or "").upper())
    return f"{name if argument.required else f'[{name}]'}{'' if argument.nargs == 1 else '...'}"
