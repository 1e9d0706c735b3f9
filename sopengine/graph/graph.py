"""The compiled definition as a graph; answers structural questions in words of the field.

Nodes are names of tasks and END; an edge is a flow.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import networkx as nx

from sopengine.frozen import frozen
from sopengine.graph import net as numbers
from sopengine.graph.meeting import members
from sopengine.model.definition import Definition
from sopengine.model.step import END, Step, Task


@frozen
class Flow:
    """An arrow of the form: from a task to a task, or to END."""

    source: str
    target: str
    label: str
    """As printed: "" where nothing is decided, and where the label is only offered."""


class Graph:
    """Tasks and flows of one definition. A target that no task bears is left out; the rules report it."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.steps: dict[str, Step] = {step.id: step for step in definition.steps}
        self.tasks: dict[str, Task] = {task.name: task for step in definition.steps for task in step.tasks}
        """By name, in the order of the form."""
        self.flows: tuple[Flow, ...] = tuple(self._flows())
        self._out: dict[str, list[Flow]] = {name: [] for name in (*self.tasks, END)}
        self._in: dict[str, list[Flow]] = {name: [] for name in (*self.tasks, END)}
        for flow in self.flows:
            self._out[flow.source].append(flow)
            self._in[flow.target].append(flow)
        self._graph: nx.DiGraph[str] = nx.DiGraph()
        self._graph.add_nodes_from([*self.tasks, END])
        self._graph.add_edges_from((flow.source, flow.target) for flow in self.flows)

    @property
    def entries(self) -> tuple[str, ...]:
        """Names of the tasks an instance can start at; empty where the definition has no step."""
        return tuple(name for name, task in self.tasks.items() if task.entry)

    def out_of(self, task: str) -> tuple[Flow, ...]:
        """The flows that leave a task, in the order written."""
        return tuple(self._out[task])

    def into(self, task: str) -> tuple[Flow, ...]:
        return tuple(self._in[task])

    def after(self, task: str) -> frozenset[str]:
        """All tasks, and END, that work can come to from here by one flow or more; the task itself in a loop."""
        return frozenset(node for flow in self.out_of(task) for node in self._reached_from(flow.target))

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The tasks, and END, that some entry leads to; entries included."""
        return frozenset(node for entry in self.entries for node in self._reached_from(entry))

    @cached_property
    def ending(self) -> frozenset[str]:
        """The tasks from which some way leads to an end."""
        return frozenset(nx.ancestors(self._graph, END))

    @cached_property
    def net(self) -> numbers.Net:
        """The flow in numbers: a task is its place in the form."""
        number = {name: place for place, name in enumerate(self.tasks)} | {END: numbers.END}
        return numbers.Net(
            [[[number[t] for t in way.targets if t in number] for way in task.ways] for task in self.tasks.values()],
            [number[entry] for entry in self.entries],
            [number[name] for name, task in self.tasks.items() if task.many],
            [number[name] for name, task in self.tasks.items() if not task.work],
        )

    @cached_property
    def waits_for(self) -> dict[str, tuple[str, ...]]:
        """Of each task where several arrows meet the tasks it waits for: it starts when none of them is under way."""
        names = tuple(self.tasks)
        return {names[p]: tuple(names[t] for t in members(tasks)) for p, tasks in self.net.waits_for.items()}

    @cached_property
    def back(self) -> frozenset[tuple[str, str]]:
        """The arrows that lead back, as source and target."""
        names = tuple(self.tasks)
        return frozenset((names[source], names[target]) for source, target in self.net.meetings.back)

    @cached_property
    def forks(self) -> bool:
        """Whether work can go on side by side."""
        return any(len(targets) > 1 for ways in self.net.ways for targets in ways)

    def leads_back(self, flow: Flow) -> bool:
        return (flow.source, flow.target) in self.back

    def _flows(self) -> Iterator[Flow]:
        for task in self.tasks.values():
            for way in task.ways:
                for target in way.targets:
                    if target == END or target in self.tasks:
                        yield Flow(source=task.name, target=target, label=way.printed)

    def _reached_from(self, node: str) -> set[str]:
        return {node} | nx.descendants(self._graph, node)
