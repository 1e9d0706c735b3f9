"""The same kind of SOP of several agencies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sopengine.errors import MisuseError
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.step import Step
from sopengine.rules.gate import checked
from sopengine.rules.likeness import Match, matched

FORMAT = 1
"""Of the plain data."""


@frozen
class SideBySide:
    """SOPs and the rows of them that mean the same."""

    sops: tuple[Definition, ...]
    matches: tuple[Match, ...]

    @property
    def everywhere(self) -> int:
        """Rows that all SOPs have."""
        return sum(len(match.rows) == len(self.sops) for match in self.matches)

    @property
    def alone(self) -> int:
        """Rows that only one SOP has."""
        return sum(len(match.rows) == 1 for match in self.matches)

    @property
    def standing_out(self) -> int:
        """Standards that lie far from the others of their row."""
        return sum(match.factor(place) != 1 for match in self.matches for place in match.rows)

    def short_name(self, place: int) -> str:
        """The first words of an SOP's id, as many as tell it from the others."""
        ids = [sop.id for sop in self.sops]
        parts = ids[place].split("-")
        for count in range(1, len(parts)):
            short = "-".join(parts[:count])
            if sum(id == short or id.startswith(f"{short}-") for id in ids) == 1:
                return short
        return ids[place]

    def performers(self, place: int, step: Step) -> tuple[str, ...]:
        """Titles of a row's actors."""
        titles = {actor.id: actor.title for actor in self.sops[place].actors}
        return tuple(dict.fromkeys(titles.get(task.actor, task.actor) for task in step.tasks))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, as `schemas/answers.schema.json` has it."""
        rows = [{self.sops[place].id: _plain(match, place) for place in match.rows} for match in self.matches]
        return {"format": FORMAT, "sops": [sop.id for sop in self.sops], "rows": rows}


def side_by_side(files: Sequence[Path]) -> SideBySide:
    """Raises DefinitionError where one of them has errors."""
    if len(files) < 2:
        raise MisuseError("name two files or more to compare")
    sops = tuple(checked(file)[0].definition for file in files)
    return SideBySide(sops=sops, matches=matched(sops))


def _plain(match: Match, place: int) -> dict[str, object]:
    step = match.rows[place]
    return {
        "step": step.id,
        "number": step.number,
        "activity": step.activity,
        "actors": [task.actor for task in step.tasks],
        "standard": step.standard.text,
        "needs": [item.text for item in step.needs],
        "outputs": [item.text for item in step.outputs],
        "factor": match.factor(place),
    }
