"""The rows of the file -> steps and their tasks, with the defaults of number and flow filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sopengine.duration.standard import Duration
from sopengine.frozen import frozen
from sopengine.language.build.fields import Fields
from sopengine.language.build.tasks import build_task
from sopengine.model.definition import Artifact
from sopengine.model.step import END, Item, Step


@frozen
class _Symbol:
    """A task of the file that has its name, but not yet its targets."""

    name: str
    step: str
    keys: Fields

    @property
    def starts(self) -> bool:
        return self.keys.text("symbol") == "start"


def build_steps(top: Fields, artifacts: tuple[Artifact, ...]) -> tuple[Step, ...]:
    rows = [(row, tuple(_symbols(row))) for row in top.rows("steps")]
    symbols = [symbol for _, mine in rows for symbol in mine]
    names, below = _names(symbols), iter(_below(symbols))
    titles = {artifact.id: artifact.title for artifact in artifacts}
    steps: list[Step] = []
    for number, (row, mine) in enumerate(rows, 1):
        tasks = tuple(
            build_task(symbol.keys, symbol.name, symbol.step, names, next(below), first=symbol is symbols[0])
            for symbol in mine
        )
        steps.append(
            Step(
                id=row.text("id"),
                number=row.text("number", str(number)),
                activity=row.text("activity"),
                standard=Duration.parse(row.text("duration")),
                tasks=tasks,
                substeps=row.texts("substeps"),
                needs=_items(row, "needs", titles),
                outputs=_items(row, "outputs", titles),
                note=row.text("note"),
                inferred=row.texts("inferred"),
                path=row.path,
            )
        )
    return tuple(steps)


def _symbols(row: Fields) -> Iterator[_Symbol]:
    """The tasks of a row; a single one has the name of its step."""
    id = row.text("id")
    tasks = tuple(row.rows("tasks"))
    seen: Counter[str] = Counter()
    for keys in tasks or (row,):
        actor = keys.text("actor")
        seen[actor] += 1
        several = f"{id}/{actor}" if seen[actor] == 1 else f"{id}/{actor}/{seen[actor]}"
        yield _Symbol(name=several if len(tasks) > 1 else id, step=id, keys=keys)


def _names(symbols: list[_Symbol]) -> Mapping[str, str]:
    """What a target may say -> the task it means: a step stands for its first task."""
    names = {END: END}
    for symbol in symbols:
        names.setdefault(symbol.step, symbol.name)
    return names | {symbol.name: symbol.name for symbol in symbols}


def _below(symbols: list[_Symbol]) -> list[str]:
    """Of each task the one that comes next by itself: the first below that is no entry, else the end."""
    below, nearest = [], END
    for symbol in reversed(symbols):
        below.append(nearest)
        nearest = nearest if symbol.starts else symbol.name
    return below[::-1]


def _items(row: Fields, key: str, titles: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(text=titles[text], artifact=text) if text in titles else Item(text=text) for text in row.texts(key)
    )
