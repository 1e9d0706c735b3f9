"""A measured figure, beside what is wanted of it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.engine.contest import Costs, ratio

HEADINGS = ("What", "Here", "Beside", "Figure", "Wanted", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table."""

    what: str
    value: float | None = None
    """None where it could not be measured."""
    unit: str = "x"
    at_most: float | None = None
    """None where nothing is wanted of it."""
    here: str = ""
    beside: str = ""
    """What it is compared with; why it was not measured."""

    @property
    def missed(self) -> bool:
        return self.value is not None and self.at_most is not None and self.value > self.at_most

    def cells(self) -> tuple[str, ...]:
        value = "" if self.value is None else _amount(self.value, self.unit)
        wanted = "" if self.at_most is None else f"<= {_amount(self.at_most, self.unit)}"
        return self.what, self.here, self.beside, value, wanted, self._verdict()

    def _verdict(self) -> str:
        if self.at_most is None:
            return ""
        return "not measured" if self.value is None else "MISSED" if self.missed else "kept"


def beside(what: str, costs: Costs, one: str, other: str, at_most: float | None = None, *, unit: str = "µs") -> Figure:
    """The cost of one player as a multiple of another's in the same run; `unit`: of the costs."""
    here, there = (f"{statistics.median(costs[player]):,.1f} {unit}" for player in (one, other))
    return Figure(what=what, value=ratio(costs, one, other), at_most=at_most, here=here, beside=f"{there} {other}")


def not_measured(what: str, reason: str, at_most: float | None = None) -> Figure:
    return Figure(what=what, beside=reason, at_most=at_most)


def as_table(figures: Iterable[Figure]) -> str:
    """Aligned columns under headings."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _amount(value: float, unit: str) -> str:
    return f"{value:.2f} x" if unit == "x" else f"{value:,.1f} {unit}"
