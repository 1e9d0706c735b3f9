"""The first table of a document that is handed in, as CSV."""

from __future__ import annotations

import csv
import io

from sopengine.interchange.handed_in import HandedIn
from sopengine.interchange.writers.cells import safe_cell


def csv_handed_in(handed: HandedIn, *, excel: bool = False) -> bytes:
    """In UTF-8; `excel`: as Excel opens it where a comma parts decimals, as in Indonesia."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if excel else ",")
    writer.writerow(handed.headings)
    for number, row in enumerate(handed.rows, 1):
        judged = "" if row.well is None else handed.yes_no[not row.well]
        procedure = "; ".join([row.title, *row.below])
        cells = (str(number), procedure, judged, row.notes, row.action, row.initials)
        writer.writerow([safe_cell(cell) for cell in cells])
    return (("\ufeff" if excel else "") + text.getvalue()).encode("utf-8", "replace")
