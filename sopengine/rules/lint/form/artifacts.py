"""Documents come from somewhere, go somewhere, and bear one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopengine.errors.nearest import slips
from sopengine.graph import Graph
from sopengine.model.positions import Path
from sopengine.model.step import END, Item, Step
from sopengine.rules.indonesian.verb_lists import word_set
from sopengine.rules.lint.flow.unused import meant_artifact
from sopengine.rules.problem import Problem

SHORTEST_SLIP = 5
"""Letters; in a shorter word one letter makes another word."""

_FILLERS = word_set("akan dan ini itu sudah telah tersebut untuk yang")
_SPELLINGS = {"draf": "draft", "analisa": "analisis", "fotokopi": "fotocopy", "photocopy": "fotocopy", "prin": "print"}
_AFFIX = re.compile(r"^(?:di|ter)(?=[a-z]{3})")
"""`sudah diisi` and `yang sudah terisi` mean one thing."""


def never_put_out(graph: Graph) -> Iterator[Problem]:
    """A declared artifact that a step needs before any step puts it out; told at the first need."""
    known = {artifact.id for artifact in graph.definition.artifacts if artifact.external}
    produced = {item.artifact for step in graph.definition.steps for item in step.outputs}
    for step in graph.definition.steps:
        for place, item in enumerate(step.needs):
            if item.artifact and item.artifact not in known:
                known.add(item.artifact)
                yield _from_nowhere(step, place, item, later=item.artifact in produced)
        known.update(item.artifact for item in step.outputs if item.artifact)


def _from_nowhere(step: Step, place: int, item: Item, *, later: bool) -> Problem:
    return Problem(
        path=(*step.path, "needs", place),
        message="'{title}' is needed here, and only this step or a later one puts it out"
        if later
        else "'{title}' is needed here, and no step puts it out",
        mend="let an earlier step put it out; where it is brought along, declare it with 'external: true'",
        values={"title": item.text},
    )


def never_needed(graph: Graph) -> Iterator[Problem]:
    """A declared artifact that is put out, and neither needed nor the result of the SOP; told once.

    Not told where a misspelt name means it.
    """
    needs = [item for step in graph.definition.steps for item in step.needs]
    needed = {item.artifact for item in needs} | {meant_artifact(graph, item) for item in needs}
    results = {item.artifact for step in graph.definition.steps if _ends(step) for item in step.outputs}
    told: set[str] = set()
    for step in graph.definition.steps:
        for place, item in enumerate(step.outputs):
            if item.artifact and item.artifact not in needed | results | told:
                told.add(item.artifact)
                yield Problem(
                    path=(*step.path, "outputs", place),
                    message="no step needs '{title}', and no last step puts it out",
                    mend="list it under 'needs' of the step that uses it, or take it out",
                    values={"title": item.text},
                )


def near_names(graph: Graph) -> Iterator[Problem]:
    """Two names that differ by spelling, by a filler word or by one letter; each is told once."""
    first: dict[tuple[str, ...], str] = {}
    seen: set[str] = set()
    for path, text in _names(graph):
        if text in seen:
            continue
        seen.add(text)
        words = _words(text)
        other = next((first[sign] for sign in _signs(words) if sign in first and _near(words, first[sign])), "")
        if other:
            yield Problem(
                path=path,
                message="'{text}' and '{other}' look like two names of one thing",
                mend="write both alike; what several steps use is best declared under 'artifacts'",
                values={"text": text, "other": other},
            )
        for sign in _signs(words):
            first.setdefault(sign, text)


def _names(graph: Graph) -> Iterator[tuple[Path, str]]:
    """Where it stands, and the text: declared artifacts, then plain texts in the order of the rows."""
    for artifact in graph.definition.artifacts:
        yield ("artifacts", artifact.id), artifact.title
    for step in graph.definition.steps:
        for key, items in (("needs", step.needs), ("outputs", step.outputs)):
            for place, item in enumerate(items):
                if not item.artifact:
                    yield (*step.path, key, place), item.text


def _words(text: str) -> tuple[str, ...]:
    words = (word for word in re.findall(r"\w+", text.casefold()) if word not in _FILLERS)
    return tuple(_AFFIX.sub("", _SPELLINGS.get(word, word)) for word in words)


def _signs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Keys that two near names share: the words, and the words with a letter of one of them left out."""
    yield words
    for place, word in enumerate(words):
        if len(word) >= SHORTEST_SLIP and word.isalpha():
            for at in range(len(word)):
                yield (*words[:place], word[:at] + word[at + 1 :], *words[place + 1 :])


def _near(words: tuple[str, ...], other: str) -> bool:
    """Equal, or one slip apart in one long word."""
    pairs = zip(words, _words(other), strict=True)
    return sum(slips(left, right) for left, right in pairs if left != right) <= 1


def _ends(step: Step) -> bool:
    return any(END in outcome.targets for task in step.tasks for outcome in task.outcomes)
