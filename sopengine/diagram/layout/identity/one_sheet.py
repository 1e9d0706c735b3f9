"""Identity and flow of a short SOP on one sheet."""

from __future__ import annotations

from dataclasses import replace

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Arrow, Sheet, Symbol, Text
from sopengine.diagram.layout.table.columns import MARGIN

APART = 8.0
"""Points between the identity and the table."""


def room_for(crown: Sheet) -> float:
    """Points of the height of the sheet that the identity takes from the flow."""
    return crown.height - MARGIN + APART


def with_identity(flow: Sheet, crown: Sheet) -> Sheet:
    """The flow, drawn on a sheet that is lower by the room for the identity, below that."""
    by = room_for(crown)
    return replace(
        flow,
        height=flow.height + by,
        description=f"{crown.description} {flow.description}",
        rules=(*crown.rules, *(_lower(rule, by) for rule in flow.rules)),
        shades=tuple(_lower(shade, by) for shade in flow.shades),
        texts=(*crown.texts, *(_lower_text(text, by) for text in flow.texts)),
        patches=(*crown.patches, *(replace(patch, box=_lower(patch.box, by)) for patch in flow.patches)),
        places=crown.places,
        area=_lower(flow.area, by) if flow.area else None,
        rows=tuple(y + by for y in flow.rows),
        symbols=tuple(_lower_symbol(symbol, by) for symbol in flow.symbols),
        arrows=tuple(_lower_arrow(arrow, by) for arrow in flow.arrows),
    )


def _lower(box: Box, by: float) -> Box:
    return Box(left=box.left, right=box.right, top=box.top + by, bottom=box.bottom + by)


def _lower_text(text: Text, by: float) -> Text:
    return replace(text, y=text.y + by)


def _lower_symbol(symbol: Symbol, by: float) -> Symbol:
    return replace(symbol, box=_lower(symbol.box, by))


def _lower_arrow(arrow: Arrow, by: float) -> Arrow:
    return replace(arrow, points=tuple((x, y + by) for x, y in arrow.points))
