"""What a page shows, as values: symbols, arrows, texts and rules at their places.

Lengths are points (1/72 inch), counted from the upper left corner of the sheet.
"""

from __future__ import annotations

from enum import StrEnum

from sopengine.diagram.box import Box, Point
from sopengine.diagram.font import ASCENT, DESCENT, LEADING
from sopengine.frozen import frozen


class Kind(StrEnum):
    """The five symbols of the form, but for the arrow; start and end are both capsules."""

    START = "start"
    PROCESS = "process"
    DECISION = "decision"
    END = "end"
    CONNECTOR = "connector"


@frozen
class Symbol:
    """A shape in a lane."""

    id: str
    """Unique on its page."""
    name: str
    """Of its task, or of the connector: `A@out`, `A@in`; a target reached from above and below has two of these."""
    kind: Kind
    box: Box
    step: str = ""
    actor: str = ""
    """Both empty for a connector."""
    partners: tuple[str, ...] = ()
    """Who work along in the neighbouring lanes over which this symbol is drawn, too."""
    partner: bool = False
    """Of an actor who works along in a lane apart; the lead has a symbol of the same name."""
    question: str = ""
    """Printed beside its diamond, where the router finds a place."""
    in_head: bool = False
    """A connector that stands above the rows of the page, not below."""
    dashed: bool = False
    shade: str = ""
    """Colour of its ground, `#rrggbb`; "" for that of the paper."""
    edge: str = ""
    """Colour of a heavy border; "" for the ordinary one."""
    hatch: str = ""
    """Colour of the stripes over its ground; "" for none."""
    told: str = ""
    """What a pointer over it is told."""


@frozen
class Arrow:
    """A flow between two symbols of one page."""

    name: str
    """Unique on its page."""
    source: str
    target: str
    """Ids of symbols."""
    label: str = ""
    label_lines: tuple[tuple[str, ...], ...] = ()
    """The ways in which the label may be broken into lines, the best first; none without label."""
    points: tuple[Point, ...] = ()
    """From border to border; of a joined arrow to the way it joins. Empty until it is routed."""
    joint: bool = False
    """A plain line between two who do one piece of work."""
    dashed: bool = False
    heavy: bool = False
    joined: bool = False
    """Ends on the way of another arrow to the same target, without a head."""


@frozen
class Text:
    """A line of text, or the lines of a label."""

    x: float
    """Of its left end, or of its middle when centred."""
    y: float
    """Of its baseline; of its middle when turned."""
    content: str
    """Lines are parted by line feeds."""
    size: float
    width: float
    """Of the widest line, as measured with the shipped font."""
    bold: bool = False
    centred: bool = False
    turned: bool = False
    """Runs upwards; `x` is the baseline then, and `y` the middle of the line."""
    cell: str = ""
    """`step/column` of a cell of the table."""
    label_of: str = ""
    """Name of the arrow whose label it is."""
    halo: bool = False
    """Stands on a ground of its own, in the colour of the paper."""
    question_of: str = ""
    """Name of the task whose question it is."""
    of_sop: bool = False
    """Tells the title of the SOP."""

    @property
    def box(self) -> Box:
        above, below = self.size * ASCENT, self.size * (DESCENT + self.content.count("\n") * LEADING)
        if self.turned:
            half = self.width / 2
            return Box(left=self.x - above, top=self.y - half, right=self.x + below, bottom=self.y + half)
        left = self.x - self.width / 2 if self.centred else self.x
        return Box(left=left, top=self.y - above, right=left + self.width, bottom=self.y + below)


@frozen
class Patch:
    """A rectangle beside the flow: a sample in a legend, a frame around a text, or a picture."""

    box: Box
    shade: str = ""
    """Colour of its ground; "" for none."""
    dashed: bool = False
    edge: str = ""
    """Colour of a heavy border; "" for the ordinary one."""
    hatch: str = ""
    """Colour of the stripes over its ground; "" for none."""
    picture: str = ""
    """A data URI; then there is no frame."""


@frozen
class Picture:
    """A picture that has no place yet."""

    uri: str
    """All of it, as `data:`."""
    ratio: float
    """Its width divided by its height."""


@frozen
class Sheet:
    """One sheet with everything at its place; an identity sheet has no area, symbols and arrows."""

    sop: str
    file: str
    """Its name: `<id>-0.svg` for the identity page, `<id>-1.svg` for the first page of the form."""
    sop_title: str
    title: str
    """Of the sheet, for readers of the screen and for bookmarks."""
    description: str = ""
    """What it shows, for those who cannot see it."""
    width: float
    height: float
    rules: tuple[Box, ...] = ()
    """Lines of the table: boxes without width or without height."""
    shades: tuple[Box, ...] = ()
    """Grey grounds."""
    texts: tuple[Text, ...] = ()
    patches: tuple[Patch, ...] = ()
    places: tuple[Box, ...] = ()
    """Left free to sign in."""
    number: int = 0
    """Page of the form, from 1; 0 on an identity sheet."""
    total: int = 0
    area: Box | None = None
    """The Pelaksana area, from the foot of the header to the last rule."""
    actors: tuple[str, ...] = ()
    lanes: tuple[float, ...] = ()
    """Where the upright rules of the area are: one more than actors."""
    rows: tuple[float, ...] = ()
    """Where the level rules of the area are, strips for connectors included."""
    symbols: tuple[Symbol, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    cramped: frozenset[str] = frozenset()
    """Steps of which an arrow found no way of its own, or a label no place."""
