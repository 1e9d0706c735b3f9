"""`sop comply`: the recorded work against the standard times."""

from __future__ import annotations

import click

from sopengine.cli.commands.report.comply_tables import by_sop, by_step, by_visit, ending
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import asked, telling
from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import as_json, asked_at, database
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.office.running.measured import measured
from sopengine.office.words.telling import Telling
from sopengine.report import Report
from sopengine.report.csv_text import csv_text


@click.command
@click.argument("instance", required=False)
@click.option("--sop", "sop", metavar="ID", help="All instances of this SOP, step by step.")
@asked_at
@click.option("--csv", "as_csv", is_flag=True, help="Print every visit as a line of CSV, times by the agency's clock.")
@click.option("--excel", is_flag=True, help="CSV as an Indonesian Excel opens it: semicolons, decimal commas.")
@as_json
@database
@click.pass_context
def command(
    context: click.Context,
    instance: str | None,
    sop: str | None,
    at: str | None,
    as_csv: bool,
    excel: bool,
    as_json: bool,
    db: str,
) -> None:
    """Compare the recorded work with the standard times, in working time.

    Of INSTANCE (a number or the text given as --ref) visit by visit, of an SOP step by step,
    without either all SOPs, a line each. Exit code 1 when something was late or is overdue.
    """
    if (as_csv or excel) and as_json:
        raise MisuseError("print CSV or JSON, not both: leave out --csv, --excel or --json")
    with Engine(db, create=False) as engine:
        moment = asked(at, engine)
        report, told = measured(engine, instance=instance, sop=sop, at=moment), telling(engine, moment)
    if as_json:
        print_json(report.as_dict())
    elif as_csv or excel:
        click.echo(csv_text(report.visits, excel=excel), nl=False)
    else:
        _print(report, instance, sop, told)
    context.exit(1 if report.is_late else 0)


def _print(report: Report, instance: str | None, sop: str | None, told: Telling) -> None:
    if not report.visits:
        say("nothing was recorded by then", err=True)
        return
    shown = by_visit if instance else by_step if sop else by_sop
    click.echo(f"{shown(report, told)}\n\n{ending(report, told)}")
