"""`sop demo`: everything on four real SOPs, through the program's own commands."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import click

from sopengine.cli import sop
from sopengine.cli.terminal.printed import styled
from sopengine.cli.terminal.wording import say, several, spoken, text
from sopengine.errors import MisuseError, RefusedError
from sopengine.language.shipped import shipped_definitions
from sopengine.office import written
from sopengine.settings import SETTINGS

WORK = "demo_work.txt"
"""The recorded work: arguments of `sop`, a command a line."""
_PEOPLE = "demo_people.txt"
"""Who holds what in a week of April, as commands, too."""
TOLD, MEETING = "undangan-rapat", "Undangan 7"
"""An SOP that reminds and escalates, and what an instance of it is called."""
NOW = "2026-03-31 15:00"
"""The moment the demo asks what is open and late: the end of the recorded quarter."""
MARK = ".sop-demo"
"""File that says: this folder was made by the demo and may be made anew."""
ENVIRONMENT = ("SOP_DB", "SOP_USER", "SOP_LANG")
"""The demo keeps to its own folder, whatever the user has set; it goes on in the language that it was called in."""


@click.command
@click.argument("folder", default="sop-demo", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Check, draw, run and report four real SOPs in FOLDER (default: ./sop-demo).

    The folder is made anew when the demo made it; one that holds something else is refused.
    """
    prepare(folder)
    with inside(folder):
        _play(folder)


def prepare(folder: Path) -> None:
    """An empty folder with the four definitions; what an earlier demo left is removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise MisuseError("{folder} holds other files; name an empty or a new folder: sop demo DIR", folder=folder)
        shutil.rmtree(folder)
    (folder / "definitions").mkdir(parents=True, exist_ok=True)
    written.replace(folder / MARK, b"Made by `sop demo`, which may delete and remake this folder.\n")
    # Without settings of its own, those of an office around it would count, and its store be written.
    written.replace(folder / SETTINGS, b"# docs/operations.md tells what can stand here.\n")
    for source in sorted(shipped_definitions().glob("*.yaml")):
        written.replace(folder / "definitions" / source.name, source.read_bytes())


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """In that folder and without the user's own settings."""
    kept = {name: os.environ.pop(name) for name in ENVIRONMENT if name in os.environ}
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.update(kept)


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
        _call(arguments)
    except RefusedError as error:
        click.echo(f"sop: {error.text(spoken().translate)}")
    click.echo()


def record() -> None:
    """A quarter of work."""
    commands = type_all(WORK)
    started = sum(arguments[0] == "start" for arguments in commands)
    done = sum(arguments[0] == "done" for arguments in commands)
    instances = several("{count} instance started", "{count} instances started", started)
    tasks = several("{count} task completed", "{count} tasks completed", done)
    click.echo(f"{instances}, {tasks}")


def type_all(file: str) -> list[list[str]]:
    """The commands of a file, run without what they print; the file is left to be read."""
    content = shipped(file)
    commands = [shlex.split(line) for line in content.splitlines() if line.strip() and not line.startswith("#")]
    for arguments in commands:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _call(arguments)
    written.replace(Path(file), content.encode())
    return commands


def _call(arguments: Sequence[str]) -> None:
    """Run a command in this process; its errors end the demo, findings and late work (exit code 1) do not."""
    with contextlib.suppress(SystemExit):
        sop.main(args=list(arguments), prog_name="sop", standalone_mode=False, obj=spoken())


def shipped(name: str) -> str:
    return resources.files("sopengine.cli").joinpath(name).read_text(encoding="utf-8")


def _files() -> Iterator[tuple[str, str]]:
    """What lies in the current folder: a place and what it is."""
    forms = sorted(Path("diagrams").glob("*.pdf"))
    pictures = len(list(Path("diagrams").glob("*.svg")))
    definitions = len(list(Path("definitions").glob("*.yaml")))
    yield "definitions", text("{count} SOPs: change one, then sop check and sop draw", count=definitions)
    drawn = "{forms} forms as PDF, their {pages} pages as SVG and PNG; begin with {first}"
    yield "diagrams", text(drawn, forms=len(forms), pages=pictures, first=forms[0].name)
    yield WORK, text("the recorded work: the commands that were run")
    yield _PEOPLE, text("four people and what they hold; their work is kept in {store}", store="orang.db")
    yield ".sop/sop.db", text("the store: what ran, and every event")
