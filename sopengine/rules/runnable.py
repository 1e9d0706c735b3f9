"""What an SOP says that the engine cannot run yet: told before an instance is started, never ignored."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors import Finding, Severity
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.positions import Path
from sopengine.model.step import Task


def unrunnable(graph: Graph) -> tuple[Finding, ...]:
    """Empty where an instance may be started; each finding stands at a key, in the order of the file."""
    definition = graph.definition
    if definition.draft:
        return (_finding(definition, "start/draft", ("status",), "a draft cannot be started", _DRAFT_MEND),)
    found = [
        _finding(definition, "start/not-yet", path, "the engine does not know '{key}' yet", _MEND)
        for path in _paths(graph)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.at.line, finding.at.column)))


_DRAFT_MEND = "when it is finished, take 'status: draft' out"
_MEND = "leave it out of an SOP that is to be started"


def _finding(definition: Definition, rule: str, path: Path, message: str, mend: str) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        at=definition.positions.key(path),
        message=message,
        mend=mend,
        values={"key": path[-1]},
    )


def _paths(graph: Graph) -> Iterator[Path]:
    """Where the keys stand that nothing runs yet."""
    if graph.definition.calendar:
        yield ("calendar",)
    for actor in graph.definition.actors:
        if actor.calendar:
            yield ("actors", actor.id, "calendar")
    for task in graph.tasks.values():
        for key in _keys(task):
            yield (*task.path, key)


def _keys(task: Task) -> Iterator[str]:
    said = {
        "each": task.each,
        "call": task.call,
        "wait": task.wait,
        "overdue": task.overdue,
        "remind": task.remind,
        "escalate": task.escalate,
    }
    return (key for key, value in said.items() if value)
