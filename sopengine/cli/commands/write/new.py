"""`sop new`: write a new definition that checks clean."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sopengine.cli.commands.write.new_asked import ask, ask_actors, ask_rows, mended_targets, words
from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.wording import say, text
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.errors import DefinitionError, Finding, MisuseError, RefusedError, Severity
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.language.shipped import shipped_schema
from sopengine.language.write.new import Row, Sketch, new_text, sample_rows, titled, unique_ids
from sopengine.language.write.typed import row_of
from sopengine.model.zones import USUAL_ZONE
from sopengine.office import written
from sopengine.rules.check import RULES, check
from sopengine.rules.gate import examine

SCHEMA = "sop.schema.json"


@click.command
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--title", help="Name of the SOP, as printed.")
@click.option("--agency", help="Name of the office.")
@click.option("--timezone", default=USUAL_ZONE, show_default=True, help="Time zone of the office.")
@click.option("--actor", "actors", multiple=True, metavar="TITLE", help="A lane, from left to right; once a lane.")
@click.option(
    "--step",
    "steps",
    multiple=True,
    metavar="'TEXT | ACTOR | TIME'",
    help="A row; once a row. One that decides goes on: | QUESTION | Ya: 3, Tidak: 1",
)
def command(
    file: Path | None,
    title: str | None,
    agency: str | None,
    timezone: str,
    actors: tuple[str, ...],
    steps: tuple[str, ...],
) -> None:
    """Write a new SOP to FILE (default: definitions/ID.yaml, the id made from the title).

    What is not given is asked for, and each answer checked at once; stop with Ctrl-C, and what was typed is kept
    as a draft. With title, agency and actors given nothing is asked, and without rows a sample of three is written,
    to be changed in the editor.
    """
    asking = not (title and agency and actors)
    title = title or ask(text("Name of the SOP"), words)
    file = _file(file, title, asking=asking)
    agency = agency or ask(text("Name of the office"), words)
    lanes = titled(actors) if actors else ask_actors()
    sketch = Sketch(id=_id(file), title=title, agency=agency, timezone=timezone, actors=lanes, rows=())
    given = tuple(row_of(step, lanes) for step in steps)
    finished = _asked(sketch, file) if asking and not given else replace(sketch, rows=given)
    content = _text(replace(finished, rows=finished.rows or sample_rows(list(lanes))), file)
    _write(file, _usable(content, file))
    _tell(file, draft=finished.draft)


def _file(file: Path | None, title: str, *, asking: bool) -> Path:
    """One that is not there yet, where somebody can be asked for it."""
    proposal = file or DEFINITIONS / f"{unique_ids([title])[0]}.yaml"
    if not (asking and proposal.exists()):
        return proposal
    say("{file} is there already; name another file", file=proposal)
    return ask(text("Name of the file"), lambda answer: _new_file(words(answer), proposal.parent))


def _new_file(answer: str, folder: Path) -> Path:
    """A file that is not there yet, by its id."""
    file = folder / f"{unique_ids([answer.removesuffix('.yaml')])[0]}.yaml"
    if file.exists():
        raise MisuseError("{file} is there already; name another file", file=file)
    return file


def _asked(sketch: Sketch, file: Path) -> Sketch:
    """With the rows that are typed; where that is broken off, those so far, as a draft."""
    rows: list[Row] = []
    try:
        rows.extend(ask_rows(sketch.actors, lambda rows: _said(replace(sketch, rows=tuple(rows)), file)))
        return replace(sketch, rows=mended_targets(rows))
    except click.Abort:
        click.echo()
        kept = tuple(replace(row, decision=_within(row.decision, len(rows))) for row in rows)
        return replace(sketch, rows=kept, draft=True)


def _within(decision: tuple[tuple[str, int], ...], count: int) -> tuple[tuple[str, int], ...]:
    """Ways to rows that were never typed lead to the end."""
    return tuple((label, to if to <= count else 0) for label, to in decision)


def _said(sketch: Sketch, file: Path) -> list[Finding]:
    """What the rules for one row say of the last one."""
    rows = tuple(replace(row, question="", decision=()) for row in sketch.rows)
    definition = parse(_text(replace(sketch, rows=rows), file).encode(), str(file)).definition
    if definition is None:
        return []
    findings = check(Graph(definition), {id: RULES[id] for id in OF_A_ROW})
    last = definition.positions.value(("steps", len(rows) - 1, "id")).line
    return [finding for finding in findings if finding.at.line >= last]


OF_A_ROW = ("activity/no-verb", "activity/passive", "activity/performer", "activity/hidden-decision")
"""Rules that speak of an activity by itself."""


def _text(sketch: Sketch, file: Path) -> str:
    comment = text("# sop: allow document/identity because the SOP is not approved yet")
    return new_text(sketch, _schema_beside(file), date.today(), comment)  # noqa: DTZ011


def _usable(content: str, file: Path) -> str:
    """The same; refused where something that was given makes it an error."""
    reading = parse(content.encode(), str(file))
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        raise DefinitionError(reading.findings)
    return content


def _id(file: Path) -> str:
    """The name of the file is the id."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,63}", file.stem) or file.suffix != ".yaml":
        proposal = f"{unique_ids([file.stem])[0]}.yaml"
        message = (
            "'{file}' is no name of a definition: small letters, digits and hyphens, then .yaml, such as '{proposal}'"
        )
        raise MisuseError(message, file=file.name, proposal=proposal)
    return file.stem


def _schema_beside(file: Path) -> str:
    """The way from a definition to the folder of schemas."""
    return os.path.relpath(_schemas(file) / SCHEMA, file.parent).replace(os.sep, "/")


def _schemas(file: Path) -> Path:
    return (file.parent.parent if file.parent.name == DEFINITIONS.name else file.parent) / "schemas"


def _write(file: Path, content: str) -> None:
    """The definition, and the schema for the editor where the project has none."""
    schema = _schemas(file) / SCHEMA
    try:
        written.make(file, content.encode())
    except FileExistsError as error:
        raise RefusedError("{file} is there already; name another file", file=file) from error
    with contextlib.suppress(FileExistsError):
        written.make(schema, shipped_schema().read_bytes())


def _tell(file: Path, *, draft: bool) -> None:
    if draft:
        say("{file}: what was typed is kept, as a draft; go on in the editor", file=file)
    else:
        say("{file}: written; next: fill in 'document', then 'sop check' and 'sop draw'", file=file)
    findings = examine(file).findings
    if findings:
        click.echo(report(findings), err=True)
