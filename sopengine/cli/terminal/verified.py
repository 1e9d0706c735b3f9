"""Holding a store against what happened, with a bar on the terminal of whoever watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import click

from sopengine.cli.terminal.wording import spoken, text
from sopengine.engine import Engine
from sopengine.engine.verifying import Fault
from sopengine.frozen import frozen
from sopengine.office.keeping.attachments import faults_of_files
from sopengine.office.keeping.proof import blocks, faults_of_calendars, faults_of_reports, faults_of_versions


@frozen
class Verified:
    """What was found, and in how much."""

    faults: tuple[Fault, ...]
    instances: int
    versions: int
    """None where instances were named."""


def verified(engine: Engine, names: Sequence[str] = (), files: Path | None = None) -> Verified:
    """All of a store and, in their folder, of the files that belong to it; or the instances of these names."""
    portions = blocks(engine, names)
    with _shown(portions) as shown:
        found = [fault for portion in shown for fault in engine.faults(*portion)]
    if not names:
        beside = (faults_of_versions, faults_of_calendars, faults_of_reports)
        found = [*engine.missing(), *found, *(fault for faults_of in beside for fault in faults_of(engine))]
        found += faults_of_files(engine, files) if files else ()
    versions = 0 if names else len(engine.digests())
    return Verified(faults=tuple(found), instances=sum(map(len, portions)), versions=versions)


def print_faults(faults: Sequence[Fault]) -> None:
    """Each on a line of its own."""
    for fault in faults:
        click.echo(fault.what.text(spoken().translate))


def _shown(portions: list[tuple[int, ...]]) -> AbstractContextManager[Iterator[tuple[int, ...]]]:
    """Where there is much to do and somebody watches, how far it has come."""
    label, hidden = text("verifying"), len(portions) < 2 or not sys.stderr.isatty()
    return click.progressbar(portions, label=label, file=sys.stderr, hidden=hidden, show_pos=False)
