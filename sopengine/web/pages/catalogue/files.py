"""What can be taken home of an SOP: the form in several formats, its flow in other views, its source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from sopengine.diagram import Page, draw_lanes, draw_map
from sopengine.diagram.output.typeset import pdf, png
from sopengine.errors import NotFoundError
from sopengine.errors.phrase import Phrase
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.office.forms.catalogue import Entry
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.shelf import drawn, graph_of, named

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "yaml": "application/yaml; charset=utf-8",
}


@frozen
class File:
    """One to download."""

    name: str
    """Last part of its address, and what it is called on the disk."""
    format: str
    """As people call it."""
    what: Phrase


def files(one: Entry, pages: tuple[Page, ...]) -> list[File]:
    """All that there is of an SOP."""
    found = [File(name=f"{one.id}.yaml", format="YAML", what=Phrase("source"))]
    if not pages:
        return found
    whole = [File(name=f"{one.id}.pdf", format="PDF", what=Phrase("the form, to print and to sign"))]
    for page in pages:
        what = Phrase("page {number}", {"number": page.sheet.number}) if page.sheet.number else Phrase("identity page")
        stem = page.name.removesuffix(".svg")
        whole += [File(name=f"{stem}.{each}", format=each.upper(), what=what) for each in ("png", "svg")]
    whole += [
        File(name=f"{one.id}-lanes.svg", format="SVG", what=Phrase("lanes with their activities")),
        File(name=f"{one.id}-map.svg", format="SVG", what=Phrase("map of the process")),
    ]
    return whole + found


def file(asked: Asked) -> Response:
    """One of them; raises NotFoundError where the SOP has no such file."""
    one, name = named(asked), str(asked.place["name"])
    made = _made(asked, one).get(name)
    if made is None:
        raise NotFoundError("the SOP '{id}' has no file '{name}'", id=one.id, name=name)
    type = _TYPES[name.rpartition(".")[2]]
    return Response(made(), media_type=type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _made(asked: Asked, one: Entry) -> dict[str, Callable[[], bytes]]:
    """Names of its files -> how to make what they hold."""
    graph = graph_of(asked, one)
    if graph is None:
        return {}
    pages = drawn(asked, graph)
    found: dict[str, Callable[[], bytes]] = {
        f"{one.id}.yaml": graph.definition.text.encode,
        f"{one.id}.pdf": lambda: pdf(pages),
        f"{one.id}-lanes.svg": lambda: _kept(asked, graph, "lanes", draw_lanes).svg.encode(),
        f"{one.id}-map.svg": lambda: _kept(asked, graph, "map", draw_map).svg.encode(),
    }
    for page in pages:
        found[page.name] = page.svg.encode
        found[page.name.removesuffix(".svg") + ".png"] = partial(png, page)
    return found


def _kept(asked: Asked, graph: Graph, view: str, draw: Callable[[Graph], Page]) -> Page:
    (page,) = asked.hosted.drawn.get((view, graph.definition.digest), lambda: (draw(graph),))
    return page
