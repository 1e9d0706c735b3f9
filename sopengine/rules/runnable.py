"""The one door to running: what keeps an SOP from being run is told before an instance is started, never ignored."""

from __future__ import annotations

from sopengine.calendar.kept import text_of
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import to_text
from sopengine.errors import DefinitionError, Finding, Severity, UnrunnableError
from sopengine.graph import Graph
from sopengine.graph.compile import compiled
from sopengine.language.calendar.hours import load_calendar
from sopengine.language.neighbours import calendar_files, called_files, neighbours
from sopengine.model.definition import Definition
from sopengine.rules.check import RULES, check
from sopengine.rules.gate import load


def runnable(graph: Graph) -> Compiled:
    """The tables of an SOP, with the SOPs that it can call and the calendars that they name, from beside its file.

    Raises UnrunnableError for a draft, DefinitionError for what is wrong; also where that stands in a called SOP.
    """
    return _compiled(graph, {})


def tables_text(graph: Graph) -> str:
    """What a store keeps beside the text of a definition, made anew, to be held against it; it starts nothing."""
    return to_text(compiled(graph))


def unrunnable(graph: Graph) -> tuple[Finding, ...]:
    """What keeps an SOP without errors from being run, at its key; called SOPs are not looked at."""
    definition = graph.definition
    return (_draft(definition),) if definition.draft else ()


_ERRORS = {id: rule for id, rule in RULES.items() if rule[0] is Severity.ERROR}


def _compiled(graph: Graph, ready: dict[str, Compiled]) -> Compiled:
    """`ready`: by id what was compiled so far; called SOPs are added. There is no circle of calls: that is an error."""
    _refuse(graph)
    called: dict[str, Compiled] = {}
    for id, file in called_files(graph.definition).items():
        if id not in ready:
            ready[id] = _compiled(load(file), ready)
        called |= {id: ready[id], **ready[id].called}
    return compiled(graph, called, _hours(graph.definition))


def _refuse(graph: Graph) -> None:
    """Whoever made the graph, it is not run with errors."""
    obstacles = unrunnable(graph)
    if obstacles:
        raise UnrunnableError(graph.definition.id, obstacles)
    errors = [
        finding
        for finding in (*neighbours(graph.definition), *check(graph, _ERRORS))
        if finding.severity is Severity.ERROR
    ]
    if errors:
        raise DefinitionError(errors)


def _hours(definition: Definition) -> dict[str, str]:
    """The calendars it names, as text."""
    zone = definition.agency.timezone
    return {name: text_of(load_calendar(file, zone)) for name, file in calendar_files(definition).items()}


def _draft(definition: Definition) -> Finding:
    return Finding(
        rule="start/draft",
        severity=Severity.ERROR,
        at=definition.positions.key(("status",)),
        message="a draft cannot be started",
        mend="when it is finished, take 'status: draft' out",
    )
