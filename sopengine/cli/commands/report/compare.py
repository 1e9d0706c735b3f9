"""`sop compare`: the same kind of SOP of several agencies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.options import as_json
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.wording import marked, text, translate
from sopengine.model.step import Item
from sopengine.office.side_by_side import SideBySide, side_by_side
from sopengine.rules.likeness import Match

HEADINGS = marked("Row", "SOP", "No", "Activity", "Actor", "Standard", "Needs", "Outputs", "Stands out")


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--width", type=click.IntRange(80), help="Characters a line; default: the terminal's.")
@as_json
def command(files: tuple[Path, ...], width: int | None, as_json: bool) -> None:
    """Lay the SOPs in FILES side by side: rows that mean the same stand together, what stands out is marked.

    A standard five times longer or shorter than the others of its row stands out, and so does a row that only one
    SOP has.
    """
    compared = side_by_side(files)
    if as_json:
        print_json(compared.as_dict())
        return
    rows = [cells for number, match in enumerate(compared.matches, 1) for cells in _rows(compared, number, match)]
    click.echo(table([translate(heading) for heading in HEADINGS], rows, width))
    click.echo()
    click.echo(_summary(compared))


def _rows(compared: SideBySide, number: int, match: Match) -> list[list[str]]:
    """A line an SOP that has the row; the number stands in the first."""
    return [
        [
            str(number) if place == min(match.rows) else "",
            compared.short_name(place),
            step.number,
            step.activity,
            ", ".join(compared.performers(place, step)),
            step.standard.text,
            _listed(step.needs),
            _listed(step.outputs),
            _odd(match, place),
        ]
        for place, step in match.rows.items()
    ]


def _odd(match: Match, place: int) -> str:
    if len(match.rows) == 1:
        return text("only here")
    factor = match.factor(place)
    if factor > 1:
        return text("{times} times longer", times=round(factor))
    return text("{times} times shorter", times=round(1 / factor)) if factor < 1 else ""


def _summary(compared: SideBySide) -> str:
    return text(
        "{rows} rows: {everywhere} in all {sops} SOPs, {alone} in one only; {odd} standards stand out",
        rows=len(compared.matches),
        everywhere=compared.everywhere,
        sops=len(compared.sops),
        alone=compared.alone,
        odd=compared.standing_out,
    )


def _listed(items: Sequence[Item]) -> str:
    return "; ".join(item.text for item in items)
