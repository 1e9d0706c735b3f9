"""Ways and mends in words: tasks by their printed numbers, decisions by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.graph import Graph
from sopengine.graph.meeting import members
from sopengine.graph.net import END as NO_TASK
from sopengine.model.step import END, Task
from sopengine.rules.soundness.mends import Mend
from sopengine.rules.soundness.play import Completion

LONGEST_RUN = 3
"""Tasks told one by one where nothing is decided; of more, the first and the last."""


class Words:
    """What the tasks and outcomes of a definition are called."""

    def __init__(self, graph: Graph) -> None:
        self._net = graph.net
        self._tasks: Sequence[Task] = tuple(graph.tasks.values())
        self._steps = graph.steps

    def name(self, task: int) -> str:
        return END if task == NO_TASK else self._tasks[task].name

    def names(self, tasks: int) -> str:
        return ", ".join(f"'{self.name(task)}'" for task in members(tasks))

    def way(self, completions: Sequence[Completion]) -> str:
        """Such as `1, 2 (Tidak), 4 … 9`."""
        told: list[str] = []
        for run in self._runs(completions):
            parts = [self._told(done) for done in run]
            told += [f"{parts[0]} … {parts[-1]}"] if len(parts) > LONGEST_RUN else parts
        return ", ".join(told)

    def steps(self, completions: Sequence[Completion]) -> tuple[str, ...]:
        """All of it, one by one: names of tasks, with what was chosen."""
        return tuple(self.name(done.task) + self._chosen(done) for done in completions)

    def label(self, task: int, outcome: int) -> str:
        return " ".join(self._tasks[task].ways[outcome].label.split())

    def _told(self, done: Completion) -> str:
        task = self._tasks[done.task]
        step = self._steps[task.step]
        printed = step.number or step.id
        beside = task.name.removeprefix(task.step) if len(step.tasks) > 1 else ""
        return printed + beside + self._chosen(done)

    def _chosen(self, done: Completion) -> str:
        labels = filter(None, (self.label(done.task, outcome) for outcome in self._net.taken[done.task][done.outcome]))
        chosen = " + ".join(labels)
        return f" ({chosen})" if chosen else ""

    def _runs(self, completions: Sequence[Completion]) -> Iterator[list[Completion]]:
        """Completions one of which does nothing but lead to the next."""
        run: list[Completion] = []
        for done in completions:
            if run and not (self._plain(run[-1], done.task) and self._plain(done)):
                yield run
                run = []
            run.append(done)
        if run:
            yield run

    def _plain(self, done: Completion, to: int | None = None) -> bool:
        """Nothing is decided, and nothing begins side by side."""
        choices = self._net.choices[done.task]
        return len(choices) == 1 and len(choices[0]) == 1 and to in (None, choices[0][0])


def mended(words: Words, mend: Mend | None, template: str) -> tuple[str, dict[str, object]]:
    """The mend as a template and its values; the given one where none was found."""
    if mend is None:
        return template, {}
    arrow = mend.arrow
    label = words.label(arrow.task, arrow.outcome)
    names = {"task": words.name(arrow.task), "old": words.name(arrow.target), "new": words.name(mend.new)}
    if label:
        return "for instance let '{label}' of '{task}' lead to '{new}' instead of '{old}'", {"label": label, **names}
    return "for instance let '{task}' go to '{new}' instead of '{old}'", {**names}
