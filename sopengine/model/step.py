"""The rows of the form and the symbols in them."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from sopengine.duration.standard import Duration
from sopengine.frozen import frozen
from sopengine.model.positions import Path

END = "end"
"""The target that is no task: the work ends here."""


@frozen
class Item:
    """One entry of a step's needs or outputs: a declared artifact, or plain text."""

    text: str
    """As printed; for an artifact its title."""
    artifact: str | None = None
    """Id of the declared artifact, where it is one."""


@frozen
class Outcome:
    """One way out of a task."""

    label: str
    """What a person chooses; "" where nothing is decided."""
    targets: tuple[str, ...]
    """Names of tasks, or END. More than one: the work goes on side by side. May name what does not exist."""
    when: str = ""
    """Condition on filled-in data, as written; "" where there is none."""
    otherwise: bool = False
    """Taken where no condition of its decision holds."""
    path: Path = field(default=(), compare=False)
    """Of its targets."""

    @property
    def printed(self) -> str:
        """The label as it stands beside the arrow: one in round brackets is offered, not printed."""
        words = " ".join(self.label.split())
        return "" if words.startswith("(") and words.endswith(")") else self.label

    @property
    def conditional(self) -> bool:
        return bool(self.when) or self.otherwise


class Symbol(StrEnum):
    """A shape that is wanted against the default."""

    START = "start"
    """Another entry of the SOP."""
    END = "end"
    BOX = "box"


@frozen
class Each:
    """Several work items of one task; one of the three is set."""

    field: str = ""
    """One an entry of this list."""
    count: int = 0
    actors: tuple[str, ...] = ()
    """One for each of these actors."""
    done_when: int = 0
    """So many are enough; 0: all."""


@frozen
class Overdue:
    """A way out of a task when nobody acts."""

    after: Duration
    targets: tuple[str, ...]
    path: Path = field(default=(), compare=False)
    """Of its targets."""


@frozen
class Task:
    """A symbol in a lane: one piece of work of one actor."""

    name: str
    """Unique in the SOP: the id of its step; where a step has several tasks, `step/actor` or `step/actor/2`."""
    step: str
    actor: str
    """Id of the actor who leads; may name what does not exist until the rules have passed."""
    outcomes: tuple[Outcome, ...]
    """One without label where nothing is decided; with a decision one a label, in the order written."""
    question: str = ""
    decides: bool = False
    many: bool = False
    """Of a decision: one label or more are taken."""
    partners: tuple[str, ...] = ()
    """Ids of the actors who work along."""
    entry: bool = False
    """An instance can start here: the first task, and every other with `symbol: start`."""
    symbol: Symbol | None = None
    text: str = ""
    """Printed inside the symbol."""
    work: bool = True
    """False: nothing to do, a bare capsule that the flow passes at once."""
    call: str = ""
    """Id of the SOP that runs in place of work."""
    each: Each | None = None
    limit: int = 0
    """How often it may be visited in one instance; 0: as often as work comes to it."""
    wait: Duration | None = None
    """So much time passes; no person acts."""
    message: str = ""
    """Name of the message that has to come; no person acts."""
    overdue: Overdue | None = None
    remind: Duration | None = None
    """So much time before it is due, the actor is reminded."""
    escalate: str = ""
    """Id of the actor who is told when it is late."""
    asks: tuple[str, ...] = ()
    """Ids of the fields that are filled in on completion, of a wait by the message."""
    count: str = ""
    """Id of the number field that says how many items a standard per item counts."""
    inferred: tuple[str, ...] = ()
    """Keys of this task, where it stands in a list of tasks, that a person reconstructed."""
    path: Path
    """Of the map that holds its keys."""

    @property
    def automatic(self) -> bool:
        """No person completes it."""
        return not self.work or bool(self.call) or self.waits

    @property
    def waits(self) -> bool:
        """For time to pass, or for a message."""
        return self.wait is not None or bool(self.message)

    @property
    def fills_in(self) -> tuple[str, ...]:
        """Ids of the fields that are filled in once it is completed."""
        return self.asks if not self.automatic or self.message else ()

    @property
    def ways(self) -> tuple[Outcome, ...]:
        """All that can leave the task: its outcomes, and the way out when nobody acts, labelled with its time."""
        if self.overdue is None:
            return self.outcomes
        late = Outcome(label=self.overdue.after.text, targets=self.overdue.targets, path=self.overdue.path)
        return (*self.outcomes, late)


@frozen
class Step:
    """A numbered row of the form."""

    id: str
    number: str
    """As printed; default is the position in the list, "" prints none."""
    activity: str
    standard: Duration
    """Agreed time of one visit; may be unmeasurable, never zero for 'unknown'."""
    tasks: tuple[Task, ...]
    """In the order of the work; one at least."""
    substeps: tuple[str, ...] = ()
    """Parts of the activity, printed below it."""
    needs: tuple[Item, ...] = ()
    outputs: tuple[Item, ...] = ()
    note: str = ""
    inferred: tuple[str, ...] = ()
    """Keys that the source document does not show and a person reconstructed."""
    path: Path
