"""The command `sop`: parse, call, print.

Each command is a module of a folder of `commands` with a click command named `command`; the table
below names them with their one line of help, so that `sop --help` imports none of them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

import click

from sopengine.cli.lazy import LazyGroup
from sopengine.cli.terminal.findings import obstacles, report
from sopengine.cli.terminal.printed import printing
from sopengine.cli.terminal.spoken_help import translated
from sopengine.cli.typed.language import click_speaking, language, wanted
from sopengine.errors import DefinitionError, MisuseError, SopError, StorageError, UnrunnableError
from sopengine.messages.speech import Speech, speech

GROUPS = {
    "write": {
        "check": "Read definitions and say what is wrong with them, where, and the mend.",
        "demo": "Try everything on four real SOPs in a folder of its own.",
        "diff": "Tell what differs between two versions of a definition.",
        "fmt": "Write definitions in canonical order; comments are kept.",
        "new": "Write a new definition that checks clean.",
        "rule": "Explain a rule, or list all of them.",
        "show": "Print a definition as a table in the terminal.",
    },
    "documents": {
        "draw": "Draw the official form as SVG, PDF or PNG.",
    },
    "work": {
        "tasks": "List the open work, what is late first.",
        "take": "Take offered work, so that it is yours.",
        "give-back": "Offer work that you have taken to the others again.",
        "assign": "Give work to one of those whose work it is.",
        "remind": "Remind those at whose desk work lies.",
        "begin": "Say that work on a task has begun.",
        "done": "Complete a task of an instance.",
        "back": "Send open work back to who did it before.",
        "undo": "Take back what you completed last.",
        "correct": "Put right when or by whom work was done.",
    },
    "instances": {
        "start": "Start an instance of an SOP.",
        "status": "Tell where instances are and what is late.",
        "history": "Tell what happened in an instance.",
        "suspend": "Let an instance rest.",
        "resume": "Let a suspended instance go on.",
        "cancel": "End an instance before its end.",
        "message": "Give an instance a message that it waits for.",
        "migrate": "Let instances go on by another version of the SOP.",
    },
    "people": {
        "people": "Tell who there is, what they hold and what they may do.",
        "approve": "Approve a version of an SOP.",
    },
    "told": {
        "worker": "Let happen what is due, and send letters.",
        "timers": "List what is to happen by itself.",
        "outbox": "List the letters that wait to be sent.",
        "feed": "Write due times for a calendar.",
    },
    "report": {
        "compare": "Lay the same kind of SOP of several agencies side by side.",
        "comply": "Compare the recorded work with the standard times.",
        "log": "Write what was recorded for other programs.",
    },
    "web": {
        "serve": "Serve the pages for a browser.",
        "account": "Give a person a password for the pages.",
    },
    "store": {
        "verify": "Hold what is kept against what happened.",
        "audit": "Sign what happened so far, and find later changes.",
        "backup": "Copy the store while others work, and verify the copy.",
        "store": "Copy the whole store to another database.",
        "calendar": "List the calendars of the store, or renew them from their files.",
        "doctor": "Tell how the store and this machine are, with mends.",
        "upgrade": "Bring a store of an earlier release up to date.",
    },
}
"""Group, which is a folder of `commands` -> command, which is a module there -> its one line of help."""
HEADINGS = {
    "write": "Definitions",
    "documents": "Documents",
    "work": "Work",
    "instances": "Instances",
    "people": "People",
    "told": "Told of work",
    "report": "Reports",
    "web": "Pages",
    "store": "Store",
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}
_DEBUG = "--debug"
_BROKEN_OFF = 130
"""Exit code after Ctrl-C, as shells have it."""
_GROUP_OF = {name: group for group, commands in GROUPS.items() for name in commands}
SECTIONS = {HEADINGS[group]: tuple(commands) for group, commands in GROUPS.items()}
"""Heading -> commands, as `sop --help` prints them."""


def module_of(command: str) -> str:
    """Dotted name of the module of a command in `COMMANDS`."""
    return f"sopengine.cli.commands.{_GROUP_OF[command]}.{command.replace('-', '_')}"


@click.group(
    cls=LazyGroup,
    lines=COMMANDS,
    module_of=module_of,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="sopengine", prog_name="sop", message="%(prog)s %(version)s")
@language
@click.option(_DEBUG, is_flag=True, expose_value=False, help="Show the trace of an error; stands anywhere.")
def sop() -> None:
    """Run an office's SOPs: one YAML file becomes the official form, the work and the report."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point: whatever happens becomes one message on stderr and an exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    debug = _DEBUG in given
    given = [argument for argument in given if argument != _DEBUG]
    wished = wanted(given, os.environ)
    with printing() as printed, click_speaking(wished):
        code = _run(given, speech(wished), debug)
        printed.flush()
        if printed.diverted and printed.failure:
            code = StorageError.exit_code
            _tell_diverted(printed.failure, speech(wished))
    sys.exit(code)


def _run(arguments: list[str], reader: Speech, debug: bool) -> int:
    """The exit code."""
    try:
        _check_encoding(arguments)
        ended = translated(sop, reader).main(args=arguments, prog_name="sop", standalone_mode=False, obj=reader)
        return int(ended or 0)
    except SystemExit as end:
        return int(end.code or 0)
    except Exception as error:
        if debug:
            _crash().show_trace(error)
        return _told(error, reader)


def _told(error: Exception, speech: Speech) -> int:
    """Says what went wrong; the exit code."""
    match error:
        case DefinitionError():
            click.echo(report(error.findings, speech), err=True)
            return error.exit_code
        case UnrunnableError():
            click.echo(f"sop: {obstacles(error, speech)}", err=True)
            return error.exit_code
        case SopError():
            click.echo(f"sop: {error.text(speech.translate)}", err=True)
            return error.exit_code
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():
            click.echo(speech.text("sop: broken off"), err=True)
            return _BROKEN_OFF
        case OSError():
            file, reason = error.filename or "?", error.strerror or str(error)
            click.echo(speech.text("sop: {file}: {reason}", file=file, reason=reason), err=True)
            return StorageError.exit_code
    return int(_crash().tell_crash(error, speech))


def _crash() -> ModuleType:
    return importlib.import_module("sopengine.cli.terminal.crash")


def _check_encoding(arguments: Sequence[str]) -> None:
    """What is no text could neither be kept nor printed."""
    for place, argument in enumerate(arguments, 1):
        if not argument.isascii() and any("\ud800" <= sign <= "\udfff" for sign in argument):
            raise MisuseError(
                "argument {place} ('{argument}') is not UTF-8: type it anew", place=place, argument=argument
            )


def _tell_diverted(failure: OSError, speech: Speech) -> None:
    message = (
        "sop: standard output cannot be written ({reason}); what belongs there stands above, and what it says is done"
    )
    click.echo(speech.text(message, reason=failure.strerror or str(failure)), err=True)
