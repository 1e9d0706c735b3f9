"""A group of commands each of which is imported when it is called: the one place where that is done."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from sopengine.cli.terminal.spoken_help import translated
from sopengine.cli.terminal.wording import spoken, translate


class LazyGroup(click.Group):
    """Imports a command when it is called, and lets it speak the language of the reader."""

    def __init__(
        self,
        *given: Any,
        lines: Mapping[str, str],
        module_of: Callable[[str], str],
        sections: Mapping[str, Sequence[str]],
        **named: Any,
    ) -> None:
        """`lines`: command -> its one line of help; `module_of`: command -> the module whose `command` it is;

        `sections`: heading -> the commands below it.
        """
        super().__init__(*given, **named)
        self.lines = lines
        self.module_of = module_of
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lines:
            return None
        return translated(_imported(self.module_of(cmd_name)), spoken())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in self.sections.items():
            with formatter.section(translate(heading)):
                formatter.write_dl([(name, translate(self.lines[name])) for name in commands])


def _imported(module: str) -> click.Command:
    """What is imported stays: looking through it for garbage would cost a tenth of a command's start."""
    gc.disable()
    try:
        found: click.Command = importlib.import_module(module).command
    finally:
        gc.freeze()
        gc.enable()
    return found
