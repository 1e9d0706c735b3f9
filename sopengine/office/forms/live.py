"""What has become of one instance, and the definition that it is pinned to: for a form that shows both."""

from __future__ import annotations

from sopengine.compiled.tables import Compiled
from sopengine.diagram.views.progress import Progress
from sopengine.engine import Engine
from sopengine.errors import Severity, StorageError
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.office.running.standing import standing
from sopengine.office.running.work import Moment


@frozen
class LiveForm:
    """One instance at a moment, and the version that it is pinned to."""

    compiled: Compiled
    progress: Progress

    @property
    def graph(self) -> Graph:
        """The definition as it was when the instance began."""
        return kept_graph(self.compiled)


def live_form(engine: Engine, name: int | str, *, at: Moment | None = None) -> LiveForm:
    """Of the instance with this number or reference, as it stood at a moment (default: now)."""
    found = standing(engine, name, at=at)
    compiled = engine.compiled(found.instance.digest)
    path = [work for work in found.path if work.item.task in compiled.tasks]  # the form has no row for others
    return LiveForm(
        compiled=compiled,
        progress=Progress(
            instance=found.instance,
            items=tuple(work.item for work in path),
            late={work.item.id: work.late for work in path if work.late is not None},
            moment=at(found.timezone) if at else engine.now(),
        ),
    )


def kept_graph(version: Compiled) -> Graph:
    """The definition of a version, from the text that the store keeps."""
    reading = parse(version.text.encode("utf-8"), f"{version.sop}.yaml")
    definition, broken = reading.definition, any(finding.severity is Severity.ERROR for finding in reading.findings)
    if definition is None or broken:
        raise StorageError("the store holds no text of {sop} that can be drawn", sop=version.sop)
    return Graph(definition)
