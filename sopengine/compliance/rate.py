"""A rate and how sure it is."""

from __future__ import annotations

from math import sqrt

from sopengine.frozen import frozen

_Z = 1.959963984540054
"""Standard deviations within which 95 % of a normal distribution lie."""


@frozen
class Rate:
    """So many of so many; of one at least."""

    kept: int
    of: int

    @property
    def share(self) -> float:
        return self.kept / self.of

    @property
    def low(self) -> float:
        """Lower end of the interval that holds the true rate with 95 % (Wilson)."""
        return max(0.0, self._middle - self._reach)

    @property
    def high(self) -> float:
        return min(1.0, self._middle + self._reach)

    @property
    def _middle(self) -> float:
        return (self.kept + _Z * _Z / 2) / (self.of + _Z * _Z)

    @property
    def _reach(self) -> float:
        return _Z / (self.of + _Z * _Z) * sqrt(self.kept * (self.of - self.kept) / self.of + _Z * _Z / 4)
