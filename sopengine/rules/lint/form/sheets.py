"""What the form is asked for and cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.form import Form, Layout
from sopengine.rules.problem import Problem


def too_long_for_one_sheet(graph: Graph) -> Iterator[Problem]:
    """`layout: one-sheet` in an SOP with more rows than are drawn below the identity."""
    rows = len(graph.definition.steps)
    if graph.definition.form.layout is Layout.ONE_SHEET and rows > Form.MOST_ROWS_ON_ONE_SHEET:
        yield Problem(
            path=("form", "layout"),
            message="identity and flow are drawn on a sheet each: one sheet holds {most} rows, here are {count}",
            mend="take 'layout: one-sheet' out, or make one row of several",
            values={"most": Form.MOST_ROWS_ON_ONE_SHEET, "count": rows},
        )
