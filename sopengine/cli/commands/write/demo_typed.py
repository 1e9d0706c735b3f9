"""The recorded work of the demo: files of commands, typed in this process."""

from __future__ import annotations

import contextlib
import io
import shlex
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path

import click

from sopengine.cli import sop
from sopengine.cli.terminal.wording import several, spoken
from sopengine.engine.questions import now, standing_still
from sopengine.model.zones import USUAL_ZONE
from sopengine.office import written
from sopengine.office.words.times import read_time

WORK = "demo_work.txt"
"""The recorded work: arguments of `sop`, a command a line."""
NOW = "2026-03-31 15:00"
"""The moment the demo asks what is open and late: the end of the recorded quarter."""
_AT, _ZONE = "--at", USUAL_ZONE


def record() -> None:
    """A quarter of work."""
    commands = type_all(WORK)
    started = sum(arguments[0] == "start" for arguments in commands)
    done = sum(arguments[0] == "done" for arguments in commands)
    instances = several("{count} instance started", "{count} instances started", started)
    tasks = several("{count} task completed", "{count} tasks completed", done)
    click.echo(f"{instances}, {tasks}")


def type_all(file: str) -> list[list[str]]:
    """The commands of a file, run without what they print, as if typed when they happened; it is left to be read."""
    content = shipped(file)
    commands = [shlex.split(line) for line in content.splitlines() if line.strip() and not line.startswith("#")]
    for arguments, moment in zip(commands, _moments(commands), strict=True):
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            standing_still(moment),
        ):
            call(arguments)
    written.replace(Path(file), content.encode())
    return commands


def _moments(commands: Sequence[Sequence[str]]) -> list[datetime]:
    """When each was typed: at the time that it names, else with the one before it; the first ones with what follows."""
    named = [read_time(each[each.index(_AT) + 1], now(), _ZONE) if _AT in each else None for each in commands]
    last = next((moment for moment in named if moment), now())
    return [last := moment or last for moment in named]


def call(arguments: Sequence[str]) -> None:
    """Run a command in this process; its errors end the demo, findings and late work (exit code 1) do not."""
    with contextlib.suppress(SystemExit):
        sop.main(args=list(arguments), prog_name="sop", standalone_mode=False, obj=spoken())


def shipped(name: str) -> str:
    return resources.files("sopengine.cli").joinpath(name).read_text(encoding="utf-8")
