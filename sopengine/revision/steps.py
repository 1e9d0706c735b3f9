"""Rows and their symbols in two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from textwrap import shorten

from sopengine.errors.phrase import Phrase
from sopengine.model.definition import Definition
from sopengine.model.step import END, Step, Task
from sopengine.revision import facts
from sopengine.revision.difference import Difference, How, Part
from sopengine.revision.facts import Facts, Titles
from sopengine.revision.pairs import Versions
from sopengine.revision.place import Place, changed

SHORT = 40
"""Characters of an activity that names a row."""


def steps(versions: Versions) -> Iterator[Difference]:
    """In the order of the new form; a row that was taken out stands behind the one that it followed."""
    was, now = _titles(versions)
    gone, moved = _taken_out(versions), dict(versions.steps.moved)
    yield from _removed(gone[-1], was)
    for place in range(len(versions.new.steps)):
        yield from _step(versions, place, moved, was, now)
        yield from _removed(gone[place], was)


def _step(versions: Versions, place: int, moved: Mapping[int, int], was: Titles, now: Titles) -> Iterator[Difference]:
    """`moved`: old places of the rows that left their order, and their new ones."""
    pairs, step = versions.steps, versions.new.steps[place]
    at = Place(part=Part.STEP, where=_where(step), name=step.id, path=step.path)
    if place not in pairs.before:
        yield at.whole(How.ADDED, after=_summary(step, now))
        return
    before = pairs.before[place]
    old = pairs.old[before]
    if before in moved:
        yield at.whole(How.MOVED, before=old.number or str(before + 1), after=step.number or str(place + 1))
    yield from changed(at, facts.of_step(old, before, was), facts.of_step(step, place, now))
    yield from _tasks(versions, place, was, now)


def _tasks(versions: Versions, place: int, was: Titles, now: Titles) -> Iterator[Difference]:
    pairs, step = versions.tasks[place], versions.new.steps[place]
    row = Place(part=Part.STEP, where=_where(step), name=step.id, path=step.path)
    for old, new in pairs.kept:
        yield from changed(_symbol(step, new, now), *_said(versions, old, new, was, now))
    for before, after in pairs.moved:
        yield _symbol(step, step.tasks[after], now).whole(How.MOVED, before=str(before + 1), after=str(after + 1))
    for task in pairs.added:
        yield row.of_key("tasks", How.ADDED, after=_performer(task, now))
    for task in pairs.removed:
        yield row.of_key("tasks", How.REMOVED, before=_performer(task, was))


def _said(versions: Versions, old: Task, new: Task, was: Titles, now: Titles) -> tuple[Facts, Facts]:
    """Where neither file says what comes next, that follows from the order of the rows."""
    one, other = facts.of_task(old, was), facts.of_task(new, now)
    if _says_next(versions.old, old) or _says_next(versions.new, new):
        return one, other
    return _without_next(one), _without_next(other)


def _says_next(definition: Definition, task: Task) -> bool:
    return (*task.path, "next") in definition.positions.keys


def _without_next(said: Facts) -> Facts:
    return {key: value for key, value in said.items() if key != ("next", "")}


def _symbol(step: Step, task: Task, titles: Titles) -> Place:
    where = _where(step)
    if len(step.tasks) > 1:
        where = Phrase("{step} ({actor})", {"step": where, "actor": titles.actor(task.actor)})
    return Place(part=Part.TASK, where=where, name=task.name, path=task.path)


def _where(step: Step) -> Phrase:
    if step.number:
        return Phrase("Step {number}", {"number": step.number})
    return Phrase("Step '{activity}'", {"activity": _short(step)})


def _taken_out(versions: Versions) -> dict[int, list[Step]]:
    """Place in the new version, -1 before the first -> what was taken out behind it."""
    after = {was: now for now, was in versions.steps.before.items()}
    gone: dict[int, list[Step]] = defaultdict(list)
    place = -1
    for before, step in enumerate(versions.old.steps):
        if before in after:
            place = after[before]
        else:
            gone[place].append(step)
    return gone


def _removed(gone: list[Step], was: Titles) -> Iterator[Difference]:
    for step in gone:
        where = Phrase("Former step {number}", {"number": step.number or f"'{_short(step)}'"})
        at = Place(part=Part.STEP, where=where, name=step.id, path=step.path)
        yield at.whole(How.REMOVED, before=_summary(step, was))


def _summary(step: Step, titles: Titles) -> str:
    """A whole row in one line."""
    performers = ", ".join(dict.fromkeys(_performer(task, titles) for task in step.tasks))
    ways = [
        f"{outcome.label} → {titles.targets(outcome.targets)}"
        for task in step.tasks
        for outcome in task.outcomes
        if outcome.label
    ]
    return "; ".join(filter(None, (step.activity, performers, step.standard.text, ", ".join(ways))))


def _performer(task: Task, titles: Titles) -> str:
    return " + ".join(map(titles.actor, (task.actor, *task.partners)))


def _titles(versions: Versions) -> tuple[Titles, Titles]:
    """Of the old version by what its parts have become, and of the new one."""
    old, new = versions.old, versions.new
    actors = {actor.id: actor.title for actor in new.actors}
    artifacts = {artifact.id: artifact.title for artifact in new.artifacts}
    now = Titles(actors=actors, artifacts=artifacts, tasks=_named(new) | {END: new.form.end})
    kept = {before.name: now.tasks[after.name] for pairs in versions.tasks.values() for before, after in pairs.kept}
    was = Titles(
        actors={one.id: one.title for one in old.actors} | {a.id: b.title for a, b in versions.actors.kept},
        artifacts={one.id: one.title for one in old.artifacts} | {a.id: b.title for a, b in versions.artifacts.kept},
        tasks=_named(old, numbers=False) | kept | {END: new.form.end},
    )
    return was, now


def _named(definition: Definition, *, numbers: bool = True) -> dict[str, str]:
    """Task -> how an arrow to it is told: number and activity of its row, and where there are several the lane."""
    titles = {actor.id: actor.title for actor in definition.actors}
    return {
        task.name: f"{step.number if numbers else ''} ({_short(step)}{_lane(step, task, titles)})".strip()
        for step in definition.steps
        for task in step.tasks
    }


def _lane(step: Step, task: Task, titles: dict[str, str]) -> str:
    return f", {titles.get(task.actor, task.actor)}" if len(step.tasks) > 1 else ""


def _short(step: Step) -> str:
    return shorten(step.activity, SHORT, placeholder=" …")
