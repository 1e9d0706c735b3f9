"""A decision says what is decided."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.rules.problem import Problem


def no_question(graph: Graph) -> Iterator[Problem]:
    """A decision of a person without a question."""
    for task in graph.tasks.values():
        asked = not all(outcome.conditional for outcome in task.outcomes)
        if task.decides and asked and not task.question.strip() and len(task.outcomes) > 1:
            yield Problem(
                path=(*task.path, "decision"),
                message="nothing says what is decided here: {labels}",
                mend="add a line such as 'question: Sudah benar?'; it is asked when the work is completed",
                values={"labels": " / ".join(outcome.label for outcome in task.outcomes)},
                at_key=True,
            )
