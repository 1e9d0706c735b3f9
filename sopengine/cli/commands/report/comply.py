"""`sop comply`: the recorded work against the standard times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain

import click

from sopengine.cli.commands.report.comply_tables import by_sop, by_step, by_visit, ending
from sopengine.cli.terminal.options import as_json, asked_at, database
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import read_time
from sopengine.cli.terminal.wording import say
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.report import Report, comply
from sopengine.report.csv_text import csv_text


@click.command
@click.argument("instance", required=False)
@click.option("--sop", "sop", metavar="ID", help="All instances of this SOP, step by step.")
@asked_at
@click.option("--csv", "as_csv", is_flag=True, help="Print every visit as a line of CSV, times by the agency's clock.")
@as_json
@database
@click.pass_context
def command(
    context: click.Context,
    instance: str | None,
    sop: str | None,
    at: str | None,
    as_csv: bool,
    as_json: bool,
    db: str,
) -> None:
    """Compare the recorded work with the standard times, in working time.

    Of INSTANCE (a number or the text given as --ref) visit by visit, of an SOP step by step,
    without either all SOPs, a line each. Exit code 1 when something was late or is overdue.
    """
    if as_csv and as_json:
        raise MisuseError("print CSV or JSON, not both: leave out --csv or --json")
    with Engine(db, create=False) as engine:
        report = _report(engine, instance, sop, at)
    if as_json:
        print_json(report.as_dict())
    elif as_csv:
        click.echo(csv_text(report.visits), nl=False)
    else:
        _print(report, instance, sop)
    context.exit(1 if report.is_late else 0)


def _print(report: Report, instance: str | None, sop: str | None) -> None:
    if not report.visits:
        say("nothing was recorded by then", err=True)
        return
    shown = by_visit if instance else by_step if sop else by_sop
    click.echo(f"{shown(report)}\n\n{ending(report)}")


def _report(engine: Engine, instance: str | None, sop: str | None, at: str | None) -> Report:
    """A time without zone is that of each agency."""
    if at is None:
        return comply(engine, instance=instance, sop=sop)
    if instance is not None:
        digest = engine.instance(instance).digest
        return comply(engine, instance=instance, sop=sop, now=read_time(at, engine.compiled(digest).timezone))
    latest = {run.sop: run.digest for run in engine.instances(sop=sop)}
    zones = {name: engine.compiled(digest).timezone for name, digest in latest.items()}
    if sop is not None or len(set(zones.values())) < 2:
        zone = next(iter(zones.values()), "UTC")
        return comply(engine, sop=sop, now=read_time(at, zone))
    return _joined([comply(engine, sop=name, now=read_time(at, zone)) for name, zone in sorted(zones.items())])


def _joined(reports: list[Report]) -> Report:
    return replace(
        reports[0],
        visits=tuple(chain.from_iterable(report.visits for report in reports)),
        steps=tuple(chain.from_iterable(report.steps for report in reports)),
        instances=tuple(chain.from_iterable(report.instances for report in reports)),
        sops=tuple(chain.from_iterable(report.sops for report in reports)),
        working_day=max((report.working_day for report in reports), default=timedelta()),
    )
