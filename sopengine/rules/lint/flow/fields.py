"""What is declared under `data`."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors.nearest import nearest
from sopengine.expression.data import DataType
from sopengine.graph import Graph
from sopengine.rules.problem import Problem


def options_of_choice(graph: Graph) -> Iterator[Problem]:
    """A choice without options, or options of something else."""
    for field in graph.definition.data:
        path = ("data", field.id)
        if field.type is DataType.CHOICE and not field.options:
            yield Problem(
                path=path,
                message="the choice '{name}' has no options",
                mend="add 'options: [barang, jasa]', with those that are meant",
                values={"name": field.id},
                at_key=True,
            )
        elif field.options and field.type is not DataType.CHOICE:
            yield Problem(
                path=(*path, "type"),
                message="'{name}' has options, but is no choice",
                mend="write 'type: choice', or leave 'options' out",
                values={"name": field.id},
            )
        elif len(set(field.options)) < len(field.options):
            yield Problem(
                path=(*path, "options"),
                message="an option of '{name}' stands there twice",
                mend="keep one of the two",
                values={"name": field.id},
                at_key=True,
            )


def unused_field(graph: Graph) -> Iterator[Problem]:
    """A field that nobody fills in; not told where a misspelt name means it."""
    asked = {id for task in graph.tasks.values() for id in task.asks}
    declared = [field.id for field in graph.definition.data]
    meant = {nearest(id, declared) for id in asked.difference(declared)}
    for field in graph.definition.data:
        if field.id not in asked | meant:
            yield Problem(
                path=("data", field.id),
                message="nobody fills in '{name}'",
                mend="add 'asks: [{name}]' to the step where it becomes known, or take it out",
                values={"name": field.id},
                at_key=True,
            )
