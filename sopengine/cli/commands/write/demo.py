"""`sop demo`: everything on four real SOPs, through the program's own commands."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from sopengine.cli.commands.write.demo_folder import inside, prepare
from sopengine.cli.commands.write.demo_typed import NOW, WORK, call, record, shipped, type_all
from sopengine.cli.terminal.printed import styled
from sopengine.cli.terminal.wording import say, spoken, text
from sopengine.errors import RefusedError
from sopengine.office import written

_PEOPLE = "demo_people.txt"
"""Who holds what in a week of April, as commands, too."""
TOLD, MEETING = "undangan-rapat", "Undangan 7"
"""An SOP that reminds and escalates, and what an instance of it is called."""


@click.command
@click.argument("folder", default="sop-demo", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Check, draw, run and report four real SOPs in FOLDER (default: ./sop-demo).

    The folder is made anew when the demo made it; one that holds something else is refused.
    """
    prepare(folder)
    with inside(folder):
        _play(folder)


def _play(folder: Path) -> None:
    _title(text("Read the definitions and say what is wrong with them"))
    _run("check", "--format", "summary")
    _title(text("Draw the official forms"))
    _run("draw", "--format", "svg,png,pdf")
    _title(text("Record a quarter of work ({file})", file=WORK))
    record()
    _title(text("What is on the desks, what is late"))
    _run("tasks", "--at", NOW)
    _title(text("Where one instance stands"))
    _run("status", "Lumajang Maret 2026", "--at", NOW)
    _title(text("Was the standard kept"))
    _run("comply", "--at", NOW)
    _run("comply", "--sop", "lumajang-pengukuran-kinerja", "--at", NOW)
    _title(text("Who may: four people, a week in which one acts for another ({file})", file=_PEOPLE))
    _with_people()
    _title(text("Who is reminded of work, and who is told that it is late"))
    written.replace(Path("definitions", f"{TOLD}.yaml"), shipped("demo_told.yaml").encode())
    _run("start", TOLD, "--ref", MEETING, "--by", "staf-1", "--at", "2026-03-30 08:00")
    _run("timers")
    _run("worker", "--once")
    _run("outbox")
    _run("history", MEETING)
    _title(text("Where the files lie"))
    for place, what in _files():
        click.echo(f"{Path(place).resolve()}\n    {what}")
    click.echo()
    say("Go on there: cd {folder}, then sop tasks", folder=folder)
    say("Or in a browser, as one of six people, on the day on which the recorded work ends: sop serve --demo")


def _with_people() -> None:
    """In a store of its own: in that of the quarter anybody may go on."""
    type_all(_PEOPLE)
    run, store = "Lumajang April 2026", ("--db", "orang.db")
    _run("people", "list", "--on", "2026-04-06", *store)
    _run("done", run, "perintah", "--by", "staf-1", "--at", "2026-04-06 08:10", *store)
    _run("done", run, "perintah", "--by", "sekretaris", "--at", "2026-04-06 08:15", *store)
    _run("done", run, "arahan", "--by", "sekretaris", "--at", "2026-04-06 10:15", *store)
    _run("take", run, "rencana", "--by", "staf-1", *store)
    _run("tasks", "--as", "staf-2", *store)
    mend = ("--done-at", "2026-04-06 09:15", "--reason", "salah jam")
    _run("correct", run, "arahan", *mend, "--by", "sekretaris", *store)
    _run("correct", run, "arahan", "--confirm", "--by", "kepala-dinas", *store)
    _run("history", run, *store)


def _title(title: str) -> None:
    styled(f"\n# {title}", bold=True)


def _run(*arguments: str) -> None:
    """One command, as typed and with what it prints; findings, late work and refusals do not stop the demo."""
    styled(f"$ sop {shlex.join(arguments)}", colour="cyan")
    try:
        call(arguments)
    except RefusedError as error:
        click.echo(f"sop: {error.text(spoken().translate)}")
    click.echo()


def _files() -> Iterator[tuple[str, str]]:
    """What lies in the current folder: a place and what it is."""
    forms = sorted(Path("diagrams").glob("*.pdf"))
    pictures = len(list(Path("diagrams").glob("*.svg")))
    definitions = len(list(Path("definitions").glob("*.yaml")))
    yield "definitions", text("{count} SOPs: change one, then sop check and sop draw", count=definitions)
    drawn = "the forms ({forms}) as PDF, their pages ({pages}) as SVG and PNG; begin with {first}"
    yield "diagrams", text(drawn, forms=len(forms), pages=pictures, first=forms[0].name)
    yield WORK, text("the recorded work: the commands that were run")
    yield _PEOPLE, text("four people and what they hold; their work is kept in {store}", store="orang.db")
    yield ".sop/sop.db", text("the store: what ran, and every event")
