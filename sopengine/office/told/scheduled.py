"""The SOPs of an office that start by themselves, read again when a file has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.errors import SopError

_MARK = b"schedule:"
"""A file without it need not be read."""

_Stamp = tuple[str, int, int]


@dataclass(slots=True, kw_only=True)
class Scheduled:
    """Of one folder."""

    folder: Path
    startable: Callable[[str], Compiled]
    """By id; raises SopError."""
    tell: Callable[[str, SopError], None]
    """Which one cannot be started, once a change of the files."""
    _stamps: Sequence[_Stamp] | None = None
    _found: tuple[Compiled, ...] = field(default=())

    def __call__(self) -> Iterable[Compiled]:
        """Those that can be started."""
        stamps = sorted(map(_stamp, self.folder.glob("*.yaml")))
        if stamps != self._stamps:
            self._stamps = stamps
            self._found = tuple(filter(None, map(self._read, self.folder.glob("*.yaml"))))
        return self._found

    def _read(self, file: Path) -> Compiled | None:
        try:
            if _MARK not in file.read_bytes():
                return None
            found = self.startable(file.stem)
        except OSError:
            return None
        except SopError as error:
            self.tell(file.stem, error)
            return None
        return found if found.schedule else None


def _stamp(file: Path) -> _Stamp:
    try:
        status = file.stat()
    except OSError:
        return file.name, 0, 0
    return file.name, status.st_mtime_ns, status.st_size
