"""Where the values of a definition stand in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sopengine.errors import Position
from sopengine.frozen import frozen

Path = tuple[str | int, ...]
"""Keys and list indexes from the top of the file, such as `("steps", 3, "actor")`."""

Mark = tuple[int, int, int]
"""Line and column, both counted from 0, and length in characters."""


@frozen
class Positions:
    """A table path -> place; a path that is not in the file stands where its nearest parent stands."""

    file: str = ""
    lines: tuple[str, ...] = ()
    keys: Mapping[Path, Mark] = field(default_factory=dict)
    """Of each entry of a map, where its key stands."""
    values: Mapping[Path, Mark] = field(default_factory=dict)
    """Of each value, where it begins; a value of several lines is underlined on its first."""

    def key(self, path: Path) -> Position:
        """Where the key stands that the path ends with; of an entry of a list, where the entry stands."""
        return self._position(self._nearest(path, (self.keys, self.values)))

    def value(self, path: Path) -> Position:
        return self._position(self._nearest(path, (self.values, self.keys)))

    def _nearest(self, path: Path, tables: tuple[Mapping[Path, Mark], ...]) -> Mark:
        for length in range(len(path), -1, -1):
            for table in tables:
                if path[:length] in table:
                    return table[path[:length]]
        return (0, 0, 1)

    def _position(self, mark: Mark) -> Position:
        line, column, length = mark
        excerpt = self.lines[line] if line < len(self.lines) else ""
        return Position(file=self.file, line=line + 1, column=column + 1, length=length, excerpt=excerpt)
