"""Dates as the identity page prints them: `2024-02-01` or `1 Februari 2024`."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "february", "pebruari"),
    ("maret", "mar", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agu", "agt", "ags", "august"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october"),
    ("november", "nov", "nopember", "nop"),
    ("desember", "des", "december"),
)
"""Words for each month, first the one of today's spelling."""

_NUMBER_OF = {word: number for number, words in enumerate(MONTHS, 1) for word in words}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_PRINTED = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\.?\s+(\d{4})", re.ASCII)


def parse_date(text: str) -> date:
    """Raises ValueError where the text is no date."""
    iso, printed = _ISO.fullmatch(text.strip()), _PRINTED.fullmatch(text.strip())
    if iso:
        year, month, day = iso.groups()
        return date(int(year), int(month), int(day))
    if printed and printed[2].casefold() in _NUMBER_OF:
        return date(int(printed[3]), _NUMBER_OF[printed[2].casefold()], int(printed[1]))
    raise ValueError(f"no date: {text!r}")
