"""`sop new`: write a new definition that checks clean."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from sopengine.cli.terminal.definition_files import DEFINITIONS
from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.wording import say, text
from sopengine.errors import DefinitionError, MisuseError, RefusedError, Severity, StorageError
from sopengine.language import parse
from sopengine.language.shipped import shipped_schema
from sopengine.language.write.new import Row, Sketch, meant_actor, new_text, sample_rows, unique_ids
from sopengine.rules.gate import examine

SCHEMA = "sop.schema.json"


@click.command
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--title", help="Name of the SOP, as printed.")
@click.option("--agency", help="Name of the office.")
@click.option("--timezone", default="Asia/Jakarta", show_default=True, help="Time zone of the office.")
@click.option("--actor", "actors", multiple=True, metavar="TITLE", help="A lane, from left to right; once a lane.")
@click.option("--step", "steps", multiple=True, metavar="'TEXT | ACTOR | TIME'", help="A row; once a row.")
def command(
    file: Path | None,
    title: str | None,
    agency: str | None,
    timezone: str,
    actors: tuple[str, ...],
    steps: tuple[str, ...],
) -> None:
    """Write a new SOP to FILE (default: definitions/ID.yaml, the id made from the title).

    What is not given is asked for; with title, agency and actors given nothing is asked, and without rows
    a sample of three is written, to be changed in the editor.
    """
    asking = not (title and agency and actors)
    title = title or click.prompt(text("Name of the SOP"))
    agency = agency or click.prompt(text("Name of the office"))
    titles = actors or _listed(click.prompt(text("Performers, from left to right, with commas between")))
    lanes = dict(zip(unique_ids(titles), titles, strict=True))
    rows = tuple(_row(step, lanes) for step in steps or (_asked() if asking else ()))
    file = file or DEFINITIONS / f"{unique_ids([title])[0]}.yaml"
    sketch = Sketch(
        id=_id(file),
        title=title,
        agency=agency,
        timezone=timezone,
        actors=lanes,
        rows=rows or sample_rows(list(lanes)),
    )
    _write(file, _usable(new_text(sketch, _schema_beside(file), date.today()), file))  # noqa: DTZ011
    _tell(file)


def _usable(content: str, file: Path) -> str:
    """The same; refused where something that was given makes it an error."""
    reading = parse(content.encode(), str(file))
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        raise DefinitionError(reading.findings)
    return content


def _listed(answer: str) -> tuple[str, ...]:
    titles = tuple(title.strip() for title in answer.split(",") if title.strip())
    if not titles:
        raise MisuseError("an SOP needs one performer at least")
    return titles


def _asked() -> Sequence[str]:
    """Rows until an empty answer."""
    say("Rows as 'TEXT | ACTOR | TIME', such as: Menerima surat | Staf | 10 menit. An empty line ends.", err=True)
    rows: list[str] = []
    while answer := click.prompt(text("Row {number}", number=len(rows) + 1), default="", show_default=False):
        rows.append(answer)
    return rows


def _row(step: str, lanes: dict[str, str]) -> Row:
    parts = [part.strip() for part in step.split("|")]
    if len(parts) != 3 or not all(parts):
        raise MisuseError("'{step}' is no row; write it as 'Menerima surat | Staf | 10 menit'", step=step)
    actor = meant_actor(parts[1], lanes)
    if not actor:
        known = ", ".join(lanes.values())
        raise MisuseError("'{actor}' is none of the performers: {known}", actor=parts[1], known=known)
    return Row(activity=parts[0], actor=actor, duration=parts[2])


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
        for folder in (file.parent, schema.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(content)
        if not schema.exists():
            shutil.copyfile(shipped_schema(), schema)
    except FileExistsError as error:
        raise RefusedError("{file} is there already; name another file", file=file) from error
    except OSError as error:
        raise StorageError("{file} cannot be written: {reason}", file=file, reason=error.strerror) from error


def _tell(file: Path) -> None:
    examination = examine(file)
    say("{file}: written; next: fill in 'document', then 'sop check' and 'sop draw'", file=file)
    if examination.findings:
        click.echo(report(examination.findings), err=True)
