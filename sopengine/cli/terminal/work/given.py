"""What is told with a command on work: why, for which of several, and the fields that are filled in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import click

from sopengine.compiled.tables import Compiled
from sopengine.errors import MisuseError
from sopengine.execution.values.filled import Filled
from sopengine.expression.data import DataType

reason = click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept in the history.")
for_entry = click.option(
    "--for", "entry", metavar="TEXT", help="Where each entry of a list has a work item of this task: for which one."
)
fields = click.option(
    "--set",
    "data",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Data that is asked for. Again for each field, and for each entry of a list.",
)


def filled(pairs: Sequence[str], compiled: Compiled) -> dict[str, Filled]:
    """By field as the SOP spells it; of a list all that was given, of anything else the one value."""
    given: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise MisuseError("--set takes FIELD=VALUE, not '{pair}'", pair=pair)
        given[_spelled(name.strip(), compiled)].append(value)
    return {field: _value(field, values, compiled) for field, values in given.items()}


def _spelled(name: str, compiled: Compiled) -> str:
    return next((field for field in compiled.data if field.casefold() == name.casefold()), name)


def _value(field: str, values: list[str], compiled: Compiled) -> Filled:
    if field in compiled.data and compiled.data[field].type is DataType.LIST:
        return [value for value in values if value.strip()]
    if len(values) > 1:
        raise MisuseError("the field '{field}' takes one value: give --set {field}=… once", field=field)
    return values[0]
