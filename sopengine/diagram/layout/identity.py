"""The identity page: who issued the SOP, when, on what grounds, and what its performers must know and have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Patch, Picture, Sheet, Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import clean, text_width, wrap
from sopengine.diagram.layout.table.columns import DRAFT, sheet_size
from sopengine.model.definition import Definition
from sopengine.model.document import Decree, Document

_MARGIN = 36.0
_PADDING = 5.0
_HANGING = 15.0
"""Points by which the lines of a list stand behind its numbers."""
_SIGNATURE = 34.0
"""Points left free for the signature."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Points; the largest with which everything stands on one sheet."""
_AGENCY_SIZE = 13.0
_LOGO_SHARE = 0.58
"""Part of the height of the agency's cell that a logo takes at most."""
_LABELS = 92.0
"""Points of the column with NOMOR SOP and the others."""
_MOST_STRETCH = 46.0
"""Points that a pair of boxes may be higher than it must."""
_LEAST_LINES = 3
"""Lines of a box that are worth a place at the foot of a sheet."""
_LEAVES = ("", *"bcdefghijklmnopqrstuvwxyz")
"""Of the names of files: `-0`, `-0b`, …"""
_EMPTY = "-"
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    indent: float = 0.0
    bold: bool = False
    space: float = 0.0
    """Points left free above."""


_Cell = tuple[_Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Cells side by side from margin to margin, each with the places of its sides."""

    cells: tuple[tuple[float, float, _Cell], ...]
    parted: bool = False
    """May go on on the next sheet, and grow to fill this one."""

    def height(self, size: float) -> float:
        return max(_height(cell, size) for _, _, cell in self.cells)


def identity_sheets(definition: Definition, logo: Picture | None = None) -> tuple[Sheet, ...]:
    """One sheet; a second only where even the smallest text does not fit on one."""
    sheet = sheet_size(definition.form)
    room = sheet[1] - 2 * _MARGIN
    for size in _SIZES:
        head, bands = _head(definition, sheet[0], size), _bands(definition, sheet[0], size)
        if _head_height(head, size) + sum(band.height(size) for band in bands) <= room:
            break
    filled = _filled(head, bands, room, size)
    return tuple(
        _Leaf(sheet, size, head if place == 0 else (), logo).finished(definition, place, content)
        for place, content in enumerate(filled)
    )


def indonesian_date(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else _EMPTY


def _head(definition: Definition, width: float, size: float) -> tuple[_Band, ...]:
    """Rows with a label and a value, right of the agency's name."""
    document, middle, right = definition.document, width / 2, width - _MARGIN
    rows: list[tuple[str, _Cell]] = [
        ("NOMOR SOP", _plain(document.number, right - middle - _LABELS, size)),
        ("TGL. PEMBUATAN", _plain(indonesian_date(document.created), right - middle - _LABELS, size)),
        ("TGL. REVISI", _plain(indonesian_date(document.revised), right - middle - _LABELS, size)),
        ("TGL. EFEKTIF", _plain(indonesian_date(document.effective), right - middle - _LABELS, size)),
        ("DISAHKAN OLEH", _signature(document, right - middle - _LABELS, size)),
        ("NAMA SOP", _plain(definition.title, right - middle - _LABELS, size, bold=True)),
    ]
    return tuple(
        _Band(cells=((middle, middle + _LABELS, (_Line(text=label),)), (middle + _LABELS, right, value)))
        for label, value in rows
    )


def _bands(definition: Definition, width: float, size: float) -> list[_Band]:
    """The paired boxes, and the decree."""
    document, middle, right = definition.document, width / 2, width - _MARGIN
    pairs = [
        (("Dasar Hukum", document.legal_basis), ("Kualifikasi Pelaksana", document.qualifications)),
        (("Keterkaitan", document.related), ("Peralatan/Perlengkapan", document.equipment)),
        (("Peringatan", document.warnings), ("Pencatatan dan Pendataan", document.records)),
    ]
    bands = [
        _Band(
            parted=True,
            cells=(
                (_MARGIN, middle, _listed(*left, middle - _MARGIN, size)),
                (middle, right, _listed(*other, right - middle, size)),
            ),
        )
        for left, other in pairs
    ]
    if document.decree:
        told = (_decree(document.decree),)
        bands.append(
            _Band(parted=True, cells=((_MARGIN, right, _listed("Ditetapkan dengan", told, right - _MARGIN, size)),))
        )
    return bands


def _plain(text: str, width: float, size: float, *, bold: bool = False) -> _Cell:
    lines = wrap(clean(text) or _EMPTY, width - 2 * _PADDING, size, bold)
    return tuple(_Line(text=line, bold=bold) for line in lines)


def _signature(document: Document, width: float, size: float) -> _Cell:
    approver = document.approved_by
    if approver is None:
        return (_Line(text=_EMPTY),)
    name, *others = _plain(approver.name, width, size, bold=True)
    signed = _Line(text=name.text, bold=True, space=_SIGNATURE)
    rank = _plain(approver.rank, width, size) if approver.rank else ()
    number = _plain(f"NIP. {approver.nip or _EMPTY}", width, size)
    return (*_plain(approver.position, width, size), signed, *others, *rank, *number)


def _listed(title: str, entries: Sequence[str], width: float, size: float) -> _Cell:
    """A bold title, and the entries below it: numbered where there are several."""
    lines = [_Line(text=line, bold=True) for line in wrap(title, width - 2 * _PADDING, size, True)]
    indent = _HANGING if len(entries) > 1 else 0.0
    for place, entry in enumerate(entries or (_EMPTY,), 1):
        for line, text in enumerate(wrap(entry, width - 2 * _PADDING - indent, size) or (_EMPTY,)):
            number = f"{place}." if indent and line == 0 else ""
            lines.append(_Line(text=f"{number}\t{text}" if indent else text, indent=indent))
    return tuple(lines)


def _decree(decree: Decree) -> str:
    """The decree in one sentence, of what is known of it."""
    number = f" Nomor {decree.number}" if decree.number else ""
    title = f" tentang {decree.title}" if decree.title else ""
    place = f", ditetapkan di {decree.place}" if decree.place else ""
    day = f", tanggal {indonesian_date(decree.date)}" if decree.date else ""
    return clean(f"Keputusan{number}{title}{place}{day}") if number + title + place + day else _EMPTY


def _height(cell: _Cell, size: float) -> float:
    return len(cell) * size * LEADING + sum(line.space for line in cell) + 2 * _PADDING


def _head_height(head: Sequence[_Band], size: float) -> float:
    return sum(band.height(size) for band in head)


def _filled(head: Sequence[_Band], bands: Sequence[_Band], room: float, size: float) -> list[list[tuple[_Band, float]]]:
    """The bands of each sheet with their heights."""
    sheets: list[list[tuple[_Band, float]]] = [[]]
    left = room - _head_height(head, size)
    waiting = list(bands)
    while waiting:
        band = waiting.pop(0)
        most = int((left - 2 * _PADDING) / (size * LEADING))
        if band.height(size) <= left:
            sheets[-1].append((band, band.height(size)))
        elif most >= _LEAST_LINES:
            first, rest = _parted(band, most)
            sheets[-1].append((first, first.height(size)))
            waiting.insert(0, rest)
        else:
            sheets.append([])
            waiting.insert(0, band)
            left = room
            continue
        left -= sheets[-1][-1][1]
    share = max(0.0, min(_MOST_STRETCH, left / max(1, len(sheets[-1]))))
    sheets[-1] = [(band, height + share) for band, height in sheets[-1]]
    return sheets


def _parted(band: _Band, most: int) -> tuple[_Band, _Band]:
    """As many lines as fit, and the rest for the next sheet."""
    first = tuple((left, right, cell[:most]) for left, right, cell in band.cells)
    rest = tuple((left, right, cell[most:]) for left, right, cell in band.cells)
    return _Band(cells=first, parted=True), _Band(cells=rest, parted=True)


class _Leaf:
    """One identity sheet while its parts are put in place."""

    def __init__(
        self, sheet: tuple[float, float], size: float, head: Sequence[_Band], logo: Picture | None = None
    ) -> None:
        self.sheet, self.size, self.head, self.logo = sheet, size, head, logo
        self.patches: list[Patch] = []
        self.rules: list[Box] = []
        self.texts: list[Text] = []

    def finished(self, definition: Definition, place: int, content: Sequence[tuple[_Band, float]]) -> Sheet:
        y = _MARGIN
        for band in self.head:
            y = self._put(band, y, band.height(self.size))
        if self.head:
            self._put_agency(definition, Box(left=_MARGIN, right=self.sheet[0] / 2, top=_MARGIN, bottom=y))
        for band, height in content:
            y = self._put(band, y, height)
        if definition.draft:
            width = text_width(DRAFT, self.size, True)
            self.texts.append(
                Text(x=_MARGIN, y=_MARGIN - _PADDING, content=DRAFT, size=self.size, width=width, bold=True)
            )
        return Sheet(
            sop=definition.id,
            file=f"{definition.id}-0{_LEAVES[place]}.svg",
            sop_title=clean(definition.title),
            title=f"{clean(definition.title)}, identitas",
            width=self.sheet[0],
            height=self.sheet[1],
            description=_told(definition),
            rules=tuple(self.rules),
            texts=tuple(self.texts),
            patches=tuple(self.patches),
        )

    def _put(self, band: _Band, top: float, height: float) -> float:
        for left, right, cell in band.cells:
            self._frame(Box(left=left, right=right, top=top, bottom=top + height))
            y = top + _PADDING - self.size * (LEADING - 1.0) / 2
            for line in cell:
                y += line.space + self.size * LEADING
                self.texts += _written(line, left + _PADDING, y - self.size * 0.3, self.size)
        return top + height

    def _put_agency(self, definition: Definition, cell: Box) -> None:
        self._frame(cell)
        if self.logo:
            cell = self._put_logo(self.logo, cell)
        names = (definition.agency.government, definition.agency.name)
        room = cell.width - 4 * _PADDING
        lines = [line for name in names if name for line in wrap(name.upper(), room, _AGENCY_SIZE, True)]
        size = min(_AGENCY_SIZE, (cell.height - 2 * _PADDING) / (max(1, len(lines)) * LEADING))
        x, middle = cell.centre
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * size * LEADING + size * 0.35
            width = text_width(line, size, True)
            self.texts.append(Text(x=x, y=y, content=line, size=size, width=width, bold=True, centred=True))

    def _put_logo(self, logo: Picture, cell: Box) -> Box:
        """The picture in the upper part of a cell; answers what is left of it."""
        room = cell.grown(-2 * _PADDING)
        height = min(room.height * _LOGO_SHARE, room.width / logo.ratio)
        x, half = cell.centre[0], height * logo.ratio / 2
        box = Box(left=x - half, right=x + half, top=room.top, bottom=room.top + height)
        self.patches.append(Patch(box=box, picture=logo.uri))
        return Box(left=cell.left, right=cell.right, top=box.bottom, bottom=cell.bottom)

    def _frame(self, cell: Box) -> None:
        for y in (cell.top, cell.bottom):
            self.rules.append(Box(left=cell.left, right=cell.right, top=y, bottom=y))
        for x in (cell.left, cell.right):
            self.rules.append(Box(left=x, right=x, top=cell.top, bottom=cell.bottom))


def _told(definition: Definition) -> str:
    """What the sheet says of the SOP, in one sentence."""
    document, agency = definition.document, clean(definition.agency.name)
    number, effective = clean(document.number) or _EMPTY, indonesian_date(document.effective)
    return f"Halaman identitas SOP {clean(definition.title)}, {agency}; nomor {number}, berlaku {effective}."


def _written(line: _Line, x: float, y: float, size: float) -> Iterator[Text]:
    number, _, text = line.text.rpartition("\t")
    if number:
        yield Text(x=x, y=y, content=number, size=size, width=text_width(number, size))
    width = text_width(text, size, line.bold)
    yield Text(x=x + line.indent, y=y, content=text, size=size, width=width, bold=line.bold)
