"""What whoever helps on the telephone would ask: the store, the machine, what is installed, each with its mend."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sopengine.diagram.layout.measure import FONTS
from sopengine.errors import NotFoundError, Phrase, SopError
from sopengine.frozen import frozen
from sopengine.model.zones import WIB, WIT, WITA
from sopengine.settings import find_settings
from sopengine.settings.file import read_file
from sopengine.settings.reading import faults
from sopengine.store.checkup.condition import Condition, Place, condition, place

LEAST_FREE = 500_000_000
"""Bytes; below that there may soon be no room for a transaction, or for a copy of the store."""
_CLOCK_MAY_DIFFER = timedelta(seconds=5)
_ZONES = (WIB, WITA, WIT)


class About(StrEnum):
    """What is looked at."""

    VERSIONS = "versions"
    DISK = "disk"
    STORE = "store"
    SAFETY = "safety"
    CLOCK = "clock"
    SOP_TOML = "sop.toml"
    ZONE = "zone"
    FONTS = "fonts"
    EXTRAS = "extras"


class Weight(StrEnum):
    """Of what was looked at."""

    FINE = "fine"
    LOOK = "look"
    """It works, and could be better."""
    AMISS = "amiss"


@frozen
class Check:
    """One thing that was looked at."""

    about: About
    found: Phrase
    weight: Weight = Weight.FINE
    mend: Phrase | None = None


def checkup(url: str, folder: Path, now: datetime) -> tuple[Check, ...]:
    """Of a store and of the project in a folder, as this machine sees them now. Changes nothing."""
    return (*_versions(), *_store(url, now), *_settings(folder), *_zone(now), _fonts(), *_extras())


def _versions() -> Iterator[Check]:
    system = f"{platform.system()} {platform.release()}"
    said = {
        "sopengine": _version("sopengine"),
        "python": platform.python_version(),
        "core": _version("sqlalchemy"),
        "system": system,
    }
    told = Phrase("sopengine {sopengine}, Python {python}, SQLAlchemy {core}, {system}", said)
    yield Check(about=About.VERSIONS, found=told)


def _store(url: str, now: datetime) -> Iterator[Check]:
    lies = place(url)
    if lies:
        yield from _disk(lies)
    try:
        found = condition(url)
    except SopError as error:
        amiss = not isinstance(error, NotFoundError)
        weight = Weight.AMISS if amiss else Weight.LOOK
        yield Check(about=About.STORE, found=Phrase(error.message, error.values), weight=weight)
        return
    yield _tables(found)
    yield from _safety(found, lies)
    yield _clock(found, now)


def _tables(found: Condition) -> Check:
    said = {"store": found.name, "software": found.software, "version": found.version, "instances": found.instances}
    if not found.version:
        return Check(about=About.STORE, found=Phrase("{store}: empty, {software}", said))
    told = Phrase("{store}: {software}, tables {version}, instances: {instances}", said)
    if found.version != found.known:
        mend = Phrase("tables of this version: {known}; 'sop upgrade' makes them so", {"known": found.known})
        return Check(about=About.STORE, found=told, weight=Weight.LOOK, mend=mend)
    return Check(about=About.STORE, found=told)


def _safety(found: Condition, lies: Place | None) -> Iterator[Check]:
    """How a commit is kept, and what that costs here."""
    named = [f"{kept} {1e3 * seconds:.1f} ms" for kept, seconds in found.commit.items()]
    costs = ", ".join(each.removeprefix(f"{found.journal} ") if len(named) == 1 else each for each in named)
    told = Phrase("{journal}; a commit costs here now: {costs}", {"journal": found.journal, "costs": costs or "?"})
    weight, mend = Weight.FINE, None
    if "fsync off" in found.journal or "synchronous_commit off" in found.journal or "NORMAL" in found.journal:
        weight = Weight.AMISS
        mend = Phrase("a power cut may lose what was recorded: set it on, in the settings of the server")
    elif lies and found.journal.startswith("WAL") and not lies.wal_is_safe:
        weight = Weight.AMISS
        mend = Phrase('this library may damage such a file: pip install "sopengine[wal]" here too')
    elif lies and not lies.wal_is_safe:
        weight = Weight.LOOK
        mend = Phrase("safe; a newer SQLite would be faster: pip install \"sopengine[wal]\", then 'sop upgrade'")
    elif lies and not lies.network and not found.journal.startswith("WAL"):
        weight, mend = Weight.LOOK, Phrase("safe; 'sop upgrade' lets this file use the faster way")
    yield Check(about=About.SAFETY, found=told, weight=weight, mend=mend)


def _disk(lies: Place) -> Iterator[Check]:
    folder = next(each for each in (lies.file.absolute().parent, *lies.file.absolute().parents) if each.exists())
    free = shutil.disk_usage(folder).free
    size = lies.file.stat().st_size if lies.file.is_file() else 0
    said = {"folder": str(folder), "free": f"{free / 1e9:.1f}", "size": f"{size / 1e6:.1f}"}
    told = Phrase("{folder}: {free} GB free, the store has {size} MB", said)
    if free < max(LEAST_FREE, 2 * size):
        mend = Phrase("make room: a copy of the store has to fit beside it")
        yield Check(about=About.DISK, found=told, weight=Weight.AMISS, mend=mend)
    else:
        yield Check(about=About.DISK, found=told)
    if lies.network:
        told = Phrase("the store lies on a disk of the network ({kind})", {"kind": lies.network})
        mend = Phrase("its locks cannot be trusted: use a disk of this machine, or PostgreSQL")
        yield Check(about=About.DISK, found=told, weight=Weight.AMISS, mend=mend)


def _clock(found: Condition, now: datetime) -> Check:
    said: dict[str, object] = {"now": now.astimezone(), "last": found.last_recorded, "ahead": abs(found.ahead).seconds}
    if found.last_recorded and found.last_recorded > now + _CLOCK_MAY_DIFFER:
        told = Phrase("{now}, though something was recorded at {last}", said)
        mend = Phrase("the clock of this machine was set back, or another's is ahead: set them by the network")
        return Check(about=About.CLOCK, found=told, weight=Weight.AMISS, mend=mend)
    if abs(found.ahead) > _CLOCK_MAY_DIFFER:
        told = Phrase("{now}, {ahead} s from the clock of the server", said)
        mend = Phrase("set both by the network")
        return Check(about=About.CLOCK, found=told, weight=Weight.AMISS, mend=mend)
    return Check(about=About.CLOCK, found=Phrase("{now}", said))


def _settings(folder: Path) -> Iterator[Check]:
    path = find_settings(folder)
    if path is None:
        yield Check(about=About.SOP_TOML, found=Phrase("none here or above: the defaults hold"))
        return
    amiss = faults(read_file(path))
    for one in amiss:
        said = {"file": one.at.file, "line": one.at.line, "fault": Phrase(one.message, one.values)}
        mend = Phrase(one.mend, one.values) if one.mend else None
        told = Phrase("{file}:{line}: {fault}", said)
        yield Check(about=About.SOP_TOML, found=told, weight=Weight.AMISS, mend=mend)
    if not amiss:
        yield Check(about=About.SOP_TOML, found=Phrase("{file}: all agrees", {"file": str(path)}))


def _zone(now: datetime) -> Iterator[Check]:
    try:
        clocks = ", ".join(f"{zone} {now.astimezone(ZoneInfo(zone)):%H.%M}" for zone in _ZONES)
    except ZoneInfoNotFoundError as error:
        mend = Phrase("pip install tzdata")
        yield Check(
            about=About.ZONE,
            found=Phrase("{reason}", {"reason": str(error)}),
            weight=Weight.AMISS,
            mend=mend,
        )
        return
    here = now.astimezone()
    said = {"name": here.tzname(), "offset": f"{here:%z}", "clocks": clocks, "tzdata": _version("tzdata")}
    yield Check(
        about=About.ZONE,
        found=Phrase("this machine: {name} ({offset}); {clocks}; tzdata {tzdata}", said),
    )


def _fonts() -> Check:
    missing = [name for name in ("Regular", "Bold") if not (FONTS / f"LiberationSans-{name}.ttf").is_file()]
    if missing:
        mend = Phrase("install sopengine anew")
        told = Phrase("fonts of the form are missing: {names}", {"names": ", ".join(missing)})
        return Check(about=About.FONTS, found=told, weight=Weight.AMISS, mend=mend)
    return Check(about=About.FONTS, found=Phrase("Liberation Sans, as shipped"))


def _extras() -> Iterator[Check]:
    """Which extras are installed, whole."""
    wanted = _wanted()
    if not wanted:
        return
    there = [name for name, packages in wanted.items() if all(_version(package) for package in packages)]
    missing = [name for name in wanted if name not in there]
    said = {"there": ", ".join(there) or "-", "missing": ", ".join(missing) or "-"}
    yield Check(about=About.EXTRAS, found=Phrase("installed: {there}; not: {missing}", said))


def _wanted() -> Mapping[str, list[str]]:
    """Extra -> the packages that it brings; without that of developers."""
    try:
        lines = importlib.metadata.requires("sopengine") or []
    except importlib.metadata.PackageNotFoundError:
        return {}
    found: dict[str, list[str]] = {}
    for line in lines:
        extra = re.search(r"extra == ['\"]([\w-]+)['\"]", line)
        package = re.match(r"[\w.-]+", line)
        if extra and package and extra[1] != "dev":
            found.setdefault(extra[1], []).append(package[0])
    return found


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
