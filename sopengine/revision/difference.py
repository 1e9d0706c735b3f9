"""One thing that differs between two versions of an SOP."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sopengine.errors.phrase import Phrase, Translate, filled
from sopengine.frozen import frozen
from sopengine.model.positions import Path

NOTHING = "–"
"""In place of a text that is empty in one of the versions."""


class Part(StrEnum):
    """Of the document."""

    SOP = "sop"
    """What holds for all of it, such as its status."""
    IDENTITY = "identity"
    FORM = "form"
    ACTOR = "actor"
    ARTIFACT = "artifact"
    FIELD = "field"
    STEP = "step"
    TASK = "task"


class How(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@frozen
class Difference:
    """Where and how a version differs from the one before."""

    part: Part
    how: How
    name: str = ""
    """Id of the actor, artifact, field or step, or name of the task: in the new version, of what was removed in the
    old one; "" for what there is once."""
    key: str = ""
    """Of the definition language, such as `duration` or `document.number`; "" where the whole was added, removed or
    moved. Of a list its entries are added and removed."""
    label: str = ""
    """Of an outcome, where the key is `decision`."""
    before: str = ""
    """As the form prints it; targets by the numbers of the new version."""
    after: str = ""
    path: Path
    """In the new file; of what was removed in the old one."""
    where: Phrase
    what: Phrase | None = None
    """The key as the form calls it; None for the whole."""

    def text(self, translate: Translate = str) -> str:
        """One line in the language of the reader."""
        before, after = self.before or NOTHING, self.after or NOTHING
        values = {"where": self.where, "what": self.what, "before": before, "after": after}
        return filled(_OF_A_KEY[self.how] if self.what else _OF_THE_WHOLE[self.how], values, translate)


_OF_A_KEY: Mapping[How, str] = {
    How.ADDED: "{where}: {what} added: {after}",
    How.REMOVED: "{where}: {what} taken out: {before}",
    How.MOVED: "{where}: {what} in another order: {before} → {after}",
    How.CHANGED: "{where}: {what} {before} → {after}",
}
_OF_THE_WHOLE: Mapping[How, str] = {
    How.ADDED: "{where} added: {after}",
    How.REMOVED: "{where} taken out: {before}",
    How.MOVED: "{where} moved from place {before} to {after}",
}
