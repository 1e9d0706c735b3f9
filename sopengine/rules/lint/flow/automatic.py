"""Where no person acts, the flow must find its own way."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.duration.standard import Duration
from sopengine.errors.nearest import did_you_mean
from sopengine.graph import Graph
from sopengine.model.step import Task
from sopengine.rules.problem import Problem


def nobody_decides(graph: Graph) -> Iterator[Problem]:
    """A decision where no person is asked, and no condition decides."""
    for task in graph.tasks.values():
        if task.automatic and task.decides and not any(outcome.conditional for outcome in task.outcomes):
            yield Problem(
                path=(*task.path, "decision"),
                message="beside '{key}' nobody is asked, so nobody can decide",
                mend="give the outcomes conditions, {{next: …, when: …}}, or let a person decide in a task of its own",
                values={"key": _key(task)},
                at_key=True,
            )


def idle_circle(graph: Graph) -> Iterator[Problem]:
    """A circle in which no person ever acts; each is told once."""
    told: set[str] = set()
    for name, task in graph.tasks.items():
        if task.automatic and name not in told:
            circle = _circle(graph, name)
            if circle:
                told |= circle
                yield Problem(
                    path=(*task.path, _key(task)),
                    message="from '{name}' the flow can come back here without anybody having worked",
                    mend="let a step with work lie on the way back",
                    values={"name": name},
                    at_key=True,
                )


def endless_wait(graph: Graph) -> Iterator[Problem]:
    """A time to count with that has no length."""
    for task in graph.tasks.values():
        overdue = task.overdue.after if task.overdue else None
        for path, time in ((("wait",), task.wait), (("overdue", "after"), overdue), (("remind",), task.remind)):
            if time is not None and not time.measurable:
                yield _no_length((*task.path, *path), time)


def _no_length(path: tuple[str | int, ...], time: Duration) -> Problem:
    return Problem(
        path=path,
        message="'{text}' has no length that can be counted",
        mend=did_you_mean(time.nearest, "write a time such as '3 hari kerja'"),
        values={"text": time.text, "nearest": time.nearest},
    )


def _circle(graph: Graph, start: str) -> set[str]:
    """The automatic tasks on the ways from a task back to itself that pass no other ones."""
    ahead = _passed(graph, start, back=False)
    return ahead & _passed(graph, start, back=True) if start in ahead else set()


def _passed(graph: Graph, start: str, *, back: bool) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        flows = graph.into(name) if back else graph.out_of(name)
        for other in (flow.source if back else flow.target for flow in flows):
            task = graph.tasks.get(other)
            if task and task.automatic and other not in found:
                found.add(other)
                todo.append(other)
    return found


def _key(task: Task) -> str:
    if not task.work:
        return "work"
    return "call" if task.call else "wait"
