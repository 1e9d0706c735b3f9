"""The rows of the form and the symbols in them."""

from __future__ import annotations

from dataclasses import dataclass

from sopengine.model.duration import Duration
from sopengine.model.positions import Path

END = "end"
"""The target that is no task: the work ends here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a step's needs or outputs: a declared artifact, or plain text."""

    text: str
    """As printed; for an artifact its title."""
    artifact: str | None = None
    """Id of the declared artifact, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way out of a task."""

    label: str
    """As printed beside the arrow; "" where nothing is decided."""
    targets: tuple[str, ...]
    """Names of tasks, or END. More than one: the work goes on side by side. May name what does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A symbol in a lane: one piece of work of one actor."""

    name: str
    """Unique in the SOP: the id of its step; where a step has several tasks, `step/actor` or `step/actor/2`."""
    step: str
    actor: str
    """Id of an actor; may name what does not exist until the rules have passed."""
    outcomes: tuple[Outcome, ...]
    """One without label where nothing is decided; with a decision one a label, in the order written."""
    question: str = ""
    decides: bool = False
    path: Path
    """Of the map that holds its keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A numbered row of the form."""

    id: str
    number: str
    """As printed; default is the position in the list, "" prints none."""
    activity: str
    standard: Duration
    """Agreed time of one visit; may be unmeasurable, never zero for 'unknown'."""
    tasks: tuple[Task, ...]
    needs: tuple[Item, ...] = ()
    outputs: tuple[Item, ...] = ()
    note: str = ""
    inferred: tuple[str, ...] = ()
    """Keys that the source document does not show and a person reconstructed."""
    path: Path
