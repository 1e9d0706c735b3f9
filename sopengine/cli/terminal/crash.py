"""What is said when the program itself is wrong. Imported when that happens."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import version
from pathlib import Path

import click

from sopengine.messages.speech import Speech

EXIT_CODE = 70
_PACKAGE = Path(__file__).parent.parent.parent


def tell_crash(error: BaseException, speech: Speech) -> int:
    """One line with nothing of the user's in it; returns the exit code."""
    message = (
        "sop: this is a bug in sopengine {version}, not your mistake: {kind} in {place}; please report this line and "
        "what you did, where you got sopengine from; with --debug behind the command the whole trace is shown"
    )
    kind, place = type(error).__name__, _place(error)
    click.echo(speech.text(message, version=version("sopengine"), kind=kind, place=place), err=True)
    return EXIT_CODE


def show_trace(error: BaseException) -> None:
    """Of an error and of what led to it; it names folders of the user, and may quote what was given."""
    traceback.print_exception(error, file=sys.stderr)


def _place(error: BaseException) -> str:
    """The innermost line of this package that was running."""
    places = [
        f"{Path(frame.filename).relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    return places[-1] if places else "?"
