"""The connectors of one page in the strips above and below its rows, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Kind, Symbol, Text
from sopengine.diagram.font import ASCENT, DESCENT
from sopengine.diagram.layout.lines import stacked
from sopengine.diagram.layout.measure import shortened, text_width
from sopengine.diagram.layout.pages import Connector
from sopengine.diagram.layout.symbols import CONNECTOR_SIZE

_LETTER_SIZE = 8.0
_LETTER_RAISED = 1.5
"""Points that a letter stands above the middle of its pentagon, which narrows downwards."""
_SIZES = (6.0, 5.5, 5.0)
"""Points of what stands beside a connector; the largest that fits into its lane."""
_GAP = 1.5
"""Points between a pentagon and what stands beside it."""
_OUTWARDS = 1.0
"""Points by which a pentagon stands nearer to the rows than to the other side of its strip."""


def connector_id(connector: Connector) -> str:
    """Unique on its page: one target may be reached from above and from below."""
    return f"{connector.name}-{'head' if connector.at_head else 'foot'}"


def connector_symbol(connector: Connector, lane: tuple[float, float], strip: tuple[float, float]) -> Symbol:
    """The pentagon in the middle of its lane."""
    width, height = CONNECTOR_SIZE
    x, y = sum(lane) / 2, sum(strip) / 2 + (_OUTWARDS if connector.at_head else -_OUTWARDS)
    box = Box(left=x - width / 2, right=x + width / 2, top=y - height / 2, bottom=y + height / 2)
    return Symbol(
        id=connector_id(connector),
        name=connector.name,
        kind=Kind.CONNECTOR,
        box=box,
        in_head=connector.at_head,
    )


def connector_texts(
    connector: Connector, symbol: Symbol, lane: tuple[float, float], numbers: Sequence[str]
) -> Iterator[Text]:
    """The letter, and away from the rows the page and the row at the other end; `numbers` are of all rows."""
    x, y = symbol.box.centre
    yield from stacked((connector.letter,), (x, y - _LETTER_RAISED), _LETTER_SIZE)
    rows = ", ".join(_ranges(connector.rows, numbers))
    words = f"hal. {', '.join(_ranges(connector.others))} {'ke' if connector.outward else 'dari'} {rows}"
    room = lane[1] - lane[0] - 2 * _GAP
    size = next((size for size in _SIZES if text_width(words, size) <= room), _SIZES[-1])
    words = shortened(words, room, size)
    at = symbol.box.top - _GAP - size * DESCENT if connector.at_head else symbol.box.bottom + _GAP + size * ASCENT
    yield Text(x=x, y=at, content=words, size=size, width=text_width(words, size), centred=True)


def _ranges(places: Sequence[int], names: Sequence[str] = ()) -> Iterator[str]:
    """`1-3` and `5` for the places 0, 1, 2 and 4, or their names; in order."""
    begun = 0
    for place in range(1, len(places) + 1):
        if place == len(places) or places[place] != places[place - 1] + 1:
            ends = [names[end] if names else str(end + 1) for end in dict.fromkeys((places[begun], places[place - 1]))]
            yield "-".join(ends)
            begun = place
