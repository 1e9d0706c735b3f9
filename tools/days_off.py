"""Writes `indonesia.csv` anew: `python -m tools.days_off`. Needs the library `holidays`.

Run it when the ministers have decided a year, then set KNOWN_YEARS and the beginning of Ramadan in indonesia.py.
"""

from __future__ import annotations

from importlib.metadata import version

import holidays

from sopengine.calendar.indonesia import TABLE

YEARS = range(2016, 2041)


def text() -> str:
    """The table: a day and its name a line, under the version it was read from."""
    days = holidays.country_holidays("ID", categories=("public", "government"), language="id", years=YEARS)
    rows = [f"{day},{days[day]}" for day in sorted(days)]
    return "\n".join([f"# holidays {version('holidays')}, national holidays and joint leave of Indonesia", *rows, ""])


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8", newline="\n")
