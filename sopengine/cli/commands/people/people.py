"""`sop people`: the commands about people."""

from __future__ import annotations

import click

from sopengine.cli.lazy import LazyGroup

LINES = {
    "list": "List the people, what they hold on a day and their roles.",
    "add": "Add a person, or what is now known of one.",
    "hold": "Say that a person holds a position, from a day to a day.",
    "release": "Say on which day what a person holds ends.",
    "role": "Give a person a role in an agency, or take it.",
    "import": "Read people and positions from a spreadsheet or CSV file.",
    "forget": "Take out a person's name, NIP and address.",
}
"""Sub-command -> its one line of help."""
_MODULES = {"import": "employees", "list": "listing"}
"""Sub-command -> its module, where that may not be named so."""


def module_of(command: str) -> str:
    """Dotted name of the module of a sub-command in `LINES`."""
    return f"sopengine.cli.commands.people.{_MODULES.get(command, command)}"


@click.group(cls=LazyGroup, lines=LINES, module_of=module_of, sections={"Commands": tuple(LINES)})
def command() -> None:
    """Who works here, what they hold and what they may do.

    A store without people checks nobody. From the first position that somebody holds in an agency on, its work is done
    by who holds the position on that day, or stands in; anybody else is refused and told who may.
    """
