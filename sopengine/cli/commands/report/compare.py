"""`sop compare`: the same kind of SOP of several agencies side by side."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import WIDE, table, tied
from sopengine.cli.terminal.wording import marked, several, text, translate
from sopengine.cli.typed.options import as_json
from sopengine.model.step import Item
from sopengine.office.forms.side_by_side import SideBySide, side_by_side
from sopengine.rules.likeness import Match

HEADINGS = marked("Row", "SOP", "No", "Activity", "Actor", "Standard", "Needs", "Outputs", "Stands out")
HEADINGS_NARROW = marked("Row", "SOP", "No", "Activity", "Standard")
BELOW = marked("Actor", "Needs", "Outputs", "Stands out")


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
    room = width or shutil.get_terminal_size().columns
    click.echo(_table(compared, room))
    click.echo()
    click.echo(_summary(compared))


def _table(compared: SideBySide, room: int) -> str:
    """What a narrow terminal has no columns for stands below each row."""
    wide = room >= WIDE
    headings = HEADINGS if wide else HEADINGS_NARROW
    found = [
        _cells(compared, number, match, place)
        for number, match in enumerate(compared.matches, 1)
        for place in match.rows
    ]
    notes = () if wide else [_notes(cells) for cells in found]
    rows = [[cells[heading] for heading in headings] for cells in found]
    return table([translate(heading) for heading in headings], rows, room, notes)


def _cells(compared: SideBySide, number: int, match: Match, place: int) -> dict[str, str]:
    """Of a row in one SOP; the number stands in the first of those that mean the same."""
    step = match.rows[place]
    return {
        "Row": str(number) if place == min(match.rows) else "",
        "SOP": compared.short_name(place),
        "No": step.number,
        "Activity": step.activity,
        "Actor": ", ".join(compared.performers(place, step)),
        "Standard": tied(step.standard.text),
        "Needs": _listed(step.needs),
        "Outputs": _listed(step.outputs),
        "Stands out": _odd(match, place),
    }


def _notes(cells: dict[str, str]) -> list[str]:
    return [f"{translate(heading)}: {cells[heading]}" for heading in BELOW if cells[heading]]


def _odd(match: Match, place: int) -> str:
    if len(match.rows) == 1:
        return text("only here")
    factor = match.factor(place)
    if factor > 1:
        return text("{times} times longer", times=round(factor))
    return text("{times} times shorter", times=round(1 / factor)) if factor < 1 else ""


def _summary(compared: SideBySide) -> str:
    rows = several(
        "{count} row: {everywhere} in all {sops} SOPs, {alone} in one only",
        "{count} rows: {everywhere} in all {sops} SOPs, {alone} in one only",
        len(compared.matches),
        everywhere=compared.everywhere,
        sops=len(compared.sops),
        alone=compared.alone,
    )
    odd = several("{count} standard stands out", "{count} standards stand out", compared.standing_out)
    return f"{rows}; {odd}"


def _listed(items: Sequence[Item]) -> str:
    return "; ".join(item.text for item in items)
