"""What the pages of the catalogue read: entries, examined files and drawn forms, each kept while it does not change."""

from __future__ import annotations

from pathlib import Path

from sopengine.diagram import Page, draw
from sopengine.diagram.drawing import Picture
from sopengine.diagram.layout.identity.logo import read_logo
from sopengine.errors import NotFoundError, SopError
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.office.forms.approved import as_approved
from sopengine.office.forms.catalogue import Entry, State, entries, entry
from sopengine.office.forms.live import kept_graph
from sopengine.rules.gate import Examination, examine
from sopengine.web.asked import Asked


def all_entries(asked: Asked) -> tuple[Entry, ...]:
    """By agency and title."""
    return entries(asked.hosted.definitions, asked.engine, lambda file: _examined(asked, file))


def named(asked: Asked) -> Entry:
    """The SOP that the address names; raises NotFoundError."""
    return entry(all_entries(asked), str(asked.place["id"]))


def version_graph(asked: Asked, one: Entry, number: int) -> Graph:
    """A version that the store keeps; raises NotFoundError, and StorageError where it cannot be read."""
    found = next((version for version in one.versions if version.number == number), None)
    if found is None:
        raise NotFoundError("the SOP '{id}' has no version {number}", id=one.id, number=number)
    return asked.hosted.graphs.get(found.digest, lambda: kept_graph(asked.engine.compiled(found.digest)))


def graph_of(asked: Asked, one: Entry) -> Graph | None:
    """Of the file; where there is none, of the latest version; None where that cannot be drawn."""
    if one.state is State.BROKEN:
        return None
    if one.examination is not None:
        return one.examination.graph
    return version_graph(asked, one, one.versions[-1].number) if one.definition else None


def drawn(asked: Asked, graph: Graph) -> tuple[Page, ...]:
    """The form as it prints, identity page first, signed where it is approved; a draft says so across."""
    definition, approval = graph.definition, asked.engine.approval(graph.definition.digest)
    key = ("form", definition.digest, definition.draft, approval)

    def made() -> tuple[Page, ...]:
        logo = _logo(asked.hosted.definitions, definition)
        return draw(as_approved(asked.engine, graph), draft=definition.draft, logo=logo)

    return asked.hosted.drawn.get(key, made)


def _examined(asked: Asked, file: Path) -> Examination:
    """Anew where the file, one beside it, or the day has changed."""
    state, beside = file.stat(), file.parent.stat()
    today = asked.now.date()
    key = (file, state.st_mtime_ns, state.st_size, beside.st_mtime_ns, today)
    return asked.hosted.examined.get(key, lambda: examine(file, today=today))


def _logo(folder: Path, definition: Definition) -> Picture | None:
    """None also for one that has gone: the form is shown all the same."""
    try:
        return read_logo(folder / definition.form.logo) if definition.form.logo else None
    except SopError:
        return None
