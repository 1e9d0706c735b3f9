"""Places of work: a step of a version with an actor, as a store and the question know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sopengine.calendar.terms import by_the_clock
from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import Question
from sopengine.duration.standard import Duration
from sopengine.frozen import frozen


@frozen
class Place:
    """Work items of one step, actor and version."""

    id: int
    digest: str
    sop: str
    title: str
    agency: str
    """As it is called among all that are asked."""
    own_agency: str
    """As its SOPs name it."""
    government: str | None
    """Of the agency; None where it is not known."""
    timezone: str
    days: str
    version: int
    """Number of the version."""
    step: str
    rank: int
    """Place of the step in the form."""
    number: str
    activity: str
    standard: Duration
    actor_id: str
    actor: str
    """Printed title."""
    row_actors: tuple[str, ...]
    """Printed titles of all who work in the row."""
    calendar: str
    external: bool
    staffed: bool
    """Its work is up to who holds the position; not that of outsiders and programs."""
    partners: tuple[tuple[str, str], ...]
    """Ids and printed titles of who works along."""
    by_clock: bool
    several: bool
    """A visit may have more than one work item."""
    wanted: bool
    """The SOP is asked for, and its agency."""
    mine: bool
    """The actor is asked for, too."""
    usual: timedelta = timedelta()
    """The upper end of the standard in working time of ordinary weeks."""


def places_of(
    versions: Mapping[str, tuple[int, Compiled]], own_names: Mapping[str, str], question: Question, first: int
) -> tuple[Place, ...]:
    """All that a work item of these versions can be at, also what a run brought along from another version."""
    of_sop: defaultdict[str, list[tuple[int, Compiled]]] = defaultdict(list)
    for number, version in versions.values():
        of_sop[version.sop].append((number, version))
    found: list[Place] = []
    for number, version in versions.values():
        nearest = sorted(of_sop[version.sop], key=lambda other: (other[0] != number, abs(number - other[0])))
        found += _of_version(
            number, [each for _, each in nearest], own_names[version.agency], question, first + len(found)
        )
    return tuple(found)


def _of_version(
    number: int, nearest: Sequence[Compiled], own_agency: str, question: Question, first: int
) -> Iterator[Place]:
    """`nearest`: the version itself, then the others of its SOP."""
    version = nearest[0]
    actors = {id: each for each in reversed(nearest) for id in each.actors}
    steps = {id: each for each in reversed(nearest) for id in each.steps}
    order = [*version.steps, *(id for id in steps if id not in version.steps)]
    pairs = ((rank, steps[step], step, id) for rank, step in enumerate(order) for id in actors)
    for place, (rank, told_by, step, actor) in enumerate(pairs, first):
        row, of_actor = told_by.steps[step], actors[actor]
        title, external = of_actor.actors[actor], actor in of_actor.external
        wanted = chosen(question.sops, version.sop) and chosen(question.agencies, version.agency, own_agency)
        yield Place(
            id=place,
            digest=version.digest,
            sop=version.sop,
            title=version.title,
            agency=version.agency,
            own_agency=own_agency,
            government=version.government,
            timezone=version.timezone,
            days=told_by.days,
            version=number,
            step=step,
            rank=rank,
            number=row.number,
            activity=row.activity,
            standard=row.standard,
            actor_id=actor,
            actor=title,
            row_actors=tuple(_in_row(told_by, step)),
            calendar=of_actor.calendar_of(actor),
            external=external,
            staffed=not external and actor not in of_actor.programs,
            partners=tuple(_partners(told_by, step, actor)),
            by_clock=by_the_clock(row.standard, external),
            several=any(_is_several(each, step) for each in nearest),
            wanted=wanted,
            mine=wanted and chosen(question.actors, actor, title),
        )


def _in_row(version: Compiled, step: str) -> dict[str, None]:
    actors = (actor for task in version.rows[step] for actor in (version.tasks[task].actor, *_each(version, task)))
    return dict.fromkeys(version.actors[actor] for actor in actors)


def _partners(version: Compiled, step: str, actor: str) -> Iterator[tuple[str, str]]:
    tasks = (version.tasks[task] for task in version.rows[step])
    along = (each for task in tasks if task.actor == actor or task.each for each in task.partners)
    yield from ((each, version.actors.get(each, each)) for each in dict.fromkeys(along))


def _each(version: Compiled, task: str) -> tuple[str, ...]:
    each = version.tasks[task].each
    return each.actors if each else ()


def _is_several(version: Compiled, step: str) -> bool:
    tasks = version.rows.get(step, ())
    return len(tasks) > 1 or any(version.tasks[task].each for task in tasks)


def chosen(names: Sequence[str], *known: str) -> bool:
    """Whether nothing narrows, or one of the known is named, in whatever case."""
    return not names or bool({name.casefold() for name in names} & {each.casefold() for each in known})
