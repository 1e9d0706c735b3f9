"""The sheets of the identity, and the identity above the flow of a short SOP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sopengine.diagram.drawing import Picture, Sheet, Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.identity.bands import EMPTY, PADDING, Band, together
from sopengine.diagram.layout.identity.contents import agency_names, boxes, head, indonesian_date
from sopengine.diagram.layout.identity.leaf import Leaf
from sopengine.diagram.layout.measure import clean, shortened, text_width
from sopengine.diagram.layout.table.columns import DRAFT, MARGIN
from sopengine.model.definition import Definition

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Points; the largest with which everything stands on one sheet."""
_MOST_STRETCH = 90.0
"""Points that a pair of boxes may be higher than it must."""
_LEAVES = ("", *"bcdefghijklmnopqrstuvwxyz")
"""Of the names of files: `-0`, `-0b`, …"""
_LEAST_LINES = 3
"""Lines of a box that are worth a place at the foot of a sheet."""
_FOOT, _FOOT_SIZE = 18.0, 7.0
"""Points between the baseline of the page's foot and the edge of the sheet; the size of what stands there."""
_DIGEST = 8
"""Signs of the version's digest that are enough to tell it from others."""


def identity_sheets(
    definition: Definition, width: float, height: float, logo: Picture | None = None
) -> tuple[Sheet, ...]:
    """One sheet of that size; a second only where even the smallest text does not fit on one."""
    room = height - 2 * MARGIN
    for size in SIZES:
        rows, lists = _bands(definition, width, size)
        if together(rows, size) + together(lists, size) <= room:
            break
    leaves = _filled(lists, room - together(rows, size), room, size)
    return tuple(
        _sheet(
            definition, place, _leaf(definition, width, size, rows if place == 0 else (), content, room, logo), height
        )
        for place, content in enumerate(leaves)
    )


def identity_crown(definition: Definition, width: float, size: float, logo: Picture | None = None) -> Sheet:
    """The identity as the upper part of a sheet; its height is how much of the sheet it takes."""
    rows, lists = _bands(definition, width, size)
    leaf = _leaf(definition, width, size, rows, lists, 0.0, logo)
    return replace(_sheet(definition, 0, leaf, leaf.bottom), texts=tuple(leaf.texts))


def _bands(definition: Definition, width: float, size: float) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    """The rows beside the agency's name, and the boxes below."""
    left, right = MARGIN, width - MARGIN
    return head(definition, width / 2, right, size), boxes(definition, left, right, size)


def _filled(bands: Sequence[Band], first_room: float, room: float, size: float) -> list[list[Band]]:
    """The bands of each sheet; one that finds no room goes on on the next sheet."""
    sheets: list[list[Band]] = [[]]
    left, waiting = first_room, list(bands)
    while waiting:
        band = waiting.pop(0)
        most = int((left - 2 * PADDING) / (size * LEADING))
        if band.height(size) <= left:
            sheets[-1].append(band)
        elif most >= _LEAST_LINES:
            head, rest = _parted(band, most)
            sheets[-1].append(head)
            waiting.insert(0, rest)
        else:
            sheets.append([])
            waiting.insert(0, band)
            left = room
            continue
        left -= sheets[-1][-1].height(size)
    return sheets


def _parted(band: Band, most: int) -> tuple[Band, Band]:
    """As many lines as fit, and the rest for the next sheet."""
    head = tuple((left, right, cell[:most]) for left, right, cell in band.cells)
    rest = tuple((left, right, cell[most:]) for left, right, cell in band.cells)
    return Band(cells=head), Band(cells=rest)


def _leaf(
    definition: Definition,
    width: float,
    size: float,
    rows: Sequence[Band],
    content: Sequence[Band],
    room: float,
    logo: Picture | None,
) -> Leaf:
    leaf = Leaf(width, size)
    for band in rows:
        leaf.put(band, band.height(size))
    if rows:
        leaf.put_agency(agency_names(definition), logo)
    spare = room - together(rows, size) - together(content, size)
    stretch = max(0.0, min(_MOST_STRETCH, spare / max(1, len(content))))
    for band in content:
        leaf.put(band, band.height(size) + stretch)
    return leaf


def _sheet(definition: Definition, place: int, leaf: Leaf, height: float) -> Sheet:
    return Sheet(
        sop=definition.id,
        file=f"{definition.id}-0{_LEAVES[place]}.svg",
        sop_title=clean(definition.title),
        title=f"{clean(definition.title)}, identitas",
        width=leaf.width,
        height=height,
        description=_told(definition),
        rules=tuple(leaf.rules),
        texts=(*leaf.texts, *_foot(definition, leaf.width, height)),
        patches=tuple(leaf.patches),
        places=tuple(leaf.places),
    )


def _foot(definition: Definition, width: float, height: float) -> Iterator[Text]:
    """On the left the mark of a draft, on the right the SOP's number and its version."""
    y = height - _FOOT
    if definition.draft:
        yield Text(x=MARGIN, y=y, content=DRAFT, size=_FOOT_SIZE, width=text_width(DRAFT, _FOOT_SIZE, True), bold=True)
    version = definition.digest[:_DIGEST]
    room = (width - 2 * MARGIN) / 2 - text_width(f" - {version}", _FOOT_SIZE)
    words = " - ".join(filter(None, (shortened(definition.document.number, room, _FOOT_SIZE), version)))
    if words:
        wide = text_width(words, _FOOT_SIZE)
        yield Text(x=width - MARGIN - wide, y=y, content=words, size=_FOOT_SIZE, width=wide)


def _told(definition: Definition) -> str:
    """What the sheet says of the SOP, in one sentence."""
    document, agency = definition.document, clean(definition.agency.name)
    number, effective = clean(document.number) or EMPTY, indonesian_date(document.effective)
    return f"Halaman identitas SOP {clean(definition.title)}, {agency}; nomor {number}, berlaku {effective}."
