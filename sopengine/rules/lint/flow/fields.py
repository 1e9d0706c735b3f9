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


def entries_of_each(graph: Graph) -> Iterator[Problem]:
    """One work item an entry, of what has no entries."""
    types = _types(graph)
    for task in graph.tasks.values():
        if task.each and types.get(task.each.field, DataType.LIST) is not DataType.LIST:
            yield Problem(
                path=(*task.path, "each"),
                message="'{name}' is no list, so there is nothing to do 'each' of",
                mend="declare it with 'type: list'; a fixed number is written as 'each: 3'",
                values={"name": task.each.field},
            )


def counted_items(graph: Graph) -> Iterator[Problem]:
    """A `count` of what is no number, or beside a standard that is not for one item."""
    types = _types(graph)
    for task in graph.tasks.values():
        if not task.count:
            continue
        if types.get(task.count, DataType.NUMBER) is not DataType.NUMBER:
            yield Problem(
                path=(*task.path, "count"),
                message="'{name}' is no number, so it cannot say how many there were",
                mend="declare it with 'type: number'",
                values={"name": task.count},
            )
        if not graph.steps[task.step].standard.per_item:
            yield Problem(
                path=(*task.path, "count"),
                message="nothing is counted here: the standard is not for one item",
                mend="write it as in 'duration: 2 menit/berkas', or leave 'count' out",
                at_key=True,
            )


def _types(graph: Graph) -> dict[str, DataType]:
    return {field.id: field.type for field in graph.definition.data}


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
