"""Does a store agree with itself? Instances against their events, versions against their texts, calendars, reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sopengine.calendar.digest import digest_of
from sopengine.calendar.kept import hours_of
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import from_text, to_text
from sopengine.engine import Engine
from sopengine.engine.verifying import Fault
from sopengine.errors import Phrase, SopError, StorageError
from sopengine.graph import Graph
from sopengine.office.forms.live import kept_graph
from sopengine.rules.runnable import tables_text
from sopengine.store.reader import Reader
from sopengine.store.reports.records import KeptReports

BLOCK = 50
"""Instances that are looked at from one view of the store."""


def blocks(engine: Engine, names: Sequence[str] = ()) -> list[tuple[int, ...]]:
    """The instances to look at, those with these numbers or references or all, in portions.

    Raises NotFoundError for a name that none bears.
    """
    numbers = tuple(engine.instance(name).id for name in names) if names else engine.numbers()
    return [numbers[first : first + BLOCK] for first in range(0, len(numbers), BLOCK)]


def faults_of_versions(engine: Engine) -> Iterator[Fault]:
    """Of every version that is kept: its text against its digest, its tables against its text, its number."""
    numbers: dict[str, list[int]] = {}
    for digest in engine.digests():
        try:
            version = engine.compiled(digest)
            if version.sop not in numbers:
                numbers[version.sop] = list(engine.version_numbers(version.sop))
            yield from _faults_of_version(engine, digest, version)
        except SopError as error:
            yield Fault(instance=0, what=Phrase(error.message, error.values))
    for sop, known in numbers.items():
        for gap in sorted(set(range(1, max(known, default=0) + 1)) - set(known)):
            yield _fault("version {number} of {sop} is missing", number=gap, sop=sop)


def faults_of_calendars(engine: Engine) -> Iterator[Fault]:
    """Of every calendar that is kept: its hours against its digest."""
    for name, digest in engine.calendars().items():
        text = engine.hours(name) or ""
        if digest_of(text) != digest:
            yield _fault("calendar '{name}': its hours are not those that were kept", name=name)
        try:
            hours_of(text)
        except StorageError as error:
            yield _fault("calendar '{name}': {what}", name=name, what=Phrase(error.message, error.values))


def faults_of_reports(engine: Engine) -> Iterator[Fault]:
    """What people wrote of reports against its hashes, and locked figures against their digests."""
    try:
        broken, figures, missing = engine.ask(_amiss_with_reports)
    except StorageError as error:
        yield Fault(instance=0, what=Phrase(error.message, error.values))
        return
    for seq, period in broken:
        yield _fault("report {period}: entry {seq} is not the one recorded", period=period, seq=seq)
    for digest in figures:
        yield _fault("locked figures {digest} are not those that were locked", digest=digest[:12])
    for period, digest in missing:
        yield _fault("report {period}: its locked figures {digest} are missing", period=period, digest=digest[:12])


def _amiss_with_reports(reader: Reader) -> tuple[list[tuple[int, str]], list[str], list[tuple[str, str]]]:
    """Numbers and periods of events, digests of figures, and figures that are named and not there."""
    kept = KeptReports(reader.link)
    named = {(one.period, one.told.get("digest", "")) for one in kept.lockings()}
    missing = sorted((period, digest) for period, digest in named if kept.figures(digest) is None)
    return list(kept.broken_events()), list(kept.broken_figures()), missing


def _faults_of_version(engine: Engine, digest: str, version: Compiled) -> Iterator[Fault]:
    named = {"sop": version.sop, "digest": digest[:7]}
    graph = kept_graph(version)
    if graph.definition.digest != digest or graph.definition.id != version.sop:
        yield _fault("{sop}, version {digest}: its text is not the one that was kept", **named)
    elif _without_later_facts(graph, version) != to_text(version):
        yield _fault("{sop}, version {digest}: its tables do not say what its text says", **named)
    kept = engine.calendars()
    for name in sorted({*chain([version.calendar], version.calendars.values())} - {"", *kept}):
        yield _fault("{sop}, version {digest}: calendar '{name}' is missing", name=name, **named)


def _without_later_facts(graph: Graph, version: Compiled) -> str:
    """The tables of a text, as far as the release that kept this version told them."""
    text = tables_text(graph)
    if version.government is not None and version.told_days is not None:
        return text
    told = from_text(text)
    government = told.government if version.government is not None else None
    days = told.told_days if version.told_days is not None else None
    return to_text(replace(told, government=government, told_days=days))


def _fault(message: str, **values: object) -> Fault:
    return Fault(instance=0, what=Phrase(message, values))
