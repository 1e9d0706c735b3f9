"""Standards along the paths of many runs: of those that went the same way, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sopengine.calendar.moments import MICROSECOND
from sopengine.compiled.tables import Compiled
from sopengine.compliance.path import Along, Walked, along
from sopengine.compliance.setting.places import Place
from sopengine.compliance.sql.dialect import BETWEEN_FIELDS, BETWEEN_ROWS
from sopengine.compliance.summing.told import Told


def paths(told: Told, versions: Mapping[str, tuple[int, Compiled]]) -> Iterator[tuple[int, int, int]]:
    """Version, as the relations number it, and microseconds of its completed runs: each row once, and every visit."""
    for version, once, with_rework in told.rows.get("PATHS", ()):
        yield version, once, with_rework
    for version, shape, many in told.rows.get("SHAPES", ()):
        _, compiled = versions[told.digests[version]]
        found = along_shape(shape, told.places, compiled)
        yield version, many * (found.promised // MICROSECOND), many * (found.with_rework // MICROSECOND)


def along_shape(shape: str, places: Mapping[int, Place], compiled: Compiled) -> Along:
    """`shape`: of one run, as `statements.SHAPES` tells it."""
    opened: dict[tuple[str, str], int] = {}
    items: list[Walked] = []
    for number, row in enumerate(shape.split(BETWEEN_ROWS)):
        place, task, visit, state, by, by_visit, outcome = row.split(BETWEEN_FIELDS)
        items.append(
            Walked(
                task=task,
                step=places[int(place)].step,
                visit=int(visit),
                standard=places[int(place)].usual,
                opened_by=opened.get((by, by_visit)),
                done=state != "returned",
                expired=state == "expired",
                outcome=outcome,
            )
        )
        opened[task, visit] = number
    return along(items, compiled)
