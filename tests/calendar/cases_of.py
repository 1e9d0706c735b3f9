"""Reads the tables in `cases/`: a case a line, cells between bars, what asks the calendar in the last one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
_FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    cells: tuple[str, ...]
    how: str = ""

    def __str__(self) -> str:
        return " | ".join((*self.cells, self.how)).rstrip(" |")

    @property
    def asked(self) -> dict[str, Any]:
        """What to ask the calendar with."""
        items = re.search(r"(\d+) items", self.how)
        return {
            "days": "calendar" if "calendar days" in self.how else "working",
            "count": int(items[1]) if items else None,
            "external": "external" in self.how,
        }

    @property
    def interruptions(self) -> list[tuple[datetime, datetime]]:
        found = re.findall(r"(\d{4}-\S+ \S+) - (\S+ \S+)", self.how)
        return [(at(stopped), at(resumed)) for stopped, resumed in found]


def cases(name: str, cells: int) -> list[Case]:
    """Of a file: so many cells and, behind them, how."""
    found = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = [part.strip() for part in line.split(" | ")]
            assert cells <= len(parts) <= cells + 1, line
            found.append(Case(cells=tuple(parts[:cells]), how=parts[cells] if len(parts) > cells else ""))
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def told(time: datetime) -> str:
    return f"{time.astimezone(JAKARTA):%Y-%m-%d %H:%M}"


def hours(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02}"
