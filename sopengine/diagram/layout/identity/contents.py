"""What the identity page says: rows beside the agency's name, and paired boxes below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sopengine.diagram.layout.identity.bands import EMPTY, PADDING, Band, Cell, Line, listed, plain
from sopengine.diagram.layout.measure import clean, text_width
from sopengine.model.definition import Definition
from sopengine.model.document import Approver, Decree

SIGNATURE = 73.0
"""Points left free for the signature, the stamp or a QR code: 25 mm and a little air."""
_LABELS = {
    "number": "NOMOR SOP",
    "created": "TGL. PEMBUATAN",
    "revised": "TGL. REVISI",
    "effective": "TGL. EFEKTIF",
    "approved_by": "DISAHKAN OLEH",
    "title": "NAMA SOP",
    "legal_basis": "Dasar Hukum",
    "qualifications": "Kualifikasi Pelaksana",
    "related": "Keterkaitan",
    "equipment": "Peralatan/Perlengkapan",
    "warnings": "Peringatan",
    "records": "Pencatatan dan Pendataan",
    "decree": "Ditetapkan dengan",
}
_ROWS = ("number", "created", "revised", "effective", "approved_by", "title")
_LEAST_LABELS, _MOST_LABELS = 92.0, 150.0
"""Points of the column with the labels of the rows."""
_ROUNDING = 0.1
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def indonesian_date(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else EMPTY


def head(definition: Definition, left: float, right: float, size: float) -> tuple[Band, ...]:
    """Rows with a label and a value, between these places."""
    labels = _labels(definition)
    longest = max(text_width(labels[key], size) for key in _ROWS) + 2 * PADDING + _ROUNDING
    middle = left + min(max(longest, _LEAST_LABELS), _MOST_LABELS)
    values = _values(definition, right - middle, size)
    return tuple(
        Band(cells=((left, middle, plain(labels[key], middle - left, size)), (middle, right, values[key])))
        for key in _ROWS
    )


def boxes(definition: Definition, left: float, right: float, size: float) -> tuple[Band, ...]:
    """The paired boxes, and the decree where there is one."""
    document, labels, middle = definition.document, _labels(definition), (left + right) / 2
    pairs = [
        (("legal_basis", document.legal_basis), ("qualifications", document.qualifications)),
        (("related", document.related), ("equipment", document.equipment)),
        (("warnings", document.warnings), ("records", document.records)),
    ]
    bands = [
        Band(
            cells=(
                (left, middle, listed(labels[key], entries, middle - left, size)),
                (middle, right, listed(labels[other], others, right - middle, size)),
            )
        )
        for (key, entries), (other, others) in pairs
    ]
    if document.decree:
        told = listed(labels["decree"], (_decree(document.decree),), right - left, size)
        bands.append(Band(cells=((left, right, told),)))
    return tuple(bands)


def agency_names(definition: Definition) -> Sequence[str]:
    """The government, the office and its unit, as far as they are named."""
    agency = definition.agency
    return [name.upper() for name in map(clean, (agency.government, agency.name, agency.unit)) if name]


def _labels(definition: Definition) -> dict[str, str]:
    """In the words of the agency, where it has its own."""
    own = {key: clean(label) for key, label in definition.form.identity}
    return _LABELS | {key: label for key, label in own.items() if label}


def _values(definition: Definition, width: float, size: float) -> dict[str, Cell]:
    document = definition.document
    dates = {"created": document.created, "revised": document.revised, "effective": document.effective}
    return {
        "number": plain(document.number, width, size),
        **{key: plain(indonesian_date(day), width, size) for key, day in dates.items()},
        "approved_by": _signature(document.approved_by, width, size),
        "title": plain(definition.title, width, size, bold=True),
    }


def _signature(approver: Approver | None, width: float, size: float) -> Cell:
    """The position, room to sign, and below it who signs; the room is there while nobody is named, too."""
    if approver is None:
        return Line(text=EMPTY), Line(text="", space=SIGNATURE)
    name, *others = plain(approver.name, width, size, bold=True)
    signed = Line(text=name.text, bold=True, space=SIGNATURE)
    rank = plain(approver.rank, width, size) if approver.rank else ()
    number = plain(f"NIP. {approver.nip or EMPTY}", width, size)
    return (*plain(approver.position, width, size), signed, *others, *rank, *number)


def _decree(decree: Decree) -> str:
    """The decree in one sentence, of what is known of it."""
    number = f" Nomor {decree.number}" if decree.number else ""
    title = f" tentang {decree.title}" if decree.title else ""
    place = f", ditetapkan di {decree.place}" if decree.place else ""
    day = f", tanggal {indonesian_date(decree.date)}" if decree.date else ""
    return clean(f"Keputusan{number}{title}{place}{day}") if number + title + place + day else EMPTY
