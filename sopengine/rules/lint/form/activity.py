"""The text of an activity: active, verb first, no performer, no hidden decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopengine.graph import Graph
from sopengine.model.step import Step
from sopengine.rules.indonesian.sentence import Opening, Start, normal, opening
from sopengine.rules.problem import Problem

LONGEST_PROPOSAL = 50
"""Characters of a text that a mend proposes."""

_CONDITION = re.compile(
    r"\b(apabila|bila|bilamana|jika|jikalau|kalau)\b(?!\s+(?:di)?(?:perlu|perlukan|butuhkan)\b)", re.IGNORECASE
)
"""`jika perlu` decides nothing."""


def no_verb(graph: Graph) -> Iterator[Problem]:
    """An activity that begins with a noun: a topic, nothing that is done."""
    for step, start in _openings(graph):
        if start.start is Start.OTHER or (start.start is Start.CONDITION and _decides(step)):
            yield Problem(
                path=_path(step),
                part=start.first,
                message="the activity does not begin with a verb, but with '{first}'",
                mend="begin with '{verb} …'"
                if start.verb
                else "say what is done, such as 'Menyusun …' or 'Memeriksa …'",
                values={"first": start.first, "verb": start.verb.capitalize()},
            )


def passive(graph: Graph) -> Iterator[Problem]:
    """An activity in the passive: what happens to a thing, not what the lane does."""
    for step, start in _openings(graph):
        if start.start is Start.PASSIVE:
            yield Problem(
                path=_path(step),
                part=start.first,
                message="'{first}' is passive: it tells what happens, not what the performer does",
                mend="begin with '{verb} …'",
                values={"first": start.first, "verb": start.verb.capitalize()},
            )


def performer(graph: Graph) -> Iterator[Problem]:
    """An activity that begins with who does it; the lane says that."""
    titles = {actor.id: actor.title for actor in graph.definition.actors}
    for step, start in _openings(graph):
        if start.start is not Start.PERFORMER:
            continue
        lanes = [titles[task.actor] for task in step.tasks if task.actor in titles]
        same = any(_share(normal(lane), normal(start.subject)) for lane in lanes)
        yield Problem(
            path=_path(step),
            part=start.subject,
            message="'{subject}' is said by the column of performers already"
            if same
            else "the text names '{subject}' as performer, the row stands in the lane '{lane}'",
            mend="begin with the verb: '{rest}'" if same else "begin with the verb: '{rest}'; is the lane right?",
            values={"subject": start.subject, "lane": ", ".join(lanes), "rest": _proposal(start.rest)},
        )


def hidden_decision(graph: Graph) -> Iterator[Problem]:
    """An activity that says 'if', in a row that decides nothing."""
    for step in graph.definition.steps:
        found = _CONDITION.search(step.activity)
        if found and not _decides(step):
            yield Problem(
                path=_path(step),
                part=found[1],
                message="'{word}' speaks of a choice, but the row has no decision",
                mend="add 'question: …' and 'decision: {{Ya: …, Tidak: …}}', or take the condition out",
                values={"word": found[1]},
            )


def _openings(graph: Graph) -> Iterator[tuple[Step, Opening]]:
    titles = tuple(actor.title for actor in graph.definition.actors)
    return ((step, opening(step.activity, titles)) for step in graph.definition.steps)


def _share(lane: str, subject: str) -> bool:
    """Whether a lane is meant: both begin with the same word."""
    return bool(lane) and bool(subject) and lane.split()[0] == subject.split()[0]


def _decides(step: Step) -> bool:
    return any(task.decides for task in step.tasks)


def _path(step: Step) -> tuple[str | int, ...]:
    return (*step.path, "activity")


def _proposal(text: str) -> str:
    text = text[:1].upper() + text[1:]
    if len(text) <= LONGEST_PROPOSAL:
        return text
    return text[:LONGEST_PROPOSAL].rsplit(" ", 1)[0] + " …"
