"""`sop check`: read definitions and say what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from sopengine.cli.commands.write.check_formats import FORMATS
from sopengine.cli.typed.definition_files import DEFINITIONS, definitions
from sopengine.errors import Severity
from sopengine.rules.gate import Examination, examine


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="What is printed."
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Judge dates as of then.")
def command(files: tuple[Path, ...], strict: bool, form: str, today: datetime | None) -> None:
    """Read FILES and say what is wrong with them: where, and the mend.

    Without FILES all definitions in the folder 'definitions' are checked.
    How much a rule weighs is set in 'sop.toml'; 'sop rule NAME' explains it.
    Exit code 1 when there is an error.
    """
    day = today.date() if today else date.today()  # noqa: DTZ011
    examinations = [examine(file, today=day) for file in files or _found()]
    examinations = [*_settings(examinations), *examinations]
    click.echo(FORMATS[form](examinations))
    weights = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(int(any(examination.count(weight) for examination in examinations for weight in weights)))


def _found() -> Sequence[Path]:
    """The definitions, and files that were to be some but bear an ending by which no command finds them."""
    odd = sorted(file for ending in MISNAMED for file in DEFINITIONS.glob(f"*{ending}"))
    return [*(sorted(DEFINITIONS.glob("*.yaml")) if odd else definitions()), *odd]


MISNAMED = (".yaml.txt", ".yml", ".yml.txt")


def _settings(examinations: Sequence[Examination]) -> list[Examination]:
    """What is wrong with the files of settings, each told once."""
    levels = {examination.levels.file: examination.levels for examination in examinations}
    return [
        Examination(file=file, graph=None, findings=level.findings) for file, level in levels.items() if level.findings
    ]
