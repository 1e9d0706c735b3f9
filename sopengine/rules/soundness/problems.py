"""Rules about work that goes on side by side: what goes wrong, the way there, and a mend that was checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sopengine.graph import Graph
from sopengine.rules.lint.flow.names import misspelt
from sopengine.rules.problem import Problem
from sopengine.rules.soundness.examination import Trouble, collisions, early_ends
from sopengine.rules.soundness.forks import Fork
from sopengine.rules.soundness.search import Way
from sopengine.rules.soundness.words import Words, mended

ELSE = "let these branches meet before the flow goes on or back"
"""Where no single arrow mends it."""


def opened_twice(graph: Graph) -> Iterator[Problem]:
    """A task that is opened again while it is open: two people, or one twice, are asked for the same work."""
    words = Words(graph)
    for trouble in _collisions(graph):
        if trouble.way and trouble.way.twice is not None:
            name = words.name(trouble.way.twice)
            mend, values = mended(words, trouble.mend, ELSE)
            yield Problem(
                path=(*graph.tasks[name].path, "id"),
                message="'{name}' is opened twice at once by completing {way}",
                mend=mend,
                values={"name": name, **_told(words, trouble.way), **values},
            )


def left_open(graph: Graph) -> Iterator[Problem]:
    """A branch that ends while work of another goes on: the end that the form shows is not the end of the work."""
    words = Words(graph)
    known = {trouble.fork for trouble in _collisions(graph)}
    for trouble in _early_ends(graph):
        if trouble.way and trouble.fork not in known:
            name = words.name(trouble.way.completions[-1].task)
            mend, values = mended(words, trouble.mend, "where this is meant, nothing has to be done")
            yield Problem(
                path=(*graph.tasks[name].path, "id"),
                message="the end after '{name}' leaves {open} open, by completing {way}",
                mend=mend,
                values={
                    "name": name,
                    "open": words.names(trouble.way.open),
                    **_told(words, trouble.way),
                    **values,
                },
            )


def not_proven(graph: Graph) -> Iterator[Problem]:
    """A fork of which neither a way to open a task twice was found nor that there is none."""
    words = Words(graph)
    for trouble in _collisions(graph):
        if trouble.way is None:
            yield _unknown(graph, words, trouble.fork)


def _unknown(graph: Graph, words: Words, fork: Fork) -> Problem:
    name = words.name(fork.task)
    return Problem(
        path=(*graph.tasks[name].path, "id"),
        message="not proven: whether a task can be opened twice at once after '{name}' goes on side by side",
        mend=ELSE,
        values={"name": name},
    )


def _told(words: Words, way: Way) -> dict[str, object]:
    return {"way": words.way(way.completions), "steps": words.steps(way.completions)}


@lru_cache(maxsize=2)
def _collisions(graph: Graph) -> tuple[Trouble, ...]:
    return () if _unusable(graph) else tuple(collisions(graph.net))


@lru_cache(maxsize=2)
def _early_ends(graph: Graph) -> tuple[Trouble, ...]:
    return () if _unusable(graph) else tuple(early_ends(graph.net))


def _unusable(graph: Graph) -> bool:
    return not graph.forks or misspelt(graph)
