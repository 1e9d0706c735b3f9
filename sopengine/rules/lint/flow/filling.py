"""Which data have been filled in when work comes to a task: by tasks that ask for it, and by SOPs that hand it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.language.neighbours import called_files
from sopengine.language.reading import read
from sopengine.model.step import END, Task


@frozen
class Filling:
    """Of one SOP; worked out when asked for."""

    graph: Graph
    above: tuple[str, ...] = ()
    """The SOPs that have called it, each the next."""
    _lacking: dict[str, frozenset[str]] = field(default_factory=dict)
    _called: dict[str, Filling | None] = field(default_factory=dict)

    def fills(self, task: Task, id: str) -> bool:
        """Whether a field is filled in once a task is completed."""
        return id in task.fills_in or (bool(task.call) and self._hands_back(task.call, id))

    def by(self, id: str) -> list[str]:
        """The tasks that fill in a field."""
        return [task.name for task in self.graph.tasks.values() if self.fills(task, id)]

    def handed_back_at_times(self, id: str) -> str:
        """An SOP that is called and fills in a field of equal name and type on some of its ways only; else ""."""
        for task in self.graph.tasks.values():
            called = self._of(task.call) if task.call and self._shares(task.call, id) else None
            if called and not self._hands_back(task.call, id) and (called.by(id) or called.handed_back_at_times(id)):
                return task.call
        return ""

    def lacking(self, id: str) -> frozenset[str]:
        """The tasks that can begin before a field has been filled in; none where it is not declared.

        Work that a branch brings along is enough, since where branches meet all of them are awaited.
        """
        if id not in self._lacking:
            declared = any(field.id == id for field in self.graph.definition.data)
            self._lacking[id] = self._without(id) if declared else frozenset()
        return self._lacking[id]

    def _hands_back(self, sop: str, id: str) -> bool:
        """Whether each way through an SOP that is called fills in a field of equal name and type."""
        called = self._of(sop)
        if called is None or not self._shares(sop, id):
            return False
        return called.graph.entries[0] in called._surely_filled(id)

    def _shares(self, sop: str, id: str) -> bool:
        called = self._of(sop)
        return called is not None and not _declared(self.graph, id).isdisjoint(_declared(called.graph, id))

    def _of(self, sop: str) -> Filling | None:
        """None where its file cannot be read, which is told of that file, or it is in a circle, which is told too."""
        if sop not in self._called:
            file, above = called_files(self.graph.definition).get(sop), (*self.above, self.graph.definition.id)
            definition = read(file).definition if file and sop not in above else None
            legible = definition is not None and bool(definition.steps)
            self._called[sop] = Filling(graph=Graph(definition), above=above) if definition and legible else None
        return self._called[sop]

    def _without(self, id: str) -> frozenset[str]:
        sure = self._surely_filled(id)
        begun: set[str] = set()
        todo = list(self.graph.entries)
        while todo:
            name = todo.pop()
            if name not in begun:
                begun.add(name)
                todo += self._unfilled(self.graph.tasks[name], id, sure)
        return frozenset(begun)

    def _unfilled(self, task: Task, id: str, sure: frozenset[str]) -> Iterator[str]:
        """Where work goes on without the field."""
        for targets in self._ways_without(task, id):
            filled = [target for target in targets if target in sure]
            for target in targets:
                beside = [other for other in filled if other != target]
                if target in self.graph.tasks and not any(_meets(self.graph, other, target) for other in beside):
                    yield target

    def _surely_filled(self, id: str) -> frozenset[str]:
        """The tasks after whose begin the field is filled in, whatever is decided."""
        sure: set[str] = set()
        while True:
            more = {
                task.name
                for task in self.graph.tasks.values()
                if task.name not in sure and all(sure.intersection(targets) for targets in self._ways_without(task, id))
            }
            if not more:
                return frozenset(sure)
            sure |= more

    def _ways_without(self, task: Task, id: str) -> list[tuple[str, ...]]:
        """The ways out by which the task itself does not fill in the field; none where it does on every way."""
        if not self.fills(task, id):
            return [way.targets for way in task.ways]
        return [task.overdue.targets] if task.overdue else []


def _declared(graph: Graph, id: str) -> set[tuple[str, str]]:
    return {(one.id, one.type) for one in graph.definition.data if one.id == id}


def _meets(graph: Graph, one: str, other: str) -> bool:
    """Whether two branches come together again, so that the one brings along what the other needs."""
    return bool((graph.after(one) & ({other} | graph.after(other))) - {END})
