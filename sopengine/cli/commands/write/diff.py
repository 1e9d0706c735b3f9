"""`sop diff`: what differs between two versions of an SOP."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.wording import say, translate
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import as_json, database
from sopengine.model.definition import Definition
from sopengine.office.forms.versions import version
from sopengine.revision import Difference, How, differences


@click.command
@click.argument("old")
@click.argument("new")
@database
@as_json
def command(old: str, new: str, db: str, as_json: bool) -> None:
    """Tell what differs between two versions of an SOP, in words of the form.

    OLD and NEW are files, or ID for definitions/ID.yaml, or ID@VERSION for a version in the store: its number, or 7 or
    more signs of its digest. Exit code 1 where something differs.
    """
    before, after = version(old, DEFINITIONS, db), version(new, DEFINITIONS, db)
    found = differences(before, after)
    if as_json:
        print_json(_plain(before, after, found))
    elif found:
        click.echo("\n".join(each.text(translate) for each in found))
    elif before.digest == after.digest:
        say("the two versions are the same")
    else:
        say("the two versions say the same, in other words of the file")
    sys.exit(bool(found))


def _plain(before: Definition, after: Definition, found: Sequence[Difference]) -> dict[str, object]:
    return {
        "format": 1,
        "old": {"sop": before.id, "digest": before.digest},
        "new": {"sop": after.id, "digest": after.digest},
        "differences": [_of(each, before if _is_gone(each) else after) for each in found],
    }


def _of(difference: Difference, definition: Definition) -> dict[str, object]:
    """With the line in the file in which it can be seen."""
    return {
        "part": difference.part,
        "how": difference.how,
        "name": difference.name,
        "key": difference.key,
        "label": difference.label,
        "before": difference.before,
        "after": difference.after,
        "line": definition.positions.key(difference.path).line,
        "text": difference.text(translate),
    }


def _is_gone(difference: Difference) -> bool:
    return difference.how is How.REMOVED and not difference.key
