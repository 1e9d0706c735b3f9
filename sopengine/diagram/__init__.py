"""The official form of an SOP: layout, routing, SVG, PDF and PNG; and what else is shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from sopengine.diagram.drawing import Picture, Sheet
from sopengine.diagram.layout.measure import clean
from sopengine.diagram.output.dot import map_page
from sopengine.diagram.output.svg import Page, page
from sopengine.diagram.views.changes import changes, marked
from sopengine.diagram.views.control import control_sheets
from sopengine.diagram.views.draft import drafted
from sopengine.diagram.views.form import document_sheets, form_sheets
from sopengine.diagram.views.lanes import lanes_sheet
from sopengine.diagram.views.live import heading, shown_live, travelled, with_notes
from sopengine.diagram.views.map import Travelled, Way, check_tangle, map_dot
from sopengine.diagram.views.measured import Measured, Tint, by_task, shown_measured
from sopengine.diagram.views.progress import Progress
from sopengine.graph import Graph
from sopengine.model.definition import Definition

__all__ = ["Page", "draw", "draw_control", "draw_lanes", "draw_live", "draw_map", "draw_measured", "map_dot"]


def draw(
    graph: Graph, *, draft: bool = False, logo: Picture | None = None, since: Definition | None = None
) -> tuple[Page, ...]:
    """The pages of the form, identity page first.

    In a draft DRAF stands across, and what was inferred is dashed; rows that are not as in the older version `since`
    are marked at the margin.
    """
    definition = graph.definition
    sheets = document_sheets(graph, logo)
    if since:
        sheets = marked(sheets, changes(since, definition))
    view = "changes" if since else "form"
    return _pages(_drafted(sheets, definition) if draft else sheets, view, _dated(definition))


def draw_live(graph: Graph, progress: Progress, *, draft: bool = False) -> tuple[Page, ...]:
    """The form of an instance, with what has become of each task."""
    definition = graph.definition
    sheets = document_sheets(Graph(with_notes(definition, progress)))
    marks = progress.marks()
    told = heading(progress, definition.agency.timezone)
    sheets = shown_live(sheets, marks, travelled(graph, marks), told)
    return _pages(_drafted(sheets, definition) if draft else sheets, "live", progress.moment)


def draw_measured(
    graph: Graph,
    measures: Mapping[str, Measured],
    meanings: Mapping[Tint, str],
    heading: str = "",
    dated: datetime | None = None,
) -> tuple[Page, ...]:
    """The pages of the form, but for the identity, with each symbol tinted by how it did, and its figures at it.

    `measures` are by the name of a task, or by the id of a step: then all its symbols are tinted alike, and its figures
    stand at the first. `meanings`: the words of the legend; `heading`: what was measured, when; `dated`: aware.
    """
    sheets = shown_measured(form_sheets(graph), by_task(graph, measures), meanings, heading)
    return _pages(sheets, "measured", dated)


def draw_control(graph: Graph, progress: Progress) -> tuple[Page, ...]:
    """The control sheet of an instance, a row a visit."""
    return _pages(control_sheets(graph.definition, progress), "control", progress.moment)


def draw_lanes(graph: Graph) -> Page:
    """The flow without the table: lanes as columns, activities in the symbols."""
    return page(lanes_sheet(graph), "lanes", _dated(graph.definition))


def draw_map(
    graph: Graph, measures: Mapping[Way, Travelled] | None = None, tasks: Mapping[str, Measured] | None = None
) -> Page:
    """The flow in layers without lanes, an actor a colour; with measures, how often and how long on its arrows.

    With `tasks`, by the name of a task or the id of a step as in `draw_measured`, nodes are tinted and bear figures.
    """
    definition = graph.definition
    check_tangle(graph)
    shown = None if tasks is None else by_task(graph, tasks)
    return map_page(map_dot(graph, measures, shown), definition.id, clean(definition.title), _dated(definition))


def _drafted(sheets: tuple[Sheet, ...], definition: Definition) -> tuple[Sheet, ...]:
    return tuple(drafted(sheet, definition) for sheet in sheets)


def _pages(sheets: tuple[Sheet, ...], view: str, dated: datetime | None) -> tuple[Page, ...]:
    return tuple(page(sheet, view, dated) for sheet in sheets)


def _dated(definition: Definition) -> datetime | None:
    """Midnight (UTC) of the day that the document gives for itself, the last that it names first."""
    document = definition.document
    decreed = document.decree.date if document.decree else None
    day = document.revised or document.created or document.effective or decreed
    return datetime.combine(day, time(), UTC) if day else None
