"""`sop comply`: the recorded work against the standard times."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from sopengine.cli.commands.report.comply_notes import notes
from sopengine.cli.commands.report.comply_tables import by_group, by_sop, by_step, by_visit, ending
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import asked, telling
from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import as_json, asked_at, databases
from sopengine.compliance import Visit
from sopengine.compliance.question import By, Period
from sopengine.engine import Engine
from sopengine.engine.reporting import reports_of
from sopengine.errors import MisuseError
from sopengine.office.running.measured import Asked, Stores, measured, question
from sopengine.office.words.periods import read_period
from sopengine.office.words.telling import Telling
from sopengine.report import Report
from sopengine.report.csv_text import csv_lines, heading
from sopengine.report.periods import period_key
from sopengine.warehouse import read_visits

_WORDS = ("step", "actor", "agency", "version", "month")


@click.command
@click.argument("instance", required=False)
@click.option("--sop", "sops", metavar="ID", multiple=True, help="Only this SOP, step by step; may be given again.")
@click.option("--agency", "agencies", metavar="NAME", multiple=True, help="Only this agency; may be given again.")
@click.option("--actor", "actors", metavar="NAME", multiple=True, help="Only this actor, by id or title; again too.")
@click.option("--since", metavar="DAY", help="Work completed from this day on, by the agency's clock.")
@click.option("--until", metavar="DAY", help="Up to the end of this day, and as it stood then.")
@click.option("--month", metavar="YYYY-MM", help="Such as 2026-03.")
@click.option("--quarter", metavar="YYYY-QN", help="Such as 2026-Q1.")
@click.option("--by", metavar="WORDS", help=f"Tell figures apart by {', '.join(_WORDS)}, or several: step,month.")
@asked_at
@click.option("--csv", "as_csv", is_flag=True, help="Print every visit as a line of CSV, times by the agency's clock.")
@click.option("--excel", is_flag=True, help="CSV as an Indonesian Excel opens it: semicolons, decimal commas.")
@click.option("--report", "page", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a report to print.")
@click.option(
    "--monev", type=click.Path(path_type=Path), metavar="FILE.docx",
    help="Write the monitoring table to hand in: .docx, .xlsx or .csv.",
)  # fmt: skip
@as_json
@databases
@click.pass_context
def command(
    context: click.Context,
    /,
    at: str | None,
    as_csv: bool,
    excel: bool,
    as_json: bool,
    page: Path | None,
    monev: Path | None,
    dbs: tuple[str, ...],
    **said: Any,
) -> None:
    """Compare the recorded work with the standard times, in working time.

    Of INSTANCE (a number or the text given as --ref) visit by visit, of an SOP step by step, without either all
    SOPs, a line each. A visit belongs to the period in which it was completed; what was open and overdue at its end
    belongs to it too. Exit code 1 when something was late or is overdue.
    """
    if (as_csv or excel) and as_json:
        raise MisuseError("print CSV or JSON, not both: leave out --csv, --excel or --json")
    if (page or monev) and (as_csv or as_json or said["by"]):
        raise MisuseError("--report and --monev write files: leave out --csv, --json and --by")
    with ExitStack() as opened:
        stores = [(db, opened.enter_context(Engine(db, create=False))) for db in dbs]
        wanted = _wanted(stores, at, **said)
        _say_locked(stores, wanted)
        if page or monev:
            context.exit(_files().write_files(stores, wanted, page, monev, excel=excel))
        if as_csv or excel:
            context.exit(_print_csv(stores, wanted, excel=excel))
        report, told = measured(stores, wanted), telling(stores[0][1], wanted.at)
    if as_json:
        print_json(report.as_dict())
    else:
        _print(report, wanted, told)
    context.exit(1 if report.is_late else 0)


def _files() -> ModuleType:
    """Drawing and writing cost more to import than a table to print."""
    return importlib.import_module("sopengine.cli.commands.report.comply_files")


def _wanted(stores: Stores, at: str | None, *, by: str | None, **said: Any) -> Asked:
    engine = stores[0][1]
    days = {name: said.pop(name) for name in ("since", "until", "month", "quarter")}
    return Asked(at=asked(at, engine), period=read_period(engine.now(), **days), by=_told_apart(by), **said)


def _say_locked(stores: Stores, wanted: Asked) -> None:
    """A report that was locked keeps its own figures: these here are others as soon as something was put right."""
    key = period_key(wanted.period)
    for name, engine in stores if key else ():
        if locked := reports_of(engine).state(key).locked:
            say(
                "The report {period} of {store} is locked since {day} by {person} and keeps its own figures, which the "
                "pages show; these here are measured anew.",
                err=True,
                period=key,
                store=name,
                day=locked.at.date(),
                person=locked.by,
            )


def _told_apart(words: str | None) -> tuple[By, ...]:
    found = [word.strip().lower() for word in (words or "").split(",") if word.strip()]
    for word in found:
        if word not in _WORDS:
            raise MisuseError("cannot tell figures apart by '{word}'; by: {known}", word=word, known=", ".join(_WORDS))
    return tuple(By(word) for word in dict.fromkeys(found))


def _print_csv(stores: Stores, wanted: Asked, *, excel: bool) -> int:
    """Every visit, however many there are; the exit code."""
    asked_of_all = question(stores, wanted)
    click.echo(heading(excel=excel), nl=False)
    late = False
    for _, engine in stores:
        late |= read_visits(engine.ask, asked_of_all, lambda visits: _echo_lines(visits, excel))
    return int(late)


def _echo_lines(visits: Iterator[Visit], excel: bool) -> bool:
    """Whether one of them was late."""
    late = False

    def seen() -> Iterator[Visit]:
        nonlocal late
        for visit in visits:
            late |= visit.is_late and not visit.external
            yield visit

    for line in csv_lines(seen(), excel=excel):
        click.echo(line, nl=False)
    return late


def _print(report: Report, wanted: Asked, told: Telling) -> None:
    more = [] if wanted.instance is not None else notes(report, told)
    if not report.answer.visits:
        if wanted.period == Period():
            say("nothing was recorded by then", err=True)
        else:
            say("nothing was recorded in this period", err=True)
        if more:
            click.echo("\n".join((*more, "", ending(report, told))))
        return
    if wanted.instance is not None:
        shown = by_visit(report, told)
    elif wanted.by:
        shown = by_group(report, wanted.by)
    else:
        shown = by_step(report) if wanted.sops else by_sop(report)
    click.echo("\n".join((shown, "", *([*more, ""] if more else []), ending(report, told))))
