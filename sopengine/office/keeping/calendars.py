"""The calendars that a store keeps, and bringing them up to date from their files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sopengine.calendar.digest import digest_of
from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.kept import hours_of, text_of
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.language.calendar.file import FOLDER
from sopengine.language.calendar.hours import load_calendar
from sopengine.office.running.work import Work, in_words


@frozen
class KeptCalendar:
    """One that a store keeps."""

    name: str
    digest: str
    hours: OfficeHours
    sops: tuple[str, ...]
    """Ids of those that work by it, whole or in part."""


@frozen
class Moved:
    """Open work that is due at another time now."""

    work: Work
    due_before: datetime | None


@frozen
class Renewal:
    """What has become of one calendar."""

    name: str
    changed: bool
    """False where the file says what the store kept already."""
    moved: tuple[Moved, ...] = ()


def kept_calendars(engine: Engine) -> tuple[KeptCalendar, ...]:
    """By name."""
    versions = engine.versions()
    return tuple(
        KeptCalendar(
            name=name,
            digest=digest,
            hours=hours_of(engine.hours(name) or ""),
            sops=tuple(sorted({version.sop for version in versions if name in _names(version)})),
        )
        for name, digest in engine.calendars().items()
    )


def renew(engine: Engine, definitions: Path, files: Sequence[Path], by: str) -> tuple[Renewal, ...]:
    """From these files, or from those of all that the store keeps, in the folder of calendars beside definitions.

    All are read before one is written. Raises DefinitionError for what is wrong in a file, NotFoundError for a file
    that is not there, or whose calendar the store does not keep.
    """
    kept = engine.calendars()
    sources = {file.stem: file for file in files} or {name: definitions / FOLDER / f"{name}.yaml" for name in kept}
    read = {name: _read(engine, name, file, kept) for name, file in sources.items()}
    return tuple(_renewed(engine, name, text, kept[name], by) for name, text in read.items())


def _read(engine: Engine, name: str, file: Path, kept: dict[str, str]) -> str:
    if name not in kept:
        raise _not_kept(name, kept)
    if not file.exists():
        raise NotFoundError("there is no {file}, from which calendar '{name}' would be renewed", file=file, name=name)
    zone = hours_of(engine.hours(name) or "").timezone
    return text_of(load_calendar(file, zone))


def _renewed(engine: Engine, name: str, hours: str, digest: str, by: str) -> Renewal:
    if digest_of(hours) == digest:
        return Renewal(name=name, changed=False)
    due = {item.id: item.due_at for one in engine.instances() for item in one.open_items}
    touched = engine.update_calendar(name, hours, by=by)
    return Renewal(name=name, changed=True, moved=tuple(one for each in touched for one in _moved(engine, each, due)))


def _moved(engine: Engine, instance: Instance, due: dict[int, datetime | None]) -> list[Moved]:
    compiled = engine.compiled(instance.digest)
    return [
        Moved(work=in_words(engine, item, compiled, instance.ref), due_before=due.get(item.id))
        for item in instance.open_items
        if due.get(item.id) != item.due_at
    ]


def _names(version: Compiled) -> set[str]:
    return {version.calendar, *version.calendars.values()}


def _not_kept(name: str, kept: dict[str, str]) -> NotFoundError:
    close = nearest(name, kept)
    if close:
        return NotFoundError("the store keeps no calendar '{name}': {mend}", name=name, mend=proposal(close))
    known = ", ".join(kept) or "-"
    return NotFoundError(
        "the store keeps no calendar '{name}', since no SOP that was started names it; it keeps: {known}",
        name=name,
        known=known,
    )
