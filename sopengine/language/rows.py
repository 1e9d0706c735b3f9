"""The rows of the file -> steps and their tasks, with the defaults of number and flow filled in."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.language.fields import Fields
from sopengine.model.definition import Artifact
from sopengine.model.duration import Duration
from sopengine.model.step import END, Item, Outcome, Step, Task


def build_steps(top: Fields, artifacts: Sequence[Artifact]) -> tuple[Step, ...]:
    rows = tuple(top.rows("steps"))
    below = (*(row.text("id") for row in rows[1:]), END)
    titles = {artifact.id: artifact.title for artifact in artifacts}
    return tuple(_step(row, place, below[place - 1], titles) for place, row in enumerate(rows, 1))


def _step(row: Fields, place: int, below: str, titles: dict[str, str]) -> Step:
    id = row.text("id")
    return Step(
        id=id,
        number=row.text("number", str(place)),
        activity=row.text("activity"),
        standard=Duration.parse(row.text("duration")),
        tasks=(_task(row, id, below),),
        needs=_items(row, "needs", titles),
        outputs=_items(row, "outputs", titles),
        note=row.text("note"),
        inferred=row.texts("inferred"),
        path=row.path,
    )


def _task(fields: Fields, step: str, below: str) -> Task:
    return Task(
        name=step,
        step=step,
        actor=fields.text("actor"),
        outcomes=_outcomes(fields, below),
        question=fields.text("question"),
        decides="decision" in fields,
        path=fields.path,
    )


def _outcomes(fields: Fields, below: str) -> tuple[Outcome, ...]:
    if "decision" in fields:
        return tuple(Outcome(label=label, targets=(target,)) for label, target in fields.labels("decision"))
    return (Outcome(label="", targets=(fields.text("next", below),)),)


def _items(row: Fields, key: str, titles: dict[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(text=titles[text], artifact=text) if text in titles else Item(text=text) for text in row.texts(key)
    )
