"""Drawings in a folder: written, compared with what would be drawn now, and what is ours and surplus among them.

A file is known as ours by the mark in it, never by its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from sopengine.diagram import Page
from sopengine.diagram.output.typeset import MARK, pdf, png
from sopengine.errors import StorageError
from sopengine.frozen import frozen
from sopengine.office import written

_NUMBER = re.compile(r"-(?:0[a-z]?|[1-9]\d*)\.(?:svg|png)")
"""What stands behind the name of a drawing in the names of its pages."""
_MOST_MARK = 2000
"""Bytes at the beginning of a file in which its mark stands."""
_SVG_ROOT = re.compile(rb'<svg [^>]*?data-sop="([^"]*)"(?: data-view="([a-z]+)")?')
_PNG_MARK = re.compile(MARK + rb"\0([^ ]+) ([a-z]+)")
_FIRST_VIEW = "form"
"""Of files that were drawn before drawings said of which view they are."""


class Fault(StrEnum):
    """What is wrong with a file of a folder of drawings."""

    MISSING = "missing"
    STALE = "stale"
    SURPLUS = "surplus"


@frozen
class Drawing:
    """One view of an SOP or of an instance."""

    sop: str
    view: str
    name: str
    """What the names of its files begin with."""
    pages: tuple[Page, ...]
    dot: str = ""
    """The same in the language DOT, where it was asked for."""

    def files(self, formats: Sequence[str], dpi: float) -> dict[str, Callable[[], bytes]]:
        """Names of files, and how to make what they hold."""
        made: dict[str, Callable[[], bytes]] = {}
        for page in self.pages:
            if "svg" in formats:
                made[page.name] = partial(page.svg.encode, "utf-8")
            if "png" in formats:
                made[f"{page.name.removesuffix('.svg')}.png"] = partial(png, page, dpi)
        if "pdf" in formats and self.pages:
            made[f"{self.name}.pdf"] = partial(pdf, self.pages)
        if self.dot:
            made[f"{self.sop}.dot"] = partial(self.dot.encode, "utf-8")
        return made


def publish(drawing: Drawing, folder: Path, formats: Sequence[str], dpi: float) -> list[Path]:
    """Write all files, and remove the pages that an earlier, longer drawing of the same view left."""
    files = drawing.files(formats, dpi)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in files.items():
            written.replace(folder / name, make())
        for file in _surplus(drawing, files.keys(), folder, formats):
            file.unlink()
    except OSError as error:
        raise StorageError(
            "cannot write {file}: {reason}", file=error.filename or folder, reason=error.strerror
        ) from error
    return [folder / name for name in files]


def faults(drawing: Drawing, folder: Path, formats: Sequence[str], dpi: float) -> list[tuple[Path, Fault]]:
    """The files that are not what would be drawn now, by name."""
    files = drawing.files(formats, dpi)
    found = [(folder / name, Fault.MISSING) for name in files if not (folder / name).is_file()]
    present = [(folder / name, make) for name, make in files.items() if (folder / name).is_file()]
    found += [(file, Fault.STALE) for file, make in present if file.read_bytes() != make()]
    found += [(file, Fault.SURPLUS) for file in _surplus(drawing, files.keys(), folder, formats)]
    return sorted(found)


def _surplus(drawing: Drawing, drawn: Collection[str], folder: Path, formats: Sequence[str]) -> list[Path]:
    """Pages of the same view and formats that would not be drawn now."""
    return [
        file
        for file in sorted(folder.glob(f"{drawing.name}-*"))
        if file.name not in drawn
        and file.suffix.removeprefix(".") in formats
        and _NUMBER.fullmatch(file.name.removeprefix(drawing.name))
        and _mark(file) == (drawing.sop, drawing.view)
    ]


def _mark(file: Path) -> tuple[str, str] | None:
    """Of which SOP and view a file says that it is; None where it is not ours."""
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        begin = opened.read(_MOST_MARK)
    found = (_SVG_ROOT if file.suffix == ".svg" else _PNG_MARK).search(begin)
    if found is None:
        return None
    sop, view = found.groups()
    return sop.decode("latin-1"), view.decode("ascii") if view else _FIRST_VIEW
