"""What a report shows of SOPs from their own texts: whose they are, the form, the map with how often each way went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sopengine.compliance.measures import Group
from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer, SopRuns
from sopengine.diagram import draw_map, draw_measured
from sopengine.diagram.layout.measure import clean
from sopengine.diagram.layout.plan import PlannedArrow, end_of, plan
from sopengine.diagram.views.map import Travelled, Way
from sopengine.diagram.views.measured import Measured
from sopengine.engine import Engine
from sopengine.errors import SopError
from sopengine.errors.clock import clock_text
from sopengine.graph import Graph
from sopengine.messages.speech import speech as speaking
from sopengine.model.step import END, Outcome
from sopengine.office.forms.live import kept_graph
from sopengine.report.account import Paper
from sopengine.report.periods import period_name
from sopengine.report.tints import PRINTED, meanings, tints
from sopengine.report.when import local
from sopengine.settings.values import Monitoring

Outcomes = Mapping[str, Mapping[tuple[str, str], int]]
"""Digest -> task and label of an outcome -> how often the work went on by it."""


def paper(engine: Engine, runs: SopRuns, answer: Answer, went: Outcomes, limits: Monitoring) -> Paper:
    """Of the version that was started last. What cannot be drawn any more is left out; the figures stay."""
    try:
        graph = kept_graph(engine.compiled(runs.digest))
    except SopError:
        return Paper(office=runs.agency, number="")
    groups = [group for group in answer.of(By.STEP) if (group.agency, group.sop) == (runs.agency, runs.sop)]
    tinted = tints(groups, limits)
    ways = measures(graph, _of_all_versions(engine, runs, went), _times(groups), runs.started)
    return Paper(
        office=office(graph),
        number=graph.definition.document.number,
        form=_form(graph, tinted, limits, answer),
        map=_map(graph, ways, tinted),
    )


def known(engine: Engine, runs: SopRuns) -> Paper:
    """The same without anything drawn."""
    try:
        graph = kept_graph(engine.compiled(runs.digest))
    except SopError:
        return Paper(office=runs.agency, number="")
    return Paper(office=office(graph), number=graph.definition.document.number)


def office(graph: Graph) -> str:
    """The agency with its government, unless its name says it already."""
    agency = graph.definition.agency
    government = agency.government
    place = government.removeprefix("Pemerintah ").strip()
    return agency.name if not place or place.casefold() in agency.name.casefold() else f"{agency.name}, {government}"


def counted(found: Iterable[tuple[str, str, str, int]]) -> Outcomes:
    """Of what a store tells; several outcomes that were chosen at once count each."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for digest, task, outcome, count in found:
        for label in outcome.splitlines() or ("",):
            counts.setdefault(digest, Counter())[task, label] += count
    return counts


def measures(
    graph: Graph, went: Mapping[tuple[str, str], int], times: Mapping[str, timedelta], started: int
) -> dict[Way, Travelled]:
    """How often each arrow of the map was travelled, and how long work stayed with the step before it, by median.

    Of a task that passes at once nothing is recorded: what led to it led on. `started`: so many runs began.
    """
    found: dict[Way, Travelled] = {}
    arrows = [arrow for arrow in plan(graph).arrows if not arrow.joint]
    for arrow in sorted(arrows, key=lambda arrow: _passes(graph, arrow.source)):
        task = graph.tasks.get(arrow.source)
        if task is None:
            count, time = started, None
        elif not task.work:
            count, time = sum(found[way].count for way in found if way[2] == arrow.source), None
        else:
            labels = [outcome.label for outcome in task.ways if _leads(outcome, arrow)]
            count, time = sum(went.get((arrow.source, label), 0) for label in labels), times.get(task.step)
        found[arrow.source, arrow.label, arrow.target] = Travelled(count=count, time=time if count else None)
    return found


def _passes(graph: Graph, source: str) -> bool:
    task = graph.tasks.get(source)
    return task is not None and not task.work


def _leads(outcome: Outcome, arrow: PlannedArrow) -> bool:
    """By this outcome the work goes along this arrow; an arrow without a label is that of all that lead there."""
    targets = [end_of(arrow.source) if target == END else target for target in outcome.targets]
    return arrow.target in targets and arrow.label in ("", clean(outcome.label))


def _form(graph: Graph, tinted: Mapping[str, Measured], limits: Monitoring, answer: Answer) -> tuple[str, ...]:
    """Nothing where no sheet can hold it any more."""
    speech = speaking(PRINTED)
    stands = clock_text(local(answer.now, graph.definition.agency.timezone), speech.translate)
    head = f"{period_name(answer.period, speech)}; {speech.text('as of {time}', time=stands)}"
    try:
        return tuple(page.svg for page in draw_measured(graph, tinted, meanings(limits), head))
    except SopError:
        return ()


def _map(graph: Graph, ways: Mapping[Way, Travelled], tinted: Mapping[str, Measured]) -> str:
    try:
        return draw_map(graph, ways, tinted).svg
    except SopError:
        return ""


def _of_all_versions(engine: Engine, runs: SopRuns, went: Outcomes) -> Counter[tuple[str, str]]:
    together: Counter[tuple[str, str]] = Counter()
    for digest in engine.version_numbers(runs.sop).values():
        together.update(went.get(digest, {}))
    return together


def _times(groups: Sequence[Group]) -> dict[str, timedelta]:
    """Step -> median of what it took; of several standards that of the last."""
    return {group.step: group.spread.median for group in groups if group.spread}
