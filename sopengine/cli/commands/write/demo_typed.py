"""The recorded work of the demo: files of commands, typed in this process."""

from __future__ import annotations

import contextlib
import io
import shlex
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

import click

from sopengine.cli import sop
from sopengine.cli.terminal.wording import several, spoken
from sopengine.engine.questions import now, played_at
from sopengine.office import written
from sopengine.office.words.times import read_time

WORK = "demo_work.txt"
"""The recorded work: arguments of `sop`, a command a line."""
NOW = "2026-03-31 15:00"
"""The moment the demo asks what is open and late: the end of the recorded quarter."""
_ZONE = "Asia/Jakarta"
_TYPED_AFTER = timedelta(seconds=20)
"""Work is done, then typed."""


def record() -> None:
    """A quarter of work."""
    commands = type_all(WORK)
    started = sum(arguments[0] == "start" for arguments in commands)
    done = sum(arguments[0] == "done" for arguments in commands)
    instances = several("{count} instance started", "{count} instances started", started)
    tasks = several("{count} task completed", "{count} tasks completed", done)
    click.echo(f"{instances}, {tasks}")


def type_all(file: str) -> list[list[str]]:
    """The commands of a file, run without what they print; the file is left to be read."""
    content = shipped(file)
    commands = [shlex.split(line) for line in content.splitlines() if line.strip() and not line.startswith("#")]
    for arguments, moment in zip(commands, _moments(commands), strict=True):
        with played_at(moment), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            call(arguments)
    written.replace(Path(file), content.encode())
    return commands


def _moments(commands: Sequence[Sequence[str]]) -> list[datetime]:
    """When each was typed: as the work was done; what names no time, along with what comes before it, or first."""
    named = [_moment(arguments) for arguments in commands]
    latest = next(filter(None, named), now())
    found = []
    for moment in named:
        latest = moment or latest
        found.append(latest)
    return found


def _moment(arguments: Sequence[str]) -> datetime | None:
    if "--at" not in arguments:
        return None
    return read_time(arguments[arguments.index("--at") + 1], now(), _ZONE) + _TYPED_AFTER


def call(arguments: Sequence[str]) -> None:
    """Run a command in this process; its errors end the demo, findings and late work (exit code 1) do not."""
    with contextlib.suppress(SystemExit):
        sop.main(args=list(arguments), prog_name="sop", standalone_mode=False, obj=spoken())


def shipped(name: str) -> str:
    return resources.files("sopengine.cli").joinpath(name).read_text(encoding="utf-8")
